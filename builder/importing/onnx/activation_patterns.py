"""Activations that a file spells out in sums and products are known by their curve, however they are spelled.

``x * 0.5 * (1 + erf(x / sqrt 2))`` is five nodes and one GELU. So what is computed from one result number by number
is followed with some numbers in its place; when somebody needs it as a block, the curve is compared with those of the
activations. Only where none fits are the nodes drawn one by one.
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
"""What a curve is known by: the numbers that are put in."""

NEAR = 30
CLOSE = 1e-6
"""How far two curves may lie apart, measured by the larger of 1 and what comes out."""

DEEPEST = 12
"""As many nodes may be one activation; GELU by tanh has nine."""


@dataclass(slots=True)
class Curve:
    """What is computed from the result `of` number by number: `outcome` is what the numbers POINTS become.

    `draw` draws the last node alone, `activation` a block of a kind that has the whole curve.
    """

    of: Port
    outcome: np.ndarray
    depth: int
    draw: Callable[[], Port]
    activation: Callable[[str, Port, Mapping[str, Any]], Port]
    made: Port | None = None
    trail: tuple[tuple[str, float], ...] = ()
    """The operators so far and their numbers, where each had one."""

    def drawn(self) -> Port:
        """The result as that of a block; drawn the first time that somebody asks."""
        if self.made is None:
            self.made = self._drawn()
        return self.made

    def _drawn(self) -> Port:
        if same(self.outcome, POINTS):
            return self.of
        for kind, fields, curve in ACTIVATIONS:
            if same(self.outcome, curve):
                return self.activation(kind, self.of, fields)
        return self.draw()


def same(first: np.ndarray, second: np.ndarray) -> bool:
    """Whether two curves are the same but for rounding, and for what overflows far out where it is spelled naively."""
    with np.errstate(invalid="ignore"):
        close = np.abs(first - second) <= CLOSE * np.maximum(1, np.abs(second))
    return bool((close | (~np.isfinite(first) & (np.abs(POINTS) > NEAR))).all())


def beginning(value: Any) -> tuple[Port, np.ndarray, int] | None:
    """Where a value begins, its curve, and how many nodes it is; None for what is no result."""
    if isinstance(value, Curve):
        short = value.made is None and value.depth < DEEPEST
        return (value.of, value.outcome, value.depth) if short else (value.drawn(), POINTS, 0)
    return (value, POINTS, 0) if isinstance(value, Port) else None


def erf(x: np.ndarray) -> np.ndarray:
    """The error function of each number (n,)."""
    return np.fromiter(map(math.erf, x), float)


def sigmoid(x: np.ndarray) -> np.ndarray:
    """1 / (1 + e^-x) of each number."""
    return np.asarray(np.exp(-np.logaddexp(0, -x)))


def softplus(x: np.ndarray) -> np.ndarray:
    """log(1 + e^x) of each number, without overflow."""
    return np.asarray(np.logaddexp(0, x))


def hard_sigmoid(x: np.ndarray) -> np.ndarray:
    """(x + 3) / 6 between 0 and 1."""
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
"""The activations that a file may spell out: their kind, their fields, and their curve."""
