"""Drawing what reckons with several results, or with a result and a number: joins, and means over axes."""

from __future__ import annotations

from typing import Any

from builder.importing.common.graph_builder import Origin
from builder.importing.common.trace import PerBatch
from builder.importing.torch.constants import number, port
from builder.importing.torch.input_normalization import normalised
from builder.importing.torch.interpreter import Call, Held, Ones
from builder.importing.torch.registry import form
from builder.model.graph import Port


@form("add")
def add(call: Call, x: Any, other: Any, *, alpha: Any = 1) -> Any:
    """A sum."""
    if alpha != 1:
        call.refuse("weighs what it adds, for which there is no block")
    for one, nothing in ((x, other), (other, x)):
        if isinstance(one, Port) and isinstance(nothing, int | float) and nothing == 0:
            return one
    pixels = normalised(call, x, other, _shifted) or normalised(call, other, x, _shifted)
    return pixels or _positions(call, x, other) or _joined(call, "Add", x, other)


@form("sub", "subtract")
def subtract(call: Call, x: Any, other: Any, *, alpha: Any = 1) -> Any:
    """A difference."""
    if alpha != 1:
        call.refuse("weighs what it takes off, for which there is no block")
    pixels = normalised(call, x, other, lambda mean, std, number: (mean + number * std, std))
    return pixels or call.block("Subtract", *_both(call, x, other))


@form("rsub")
def subtract_from(call: Call, x: Any, other: Any, alpha: Any = 1) -> Any:
    """A difference whose arguments stand the other way round."""
    return subtract(call, other, x, alpha=alpha)


@form("neg", "negative")
def negative(call: Call, x: Any) -> Any:
    """The same with the other sign."""
    return call.block("Multiply", *_both(call, x, -1.0))


@form("mul", "multiply")
def multiply(call: Call, x: Any, other: Any) -> Any:
    """A product, or a gate of whole samples."""
    for one, gate in ((x, other), (other, x)):
        if isinstance(gate, Ones) and gate.p is not None and one == gate.of:
            return _depth(call, one, gate)
    pixels = normalised(call, x, other, _scaled) or normalised(call, other, x, _scaled)
    return pixels or _joined(call, "Multiply", x, other)


@form("div", "truediv", "divide", "true_divide")
def divide(call: Call, x: Any, other: Any, *, rounding_mode: Any = None) -> Any:
    """A division by a number: of a sum the mean, elsewhere a product with one by it."""
    if rounding_mode is not None or not isinstance(x, Port) or not isinstance(other, int | float | Held) or other == 0:
        call.refuse("divides by something that is no fixed number, for which there is no block")
    if call.drawing.layer(x).kind == "Add" and other == call.drawing.graph.arity(x.block) and call.alone(0):
        return call.drawing.replace(call.step, x.block, call.layer("Mean", [], {}))
    pixels = normalised(call, x, other, lambda mean, std, number: (mean, std * number))
    if pixels is None and isinstance(other, Held):
        call.refuse(f"divides by {other.name}, for which there is no block")
    return pixels or call.block("Multiply", *_both(call, x, 1 / other))


@form("maximum")
def maximum(call: Call, x: Any, other: Any) -> Any:
    """The larger of two results."""
    return _joined(call, "Maximum", x, other)


@form("matmul", "bmm", "mm")
def matmul(call: Call, x: Any, other: Any) -> Any:
    """A matrix product."""
    return call.block("MatMul", port(call, x), port(call, other))


@form("cat", "concat", "concatenate")
def concat(call: Call, tensors: Any, dim: int = 0, *, axis: int | None = None) -> Any:
    """Results one behind the other."""
    ports = [port(call, part) for part in tensors]
    return call.block("Concat", *ports, dim=dim if axis is None else axis) if len(ports) > 1 else ports[0]


@form("hstack", "column_stack")
def beside(call: Call, tensors: Any) -> Any:
    """Results one behind the other along the first axis of a sample."""
    return concat(call, tensors, 1)


@form("stack")
def stack(call: Call, tensors: Any, dim: int = 0) -> Any:
    """Results side by side."""
    return call.block("Stack", *(port(call, part) for part in tensors), dim=dim)


@form("clamp", "clip")
def clamp(call: Call, x: Any, min: Any = None, max: Any = None) -> Any:
    """Bounds: a ReLU where the lower is 0 and nothing is above, else a hard tanh."""
    if min == 0 and max is None:
        return call.block("ReLU", port(call, x))
    if isinstance(min, int | float) and isinstance(max, int | float):
        return call.block("Hardtanh", port(call, x), min_val=float(min), max_val=float(max))
    return call.refuse("has bounds that no block has")


@form("ones_like")
def ones_like(call: Call, x: Any, **_kept: Any) -> Any:
    """Ones, which may become a gate."""
    return x if isinstance(x, Ones) else Ones(port(call, x))


@form("mean", "amax")
def over_axes(call: Call, x: Any, dim: Any = None, keepdim: bool = False, *, dtype: Any = None) -> Any:
    """A mean, or the largest, over axes behind the channels: adaptive pooling to one number."""
    result = port(call, x)
    rank = len(call.sizes(result)) + 1
    axes = sorted(axis % rank for axis in ((dim,) if isinstance(dim, int) else dim or range(rank)))
    if rank == 3 and axes == [1] and not keepdim:
        result, axes = call.block("Permute", result, dims=(0, 2, 1)), [2]
    if dtype is not None or not 3 <= rank <= 5 or min(axes) < 2:
        call.refuse("works over axes for which there is no block")
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


def _shifted(mean: float, std: float, number: float) -> tuple[float, float]:
    return mean - number * std, std


def _scaled(mean: float, std: float, number: float) -> tuple[float, float]:
    return mean, std / number


def _both(call: Call, x: Any, other: Any) -> tuple[Port, Port]:
    """Both as results of blocks: a number becomes a Constant, a tensor that is held a block of its own."""
    beside = x if isinstance(x, Port) else other
    if not isinstance(beside, Port):
        return port(call, x), port(call, other)

    def made(value: Any) -> Port:
        if isinstance(value, PerBatch):
            call.refuse("depends on how large the batch is")
        if isinstance(value, int | float) and not isinstance(value, bool):
            return number(call, value, beside)
        return port(call, value, len(call.sizes(beside)))

    return made(x), made(other)


def _joined(call: Call, kind: str, x: Any, other: Any) -> Port:
    """A join of two, or one more input of the join that was made in the same expression."""
    first, second = _both(call, x, other)
    if call.drawing.layer(first).kind == kind and call.alone(0) and call.together(first):
        return call.drawing.replace(call.step, first.block, call.drawing.layer(first), [second])
    return call.block(kind, first, second)  # type: ignore[no-any-return]  # a join has one output


def _positions(call: Call, x: Any, other: Any) -> Port | None:
    """A tensor of a sample's own size that is learned and added to a series is a position embedding."""
    if (
        not isinstance(x, Port)
        or not isinstance(other, Held)
        or not other.learned
        or any(path == other.path for path, _ in call.walk.sources)
    ):
        return None
    if tuple(other.tensor.shape) != (1, *call.sizes(x)) or len(call.sizes(x)) != 2:
        return None
    layer = call.layer("PositionEmbedding", [x], {})
    return call.holding(layer, [x], {"weight": other.tensor}, Origin(other.path, layer.default_name, own=True))


def _depth(call: Call, x: Port, gate: Ones) -> Port:
    """Stochastic depth, named after the dropout that makes its gate."""
    layer = call.layer("StochasticDepth", [x], {"p": gate.p})
    return call.drawing.add(call.step, layer, [x], Origin(gate.path, layer.default_name, own=True))[0]
