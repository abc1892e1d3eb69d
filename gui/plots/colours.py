"""Colour tables that turn numbers into pictures; safe for colour-blind eyes, one set for light and one for dark."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtGui import QColor, qRgb

LEVELS = 255
"""Colours of a table; the one index left over is the ground between the tiles."""

_GREY = ("#000000", "#ffffff")
_DIVERGING_LIGHT = ("#0b4f8a", "#4f9bd0", "#f4f5f7", "#ee9455", "#9c3a00")
_DIVERGING_DARK = ("#8fd0ff", "#2f7fb8", "#1d2025", "#b85a1c", "#ffb27a")


def grey() -> list[int]:
    """From black at the least to white at the most."""
    return _table(_GREY)


def diverging(dark: bool) -> list[int]:
    """Blue below zero, the colour of paper at zero, orange above."""
    return _table(_DIVERGING_DARK if dark else _DIVERGING_LIGHT)


def _table(stops: Sequence[str]) -> list[int]:
    colours = [QColor(stop) for stop in stops]
    at = np.linspace(0.0, 1.0, len(stops))
    steps = np.linspace(0.0, 1.0, LEVELS)
    channels = [
        np.interp(steps, at, [channel(colour) for colour in colours]).round().astype(int).tolist()
        for channel in (QColor.red, QColor.green, QColor.blue)
    ]
    return [qRgb(red, green, blue) for red, green, blue in zip(*channels, strict=True)]


_CLASSES = (
    *("#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7"),
    *("#332288", "#88CCEE", "#117733", "#DDCC77", "#882255", "#AA4499", "#44AA99", "#999933"),
)
"""Colours that people with any kind of colour vision tell apart: Okabe and Ito (2008), then Tol's "muted" scheme (2021)."""


def class_colours(count: int) -> list[QColor]:
    """A colour for each class of a mask; the first is the ground and cannot be seen. After fifteen they come lighter."""
    colours = [QColor(0, 0, 0, 0)]
    for number in range(count - 1):
        turn, place = divmod(number, len(_CLASSES))
        colours.append(QColor(_CLASSES[place]).lighter(100 + 25 * turn))
    return colours[:count]
