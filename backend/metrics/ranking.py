"""How well scores put the positive samples before the negative ones: ROC AUC and average precision."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from backend.metrics.confusion import Array, Floats, divide, mean_of_present


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """Samples in the order of their scores, the highest first; samples with equal scores are one group, as in scikit-learn.

    Made once, and then measured with any weights: that is what resampling needs.
    """

    order: Array
    positive: Array
    ends: Array
    broken: bool

    @classmethod
    def of(cls, positive: Array, scores: Array) -> Ranking:
        """The ranking of samples (n,) that are `positive` or not, bool or 0 and 1, by their `scores` (n,) float.

        A score that is NaN has no place: every measurement is NaN then.
        """
        scores = np.asarray(scores, np.float64)
        order = np.argsort(-scores, kind="stable")
        placed = scores[order]
        ends = np.flatnonzero(np.append(placed[1:] != placed[:-1], True)) if len(placed) else np.zeros(0, np.int64)
        return cls(order, np.asarray(positive)[order].astype(np.float64), ends, bool(np.isnan(scores).any()))

    def measure(self, weights: Array | None = None) -> tuple[Floats, Floats]:
        """ROC AUC and average precision, (rows,) each, for `weights` (rows, n): how often each sample counts; 1 by default.

        The AUC is the area under the trapezoids of the ROC curve (the Mann-Whitney statistic, ties counting half), NaN
        without positive or without negative samples. Average precision is the sum of precisions times the steps of recall,
        without interpolation, NaN without positive samples.
        """
        weights = np.ones((1, len(self.order))) if weights is None else weights
        if self.broken or not len(self.order):
            return np.full(len(weights), np.nan), np.full(len(weights), np.nan)
        placed = weights[:, self.order]
        found = np.cumsum(placed * self.positive, axis=1)[:, self.ends]
        taken = np.cumsum(placed, axis=1)[:, self.ends]
        positives, negatives = found[:, -1], taken[:, -1] - found[:, -1]
        found_step = np.diff(found, axis=1, prepend=0.0)
        wrong_step = np.diff(taken, axis=1, prepend=0.0) - found_step
        area = (wrong_step * (found - found_step / 2)).sum(1)
        precision = np.divide(found, taken, out=np.zeros_like(found), where=taken > 0)
        return divide(area, positives * negatives), divide((found_step * precision).sum(1), positives)


@dataclass(frozen=True, slots=True, eq=False)
class Rankings:
    """The rankings of several classes or labels."""

    each: tuple[Ranking, ...]

    @classmethod
    def of(cls, positive: Array, scores: Array) -> Rankings:
        """For `positive` (n, k), bool or 0 and 1, and `scores` (n, k) float."""
        return cls(tuple(Ranking.of(positive[:, column], scores[:, column]) for column in range(scores.shape[1])))

    def measure(self, weights: Array | None = None) -> tuple[Floats, Floats]:
        """ROC AUC and average precision of each, (rows, k), for `weights` (rows, n)."""
        measured = [each.measure(weights) for each in self.each]
        return np.stack([auc for auc, _ in measured], axis=1), np.stack([precision for _, precision in measured], axis=1)


def roc_auc(positive: Array, scores: Array) -> float:
    """The area under the ROC curve of samples (n,) that are positive (bool or 0 and 1) with `scores` (n,).

    NaN where either kind of sample is missing or a score is NaN; 0.5 for scores that are all the same.
    """
    return float(Ranking.of(positive, scores).measure()[0][0])


def average_precision(positive: Array, scores: Array) -> float:
    """The area under the steps of precision over recall, for samples (n,) as in :func:`roc_auc`.

    NaN without a positive sample or with a score that is NaN; the share of positive samples for scores that are all the same.
    """
    return float(Ranking.of(positive, scores).measure()[1][0])


def mean_ranking(rankings: Rankings, weights: Array | None = None) -> tuple[Floats, Floats]:
    """The means over the classes of ROC AUC and average precision, (rows,); classes without a value are left out."""
    auc, precision = rankings.measure(weights)
    return mean_of_present(auc), mean_of_present(precision)
