"""Right and wrong predictions of the test set, sorted by confidence."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from backend.protocol.events import Array, Predicted


@dataclass(frozen=True, slots=True, eq=False)
class SortedPredictions:
    """Numbers of test samples, (n,) int64 each, whose prediction is right or wrong; the most confident first."""

    right: Array
    wrong: Array

    @property
    def accuracy(self) -> float:
        """0 to 1; NaN for an empty test set."""
        total = len(self.right) + len(self.wrong)
        return len(self.right) / total if total else float("nan")


def sort_predictions(predicted: Predicted, *, label: int | None = None, prediction: int | None = None) -> SortedPredictions:
    """Sort all samples, or those with this `label`, or with this `prediction`."""
    chosen = np.ones(len(predicted.labels), dtype=bool)
    if label is not None:
        chosen &= predicted.labels == label
    if prediction is not None:
        chosen &= predicted.predictions == prediction
    order = np.argsort(-predicted.confidences, kind="stable")
    order = order[chosen[order]]
    hit = (predicted.labels == predicted.predictions)[order]
    return SortedPredictions(order[hit], order[~hit])
