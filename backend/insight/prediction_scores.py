"""How good each prediction is, and each class, label or number: what the views of predictions sort by and write down."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from backend.protocol.events import Array, Predicted

IGNORED = 255
"""The class number of pixels that do not count."""

BEST_PSNR = 100.0
"""Decibels of a picture without any error."""

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
    """`probabilities` (n, k) float32, `wrong` (n,) int64 is how many labels of each sample are; the rest as ClassScores."""

    probabilities: Array
    wrong: Array
    precision: Array
    recall: Array
    f1: Array
    truths: Array


@dataclass(frozen=True, slots=True, eq=False)
class MaskScores:
    """`iou` (k,) of each class over all pixels, `samples` (n,) the mean over the classes that a sample has; NaN for none.

    `pixels` (k,) int64 is how many there truly are of each class.
    """

    iou: Array
    samples: Array
    pixels: Array
    accuracy: float

    @property
    def mean(self) -> float:
        """The mean IoU of the classes that occur."""
        return float(np.nanmean(self.iou)) if np.isfinite(self.iou).any() else float("nan")


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
            return targets.ndim == 2 and given.shape == targets.shape == predicted.scores.shape and targets.shape[1] > 0
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
    truth, given = predicted.targets.astype(np.int64), predicted.predictions.astype(np.int64)
    truths, taken = np.bincount(truth, minlength=classes), np.bincount(given, minlength=classes)
    hit = np.bincount(truth[truth == given], minlength=classes)
    counts = confusion(truth, given, classes) if classes <= MOST_CLASSES else np.zeros((0, 0), np.int64)
    return ClassScores(counts, truths, divide(hit, taken), divide(hit, truths), divide(2 * hit, truths + taken))


def label_scores(predicted: Predicted) -> LabelScores:
    """Of several labels, whose scores are logits: above 0 a label holds."""
    truth, given = predicted.targets > 0, predicted.predictions > 0
    with np.errstate(over="ignore"):
        probabilities = (1 / (1 + np.exp(-predicted.scores.astype(np.float64)))).astype(np.float32)
    hit, truths, taken = (truth & given).sum(0), truth.sum(0), given.sum(0)
    return LabelScores(
        probabilities=probabilities,
        wrong=(truth != given).sum(1).astype(np.int64),
        precision=divide(hit, taken),
        recall=divide(hit, truths),
        f1=divide(2 * hit, truths + taken),
        truths=truths,
    )


def mask_scores(predicted: Predicted, classes: int) -> MaskScores:
    """Of a segmentation; masks are cropped to predictions that stand for their middle."""
    truth, given = crop_middle(predicted.targets, predicted.predictions.shape[1:]), predicted.predictions
    whole, samples = np.zeros((classes, classes), np.int64), np.full(len(given), np.nan)
    for row in range(len(given)):
        counts = confusion(truth[row], given[row], classes)
        whole += counts
        iou = _iou(counts)
        if np.isfinite(iou).any():
            samples[row] = np.nanmean(iou)
    total = int(whole.sum())
    return MaskScores(_iou(whole), samples, whole.sum(1), float(whole.trace()) / total if total else float("nan"))


def number_scores(predicted: Predicted) -> NumberScores:
    """Of a regression: targets and predictions (n, k)."""
    truth, error = predicted.targets.astype(np.float64), predicted.predictions.astype(np.float64)
    error = error - truth
    squared = (error * error).mean(0)
    spread = truth.var(0)
    return NumberScores(np.abs(error).mean(0), np.sqrt(squared), np.where(spread > 0, 1 - divide(squared, spread), np.nan))


def picture_scores(predicted: Predicted) -> PictureScores:
    """Of pictures (n, C, H, W) uint8. The factor makes the brightest hundredth of the differences about white."""
    outputs, targets, images = predicted.predictions, predicted.targets, predicted.images
    pieces = (slice(start, start + CHUNK) for start in _starts(outputs))
    largest = [_high_differences(outputs[piece], targets[piece]) for piece in pieces]
    typical = float(np.median(np.concatenate(largest))) if largest else 0.0
    factor = 1
    while factor < 16 and typical * factor * 2 <= 255:
        factor *= 2
    inputs = _psnr(images, targets) if images.shape == targets.shape else np.zeros(0)
    return PictureScores(_psnr(outputs, targets), inputs, factor)


def confusion(truth: Array, given: Array, classes: int) -> Array:
    """How often each class (rows) was taken for each class: (classes, classes) int64; what is no class is left out."""
    truth, given = truth.ravel().astype(np.int64), given.ravel().astype(np.int64)
    counted = (truth >= 0) & (truth < classes) & (given >= 0) & (given < classes)
    pairs = truth[counted] * classes + given[counted]
    counts: Array = np.bincount(pairs, minlength=classes * classes).reshape(classes, classes)
    return counts


def crop_middle(masks: Array, size: tuple[int, ...]) -> Array:
    """The middle of `masks` (n, H, W) with this height and width."""
    top, left = (masks.shape[1] - size[0]) // 2, (masks.shape[2] - size[1]) // 2
    middle: Array = masks[:, top : top + size[0], left : left + size[1]]
    return middle


def divide(part: Array, whole: Array) -> Array:
    """`part` / `whole` as float64, NaN where the whole is 0."""
    part, whole = np.asarray(part, np.float64), np.asarray(whole, np.float64)
    shares: Array = np.divide(part, whole, out=np.full(np.broadcast(part, whole).shape, np.nan), where=whole != 0)
    return shares


def _iou(counts: Array) -> Array:
    hit = counts.diagonal()
    return divide(hit, counts.sum(0) + counts.sum(1) - hit)


def _starts(pictures: Array) -> range:
    return range(0, len(pictures), CHUNK)


def _psnr(pictures: Array, targets: Array) -> Array:
    """10 log10(255² / MSE) of each picture (n,), at most BEST_PSNR."""
    errors = np.zeros(len(pictures))
    for start in _starts(pictures):
        piece = slice(start, start + CHUNK)
        difference = pictures[piece].astype(np.float32) - targets[piece]
        errors[piece] = np.square(difference).reshape(len(difference), -1).mean(1)
    decibels: Array = np.minimum(BEST_PSNR, 10 * np.log10(255**2 / np.maximum(errors, 1e-12)))
    return decibels


def _high_differences(pictures: Array, targets: Array) -> Array:
    """The 99th percentile of the differences of each picture, (n,) in levels of 0 to 255."""
    difference = np.abs(pictures.astype(np.int16) - targets)
    highest: Array = np.percentile(difference.reshape(len(difference), -1), 99, axis=1)
    return highest
