"""Figures that move: each keeps its number, and every frame is described like a scene."""

import numpy as np
import pytest

from backend.datasets.base import DataCancelled, DataError
from backend.datasets.shapes.layout import SceneRules
from backend.datasets.shapes.scenes import draw_scenes
from backend.datasets.shapes.sequences import MOST_FRAMES, SPEED, SPIN, draw_sequences

RULES = SceneRules(fewest=2, most=4)
SIZE = (3, 48, 64)


@pytest.fixture(scope="module")
def sequences():
    return draw_sequences(RULES, SIZE, (0, 0), range(5), frames=20)


def test_shapes_are_those_that_are_documented(sequences):
    assert len(sequences) == 5
    assert sequences.images.shape == (5, 20, 3, 48, 64)
    assert sequences.kinds.shape == sequences.radii.shape == (5, 4)
    assert sequences.positions.shape == (5, 20, 4, 2)
    assert sequences.angles.shape == sequences.seen.shape == (5, 20, 4)
    assert sequences.instances.shape == (5, 20, 48, 64)
    assert sequences.boxes.shape == (5, 20, 4, 4)
    assert sequences.images.dtype == sequences.instances.dtype == np.uint8


def test_boxes_and_masks_agree_in_every_frame(sequences):
    for row, frame, figure in np.ndindex(5, 20, 4):
        rows, columns = np.nonzero(sequences.instances[row, frame] == figure + 1)
        box = (columns.min(), rows.min(), columns.max() + 1, rows.max() + 1) if len(rows) else (0, 0, 0, 0)
        assert tuple(sequences.boxes[row, frame, figure]) == box
        assert (sequences.seen[row, frame, figure] > 0) == bool(len(rows))
        assert len(rows) == 0 or sequences.kinds[row, figure] >= 0


def test_figures_move_evenly_and_stay_within_the_image(sequences):
    present = sequences.kinds >= 0
    pixels = sequences.positions * np.array([64, 48])
    steps = np.abs(np.diff(pixels, axis=1))
    assert steps.max() <= SPEED * 48 + 1e-3
    assert steps.transpose(0, 2, 1, 3)[present].max(axis=1).min() > 0, "every figure moves"
    inside = np.minimum(pixels, np.array([64, 48]) - pixels).min(axis=3).transpose(0, 2, 1)[present]
    assert (inside >= sequences.radii[present][:, None] - 1e-3).all()
    turns = np.mod(np.diff(sequences.angles, axis=1) + np.pi, 2 * np.pi) - np.pi
    assert np.abs(turns).max() <= SPIN + 1e-5
    assert turns.transpose(0, 2, 1)[present].std(axis=1).max() < 1e-5, "each turns evenly"


def test_the_same_seed_gives_the_same_sequence_whatever_else_is_drawn(sequences):
    alone = draw_sequences(RULES, SIZE, (0, 0), [3], frames=20)
    assert np.array_equal(alone.images[0], sequences.images[3])
    assert not np.array_equal(sequences.images[:, 0], sequences.images[:, 1])


def test_the_first_frame_has_the_figures_of_the_scene(sequences):
    scenes = draw_scenes(RULES, SIZE, (0, 0), range(5))
    assert np.array_equal(scenes.kinds, sequences.kinds)
    assert scenes.positions == pytest.approx(sequences.positions[:, 0])
    assert scenes.angles == pytest.approx(sequences.angles[:, 0], abs=1e-6)


@pytest.mark.parametrize("frames", [0, -1, MOST_FRAMES + 1])
def test_a_length_that_cannot_be_is_refused(frames):
    with pytest.raises(DataError, match=f"1 to {MOST_FRAMES} frames, not {frames}"):
        draw_sequences(RULES, SIZE, (0, 0), [0], frames=frames)


def test_drawing_can_be_given_up():
    with pytest.raises(DataCancelled):
        draw_sequences(RULES, SIZE, (0, 0), [0], cancelled=lambda: True)


def test_no_sequences_can_be_asked_for():
    assert draw_sequences(RULES, SIZE, (0, 0), [], frames=3).images.shape == (0, 3, 3, 48, 64)
