"""What the views of predictions sort by and write down, compared with plain loops."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.insight.prediction_scores import (
    MOST_CLASSES,
    class_scores,
    is_whole,
    label_scores,
    mask_scores,
    number_scores,
    picture_scores,
)
from backend.metrics.mask_metrics import IGNORED
from backend.protocol.events import Predicted
from tests.support.lanes import draws


def predicted(kind: str, targets: Any, predictions: Any, **values: Any) -> Predicted:
    """Predictions of a kind of task on black images."""
    targets, predictions = np.asarray(targets), np.asarray(predictions)
    count = len(targets)
    usual: dict[str, Any] = {
        "images": np.zeros((count, 1, 4, 4), np.uint8),
        "confidences": np.zeros(count if kind == "classification" else 0, np.float32),
        "scores": np.zeros(predictions.shape if kind == "multilabel" else 0, np.float32),
        "total": count,
    }
    return Predicted(targets=targets, predictions=predictions, kind=kind, **usual | values)


LABELS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=30)


@settings(max_examples=draws(40))
@given(LABELS)
def test_a_cell_counts_the_samples_of_its_classes(pairs: list[tuple[int, int]]) -> None:
    found = class_scores(predicted("classification", *zip(*pairs, strict=True)), 4)
    for truth in range(4):
        for taken in range(4):
            assert found.counts[truth, taken] == pairs.count((truth, taken))
        assert found.truths[truth] == sum(pair[0] == truth for pair in pairs)


def test_of_very_many_classes_there_is_no_matrix() -> None:
    found = class_scores(predicted("classification", [0, 5], [5, 5]), MOST_CLASSES + 1)
    assert found.counts.shape == (0, 0)
    assert found.precision[5] == 0.5
    assert len(found.recall) == MOST_CLASSES + 1


def test_labels_become_probabilities_and_wrong_ones_are_counted() -> None:
    scores = np.array([[0.0, 2.0], [-1000.0, 1000.0]], np.float32)
    found = label_scores(predicted("multilabel", [[1, 1], [0, 0]], [[0, 1], [0, 1]], scores=scores))
    assert found.probabilities == pytest.approx(np.array([[0.5, 1 / (1 + math.exp(-2))], [0, 1]]), abs=1e-6)
    assert found.wrong.tolist() == [1, 1]
    assert found.truths.tolist() == [1, 1]
    assert found.recall.tolist() == [0, 1]
    assert found.precision.tolist() == [0, 0.5]


def test_masks_are_cropped_to_what_was_predicted_and_ignored_pixels_do_not_count() -> None:
    truth = np.zeros((2, 4, 4), np.uint8)
    truth[0, 1, 1], truth[0, 0, 0] = 1, 2
    truth[1] = IGNORED
    given_ = np.zeros((2, 2, 2), np.uint8)
    given_[0, 0] = 1
    found = mask_scores(predicted("segmentation", truth, given_), 3)
    assert found.iou[:2].tolist() == [pytest.approx(2 / 3), 0.5]
    assert np.isnan(found.iou[2])
    assert found.samples[0] == pytest.approx((2 / 3 + 0.5) / 2)
    assert np.isnan(found.samples[1])
    assert found.accuracy == 0.75
    assert found.mean == pytest.approx(found.samples[0])


def test_numbers_that_do_not_vary_have_no_r2() -> None:
    found = number_scores(predicted("regression", np.array([[1.0, 5], [3, 5]]), np.array([[1.0, 5], [2, 7]])))
    assert found.mae.tolist() == [0.5, 1.0]
    assert found.r2[0] == pytest.approx(1 - 1 / 2)
    assert np.isnan(found.r2[1])


def test_pictures_have_decibels_and_a_factor_that_shows_their_differences() -> None:
    target = np.full((3, 1, 4, 4), 100, np.uint8)
    output = target + np.array([0, 10, 255 - 100], np.uint8)[:, None, None, None]
    found = picture_scores(predicted("reconstruction", target, output, images=target))
    assert found.outputs == pytest.approx([100, 20 * math.log10(25.5), 20 * math.log10(255 / 155)])
    assert found.inputs.tolist() == [100, 100, 100]
    assert found.factor == 16
    small = np.zeros((3, 1, 2, 2), np.uint8)
    found = picture_scores(predicted("super-resolution", target, np.zeros_like(target), images=small))
    assert (len(found.inputs), found.factor) == (0, 2)


WHOLE = {
    "classification": ([0, 1], [1, 1]),
    "multilabel": ([[0, 1], [1, 1]], [[0, 1], [1, 1]]),
    "segmentation": (np.zeros((2, 4, 4), np.uint8), np.zeros((2, 2, 2), np.uint8)),
    "regression": ([[0.5], [1.0]], [[0.5], [2.0]]),
    "reconstruction": (np.zeros((2, 1, 4, 4), np.uint8), np.zeros((2, 1, 4, 4), np.uint8)),
    "super-resolution": (np.zeros((2, 1, 8, 8), np.uint8), np.zeros((2, 1, 8, 8), np.uint8)),
}


@pytest.mark.parametrize("kind", WHOLE)
def test_arrays_of_the_form_of_their_kind_are_whole_and_those_of_others_are_not(kind: str) -> None:
    assert is_whole(predicted(kind, *WHOLE[kind]))
    for other in WHOLE:
        pictures = {kind, other} == {"reconstruction", "super-resolution"}
        # Labels are whole numbers (n, k), which may be numbers that were predicted as well.
        numbers = (kind, other) == ("multilabel", "regression")
        assert is_whole(predicted(other, *WHOLE[kind])) == (kind == other or pictures or numbers)


def test_no_sample_at_all_is_whole() -> None:
    nothing = np.zeros((0, 4, 4), np.uint8)
    assert is_whole(predicted("segmentation", nothing, nothing))
