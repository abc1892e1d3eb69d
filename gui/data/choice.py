"""Choosing the data: by name or folder, downloaded first where needed, then one edit of the project."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication, QObject, Signal

from backend.datasets.base import DataError, DatasetInfo, DataSource
from backend.datasets.registry import source, sources
from backend.datasets.splits import DataSpec, source_of
from backend.protocol.recipe import Recipe
from backend.training.prepare_job import is_default, recipe_for, task_on, with_loss_for
from builder import edits
from builder.common.field_labels import label_of
from builder.common.fields import FieldError, Fields
from builder.common.progress import Progress
from builder.model.project import Project
from builder.model.task import Task
from gui.common.i18n import say, say_error
from gui.common.worker import Cancelled, Worker
from gui.model.workspace import Workspace


@dataclass(frozen=True, slots=True)
class _Choice:
    """A data set that can be used at once."""

    name: str
    info: DatasetInfo


def apply_data(workspace: Workspace, name: str, info: DatasetInfo) -> bool:
    """Use the data set `name` in the project: task, Input, head, data and recipe in one edit with one undo.

    A recipe that was changed by hand is kept, any other is replaced by the default for the data. Options of another data
    set are dropped. False when refused.
    """
    spec = _spec(workspace.project, name)
    label = QCoreApplication.translate("DataChooser", "Choose {0}").format(say(info.title))
    return _apply(workspace, spec, info, label)


def apply_options(workspace: Workspace, name: str, field: str, options: Fields) -> bool:
    """Use the data set `name` with `options`, of which `field` was edited. False when refused; raises :class:`DataError`.

    Where they change the images' size or what is learned, task, Input and head follow as when data are chosen.
    """
    defaults = type(options)().record()
    changed = {key: value for key, value in options.record().items() if value != defaults[key]}
    earlier = _spec(workspace.project, name)
    spec = earlier.with_values(options=changed)
    title = say(label_of(field, options.params()[field])).lower()
    label = QCoreApplication.translate("DataChooser", "Change {0}").format(title)
    before, info, merge = source_of(earlier).info(), source_of(spec).info(), f"data.options.{field}"
    if (before.input_shape, before.targets) == (info.input_shape, info.targets):
        return workspace.apply(label, lambda project: replace(project, data=spec.record()), merge=merge)
    return _apply(workspace, spec, info, label, merge=merge)


def _apply(workspace: Workspace, spec: DataSpec, info: DatasetInfo, label: str, *, merge: str | None = None) -> bool:
    earlier = workspace.project.task
    task = task_on(info, earlier if earlier is not None and earlier.kind in info.kinds else None)
    recipe = _recipe(workspace.project, info, task)

    def edit(project: Project) -> Project:
        return edits.choose_data(project, task, spec.record(), recipe=recipe.record())

    return workspace.apply(label, edit, merge=merge)


def _spec(project: Project, name: str) -> DataSpec:
    try:
        own = DataSpec(**dict(project.data))
        return own if own.name == name else own.with_values(name=name, options={})
    except FieldError:
        return DataSpec(name=name)


def _recipe(project: Project, info: DatasetInfo, task: Task) -> Recipe:
    try:
        own = Recipe(**dict(project.recipe)) if project.recipe else None
    except FieldError:
        own = None
    # Whoever has changed the recipe wants it for the next data set too.
    return recipe_for(info, task.target) if own is None or is_default(own) else with_loss_for(own, task.target)


class DataChooser(QObject):
    """Chooses data for the project of the workspace. Data sets on this machine are chosen at once; a folder is scanned and
    a data set is downloaded in a thread first, and nothing changes when that fails or is cancelled.
    """

    chosen = Signal(str)
    progressed = Signal(str, int, int)
    failed = Signal(str)
    stopped = Signal()
    busy_changed = Signal(bool)

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        """A chooser for the project of `workspace`."""
        super().__init__(parent)
        self._workspace = workspace
        self._background = Worker(self)
        self._background.progressed.connect(self.progressed)
        self._background.done.connect(self._take)
        self._background.failed.connect(self._fail)
        self._background.stopped.connect(self._stop)

    @property
    def busy(self) -> bool:
        """Whether a folder is being scanned or a data set downloaded."""
        return self._background.running

    def choose(self, name_or_folder: str) -> None:
        """Learn from the data set with this name, or from the folder of images at this path."""
        try:
            found = source(name_or_folder)
            if found.name in sources() and found.ready():
                self._take(_Choice(found.name, found.info()))
                return
        except (DataError, OSError) as error:
            self._fail(say_error(error))
            return
        self._background.start(lambda progress, cancelled: _fetch(found, progress, cancelled), name="choose data")
        self.busy_changed.emit(True)

    def cancel(self) -> None:
        """Cancel scanning or downloading; nothing changes."""
        self._background.cancel()

    def shut_down(self, timeout: float = 5.0) -> bool:
        """End the thread; False when it still runs after `timeout` seconds."""
        self._background.forget()
        return self._background.join(timeout)

    def _take(self, choice: _Choice) -> None:
        self.busy_changed.emit(False)
        if apply_data(self._workspace, choice.name, choice.info):
            self.chosen.emit(choice.name)

    def _fail(self, text: str) -> None:
        self.busy_changed.emit(False)
        self.failed.emit(text)

    def _stop(self) -> None:
        self.busy_changed.emit(False)
        self.stopped.emit()


def _fetch(source: DataSource, progress: Progress, cancelled: Cancelled) -> _Choice:
    """Download the data unless they are on this machine; describe them."""
    if not source.ready():
        source.load(progress, cancelled)
    progress(QCoreApplication.translate("DataChooser", "Looking at the images"), 0, 0)
    return _Choice(source.name, source.info())
