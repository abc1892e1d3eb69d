"""Metrics of several labels, each of which holds for a sample or does not."""

from __future__ import annotations

import numpy as np

from backend.metrics.confusion import Array, Counts, Floats, mean_of_present
from backend.metrics.ranking import Rankings


def label_counts(targets: Array, predictions: Array) -> Counts:
    """Hits, truths and predictions of each label (labels,), for 0 and 1 or bool (n, labels).

    A label that never holds and is never predicted has no precision, recall or F1: NaN, left out of averages.
    """
    actual, predicted = np.asarray(targets, bool), np.asarray(predictions, bool)
    return Counts((actual & predicted).sum(0), actual.sum(0), predicted.sum(0))


def label_accuracy(targets: Array, predictions: Array) -> float:
    """The share of right labels of all samples (n, labels), 1 minus the Hamming loss; NaN without any."""
    return 1.0 - hamming_loss(targets, predictions)


def hamming_loss(targets: Array, predictions: Array) -> float:
    """The share of wrong labels of all samples (n, labels); NaN without any."""
    wrong = np.asarray(targets, bool) != np.asarray(predictions, bool)
    return float(wrong.mean()) if wrong.size else float("nan")


def exact_match(targets: Array, predictions: Array) -> float:
    """The share of samples (n, labels) all of whose labels are right; NaN without samples."""
    right = (np.asarray(targets, bool) == np.asarray(predictions, bool)).all(1)
    return float(right.mean()) if len(right) else float("nan")


def label_rankings(targets: Array, scores: Array) -> tuple[Floats, Floats]:
    """ROC AUC and average precision (labels,) of each label, for scores (n, labels); NaN as in :mod:`.ranking`."""
    auc, precision = Rankings.of(np.asarray(targets), scores).measure()
    return auc[0], precision[0]


def mean_average_precision(targets: Array, scores: Array) -> float:
    """The mean of the average precisions of the labels that hold for some sample; NaN where none does."""
    return float(mean_of_present(label_rankings(targets, scores)[1]))
