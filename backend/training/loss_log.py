"""The losses of batches, kept on the device until they are reported together."""

from __future__ import annotations

import time
from collections.abc import Iterator

import numpy as np
import torch
from torch import Tensor

from backend.protocol.events import Batches, frozen
from backend.training.learner import Learner

REPORT_EVERY = 0.1
"""Seconds between two reports of losses: reading one waits for the device, so not every batch is read by itself."""


class Clock:
    """Seconds of work: does not run while a training is paused."""

    def __init__(self, before: float = 0.0) -> None:
        """Start from `before` seconds, those of earlier stretches of the run."""
        self._before, self._since = before, time.perf_counter()
        self.running = True

    def now(self) -> float:
        """Seconds of work so far."""
        return self._before + (time.perf_counter() - self._since if self.running else 0.0)

    def pause(self) -> None:
        """Pause the clock."""
        self._before, self.running = self.now(), False

    def resume(self) -> None:
        """Resume the clock."""
        if not self.running:
            self._since, self.running = time.perf_counter(), True


class LossLog:
    """Collects losses and their time; `flush` reports them. `finite` says whether all reported losses are numbers."""

    def __init__(self, learner: Learner, clock: Clock) -> None:
        """Begin with no losses, at the step where `learner` is."""
        self._learner, self._clock = learner, clock
        self._losses: list[Tensor] = []
        self._waiting_samples = 0
        self._since = self._epoch_since = clock.now()
        self.finite = True
        self.last_finite_step = learner.progress.step
        self._samples, self._seconds = 0, 0.0
        self._epoch_samples, self._epoch_seconds = 0, 0.0

    def add(self, loss: Tensor, samples: int) -> None:
        """Add a batch: its loss, a scalar on the device, and its number of samples."""
        self._losses.append(loss)
        self._waiting_samples += samples

    @property
    def due(self) -> bool:
        """Whether it is time to report."""
        return self._clock.now() - self._since >= REPORT_EVERY

    def restart_timer(self) -> None:
        """Measure the time of the next batches from now."""
        self._since = self._clock.now()

    def begin_epoch(self) -> None:
        """Count the samples and seconds of an epoch from now."""
        self._epoch_samples, self._epoch_seconds, self._epoch_since = 0, 0.0, self._clock.now()
        self.restart_timer()

    def seconds_of_epoch(self) -> float:
        """Seconds of work since the epoch began, measurements included."""
        return self._clock.now() - self._epoch_since

    def flush(self) -> Iterator[Batches]:
        """Report the losses that wait, if there are some."""
        if not self._losses:
            return
        losses = torch.stack(self._losses).float().cpu().numpy()
        seconds = self._clock.now() - self._since
        samples, progress = self._waiting_samples, self._learner.progress
        self._losses, self._waiting_samples = [], 0
        self.restart_timer()
        self._epoch_samples += samples
        self._epoch_seconds += seconds
        self._samples += samples
        self._seconds += seconds
        self.finite = bool(np.isfinite(losses).all())
        if self.finite:
            self.last_finite_step = progress.step
        progress.elapsed = self._clock.now()
        yield Batches(
            epoch=progress.epoch + 1,
            step=progress.step,
            losses=frozen(losses),
            learning_rate=self._learner.learning_rate,
            samples=samples,
            seconds=seconds,
            elapsed=progress.elapsed,
        )

    @property
    def samples_per_second(self) -> float:
        """Of all batches of this stretch of the run, without measurements."""
        return self._samples / self._seconds if self._seconds > 0 else 0.0

    @property
    def epoch_samples_per_second(self) -> float:
        """Of the batches of this epoch, without measurements."""
        return self._epoch_samples / self._epoch_seconds if self._epoch_seconds > 0 else 0.0
