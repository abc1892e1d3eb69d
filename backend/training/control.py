"""Carries out commands between two batches, or between two chunks of an evaluation."""

from __future__ import annotations

import time
from collections.abc import Iterator

import torch
from torch import Tensor

from backend.datasets.base import Images, Splits
from backend.insight.observer import Sample, Subject
from backend.insight.registry import observe_blocks
from backend.protocol.command_queue import CommandQueue
from backend.protocol.events import (
    Abort,
    Capture,
    Command,
    Event,
    Marked,
    Pause,
    Predict,
    Resume,
    Saved,
    SaveNow,
    SetLearningRate,
    StepOnce,
    Stop,
)
from backend.runs import checkpoint
from backend.runs.store import RunStore
from backend.training.build import Network
from backend.training.evaluation import FEWEST, Evaluation, kept_count, predictions_of, spread_samples
from backend.training.learner import Learner
from backend.training.loss_log import Clock, LossLog

PREDICTION_SECONDS = 4.0
"""Predicted are as many samples as are trained on in about so many seconds, but FEWEST or all that are asked for."""

PICTURE_SHARE = 50
"""Pictures take at most one part in so many of the time."""


class Aborted(Exception):
    """End at once, without further events."""


class Control:
    """Handles the commands of a training; `stopping` and `paused` say what the loop must do.

    `clock` measures seconds of work, `log` reports losses.
    """

    def __init__(self, learner: Learner, network: Network, splits: Splits, commands: CommandQueue, store: RunStore) -> None:
        """Control `learner`, which trains `network` on `splits` and writes into `store`."""
        self._splits = splits
        self.learner, self.commands, self.store = learner, commands, store
        self.clock = Clock(learner.progress.elapsed)
        self.log = LossLog(learner, self.clock)
        self.paused = False
        self._steps_left = 0
        self._stops = 0
        self._subject = Subject(learner.module, network.graph, network.source)
        self._wanted = Capture()
        self._next_picture = 0.0

    @property
    def stopping(self) -> bool:
        """Whether the end was asked for."""
        return self._stops > 0

    def handle_commands(self) -> Iterator[Event]:
        """Carry out the commands that have come; while paused, wait here for more. Raises Aborted."""
        for command in self.commands.drain():
            yield from self._handle(command)
        while self.paused and not self.stopping:
            self.clock.pause()
            self.commands.wait()
            for command in self.commands.drain():
                yield from self._handle(command)
        self.clock.resume()
        if self._wanted.blocks and self.clock.now() >= self._next_picture:
            yield from self._capture()

    def after_batch(self, loss: Tensor, samples: int) -> Iterator[Event]:
        """Take the loss of a batch (a scalar on the device); report losses when due, at once after a single step."""
        self.log.add(loss, samples)
        if self._steps_left:
            yield from self.log.flush()
            self._steps_left -= 1
            self.paused = self._steps_left == 0
            yield self.mark("stepped", value=float(loss.item()))
            yield from self._capture()
        elif self.log.due:
            yield from self.log.flush()

    def forget_stops(self) -> None:
        """Forget pauses and stops so far: what is left is the evaluation, and another Stop skips it."""
        self.paused = False
        self._steps_left = self._stops = 0

    def mark(self, kind: str, value: float | None = None) -> Marked:
        """A mark at this step."""
        progress = self.learner.progress
        return Marked(kind, progress.epoch + 1, progress.step, value)

    def save(self) -> Iterator[Event]:
        """Write the last weights, and the state that Continue needs. Raises OSError."""
        progress = self.learner.progress
        progress.elapsed = self.clock.now()
        checkpoint.save(checkpoint.cpu_copy(self.learner.module.state_dict()), self.store.last)
        checkpoint.save(checkpoint.cpu_copy(self.learner.state()), self.store.state)
        yield Saved(str(self.store.last), progress.epoch + 1, progress.step)

    def _handle(self, command: Command) -> Iterator[Event]:
        match command:
            case Pause() if not self.paused:
                self.paused, self._steps_left = True, 0
                yield from self.log.flush()
                yield self.mark("paused")
            case Resume() if self.paused or self._steps_left:
                self.paused, self._steps_left = False, 0
                self.clock.resume()
                self.log.restart_timer()
                yield self.mark("resumed")
            case StepOnce():
                self.paused, self._steps_left = False, self._steps_left + 1
                yield from self.log.flush()
                self.clock.resume()
                self.log.restart_timer()
            case Stop():
                self._stops += 1
            case Abort():
                raise Aborted
            case SetLearningRate(value):
                self.learner.set_learning_rate(value)
                yield self.mark("learning_rate", value)
            case Capture():
                self._wanted = command
                yield from self._capture()
            case Predict(samples):
                yield from self._predict(samples)
            case SaveNow():
                yield from self.save()
                yield self.mark("saved")
            case _:
                pass

    def _predict(self, samples: int) -> Iterator[Event]:
        """Predict some samples of the validation set, evenly spaced; of the training set where there is none."""
        learner = self.learner
        name, part = ("val", learner.val_set) if len(learner.val_set) else ("train", learner.train_set)
        data: Images = getattr(self._splits, name)
        patience = max(FEWEST, int(PREDICTION_SECONDS * self.log.samples_per_second))
        count = min(max(1, samples), len(part), kept_count(data), patience)
        chosen = spread_samples(len(part), count, learner.device)
        evaluation = Evaluation(learner, part, chosen=chosen, keep=count)
        for _ in evaluation.chunks():
            pass
        progress = learner.progress
        yield predictions_of(evaluation, data, name=name, epoch=progress.epoch + 1, step=progress.step)

    def _capture(self) -> Iterator[Event]:
        """Observe the wanted blocks on one validation sample; the slower that is, the rarer it is done."""
        if not self._wanted.blocks:
            return
        begun = time.perf_counter()
        pictures = list(observe_blocks(self._subject, self._sample(), self._wanted.blocks))
        cost = time.perf_counter() - begun
        self._next_picture = self.clock.now() + max(self._wanted.every, PICTURE_SHARE * cost)
        yield from pictures

    def _sample(self) -> Sample:
        learner, progress = self.learner, self.learner.progress
        name, part = ("val", learner.val_set) if len(learner.val_set) else ("train", learner.train_set)
        index = min(max(self._wanted.sample, 0), len(part) - 1)
        images, _ = part.batch(slice(index, index + 1))
        (given, *_) = learner.inputs_of(images, torch.tensor([index], device=learner.device), training=False)
        label = int(getattr(self._splits, name).strata[index])
        return Sample(given, index, label, epoch=progress.epoch + 1, step=progress.step)
