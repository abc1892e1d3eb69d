"""Images of shapes with everything that is known of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from backend.datasets.base import Cancel, Size, check_cancelled, never, quiet
from backend.datasets.shapes.drawing import Drawing, draw
from backend.datasets.shapes.layout import NUMBERS, Composition, Layout, Reals, SceneRules, compose
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.common.progress import Progress

LEAST_SEEN = 0.25
"""The least share of a figure that is not covered by others."""

SHRINKING, SHRINKINGS = 0.9, 2
"""By what factor, and at most how often, the figures of an image shrink until enough of each is seen."""

CHUNK_PIXELS = 1 << 18
"""Pixels that are drawn at once, so that the arrays stay in the processor's cache."""

DRAWING = QT_TRANSLATE_NOOP("Data", "Drawing shapes")


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Scenes:
    """N images with up to K figures each, figure 0 the rearmost.

    `images` uint8 (N, C, H, W). `kind_names` are what the numbers of `kinds` mean; `kinds` int64 (N, K), -1 where there
    is no figure. `positions` float32 (N, K, 2): x and y of the centre of the area, as shares of width and height.
    `angles` float32 (N, K): radians clockwise from upright. `radii` float32 (N, K): radius of the circumscribed circle in
    pixels. `main` int64 (N,): the figure that the image is about, the largest. `instances` uint8 (N, H, W): 0 for the
    ground, k + 1 where figure k is seen. `boxes` int64 (N, K, 4): left, top, right, bottom of what is seen of each
    figure, in pixels, right and bottom exclusive. `seen` float32 (N, K): the share of its pixels that no other covers.
    Where there is no figure, numbers are 0.
    """

    images: npt.NDArray[np.uint8]
    kind_names: tuple[str, ...]
    kinds: npt.NDArray[np.int64]
    positions: npt.NDArray[np.float32]
    angles: npt.NDArray[np.float32]
    radii: npt.NDArray[np.float32]
    main: npt.NDArray[np.int64]
    instances: npt.NDArray[np.uint8]
    boxes: npt.NDArray[np.int64]
    seen: npt.NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.images)

    @property
    def counts(self) -> npt.NDArray[np.int64]:
        """How many figures each image has, int64 (N,)."""
        counts: npt.NDArray[np.int64] = (self.kinds >= 0).sum(axis=1)
        return counts

    @property
    def classes(self) -> npt.NDArray[np.int64]:
        """The kind of each image's main figure, int64 (N,)."""
        return self.kinds[np.arange(len(self)), self.main]

    @property
    def labels(self) -> npt.NDArray[np.uint8]:
        """Which kinds are in each image, uint8 (N, number of kinds) of 0 and 1."""
        present: npt.NDArray[np.bool_] = (self.kinds[:, :, None] == np.arange(len(self.kind_names))).any(axis=1)
        return present.astype(np.uint8)

    @property
    def pose(self) -> npt.NDArray[np.float32]:
        """x, y and angle of each image's main figure, float32 (N, 3)."""
        rows = np.arange(len(self))
        return np.concatenate([self.positions[rows, self.main], self.angles[rows, self.main, None]], axis=1)

    @property
    def semantic(self) -> npt.NDArray[np.uint8]:
        """The class of every pixel, uint8 (N, H, W): 0 for the ground, 1 + kind for figures."""
        classes = np.concatenate([np.zeros((len(self), 1), np.uint8), (self.kinds + 1).astype(np.uint8)], axis=1)
        semantic: npt.NDArray[np.uint8] = classes[np.arange(len(self))[:, None, None], self.instances]
        return semantic

    @property
    def masks(self) -> npt.NDArray[np.bool_]:
        """Where each figure is seen, bool (N, K, H, W)."""
        numbers = np.arange(1, self.kinds.shape[1] + 1, dtype=np.uint8)
        masks: npt.NDArray[np.bool_] = self.instances[:, None] == numbers[:, None, None]
        return masks


def draw_scenes(
    rules: SceneRules,
    size: Size,
    seeds: tuple[int, int],
    indices: Sequence[int] | npt.NDArray[np.int64],
    *,
    progress: Progress = quiet,
    cancelled: Cancel = never,
) -> Scenes:
    """The scenes with these `indices` at `size` (channels, height, width); the colours are those of the rules.

    `seeds` are the seed and the number of the split. A scene depends on seeds and index alone, whichever others are
    drawn; at another size it is the same scene, but for noise and for figures that shrink to be seen. Raises
    DataCancelled.
    """
    count, hw = len(indices), size[1:]
    chunk = max(1, CHUNK_PIXELS // (hw[0] * hw[1]))
    parts = []
    for start in range(0, count, chunk):
        check_cancelled(cancelled)
        progress(Message.of(DRAWING), start, count)
        parts.append(_draw_chunk(rules, hw, seeds, indices[start : start + chunk]))
    progress(Message.of(DRAWING), count, count)
    if not parts:
        parts.append(_draw_chunk(rules, hw, seeds, []))
    joined = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    return Scenes(kind_names=rules.kinds, **joined)


def sample_generators(seeds: tuple[int, int], indices: Sequence[int] | npt.NDArray[np.int64]) -> list[np.random.Generator]:
    """One generator for each sample, seeded by seed, split and index."""
    seed, split = seeds
    return [np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, split, int(index)]))) for index in indices]


def begin_scenes(generators: list[np.random.Generator], rules: SceneRules, hw: tuple[int, int]) -> Composition:
    """What is drawn in one chunk of images of `hw` (height, width)."""
    numbers: Reals = np.empty((len(generators), NUMBERS))
    for row, generator in zip(numbers, generators, strict=True):
        generator.random(out=row)
    return compose(numbers, rules, (hw[0] / min(hw), hw[1] / min(hw)))


def finish_pixels(
    pixels: npt.NDArray[np.float32], generators: list[np.random.Generator], noise: float
) -> npt.NDArray[np.uint8]:
    """Add Gaussian noise to `pixels` (float32, first axis as `generators`, 0..1; changed) and round to bytes."""
    if noise > 0:
        for image, generator in zip(pixels, generators, strict=True):
            image += np.float32(noise) * generator.standard_normal(image.shape, np.float32)
    pixels *= 255
    np.rint(pixels, out=pixels)
    return np.clip(pixels, 0, 255, out=pixels).astype(np.uint8)


def boxes_of(instances: npt.NDArray[np.uint8], most: int) -> npt.NDArray[np.int64]:
    """The boxes of figures 0 to `most` - 1 in `instances` (n, H, W): int64 (n, most, 4), zeros for what is not seen."""
    boxes = np.zeros((len(instances), most, 4), np.int64)
    for index in range(most):
        here = instances == index + 1
        columns, rows = here.any(axis=1), here.any(axis=2)
        for place, lines in ((0, columns), (1, rows)):
            boxes[:, index, place] = lines.argmax(axis=1)
            boxes[:, index, place + 2] = lines.shape[1] - lines[:, ::-1].argmax(axis=1)
        boxes[~rows.any(axis=1), index] = 0
    return boxes


def shares_seen(drawing: Drawing) -> npt.NDArray[np.float32]:
    """The share of each figure's pixels that no other covers, float32 (n, K); 0 where there is none."""
    return (drawing.seen / np.maximum(drawing.areas, 1)).astype(np.float32)


def describe_layout(layout: Layout, hw: tuple[int, int]) -> dict[str, npt.NDArray[np.float32]]:
    """Positions, angles and radii as Scenes has them."""
    scale = min(hw)
    here = layout.present
    sides = np.array([hw[1], hw[0]]) / scale
    return {
        "positions": np.where(here[..., None], layout.centres / sides, 0).astype(np.float32),
        "angles": np.where(here, layout.angles, 0).astype(np.float32),
        "radii": np.where(here, layout.radii * scale, 0).astype(np.float32),
    }


def _draw_chunk(
    rules: SceneRules, hw: tuple[int, int], seeds: tuple[int, int], indices: Sequence[int] | npt.NDArray[np.int64]
) -> dict[str, npt.NDArray[np.generic]]:
    generators = sample_generators(seeds, indices)
    composition = begin_scenes(generators, rules, hw)
    layout, drawing = _draw_seen(composition, rules.kinds, hw)
    return {
        "images": finish_pixels(drawing.pixels, generators, rules.noise),
        "kinds": layout.kinds,
        "main": layout.main,
        "instances": drawing.instances,
        "boxes": boxes_of(drawing.instances, rules.most),
        "seen": shares_seen(drawing),
        **describe_layout(layout, hw),
    }


def _draw_seen(composition: Composition, kinds: tuple[str, ...], hw: tuple[int, int]) -> tuple[Layout, Drawing]:
    """Draw so that at least LEAST_SEEN of every figure is seen: figures shrink, and at last are spread apart."""
    layout, look = composition.layout, composition.look
    drawing = draw(layout, look, kinds, hw)
    for turn in range(SHRINKINGS + 1):
        hidden = np.any(layout.present & (shares_seen(drawing) < LEAST_SEEN), axis=1, keepdims=True)[:, 0]
        chosen = np.flatnonzero(hidden)
        if not len(chosen):
            break
        layout = (
            layout.scaled(np.where(hidden, SHRINKING, 1.0)) if turn < SHRINKINGS else layout.mixed(composition.apart, hidden)
        )
        again = draw(layout.subset(chosen), look.subset(chosen), kinds, hw)
        drawing.pixels[chosen], drawing.instances[chosen], drawing.areas[chosen] = again.pixels, again.instances, again.areas
    return layout, drawing
