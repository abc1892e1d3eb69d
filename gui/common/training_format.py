"""Figures of a training as people read them: times, speeds, losses, accuracies, learning rates."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication


def duration(seconds: float | None) -> str:
    """A time in at most two units: "8 s", "3 min 20 s", "1 h 5 min"; empty when it is not known."""
    if seconds is None or not math.isfinite(seconds):
        return ""
    whole = max(0, math.ceil(seconds))
    if whole < 60:
        return QCoreApplication.translate("Training", "{0} s").format(whole)
    if whole < 3600:
        return QCoreApplication.translate("Training", "{0} min {1} s").format(whole // 60, whole % 60)
    return QCoreApplication.translate("Training", "{0} h {1} min").format(whole // 3600, whole % 3600 // 60)


def speed(samples: float) -> str:
    """Images per second, rounded to three digits so that it can be read while it changes; empty for none."""
    if samples <= 0:
        return ""
    digits = max(0, math.floor(math.log10(samples)) - 2)
    return QCoreApplication.translate("Training", "{0} images/s").format(f"{round(samples, -digits):,.0f}")


def percent(part: float | None) -> str:
    """A share from 0 to 1 as "97.83%"; a dash when it was not measured."""
    if part is None or not math.isfinite(part):
        return "–"
    return f"{100 * part:.2f}%"


def loss(value: float | None) -> str:
    """A loss with its significant digits; a dash when it was not measured."""
    if value is None or not math.isfinite(value):
        return "–"
    return f"{value:.4f}" if 0.001 <= abs(value) < 1000 else f"{value:.3g}"


def rate(value: float) -> str:
    """A learning rate: "0.001", "3e-05"."""
    return f"{value:g}"
