"""A look at some of many image files: their sizes, whether they show colours, and the size that suits them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median_low

from backend.datasets.base import DataError, Size
from backend.datasets.images.file_faults import UnreadableImage
from backend.datasets.images.pixel_decoding import ImageHead, is_colourful, read_head
from backend.datasets.own.folders.walking import printable
from builder.common.messages import QT_TRANSLATE_NOOP

LOOKED_AT, LOOKED_INTO = 200, 24
"""Of how many files the head is read, and how many are searched for colour."""

KEPT_SIDE, MADE_SIDE = 96, 64
"""Images of one size keep it if no side is larger than KEPT_SIDE; for all others MADE_SIDE is suggested."""


@dataclass(frozen=True, slots=True)
class PictureSample:
    """The sizes (height, width) of some images, and whether any of a few shows colours."""

    sizes: tuple[tuple[int, int], ...]
    colour: bool

    @property
    def input_shape(self) -> Size:
        """Channels, height and width that suit the images."""
        return (3 if self.colour else 1, *suggest_size(self.sizes))

    @property
    def extremes(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """The smallest and the largest of the sizes."""
        ordered = sorted(self.sizes, key=lambda size: (math.prod(size), size))
        return ordered[0], ordered[-1]


def sample_pictures(by_class: Sequence[Sequence[str]], root: Path) -> PictureSample:
    """Look at some images of each of the lists; raises :class:`DataError` where none can be read."""
    paths = _pick_evenly(by_class, LOOKED_AT)
    read: list[tuple[str, ImageHead]] = []
    for path in paths:
        try:
            read.append((path, read_head(path)))
        except UnreadableImage:
            continue
    if not read:
        none = QT_TRANSLATE_NOOP("Data", "None of the {count:,} images looked at in {folder} can be read.")
        raise DataError(none, count=len(paths), folder=printable(root))
    coloured = [path for path, each in read if each.colour]
    colour = any(map(_shows_colour, coloured[:: max(1, len(coloured) // LOOKED_INTO)]))
    return PictureSample(tuple((each.height, each.width) for _, each in read), colour)


def suggest_size(sizes: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Height and width that suit images of these sizes: their own where all agree and are small, else small ones."""
    heights, widths = [height for height, _ in sizes], [width for _, width in sizes]
    if len(set(sizes)) == 1 and max(sizes[0]) <= KEPT_SIDE:
        return sizes[0]
    if len(set(sizes)) == 1:
        scale = MADE_SIDE / max(sizes[0])
        return max(1, round(sizes[0][0] * scale)), max(1, round(sizes[0][1] * scale))
    side = min(MADE_SIDE, max(8, median_low([*heights, *widths])))
    return side, side


def _shows_colour(path: str) -> bool:
    try:
        return is_colourful(path)
    except UnreadableImage:
        return False


def _pick_evenly(by_class: Sequence[Sequence[str]], most: int) -> list[str]:
    """At most about `most` paths: equally many of each class, evenly spaced in it, and at least one."""
    each = max(1, most // max(1, len(by_class)))
    return [path for paths in by_class for path in paths[:: max(1, -(-len(paths) // each))]][: max(most, len(by_class))]
