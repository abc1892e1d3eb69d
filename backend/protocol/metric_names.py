"""What the names of metrics mean: title, form and direction of each, for plots, tables and sentences. No torch.

A metric of one class is named ``metric/class number``, for example "f1/2".
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from backend.protocol.events import Metrics
from builder.common.messages import QT_TRANSLATE_NOOP, Message

SHARE, NUMBER, DECIBEL = "share", "number", "decibel"
"""Forms: from 0 to 1 and shown in percent; in units of its own; on a logarithmic scale, in dB."""


@dataclass(frozen=True, slots=True)
class MetricInfo:
    """The title of a metric, a marked literal, its form, and whether more is better."""

    title: str
    form: str = SHARE
    higher_is_better: bool = True


METRICS: Mapping[str, MetricInfo] = {
    "loss": MetricInfo(QT_TRANSLATE_NOOP("Metrics", "Loss"), NUMBER, False),
    "accuracy": MetricInfo(QT_TRANSLATE_NOOP("Metrics", "Accuracy")),
    "top5": MetricInfo(QT_TRANSLATE_NOOP("Metrics", "Top-5 accuracy")),
    "precision": MetricInfo(QT_TRANSLATE_NOOP("Metrics", "Precision")),
    "recall": MetricInfo(QT_TRANSLATE_NOOP("Metrics", "Recall")),
    "f1": MetricInfo(QT_TRANSLATE_NOOP("Metrics", "F1")),
    "roc_auc": MetricInfo(QT_TRANSLATE_NOOP("Metrics", "ROC AUC")),
    "average_precision": MetricInfo(QT_TRANSLATE_NOOP("Metrics", "Average precision")),
    "hamming_loss": MetricInfo(QT_TRANSLATE_NOOP("Metrics", "Hamming loss"), SHARE, False),
    "exact_match": MetricInfo(QT_TRANSLATE_NOOP("Metrics", "All labels right")),
    "mean_iou": MetricInfo(QT_TRANSLATE_NOOP("Metrics", "Mean IoU")),
    "iou": MetricInfo(QT_TRANSLATE_NOOP("Metrics", "IoU")),
    "dice": MetricInfo(QT_TRANSLATE_NOOP("Metrics", "Dice")),
    "pixel_accuracy": MetricInfo(QT_TRANSLATE_NOOP("Metrics", "Pixel accuracy")),
    "mae": MetricInfo(QT_TRANSLATE_NOOP("Metrics", "Mean absolute error"), NUMBER, False),
    "rmse": MetricInfo(QT_TRANSLATE_NOOP("Metrics", "Root mean squared error"), NUMBER, False),
    "r2": MetricInfo(QT_TRANSLATE_NOOP("Metrics", "R²"), NUMBER),
    "psnr": MetricInfo(QT_TRANSLATE_NOOP("Metrics", "PSNR"), DECIBEL),
    "ssim": MetricInfo(QT_TRANSLATE_NOOP("Metrics", "SSIM"), NUMBER),
}
"""Every metric that is measured, in the order in which they are offered."""

SHOWN: Mapping[str, str] = {
    "classification": "accuracy",
    "multilabel": "accuracy",
    "segmentation": "mean_iou",
    "regression": "r2",
    "reconstruction": "psnr",
    "super-resolution": "psnr",
}
"""The metric that is shown at first, by the kind of task."""


MEASURED: Mapping[str, tuple[str, ...]] = {
    "classification": ("loss", "accuracy"),
    "multilabel": ("loss", "accuracy", "exact_match", "f1"),
    "segmentation": ("loss", "mean_iou", "pixel_accuracy"),
    "regression": ("loss", "mae", "r2"),
    "reconstruction": ("loss", "psnr"),
    "super-resolution": ("loss", "psnr"),
}
"""The metrics of every epoch, by the kind of task."""


def metric_info(name: str) -> MetricInfo:
    """What a name means, also that of one class; one from a later version is a number with its name as its title."""
    return METRICS.get(name.partition("/")[0]) or MetricInfo(name, NUMBER)


def of_class(name: str, number: int) -> str:
    """The name of a metric of one class, label or number."""
    return f"{name}/{number}"


def is_overall(name: str) -> bool:
    """Whether a metric is of all classes together."""
    return "/" not in name


def shown_metric(kind: str | None, measured: tuple[str, ...]) -> str | None:
    """Which of the `measured` metrics stands for a run of this kind of task; None where there is nothing but the loss."""
    wanted = SHOWN.get(kind or "")
    if wanted in measured:
        return wanted
    return next((name for name in measured if name != "loss"), None)


def kind_of(metrics: Metrics) -> str | None:
    """The kind of task that measures such metrics, for events that do not say; None where that is not clear."""
    names = {"exact_match": "multilabel", "mean_iou": "segmentation", "mae": "regression", "psnr": "reconstruction"}
    return next((kind for name, kind in names.items() if name in metrics), "classification" if "accuracy" in metrics else None)


def main_value(metrics: Metrics | None, kind: str | None = None) -> tuple[str, float] | None:
    """The metric that stands for a run, and its value; the loss where there is nothing else, None without a number."""
    if not metrics:
        return None
    measured = tuple(name for name, value in metrics.items() if math.isfinite(value))
    name = shown_metric(kind or kind_of(metrics), measured) or "loss"
    return (name, metrics[name]) if name in measured else None


def value_message(name: str, value: float | None) -> Message:
    """A value as people read it: "97.83%", "28.41 dB", "0.0312", "12,346"; a dash for none."""
    form = metric_info(name).form
    if value is None or not math.isfinite(value):
        return Message.verbatim("–")
    if form == SHARE:
        return Message.of(QT_TRANSLATE_NOOP("Metrics", "{value:.2%}"), value=value)
    if form == DECIBEL:
        return Message.of(QT_TRANSLATE_NOOP("Metrics", "{value:.2f} dB"), value=value)
    if 1000 <= abs(value) < 1e9:
        return Message.verbatim(f"{value:,.0f}")
    return Message.verbatim(f"{value:.4f}" if 0.001 <= abs(value) < 1000 or value == 0 else f"{value:.3g}")
