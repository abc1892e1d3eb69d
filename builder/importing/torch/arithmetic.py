"""Handlers of sums, products and other joins, of results with each other or with numbers, and of means over axes."""

from __future__ import annotations

from typing import Any

from builder.common.messages import QT_TRANSLATE_NOOP
from builder.importing.common.graph_builder import Origin
from builder.importing.common.trace import HeldTensor, OnesGate, PerBatch
from builder.importing.torch.call import BATCH_DEPENDENT, Call
from builder.importing.torch.constants import constant_block, port_of
from builder.importing.torch.input_normalization import absorb_into_input
from builder.importing.torch.registry import handles
from builder.model.graph import Port


@handles("add")
def add(call: Call, x: Any, other: Any, *, alpha: Any = 1) -> Any:
    """A sum."""
    if alpha != 1:
        call.refuse(QT_TRANSLATE_NOOP("Import", "{call} weighs what it adds, for which there is no block"))
    for one, nothing in ((x, other), (other, x)):
        if isinstance(one, Port) and isinstance(nothing, int | float) and nothing == 0:
            return one
    pixels = absorb_into_input(call, x, other, _shift_input) or absorb_into_input(call, other, x, _shift_input)
    return pixels or _position_embedding(call, x, other) or _join(call, "Add", x, other)


@handles("sub", "subtract")
def subtract(call: Call, x: Any, other: Any, *, alpha: Any = 1) -> Any:
    """A difference."""
    if alpha != 1:
        call.refuse(QT_TRANSLATE_NOOP("Import", "{call} weighs what it takes off, for which there is no block"))
    pixels = absorb_into_input(call, x, other, lambda mean, std, number: (mean + number * std, std))
    return pixels or call.block("Subtract", *_operands(call, x, other))


@handles("rsub")
def subtract_from(call: Call, x: Any, other: Any, alpha: Any = 1) -> Any:
    """A difference with its operands exchanged."""
    return subtract(call, other, x, alpha=alpha)


@handles("neg", "negative")
def negative(call: Call, x: Any) -> Any:
    """A product with -1."""
    return call.block("Multiply", *_operands(call, x, -1.0))


@handles("mul", "multiply")
def multiply(call: Call, x: Any, other: Any) -> Any:
    """A product, or stochastic depth."""
    for one, gate in ((x, other), (other, x)):
        if isinstance(gate, OnesGate) and gate.p is not None and one == gate.of:
            return _stochastic_depth(call, one, gate)
    pixels = absorb_into_input(call, x, other, _scale_input) or absorb_into_input(call, other, x, _scale_input)
    return pixels or _join(call, "Multiply", x, other)


@handles("div", "truediv", "divide", "true_divide")
def divide(call: Call, x: Any, other: Any, *, rounding_mode: Any = None) -> Any:
    """A division by a number: a Mean where it divides a sum by the number of its terms, else a product."""
    if rounding_mode is not None or not isinstance(x, Port) or not isinstance(other, int | float | HeldTensor) or other == 0:
        call.refuse(
            QT_TRANSLATE_NOOP("Import", "{call} divides by something that is no fixed number, for which there is no block")
        )
    if call.builder.layer(x).kind == "Add" and other == call.builder.graph.arity(x.block) and call.is_only_reader(0):
        return call.builder.replace_layer(call.step, x.block, call.layer("Mean", [], {}))
    pixels = absorb_into_input(call, x, other, lambda mean, std, number: (mean, std * number))
    if pixels is not None:
        return pixels
    if isinstance(other, HeldTensor):
        call.refuse(QT_TRANSLATE_NOOP("Import", "{call} divides by {name}, for which there is no block"), name=other.name)
    return call.block("Multiply", *_operands(call, x, 1 / other))


@handles("maximum")
def maximum(call: Call, x: Any, other: Any) -> Any:
    """The element-wise maximum of two results."""
    return _join(call, "Maximum", x, other)


@handles("matmul", "bmm", "mm")
def matmul(call: Call, x: Any, other: Any) -> Any:
    """A matrix product of two results."""
    return call.block("MatMul", port_of(call, x), port_of(call, other))


@handles("cat", "concat", "concatenate")
def concat(call: Call, tensors: Any, dim: int = 0, *, axis: int | None = None) -> Any:
    """A concatenation along one axis."""
    ports = [port_of(call, part) for part in tensors]
    return call.block("Concat", *ports, dim=dim if axis is None else axis) if len(ports) > 1 else ports[0]


@handles("hstack", "column_stack")
def horizontal_stack(call: Call, tensors: Any) -> Any:
    """A concatenation along the first axis of a sample."""
    return concat(call, tensors, 1)


@handles("stack")
def stack(call: Call, tensors: Any, dim: int = 0) -> Any:
    """A stack along a new axis."""
    return call.block("Stack", *(port_of(call, part) for part in tensors), dim=dim)


@handles("clamp", "clip")
def clamp(call: Call, x: Any, min: Any = None, max: Any = None) -> Any:
    """Bounds: a ReLU where the lower one is 0 and there is no upper one, else a Hardtanh."""
    if min == 0 and max is None:
        return call.block("ReLU", port_of(call, x))
    if isinstance(min, int | float) and isinstance(max, int | float):
        return call.block("Hardtanh", port_of(call, x), min_val=float(min), max_val=float(max))
    return call.refuse(QT_TRANSLATE_NOOP("Import", "{call} has bounds that no block has"))


@handles("ones_like")
def ones_like(call: Call, x: Any, **_options: Any) -> Any:
    """Ones, which may become the gate of stochastic depth."""
    return x if isinstance(x, OnesGate) else OnesGate(port_of(call, x))


@handles("mean", "amax")
def reduce(call: Call, x: Any, dim: Any = None, keepdim: bool = False, *, dtype: Any = None) -> Any:
    """The mean or maximum over axes behind the channels: adaptive pooling to size 1."""
    result = port_of(call, x)
    rank = len(call.sizes(result)) + 1
    axes = sorted(axis % rank for axis in ((dim,) if isinstance(dim, int) else dim or range(rank)))
    if rank == 3 and axes == [1] and not keepdim:  # over the tokens of a sequence, which pooling has behind
        result, axes = call.block("Permute", result, dims=(0, 2, 1)), [2]
    if dtype is not None or not 3 <= rank <= 5 or min(axes) < 2:
        call.refuse(QT_TRANSLATE_NOOP("Import", "{call} works over axes for which there is no block"))
    family = "AdaptiveAvgPool" if call.name == "mean" else "AdaptiveMaxPool"
    sizes = tuple(1 if axis in axes else None for axis in range(2, rank))
    result = call.block(f"{family}{rank - 2}d", result, output_size=sizes)
    if keepdim:
        return result
    if len(axes) == rank - 2:
        return call.block("Flatten", result)
    for axis in reversed(axes):
        result = call.block("Squeeze", result, dim=axis)
    return result


def _shift_input(mean: float, std: float, number: float) -> tuple[float, float]:
    return mean - number * std, std


def _scale_input(mean: float, std: float, number: float) -> tuple[float, float]:
    return mean, std / number


def _operands(call: Call, x: Any, other: Any) -> tuple[Port, Port]:
    """Both operands as results: a number becomes a Constant, a tensor of the module a block of its own."""
    partner = x if isinstance(x, Port) else other
    if not isinstance(partner, Port):
        return port_of(call, x), port_of(call, other)

    def operand(value: Any) -> Port:
        if isinstance(value, PerBatch):
            call.refuse(BATCH_DEPENDENT)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return constant_block(call, value, partner)
        return port_of(call, value, len(call.sizes(partner)))

    return operand(x), operand(other)


def _join(call: Call, kind: str, x: Any, other: Any) -> Port:
    """A join of two, or one more input of a join that was made in the same expression (a + b + c is one block)."""
    first, second = _operands(call, x, other)
    if call.builder.layer(first).kind == kind and call.is_only_reader(0) and call.is_on_same_line(first):
        return call.builder.replace_layer(call.step, first.block, call.builder.layer(first), [second])
    return call.block(kind, first, second)


def _position_embedding(call: Call, x: Any, other: Any) -> Port | None:
    """A learned tensor of the shape of a sample that is added to a sequence (length, width); None for anything else."""
    if not isinstance(x, Port) or not isinstance(other, HeldTensor) or not other.learned:
        return None
    if any(path == other.path for path, _ in call.state.sources):
        return None
    if tuple(other.tensor.shape) != (1, *call.sizes(x)) or len(call.sizes(x)) != 2:
        return None
    layer = call.layer("PositionEmbedding", [x], {})
    return call.add_holding(layer, [x], {"weight": other.tensor}, Origin(other.path, layer.default_name, own=True))


def _stochastic_depth(call: Call, x: Port, gate: OnesGate) -> Port:
    """Stochastic depth, named after the dropout of its gate."""
    layer = call.layer("StochasticDepth", [x], {"p": gate.p})
    return call.builder.add(call.step, layer, [x], Origin(gate.path, layer.default_name, own=True))[0]
