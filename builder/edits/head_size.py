"""The head and the data: what has to change together when a network gets something to learn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from builder.analysis import analyse
from builder.common.messages import QT_TRANSLATE_NOOP, Message, join_names
from builder.edits.errors import EditError
from builder.edits.sharing import with_layer
from builder.model.graph import Graph
from builder.model.outputs import counted_outputs, head_size, heads
from builder.model.project import Project
from builder.model.task import Task
from builder.tasks.base import VectorTarget


def find_head(graph: Graph, output: int | None = None) -> int:
    """The one Linear or Conv2d whose size is the number of classes at `output`, by default the main Output.

    Raises :class:`EditError` for none or several.
    """
    found = heads(graph, output)
    if not found:
        raise EditError(
            QT_TRANSLATE_NOOP(
                "Edits", "No Linear or Conv2d leads to the Output, so nothing could be given the number of classes."
            )
        )
    if len(found) > 1:
        names = join_names([graph.blocks[id].name for id in found])
        raise EditError(
            QT_TRANSLATE_NOOP(
                "Edits", "{names} lead to the Output side by side, so it is not clear which of them gives the classes."
            ),
            names=names,
        )
    return found[0]


def set_head(graph: Graph, classes: int) -> Graph:
    """With as many outputs of the head as there are classes, and of the heads of all other results that are learned."""
    return _resize_other_heads(with_head_size(graph, find_head(graph), classes), classes)


def _resize_other_heads(graph: Graph, classes: int) -> Graph:
    """With `classes` outputs on the head of each counted Output but the main one; unclear heads stay as they are."""
    for output in counted_outputs(graph)[1:]:
        found = heads(graph, output)
        graph = with_head_size(graph, found[0], classes) if len(found) == 1 else graph
    return graph


def with_head_size(graph: Graph, id: int, size: Any) -> Graph:
    """With another size for a block that can be a head."""
    block = graph.blocks[id]
    return with_layer(graph, id, block.layer.with_values(**{block.layer.head_field or "": size}))


def choose_data(
    project: Project,
    task: Task,
    data: Mapping[str, Any],
    *,
    recipe: Mapping[str, Any] | None = None,
    fit_input: bool = True,
) -> Project:
    """The project on other data: task, data, recipe, the Inputs' shapes and the heads' sizes in one edit.

    Heads are given another size only where the output already means such a target: the task was of the same kind before,
    or there was none and the shape of the output is that of one. Else the network stays, and the analysis says what does
    not fit. An Input takes the size of the data when the network is as sound with it as with its own; else, and without
    `fit_input`, it keeps its height and width, takes the channels, and the images are resized to it. A head that is
    missing or not clear is left as it is: the analysis says so.
    """
    graph = project.graph
    meant = _means_such_a_target(project, task)
    if meant and task.target.complete:
        graph = _fit_heads(graph, task)
    kept = _with_shape(graph, task, keep=True)
    graph = kept
    if fit_input:
        native = _with_shape(kept, task, keep=False)
        graph = native if _error_keys(native, task) <= _error_keys(kept, task) else kept
    chosen = project.recipe if recipe is None else dict(recipe)
    return replace(project, graph=graph, task=task, data=dict(data), recipe=chosen)


def describe_changes(before: Project, after: Project) -> tuple[Message, ...]:
    """What choosing data changed in the network and in the loss, for people; empty where nothing was."""
    found: list[Message] = []
    for id, block in sorted(after.graph.blocks.items()):
        old = before.graph.blocks.get(id)
        if old is None or old.layer == block.layer:
            continue
        was, now = old.layer.values(), block.layer.values()
        for name in now:
            if was.get(name) != now[name]:
                changed = QT_TRANSLATE_NOOP("Edits", "{block}: {field} is {now} instead of {was}.")
                found.append(Message.of(changed, block=block.name, field=name, now=_text(now[name]), was=_text(was.get(name))))
    if before.recipe and after.recipe.get("loss") != before.recipe.get("loss"):
        loss = QT_TRANSLATE_NOOP("Edits", "The loss is {now} instead of {was}.")
        found.append(Message.of(loss, now=after.recipe.get("loss"), was=before.recipe.get("loss")))
    return tuple(found)


def _text(value: object) -> str:
    return "×".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _means_such_a_target(project: Project, task: Task) -> bool:
    if project.task is not None:
        return project.task.kind == task.kind
    analysis = analyse(project.graph)
    inputs = project.graph.of_kind("Input")
    image = analysis.blocks[inputs[0]].output if inputs else None
    given = (analysis.blocks[output].output for output in counted_outputs(project.graph))
    return image is not None and any(each is not None and task.target.resembles(each, tuple(image.sizes)) for each in given)


def _fit_heads(graph: Graph, task: Task) -> Graph:
    """With the number of classes, labels, numbers or channels at every counted Output that one head decides the size of."""
    size = task.target.head_size(task.input_shape)
    analysis = None if isinstance(task.target, VectorTarget) else analyse(graph)
    for output in counted_outputs(graph):
        found = heads(graph, output)
        given = None if analysis is None else analysis.blocks[output].output
        if len(found) == 1 and (given is None or given.sizes[0] == head_size(graph, found[0])):
            graph = with_head_size(graph, found[0], size)
    return graph


def _error_keys(graph: Graph, task: Task) -> set[tuple[str, int | None, int | None]]:
    return {problem.key for problem in analyse(graph, task).errors}


def _with_shape(graph: Graph, task: Task, *, keep: bool) -> Graph:
    """With the data's shape at every Input, or only its channels."""
    for id in graph.of_kind("Input"):
        block = graph.blocks[id]
        values = block.layer.values()
        own: tuple[int, ...] = values["shape"]
        shape = task.target.input_size(task.input_shape)
        if keep and len(own) == len(shape):
            shape = (shape[0], *own[1:])
        values["shape"] = shape
        for name in ("mean", "std"):
            if values.get(name) is not None and len(values[name]) not in (1, shape[0]):
                values[name] = None
        graph = graph.with_block(replace(block, layer=block.layer.with_values(**values)))
    return graph
