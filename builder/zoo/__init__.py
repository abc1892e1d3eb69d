"""The zoo: networks to start from, each a short function on Sketch with a published source.

Every module of this package is imported and registers its networks by itself (``zoo.entry``). May import sketch,
block_library, edits and what edits may import. Imported by the public names of builder, by backend/cli, and by gui.
"""

from __future__ import annotations

import difflib
import importlib
import pkgutil
from collections.abc import Mapping
from typing import Any

from builder.common.errors import ConvasError
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.layers.base import Text
from builder.model.graph import Graph
from builder.model.project import Project
from builder.model.task import Task
from builder.tasks.registry import TARGETS
from builder.zoo.entry import ENTRIES, Builder, ZooEntry
from builder.zoo.fitting import fit_network, fitting_notes

__all__ = ["ZooEntry", "ZooError", "build", "featured_names", "info", "names", "notes", "project", "task_title"]

DETECTION = QT_TRANSLATE_NOOP("Zoo", "Detection (later)")
"""The title of the one kind of task that some network was made for and that cannot be learned yet."""


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


def task_title(name: str) -> Text:
    """What people call the task that a network was made for; raises :class:`ZooError` for a name that is not in the zoo."""
    kind = info(name).task
    return TARGETS[kind].title if kind in TARGETS else DETECTION


def build(name: str) -> Graph:
    """The network as its authors drew it, laid out; raises :class:`ZooError` for a name that is not in the zoo."""
    return _find(name)[1]()


def project(name: str, task: Task, data: Mapping[str, Any], recipe: Mapping[str, Any] | None = None) -> Project:
    """The network fitted to a task, as a project; `data` and `recipe` are the records that go with it.

    It takes the task's channels and the size of its head, and keeps its own height and width: images are resized to it. A
    network that gives something else than the task wants comes as it is, without task and data.
    """
    _find(name)
    return fit_network(name, task, data, recipe or {}) or Project(build(name), recipe=recipe or {})


def notes(name: str, task: Task | None) -> tuple[Message, ...]:
    """What :func:`project` changes to fit network and task together, or why it comes without a task, as it does for None.

    Empty where nothing changes.
    """
    _find(name)
    return fitting_notes(name, task)


def _find(name: str) -> tuple[ZooEntry, Builder]:
    if name not in ENTRIES:
        near = difflib.get_close_matches(name, ENTRIES, n=1, cutoff=0.5)
        plain = QT_TRANSLATE_NOOP("Zoo", 'There is no network called "{name}"; there are: {names}.')
        hinted = QT_TRANSLATE_NOOP("Zoo", 'There is no network called "{name}"; there are: {names}. Did you mean "{near}"?')
        raise ZooError(hinted if near else plain, name=name, names=", ".join(names()), near="".join(near))
    return ENTRIES[name]
