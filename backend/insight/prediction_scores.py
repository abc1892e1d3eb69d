"""How good each prediction is, and each class, label or number: what the views of predictions sort by and write down."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from backend.metrics.class_metrics import class_counts, confusion_matrix
from backend.metrics.label_metrics import label_counts, label_rankings
from backend.metrics.mask_metrics import mask_counts, mean_iou, pixel_accuracy, summed
from backend.metrics.number_metrics import error_sums
from backend.metrics.picture_metrics import psnr
from backend.protocol.events import Array, Predicted

CHUNK = 64
"""Pictures that are compared at once, so that their errors take little memory."""


MOST_CLASSES = 1000
"""Of more classes than this there is no confusion matrix."""

HIGHEST_CLASS = 100_000


@dataclass(frozen=True, slots=True, eq=False)
class ClassScores:
    """`counts` (k, k) int64: how many samples of each class (rows) were taken for each class, (0, 0) for too many classes.

    The rest is (k,): how many samples there are of each class, and scores that are NaN where there is nothing to divide by.
    """

    counts: Array
    truths: Array
    precision: Array
    recall: Array
    f1: Array


@dataclass(frozen=True, slots=True, eq=False)
class LabelScores:
    """`probabilities` (n, k) float32, `wrong` (n,) int64 is how many labels of each sample are; the rest is (k,), NaN where
    there is nothing to divide by. `truths` is how many samples have each label.
    """

    probabilities: Array
    wrong: Array
    precision: Array
    recall: Array
    f1: Array
    average_precision: Array
    truths: Array


@dataclass(frozen=True, slots=True, eq=False)
class MaskScores:
    """`iou` (k,) of each class over all pixels, `samples` (n,) the mean over the classes that a sample has; NaN for none.

    `pixels` (k,) int64 is how many there truly are of each class, `mean` the mean of `iou`, `accuracy` the share of right
    pixels.
    """

    iou: Array
    samples: Array
    pixels: Array
    mean: float
    accuracy: float


@dataclass(frozen=True, slots=True, eq=False)
class NumberScores:
    """Of each number (k,): mean absolute error, root mean squared error and R2 (NaN where the truth does not vary)."""

    mae: Array
    rmse: Array
    r2: Array


@dataclass(frozen=True, slots=True, eq=False)
class PictureScores:
    """Decibels (n,) of each output and, where it has the size of the target, of each input; else that is (0,).

    `factor` is by how much differences are multiplied to be seen.
    """

    outputs: Array
    inputs: Array
    factor: int


def is_whole(predicted: Predicted) -> bool:
    """Whether the arrays have the shapes and values that their kind of task has: a file may hold anything."""
    count, images, targets, given = len(predicted.images), predicted.images, predicted.targets, predicted.predictions
    if images.ndim != 4 or images.dtype != np.uint8 or not 1 <= images.shape[1] <= 4:
        return False
    if not targets.ndim or not given.ndim or len(targets) != count or len(given) != count:
        return False
    numeric = all(each.dtype.kind in "iufb" for each in (targets, given, predicted.confidences, predicted.scores))
    if not numeric or not count:
        return numeric
    match predicted.kind:
        case "classification":
            labels = (targets, given)
            known = all(each.ndim == 1 and each.dtype.kind in "iu" and each.min() >= 0 for each in labels)
            return known and max(each.max() for each in labels) < HIGHEST_CLASS and predicted.confidences.shape == (count,)
        case "multilabel":
            whole = all(each.dtype.kind in "iub" for each in (targets, given))
            same = given.shape == targets.shape == predicted.scores.shape
            return whole and same and targets.ndim == 2 and targets.shape[1] > 0
        case "segmentation":
            bytes_only = targets.dtype == given.dtype == np.uint8
            inside = targets.ndim == given.ndim == 3 and all(map(int.__ge__, targets.shape, given.shape))
            return bytes_only and inside and targets.shape[1:] == images.shape[2:]
        case "regression":
            return targets.ndim == 2 and given.shape == targets.shape and targets.shape[1] > 0
        case _:
            return targets.ndim == 4 and given.shape == targets.shape and targets.dtype == given.dtype == np.uint8


def class_scores(predicted: Predicted, classes: int) -> ClassScores:
    """Of a classification; `classes` is how many there are."""
    truth, given = predicted.targets, predicted.predictions
    each = class_counts(truth, given, classes)
    counts = confusion_matrix(truth, given, classes) if classes <= MOST_CLASSES else np.zeros((0, 0), np.int64)
    return ClassScores(counts, each.actual, each.precision(), each.recall(), each.f1())


def label_scores(predicted: Predicted) -> LabelScores:
    """Of several labels, whose scores are logits: above 0 a label holds."""
    truth, given = predicted.targets > 0, predicted.predictions > 0
    with np.errstate(over="ignore"):
        probabilities = (1 / (1 + np.exp(-predicted.scores.astype(np.float64)))).astype(np.float32)
    each = label_counts(truth, given)
    return LabelScores(
        probabilities=probabilities,
        wrong=(truth != given).sum(1).astype(np.int64),
        precision=each.precision(),
        recall=each.recall(),
        f1=each.f1(),
        average_precision=label_rankings(truth, predicted.scores)[1],
        truths=each.actual,
    )


def mask_scores(predicted: Predicted, classes: int) -> MaskScores:
    """Of a segmentation; masks are cropped to predictions that stand for their middle."""
    each = mask_counts(crop_middle(predicted.targets, predicted.predictions.shape[1:]), predicted.predictions, classes)
    whole = summed(each)
    return MaskScores(
        iou=whole.iou(),
        samples=mean_iou(each),
        pixels=whole.actual,
        mean=float(mean_iou(whole)),
        accuracy=float(pixel_accuracy(whole)),
    )


def number_scores(predicted: Predicted) -> NumberScores:
    """Of a regression: targets and predictions (n, k)."""
    sums = error_sums(predicted.targets, predicted.predictions)
    return NumberScores(sums.mae(), sums.rmse(), sums.r2())


def picture_scores(predicted: Predicted) -> PictureScores:
    """Of pictures (n, C, H, W) uint8. The factor makes the brightest hundredth of the differences about white."""
    outputs, targets, images = predicted.predictions, predicted.targets, predicted.images
    pieces = (slice(start, start + CHUNK) for start in _starts(outputs))
    largest = [_high_differences(outputs[piece], targets[piece]) for piece in pieces]
    typical = float(np.median(np.concatenate(largest))) if largest else 0.0
    factor = 1
    while factor < 16 and typical * factor * 2 <= 255:
        factor *= 2
    inputs = psnr(images, targets) if images.shape == targets.shape else np.zeros(0)
    return PictureScores(psnr(outputs, targets), inputs, factor)


def crop_middle(masks: Array, size: tuple[int, ...]) -> Array:
    """The middle of `masks` (n, H, W) with this height and width."""
    top, left = (masks.shape[1] - size[0]) // 2, (masks.shape[2] - size[1]) // 2
    middle: Array = masks[:, top : top + size[0], left : left + size[1]]
    return middle


def _starts(pictures: Array) -> range:
    return range(0, len(pictures), CHUNK)


def _high_differences(pictures: Array, targets: Array) -> Array:
    """The 99th percentile of the differences of each picture, (n,) in levels of 0 to 255."""
    difference = np.abs(pictures.astype(np.int16) - targets)
    highest: Array = np.percentile(difference.reshape(len(difference), -1), 99, axis=1)
    return highest
