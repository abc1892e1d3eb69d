"""Images of shapes: what is said of them is what can be measured in their pixels."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.datasets.base import DataCancelled
from backend.datasets.shapes.kinds import KINDS
from backend.datasets.shapes.layout import CONTRAST, SceneRules
from backend.datasets.shapes.options import MOST_FIGURES, room_for
from backend.datasets.shapes.scenes import LEAST_SEEN, Scenes, draw_scenes

ALONE = SceneRules(most=1, noise=0.0, texture=0.0)
FIELDS = ("images", "kinds", "positions", "angles", "radii", "main", "instances", "boxes", "seen")


def same(first: Scenes, second: Scenes) -> bool:
    return all(np.array_equal(getattr(first, name), getattr(second, name)) for name in FIELDS)


@st.composite
def situations(draw: st.DrawFn) -> tuple[SceneRules, tuple[int, int, int]]:
    """Rules and a size that has room for them, odd and oblong sizes too."""
    height, width = draw(st.integers(16, 72)), draw(st.integers(16, 72))
    most = draw(st.integers(1, min(room_for(height, width), MOST_FIGURES)))
    rules = SceneRules(
        kinds=tuple(draw(st.lists(st.sampled_from(tuple(KINDS)), min_size=1, unique=True))),
        fewest=draw(st.integers(1, most)),
        most=most,
        colour=draw(st.booleans()),
        noise=draw(st.sampled_from([0.0, 0.08])),
        texture=draw(st.sampled_from([0.0, 1.0])),
        overlap=draw(st.booleans()),
    )
    return rules, (3 if rules.colour else 1, height, width)


@settings(max_examples=40, deadline=None)
@given(situations(), st.integers(0, 2**31 - 1), st.integers(0, 2**20))
def test_masks_boxes_labels_and_counts_agree(situation, seed, start):
    rules, size = situation
    scenes = draw_scenes(rules, size, (seed, 0), np.arange(start, start + 4))
    masks, present = scenes.masks, scenes.kinds >= 0
    assert scenes.images.shape == (4, *size)
    assert scenes.images.dtype == np.uint8
    assert ((rules.fewest <= scenes.counts) & (scenes.counts <= rules.most)).all()
    assert (masks.any(axis=(2, 3)) == present).all(), "every figure is seen, and nothing where there is none"
    assert (scenes.seen[present] >= LEAST_SEEN).all()
    assert (scenes.seen[~present] == 0).all()
    if not rules.overlap:
        assert (scenes.seen[present] == 1).all()
    for row, figure in np.argwhere(present):
        rows, columns = np.nonzero(masks[row, figure])
        box = (columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)
        assert tuple(scenes.boxes[row, figure]) == box
        assert set(scenes.semantic[row][masks[row, figure]]) == {scenes.kinds[row, figure] + 1}
    assert (scenes.boxes[~present] == 0).all()
    assert ((scenes.semantic == 0) == ~masks.any(axis=1)).all()
    for row in range(4):
        seen = set(np.unique(scenes.semantic[row])) - {0}
        assert seen == {kind + 1 for kind in np.flatnonzero(scenes.labels[row])}
        assert scenes.classes[row] == scenes.kinds[row, np.argmax(scenes.radii[row])]


@settings(max_examples=15, deadline=None)
@given(situations(), st.integers(0, 2**31 - 1))
def test_a_scene_depends_on_seed_split_and_index_alone(situation, seed):
    rules, size = situation
    whole = draw_scenes(rules, size, (seed, 1), range(6))
    some = draw_scenes(rules, size, (seed, 1), [5, 2])
    for name in FIELDS:
        assert np.array_equal(getattr(whole, name)[[5, 2]], getattr(some, name)), name
    assert not np.array_equal(whole.images, draw_scenes(rules, size, (seed, 0), range(6)).images)
    assert not np.array_equal(whole.images, draw_scenes(rules, size, (seed + 1, 1), range(6)).images)


def test_chunks_make_no_difference(monkeypatch):
    rules, size = SceneRules(), (3, 24, 40)
    whole = draw_scenes(rules, size, (0, 0), range(9))
    monkeypatch.setattr("backend.datasets.shapes.scenes.CHUNK_PIXELS", 2 * 24 * 40)
    assert same(whole, draw_scenes(rules, size, (0, 0), range(9)))


@pytest.mark.parametrize("size", [(1, 16, 16), (3, 17, 33), (1, 101, 64), (3, 512, 512)])
def test_any_size_shows_the_same_scene(size):
    rules = SceneRules(noise=0.0, colour=size[0] == 3, most=4)
    here, there = (draw_scenes(rules, (size[0], side, side), (3, 0), range(4)) for side in (min(size[1:]), 64))
    assert np.array_equal(here.kinds, there.kinds)
    assert here.positions == pytest.approx(there.positions)
    assert here.angles == pytest.approx(there.angles)
    assert draw_scenes(rules, size, (3, 0), range(2)).images.shape == (2, *size)


@pytest.mark.parametrize("kind", KINDS)
def test_position_angle_and_area_are_those_of_the_pixels(kind):
    """The mean of a figure's pixels is its position, their second moments give the angle."""
    rules = SceneRules(kinds=(kind,), most=1, noise=0.0)
    scenes = draw_scenes(rules, (1, 150, 200), (0, 0), range(24))
    for row in range(24):
        y, x = (part + 0.5 for part in np.nonzero(scenes.instances[row]))
        centre = np.array([x.mean(), y.mean()])
        assert centre / (200, 150) == pytest.approx(scenes.positions[row, 0], abs=0.003)
        assert len(x) == pytest.approx(KINDS[kind].area * scenes.radii[row, 0] ** 2, rel=0.03)
        if KINDS[kind].has_direction:
            _, axes = np.linalg.eigh(np.cov(np.stack([x, y])))
            along = axes[:, 1] * -np.sign(axes[1, 1])  # the half with the tip is that above
            assert np.arctan2(along[0], -along[1]) == pytest.approx(scenes.angles[row, 0], abs=0.03)
            lengths = (np.stack([x, y], axis=1) - centre) @ along
            assert lengths.max() > -lengths.min(), "the tip is farther from the centre than the base"


def test_angles_stay_within_what_can_be_told_apart():
    scenes = draw_scenes(SceneRules(most=1), (1, 32, 32), (0, 0), range(300))
    for number, kind in enumerate(KINDS):
        angles = scenes.angles[scenes.kinds == number]
        assert np.abs(angles).max() <= KINDS[kind].turn / 2
        if KINDS[kind].turn:
            assert np.abs(angles).max() > 0.4 * KINDS[kind].turn


@pytest.mark.parametrize("noise", [0.02, 0.08])
def test_noise_has_the_deviation_that_is_asked_for(noise):
    grey = SceneRules(colour=False, texture=0.0, noise=noise)
    noisy, clean = (
        draw_scenes(rules, (1, 64, 64), (0, 0), range(20)) for rules in (grey, SceneRules(colour=False, texture=0.0, noise=0.0))
    )
    middle = (clean.images > 90) & (clean.images < 165)
    difference = (noisy.images.astype(float) - clean.images)[middle] / 255
    assert difference.std() == pytest.approx(noise, rel=0.05)
    assert abs(difference.mean()) < 0.002
    assert np.array_equal(noisy.instances, clean.instances)


def test_later_figures_cover_earlier_ones_in_pixels_and_masks():
    rules = SceneRules(fewest=4, most=4, noise=0.0, colour=False)
    scenes = draw_scenes(rules, (1, 96, 96), (0, 0), range(60))
    covered = (scenes.seen < 1) & (scenes.kinds >= 0)
    assert covered[:, :3].any()
    assert not covered[:, 3].any(), "nothing covers the last"
    for row in np.flatnonzero(covered.any(axis=1)):
        for figure in range(4):
            inside = erode(scenes.instances[row] == figure + 1)
            assert len(np.unique(scenes.images[row, 0][inside])) <= 1, "a figure is of one colour where it is seen"


def test_figures_differ_from_the_ground():
    scenes = draw_scenes(ALONE, (3, 48, 48), (0, 0), range(40))
    brightness = scenes.images.mean(axis=1) / 255
    for row in range(40):
        figure, ground = (brightness[row][erode(scenes.instances[row] == number)] for number in (1, 0))
        assert abs(figure.mean() - ground.mean()) > 0.6 * CONTRAST


def test_texture_varies_the_ground():
    plain, textured = (
        draw_scenes(SceneRules(most=1, noise=0.0, texture=texture), (1, 48, 48), (0, 0), range(10)) for texture in (0.0, 1.0)
    )
    for row in range(10):
        ground = erode(plain.instances[row] == 0)
        assert plain.images[row, 0][ground].std() == 0
        assert textured.images[row, 0][ground].std() > 10


def test_grey_has_one_channel_and_colour_three_that_differ():
    assert draw_scenes(SceneRules(colour=False), (1, 32, 32), (0, 0), [0]).images.shape == (1, 1, 32, 32)
    red, green, _ = draw_scenes(SceneRules(), (3, 32, 32), (0, 0), [0]).images[0].astype(int)
    assert np.abs(red - green).mean() > 5


def test_one_figure_can_stand_out():
    rules = SceneRules(standout=True, most=4, main_kinds=("triangle",))
    scenes = draw_scenes(rules, (1, 64, 64), (0, 0), range(100))
    rows = np.arange(100)
    assert {scenes.kind_names[kind] for kind in scenes.classes} == {"triangle"}
    others = scenes.radii.copy()
    others[rows, scenes.main] = 0
    assert (scenes.radii[rows, scenes.main] > others.max(axis=1)).all()
    assert (scenes.seen[rows, scenes.main] == 1).all(), "nothing covers it"
    assert scenes.pose == pytest.approx(
        np.stack([*scenes.positions[rows, scenes.main].T, scenes.angles[rows, scenes.main]], axis=1)
    )


def test_no_images_can_be_asked_for():
    scenes = draw_scenes(SceneRules(), (3, 20, 30), (0, 0), [])
    assert scenes.images.shape == (0, 3, 20, 30)
    assert scenes.semantic.shape == (0, 20, 30)
    assert scenes.labels.shape == (0, 4)


def test_drawing_tells_how_far_it_is_and_can_be_given_up():
    steps: list[tuple[int, int]] = []
    draw_scenes(SceneRules(), (3, 256, 256), (0, 0), range(9), progress=lambda _text, done, total: steps.append((done, total)))
    assert steps == [(0, 9), (4, 9), (8, 9), (9, 9)]
    with pytest.raises(DataCancelled):
        draw_scenes(SceneRules(), (3, 256, 256), (0, 0), range(9), cancelled=lambda: True)


def erode(mask):
    """`mask` without the pixels next to its edge, where colours mix; at tips that is three pixels away."""
    inner = mask.copy()
    for _ in range(3):
        padded = np.pad(inner, 1, mode="edge")
        inner = inner & padded[:-2, 1:-1] & padded[2:, 1:-1] & padded[1:-1, :-2] & padded[1:-1, 2:]
    return inner
