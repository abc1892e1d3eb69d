"""Segmentation: a class for each pixel; the largest of its scores is the prediction."""

from __future__ import annotations

import math

import torch
from torch import Tensor
from torch.nn import functional

from backend.protocol.events import Metrics
from backend.tasks.objective import Kept, Measurement, Objective

IGNORED = 255
"""The class number of pixels that do not count."""


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


def crop_masks(masks: Tensor, outputs: Tensor) -> Tensor:
    """The middle of `masks` (n, H, W) that maps (n, k, h, w) stand for."""
    high, wide = outputs.shape[-2:]
    top, left = (masks.shape[-2] - high) // 2, (masks.shape[-1] - wide) // 2
    return masks[..., top : top + high, left : left + wide]
