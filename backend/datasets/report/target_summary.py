"""What the targets of a task are like, where they are no classes of images: labels, classes of pixels, numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from backend.datasets.base import SPLITS, Images, LazyImages
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.tasks.base import Target

STRIDE = 500
"""Masks that are counted at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetSummary:
    """A row of `values` for each name: by the codes of `columns`, whose headings are marked literals.

    `shares` says that the values are shares, 0 to 1. `baseline` says what is reached without looking at the images.
    """

    kind: str
    columns: Mapping[str, str]
    rows: Mapping[str, Mapping[str, float]]
    baseline: Message | None = None
    baseline_values: Mapping[str, float]
    shares: bool = False

    def record(self) -> dict[str, Any]:
        """As JSON values."""
        rows = [{"name": name, **values} for name, values in self.rows.items()]
        return {"kind": self.kind, "rows": rows, "baseline": dict(self.baseline_values)}


def summarize_targets(target: Target, parts: Mapping[str, Images]) -> TargetSummary | None:
    """The summary for the targets of all splits; None for classes of images, and for pictures, which have no names."""
    summarize = _SUMMARIES.get(target.kind)
    arrays = {split: part.targets for split, part in parts.items()}
    if summarize is None or any(isinstance(each, LazyImages) for each in arrays.values()):
        return None
    return summarize(target, {split: np.asarray(each) for split, each in arrays.items()})


def _summarize_labels(target: Target, arrays: Mapping[str, npt.NDArray[Any]]) -> TargetSummary:
    """How many images have each label; targets are uint8 (n, labels)."""
    counts = {split: array.sum(axis=0, dtype=np.int64) for split, array in arrays.items()}
    usual = counts["train"] * 2 > len(arrays["train"])
    split = _measured(arrays)
    right = float((arrays[split] == usual).mean())
    always = QT_TRANSLATE_NOOP("Data", "always the commoner answer is right for {share:.1%} of the labels")
    return TargetSummary(
        kind=target.kind,
        columns=_SPLIT_COLUMNS,
        rows={name: {each: int(counts[each][at]) for each in SPLITS} for at, name in enumerate(target.names)},
        baseline=Message.of(always, share=right),
        baseline_values={"accuracy": right},
    )


def _summarize_pixels(target: Target, arrays: Mapping[str, npt.NDArray[Any]]) -> TargetSummary:
    """Which share of the pixels that count are of each class; targets are uint8 (n, H, W)."""
    classes = len(target.names)
    counts = {split: _pixel_counts(array)[:classes] for split, array in arrays.items()}
    shares = {split: each / max(1, each.sum()) for split, each in counts.items()}
    usual, split = int(counts["train"].argmax()), _measured(arrays)
    right = float(shares[split][usual])
    always = QT_TRANSLATE_NOOP("Data", "always guessing {name} is right for {share:.1%} of the pixels")
    return TargetSummary(
        kind=target.kind,
        columns=_SPLIT_COLUMNS,
        rows={name: {each: float(shares[each][at]) for each in SPLITS} for at, name in enumerate(target.names)},
        baseline=Message.of(always, name=target.names[usual], share=right),
        baseline_values={"pixel_accuracy": right},
        shares=True,
    )


def _pixel_counts(masks: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
    counts = np.zeros(256, np.int64)
    for start in range(0, len(masks), STRIDE):
        counts += np.bincount(masks[start : start + STRIDE].ravel(), minlength=256)
    return counts


def _summarize_numbers(target: Target, arrays: Mapping[str, npt.NDArray[Any]]) -> TargetSummary:
    """Mean, deviation and range of each number in the training part; targets are float32 (n, numbers)."""
    train = arrays["train"].astype(np.float64)
    measured = {"mean": train.mean(0), "deviation": train.std(0), "low": train.min(0), "high": train.max(0)}
    errors = np.sqrt(((arrays[_measured(arrays)] - train.mean(0)) ** 2).mean(0))
    always = QT_TRANSLATE_NOOP("Data", "always guessing the mean is off by {errors} (root mean square)")
    return TargetSummary(
        kind=target.kind,
        columns=_NUMBER_COLUMNS,
        rows={name: {each: float(measured[each][at]) for each in measured} for at, name in enumerate(target.names)},
        baseline=Message.of(always, errors=", ".join(f"{error:.4g}" for error in errors)),
        baseline_values={name: float(error) for name, error in zip(target.names, errors, strict=True)},
    )


def _measured(arrays: Mapping[str, npt.NDArray[Any]]) -> str:
    """The split that a baseline is measured on: the last one that has samples."""
    return next(split for split in reversed(SPLITS) if len(arrays[split]))


_SPLIT_COLUMNS: Mapping[str, str] = {
    "train": QT_TRANSLATE_NOOP("CommandLine", "train"),
    "val": QT_TRANSLATE_NOOP("CommandLine", "val"),
    "test": QT_TRANSLATE_NOOP("CommandLine", "test"),
}
_NUMBER_COLUMNS: Mapping[str, str] = {
    "mean": QT_TRANSLATE_NOOP("CommandLine", "mean"),
    "deviation": QT_TRANSLATE_NOOP("CommandLine", "deviation"),
    "low": QT_TRANSLATE_NOOP("CommandLine", "lowest"),
    "high": QT_TRANSLATE_NOOP("CommandLine", "highest"),
}
_SUMMARIES: Mapping[str, Callable[[Target, Mapping[str, npt.NDArray[Any]]], TargetSummary]] = {
    "multilabel": _summarize_labels,
    "segmentation": _summarize_pixels,
    "regression": _summarize_numbers,
}
