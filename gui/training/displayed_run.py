"""The run that the window shows, and the job of a new one."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from backend.datasets.base import DataError
from backend.datasets.registry import source
from backend.protocol.events import Predicted
from backend.protocol.job import TrainingJob
from backend.protocol.recipe import Recipe
from backend.protocol.sentences import ending_message
from backend.runs.history import History
from backend.runs.store import RunStore
from builder.analysis import Analysis
from builder.common.fields import FieldError
from builder.cost.memory_guard import TooLarge, guard
from builder.model.graph import Graph
from builder.model.project import Project
from gui.common.i18n import say
from gui.model.problem_texts import problem_text


@dataclass(slots=True)
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
        job, history = store.job(), History.read(folder)
        words = say(ending_message(history.finished)) if history.finished else ""
        return cls(history, store, job, store.predictions(), words)

    @classmethod
    def begin(cls, job: TrainingJob, store: RunStore, earlier: DisplayedRun | None) -> DisplayedRun:
        """A run that is about to begin; one that continues the `earlier` run takes over its history."""
        history = earlier.history if earlier else History()
        predictions = earlier.predictions if earlier else None
        return cls(history, store, job, predictions)

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


class Refusal(ValueError):
    """Why no training can begin, in words; ``block`` is the block it is about, if it is about one."""

    def __init__(self, text: str, block: int | None = None) -> None:
        self.text, self.block = text, block
        super().__init__(text)


def requested(project: Project, analysis: Analysis, resume: RunStore | None = None) -> TrainingJob:
    """The job of what is on the canvas; raises :class:`Refusal` with the first thing that is in the way."""
    if not project.graph.blocks:
        raise Refusal(_tr("There is no network yet. Add blocks from the palette, or begin with one from the welcome page."))
    if not project.data:
        raise Refusal(_tr("Choose the data to learn from first."))
    if analysis.errors:
        problem = analysis.errors[0]
        raise Refusal(problem_text(problem), problem.block)
    try:
        job = TrainingJob.of(project, resume=None if resume is None else str(resume.folder))
        source(job.data.name)
        recipe = job.recipe
        guard(project.graph, analysis, optimiser_slots=recipe.optimizer_slots, batch_size=recipe.batch_size)
    except (FieldError, DataError, TooLarge, OSError) as error:
        raise Refusal(str(error)) from error
    return job


def _tr(text: str) -> str:
    return QCoreApplication.translate("Training", text)
