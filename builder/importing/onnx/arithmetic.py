"""Drawing sums, products and activations of an ONNX file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from builder.importing.onnx.activation_patterns import Curve, beginning, erf, sigmoid, softplus
from builder.importing.onnx.fusion import absorbed, gated, local_response, pixels
from builder.importing.onnx.node_context import Turn, tensor_block
from builder.importing.onnx.registry import operator
from builder.importing.onnx.state import Known, Value
from builder.model.graph import Port

Work = Callable[..., np.ndarray]

JOINS = {"Add": "Add", "Sub": "Subtract", "Mul": "Multiply", "Max": "Maximum", "Mean": "Mean", "Sum": "Add"}
WORKS: dict[str, Work] = {"Add": np.add, "Sub": np.subtract, "Mul": np.multiply, "Div": np.divide}


def curve(turn: Turn, work: Work, draw: Callable[[], Port], *values: Any) -> Curve | None:
    """What `work` makes of values that begin at the same result and of single numbers; None where they do not."""
    ways = [beginning(value) if not isinstance(value, float) else None for value in values]
    begins = {way[0] for way in ways if way is not None}
    if len(begins) != 1:
        return None
    with np.errstate(all="ignore"):
        outcome = work(*(value if way is None else way[1] for value, way in zip(values, ways, strict=True)))
    depth = 1 + max(way[2] for way in ways if way is not None)
    found = Curve(begins.pop(), outcome, depth, draw, lambda kind, of, fields: turn.block(kind, of, **fields))
    numbers = [value for value in values if isinstance(value, float)]
    if len(numbers) == 1:
        earlier = next(value for value in values if not isinstance(value, float))
        known = earlier.trail if isinstance(earlier, Curve) and earlier.of == found.of else ()
        found.trail = (*known, (turn.node.op, numbers[0]))
    return found


# -- one result --------------------------------------------------------------------------------------------------------


def unary(turn: Turn, work: Work, kind: str | None = None, **fields: Any) -> Any:
    """What is done to each number by itself; `kind` is the block that does just this."""

    def draw() -> Port:
        return turn.block(kind, turn.port(), **fields) if kind else turn.refuse("has no block that could stand for it")

    found = curve(turn, work, draw, turn.value())
    return turn.refuse("is given nothing to work on") if found is None else found


SPELLED: dict[str, tuple[Work, str | None]] = {
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
"""Operators that may be part of an activation, with the block that does what each does alone."""


@operator(*SPELLED)
def spelled(turn: Turn) -> Any:
    """Part of an activation, or an activation itself."""
    work, kind = SPELLED[turn.node.op]
    return unary(turn, work, kind)


PLAIN = {"Relu": "ReLU", "Softsign": "Softsign", "HardSwish": "Hardswish", "Mish": "Mish"}


@operator(*PLAIN)
def plain(turn: Turn) -> Any:
    """An activation with no numbers of its own."""
    return turn.block(PLAIN[turn.node.op], turn.port())


SLOPES = {
    "LeakyRelu": ("LeakyReLU", "negative_slope", 0.01),
    "Elu": ("ELU", "alpha", 1.0),
    "Celu": ("CELU", "alpha", 1.0),
}


@operator("LeakyRelu", "Elu", "Celu")
def sloped(turn: Turn) -> Any:
    """An activation with one number."""
    kind, name, default = SLOPES[turn.node.op]
    return turn.block(kind, turn.port(), **{name: float(turn.attribute("alpha", default))})


@operator("Selu")
def selu(turn: Turn) -> Any:
    """SELU; its two numbers are what makes it one."""
    alpha, gamma = turn.attribute("alpha", 1.6732632), turn.attribute("gamma", 1.050701)
    if abs(alpha - 1.6732632) > 1e-4 or abs(gamma - 1.050701) > 1e-4:
        turn.refuse(f"has alpha {alpha:g} and gamma {gamma:g}, other than those of SELU")
    return turn.block("SELU", turn.port())


@operator("HardSigmoid")
def hard_sigmoid(turn: Turn) -> Any:
    """A straight line between 0 and 1; torch knows the one with a sixth of slope."""
    alpha, beta = turn.attribute("alpha", 0.2), turn.attribute("beta", 0.5)
    exact = 1 / 6 if abs(alpha - 1 / 6) < 1e-4 else alpha

    def draw() -> Port:
        return turn.refuse(f"rises by {alpha:g} from {beta:g}; the block there is rises by 1/6 from 1/2")

    found = curve(turn, lambda x: np.clip(exact * x + beta, 0, 1), draw, turn.value())
    return turn.port() if found is None else found


@operator("Gelu")
def gelu(turn: Turn) -> Any:
    """GELU, exact or by tanh."""
    return turn.block("GELU", turn.port(), approximate=turn.attribute("approximate", "none"))


@operator("Swish")
def swish(turn: Turn) -> Any:
    """SiLU, where it is not made steeper."""
    if turn.attribute("alpha", 1.0) != 1:
        turn.refuse("has an alpha other than 1, for which there is no block")
    return turn.block("SiLU", turn.port())


@operator("ThresholdedRelu")
def threshold(turn: Turn) -> Any:
    """Nothing below a bound."""
    return turn.block("Threshold", turn.port(), threshold=float(turn.attribute("alpha", 1.0)), value=0.0)


@operator("Clip")
def clip(turn: Turn) -> Any:
    """Bounds: ReLU, ReLU6, or a hard tanh."""
    bounds = [_bound(turn, "min", 1, -np.inf), _bound(turn, "max", 2, np.inf)]
    low, high = bounds

    def draw() -> Port:
        if low == 0 and high >= 1e30:
            return turn.block("ReLU", turn.port())
        if not np.isfinite(bounds).all():
            return turn.refuse(f"has the bounds {low:g} and {high:g}, which no block has")
        return turn.block("Hardtanh", turn.port(), min_val=low, max_val=high)

    found = curve(turn, lambda x: np.clip(x, low, high), draw, turn.value())
    return turn.refuse("is given nothing to work on") if found is None else found


def _bound(turn: Turn, name: str, position: int, default: float) -> float:
    given = turn.maybe(position, name)
    value = turn.attribute(name, default) if given is None else _single(given)
    return float(value) if value is not None else turn.refuse(f"has several numbers as its {name}")


@operator("Neg")
def negative(turn: Turn) -> Any:
    """The same with the other sign."""
    value = turn.value()
    return curve(turn, np.negative, lambda: turn.block("Multiply", turn.drawn(value), _number(turn, -1.0, value)), value)


@operator("Pow")
def power(turn: Turn) -> Any:
    """A whole power inside an activation; a square also by itself."""
    exponent = _single(turn.known(1, "exponent"))
    if exponent is None:
        turn.refuse("has several exponents, for which there is no block")

    def draw() -> Port:
        if exponent != 2:
            turn.refuse(f"raises to the power of {exponent:g}, for which there is no block")
        return turn.block("Multiply", turn.port(), turn.port())

    return curve(turn, np.power, draw, turn.value(), exponent)


# -- two results, or a result and numbers ------------------------------------------------------------------------------


@operator("Add", "Sub", "Mul", "Div")
def reckoned(turn: Turn) -> Any:
    """Two results, or a result and numbers that are known."""
    first, second = turn.value(0), turn.value(1)
    if first is None or second is None:
        turn.refuse("is given only one of its two inputs")
    for position, other in ((0, second), (1, first)):
        if isinstance(other, Known):
            numbers = other.fixed
            if numbers is None:
                turn.refuse("reckons with numbers that depend on how large the batch is")
            return _with_numbers(turn, position, numbers, other)
    spelled_out = local_response(turn) or gated(turn)
    if spelled_out is not None:
        return spelled_out
    return curve(turn, WORKS[turn.node.op], lambda: _joined(turn, first, second), first, second) or _joined(turn, first, second)


def _joined(turn: Turn, first: Value, second: Value) -> Port:
    if turn.node.op == "Div":
        turn.refuse("divides one result by another, for which there is no block")
    return turn.block(JOINS[turn.node.op], turn.drawn(first), turn.drawn(second))


def _with_numbers(turn: Turn, position: int, numbers: np.ndarray, other: Known) -> Any:
    """A result at `position` and numbers at the other."""
    value = turn.value(position)
    merged = pixels(turn, position, numbers) or absorbed(turn, position, numbers)
    if merged is not None:
        return merged
    single = _single(numbers)
    if single is None:
        return _with_tensor(turn, position, numbers, other)
    work = WORKS[turn.node.op]
    ordered = (value, single) if position == 0 else (single, value)
    return curve(turn, work, lambda: _scaled(turn, position, single), *ordered)


def _scaled(turn: Turn, position: int, single: float) -> Port:
    """A result and one number, with a block that holds it."""
    value, op = turn.value(position), turn.node.op
    if op == "Div":
        if position == 1:
            turn.refuse("divides by a result, for which there is no block")
        if single == 0:
            turn.refuse("divides by 0")
        op, single = "Mul", 1 / single
    pair = [turn.drawn(value), _number(turn, single, value)]
    return turn.block(JOINS[op], *(pair if position == 0 else reversed(pair)))


def _with_tensor(turn: Turn, position: int, numbers: np.ndarray, other: Known) -> Port:
    port, op = turn.port(position), turn.node.op
    if op == "Div":
        if position == 1 or not np.all(numbers):
            turn.refuse("divides by a result or by 0, for which there is no block")
        op, numbers = "Mul", 1 / numbers
    pair = [port, tensor_block(turn, Known(numbers, numbers, other.name), beside=len(turn.sizes(port)))]
    return turn.block(JOINS[op], *(pair if position == 0 else reversed(pair)))


@operator("Max", "Mean", "Sum")
def joined(turn: Turn) -> Any:
    """Several results joined."""
    ports = [turn.port(position) for position in range(len(turn.inputs))]
    return ports[0] if len(ports) == 1 else turn.block(JOINS[turn.node.op], *ports)


@operator("Identity", "Cast")
def unchanged(turn: Turn) -> Any:
    """What passes everything on; numbers of a network are real ones anyhow."""
    if turn.node.op == "Cast" and turn.attribute("to", 1) not in (1, 10, 11, 16):
        turn.refuse("makes whole numbers of a result, for which there is no block")
    return turn.value() if turn.value() is not None else turn.refuse("is given nothing")


def _number(turn: Turn, number: float, beside: Any) -> Port:
    """A number as a block that every axis of `beside` can repeat."""
    return turn.helper(
        "Constant", shape=(1,) * max(1, len(turn.sizes(turn.drawn(beside)))), value=float(str(np.float32(number)))
    )


def _single(numbers: np.ndarray) -> float | None:
    """The only number, or None where there are several."""
    return float(str(numbers.reshape(-1)[0])) if numbers.size == 1 and numbers.dtype != np.bool_ else None
