"""Short sequences in which the figures of a scene move, each with its identity: for tracking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from backend.datasets.base import Cancel, DataError, Size, check_cancelled, never, quiet
from backend.datasets.shapes.drawing import Drawing, draw
from backend.datasets.shapes.layout import Layout, Look, Reals, SceneRules
from backend.datasets.shapes.scenes import (
    CHUNK_PIXELS,
    DRAWING,
    begin_scenes,
    boxes_of,
    describe_layout,
    finish_pixels,
    sample_generators,
    shares_seen,
)
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.common.progress import Progress

MOST_FRAMES = 256
"""The longest sequence."""

SPEED, SPIN = 0.05, 0.15
"""The fastest that a figure moves along each axis, in shorter sides per frame, and turns, in radians per frame."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ShapeSequences:
    """N sequences of T frames with up to K figures, which keep their number k in all frames, figure 0 the rearmost.

    `images` uint8 (N, T, C, H, W). `kinds` int64 (N, K): index into `kind_names`, -1 where there is no figure.
    `positions` float32 (N, T, K, 2), `angles` float32 (N, T, K) in -pi..pi, `radii` float32 (N, K), `instances` uint8
    (N, T, H, W), `boxes` int64 (N, T, K, 4) and `seen` float32 (N, T, K) are, frame by frame, what Scenes has; `seen` is
    0 and the box zeros where others cover all of a figure.
    """

    images: npt.NDArray[np.uint8]
    kind_names: tuple[str, ...]
    kinds: npt.NDArray[np.int64]
    positions: npt.NDArray[np.float32]
    angles: npt.NDArray[np.float32]
    radii: npt.NDArray[np.float32]
    instances: npt.NDArray[np.uint8]
    boxes: npt.NDArray[np.int64]
    seen: npt.NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.images)


def draw_sequences(
    rules: SceneRules,
    size: Size,
    seeds: tuple[int, int],
    indices: Sequence[int] | npt.NDArray[np.int64],
    *,
    frames: int = 16,
    progress: Progress = quiet,
    cancelled: Cancel = never,
) -> ShapeSequences:
    """Sequences with these `indices` at `size` (channels, height, width); a sequence depends on seeds and index alone.

    The first frame is laid out like a scene. Figures move evenly, turn back at the edges, and pass behind those that are
    further in front, whatever the rules say about overlap. The ground stays, the noise of each frame is its own. Raises
    DataError for a number of frames that cannot be, and DataCancelled.
    """
    if not 1 <= frames <= MOST_FRAMES:
        wrong = QT_TRANSLATE_NOOP("Data", "A sequence has 1 to {most} frames, not {count}.")
        raise DataError(wrong, most=MOST_FRAMES, count=frames)
    hw = size[1:]
    chunk = max(1, CHUNK_PIXELS // (hw[0] * hw[1] * frames))
    parts = []
    for start in range(0, max(len(indices), 1), chunk):
        check_cancelled(cancelled)
        progress(Message.of(DRAWING), start, len(indices))
        parts.append(_draw_chunk(rules, hw, seeds, indices[start : start + chunk], frames))
    progress(Message.of(DRAWING), len(indices), len(indices))
    joined = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    return ShapeSequences(kind_names=rules.kinds, **joined)


def _draw_chunk(
    rules: SceneRules,
    hw: tuple[int, int],
    seeds: tuple[int, int],
    indices: Sequence[int] | npt.NDArray[np.int64],
    frames: int,
) -> dict[str, npt.NDArray[np.generic]]:
    generators = sample_generators(seeds, indices)
    composition = begin_scenes(generators, rules, hw)
    count, most = composition.layout.kinds.shape
    sides = np.array([hw[1], hw[0]]) / min(hw)
    moved = _move(composition.layout, composition.motion, frames, sides)
    drawing = _draw_frames(moved, composition.look, rules.kinds, hw)
    shapes = {"positions": (most, 2), "angles": (most,), "radii": (most,)}
    truth = describe_layout(moved, hw)
    by_frame = {name: values.reshape(count, frames, *shapes[name]) for name, values in truth.items()}
    pixels = drawing.pixels.reshape(count, frames, *drawing.pixels.shape[1:])
    return {
        "images": finish_pixels(pixels, generators, rules.noise),
        "kinds": composition.layout.kinds,
        "instances": drawing.instances.reshape(count, frames, *hw),
        "boxes": boxes_of(drawing.instances, most).reshape(count, frames, most, 4),
        "seen": shares_seen(drawing).reshape(count, frames, most),
        **by_frame,
        "radii": by_frame["radii"][:, 0],
    }


def _move(layout: Layout, motion: Reals, frames: int, sides: Reals) -> Layout:
    """The layouts of all frames, (n * frames, K), from those of the first."""
    time = np.arange(frames)[None, :, None]
    low = layout.radii[:, None, :, None]
    span = np.maximum(sides - 2 * low, 1e-9)
    travelled = layout.centres[:, None] - low + SPEED * motion[:, None, :, :2] * time[..., None]
    centres = low + span - np.abs(np.mod(travelled, 2 * span) - span)
    angles = np.mod(layout.angles[:, None] + SPIN * motion[:, None, :, 2] * time + np.pi, 2 * np.pi) - np.pi
    most = layout.kinds.shape[1]
    return Layout(
        np.repeat(layout.kinds, frames, axis=0),
        centres.reshape(-1, most, 2),
        np.repeat(layout.radii, frames, axis=0),
        angles.reshape(-1, most),
        np.repeat(layout.main, frames),
    )


def _draw_frames(moved: Layout, look: Look, kinds: tuple[str, ...], hw: tuple[int, int]) -> Drawing:
    count = len(look.ground)
    repeated = np.repeat(np.arange(count), len(moved.kinds) // max(count, 1))
    return draw(moved, look.subset(repeated), kinds, hw)
