"""Choosing data and task: by name or folder, downloaded first where needed, then one edit of the project."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Signal

from backend.datasets.base import DataError, DatasetInfo, DataSource
from backend.datasets.registry import source, sources
from backend.datasets.splits import DataSpec, source_of
from backend.protocol.recipe import Recipe
from backend.training.prepare_job import is_default, recipe_for, task_on, with_loss_for
from builder import edits
from builder.common.fields import FieldError
from builder.common.messages import Message
from builder.common.progress import Progress
from builder.edits import meant_target
from builder.model.project import Project
from builder.model.task import Task
from builder.tasks.base import Target
from builder.tasks.registry import TARGETS
from gui.common.i18n import say, say_error
from gui.common.worker import Cancelled, Worker
from gui.model.workspace import Workspace


@dataclass(frozen=True, slots=True)
class _Choice:
    """A data set that can be used at once."""

    name: str
    info: DatasetInfo
    options: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A choice that was made: the project before and after it, and what else changed with it."""

    before: Project
    after: Project
    key: str = ""

    @property
    def messages(self) -> tuple[Message, ...]:
        """What changed in the network and in the recipe."""
        titles = {name: declared.label or name for name, declared in Recipe.params().items()}
        return edits.describe_changes(self.before, self.after, titles)


def with_data(
    project: Project,
    name: str,
    info: DatasetInfo,
    kind: str | None = None,
    *,
    options: Mapping[str, Any] | None = None,
) -> Project:
    """The project on the data set `name`: task, Input, heads, data and recipe.

    The kind of task is `kind`, else that of the project where the data can teach it and the network does not mean another
    one of theirs, else the one that it means, else the first that the data can teach. Raises :class:`DataError` for a
    kind that they cannot. Without `options` those of the same data set are kept.
    """
    task = _usual_task(project, info) if kind is None else task_on(info, project.task, kind)
    spec = _spec(project, name)
    return _with_task(project, spec if options is None else spec.with_values(options=dict(options)), info, task)


def _usual_task(project: Project, info: DatasetInfo) -> Task:
    """The task when nobody chose one."""
    earlier = project.task if project.task is not None and project.task.kind in info.kinds else None
    meant = task_on(info, None, graph=project.graph)
    if earlier is None:
        return meant
    targets = (earlier.target, meant.target)
    return meant if meant_target(project.graph, targets) is meant.target else task_on(info, earlier)


def with_kind(project: Project, info: DatasetInfo, kind: str) -> Project:
    """The project with another kind of task on its data; raises :class:`DataError`."""
    return _with_task(project, spec_of(project), info, task_on(info, project.task, kind))


def with_target(project: Project, info: DatasetInfo, target: Target) -> Project:
    """The project with other fields of its target, such as noise or a factor."""
    task = project.task
    if (
        task is not None
        and task.kind == target.kind
        and task.target.data_size(info.input_shape) == target.data_size(info.input_shape)
    ):
        return replace(project, task=Task.of(target, task.input_shape))  # nothing else depends on it
    return _with_task(project, spec_of(project), info, Task.of(target, info.input_shape))


def with_options(project: Project, options: Mapping[str, Any]) -> Project:
    """The project with other options of its source; raises :class:`DataError` for those that it does not take."""
    earlier = spec_of(project)
    spec = earlier.with_values(options=dict(options))
    before, info = _info_of(earlier), source_of(spec).info()
    if before is not None and (before.input_shape, before.targets) == (info.input_shape, info.targets):
        return replace(project, data=spec.record())  # only the images are others
    task = project.task if project.task is not None and project.task.kind in info.kinds else None
    return _with_task(project, spec, info, task_on(info, task))


def _info_of(spec: DataSpec) -> DatasetInfo | None:
    """What is known of data with options; None where those cannot be."""
    try:
        return source_of(spec).info()
    except DataError:
        return None


def _with_task(project: Project, spec: DataSpec, info: DatasetInfo, task: Task) -> Project:
    recipe = _recipe(project, info, task)
    return edits.choose_data(project, task, spec.record(), recipe=recipe.record())


def spec_of(project: Project) -> DataSpec:
    """The data of a project; the usual ones where its record cannot be read."""
    try:
        return DataSpec(**dict(project.data))
    except FieldError:
        return DataSpec(name=str(project.data.get("name", "")))


def _spec(project: Project, name: str) -> DataSpec:
    """The data of that name, divided as before; options belong to one source."""
    earlier = spec_of(project)
    return earlier if earlier.name == name else earlier.with_values(name=name, options={})


def _recipe(project: Project, info: DatasetInfo, task: Task) -> Recipe:
    try:
        own = Recipe(**dict(project.recipe)) if project.recipe else None
    except FieldError:
        own = None
    # Whoever has changed the recipe wants it for the next data set too.
    return recipe_for(info, task.target) if own is None or is_default(own) else with_loss_for(own, task.target)


def apply_data(workspace: Workspace, name: str, info: DatasetInfo) -> bool:
    """Use the data set `name` in the project: task, Input, head, data and recipe in one edit with one undo.

    A recipe that was changed by hand is kept, any other is replaced by the default for the data. False when refused.
    """
    label = QCoreApplication.translate("DataChooser", "Choose {0}").format(say(info.title))
    return workspace.apply(label, lambda project: with_data(project, name, info))


class DataChooser(QObject):
    """Chooses data and task for the project of the workspace; each choice is one undo.

    Data sets on this machine are chosen at once; a folder is scanned and a data set is downloaded in a thread first, and
    nothing changes when that fails or is cancelled. `changed` says that `change`, the last choice, is another one.
    """

    chosen = Signal(str)
    changed = Signal()
    progressed = Signal(str, int, int)
    failed = Signal(str)
    stopped = Signal()
    busy_changed = Signal(bool)

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        """A chooser for the project of `workspace`."""
        super().__init__(parent)
        self._workspace = workspace
        self._known: dict[str, DatasetInfo] = {}
        self.change: Change | None = None
        self._background = Worker(self)
        self._background.progressed.connect(self.progressed)
        self._background.done.connect(self._take)
        self._background.failed.connect(self._fail)
        self._background.stopped.connect(self._stop)
        workspace.changed.connect(self._follow)
        workspace.reset.connect(self._forget)

    @property
    def busy(self) -> bool:
        """Whether a folder is being scanned or a data set downloaded."""
        return self._background.running

    def choose(self, name_or_path: str, options: Mapping[str, Any] | None = None) -> None:
        """Learn from the data set with this name, or from what lies at this path, with `options` or those that it had."""
        own = spec_of(self._workspace.project)
        try:
            found = source(name_or_path)
            options = own.options if options is None and own.name == found.name else options
            found = found.with_options(options or {})
            if found.name in sources() and found.ready():
                self._take(_Choice(found.name, found.info(), options))
                return
        except (DataError, OSError) as error:
            self._fail(say_error(error))
            return
        self._background.start(lambda progress, cancelled: _fetch(found, options, progress, cancelled), name="choose data")
        self.busy_changed.emit(True)

    def note_info(self, name: str, info: DatasetInfo) -> None:
        """Keep what is known of a folder, so that it need not be scanned for the next choice."""
        self._known[name] = info

    def info(self) -> DatasetInfo | None:
        """What is known of the project's data at once; None for a folder that was not scanned, and for data that are not."""
        spec = spec_of(self._workspace.project)
        if spec.name in sources():
            return _info_of(spec)
        return self._known.get(spec.name)

    def choose_kind(self, kind: str) -> bool:
        """Learn a task of this kind from the data; False when that is refused."""
        info = self.info()
        if info is None:
            return False
        label = QCoreApplication.translate("DataChooser", "Choose the task {0}").format(say(TARGETS[kind].title))
        return self._apply(label, lambda project: with_kind(project, info, kind))

    def set_target(self, field: str, title: str, target: Target) -> bool:
        """Another value of a `field` of the target, called `title`; what is typed in a row is one undo."""
        info = self.info()
        if info is None:
            return False
        label = QCoreApplication.translate("DataChooser", "Change {0}").format(title.lower())
        return self._apply(label, lambda project: with_target(project, info, target), key=f"task.{field}")

    def set_options(self, field: str, title: str, options: Mapping[str, Any]) -> bool:
        """Another value of an option of the source, called `title`; what is typed in a row is one undo."""
        label = QCoreApplication.translate("DataChooser", "Change {0}").format(title.lower())
        return self._apply(label, lambda project: with_options(project, options), key=f"data.options.{field}")

    def take_back(self) -> None:
        """Undo the last choice, where nothing was changed after it."""
        if self.change is not None and self._workspace.project == self.change.after:
            self._workspace.undo()

    def cancel(self) -> None:
        """Cancel scanning or downloading; nothing changes."""
        self._background.cancel()

    def shut_down(self, timeout: float = 5.0) -> bool:
        """End the thread; False when it still runs after `timeout` seconds."""
        self._background.forget()
        return self._background.join(timeout)

    def _apply(self, label: str, edit: Callable[[Project], Project], *, key: str = "") -> bool:
        """One edit; steps with the same `key` in a row are one undo, and one change."""
        before, last = self._workspace.project, self.change
        try:
            if not self._workspace.apply(label, edit, merge=key or None):
                return False
        except DataError as error:
            self.failed.emit(say_error(error))
            return False
        if key and last is not None and last.key == key and last.after == before:
            before = last.before
        self.change = Change(before=before, after=self._workspace.project, key=key)
        self.changed.emit()
        return True

    def _take(self, choice: _Choice) -> None:
        self.busy_changed.emit(False)
        self._known[choice.name] = choice.info
        label = QCoreApplication.translate("DataChooser", "Choose {0}").format(say(choice.info.title))
        if self._apply(label, lambda project: with_data(project, choice.name, choice.info, options=choice.options)):
            self.chosen.emit(choice.name)

    def _follow(self) -> None:
        """A choice that was undone is none any more."""
        if self.change is not None and self._workspace.project == self.change.before:
            self._forget()

    def _forget(self) -> None:
        self.change = None
        self.changed.emit()

    def _fail(self, text: str) -> None:
        self.busy_changed.emit(False)
        self.failed.emit(text)

    def _stop(self) -> None:
        self.busy_changed.emit(False)
        self.stopped.emit()


def _fetch(source: DataSource, options: Mapping[str, Any] | None, progress: Progress, cancelled: Cancelled) -> _Choice:
    """Download the data unless they are on this machine; describe them."""
    source.fetch(progress, cancelled)
    progress(QCoreApplication.translate("DataChooser", "Looking at the images"), 0, 0)
    return _Choice(source.name, source.look(progress, cancelled), options)
