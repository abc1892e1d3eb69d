"""Metrics of several labels, compared with scikit-learn."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import metrics as sk

from backend.metrics import label_metrics as ours
from tests.support.lanes import draws


@settings(max_examples=draws(60), deadline=None)
@given(st.integers(1, 25), st.integers(2, 5), st.integers(0, 2**32 - 1), st.floats(0.05, 0.95))
def test_they_are_those_of_scikit_learn(n: int, labels: int, seed: int, share: float) -> None:
    random = np.random.default_rng(seed)
    targets = (random.random((n, labels)) < share).astype(np.uint8)
    scores = random.integers(-3, 4, (n, labels)).astype(np.float32)
    predictions = (scores > 0).astype(np.uint8)
    counts = ours.label_counts(targets, predictions)
    expected = sk.precision_recall_fscore_support(targets, predictions, zero_division=0)
    occurs = (targets | predictions).any(0)
    for name, values in zip(("precision", "recall", "f1"), expected, strict=False):
        found = getattr(counts, name)()
        assert found[occurs] == pytest.approx(values[occurs])
        assert np.isnan(found[~occurs]).all()
    assert ours.hamming_loss(targets, predictions) == pytest.approx(sk.hamming_loss(targets, predictions))
    assert ours.label_accuracy(targets, predictions) == pytest.approx((targets == predictions).mean())
    assert ours.exact_match(targets, predictions) == pytest.approx(sk.accuracy_score(targets, predictions))
    held = targets.any(0)
    precisions = [sk.average_precision_score(targets[:, each], scores[:, each]) for each in np.flatnonzero(held)]
    assert ours.label_rankings(targets, scores)[1][held] == pytest.approx(precisions)
    mean = ours.mean_average_precision(targets, scores)
    assert mean == pytest.approx(np.mean(precisions)) if held.any() else math.isnan(mean)


def test_without_samples_there_is_no_value() -> None:
    none = np.zeros((0, 3), np.uint8)
    for measure in (ours.hamming_loss, ours.label_accuracy, ours.exact_match, ours.mean_average_precision):
        assert math.isnan(measure(none, none))
