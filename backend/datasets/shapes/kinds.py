"""The kinds of figures: how far a pixel is from the outline of each.

A figure is given in its own coordinates: the origin is the centre of its area, y points down, and its tip, where it has
one, points up. It lies within a circle of radius 1 around its centre.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Plane = npt.NDArray[np.float32]

CIRCLE_RADIUS = 0.8
"""Smaller than the others' circumscribed circle, so that the area does not give the circle away."""

HALF_SIDE = math.sqrt(0.5)
"""Half the side of the square in the circle of radius 1."""

ARM, HALF_ARM = 0.95, 0.3
"""Length from the centre, and half the breadth, of the arms of the cross."""

HALF_BASE = 0.6
"""Half the base of the triangle; its height is 1.5, so its axis of symmetry shows a direction."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of figure: the signed distance to its outline, negative inside, and the angles it may have.

    `distance` takes x, y (float32 (n, H, W), pixels, the figure's own axes) and radius (float32 (n, 1, 1), pixels). It
    is exact next to edges; at corners it is that of the straight continuation. `turn` is the range of the angle in
    radians: a figure that looks the same after a smaller turn is given a smaller range. `area` is that of radius 1.
    """

    distance: Callable[[Plane, Plane, Plane], Plane]
    turn: float
    area: float
    has_direction: bool = False


def _circle(x: Plane, y: Plane, radius: Plane) -> Plane:
    distance: Plane = np.hypot(x, y) - radius * np.float32(CIRCLE_RADIUS)
    return distance


def _square(x: Plane, y: Plane, radius: Plane) -> Plane:
    distance: Plane = np.maximum(np.abs(x), np.abs(y)) - radius * np.float32(HALF_SIDE)
    return distance


def _cross(x: Plane, y: Plane, radius: Plane) -> Plane:
    x, y = np.abs(x), np.abs(y)
    long, short = radius * np.float32(ARM), radius * np.float32(HALF_ARM)
    distance: Plane = np.maximum(np.minimum(x, y) - short, np.maximum(x, y) - long)
    return distance


def _triangle(x: Plane, y: Plane, radius: Plane) -> Plane:
    flank = math.hypot(1.5, HALF_BASE)
    sides = (np.abs(x) * np.float32(1.5) - (y + radius) * np.float32(HALF_BASE)) / np.float32(flank)
    return np.maximum(sides, y - radius * np.float32(0.5))


KINDS: dict[str, Kind] = {
    "circle": Kind(_circle, 0.0, math.pi * CIRCLE_RADIUS**2),
    "square": Kind(_square, math.pi / 2, 4 * HALF_SIDE**2),
    "triangle": Kind(_triangle, math.pi, 1.5 * HALF_BASE, has_direction=True),
    "cross": Kind(_cross, math.pi / 2, 8 * ARM * HALF_ARM - 4 * HALF_ARM**2),
}
"""Kind by name, in the order of the classes."""
