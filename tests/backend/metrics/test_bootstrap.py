"""Bootstrap intervals: known cases, and that they are quick and the same each time."""

from __future__ import annotations

import math

import numpy as np
import pytest
from sklearn import metrics as sk

from backend.metrics import bootstrap
from backend.metrics.bootstrap import intervals, resampled_counts, resampled_weights, weighted_means
from backend.metrics.ranking import Ranking


def test_the_interval_of_a_share_is_that_of_the_binomial() -> None:
    right = np.arange(400) < 300
    low, high = intervals(weighted_means({"accuracy": right}), 400)["accuracy"]
    assert low == pytest.approx(0.75 - 1.96 * math.sqrt(0.75 * 0.25 / 400), abs=0.01)
    assert high == pytest.approx(0.75 + 1.96 * math.sqrt(0.75 * 0.25 / 400), abs=0.01)
    assert intervals(weighted_means({"accuracy": right}), 400)["accuracy"] == (low, high)
    assert intervals(weighted_means({"accuracy": right}), 400, seed=1)["accuracy"] != (low, high)


def test_it_holds_the_truth_about_as_often_as_it_says() -> None:
    random = np.random.default_rng(1)
    inside = 0
    for seed in range(100):
        low, high = intervals(weighted_means({"mean": random.normal(3.0, 1.0, 60)}), 60, seed=seed)["mean"]
        inside += low <= 3.0 <= high
    assert 86 <= inside <= 99


def test_weights_count_draws_with_replacement() -> None:
    weights = np.concatenate([*resampled_weights(7, 500)])
    assert weights.shape == (500, 7)
    assert (weights.sum(1) == 7).all()
    assert weights.mean(0) == pytest.approx(np.ones(7), abs=0.2)
    assert weights.var() == pytest.approx(6 / 7, abs=0.1)


def test_counts_and_rankings_with_weights_are_those_of_repeated_samples() -> None:
    random = np.random.default_rng(2)
    targets, scores = random.integers(0, 3, 40), random.integers(0, 5, (40, 3)) / 4
    predictions = scores.argmax(1)
    counts_of = resampled_counts(targets, predictions, 5)
    ranking = Ranking.of(targets == 1, scores[:, 1])
    for weights in resampled_weights(40, 10):
        f1 = counts_of(weights).averaged()["f1"]
        auc, precision = ranking.measure(weights)
        for row, counts in enumerate(weights.astype(int)):
            again = np.repeat(np.arange(40), counts)
            assert f1[row] == pytest.approx(sk.f1_score(targets[again], predictions[again], average="macro"))
            assert auc[row] == pytest.approx(sk.roc_auc_score(targets[again] == 1, scores[again, 1]))
            assert precision[row] == pytest.approx(sk.average_precision_score(targets[again] == 1, scores[again, 1]))


def test_what_has_no_interval() -> None:
    assert intervals(weighted_means({"loss": np.ones(1)}), 1) == {}
    assert intervals(weighted_means({"loss": np.ones(0)}), 0) == {}
    assert intervals(weighted_means({}), 50) == {}
    assert intervals(weighted_means({"loss": np.where(np.arange(40) % 2, 1.0, math.nan)}), 40) == {}
    assert intervals(weighted_means({"loss": np.full(30, 2.5)}), 30) == {"loss": (2.5, 2.5)}


def test_few_samples_have_no_interval() -> None:
    """Four right of four do not say that it is always right."""
    for samples in (4, 29):
        assert intervals(weighted_means({"accuracy": np.ones(samples)}), samples) == {}


def test_the_work_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    assert bootstrap.draws_for(360) == bootstrap.RESAMPLES
    assert bootstrap.draws_for(100_000) == 500
    assert bootstrap.draws_for(10_000, cost=20) == 250
    assert bootstrap.draws_for(10_000, cost=100) == 0
    monkeypatch.setattr(bootstrap, "_CHUNK", 50)
    assert [len(weights) for weights in resampled_weights(20, 5)] == [2, 2, 1]
    assert [len(weights) for weights in resampled_weights(200, 2)] == [1, 1]
