"""From a network of the zoo to a project that can be trained, with data and a recipe that suit; for window and command line."""

from __future__ import annotations

from dataclasses import dataclass

from backend.datasets.base import DatasetInfo, DataSource, task_for
from backend.datasets.registry import DEFAULT, sources
from backend.datasets.splits import DataSpec
from backend.training.prepare_job import recipe_for
from builder import zoo
from builder.common.messages import Message
from builder.model.project import Project
from builder.model.task import Task
from builder.tasks.base import Target
from builder.tasks.registry import TARGETS
from builder.tasks.segmentation import PixelClasses


@dataclass(frozen=True, slots=True, kw_only=True)
class ZooProject:
    """A network as a project, what is known of its data (None where it has none), and what was changed to fit both."""

    project: Project
    info: DatasetInfo | None = None
    notes: tuple[Message, ...] = ()


def zoo_project(name: str, data: DataSource | None = None, kind: str | None = None) -> ZooProject:
    """The network `name` on `data`, by default the first that suit and are on this machine, with the usual recipe.

    `kind` is the kind of task, by default the one that the network was made for. A network that cannot learn it comes
    without data, and a note says so. Nothing is downloaded. Raises ZooError for a name that is not in the zoo, and
    :class:`DataError` for data that cannot be had or cannot teach such a task.
    """
    chosen = offered_source(name) if data is None else data
    info = None if chosen is None else chosen.info()
    task = None if info is None else task_of(name, info, kind)
    if chosen is None or info is None or task is None:
        return ZooProject(project=Project(zoo.build(name)), notes=zoo.notes(name, None))
    spec, recipe = DataSpec(name=chosen.name, options=chosen.option_values()), recipe_for(info, task.target)
    project = zoo.project(name, task, spec.record(), recipe.record())
    return ZooProject(project=project, info=info if project.data else None, notes=zoo.notes(name, task))


def task_of(name: str, info: DatasetInfo, kind: str | None = None) -> Task | None:
    """The task of this kind, by default the network's own, on a data set; None where nothing can learn its own yet.

    A factor that the network fixes is that of the task. Raises :class:`DataError` where the data cannot teach it.
    """
    entry = zoo.info(name)
    kind = entry.task if kind is None else kind
    if kind not in TARGETS:
        return None
    target = task_for(info, kind).target
    if entry.target is not None and entry.target.kind == kind:
        target = entry.target
    return Task.of(target, _drawn_size(name, target, info) if info.any_size else info.input_shape)


DRAWN_SIDE = 64
"""Images are drawn no larger for a network that segments smaller ones as well: it learns several times as fast."""


def _drawn_size(name: str, target: Target, info: DatasetInfo) -> tuple[int, ...]:
    """The size (C, H, W) at which images are made for a network, with the channels of the data."""
    graph = zoo.build(name)
    own: tuple[int, ...] = graph.blocks[graph.of_kind("Input")[0]].layer.values()["shape"]
    size = (info.input_shape[0], *target.data_size(own)[1:])
    if target.kind == PixelClasses.kind and max(size[1:]) > DRAWN_SIDE:
        small = (size[0], DRAWN_SIDE, DRAWN_SIDE)
        fitted = zoo.project(name, Task.of(target, small), {"name": info.name}).graph
        if fitted.blocks[fitted.of_kind("Input")[0]].layer.values()["shape"] == small:
            return small
    return size


def offered_source(name: str) -> DataSource | None:
    """The data that a network is offered with: the first of its own that need no download, else the default.

    None where those cannot teach its task.
    """
    entry, known = zoo.info(name), sources()
    suiting = (known[each] for each in (*entry.data, DEFAULT) if each in known)
    return next((each for each in suiting if each.ready() and entry.task in each.info().kinds), None)
