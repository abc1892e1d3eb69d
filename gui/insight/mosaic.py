"""All maps of a layer in one image: arrays in, one indexed image out, and the position of each map in it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QImage

from gui.plots.colours import LEVELS

GAP = 6
CAPTION = 14
SMALLEST_TILE = 20
LARGEST_TILE = 168
GROUND = LEVELS


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The positions of `count` tiles: `columns` per row, each of size `tile`, enlarged by `scale` or thinned by `stride`."""

    count: int
    columns: int
    tile: QSize
    scale: int = 1
    stride: int = 1

    @property
    def rows(self) -> int:
        """The number of rows."""
        return math.ceil(self.count / self.columns)

    @property
    def pitch(self) -> QSize:
        """The distance from one tile to the next."""
        return QSize(self.tile.width() + GAP, self.tile.height() + CAPTION + GAP)

    @property
    def size(self) -> QSize:
        """The size of the whole image."""
        return QSize(GAP + self.columns * self.pitch.width(), GAP + self.rows * self.pitch.height())

    def rect(self, index: int) -> QRect:
        """The rectangle of a tile, without its caption."""
        row, column = divmod(index, self.columns)
        corner = QPoint(GAP + column * self.pitch.width(), GAP + row * self.pitch.height())
        return QRect(corner, self.tile)

    def at(self, point: QPoint) -> tuple[int, int, int] | None:
        """The map, row and column of the value under `point`; None between the tiles."""
        column, row = (point.x() - GAP) // self.pitch.width(), (point.y() - GAP) // self.pitch.height()
        index = row * self.columns + column
        if not (0 <= column < self.columns and 0 <= index < self.count):
            return None
        rect = self.rect(index)
        if not rect.contains(point):
            return None
        step = self.stride / self.scale
        return index, int((point.y() - rect.top()) * step), int((point.x() - rect.left()) * step)


def best_grid(shape: tuple[int, int, int], room: QSize, group: int = 1) -> Grid:
    """The grid with the largest tiles that fits `room`; when none does, it fits the width and grows in height.

    `shape` is (n, h, w). Tiles come in groups of `group`; a group is not split between rows if a row has room for it.
    """
    count, height, width = shape
    stride = max(1, math.ceil(max(height, width) / LARGEST_TILE))
    height, width = math.ceil(height / stride), math.ceil(width / stride)
    largest = max(1, LARGEST_TILE // max(height, width))
    smallest = max(1, math.ceil(SMALLEST_TILE / max(height, width)))
    # Whole factors only: pixels of a map stay squares of equal size.
    for scale in range(largest, smallest - 1, -1):
        tile = QSize(width * scale, height * scale)
        grid = Grid(count=count, columns=_columns(count, tile, room.width(), group), tile=tile, scale=scale, stride=stride)
        if grid.size.height() <= room.height() and grid.size.width() <= room.width():
            return grid
    return grid


def _columns(count: int, tile: QSize, room: int, group: int) -> int:
    columns = max(1, (room - GAP) // (tile.width() + GAP))
    columns -= columns % group if columns > group else 0
    return min(columns, count)


def spans(maps: NDArray[np.float32], each: bool) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The least and the greatest value of all maps, or of `each`; symmetric about zero when there are negative values.

    `maps` is (n, h, w); both results are (n, 1, 1). NaN and infinity count as 0.
    """
    finite = np.where(np.isfinite(maps), maps, 0.0)
    axes = (1, 2) if each else None
    low = np.broadcast_to(finite.min(axis=axes, keepdims=True), (len(maps), 1, 1))
    high = np.broadcast_to(finite.max(axis=axes, keepdims=True), (len(maps), 1, 1))
    if maps.size and float(low.min()) < 0:
        reach = np.maximum(np.abs(low), np.abs(high))
        return -reach, reach
    return np.minimum(low, 0.0), high


def mosaic_image(maps: NDArray[np.float32], grid: Grid, colours: list[int], ground: int, *, each: bool = False) -> QImage:
    """One image of (n, h, w) maps; `colours` are LEVELS colours from least to greatest, `ground` is between the tiles."""
    low, high = spans(maps, each)
    span = np.where(high > low, high - low, 1.0)
    thinned = maps[:, :: grid.stride, :: grid.stride]
    scaled = np.nan_to_num((thinned - low) / span, nan=0.0, posinf=1.0, neginf=0.0)
    levels = (scaled.clip(0.0, 1.0) * (LEVELS - 1)).astype(np.uint8)
    size = grid.size
    stride = (size.width() + 3) // 4 * 4  # QImage wants rows of whole 32-bit words
    canvas = np.full((size.height(), stride), GROUND, np.uint8)
    for index, tile in enumerate(levels):
        rect = grid.rect(index)
        enlarged = tile.repeat(grid.scale, axis=0).repeat(grid.scale, axis=1)
        canvas[rect.top() : rect.top() + enlarged.shape[0], rect.left() : rect.left() + enlarged.shape[1]] = enlarged
    # Indexed colours: the array is the image, and only the colour table has to be made.
    image = QImage(canvas.data, size.width(), size.height(), stride, QImage.Format.Format_Indexed8)
    image.setColorTable([*colours, ground])
    return image.copy()
