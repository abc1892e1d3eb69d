"""The training of the window: its state, its run, and whether it is of the network on the canvas."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from backend.datasets.base import DatasetInfo
from backend.protocol.events import (
    BlockRef,
    Capture,
    Command,
    Event,
    Failed,
    Finished,
    Marked,
    Pause,
    Predict,
    Predicted,
    Preparing,
    Resume,
    SetLearningRate,
    Started,
    StepOnce,
    Stop,
    TrainingError,
)
from backend.protocol.job import JobError
from backend.protocol.mailbox import Drained
from backend.protocol.sentences import ending_message
from backend.runs.history import History
from backend.runs.store import RunStore, new_run
from backend.training.prepare_job import CannotTrain, prepare_job
from backend.training.thread_runner import Runner
from builder.common.errors import os_error_reason
from gui.common.i18n import say
from gui.model.workspace import Workspace
from gui.training.bridge import TrainingBridge
from gui.training.displayed_run import DisplayedRun

PREDICTED = 500
"""The most validation images that are predicted when they are asked for."""


class TrainingState(StrEnum):
    """The states of a training."""

    IDLE = "idle"
    PREPARING = "preparing"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPING = "stopping"
    FINISHED = "finished"
    FAILED = "failed"


ACTIVE = (TrainingState.PREPARING, TrainingState.RUNNING, TrainingState.PAUSED, TrainingState.STOPPING)


class TrainingSession(QObject):
    """Trains the network of the workspace; `state`, and `run` with history and predictions, are what is known of it.

    `updated` comes at most once per tick, after the history was updated; `captured` carries a picture, `predicted`
    predictions, `finished` the event and `failed` a text and a block or None; `refused` says why no training began (text,
    block or None), `data_changed` that it goes on only if the person accepts other data (text). `opened` says that another
    run, or none, is shown now, `ended` that no thread is left.
    """

    state_changed = Signal(str)
    prepared = Signal(str, int, int)
    updated = Signal()
    captured = Signal(object)
    predicted = Signal(object)
    finished = Signal(object)
    failed = Signal(str, object)
    refused = Signal(str, object)
    data_changed = Signal(str)
    opened = Signal()
    ended = Signal()

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        """A session that shows the project's last run."""
        super().__init__(parent)
        self._workspace = workspace
        self._wanted = Capture()
        self.threads = 0
        self.data_info: Callable[[], DatasetInfo | None] = lambda: None
        """What is known of the project's data without looking into a folder."""
        self.state = TrainingState.IDLE
        self.run = DisplayedRun()
        self.bridge = TrainingBridge(self)
        self.bridge.drained.connect(self._take_events)
        self.bridge.ended.connect(self._settle)
        workspace.reset.connect(self._adopt_document)
        self._adopt_document()

    # -- state -------------------------------------------------------------------------------------------

    @property
    def history(self) -> History:
        """The history of the run that is shown."""
        return self.run.history

    @property
    def active(self) -> bool:
        """Whether a training runs, is paused, or is about to begin."""
        return self.state in ACTIVE

    def differs(self) -> bool:
        """Whether the network on the canvas differs from the one that is or was trained."""
        return self.run.graph is not None and not self.run.graph.same_network(self._workspace.network)

    # -- commands ------------------------------------------------------------------------------------------

    def train(self) -> bool:
        """Train the network on the canvas from the start; False, with the reason in `refused`, when that cannot be."""
        return self._begin([])

    def continue_(self, *, accept_data: bool = False) -> bool:
        """Resume a paused training, or train the weights of the last run for as many epochs again.

        With `accept_data` also where the data are not those that the run was trained on.
        """
        if self.state is TrainingState.PAUSED:
            self.bridge.send(Resume())
            return True
        if not self.run.resumable and not self.active:
            return self._refuse(self.tr("There is nothing to continue: this network has not been trained yet."))
        if self.differs():
            text = self.tr(
                "The canvas has changed since this network was trained, so its weights no longer fit. Train starts afresh."
            )
            return self._refuse(text)
        return self._begin([], self.run.store, accept_data=accept_data)

    def pause(self) -> None:
        """Pause after the current batch."""
        if self.state in (TrainingState.RUNNING, TrainingState.PREPARING):
            self.bridge.send(Pause())

    def step(self) -> bool:
        """Run one batch and pause; without a training, begin one."""
        if not self.active:
            return self._begin([Pause(), StepOnce()])
        if self.state is not TrainingState.STOPPING:
            self.bridge.send(StepOnce())
        return True

    def stop(self) -> None:
        """Finish the batch, keep the weights, evaluate them, end; a second call skips the evaluation."""
        if self.active:
            self.bridge.send(Stop())
            self._enter(TrainingState.STOPPING)

    def set_learning_rate(self, value: float) -> bool:
        """Use this learning rate from the next batch on; False, with the reason in `refused`, for one that is not allowed."""
        try:
            command = SetLearningRate(value)
        except TrainingError as error:
            return self._refuse(say(error.message))
        self.bridge.send(command)
        return self.active

    @property
    def can_predict(self) -> bool:
        """Whether a training runs, or is paused, that can be asked for predictions."""
        return self.state in (TrainingState.RUNNING, TrainingState.PAUSED)

    def predict(self, samples: int = PREDICTED) -> bool:
        """Ask for predictions of validation images with the weights as they are; False where nothing can be asked."""
        if not self.can_predict:
            return False
        self.bridge.send(Predict(samples))
        return True

    def capture(self, blocks: frozenset[BlockRef], sample: int = 0, every: float = 0.2) -> None:
        """Capture maps and filters of these blocks for one validation sample, now and while it trains, at most once every
        `every` seconds; no blocks end it."""
        self._wanted = Capture(frozenset(blocks), sample, every)
        if self.active:
            self.bridge.send(self._wanted)

    def open_run(self, folder: str | Path) -> bool:
        """Show an earlier run; False when it does not exist, cannot be read, or a training runs."""
        if self.active:
            return False
        try:
            self.run = DisplayedRun.open(folder)
        except (JobError, OSError):
            self.run = DisplayedRun()
        self._enter(TrainingState.FINISHED if self.history.started else TrainingState.IDLE)
        self.opened.emit()
        return self.run.store is not None

    def shut_down(self) -> bool:
        """Stop everything without waiting; True when nothing runs any more, else `ended` follows."""
        if self.active:
            self.stop()
            self.bridge.send(Stop())  # the second Stop skips the evaluation
        return not self.bridge.busy

    # -- inside -------------------------------------------------------------------------------------------------

    def _begin(self, first: list[Command], resume: RunStore | None = None, *, accept_data: bool = False) -> bool:
        if self.bridge.busy:
            return self._refuse(self.tr("A training is still running; stop it first."))
        try:
            folder = None if resume is None else resume.folder
            project = self._workspace.project
            # A preference of this machine; a recipe that sets the threads itself wins.
            overrides = {"threads": self.threads} if self.threads and not (project.recipe or {}).get("threads") else {}
            job = prepare_job(
                project,
                overrides=overrides,
                analysis=self._workspace.whole,
                known=self.data_info(),
                resume=folder,
                accept_data=accept_data,
            ).job
            store = resume or new_run()
        except (CannotTrain, JobError) as refusal:
            return self._refuse(say(refusal.message), refusal.block)
        except OSError as error:
            return self._refuse(self.tr("The folder for this run cannot be made: {0}.").format(say(os_error_reason(error))))
        self.run = DisplayedRun.begin(job, store, self.run if resume else None)
        runner = Runner(job, store)
        # Before the thread starts, so that a single step pauses before the second batch.
        for command in [*first, *([self._wanted] if self._wanted.blocks else [])]:
            runner.send(command)
        self._enter(TrainingState.PREPARING)
        self.opened.emit()
        self.bridge.start(runner)
        return True

    def _refuse(self, text: str, block: int | None = None) -> bool:
        select_culprit(self._workspace, block)
        self.refused.emit(text, block)
        return False

    def _enter(self, state: TrainingState) -> None:
        if state is not self.state:
            self.state = state
            self.state_changed.emit(state.value)

    def _take_events(self, drained: Drained) -> None:
        # The history first: who hears of an event may read it.
        self.history.fold(drained)
        for event in drained.events:
            if isinstance(event, Finished):
                self.run.message = say(ending_message(event))
            elif isinstance(event, Failed):
                self.run.message = say(event.message)
            self._enter(_next_state(event, self.state))
            self._announce(event)
        for picture in drained.pictures.values():
            self.captured.emit(picture)
        self.updated.emit()

    def _announce(self, event: Event) -> None:
        if isinstance(event, Preparing):
            self.prepared.emit(say(event.text), event.done, event.total)
        elif isinstance(event, Started):
            self._workspace.document.note_run(event.run_dir)
        elif isinstance(event, Predicted):
            self.run.predictions = event
            self.predicted.emit(event)
        elif isinstance(event, Finished):
            self.finished.emit(event)
        elif isinstance(event, Failed) and event.data_changed:
            self.data_changed.emit(say(event.message))
        elif isinstance(event, Failed):
            select_culprit(self._workspace, event.block)
            self.failed.emit(say(event.message), event.block)

    def _settle(self) -> None:
        """No thread is left; one that ended without a last event was stopped before it had begun."""
        if self.active:
            self._enter(TrainingState.IDLE)
        self.ended.emit()

    def _adopt_document(self) -> None:
        """Another document is open: a running training ends by itself, its events are dropped; show the run of the new one."""
        self.bridge.leave()
        self._enter(TrainingState.IDLE)
        self._wanted = Capture()
        if self._workspace.project.run:
            self.open_run(self._workspace.project.run)
        else:
            self.run = DisplayedRun()
            self.opened.emit()


def _next_state(event: Event, state: TrainingState) -> TrainingState:
    """The state after `event` in `state`."""
    if isinstance(event, Finished):
        return TrainingState.FINISHED
    if isinstance(event, Failed):
        return TrainingState.FAILED
    if isinstance(event, Started) and state is TrainingState.PREPARING:
        return TrainingState.RUNNING
    if isinstance(event, Marked) and state is not TrainingState.STOPPING:
        turns = {"paused": TrainingState.PAUSED, "stepped": TrainingState.PAUSED, "resumed": TrainingState.RUNNING}
        return turns.get(event.kind, state)
    return state


def select_culprit(workspace: Workspace, block: int | None) -> None:
    """Leave all groups and select the block that a message is about."""
    if block is not None:
        workspace.go(())
        workspace.select({block})
