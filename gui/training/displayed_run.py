"""The run that the window shows: its history, job, predictions, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from backend.protocol.events import Predicted
from backend.protocol.job import TrainingJob
from backend.protocol.recipe import Recipe
from backend.protocol.sentences import ending_message
from backend.runs.history import History
from backend.runs.store import RunStore
from builder.model.graph import Graph
from gui.common.i18n import say


@dataclass(slots=True, kw_only=True)
class DisplayedRun:
    """What is known of the run that is shown; everything is empty before the first."""

    history: History = field(default_factory=History)
    store: RunStore | None = None
    job: TrainingJob | None = None
    predictions: Predicted | None = None
    message: str = ""

    @classmethod
    def open(cls, folder: str | Path) -> DisplayedRun:
        """An earlier run from its folder; raises JobError and OSError."""
        store = RunStore.open(folder)
        job, history = store.job(), History.load(folder)
        words = say(ending_message(history.finished)) if history.finished else ""
        return cls(history=history, store=store, job=job, predictions=store.predictions(), message=words)

    @classmethod
    def begin(cls, job: TrainingJob, store: RunStore, earlier: DisplayedRun | None) -> DisplayedRun:
        """A run that is about to begin; one that continues the `earlier` run takes over its history."""
        history = earlier.history if earlier else History()
        predictions = earlier.predictions if earlier else None
        return cls(history=history, store=store, job=job, predictions=predictions)

    @property
    def graph(self) -> Graph | None:
        """The network that is or was trained."""
        return self.job.graph if self.job else None

    @property
    def recipe(self) -> Recipe | None:
        """How it is or was trained."""
        return self.job.recipe if self.job else None

    @property
    def resumable(self) -> bool:
        """Whether its training can be continued."""
        return self.store is not None and self.store.state.is_file()

    @property
    def classes(self) -> tuple[str, ...]:
        """The names of its classes."""
        if self.history.started is not None:
            return self.history.started.classes
        return self.job.task.classes if self.job and self.job.task else ()
