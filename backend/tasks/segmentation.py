"""Segmentation: a class for each pixel; the largest of its scores is the prediction."""

from __future__ import annotations

import math

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from backend.metrics.baselines import Targets, evenly_spaced, majority_class
from backend.metrics.bootstrap import intervals
from backend.metrics.confusion import Counts, Floats
from backend.metrics.mask_metrics import IGNORED, mean_dice, mean_iou, pixel_accuracy, summed
from backend.protocol.events import Array, Metrics
from backend.tasks.gathering import Rows, finite, of_classes
from backend.tasks.objective import Kept, Measurement, Objective, Report, Reporter


class Segmentation(Objective):
    """Outputs (n, classes, h, w) float are scores; targets (n, H, W) uint8 are class numbers, 255 where none counts.

    Maps that are smaller than the image stand for its middle, as unpadded convolutions leave it: masks are cropped to them.
    """

    main_metric = "mean_iou"
    higher_is_better = True

    def loss(self, outputs: Tensor, targets: Tensor) -> Tensor:
        """The mean cross entropy over the pixels that count; 0 where none does."""
        classes = crop_masks(targets, outputs).long()
        total = functional.cross_entropy(outputs, classes, ignore_index=IGNORED, reduction="sum")
        return total / (classes != IGNORED).sum().clamp(min=1)

    def measure(self) -> Measurement:
        """Loss, mean intersection over union of the classes that occur, and the share of right pixels."""
        return _PixelCounts(self)

    def keep(self, outputs: Tensor) -> Kept:
        """The class of each pixel (n, h, w) uint8."""
        return Kept(predictions=outputs.argmax(1).byte())

    def reporter(self, train_targets: Targets) -> Reporter:
        """Mean Dice, and the intersection over union of each class; the baseline is the most frequent class everywhere."""
        classes = len(self.target.names)
        return _MaskReport(classes, majority_class(evenly_spaced(train_targets), classes, ignored=IGNORED))


class _PixelCounts(Measurement):
    """Counts how many pixels of each class were taken for each class: (classes, classes) int64, rows are the truth."""

    def __init__(self, objective: Segmentation) -> None:
        self._objective = objective
        self._counts: Tensor | None = None
        self._loss: Tensor | None = None
        self._pixels: Tensor | None = None

    def add(self, outputs: Tensor, targets: Tensor) -> None:
        classes = outputs.shape[1]
        truth = crop_masks(targets, outputs).long()
        counted = truth != IGNORED
        pairs = truth[counted] * classes + outputs.argmax(1)[counted]
        counts = torch.bincount(pairs, minlength=classes * classes).reshape(classes, classes)
        pixels = counted.sum()
        loss = self._objective.loss(outputs, targets).double() * pixels
        self._counts = counts if self._counts is None else self._counts + counts
        self._loss = loss if self._loss is None else self._loss + loss
        self._pixels = pixels if self._pixels is None else self._pixels + pixels

    def result(self) -> Metrics:
        assert self._counts is not None
        assert self._loss is not None
        assert self._pixels is not None
        counts, pixels = self._counts.double().cpu(), int(self._pixels.item())
        if not pixels:
            return {"loss": math.nan, "mean_iou": math.nan, "pixel_accuracy": math.nan}
        hit = counts.diagonal()
        union = counts.sum(0) + counts.sum(1) - hit
        return {
            "loss": float(self._loss.item()) / pixels,
            "mean_iou": float((hit[union > 0] / union[union > 0]).mean()),
            "pixel_accuracy": float(hit.sum()) / pixels,
        }


class _MaskReport(Reporter):
    """Keeps for each sample how many pixels of each class were right, there, and predicted: (n, 3, classes)."""

    def __init__(self, classes: int, majority: int) -> None:
        self._classes, self._majority = classes, majority
        self._counts = Rows((3, classes))

    def add(self, inputs: Tensor, outputs: Tensor, targets: Tensor) -> None:
        del inputs
        truth, given = crop_masks(targets, outputs).long(), outputs.argmax(1)
        counted = truth != IGNORED
        parts = [(truth, counted & (truth == given)), (truth, counted), (given, counted)]
        self._counts.add(torch.stack([_counts_per_sample(*part, self._classes) for part in parts], dim=1))

    def report(self) -> Report:
        hits, actual, predicted = self._counts.joined().astype(np.float64).transpose(1, 0, 2)
        counts = summed(Counts(hits, actual, predicted))
        constant = np.zeros(self._classes)
        constant[self._majority] = counts.actual.sum()
        baseline = Counts(np.where(constant > 0, counts.actual, 0.0), counts.actual, constant)

        def measure(weights: Floats) -> dict[str, Array]:
            return _mask_metrics(Counts(weights @ hits, weights @ actual, weights @ predicted))

        return Report(
            metrics={**finite({"dice": mean_dice(counts)}), **of_classes("iou", counts.iou())},
            baseline=finite(_mask_metrics(baseline)),
            intervals=intervals(measure, len(hits), cost=1 + self._classes // 4),
        )


def _mask_metrics(counts: Counts) -> dict[str, Floats]:
    return {"mean_iou": mean_iou(counts), "dice": mean_dice(counts), "pixel_accuracy": pixel_accuracy(counts)}


def _counts_per_sample(classes: Tensor, chosen: Tensor, count: int) -> Tensor:
    """How many of the `chosen` pixels (n, h, w) of each sample have each class: (n, count) int64."""
    rows = torch.arange(len(classes), device=classes.device)[:, None, None].expand_as(classes)
    places = (rows * count + classes)[chosen]
    return torch.bincount(places, minlength=len(classes) * count).reshape(len(classes), count)


def crop_masks(masks: Tensor, outputs: Tensor) -> Tensor:
    """The middle of `masks` (n, H, W) that maps (n, k, h, w) stand for."""
    high, wide = outputs.shape[-2:]
    top, left = (masks.shape[-2] - high) // 2, (masks.shape[-1] - wide) // 2
    return masks[..., top : top + high, left : left + wide]
