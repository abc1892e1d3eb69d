"""Networks to start from. Each is a short function on Sketch; every module of this package is found by itself."""

from __future__ import annotations

import difflib
import importlib
import pkgutil
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from builder.common.errors import ConvasError
from builder.common.messages import QT_TRANSLATE_NOOP
from builder.edits import choose_data
from builder.edits.errors import listed
from builder.model.graph import Graph
from builder.model.outputs import counted_outputs, head_size, heads
from builder.model.project import Project
from builder.model.task import Task
from builder.zoo.entry import ENTRIES, Builder, Purpose, ZooEntry

__all__ = ["ZooEntry", "build", "featured", "info", "names", "notes", "project"]

GIVES: Mapping[Purpose, str] = MappingProxyType(
    {"segmentation": "scores for each pixel", "detection": "boxes", "images": "an image"}
)
"""What comes out of networks that give no score a class."""


class ZooError(ConvasError, ValueError):
    """A network that is not in the zoo."""


for _module in pkgutil.iter_modules(__path__):
    importlib.import_module(f"{__name__}.{_module.name}")


def names() -> list[str]:
    """The names of all networks: those to begin with first, then from the oldest on, families together."""
    return sorted(ENTRIES, key=lambda name: (not ENTRIES[name][0].featured, ENTRIES[name][0].year))


def featured() -> list[str]:
    """The names of those that are good to begin with."""
    return [name for name in names() if ENTRIES[name][0].featured]


def info(name: str) -> ZooEntry:
    """What is known of a network; raises ValueError for a name that is not in the zoo."""
    return _found(name)[0]


def build(name: str) -> Graph:
    """The network as its authors drew it, laid out; raises ValueError for a name that is not in the zoo."""
    return _found(name)[1]()


def project(name: str, task: Task, data: Mapping[str, Any], recipe: Mapping[str, Any] | None = None) -> Project:
    """The network fitted to a task, as a project; `data` and `recipe` are the records that go with it.

    It takes the task's channels and classes and keeps its own height and width: images are resized to it. A network that
    does not classify comes as it is, without task and data.
    """
    if info(name).purpose != "classification":
        return Project(build(name), recipe=recipe or {})
    return choose_data(Project(build(name)), task, data, recipe=recipe or {}, fit_input=False)


def notes(name: str, task: Task) -> tuple[str, ...]:
    """What :func:`project` does to bring network and task together, in words; empty where nothing is done."""
    entry = info(name)
    if entry.purpose != "classification":
        return (f"{entry.title} gives {GIVES[entry.purpose]}, not one score a class: it comes without data.",)
    graph = build(name)
    own: tuple[int, ...] = graph.blocks[graph.of_kind("Input")[0]].layer.values()["shape"]
    said = []
    if task.input_shape[1:] != own[1:]:
        said.append(f"Images of {_size(task.input_shape)} are resized to {_size(own)}, the size of {entry.title}.")
    if task.input_shape[0] != own[0]:
        said.append(f"The Input takes {_channels(task.input_shape[0])} instead of {own[0]}.")
    ends = [heads(graph, output)[0] for output in counted_outputs(graph)]
    classes = head_size(graph, ends[0])
    if task.classes and len(task.classes) != classes:
        names = listed([graph.blocks[id].name for id in ends])
        said.append(f"{names} give{'s' * (len(ends) == 1)} {len(task.classes)} scores, one a class, instead of {classes}.")
    return tuple(said)


def _size(shape: tuple[int, ...]) -> str:
    return " × ".join(map(str, shape[1:]))


def _channels(count: int) -> str:
    return "1 channel" if count == 1 else f"{count} channels"


def _found(name: str) -> tuple[ZooEntry, Builder]:
    if name not in ENTRIES:
        near = difflib.get_close_matches(name, ENTRIES, n=1, cutoff=0.5)
        if near:
            raise ZooError(
                QT_TRANSLATE_NOOP("Zoo", 'There is no network called "{name}"; there are: {names}. Did you mean "{near}"?'),
                name=name,
                names=", ".join(names()),
                near=near[0],
            )
        raise ZooError(
            QT_TRANSLATE_NOOP("Zoo", 'There is no network called "{name}"; there are: {names}.'),
            name=name,
            names=", ".join(names()),
        )
    return ENTRIES[name]
