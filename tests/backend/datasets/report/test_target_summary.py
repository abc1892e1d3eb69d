"""Labels, masks and numbers are summed up with what is reached without looking at the images."""

from __future__ import annotations

import numpy as np
import pytest

from backend.datasets.base import Images
from backend.datasets.report.target_summary import TargetSummary, summarize_targets
from builder.tasks.base import Target
from builder.tasks.classification import Classes
from builder.tasks.multilabel import Labels
from builder.tasks.reconstruction import SamePicture
from builder.tasks.regression import Numbers
from builder.tasks.segmentation import PixelClasses

RANDOM = np.random.default_rng(0)


def summary(target: Target, train: np.ndarray, test: np.ndarray) -> TargetSummary:
    def part(targets: np.ndarray) -> Images:
        return Images.without_classes(np.zeros((len(targets), 1, 4, 4), np.uint8), targets)

    found = summarize_targets(target, {"train": part(train), "val": part(train[:0]), "test": part(test)})
    assert found is not None
    return found


def test_labels_are_counted() -> None:
    train, test = np.array([[1, 0], [1, 1], [1, 0], [0, 0]], np.uint8), np.array([[1, 1], [0, 0]], np.uint8)
    found = summary(Labels(("a", "b")), train, test)
    assert found.rows == {"a": {"train": 3, "val": 0, "test": 1}, "b": {"train": 1, "val": 0, "test": 1}}
    assert found.baseline_values == {"accuracy": 0.5}  # a is taken to hold, b not to
    assert str(found.baseline) == "always the commoner answer is right for 50.0% of the labels"


def test_pixels_that_do_not_count_are_left_out() -> None:
    train = RANDOM.integers(0, 3, (7, 4, 4)).astype(np.uint8)
    train[0] = 255
    test = np.full((2, 4, 4), 1, np.uint8)
    test[0, 0] = 0
    found = summary(PixelClasses(("x", "y", "z")), train, test)
    shares = [found.rows[name]["train"] for name in "xyz"]
    assert sum(shares) == pytest.approx(1)
    assert shares[0] == pytest.approx((train[1:] == 0).mean())
    assert found.rows["y"]["test"] == 28 / 32
    usual = "xyz"[int(np.argmax(shares))]
    assert found.baseline_values["pixel_accuracy"] == found.rows[usual]["test"]


def test_numbers_have_mean_deviation_and_range() -> None:
    train, test = RANDOM.normal(size=(50, 2)).astype(np.float32), RANDOM.normal(size=(20, 2)).astype(np.float32)
    found = summary(Numbers(("u", "v")), train, test)
    assert found.rows["v"]["mean"] == pytest.approx(train[:, 1].mean(), rel=1e-5)
    assert found.rows["v"]["deviation"] == pytest.approx(train[:, 1].std(), rel=1e-5)
    assert (found.rows["u"]["low"], found.rows["u"]["high"]) == (train[:, 0].min(), train[:, 0].max())
    assert found.baseline_values["u"] == pytest.approx(np.sqrt(((test[:, 0] - train[:, 0].mean()) ** 2).mean()), rel=1e-5)


def test_classes_and_pictures_have_no_summary() -> None:
    part = Images.without_classes(np.zeros((2, 1, 4, 4), np.uint8), np.zeros(2, np.int64))
    parts = {"train": part, "val": part, "test": part}
    assert summarize_targets(Classes(("a", "b")), parts) is None
    assert summarize_targets(SamePicture(), parts) is None
