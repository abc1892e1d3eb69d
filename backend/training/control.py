"""Hands on a running training: the clock that pauses stop, losses on their way out, and the obeying of commands."""

from __future__ import annotations

import time
from collections.abc import Iterator

import numpy as np
import torch
from torch import Tensor

from backend.insight.activations import pictures
from backend.protocol.command_queue import Commands
from backend.protocol.events import (
    Abort,
    Batches,
    Capture,
    Command,
    Event,
    Marked,
    Pause,
    Resume,
    Saved,
    SaveNow,
    SetLearningRate,
    Step,
    Stop,
    frozen,
)
from backend.runs import checkpoint
from backend.runs.store import RunStore
from backend.training.build import Network
from backend.training.learner import Learner

FOLD_EVERY = 0.1
"""Seconds between two reports of losses."""

PICTURE_SHARE = 50
"""Pictures take at most one part in so many of the time."""


class Aborted(Exception):
    """End at once and say nothing."""


class Clock:
    """Seconds of work; stands still while a training is paused."""

    def __init__(self, before: float = 0.0) -> None:
        self._before, self._since = before, time.perf_counter()
        self.running = True

    def now(self) -> float:
        """Seconds of work so far."""
        return self._before + (time.perf_counter() - self._since if self.running else 0.0)

    def hold(self) -> None:
        """Stand still."""
        self._before, self.running = self.now(), False

    def go(self) -> None:
        """Go on."""
        if not self.running:
            self._since, self.running = time.perf_counter(), True


class LossLog:
    """Losses of batches, kept on the device until they are handed out together."""

    def __init__(self, learner: Learner, clock: Clock) -> None:
        self._learner, self._clock = learner, clock
        self._losses: list[Tensor] = []
        self._samples = 0
        self._since = clock.now()
        self.finite = True
        self.proved = learner.progress.step
        self.epoch_samples, self.epoch_seconds, self._epoch_since = 0, 0.0, self._since
        self.samples, self.seconds = 0, 0.0

    def add(self, loss: Tensor, samples: int) -> None:
        """One more batch."""
        self._losses.append(loss)
        self._samples += samples

    @property
    def due(self) -> bool:
        """Whether the losses have waited long enough."""
        return self._clock.now() - self._since >= FOLD_EVERY

    def restart(self) -> None:
        """Count the time of the next batches from here."""
        self._since = self._clock.now()

    def begin_epoch(self) -> None:
        """Count the samples and seconds of an epoch from here."""
        self.epoch_samples, self.epoch_seconds, self._epoch_since = 0, 0.0, self._clock.now()
        self.restart()

    def epoch_took(self) -> float:
        """Seconds of work since the epoch began."""
        return self._clock.now() - self._epoch_since

    def flush(self) -> Iterator[Batches]:
        """Hand out what there is; notices a loss that is no number."""
        if not self._losses:
            return
        losses = torch.stack(self._losses).float().cpu().numpy()
        seconds = self._clock.now() - self._since
        samples, progress = self._samples, self._learner.progress
        self._losses, self._samples = [], 0
        self.restart()
        self.epoch_samples += samples
        self.epoch_seconds += seconds
        self.samples += samples
        self.seconds += seconds
        self.finite = bool(np.isfinite(losses).all())
        self.proved = progress.step if self.finite else self.proved
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
        """Of all batches of this session."""
        return self.samples / self.seconds if self.seconds > 0 else 0.0

    @property
    def epoch_samples_per_second(self) -> float:
        """Of the batches of this epoch."""
        return self.epoch_samples / self.epoch_seconds if self.epoch_seconds > 0 else 0.0


class Controls:
    """Takes commands between two batches or two chunks of a measurement; `ending` and `stops` say what to do."""

    def __init__(self, learner: Learner, network: Network, commands: Commands, store: RunStore) -> None:
        self.learner, self.commands, self.store = learner, commands, store
        self.clock = Clock(learner.progress.elapsed)
        self.log = LossLog(learner, self.clock)
        self.paused = False
        self.steps = 0
        self.stops = 0
        self._network = network
        self._wanted = Capture()
        self._next_picture = 0.0

    @property
    def stopping(self) -> bool:
        """Whether the end was asked for."""
        return self.stops > 0

    def obey(self) -> Iterator[Event]:
        """Do what was asked for since the last time; while paused, wait here for more. Raises Aborted."""
        for command in self.commands.drain():
            yield from self._do(command)
        while self.paused and not self.stopping:
            self.clock.hold()
            self.commands.wait()
            for command in self.commands.drain():
                yield from self._do(command)
        self.clock.go()
        if self._wanted.blocks and self.clock.now() >= self._next_picture:
            yield from self._picture()

    def after_batch(self, loss: Tensor, samples: int) -> Iterator[Event]:
        """Take note of a batch; hand out losses when it is time, at once after a single step."""
        self.log.add(loss, samples)
        if self.steps:
            yield from self.log.flush()
            self.steps -= 1
            self.paused = self.steps == 0
            yield self.mark("stepped", value=float(loss.item()))
            yield from self._picture()
        elif self.log.due:
            yield from self.log.flush()

    def release(self) -> None:
        """Forget pauses and stops: what is left is to measure."""
        self.paused = False
        self.steps = self.stops = 0

    def mark(self, kind: str, value: float | None = None) -> Marked:
        """A mark at this place."""
        progress = self.learner.progress
        return Marked(kind, progress.epoch + 1, progress.step, value)

    def save(self) -> Iterator[Event]:
        """Write the last weights, and what Continue needs."""
        progress = self.learner.progress
        progress.elapsed = self.clock.now()
        checkpoint.save(checkpoint.copied(self.learner.module.state_dict()), self.store.last)
        checkpoint.save(checkpoint.copied(self.learner.state()), self.store.state)
        yield Saved(str(self.store.last), progress.epoch + 1, progress.step)

    def _do(self, command: Command) -> Iterator[Event]:
        match command:
            case Pause() if not self.paused:
                self.paused, self.steps = True, 0
                yield from self.log.flush()
                yield self.mark("paused")
            case Resume() if self.paused or self.steps:
                self.paused, self.steps = False, 0
                self.clock.go()
                self.log.restart()
                yield self.mark("resumed")
            case Step():
                self.paused, self.steps = False, self.steps + 1
                yield from self.log.flush()
                self.clock.go()
                self.log.restart()
            case Stop():
                self.stops += 1
            case Abort():
                raise Aborted
            case SetLearningRate(value):
                self.learner.set_learning_rate(value)
                yield self.mark("learning_rate", value)
            case Capture():
                self._wanted = command
                yield from self._picture()
            case SaveNow():
                yield from self.save()
                yield self.mark("saved")
            case _:
                pass

    def _picture(self) -> Iterator[Event]:
        if not self._wanted.blocks:
            return
        begun = time.perf_counter()
        taken = list(pictures(self.learner, self._network, self._wanted))
        cost = time.perf_counter() - begun
        self._next_picture = self.clock.now() + max(self._wanted.every, PICTURE_SHARE * cost)
        yield from taken
