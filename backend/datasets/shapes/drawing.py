"""Pixels from layouts and looks: anti-aliased figures by their signed distances, the later over the earlier."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from backend.datasets.shapes.kinds import KINDS, Plane
from backend.datasets.shapes.layout import Layout, Look


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """`pixels` float32 (n, C, H, W) from 0 to 1, without noise; `instances` uint8 (n, H, W): 0 for the ground, else k + 1.

    A pixel belongs to the foremost figure k within whose outline its middle lies. `areas` int64 (n, K) counts the pixels
    of each figure, those too that others cover.
    """

    pixels: npt.NDArray[np.float32]
    instances: npt.NDArray[np.uint8]
    areas: npt.NDArray[np.int64]

    @property
    def seen(self) -> npt.NDArray[np.int64]:
        """Pixels of each figure that no other covers, int64 (n, K)."""
        count, most = self.areas.shape
        flat = self.instances.reshape(count, math.prod(self.instances.shape[1:])).astype(np.int64) + np.arange(count)[
            :, None
        ] * (most + 1)
        return np.bincount(flat.ravel(), minlength=count * (most + 1)).reshape(count, most + 1)[:, 1:]


def draw(layout: Layout, look: Look, kinds: tuple[str, ...], size: tuple[int, int]) -> Drawing:
    """Draw n images of `size` (height, width); `kinds` are the names that the layout's numbers mean."""
    count, most = layout.kinds.shape
    pixels = _ground(look, size)
    instances = np.zeros((count, *size), np.uint8)
    areas = np.zeros((count, most), np.int64)
    for index in range(most):
        for number, kind in enumerate(kinds):
            chosen = np.flatnonzero(layout.kinds[:, index] == number)
            if not len(chosen):
                continue
            covered = _coverage(layout, index, chosen, kind, size)
            colour = look.figures[chosen, index][:, :, None, None]
            under = pixels[chosen]
            under += covered[:, None] * (colour - under)
            pixels[chosen] = under
            inside = covered >= 0.5
            owners = instances[chosen]
            owners[inside] = index + 1
            instances[chosen] = owners
            areas[chosen, index] = inside.sum(axis=(1, 2))
    return Drawing(pixels, instances, areas)


def _coverage(layout: Layout, index: int, chosen: npt.NDArray[np.int64], kind: str, size: tuple[int, int]) -> Plane:
    """How much of each pixel figure `index` of the `chosen` images covers, float32 (len(chosen), H, W) in 0..1."""
    scale = min(size)
    height, width = size
    centre = (layout.centres[chosen, index] * scale).astype(np.float32)
    radius = (layout.radii[chosen, index] * scale).astype(np.float32)[:, None, None]
    angle = layout.angles[chosen, index].astype(np.float32)[:, None, None]
    across = np.arange(width, dtype=np.float32)[None, None] + np.float32(0.5) - centre[:, 0, None, None]
    down = np.arange(height, dtype=np.float32)[None, :, None] + np.float32(0.5) - centre[:, 1, None, None]
    sine, cosine = np.sin(angle), np.cos(angle)
    x = across * cosine + down * sine
    y = down * cosine - across * sine
    covered: Plane = np.clip(np.float32(0.5) - KINDS[kind].distance(x, y, radius), 0, 1)
    return covered


def _ground(look: Look, size: tuple[int, int]) -> npt.NDArray[np.float32]:
    """The ground, float32 (n, C, H, W): its two colours mixed by a coarse and a fine pattern."""
    coarse, fine = (_enlarge(grid, size) for grid in look.grids)
    mixed = np.clip(np.float32(0.5) + np.float32(0.5) * (coarse + np.float32(0.5) * fine), 0, 1)[:, None]
    first, second = (look.ground[:, index, :, None, None] for index in range(2))
    ground: npt.NDArray[np.float32] = first + mixed * (second - first)
    return ground


def _enlarge(grid: Plane, size: tuple[int, int]) -> Plane:
    """`grid` float32 (n, side, side) as (n, H, W): linear interpolation with eased steps, corner to corner."""
    rows, columns = (_weights(length, grid.shape[1]) for length in size)
    enlarged: Plane = np.matmul(rows @ grid, columns.T)
    return enlarged


def _weights(length: int, points: int) -> Plane:
    """The share of each of `points` grid points in each of `length` pixels, float32 (length, points)."""
    place: npt.NDArray[np.float64] = (np.arange(length) + 0.5) / length * (points - 1)
    left = np.minimum(place.astype(np.int64), points - 2)
    share: npt.NDArray[np.float64] = place - left
    share = share * share * (3 - 2 * share)
    weights = np.zeros((length, points), np.float32)
    weights[np.arange(length), left] = 1 - share
    weights[np.arange(length), left + 1] = share
    return weights
