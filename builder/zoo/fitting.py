"""Fits a network of the zoo to a task: channels and heads; and says what was changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from builder.analysis import analyse
from builder.common.messages import QT_TRANSLATE_NOOP, Message, join_names
from builder.edits import choose_data
from builder.model.graph import Graph
from builder.model.outputs import counted_outputs, head_size, heads
from builder.model.project import Project
from builder.model.task import Task
from builder.tasks.classification import Classes
from builder.tasks.multilabel import Labels
from builder.tasks.reconstruction import SamePicture
from builder.tasks.registry import TARGETS
from builder.tasks.regression import Numbers
from builder.tasks.segmentation import PixelClasses
from builder.tasks.super_resolution import LargerPicture
from builder.zoo.entry import ENTRIES, ZooEntry

_ONE_HEAD: Mapping[str, str] = MappingProxyType(
    {
        Classes.kind: QT_TRANSLATE_NOOP("Zoo", "{names} gives {count} scores, one a class, instead of {before}."),
        Labels.kind: QT_TRANSLATE_NOOP("Zoo", "{names} gives {count} scores, one a label, instead of {before}."),
        PixelClasses.kind: QT_TRANSLATE_NOOP("Zoo", "{names} gives {count} maps of scores, one a class, instead of {before}."),
        Numbers.kind: QT_TRANSLATE_NOOP("Zoo", "{names} gives {count} numbers instead of {before}."),
        SamePicture.kind: QT_TRANSLATE_NOOP("Zoo", "{names} gives {count} channels instead of {before}."),
        LargerPicture.kind: QT_TRANSLATE_NOOP("Zoo", "{names} gives {count} channels instead of {before}."),
    }
)
_SEVERAL_HEADS: Mapping[str, str] = MappingProxyType(
    {
        Classes.kind: QT_TRANSLATE_NOOP("Zoo", "{names} give {count} scores, one a class, instead of {before}."),
        Labels.kind: QT_TRANSLATE_NOOP("Zoo", "{names} give {count} scores, one a label, instead of {before}."),
        PixelClasses.kind: QT_TRANSLATE_NOOP("Zoo", "{names} give {count} maps of scores, one a class, instead of {before}."),
        Numbers.kind: QT_TRANSLATE_NOOP("Zoo", "{names} give {count} numbers instead of {before}."),
        SamePicture.kind: QT_TRANSLATE_NOOP("Zoo", "{names} give {count} channels instead of {before}."),
        LargerPicture.kind: QT_TRANSLATE_NOOP("Zoo", "{names} give {count} channels instead of {before}."),
    }
)
_ONE_RESULT: Mapping[str, str] = MappingProxyType(
    {
        Labels.kind: QT_TRANSLATE_NOOP("Zoo", "{names} gives 1 score, for the one label, instead of {before}."),
        Numbers.kind: QT_TRANSLATE_NOOP("Zoo", "{names} gives 1 number instead of {before}."),
        SamePicture.kind: QT_TRANSLATE_NOOP("Zoo", "{names} gives 1 channel instead of {before}."),
        LargerPicture.kind: QT_TRANSLATE_NOOP("Zoo", "{names} gives 1 channel instead of {before}."),
    }
)
"""By kind of task: that heads were given another size."""


def fit_network(name: str, task: Task, data: Mapping[str, Any], recipe: Mapping[str, Any]) -> Project | None:
    """The network with the channels and heads that the task needs; None where it gives something else than the task wants.

    A network whose output cannot have the channels of the data keeps its own: images are then made grey, or colour. One that
    segments takes the size of smaller images, where that raises no problem: it is quicker, and masks need not be resized.
    """
    entry, build = ENTRIES[name]
    sized = entry.sized and task.kind == entry.task and task.target.complete
    graph = build(task.target.head_size(task.input_shape)) if sized else build()
    plain, own = Project(graph), _image_shape(graph)
    smaller = all(size <= most for size, most in zip(task.input_shape[1:], own[1:], strict=True))
    if task.kind == PixelClasses.kind and smaller:
        fitted = choose_data(plain, task, data, recipe=recipe)
        if not analyse(fitted.graph, task).problems:
            return fitted
    for channels in dict.fromkeys((task.input_shape[0], own[0])):
        asked = Task.of(task.target, (channels, *task.input_shape[1:]))
        fitted = choose_data(plain, asked, data, recipe=recipe, fit_input=False)
        if not analyse(fitted.graph, asked).errors:
            return replace(fitted, task=task)
    return None


def fitting_notes(name: str, task: Task | None) -> tuple[Message, ...]:
    """What :func:`fit_network` changes in the network and in the images; empty where nothing changes."""
    entry, build = ENTRIES[name]
    fitted = None if task is None else fit_network(name, task, {}, {})
    if fitted is None or task is None:
        return (_why_not(entry, task),)
    graph = build()
    return (*_image_notes(entry, graph, fitted, task), *_head_notes(graph, fitted, task))


def _why_not(entry: ZooEntry, task: Task | None) -> Message:
    """Why a network comes without data."""
    title = entry.title
    if entry.task not in TARGETS:
        later = QT_TRANSLATE_NOOP(
            "Zoo", "{title} gives boxes: its task, detection, cannot be learned here yet. It comes without data."
        )
        return Message.of(later, title=title)
    own, data = TARGETS[entry.task].title, ", ".join(entry.data)
    if task is None:
        missing = QT_TRANSLATE_NOOP("Zoo", "There are no data here for {title}, whose task is {own}. Data that suit: {data}.")
        return Message.of(missing, title=title, own=own, data=data)
    if entry.task != task.kind:
        other = QT_TRANSLATE_NOOP(
            "Zoo", "{title} is made for another task, {own}: it comes without data. Data that suit: {data}."
        )
        return Message.of(other, title=title, own=own, data=data)
    size = QT_TRANSLATE_NOOP("Zoo", "{title} does not give what is asked for in this task, {own}: it comes without data.")
    return Message.of(size, title=title, own=own)


def _image_notes(entry: ZooEntry, graph: Graph, fitted: Project, task: Task) -> list[Message]:
    own, now = _image_shape(graph), _image_shape(fitted.graph)
    read, found = task.target.data_size(now), []
    if task.input_shape[1:] != read[1:]:
        resized = QT_TRANSLATE_NOOP("Zoo", "Images of {size} are resized to {own}, the size of {title}.")
        found.append(Message.of(resized, size=_size(task.input_shape), own=_size(read), title=entry.title))
    if now[1:] != own[1:]:
        taken = QT_TRANSLATE_NOOP("Zoo", "The Input takes images of {now}, as they are, instead of {own}.")
        found.append(Message.of(taken, now=_size(now), own=_size(own)))
    if now[0] != own[0]:
        one = QT_TRANSLATE_NOOP("Zoo", "The Input takes 1 channel instead of {own}.")
        several = QT_TRANSLATE_NOOP("Zoo", "The Input takes {channels} channels instead of {own}.")
        found.append(Message.of(one if now[0] == 1 else several, channels=now[0], own=own[0]))
    if now[0] != task.input_shape[0]:
        grey = QT_TRANSLATE_NOOP("Zoo", "Images are made grey, as {title} gives them.")
        colour = QT_TRANSLATE_NOOP("Zoo", "Images are given three channels, as {title} gives them.")
        found.append(Message.of(grey if now[0] == 1 else colour, title=entry.title))
    return found


def _head_notes(graph: Graph, fitted: Project, task: Task) -> list[Message]:
    sizes = {id: head_size(graph, id) for id, block in sorted(graph.blocks.items()) if block.layer.head_field}
    ends = [id for output in counted_outputs(graph) for id in heads(graph, output)]  # in the order of the Outputs
    changed = [id for id in dict.fromkeys([*ends, *sizes]) if sizes[id] != head_size(fitted.graph, id)]
    if not changed:
        return []
    template = (_ONE_HEAD if len(changed) == 1 else _SEVERAL_HEADS)[task.kind]
    count, before = head_size(fitted.graph, changed[0]), head_size(graph, changed[0])
    if len(changed) == 1 and count == 1:
        template = _ONE_RESULT.get(task.kind, template)
    return [Message.of(template, names=join_names([graph.blocks[id].name for id in changed]), count=count, before=before)]


def _image_shape(graph: Graph) -> tuple[int, ...]:
    """What the Input takes: (channels, height, width)."""
    shape: tuple[int, ...] = graph.blocks[graph.of_kind("Input")[0]].layer.values()["shape"]
    return shape


def _size(shape: tuple[int, ...]) -> str:
    return " × ".join(map(str, shape[1:]))
