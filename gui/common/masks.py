"""Masks over images: a colour for each class, laid over the pixels with a strength."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor

NOT_COUNTED = 255
"""The class number of pixels that do not count."""

GROUNDS = ("ground", "background")
"""Classes of these names are left clear: they are what is around the things."""

# The colour-blind safe palette of Okabe and Ito (2008), its yellow last: it is weak on light images.
_COLOURS = ("#E69F00", "#56B4E9", "#009E73", "#D55E00", "#CC79A7", "#0072B2", "#F0E442")


def class_colours(names: Sequence[str]) -> list[QColor | None]:
    """A colour for each class; None for one that is only the ground. More classes than colours differ in brightness."""
    colours: list[QColor | None] = []
    number = 0
    for name in names:
        if name.casefold() in GROUNDS:
            colours.append(None)
            continue
        colour, round_ = QColor(_COLOURS[number % len(_COLOURS)]), number // len(_COLOURS)
        colours.append(colour if not round_ else colour.lighter(130) if round_ % 2 else colour.darker(140))
        number += 1
    return colours


def with_mask(
    pixels: NDArray[np.uint8], mask: NDArray[np.integer[Any]], colours: Sequence[QColor | None], strength: float = 0.6
) -> NDArray[np.uint8]:
    """`pixels` (C, H, W) in colour with the classes of `mask` (H, W) laid over them: (3, H, W), `strength` from 0 to 1."""
    image = np.repeat(pixels[:1], 3, axis=0) if len(pixels) < 3 else pixels[:3]
    painted = image.astype(np.float32)
    for number, colour in enumerate(colours):
        inside = mask == number
        if colour is None or number == NOT_COUNTED or not inside.any():
            continue
        for channel, level in enumerate((colour.red(), colour.green(), colour.blue())):
            painted[channel][inside] += strength * (level - painted[channel][inside])
    return painted.round().clip(0, 255).astype(np.uint8)
