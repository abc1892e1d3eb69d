"""Metrics of masks, compared with scikit-learn, pixel by pixel."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import metrics as sk

from backend.metrics import mask_metrics as ours
from tests.support.lanes import draws

CLASSES = 4


@settings(max_examples=draws(40), deadline=None)
@given(st.integers(1, 4), st.integers(1, 6), st.integers(1, CLASSES), st.floats(0, 0.9), st.integers(0, 2**32 - 1))
def test_they_are_those_of_scikit_learn(n: int, size: int, most: int, ignored: float, seed: int) -> None:
    random = np.random.default_rng(seed)
    targets = random.integers(0, most, (n, size, size)).astype(np.uint8)
    targets[random.random(targets.shape) < ignored] = ours.IGNORED
    predictions = random.integers(0, CLASSES, targets.shape).astype(np.uint8)
    each = ours.mask_counts(targets, predictions, CLASSES)
    counts = ours.summed(each)
    truth, given_classes = targets[targets != 255], predictions[targets != 255]
    if not len(truth):
        assert all(math.isnan(measure(counts)) for measure in (ours.mean_iou, ours.mean_dice, ours.pixel_accuracy))
        return
    occurs = np.unique(np.concatenate([truth, given_classes]))
    iou = sk.jaccard_score(truth, given_classes, labels=occurs, average=None)
    assert counts.iou()[occurs] == pytest.approx(iou)
    assert ours.mean_iou(counts) == pytest.approx(iou.mean())
    assert ours.mean_dice(counts) == pytest.approx(sk.f1_score(truth, given_classes, labels=occurs, average="macro"))
    assert ours.pixel_accuracy(counts) == pytest.approx((truth == given_classes).mean())
    assert np.isnan(counts.iou()[np.setdiff1d(np.arange(CLASSES), occurs)]).all()
    first = targets[0] != 255
    if first.any():
        assert ours.pixel_accuracy(each)[0] == pytest.approx((targets[0] == predictions[0])[first].mean())
