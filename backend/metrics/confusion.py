"""Counts per class, and what follows from them: precision, recall, F1 (Dice) and intersection over union."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Floats = NDArray[np.float64]

Average = Literal["macro", "micro", "weighted"]


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """How often each class was predicted and right (`hits`), was there (`actual`), and was predicted: (..., classes) each.

    Leading axes are free, for example one row per resample. A class that neither was there nor was predicted has no score:
    NaN, left out of averages. One that was only there, or only predicted, scores 0.
    """

    hits: Array
    actual: Array
    predicted: Array

    @classmethod
    def of_confusion(cls, confusion: Array) -> Counts:
        """The counts of confusion matrices (..., classes, classes) whose rows are the truth."""
        return cls(np.diagonal(confusion, axis1=-2, axis2=-1), confusion.sum(-1), confusion.sum(-2))

    def precision(self) -> Floats:
        """Of what was predicted, the share that is right (..., classes)."""
        return self._ratio(self.hits, self.predicted)

    def recall(self) -> Floats:
        """Of what was there, the share that was found (..., classes)."""
        return self._ratio(self.hits, self.actual)

    def f1(self) -> Floats:
        """The harmonic mean of precision and recall, which is Dice for pixels (..., classes)."""
        return self._ratio(2 * self.hits, self.actual + self.predicted)

    def iou(self) -> Floats:
        """Intersection over union, the Jaccard index (..., classes)."""
        return self._ratio(self.hits, self.actual + self.predicted - self.hits)

    def averaged(self, average: Average = "macro") -> Mapping[str, Floats]:
        """Precision, recall and F1 over all classes, (...) each; NaN where no class occurs.

        "macro" is the mean over the classes that occur, "weighted" the mean weighted with how often each was there, "micro"
        sums the counts of all classes first.
        """
        if average == "micro":
            whole = Counts(*(each.sum(-1, keepdims=True) for each in (self.hits, self.actual, self.predicted)))
            return {"precision": whole.precision()[..., 0], "recall": whole.recall()[..., 0], "f1": whole.f1()[..., 0]}
        scores = {"precision": self.precision(), "recall": self.recall(), "f1": self.f1()}
        if average == "macro":
            return {name: mean_of_present(values) for name, values in scores.items()}
        weights = self.actual.astype(np.float64)
        return {name: divide((np.nan_to_num(values) * weights).sum(-1), weights.sum(-1)) for name, values in scores.items()}

    def _ratio(self, part: Array, whole: Array) -> Floats:
        """0 where `whole` is 0 for a class that occurs, NaN for one that does not."""
        ratio = divide(part, whole)
        occurs = (self.actual + self.predicted) > 0
        return np.where(occurs & ~(whole > 0), 0.0, ratio)


def divide(part: Array, whole: Array) -> Floats:
    """`part` / `whole` as float64, NaN where `whole` is 0."""
    part, whole = np.broadcast_arrays(np.asarray(part, np.float64), np.asarray(whole, np.float64))
    return np.asarray(np.divide(part, whole, out=np.full(part.shape, np.nan), where=whole != 0))


def mean_of_present(values: Array) -> Floats:
    """The mean over the last axis without what is NaN; NaN where nothing is left."""
    values = np.asarray(values, np.float64)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Mean of empty slice", RuntimeWarning)
        return np.asarray(np.nanmean(values, axis=-1)) if values.shape[-1] else np.full(values.shape[:-1], np.nan)
