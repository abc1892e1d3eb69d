"""Handlers of sums, products and other joins, and of activations and their parts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from builder.common.messages import QT_TRANSLATE_NOOP
from builder.importing.onnx.activation_patterns import Curve, curve_of, erf, sigmoid, softplus
from builder.importing.onnx.fusion import absorb_into_input, absorb_into_layer, fuse_local_response, fuse_stochastic_depth
from builder.importing.onnx.node_context import NodeContext, tensor_block
from builder.importing.onnx.registry import handles
from builder.importing.onnx.state import KnownArray, NodeValue
from builder.model.graph import Port

Function = Callable[..., np.ndarray]
"""An element-wise function of numpy."""

JOINS = {"Add": "Add", "Sub": "Subtract", "Mul": "Multiply", "Max": "Maximum", "Mean": "Mean", "Sum": "Add"}
FUNCTIONS: dict[str, Function] = {"Add": np.add, "Sub": np.subtract, "Mul": np.multiply, "Div": np.divide}


def combine(context: NodeContext, function: Function, draw: Callable[[], Port], *values: Any) -> Curve | None:
    """`function` of values that are computed from one result, and of single numbers; None where they come from several."""
    curves = [curve_of(value) if not isinstance(value, float) else None for value in values]
    results = {each[0] for each in curves if each is not None}
    if len(results) != 1:
        return None
    with np.errstate(all="ignore"):
        points = function(*(value if each is None else each[1] for value, each in zip(values, curves, strict=True)))
    depth = 1 + max(each[2] for each in curves if each is not None)
    found = Curve(results.pop(), points, depth, draw, lambda kind, of, fields: context.block(kind, of, **fields))
    numbers = [value for value in values if isinstance(value, float)]
    if len(numbers) == 1:
        earlier = next(value for value in values if not isinstance(value, float))
        trail = earlier.trail if isinstance(earlier, Curve) and earlier.of == found.of else ()
        found.trail = (*trail, (context.node.op, numbers[0]))
    return found


# -- one operand -------------------------------------------------------------------------------------------------------


def unary(context: NodeContext, function: Function, kind: str | None = None, **fields: Any) -> Any:
    """An element-wise function of one result; `kind` is the block that computes just this, if there is one."""

    def draw() -> Port:
        return (
            context.block(kind, context.port(), **fields)
            if kind
            else context.refuse(QT_TRANSLATE_NOOP("Import", "{call} has no block that could stand for it"))
        )

    found = combine(context, function, draw, context.inputs.value())
    return context.refuse(QT_TRANSLATE_NOOP("Import", "{call} is given nothing to work on")) if found is None else found


PARTS: dict[str, tuple[Function, str | None]] = {
    "Sigmoid": (sigmoid, "Sigmoid"),
    "Tanh": (np.tanh, "Tanh"),
    "Softplus": (softplus, "Softplus"),
    "Erf": (erf, None),
    "Exp": (np.exp, None),
    "Log": (np.log, None),
    "Abs": (np.abs, None),
    "Sqrt": (np.sqrt, None),
    "Reciprocal": (np.reciprocal, None),
}
"""Operators that may be part of an activation: the function, and the block that computes it alone."""


@handles(*PARTS)
def activation_part(context: NodeContext) -> Any:
    """Part of an activation, or an activation itself."""
    function, kind = PARTS[context.node.op]
    return unary(context, function, kind)


ACTIVATIONS = {"Relu": "ReLU", "Softsign": "Softsign", "HardSwish": "Hardswish", "Mish": "Mish"}


@handles(*ACTIVATIONS)
def activation(context: NodeContext) -> Any:
    """An activation without parameters."""
    return context.block(ACTIVATIONS[context.node.op], context.port())


WITH_ALPHA = {
    "LeakyRelu": ("LeakyReLU", "negative_slope", 0.01),
    "Elu": ("ELU", "alpha", 1.0),
    "Celu": ("CELU", "alpha", 1.0),
}


@handles("LeakyRelu", "Elu", "Celu")
def activation_with_alpha(context: NodeContext) -> Any:
    """An activation with one parameter."""
    kind, name, default = WITH_ALPHA[context.node.op]
    return context.block(kind, context.port(), **{name: float(context.inputs.attribute("alpha", default))})


@handles("Selu")
def selu(context: NodeContext) -> Any:
    """SELU, whose two parameters are constants in torch."""
    alpha, gamma = context.inputs.attribute("alpha", 1.6732632), context.inputs.attribute("gamma", 1.050701)
    if abs(alpha - 1.6732632) > 1e-4 or abs(gamma - 1.050701) > 1e-4:
        context.refuse(
            QT_TRANSLATE_NOOP("Import", "{call} has alpha {alpha:g} and gamma {gamma:g}, other than those of SELU"),
            alpha=alpha,
            gamma=gamma,
        )
    return context.block("SELU", context.port())


@handles("HardSigmoid")
def hard_sigmoid(context: NodeContext) -> Any:
    """A line clipped to 0 and 1; torch only has the slope 1/6, others may be part of another activation."""
    alpha, beta = context.inputs.attribute("alpha", 0.2), context.inputs.attribute("beta", 0.5)
    exact = 1 / 6 if abs(alpha - 1 / 6) < 1e-4 else alpha

    def draw() -> Port:
        return context.refuse(
            QT_TRANSLATE_NOOP("Import", "{call} rises by {alpha:g} from {beta:g}; the block there is rises by 1/6 from 1/2"),
            alpha=alpha,
            beta=beta,
        )

    found = combine(context, lambda x: np.clip(exact * x + beta, 0, 1), draw, context.inputs.value())
    return context.port() if found is None else found


@handles("Gelu")
def gelu(context: NodeContext) -> Any:
    """GELU, exact or by tanh."""
    return context.block("GELU", context.port(), approximate=context.inputs.attribute("approximate", "none"))


@handles("Swish")
def swish(context: NodeContext) -> Any:
    """SiLU, where alpha is 1."""
    if context.inputs.attribute("alpha", 1.0) != 1:
        context.refuse(QT_TRANSLATE_NOOP("Import", "{call} has an alpha other than 1, for which there is no block"))
    return context.block("SiLU", context.port())


@handles("ThresholdedRelu")
def threshold(context: NodeContext) -> Any:
    """0 up to a threshold, the identity above it."""
    return context.block("Threshold", context.port(), threshold=float(context.inputs.attribute("alpha", 1.0)), value=0.0)


@handles("Clip")
def clip(context: NodeContext) -> Any:
    """Bounds: ReLU, ReLU6 or Hardtanh."""
    bounds = [_bound(context, "min", 1, -np.inf), _bound(context, "max", 2, np.inf)]
    low, high = bounds

    def draw() -> Port:
        if low == 0 and high >= 1e30:
            return context.block("ReLU", context.port())
        if not np.isfinite(bounds).all():
            return context.refuse(
                QT_TRANSLATE_NOOP("Import", "{call} has the bounds {low:g} and {high:g}, which no block has"),
                low=low,
                high=high,
            )
        return context.block("Hardtanh", context.port(), min_val=low, max_val=high)

    found = combine(context, lambda x: np.clip(x, low, high), draw, context.inputs.value())
    return context.refuse(QT_TRANSLATE_NOOP("Import", "{call} is given nothing to work on")) if found is None else found


def _bound(context: NodeContext, name: str, position: int, default: float) -> float:
    given = context.inputs.optional_array(position, name)
    value = context.inputs.attribute(name, default) if given is None else _single_number(given)
    return (
        float(value)
        if value is not None
        else context.refuse(QT_TRANSLATE_NOOP("Import", "{call} has several numbers as its {name}"), name=name)
    )


@handles("Neg")
def negative(context: NodeContext) -> Any:
    """A product with -1."""
    value = context.inputs.value()
    return combine(
        context,
        np.negative,
        lambda: context.block("Multiply", context.port_of(value), _constant_block(context, -1.0, value)),
        value,
    )


@handles("Pow")
def power(context: NodeContext) -> Any:
    """A power inside of an activation, or a square by itself."""
    exponent = _single_number(context.inputs.array(1, "exponent"))
    if exponent is None:
        context.refuse(QT_TRANSLATE_NOOP("Import", "{call} has several exponents, for which there is no block"))

    def draw() -> Port:
        if exponent != 2:
            context.refuse(
                QT_TRANSLATE_NOOP("Import", "{call} raises to the power of {exponent:g}, for which there is no block"),
                exponent=exponent,
            )
        return context.block("Multiply", context.port(), context.port())

    return combine(context, np.power, draw, context.inputs.value(), exponent)


# -- two operands, at least one of them a result -----------------------------------------------------------------------------


@handles("Add", "Sub", "Mul", "Div")
def binary(context: NodeContext) -> Any:
    """Two results, or a result and known numbers."""
    first, second = context.inputs.value(0), context.inputs.value(1)
    if first is None or second is None:
        context.refuse(QT_TRANSLATE_NOOP("Import", "{call} is given only one of its two inputs"))
    for position, other in ((0, second), (1, first)):
        if isinstance(other, KnownArray):
            numbers = other.fixed
            if numbers is None:
                context.refuse(QT_TRANSLATE_NOOP("Import", "{call} reckons with numbers that depend on how large the batch is"))
            return _with_numbers(context, position, numbers, other)
    fused = fuse_local_response(context) or fuse_stochastic_depth(context)
    if fused is not None:
        return fused
    return combine(context, FUNCTIONS[context.node.op], lambda: _join(context, first, second), first, second) or _join(
        context, first, second
    )


def _join(context: NodeContext, first: NodeValue, second: NodeValue) -> Port:
    if context.node.op == "Div":
        context.refuse(QT_TRANSLATE_NOOP("Import", "{call} divides one result by another, for which there is no block"))
    return context.block(JOINS[context.node.op], context.port_of(first), context.port_of(second))


def _with_numbers(context: NodeContext, position: int, numbers: np.ndarray, other: KnownArray) -> Any:
    """A result at `position`, and known numbers as the other operand."""
    value = context.inputs.value(position)
    merged = absorb_into_input(context, position, numbers) or absorb_into_layer(context, position, numbers)
    if merged is not None:
        return merged
    single = _single_number(numbers)
    if single is None:
        return _with_tensor(context, position, numbers, other)
    function = FUNCTIONS[context.node.op]
    ordered = (value, single) if position == 0 else (single, value)
    return combine(context, function, lambda: _with_number(context, position, single), *ordered)


def _with_number(context: NodeContext, position: int, single: float) -> Port:
    """A result and one number, which becomes a Constant."""
    value, op = context.inputs.value(position), context.node.op
    if op == "Div":
        if position == 1:
            context.refuse(QT_TRANSLATE_NOOP("Import", "{call} divides by a result, for which there is no block"))
        if single == 0:
            context.refuse(QT_TRANSLATE_NOOP("Import", "{call} divides by 0"))
        op, single = "Mul", 1 / single
    pair = [context.port_of(value), _constant_block(context, single, value)]
    return context.block(JOINS[op], *(pair if position == 0 else reversed(pair)))


def _with_tensor(context: NodeContext, position: int, numbers: np.ndarray, other: KnownArray) -> Port:
    port, op = context.port(position), context.node.op
    if op == "Div":
        if position == 1 or not np.all(numbers):
            context.refuse(QT_TRANSLATE_NOOP("Import", "{call} divides by a result or by 0, for which there is no block"))
        op, numbers = "Mul", 1 / numbers
    pair = [port, tensor_block(context, KnownArray(numbers, numbers, other.name), rank=len(context.sizes(port)))]
    return context.block(JOINS[op], *(pair if position == 0 else reversed(pair)))


@handles("Max", "Mean", "Sum")
def join(context: NodeContext) -> Any:
    """A join of any number of results."""
    ports = [context.port(position) for position in range(len(context.inputs.values))]
    return ports[0] if len(ports) == 1 else context.block(JOINS[context.node.op], *ports)


@handles("Identity", "Cast")
def identity(context: NodeContext) -> Any:
    """What passes its input on; casts between floating-point types are ignored."""
    if context.node.op == "Cast" and context.inputs.attribute("to", 1) not in (1, 10, 11, 16):
        context.refuse(QT_TRANSLATE_NOOP("Import", "{call} makes whole numbers of a result, for which there is no block"))
    return (
        context.inputs.value()
        if context.inputs.value() is not None
        else context.refuse(QT_TRANSLATE_NOOP("Import", "{call} is given nothing"))
    )


def _constant_block(context: NodeContext, number: float, partner: Any) -> Port:
    """A number as a block with as many axes, all of size 1, as the `partner` that it is combined with (broadcasting)."""
    return context.extra_block(
        "Constant", shape=(1,) * max(1, len(context.sizes(context.port_of(partner)))), value=float(str(np.float32(number)))
    )


def _single_number(numbers: np.ndarray) -> float | None:
    """The only number, or None where there are several."""
    return float(str(numbers.reshape(-1)[0])) if numbers.size == 1 and numbers.dtype != np.bool_ else None
