"""The head and the data: what has to change together when a network gets something to learn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from builder.analysis import analyse
from builder.common.messages import QT_TRANSLATE_NOOP, join_names
from builder.edits.errors import EditError
from builder.edits.sharing import with_layer
from builder.model.graph import Graph
from builder.model.outputs import counted_outputs, heads
from builder.model.project import Project
from builder.model.task import Task


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

    An Input takes the size of the data when the network is as sound with it as with its own; else, and without
    `fit_input`, it keeps its height and width, takes the channels, and the images are resized to it. A head that is
    missing or not clear is left as it is: the analysis says so.
    """
    graph = project.graph
    if task.classes:
        clear = len(heads(graph)) == 1
        graph = set_head(graph, len(task.classes)) if clear else _resize_other_heads(graph, len(task.classes))
    kept = _with_shape(graph, task, keep=True)
    graph = kept
    if fit_input:
        native = _with_shape(kept, task, keep=False)
        graph = native if _error_keys(native, task) <= _error_keys(kept, task) else kept
    chosen = project.recipe if recipe is None else dict(recipe)
    return replace(project, graph=graph, task=task, data=dict(data), recipe=chosen)


def _error_keys(graph: Graph, task: Task) -> set[tuple[str, int | None, int | None]]:
    return {problem.key for problem in analyse(graph, task).errors}


def _with_shape(graph: Graph, task: Task, *, keep: bool) -> Graph:
    """With the data's shape at every Input, or only its channels."""
    for id in graph.of_kind("Input"):
        block = graph.blocks[id]
        values = block.layer.values()
        own: tuple[int, ...] = values["shape"]
        shape = task.input_shape
        if keep and len(own) == len(shape):
            shape = (shape[0], *own[1:])
        values["shape"] = shape
        for name in ("mean", "std"):
            if values.get(name) is not None and len(values[name]) not in (1, shape[0]):
                values[name] = None
        graph = graph.with_block(replace(block, layer=block.layer.with_values(**values)))
    return graph
