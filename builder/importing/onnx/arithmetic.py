"""Handlers of sums, products and other joins, of activations and their parts, and of means over axes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from builder.common.messages import QT_TRANSLATE_NOOP
from builder.importing.onnx.activation_patterns import Curve, curve_of, erf, sigmoid, softplus
from builder.importing.onnx.constant_folding import normalized_axis
from builder.importing.onnx.distances import fuse_distances, gaussian_of, is_clipped_distance
from builder.importing.onnx.fusion import absorb_into_input, absorb_into_layer, fuse_local_response, fuse_stochastic_depth
from builder.importing.onnx.node_context import NodeContext, tensor_block
from builder.importing.onnx.registry import handles
from builder.importing.onnx.state import KnownArray, NodeValue
from builder.model.graph import Port

Function = Callable[..., np.ndarray]
"""An element-wise function of numpy."""

JOINS = {"Add": "Add", "Sub": "Subtract", "Mul": "Multiply", "Max": "Maximum", "Mean": "Mean", "Sum": "Add"}
NOTHING_GIVEN = QT_TRANSLATE_NOOP("Import", "{call} is given nothing to work on")

FUNCTIONS: dict[str, Function] = {"Add": np.add, "Sub": np.subtract, "Mul": np.multiply, "Div": np.divide}


def combine(node: NodeContext, function: Function, draw: Callable[[], Port], *values: Any) -> Curve | None:
    """`function` of values that are computed from one result, and of single numbers; None where they come from several."""
    curves = [curve_of(value) if not isinstance(value, float) else None for value in values]
    results = {each[0] for each in curves if each is not None}
    if len(results) != 1:
        return None
    with np.errstate(all="ignore"):
        points = function(*(value if each is None else each[1] for value, each in zip(values, curves, strict=True)))
    depth = 1 + max(each[2] for each in curves if each is not None)
    curve = Curve(
        of=results.pop(),
        values=points,
        depth=depth,
        draw=draw,
        activation=lambda kind, of, fields: node.block(kind, of, **fields),
    )
    numbers = [value for value in values if isinstance(value, float)]
    if len(numbers) == 1:
        earlier = next(value for value in values if not isinstance(value, float))
        trail = earlier.trail if isinstance(earlier, Curve) and earlier.of == curve.of else ()
        curve.trail = (*trail, (node.op, numbers[0]))
    return curve


# -- one operand -------------------------------------------------------------------------------------------------------


def unary(node: NodeContext, function: Function, kind: str | None = None, **fields: Any) -> Any:
    """An element-wise function of one result; `kind` is the block that computes just this, if there is one.

    Raises ImportFailed where the node has no input.
    """

    def draw() -> Port:
        if kind is None:
            node.refuse(QT_TRANSLATE_NOOP("Import", "{call} has no block that could stand for it"))
        return node.block(kind, node.port(), **fields)

    return combine(node, function, draw, node.inputs.value()) or node.refuse(NOTHING_GIVEN)


PARTS: dict[str, tuple[Function, str | None]] = {
    "Sigmoid": (sigmoid, "Sigmoid"),
    "Tanh": (np.tanh, "Tanh"),
    "Softplus": (softplus, "Softplus"),
    "Erf": (erf, None),
    "Log": (np.log, None),
    "Abs": (np.abs, None),
    "Sqrt": (np.sqrt, None),
    "Reciprocal": (np.reciprocal, None),
}
"""Operators that may be part of an activation: the function, and the block that computes it alone."""


@handles(*PARTS)
def activation_part(node: NodeContext) -> Any:
    """Part of an activation, or an activation itself."""
    function, kind = PARTS[node.op]
    return unary(node, function, kind)


@handles("Exp")
def exponential(node: NodeContext) -> Any:
    """Part of an activation, or a Gaussian."""
    value = node.inputs.value()
    return combine(node, np.exp, gaussian_of(node, value), value) or node.refuse(NOTHING_GIVEN)


ACTIVATIONS = {"Relu": "ReLU", "Softsign": "Softsign", "HardSwish": "Hardswish", "Mish": "Mish"}


@handles(*ACTIVATIONS)
def activation(node: NodeContext) -> Any:
    """An activation without parameters."""
    if node.op == "Relu" and is_clipped_distance(node, node.inputs.value()):
        return node.port()
    return node.block(ACTIVATIONS[node.op], node.port())


WITH_ALPHA = {
    "LeakyRelu": ("LeakyReLU", "negative_slope", 0.01),
    "Elu": ("ELU", "alpha", 1.0),
    "Celu": ("CELU", "alpha", 1.0),
}


@handles("LeakyRelu", "Elu", "Celu")
def activation_with_alpha(node: NodeContext) -> Any:
    """An activation with one parameter."""
    kind, name, default = WITH_ALPHA[node.op]
    return node.block(kind, node.port(), **{name: float(node.inputs.attribute("alpha", default))})


@handles("Selu")
def selu(node: NodeContext) -> Any:
    """SELU, whose two parameters are constants in torch."""
    alpha, gamma = node.inputs.attribute("alpha", 1.6732632), node.inputs.attribute("gamma", 1.050701)
    if abs(alpha - 1.6732632) > 1e-4 or abs(gamma - 1.050701) > 1e-4:
        template = QT_TRANSLATE_NOOP("Import", "{call} has alpha {alpha:g} and gamma {gamma:g}, other than those of SELU")
        node.refuse(template, alpha=alpha, gamma=gamma)
    return node.block("SELU", node.port())


@handles("HardSigmoid")
def hard_sigmoid(node: NodeContext) -> Any:
    """A line clipped to 0 and 1; torch only has the slope 1/6, others may be part of another activation."""
    alpha, beta = node.inputs.attribute("alpha", 0.2), node.inputs.attribute("beta", 0.5)
    exact = 1 / 6 if abs(alpha - 1 / 6) < 1e-4 else alpha

    def draw() -> Port:
        template = QT_TRANSLATE_NOOP(
            "Import", "{call} rises by {alpha:g} from {beta:g}; the block there is rises by 1/6 from 1/2"
        )
        return node.refuse(template, alpha=alpha, beta=beta)

    return combine(node, lambda x: np.clip(exact * x + beta, 0, 1), draw, node.inputs.value()) or node.port()


@handles("Gelu")
def gelu(node: NodeContext) -> Any:
    """GELU, exact or by tanh."""
    return node.block("GELU", node.port(), approximate=node.inputs.attribute("approximate", "none"))


@handles("Swish")
def swish(node: NodeContext) -> Any:
    """SiLU, where alpha is 1."""
    if node.inputs.attribute("alpha", 1.0) != 1:
        node.refuse(QT_TRANSLATE_NOOP("Import", "{call} has an alpha other than 1, for which there is no block"))
    return node.block("SiLU", node.port())


@handles("ThresholdedRelu")
def threshold(node: NodeContext) -> Any:
    """0 up to a threshold, the identity above it."""
    return node.block("Threshold", node.port(), threshold=float(node.inputs.attribute("alpha", 1.0)), value=0.0)


@handles("Clip")
def clip(node: NodeContext) -> Any:
    """Bounds: ReLU, ReLU6 or Hardtanh."""
    bounds = [_bound(node, "min", 1, -np.inf), _bound(node, "max", 2, np.inf)]
    low, high = bounds
    if low == 0 and high >= 1e30 and is_clipped_distance(node, node.inputs.value()):
        return node.port()

    def draw() -> Port:
        if low == 0 and high >= 1e30:
            return node.block("ReLU", node.port())
        if not np.isfinite(bounds).all():
            template = QT_TRANSLATE_NOOP("Import", "{call} has the bounds {low:g} and {high:g}, which no block has")
            node.refuse(template, low=low, high=high)
        return node.block("Hardtanh", node.port(), min_val=low, max_val=high)

    return combine(node, lambda x: np.clip(x, low, high), draw, node.inputs.value()) or node.refuse(NOTHING_GIVEN)


def _bound(node: NodeContext, name: str, position: int, default: float) -> float:
    array = node.inputs.optional_array(position, name)
    value = node.inputs.attribute(name, default) if array is None else _single_number(array)
    if value is None:
        node.refuse(QT_TRANSLATE_NOOP("Import", "{call} has several numbers as its {name}"), name=name)
    return float(value)


@handles("Neg")
def negative(node: NodeContext) -> Any:
    """A product with -1."""
    value = node.inputs.value()

    def draw() -> Port:
        return node.block("Multiply", node.port_of(value), _constant_block(node, -1.0, value))

    return combine(node, np.negative, draw, value)


@handles("Pow")
def power(node: NodeContext) -> Any:
    """A power inside of an activation, or a square by itself."""
    exponent = _single_number(node.inputs.array(1, "exponent"))
    if exponent is None:
        node.refuse(QT_TRANSLATE_NOOP("Import", "{call} has several exponents, for which there is no block"))

    def draw() -> Port:
        if exponent != 2:
            template = QT_TRANSLATE_NOOP("Import", "{call} raises to the power of {exponent:g}, for which there is no block")
            node.refuse(template, exponent=exponent)
        return node.block("Multiply", node.port(), node.port())

    return combine(node, np.power, draw, node.inputs.value(), exponent)


# -- two operands, at least one of them a result -----------------------------------------------------------------------


@handles("Add", "Sub", "Mul", "Div")
def binary(node: NodeContext) -> Any:
    """Two results, or a result and known numbers."""
    first, second = node.inputs.value(0), node.inputs.value(1)
    if first is None or second is None:
        node.refuse(QT_TRANSLATE_NOOP("Import", "{call} is given only one of its two inputs"))
    distances = fuse_distances(node)
    if distances is not None:
        return distances
    for position, other in ((0, second), (1, first)):
        if isinstance(other, KnownArray):
            numbers = other.fixed
            if numbers is None:
                node.refuse(QT_TRANSLATE_NOOP("Import", "{call} reckons with numbers that depend on how large the batch is"))
            return _with_numbers(node, position, numbers, other)
    fused = fuse_local_response(node) or fuse_stochastic_depth(node)
    if fused is not None:
        return fused

    def draw() -> Port:
        return _join(node, first, second)

    return combine(node, FUNCTIONS[node.op], draw, first, second) or draw()


def _join(node: NodeContext, first: NodeValue, second: NodeValue) -> Port:
    if node.op == "Div":
        node.refuse(QT_TRANSLATE_NOOP("Import", "{call} divides one result by another, for which there is no block"))
    return node.block(JOINS[node.op], node.port_of(first), node.port_of(second))


def _with_numbers(node: NodeContext, position: int, numbers: np.ndarray, other: KnownArray) -> Any:
    """A result at `position`, and known numbers as the other operand."""
    value = node.inputs.value(position)
    merged = absorb_into_input(node, position, numbers) or absorb_into_layer(node, position, numbers)
    if merged is not None:
        return merged
    single = _single_number(numbers)
    if single is None:
        return _with_tensor(node, position, numbers, other)
    function = FUNCTIONS[node.op]
    ordered = (value, single) if position == 0 else (single, value)
    return combine(node, function, lambda: _with_number(node, position, single), *ordered)


def _with_number(node: NodeContext, position: int, single: float) -> Port:
    """A result and one number, which becomes a Constant."""
    value, op = node.inputs.value(position), node.op
    if op == "Div":
        if position == 1:
            node.refuse(QT_TRANSLATE_NOOP("Import", "{call} divides by a result, for which there is no block"))
        if single == 0:
            node.refuse(QT_TRANSLATE_NOOP("Import", "{call} divides by 0"))
        op, single = "Mul", 1 / single
    pair = [node.port_of(value), _constant_block(node, single, value)]
    return node.block(JOINS[op], *(pair if position == 0 else reversed(pair)))


def _with_tensor(node: NodeContext, position: int, numbers: np.ndarray, other: KnownArray) -> Port:
    port, op = node.port(position), node.op
    if op == "Div":
        if position == 1 or not np.all(numbers):
            node.refuse(QT_TRANSLATE_NOOP("Import", "{call} divides by a result or by 0, for which there is no block"))
        op, numbers = "Mul", 1 / numbers
    pair = [port, tensor_block(node, KnownArray(numbers, numbers, other.name), rank=len(node.sizes(port)))]
    return node.block(JOINS[op], *(pair if position == 0 else reversed(pair)))


@handles("Max", "Mean", "Sum")
def join(node: NodeContext) -> Any:
    """A join of any number of results."""
    ports = [node.port(position) for position in range(len(node.inputs.values))]
    return ports[0] if len(ports) == 1 else node.block(JOINS[node.op], *ports)


@handles("Identity", "Cast")
def identity(node: NodeContext) -> Any:
    """What passes its input on; casts between floating-point types are ignored."""
    if node.op == "Cast" and node.inputs.attribute("to", 1) not in (1, 10, 11, 16):
        node.refuse(QT_TRANSLATE_NOOP("Import", "{call} makes whole numbers of a result, for which there is no block"))
    return node.inputs.value() or node.refuse(NOTHING_GIVEN)


@handles("ReduceMean", "ReduceMax")
def reduce(node: NodeContext) -> Any:
    """The mean or maximum over axes behind the channels: adaptive pooling to size 1."""
    port = node.port()
    rank, given = len(node.sizes(port)) + 1, node.inputs.integers_or_input("axes", 1)
    axes = sorted({normalized_axis(axis, rank) for axis in (range(rank) if given is None else given)})
    keep = bool(node.inputs.attribute("keepdims", 1))
    if not axes and node.inputs.attribute("noop_with_empty_axes", 0):
        return port
    if rank == 3 and axes == [1] and not keep:
        port, axes = node.extra_block("Permute", port, dims=(0, 2, 1)), [2]
    if not 3 <= rank <= 5 or min(axes, default=0) < 2:
        node.refuse(QT_TRANSLATE_NOOP("Import", "{call} works over the axes {axes}, for which there is no block"), axes=axes)
    family = "Avg" if node.op == "ReduceMean" else "Max"
    port = node.block(
        f"Adaptive{family}Pool{rank - 2}d", port, output_size=tuple(1 if at in axes else None for at in range(2, rank))
    )
    if keep:
        return port
    if len(axes) == rank - 2:
        return node.extra_block("Flatten", port)
    for axis in reversed(axes):
        port = node.extra_block("Squeeze", port, dim=axis)
    return port


def _constant_block(node: NodeContext, number: float, partner: Any) -> Port:
    """A number as a block with as many axes, all of size 1, as the `partner` that it is combined with (broadcasting)."""
    shape = (1,) * max(1, len(node.sizes(node.port_of(partner))))
    return node.extra_block("Constant", shape=shape, value=float(str(np.float32(number))))


def _single_number(numbers: np.ndarray) -> float | None:
    """The only number, or None where there are several."""
    return float(str(numbers.reshape(-1)[0])) if numbers.size == 1 and numbers.dtype != np.bool_ else None
