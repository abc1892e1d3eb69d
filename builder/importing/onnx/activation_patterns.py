"""Pattern fusion of activations that a file spells out in sums and products, however they are spelled.

``x * 0.5 * (1 + erf(x / sqrt 2))`` is five nodes and one GELU. So an element-wise computation on one result is evaluated
at fixed sample points; when a block is needed, the values are compared with those of the known activations. Only where
none fits are the nodes drawn one by one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from builder.model.graph import Port

FAR = (20.0, 35.0, 60.0, 100.0, 1e3, 1e4)
POINTS = np.array(sorted({*np.linspace(-13, 13, 261), *FAR, *(-far for far in FAR)}))
"""The sample points (283,), float64: dense around 0, and a few far out, where activations differ in their limits."""

NEAR = 30
"""Beyond it a naive spelling may overflow: there, values that are not finite count as equal."""
CLOSE = 1e-6
"""How far values may differ, relative to the larger of 1 and the expected value: float32 constants in a file."""

MOST_NODES = 12
"""As many nodes may be one activation; GELU by tanh has nine."""


@dataclass(slots=True, kw_only=True)
class Curve:
    """An element-wise computation on the result `of`: `values` (283,) are its values at POINTS, `depth` counts its nodes.

    `draw` draws its last node alone, `activation` a block of a kind that computes all of it.
    """

    of: Port
    values: np.ndarray
    depth: int
    draw: Callable[[], Port]
    activation: Callable[[str, Port, Mapping[str, Any]], Port]
    block: Port | None = None
    trail: tuple[tuple[str, float], ...] = ()
    """The operators and their numbers, if every node combines the one before with a number; else empty."""

    def port(self) -> Port:
        """The result as that of a block, which is drawn at the first call."""
        if self.block is None:
            self.block = self._draw()
        return self.block

    def _draw(self) -> Port:
        if is_same_curve(self.values, POINTS):
            return self.of
        for kind, fields, curve in ACTIVATIONS:
            if is_same_curve(self.values, curve):
                return self.activation(kind, self.of, fields)
        return self.draw()


def is_same_curve(values: np.ndarray, expected: np.ndarray) -> bool:
    """Whether values (283,) agree with expected ones up to rounding, and to overflow far out."""
    with np.errstate(invalid="ignore"):
        close = np.abs(values - expected) <= CLOSE * np.maximum(1, np.abs(expected))
    return bool((close | (~np.isfinite(values) & (np.abs(POINTS) > NEAR))).all())


def curve_of(value: Any) -> tuple[Port, np.ndarray, int] | None:
    """The result that a value is computed from, its values (283,) at POINTS, and its nodes; None for what is no result."""
    if isinstance(value, Curve):
        short = value.block is None and value.depth < MOST_NODES
        return (value.of, value.values, value.depth) if short else (value.port(), POINTS, 0)
    return (value, POINTS, 0) if isinstance(value, Port) else None


def erf(x: np.ndarray) -> np.ndarray:
    """The error function, element-wise: (n,) float to (n,) float64."""
    return np.fromiter(map(math.erf, x), float)


def sigmoid(x: np.ndarray) -> np.ndarray:
    """1 / (1 + e^-x), element-wise, without overflow: (n,) float to (n,) float."""
    return np.asarray(np.exp(-np.logaddexp(0, -x)))


def softplus(x: np.ndarray) -> np.ndarray:
    """log(1 + e^x), element-wise, without overflow: (n,) float to (n,) float."""
    return np.asarray(np.logaddexp(0, x))


def hard_sigmoid(x: np.ndarray) -> np.ndarray:
    """(x + 3) / 6 between 0 and 1, element-wise: (n,) float to (n,) float."""
    return np.clip(x / 6 + 0.5, 0, 1)


_X = POINTS
_CUBE = math.sqrt(2 / math.pi) * (_X + 0.044715 * _X**3)
ACTIVATIONS: tuple[tuple[str, dict[str, Any], np.ndarray], ...] = (
    ("ReLU", {}, np.maximum(_X, 0)),
    ("ReLU6", {}, np.clip(_X, 0, 6)),
    ("Sigmoid", {}, sigmoid(_X)),
    ("Tanh", {}, np.tanh(_X)),
    ("GELU", {}, 0.5 * _X * (1 + erf(_X / math.sqrt(2)))),
    ("GELU", {"approximate": "tanh"}, 0.5 * _X * (1 + np.tanh(_CUBE))),
    ("SiLU", {}, _X * sigmoid(_X)),
    ("Mish", {}, _X * np.tanh(softplus(_X))),
    ("Hardsigmoid", {}, hard_sigmoid(_X)),
    ("Hardswish", {}, _X * hard_sigmoid(_X)),
    ("Softplus", {}, softplus(_X)),
    ("Softsign", {}, _X / (1 + np.abs(_X))),
    ("LogSigmoid", {}, -softplus(-_X)),
    ("Tanhshrink", {}, _X - np.tanh(_X)),
)
"""The activations that a file may spell out: kind, fields, and values (283,) at POINTS."""
