"""Shapes as a data set: every kind of task finds its targets, options come from the project, and limits are said."""

from __future__ import annotations

import numpy as np
import pytest

from backend.datasets.base import DataCancelled, DataError, task_for
from backend.datasets.registry import source
from backend.datasets.shapes.layout import SceneRules
from backend.datasets.shapes.scenes import draw_scenes
from backend.datasets.shapes.shapes_source import ShapesSource
from backend.datasets.splits import DataSpec, prepare
from builder.tasks.reconstruction import SamePicture
from builder.tasks.super_resolution import LargerPicture

FEW = {"train_count": 30, "test_count": 6}


def load(kind: str, size=(3, 32, 32), **options):
    shapes = source("shapes").with_options({**FEW, **options})
    return shapes.load_for(size, shapes.info().target(kind))


def test_it_says_what_it_teaches_without_drawing():
    info = source("shapes").info()
    assert info.kinds == ("classification", "multilabel", "segmentation", "regression", "reconstruction", "super-resolution")
    assert info.target("segmentation").names == ("ground", "circle", "square", "triangle", "cross")
    assert info.target("regression").names == ("x", "y", "angle")
    assert info.target("multilabel").names == info.classes == ("circle", "square", "triangle", "cross")
    assert info.input_shape == (3, 32, 32)
    assert info.counts == {"train": 4000, "test": 1000}
    assert task_for(info).kind == "classification"
    assert source("shapes").ready()


def test_options_change_what_it_says():
    info = source("shapes").with_options({"size": 48, "colour": False, "triangles": False, "numbers": "count"}).info()
    assert info.input_shape == (1, 48, 48)
    assert info.classes == ("circle", "square", "cross")
    assert info.target("regression").names == ("count",)
    pose = source("shapes").with_options({"triangles": False}).info()
    assert pose.target("regression").names == ("x", "y"), "only a triangle shows a direction"


def test_each_image_of_classification_has_one_figure_of_its_class():
    loaded = load("classification")
    assert loaded.train.images.shape == (30, 3, 32, 32)
    assert loaded.test is not None
    assert len(loaded.test) == 6
    assert loaded.train.targets is loaded.train.strata
    assert set(loaded.train.targets) == {0, 1, 2, 3}


def test_masks_labels_and_numbers_are_those_of_the_scenes():
    scenes = draw_scenes(SceneRules(), (3, 32, 32), (0, 0), range(30))
    masks, labels, counts = load("segmentation"), load("multilabel"), load("regression", numbers="count")
    for loaded in (masks, labels, counts):
        assert np.array_equal(loaded.train.images, scenes.images)
        assert np.array_equal(loaded.train.strata, scenes.classes)
    assert np.array_equal(masks.train.targets, scenes.semantic)
    assert masks.train.targets.dtype == labels.train.targets.dtype == np.uint8
    assert np.array_equal(labels.train.targets, scenes.labels)
    assert np.array_equal(counts.train.targets[:, 0], scenes.counts)
    assert counts.train.targets.dtype == np.float32


def test_position_and_angle_are_in_range_and_of_a_triangle():
    loaded = load("regression", fewest=1, most=3)
    x, y, angle = loaded.train.targets.T
    assert loaded.train.targets.dtype == np.float32
    assert (min(x.min(), y.min()) > 0) & (max(x.max(), y.max()) < 1)
    assert np.abs(angle).max() <= np.pi / 2
    assert {loaded.info.classes[stratum] for stratum in loaded.train.strata} == {"triangle"}
    assert load("regression", triangles=False).train.targets.shape == (30, 2)


def test_pictures_to_learn_have_no_noise():
    loaded = load("reconstruction", noise=0.3)
    assert loaded.train.targets is loaded.train.images
    assert np.array_equal(loaded.train.images, load("segmentation", noise=0.0).train.images)


def test_train_and_test_differ_and_the_seed_is_that_of_the_data_or_its_own():
    first, again = (source("shapes").with_options(FEW, seed=3).load() for _ in range(2))
    other = source("shapes").with_options(FEW, seed=4).load()
    own = source("shapes").with_options({**FEW, "seed": 3}, seed=9).load()
    assert first.test is not None
    assert np.array_equal(first.train.images, again.train.images)
    assert np.array_equal(first.train.images, own.train.images)
    assert not np.array_equal(first.train.images, other.train.images)
    assert not np.array_equal(first.train.images[:6], first.test.images)


def test_images_are_drawn_at_the_size_of_the_input():
    spec = DataSpec(name="shapes", options={**FEW, "colour": False})
    splits = prepare(spec, (1, 40, 56), source("shapes").info().target("segmentation"))
    assert [len(part) for part in (splits.train, splits.val, splits.test)] == [27, 3, 6]
    assert splits.train.images.shape == (27, 1, 40, 56)
    assert splits.train.targets.shape == (27, 40, 56)
    assert splits.notes == ()


@pytest.mark.parametrize("target", [SamePicture(noise=0.1), LargerPicture(3)])
def test_pictures_become_the_targets_of_the_task(target):
    splits = prepare(DataSpec(name="shapes", options={**FEW, "colour": False}), (1, 17, 17), target)
    assert splits.train.images.shape == (27, 1, 17, 17)
    assert splits.train.targets.shape == (27, *target.output_sizes((1, 17, 17)))


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"size": 3}, "shapes.size: must be at least 16, not 3"),
        ({"sides": 3}, "shapes.sides: there is no such field"),
        ({"fewest": 5, "most": 4}, "shapes.most: must be at least 5, the fewest figures, not 4"),
    ],
)
def test_bad_options_are_refused_with_their_field(options, words):
    with pytest.raises(DataError) as error:
        source("shapes").with_options(options)
    assert words in str(error.value)


@pytest.mark.parametrize(
    ("size", "options", "words"),
    [
        ((3, 16, 16), {"most": 9}, "shapes.most: images of 16×16 have room for at most 4 figures, not 9"),
        ((3, 16, 64), {"fewest": 6}, "shapes.fewest: images of 16×64 have room for at most 4 figures, not 6"),
        ((3, 7, 64), {}, "at least 8×8 pixels, not 7×64"),
    ],
)
def test_figures_that_have_no_room_are_refused(size, options, words):
    with pytest.raises(DataError) as error:
        load("segmentation", size, **options)
    assert words in str(error.value)


def test_a_small_input_gets_fewer_figures_where_the_number_is_left_open():
    assert load("multilabel", (1, 12, 12)).train.targets.sum(axis=1).max() == 1


def test_more_than_can_be_drawn_is_refused_before_it_begins(monkeypatch):
    monkeypatch.setattr("backend.datasets.images.resizing.machine_bytes", lambda: None)
    with pytest.raises(DataError, match=r"Drawing 100,500 images of 512×512 would take too long; at most 7,629 of this size"):
        load("segmentation", (3, 512, 512), train_count=100_000, test_count=500)
    monkeypatch.setattr("backend.datasets.images.resizing.machine_bytes", lambda: 10**9)
    with pytest.raises(DataError, match="of memory"):
        load("segmentation", (3, 256, 256), train_count=10_000)


def test_it_can_be_given_up_and_says_how_far_it_is():
    shapes, steps = ShapesSource("shapes").with_options(FEW), []
    shapes.load(lambda _text, done, total: steps.append((done, total)))
    assert steps[-1] == (36, 36)
    assert steps == sorted(steps)
    with pytest.raises(DataCancelled):
        shapes.load(cancelled=lambda: True)
