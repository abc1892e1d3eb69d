"""Metrics of masks: a class for each pixel, 255 where a pixel does not count."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from backend.metrics.class_metrics import confusion_matrix
from backend.metrics.confusion import Array, Counts, Floats, divide, mean_of_present

IGNORED = 255
"""The class number of pixels that do not count."""


def pixel_confusion(targets: Array, predictions: Array, classes: int) -> NDArray[np.int64]:
    """How many pixels of each class were taken for each: (classes, classes) int64, rows are the truth.

    `targets` and `predictions` are (n, H, W) class numbers; pixels whose target is 255 are left out. Raises ValueError for
    other class numbers.
    """
    counted = np.asarray(targets) != IGNORED
    return confusion_matrix(np.asarray(targets)[counted], np.asarray(predictions)[counted], classes)


def mask_counts(targets: Array, predictions: Array, classes: int) -> Counts:
    """Hits, truths and predictions in pixels of each class, of each sample: (n, classes); what resampling is done with."""
    n = len(targets)
    confusion = np.zeros((n, 3, classes), np.int64)
    for row, (truth, given) in enumerate(zip(np.asarray(targets), np.asarray(predictions), strict=True)):
        counts = Counts.of_confusion(pixel_confusion(truth, given, classes))
        confusion[row] = counts.hits, counts.actual, counts.predicted
    return Counts(confusion[:, 0], confusion[:, 1], confusion[:, 2])


def summed(counts: Counts) -> Counts:
    """The counts (classes,) of all samples together, of those (n, classes) of each."""
    return Counts(counts.hits.sum(0), counts.actual.sum(0), counts.predicted.sum(0))


def mean_iou(counts: Counts) -> Floats:
    """The mean intersection over union (...) of the classes that are there or were predicted; NaN where none is."""
    return mean_of_present(counts.iou())


def mean_dice(counts: Counts) -> Floats:
    """The mean Dice coefficient (...) of the classes that are there or were predicted; NaN where none is."""
    return mean_of_present(counts.f1())


def pixel_accuracy(counts: Counts) -> Floats:
    """The share of right pixels (...) among those that count; NaN where none does."""
    return divide(counts.hits.sum(-1), counts.actual.sum(-1))
