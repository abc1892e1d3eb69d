"""Where the figures of an image are, and how it looks: from random numbers per sample, for many samples at once.

Lengths are in units of the shorter side, so that a sample has the same scene at any size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from backend.datasets.shapes.kinds import KINDS
from backend.datasets.shapes.options import MOST_FIGURES

Reals = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

RADII = (0.24, 0.38)
"""Smallest and largest radius of a figure that is alone."""

CROWDING = {True: -0.35, False: -0.5}
"""The power of the number of figures by which radii shrink, with and without overlap."""

SMALL = 0.6
"""The size of the other figures where one stands out; less than the quotient of RADII."""

GAP = 0.02
"""The least distance between figures that do not overlap."""

CLOSEST = 0.45
"""The least distance between the centres of figures that overlap, as a share of the sum of their radii."""

CONTRAST = 0.3
"""The least difference in brightness between a figure and the mean ground."""

GOLDEN = 0.618034
"""Multiples of it, without whole parts, are spread evenly however many there are: brightness and hue of the figures."""

TRIES = 16
"""How many places are tried for a figure."""

GRIDS = (4, 11)
"""Points per side of the coarse and the fine pattern of the ground."""

_IMAGE, _FIGURE = 8, 8
NUMBERS = _IMAGE + MOST_FIGURES * (_FIGURE + 2 * TRIES) + sum(side * side for side in GRIDS)
"""How many random numbers a scene needs. It does not depend on the rules, so that scenes change little when they do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneRules:
    """What may be in an image. `kinds` are names of KINDS; `noise` is the deviation on pixels from 0 to 1.

    With `standout`, one figure is larger than all others and in front of them: the one that a class, a position or an
    angle is about. It is of one of `main_kinds`, where they are given.
    """

    kinds: tuple[str, ...] = tuple(KINDS)
    fewest: int = 1
    most: int = 4
    colour: bool = True
    noise: float = 0.05
    texture: float = 0.4
    overlap: bool = True
    standout: bool = False
    main_kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """Figures of n images, up to K in each, from the rearmost to the front.

    `kinds` int64 (n, K): index into the kinds of the rules, -1 where there is no figure. `centres` float64 (n, K, 2): x
    and y; `radii` float64 (n, K); `angles` float64 (n, K): radians from upright, clockwise. `main` int64 (n,): the
    figure that the image is about.
    """

    kinds: Integers
    centres: Reals
    radii: Reals
    angles: Reals
    main: Integers

    @property
    def present(self) -> Flags:
        """Where there is a figure, bool (n, K)."""
        return self.kinds >= 0

    def subset(self, chosen: Integers) -> Layout:
        """The layouts of some images."""
        centres, radii, angles = self.centres[chosen], self.radii[chosen], self.angles[chosen]
        return Layout(self.kinds[chosen], centres, radii, angles, self.main[chosen])

    def scaled(self, factor: Reals) -> Layout:
        """Every figure larger or smaller by `factor` (n,), around its own centre."""
        return replace(self, radii=self.radii * factor[:, None])

    def mixed(self, other: Layout, chosen: Flags) -> Layout:
        """These figures, placed as in `other` in the images that are `chosen`, bool (n,)."""
        centres = np.where(chosen[:, None, None], other.centres, self.centres)
        return replace(self, centres=centres, radii=np.where(chosen[:, None], other.radii, self.radii))


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """Colours of n images: `ground` float32 (n, 2, C), the two colours of the pattern; `figures` float32 (n, K, C).

    `grids` are the patterns, float32 (n, side, side) from -1 to 1.
    """

    ground: npt.NDArray[np.float32]
    figures: npt.NDArray[np.float32]
    grids: tuple[npt.NDArray[np.float32], ...]

    def subset(self, chosen: Integers) -> Look:
        """The looks of some images."""
        return Look(self.ground[chosen], self.figures[chosen], tuple(grid[chosen] for grid in self.grids))


@dataclass(frozen=True, slots=True, eq=False)
class Composition:
    """What is drawn: a layout, the same figures spread `apart` over the image so that none covers another, and the look.

    `motion` float64 (n, K, 3): how each figure moves in x, y and angle, from -1 to 1.
    """

    layout: Layout
    apart: Layout
    look: Look
    motion: Reals


def compose(numbers: Reals, rules: SceneRules, sides: tuple[float, float]) -> Composition:
    """The images of random `numbers` in 0..1, float64 (n, NUMBERS); `sides` are height and width, the shorter one 1."""
    image, figure, places, grids = _divide(numbers)
    count = rules.fewest + _index(image[:, 0], rules.most - rules.fewest + 1)
    figure, places = figure[:, : rules.most], places[:, : rules.most]
    present = np.arange(rules.most) < count[:, None]
    main = count - 1
    is_main = np.arange(rules.most) == main[:, None]
    kinds = _index(figure[..., 0], len(rules.kinds))
    if rules.main_kinds:
        chosen = np.array([rules.kinds.index(kind) for kind in rules.main_kinds])
        kinds = np.where(is_main, chosen[_index(figure[..., 0], len(chosen))], kinds)
    low, high = RADII
    scale = np.broadcast_to(count[:, None] ** CROWDING[rules.overlap], present.shape)
    if rules.standout:
        scale = np.where(is_main, scale, scale * SMALL)
    radii = (low + (high - low) * figure[..., 1]) * scale
    if not rules.standout:
        main = np.argmax(np.where(present, radii, -1.0), axis=1)
    turns = np.array([KINDS[kind].turn for kind in rules.kinds])
    angles = (figure[..., 2] - 0.5) * turns[kinds]
    kinds = np.where(present, kinds, -1)
    apart = Layout(kinds, *_spread(places, radii, count, sides), angles, main)
    centres = _place(places, radii, present, sides, overlap=rules.overlap)
    room = _room(centres, radii, low * scale, present, overlap=rules.overlap)[:, None]
    fitted = low * scale + (radii - low * scale) * np.maximum(room, 0.0)
    layout = Layout(kinds, centres, fitted, angles, main).mixed(apart, room[:, 0] < 0)
    return Composition(layout, apart, _look(image, figure, grids, rules), 2 * figure[..., 4:7] - 1)


def _divide(numbers: Reals) -> tuple[Reals, Reals, Reals, tuple[Reals, ...]]:
    """Numbers of the image (n, _IMAGE), of each figure (n, K, _FIGURE), of its places (n, K, TRIES, 2), of the patterns."""
    ends = np.cumsum([_IMAGE, MOST_FIGURES * _FIGURE, MOST_FIGURES * TRIES * 2, *(side * side for side in GRIDS)])
    image, figure, places, *grids = np.split(numbers, ends[:-1], axis=1)
    squares = tuple(grid.reshape(-1, side, side) for grid, side in zip(grids, GRIDS, strict=True))
    return image, figure.reshape(-1, MOST_FIGURES, _FIGURE), places.reshape(-1, MOST_FIGURES, TRIES, 2), squares


def _index(uniform: Reals, count: int) -> Integers:
    """Numbers in 0..1 as indices below `count`."""
    return np.minimum((uniform * count).astype(np.int64), count - 1)


def _place(places: Reals, radii: Reals, present: Flags, sides: tuple[float, float], *, overlap: bool) -> Reals:
    """Centres (n, K, 2) within the image.

    Of TRIES places for a figure, the first that is far enough from the earlier ones is taken, otherwise the one that is
    farthest from them (Mitchell's best candidate).
    """
    margin = radii[..., None, None]
    places = margin + places * (np.array([sides[1], sides[0]]) - 2 * margin)
    centres = places[:, :, 0].copy()
    rows = np.arange(len(radii))
    for index in range(1, radii.shape[1]):
        apart = np.linalg.norm(places[:, index, :, None] - centres[:, None, :index], axis=3)
        sums = radii[:, index, None] + radii[:, :index]
        needed = sums * CLOSEST if overlap else sums + GAP
        slack = np.where(present[:, None, :index], apart - needed[:, None], np.inf).min(axis=2)
        first = np.where((slack >= 0).any(axis=1), np.argmax(slack >= 0, axis=1), np.argmax(slack, axis=1))
        centres[:, index] = places[rows, index, first]
    return centres


def _room(centres: Reals, radii: Reals, least: Reals, present: Flags, *, overlap: bool) -> Reals:
    """How much of the way from the `least` radii to `radii` the distances allow, (n,): at most 1, below 0 where none."""
    apart = np.linalg.norm(centres[:, :, None] - centres[:, None], axis=3)
    apart = apart / CLOSEST if overlap else apart - GAP
    both = present[:, :, None] & present[:, None] & ~np.eye(radii.shape[1], dtype=bool)
    smallest, extra = (part[:, :, None] + part[:, None] for part in (least, radii - least))
    room: Reals = np.where(both, (apart - smallest) / np.maximum(extra, 1e-9), 1.0).min(axis=(1, 2), initial=1.0)
    return room


def _spread(places: Reals, radii: Reals, count: Integers, sides: tuple[float, float]) -> tuple[Reals, Reals]:
    """Centres (n, K, 2) in the middles of the cells of the smallest square grid with a cell for each figure, and radii."""
    order = places[..., 0].reshape(len(places), places.shape[1] * TRIES)
    centres, most = np.empty((*radii.shape, 2)), np.empty(len(radii))
    cells = np.ceil(np.sqrt(count)).astype(np.int64)
    for side in np.unique(cells):
        here = cells == side
        cell = np.argsort(order[here, : max(side * side, 1)], axis=1)[:, : radii.shape[1]]
        cell = np.pad(cell, ((0, 0), (0, radii.shape[1] - cell.shape[1])))
        centres[here] = (np.stack([cell % side, cell // side], axis=-1) + 0.5) / side * np.array([sides[1], sides[0]])
        most[here] = (1 / side - GAP) / 2
    return centres, np.minimum(radii, most[:, None])


def _look(image: Reals, figure: Reals, grids: Sequence[Reals], rules: SceneRules) -> Look:
    most = figure.shape[1]
    mean = 0.15 + 0.7 * image[:, 1]
    spread = rules.texture * (0.12 + 0.18 * image[:, 2])
    levels = np.stack([mean - spread, mean + spread], axis=1)
    rank = np.arange(most) * GOLDEN
    shares = np.mod(image[:, 3, None] + rank, 1.0)
    below = np.maximum(mean - CONTRAST, 0.0)[:, None]
    above = np.maximum(1.0 - CONTRAST - mean, 0.0)[:, None]
    level = shares * (below + above)
    level = np.where(level < below, level, level - below + mean[:, None] + CONTRAST)
    if rules.colour:
        hues = np.mod(image[:, 4, None] + rank, 1.0)
        chroma = 0.15 + 0.15 * figure[..., 3]
        ground_hues = image[:, 5, None] + 0.75 * rules.texture * (image[:, 6, None] - 0.5) * np.array([-1.0, 1.0])
        ground = levels[..., None] + _tint(ground_hues, np.full_like(levels, 0.1))
        colours = level[..., None] + _tint(hues, chroma)
    else:
        ground, colours = levels[..., None], level[..., None]
    return Look(
        np.clip(ground, 0, 1).astype(np.float32),
        np.clip(colours, 0, 1).astype(np.float32),
        tuple((2 * grid - 1).astype(np.float32) for grid in grids),
    )


def _tint(hue: Reals, chroma: Reals) -> Reals:
    """What hue (in turns) and chroma add to red, green and blue: three cosines, whose sum is 0."""
    tints: Reals = chroma[..., None] * np.cos(2 * np.pi * (hue[..., None] - np.array([0.0, 1 / 3, 2 / 3])))
    return tints
