"""The images of the project's data as the network gets them, read in a thread and kept while they fit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal

from backend.datasets.base import Splits
from backend.datasets.splits import DataSpec, prepare
from backend.training.samples.compare_data import parts_of
from builder.common.fields import FieldError
from builder.common.progress import Progress
from builder.model.project import Project
from builder.model.task import Task
from gui.common.i18n import say
from gui.common.worker import Cancelled, Worker
from gui.model.workspace import Workspace

Key = tuple[tuple[tuple[str, Any], ...], tuple[int, ...], Task | None, str | None]


def input_shape(project: Project) -> tuple[int, ...]:
    """(channels, height, width) of what the network takes: of its Input block, else of the data; empty when not known."""
    inputs = project.graph.of_kind("Input")
    if inputs:
        shape: tuple[int, ...] = project.graph.blocks[inputs[0]].layer.values()["shape"]
        return shape
    return project.task.input_shape if project.task else ()


class Samples(QObject):
    """Reads the splits of the workspace's project when they are wanted; `splits` is None until `loaded`.

    `cleared` says that the data or the size of the images changed.
    """

    loaded = Signal(object)
    cleared = Signal()
    progressed = Signal(str, int, int)
    failed = Signal(str)
    stopped = Signal()

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._key: Key | None = None
        self._parts_of: str | None = None
        self.splits: Splits | None = None
        self.error = ""
        self._background = Worker(self)
        self._background.done.connect(self._keep)
        self._background.failed.connect(self._fail)
        self._background.progressed.connect(self.progressed)
        self._background.stopped.connect(self.stopped)
        workspace.changed.connect(self._check)
        workspace.reset.connect(self._check)

    @property
    def loading(self) -> bool:
        """Whether the images are being read."""
        return self._background.running

    def want(self) -> None:
        """Read the images unless they are there, on their way, or known to fail."""
        key = self._wanted_key()
        if key is None or (key == self._key and (self.splits is not None or self.loading or self.error)):
            return
        try:
            spec = DataSpec(**dict(self._workspace.project.data))
        except FieldError as error:
            self._fail(say(error.message))
            return
        self._key, self.error = key, ""
        shape, task, run = key[1:]
        target = None if task is None else task.target

        def work(progress: Progress, cancelled: Cancelled) -> Splits:
            return prepare(spec, shape, target, progress, cancelled, earlier=None if run is None else parts_of(run))

        self._background.start(work, name="samples")

    def keep_parts_of(self, run: str | None) -> None:
        """Divide the images as they are in the run in this folder; None: as a new training would divide them."""
        if run != self._parts_of:
            self._parts_of = run
            self._check()

    def again(self) -> None:
        """Read the images again, whatever came of it before."""
        self._key = None
        self.want()

    def cancel(self) -> None:
        """Give up reading."""
        self._background.cancel()

    def shut_down(self, timeout: float = 5.0) -> bool:
        """End the thread; False when it is still there after `timeout` seconds."""
        self._background.forget()
        return self._background.join(timeout)

    def _check(self) -> None:
        key = self._wanted_key()
        if key != self._key:
            self._background.forget()
            self._key, self.splits, self.error = None, None, ""
            self.cleared.emit()

    def _wanted_key(self) -> Key | None:
        return _key(self._workspace.project, self._parts_of)

    def _keep(self, splits: Splits) -> None:
        self.splits = splits
        self.loaded.emit(splits)

    def _fail(self, text: str) -> None:
        self.error = text
        self.failed.emit(text)


def _key(project: Project, run: str | None) -> Key | None:
    data: Mapping[str, Any] = project.data
    shape = input_shape(project)
    return (tuple(sorted(data.items())), shape, project.task, run) if data and shape else None
