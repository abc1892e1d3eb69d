"""Metrics of a classification: one of several classes for each sample."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from backend.metrics.confusion import Array, Counts, Floats
from backend.metrics.ranking import Rankings, mean_ranking


def confusion_matrix(targets: Array, predictions: Array, classes: int) -> NDArray[np.int64]:
    """How often each class was taken for each: (classes, classes) int64, rows are the truth.

    `targets` and `predictions` are (n,) class numbers from 0 to classes - 1; raises ValueError for any other.
    """
    targets, predictions = np.asarray(targets).astype(np.int64), np.asarray(predictions).astype(np.int64)
    for name, values in (("targets", targets), ("predictions", predictions)):
        if len(values) and not (values.min() >= 0 and values.max() < classes):
            raise ValueError(f"{name} are class numbers below {classes}, not {values.min()} to {values.max()}")
    pairs = np.bincount(targets * classes + predictions, minlength=classes * classes)
    return pairs.reshape(classes, classes)


def class_counts(targets: Array, predictions: Array, classes: int) -> Counts:
    """Hits, truths and predictions of each class (classes,), as :func:`confusion_matrix` without its other cells."""
    targets, predictions = np.asarray(targets), np.asarray(predictions)
    right = targets[targets == predictions]
    return Counts(*(np.bincount(each, minlength=classes) for each in (right, targets, predictions)))


def accuracy(targets: Array, predictions: Array) -> float:
    """The share of right predictions (n,); NaN without samples."""
    return float(np.mean(np.asarray(targets) == np.asarray(predictions))) if len(targets) else float("nan")


def target_ranks(targets: Array, scores: Array) -> NDArray[np.int64]:
    """The place of each sample's true class among its `scores` (n, classes): (n,) int64, 0 for the highest score.

    Of equal scores the lower class number comes first, as argmax takes it. A score that is NaN comes last.
    """
    scores = np.where(np.isnan(scores), -np.inf, scores)
    own = np.take_along_axis(scores, np.asarray(targets)[:, None], axis=1)
    earlier = np.arange(scores.shape[1]) < np.asarray(targets)[:, None]
    return np.asarray(((scores > own) | ((scores == own) & earlier)).sum(1))


def top_k_accuracy(targets: Array, scores: Array, k: int) -> float:
    """The share of samples whose true class is among the `k` highest of the scores (n, classes); NaN without samples.

    With `k` of at least the number of classes it is 1.
    """
    return float(np.mean(target_ranks(targets, scores) < k)) if len(targets) else float("nan")


def one_vs_rest(targets: Array, shares: Array) -> tuple[Floats, Floats]:
    """ROC AUC and average precision (classes,) of each class against all others.

    `shares` (n, classes) are probabilities: scores of different samples must be comparable. A class that no sample has, or
    every sample, has no AUC: NaN.
    """
    auc, precision = class_rankings(targets, shares).measure()
    return auc[0], precision[0]


def macro_ranking(targets: Array, shares: Array) -> tuple[float, float]:
    """The means of :func:`one_vs_rest` over the classes that have a value; NaN where none has."""
    auc, precision = mean_ranking(class_rankings(targets, shares))
    return float(auc[0]), float(precision[0])


def class_rankings(targets: Array, shares: Array) -> Rankings:
    """The samples ranked for each class by `shares` (n, classes)."""
    return Rankings.of(np.asarray(targets)[:, None] == np.arange(shares.shape[1]), shares)


def softmax(scores: Array) -> Floats:
    """The shares (n, classes) float64 that scores stand for, each row summing to 1; a row with NaN or infinity is NaN."""
    values = np.asarray(scores, np.float64)
    values = np.where(np.isfinite(values).all(1, keepdims=True), values, np.nan)
    values = np.exp(values - values.max(1, keepdims=True))
    return np.asarray(values / values.sum(1, keepdims=True))
