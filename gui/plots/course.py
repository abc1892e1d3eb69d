"""What the curve plots draw: the measurements of a training as plain arrays."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]


def _no_numbers() -> Floats:
    return np.zeros(0, np.float64)


@dataclass(frozen=True, slots=True)
class CourseMark:
    """A moment to mark: after batch `step` the learning rate became `rate`, or, without one, the training was continued."""

    step: int
    rate: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """The measurements so far. Epochs and batches are numbered from 1; one metric is drawn beside the loss.

    `epochs`, `train_loss`, `val_loss`, `train_metric` and `val_metric` are (epochs,), NaN where nothing was measured;
    `steps` and `losses` are (batches,). `baseline` is what the metric is without learning, None where that is not known.
    `run` is compared by identity: another object means another training.
    """

    run: object = None
    epochs: Floats = field(default_factory=_no_numbers)
    train_loss: Floats = field(default_factory=_no_numbers)
    val_loss: Floats = field(default_factory=_no_numbers)
    train_metric: Floats = field(default_factory=_no_numbers)
    val_metric: Floats = field(default_factory=_no_numbers)
    baseline: float | None = None
    steps: NDArray[np.integer[Any]] = field(default_factory=lambda: np.zeros(0, np.int64))
    losses: Floats = field(default_factory=_no_numbers)
    steps_per_epoch: float = 1.0
    best_epoch: int | None = None
    marks: tuple[CourseMark, ...] = ()
    notes: str = ""

    @property
    def validated(self) -> bool:
        """Whether the validation curves have anything to draw, or no epoch has ended yet."""
        return not len(self.epochs) or bool(np.isfinite(self.val_loss).any() or np.isfinite(self.val_metric).any())

    def end(self) -> float:
        """Where the axis of epochs ends when everything is shown."""
        last_batch = float(self.steps[-1]) / self.steps_per_epoch if len(self.steps) else 0.0
        last_epoch = float(self.epochs[-1]) if len(self.epochs) else 0.0
        return axis_end(max(last_batch, last_epoch, 1 / self.steps_per_epoch))

    def nearest_epoch(self, at: float) -> int | None:
        """The index of the epoch that ends closest to epoch `at`; None before the first."""
        return int(np.abs(self.epochs - at).argmin()) if len(self.epochs) else None

    def batch_loss_at(self, at: float) -> float | None:
        """The loss of the batch at epoch `at`; None before the first batch and beyond the last."""
        index = int(np.searchsorted(self.steps, at * self.steps_per_epoch))
        return float(self.losses[index]) if index < len(self.steps) else None


def axis_end(end: float) -> float:
    """At most 7% more than `end`, rounded so that it stays the same for a while: moving an axis repaints everything."""
    grain = 2.0 ** math.floor(math.log2(end)) / 16
    return math.ceil(end / grain) * grain
