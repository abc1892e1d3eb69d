"""The history of a run: its events as arrays, for plots, tables and reports."""

from __future__ import annotations

import csv
import io
import math
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.protocol.events import Batches, EpochEnded, Event, Finished, Marked, Started
from backend.protocol.mailbox import Drained
from backend.protocol.sentences import Overfitting
from backend.runs.series import Series
from backend.runs.store import RunStore

RECENT = 5.0
"""The speed is measured over so many seconds of work."""


class History:
    """A run so far. Arrays are read-only views.

    Batches are numbered from 1; `steps` and `losses` have one number per batch, the other arrays one per epoch.
    """

    def __init__(self) -> None:
        """A history without events."""
        self.started: Started | None = None
        self.finished: Finished | None = None
        self.marks: list[Marked] = []
        self.best_epoch: int | None = None
        self.elapsed = 0.0
        self._losses = Series(np.float32)
        self._steps = Series(np.int64)
        self._ends: list[EpochEnded] = []
        self._table = {name: Series() for name in _BEFORE + _AFTER}
        self._recent: list[Batches] = []
        self._rate = 0.0

    @classmethod
    def load(cls, run_dir: str | Path) -> History:
        """The history in a run's folder, as far as it was written. Raises JobError where there is no run."""
        store = RunStore.open(run_dir)
        history = cls()
        started = store.read_started()
        for event in [*([started] if started else []), *store.events(), *filter(None, [store.read_finished()])]:
            history.add(event)
        return history

    # -- folding -----------------------------------------------------------------------------------------------------

    def fold(self, drained: Drained) -> None:
        """Add what was drained from a mailbox. A start comes first, since it may drop later batches of an earlier stretch."""
        for event in drained.events:
            if isinstance(event, Started):
                self.add(event)
        if drained.batches is not None:
            self.add(drained.batches)
        for event in drained.events:
            if not isinstance(event, Started):
                self.add(event)

    def add(self, event: Event) -> None:
        """Add an event; events that are not part of a history are ignored."""
        if isinstance(event, Batches):
            self._add_batches(event)
        elif isinstance(event, EpochEnded):
            self._add_epoch(event)
        elif isinstance(event, Marked):
            self.marks.append(event)
        elif isinstance(event, Started):
            self._begin(event)
        elif isinstance(event, Finished):
            self.finished = event
            self.best_epoch = event.best_epoch or self.best_epoch

    def _begin(self, event: Started) -> None:
        """A stretch of the run begins: drop what came after the step that it continues from."""
        self.started, self.finished = event, None
        self._recent = []
        self._losses.truncate(int(np.searchsorted(self.steps, event.step, side="right")))
        self._steps.truncate(len(self._losses))
        self._ends = [end for end in self._ends if end.step <= event.step]
        for series in self._table.values():
            series.truncate(len(self._ends))
        self.marks = [mark for mark in self.marks if mark.step <= event.step]
        self.best_epoch = next((end.epoch for end in reversed(self._ends) if end.best), None)

    def _add_batches(self, event: Batches) -> None:
        count = len(event.losses)
        self._losses.extend(event.losses)
        self._steps.extend(np.arange(event.step - count + 1, event.step + 1))
        self.elapsed = max(self.elapsed, event.elapsed)
        self._rate = event.learning_rate
        self._recent.append(event)
        while len(self._recent) > 1 and sum(part.seconds for part in self._recent[1:]) > RECENT:
            self._recent.pop(0)

    def _add_epoch(self, event: EpochEnded) -> None:
        self._ends.append(event)
        for name, value in _columns(event).items():
            if name not in self._table:
                self._table[name] = Series()
                self._table[name].extend([math.nan] * (len(self._ends) - 1))
            self._table[name].append(value)
        for series in self._table.values():
            if len(series) < len(self._ends):
                series.append(math.nan)
        self.elapsed = max(self.elapsed, event.elapsed)
        self._rate = event.learning_rate
        if event.best:
            self.best_epoch = event.epoch

    # -- arrays ------------------------------------------------------------------------------------------------------

    @property
    def steps(self) -> NDArray[Any]:
        """Batch numbers, (batches,) int64."""
        return self._steps.array

    @property
    def losses(self) -> NDArray[Any]:
        """The loss of every batch, (batches,) float32."""
        return self._losses.array

    @property
    def epochs(self) -> NDArray[Any]:
        """Epoch numbers, (epochs,) float64."""
        return self._table["epoch"].array

    @property
    def epoch_steps(self) -> NDArray[Any]:
        """The number of the last batch of each epoch, (epochs,) float64."""
        return self._table["step"].array

    @property
    def learning_rates(self) -> NDArray[Any]:
        """The learning rate at the end of each epoch, (epochs,) float64."""
        return self._table["learning_rate"].array

    def train(self, metric: str) -> NDArray[Any]:
        """A metric of the training set at the end of each epoch, (epochs,) float64; NaN where it was not measured."""
        return self._metric("train", metric)

    def val(self, metric: str) -> NDArray[Any]:
        """A metric of the validation set at the end of each epoch, (epochs,) float64; NaN where it was not measured."""
        return self._metric("val", metric)

    def metrics(self) -> tuple[str, ...]:
        """The names of what was measured, in the order in which they appeared."""
        measured = (name for name in self._table if name not in _BEFORE + _AFTER)
        return tuple(dict.fromkeys(name.partition("_")[2] for name in measured))

    def _metric(self, part: str, metric: str) -> NDArray[Any]:
        series = self._table.get(f"{part}_{metric}")
        return np.full(len(self._ends), np.nan) if series is None else series.array

    # -- figures -----------------------------------------------------------------------------------------------------

    @property
    def epoch(self) -> int:
        """How many epochs are done."""
        return self._ends[-1].epoch if self._ends else 0

    @property
    def step(self) -> int:
        """How many batches are done."""
        return int(self.steps[-1]) if len(self._steps) else 0

    @property
    def loss(self) -> float | None:
        """The loss of the last batch."""
        return float(self.losses[-1]) if len(self._losses) else None

    @property
    def learning_rate(self) -> float:
        """The learning rate of the last batch; 0 before the first."""
        return self._rate

    @property
    def samples_per_second(self) -> float:
        """Training samples per second of work, over the last RECENT seconds."""
        seconds = sum(part.seconds for part in self._recent)
        return sum(part.samples for part in self._recent) / seconds if seconds > 0 else 0.0

    @property
    def seconds_left(self) -> float | None:
        """Seconds of work until the last epoch; None before that can be estimated, 0 at the end."""
        if self.started is None or not self._recent:
            return None
        if self.finished is not None:
            return 0.0
        seconds = sum(part.seconds for part in self._recent)
        per_step = seconds / max(1, sum(len(part.losses) for part in self._recent))
        steps = max(0, self.started.epochs * self.started.steps_per_epoch - self.step)
        measuring = max(0.0, self._ends[-1].seconds - per_step * self.started.steps_per_epoch) if self._ends else 0.0
        return steps * per_step + max(0, self.started.epochs - self.epoch) * measuring

    def overfitting(self) -> Overfitting | None:
        """Whether the validation loss rises while the training loss falls; None if not.

        It takes two epochs in a row above the best: one bad epoch is no alarm.
        """
        val, train = self.val("loss"), self.train("loss")
        if len(val) < 3 or np.isnan(val).all():
            return None
        best = int(np.nanargmin(val))
        if len(val) - 1 - best < 2 or not (val[-2:] > val[best] * 1.005).all() or train[-1] >= train[best]:
            return None
        return Overfitting(
            since=int(self.epochs[best]),
            until=int(self.epochs[-1]),
            val_loss=(float(val[best]), float(val[-1])),
            train_loss=(float(train[best]), float(train[-1])),
        )

    def csv(self) -> str:
        """The epochs as a table: one line per epoch below a line of titles; empty where a metric was not measured."""
        measured = [f"{part}_{metric}" for part in ("train", "val") for metric in self.metrics()]
        titles = [*_BEFORE, *measured, *_AFTER]
        text = io.StringIO()
        writer = csv.DictWriter(text, titles, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(_columns(end) for end in self._ends)
        return text.getvalue()


def _columns(event: EpochEnded) -> dict[str, float]:
    """The numbers of an epoch by the title of their column."""
    measured = (("train", event.train), ("val", event.val or {}))
    metrics = {f"{part}_{name}": value for part, metrics in measured for name, value in metrics.items()}
    return {name: getattr(event, name) for name in _BEFORE} | metrics | {name: getattr(event, name) for name in _AFTER}


_BEFORE = ("epoch", "step")
_AFTER = ("learning_rate", "seconds", "samples_per_second")
"""The columns that every table of epochs has, before and after the metrics."""
