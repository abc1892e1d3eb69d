"""Metrics of numbers, compared with scikit-learn."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import metrics as sk

from backend.metrics import number_metrics as ours
from tests.support.lanes import draws


@settings(max_examples=draws(40), deadline=None)
@given(st.integers(2, 30), st.integers(1, 4), st.floats(-1e6, 1e6), st.floats(0.01, 100), st.integers(0, 2**32 - 1))
def test_they_are_those_of_scikit_learn(n: int, numbers: int, offset: float, scale: float, seed: int) -> None:
    random = np.random.default_rng(seed)
    targets = random.normal(offset, scale, (n, numbers))
    predictions = targets + random.normal(0, scale, (n, numbers))
    sums = ours.error_sums(targets, predictions)
    assert sums.mae() == pytest.approx(sk.mean_absolute_error(targets, predictions, multioutput="raw_values"))
    assert sums.rmse() == pytest.approx(sk.root_mean_squared_error(targets, predictions, multioutput="raw_values"))
    assert sums.r2() == pytest.approx(sk.r2_score(targets, predictions, multioutput="raw_values"), rel=1e-5)
    means = ours.mean_errors(sums)
    assert means["rmse"] == pytest.approx(sk.root_mean_squared_error(targets, predictions))
    assert means["r2"] == pytest.approx(sk.r2_score(targets, predictions), rel=1e-5)


def test_weights_are_repeated_samples() -> None:
    random = np.random.default_rng(0)
    targets, predictions = random.normal(1e4, 1, (5, 2)), random.normal(1e4, 1, (5, 2))
    counts = np.array([2, 0, 1, 0, 2])
    weighted = ours.mean_errors(ours.sums_of(ours.sample_errors(targets, predictions), counts[None].astype(float)))
    repeated = ours.mean_errors(ours.error_sums(np.repeat(targets, counts, 0), np.repeat(predictions, counts, 0)))
    for name, values in weighted.items():
        assert values[0] == pytest.approx(float(repeated[name]))


def test_a_number_that_never_changes_has_no_r2() -> None:
    targets = np.column_stack([np.full(4, 0.1), np.arange(4.0)])
    sums = ours.error_sums(targets, targets)
    assert math.isnan(sums.r2()[0])
    assert ours.mean_errors(sums)["r2"] == 1.0
    assert math.isnan(ours.mean_errors(ours.error_sums(targets[:, :1], targets[:, :1]))["r2"])


def test_no_samples_and_nan_give_nan() -> None:
    none = np.zeros((0, 2))
    assert all(math.isnan(value) for value in ours.mean_errors(ours.error_sums(none, none)).values())
    broken = np.array([[1.0], [2.0]])
    assert math.isnan(ours.error_sums(broken, np.array([[1.0], [math.nan]])).mae()[0])
