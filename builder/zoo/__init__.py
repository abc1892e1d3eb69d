"""The zoo: networks to start from, each a short function on Sketch with a published source.

Every module of this package is imported and registers its networks by itself (``zoo.entry``). May import sketch,
block_library, edits and what edits may import. Imported by the public names of builder, by backend/cli, and by gui.
"""

from __future__ import annotations

import difflib
import importlib
import pkgutil
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from builder.common.errors import ConvasError
from builder.common.messages import QT_TRANSLATE_NOOP, Message, join_names
from builder.edits import choose_data
from builder.model.graph import Graph
from builder.model.outputs import counted_outputs, head_size, heads
from builder.model.project import Project
from builder.model.task import Task
from builder.zoo.entry import ENTRIES, Builder, Purpose, ZooEntry

__all__ = ["ZooEntry", "ZooError", "build", "featured_names", "info", "names", "notes", "project"]

WITHOUT_DATA: Mapping[Purpose, str] = MappingProxyType(
    {
        "segmentation": QT_TRANSLATE_NOOP(
            "Zoo", "{title} gives scores for each pixel, not one score a class: it comes without data."
        ),
        "detection": QT_TRANSLATE_NOOP("Zoo", "{title} gives boxes, not one score a class: it comes without data."),
        "images": QT_TRANSLATE_NOOP("Zoo", "{title} gives an image, not one score a class: it comes without data."),
    }
)
"""The note on networks that do not give one score per class."""


for _module in pkgutil.iter_modules(__path__):
    importlib.import_module(f"{__name__}.{_module.name}")


def names() -> list[str]:
    """The names of all networks: those to begin with first, then from the oldest on, families together."""
    return sorted(ENTRIES, key=lambda name: (not ENTRIES[name][0].featured, ENTRIES[name][0].year))


def featured_names() -> list[str]:
    """The names of the networks that are good to begin with."""
    return [name for name in names() if ENTRIES[name][0].featured]


class ZooError(ConvasError, ValueError):
    """A name that is not in the zoo; a ValueError as any argument that does not fit."""


def info(name: str) -> ZooEntry:
    """The record of a network; raises :class:`ZooError` for a name that is not in the zoo."""
    return _find(name)[0]


def build(name: str) -> Graph:
    """The network as its authors drew it, laid out; raises :class:`ZooError` for a name that is not in the zoo."""
    return _find(name)[1]()


def project(name: str, task: Task, data: Mapping[str, Any], recipe: Mapping[str, Any] | None = None) -> Project:
    """The network fitted to a task, as a project; `data` and `recipe` are the records that go with it.

    It takes the task's channels and classes and keeps its own height and width: images are resized to it. A network that
    does not classify comes as it is, without task and data.
    """
    if info(name).purpose != "classification":
        return Project(build(name), recipe=recipe or {})
    return choose_data(Project(build(name)), task, data, recipe=recipe or {}, fit_input=False)


def notes(name: str, task: Task) -> tuple[Message, ...]:
    """What :func:`project` changes to fit network and task together; empty where nothing changes."""
    entry = info(name)
    if entry.purpose != "classification":
        return (Message.of(WITHOUT_DATA[entry.purpose], title=entry.title),)
    graph = build(name)
    own: tuple[int, ...] = graph.blocks[graph.of_kind("Input")[0]].layer.values()["shape"]
    found = []
    if task.input_shape[1:] != own[1:]:
        words = QT_TRANSLATE_NOOP("Zoo", "Images of {size} are resized to {own}, the size of {title}.")
        found.append(Message.of(words, size=_size(task.input_shape), own=_size(own), title=entry.title))
    if task.input_shape[0] != own[0]:
        one = QT_TRANSLATE_NOOP("Zoo", "The Input takes 1 channel instead of {own}.")
        several = QT_TRANSLATE_NOOP("Zoo", "The Input takes {channels} channels instead of {own}.")
        channels = task.input_shape[0]
        found.append(Message.of(one if channels == 1 else several, channels=channels, own=own[0]))
    ends = [heads(graph, output)[0] for output in counted_outputs(graph)]
    classes = head_size(graph, ends[0])
    if task.classes and len(task.classes) != classes:
        names = join_names([graph.blocks[id].name for id in ends])
        one = QT_TRANSLATE_NOOP("Zoo", "{names} gives {count} scores, one a class, instead of {classes}.")
        several = QT_TRANSLATE_NOOP("Zoo", "{names} give {count} scores, one a class, instead of {classes}.")
        template = one if len(ends) == 1 else several
        found.append(Message.of(template, names=names, count=len(task.classes), classes=classes))
    return tuple(found)


def _size(shape: tuple[int, ...]) -> str:
    return " × ".join(map(str, shape[1:]))


def _find(name: str) -> tuple[ZooEntry, Builder]:
    if name not in ENTRIES:
        near = difflib.get_close_matches(name, ENTRIES, n=1, cutoff=0.5)
        plain = QT_TRANSLATE_NOOP("Zoo", 'There is no network called "{name}"; there are: {names}.')
        hinted = QT_TRANSLATE_NOOP("Zoo", 'There is no network called "{name}"; there are: {names}. Did you mean "{near}"?')
        raise ZooError(hinted if near else plain, name=name, names=", ".join(names()), near="".join(near))
    return ENTRIES[name]
