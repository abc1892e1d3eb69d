"""The head and the data: what has to change together when a network gets something to learn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from builder.analysis import Analysis, analyse
from builder.analysis.task_checks import IMAGE_CHANNELS
from builder.common.messages import QT_TRANSLATE_NOOP, Message, join_names
from builder.edits.errors import EditError
from builder.edits.sharing import with_layer
from builder.layers.base import Shape
from builder.model.graph import Graph
from builder.model.outputs import counted_outputs, head_size, heads
from builder.model.project import Project
from builder.model.task import Task
from builder.tasks.base import PictureTarget, Target, VectorTarget
from builder.tasks.reconstruction import SamePicture
from builder.tasks.segmentation import PixelClasses
from builder.tasks.super_resolution import FACTORS, LargerPicture


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

    A network whose output means something else, such as a picture where classes are to be learned, is not changed at all:
    the analysis says what does not fit. Of others the heads are given the size of the target, and an Input takes the size
    of the data when the network is as sound with it as with its own; else, and without `fit_input`, it keeps its height
    and width, takes the channels, and the images are resized to it. It keeps its own channels too where only those fit the
    rest: images are then made grey, or colour. A head that is missing or not clear is left as it is: the analysis says so.
    """
    meant = _means_such_a_target(project, task)
    graph = project.graph if meant is False else _fit_network(project.graph, task, meant=meant is True, fit_input=fit_input)
    chosen = project.recipe if recipe is None else dict(recipe)
    return replace(project, graph=graph, task=task, data=dict(data), recipe=chosen)


def _fit_network(graph: Graph, task: Task, *, meant: bool, fit_input: bool) -> Graph:
    """With the Input, and where they are `meant` the heads, that the task needs: the soundest of what can be tried."""
    fitted = _fit_heads(graph, task) if meant and task.target.complete else graph
    chosen = _with_sizes(fitted, task, fit_input=fit_input)
    errors = _error_keys(chosen, task)
    for id in graph.of_kind("Input")[:1] if errors else ():
        channels = graph.blocks[id].layer.values()["shape"][0]
        if len(task.input_shape) == 3 and channels != task.input_shape[0] and channels in IMAGE_CHANNELS:
            other = Task.of(task.target, (channels, *task.input_shape[1:]))
            heads_kept = graph if isinstance(task.target, PictureTarget) else fitted
            tried = _with_sizes(heads_kept, other, fit_input=fit_input)
            chosen = tried if _error_keys(tried, task) < errors else chosen
    return chosen


def _with_sizes(graph: Graph, task: Task, *, fit_input: bool) -> Graph:
    """With the channels of the data at the Inputs, and their height and width where that does no harm."""
    kept = _with_shape(graph, task, keep=True)
    native = _with_shape(kept, task, keep=False) if fit_input else kept
    return native if _error_keys(native, task) <= _error_keys(kept, task) else kept


def describe_changes(before: Project, after: Project, titles: Mapping[str, str] | None = None) -> tuple[Message, ...]:
    """What choosing data changed in the network and in the recipe, for people; empty where nothing was.

    `titles` name the fields of the recipe.
    """
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
    for name, now in after.recipe.items() if before.recipe else ():
        if before.recipe.get(name) != now:
            title = (titles or {}).get(name, name)
            field = QT_TRANSLATE_NOOP("Edits", "Recipe: {field} is {now} instead of {was}.")
            found.append(Message.of(field, field=title, now=_text(now), was=_text(before.recipe.get(name))))
    return tuple(found)


def _text(value: object) -> str:
    if isinstance(value, tuple | list):
        return "×".join(map(_text, value))
    return f"{value:g}" if isinstance(value, float) else str(value)


def meant_target(graph: Graph, targets: Sequence[Target]) -> Target | None:
    """The first of `targets` that an Output of the network already means, by its shape; None for none."""
    analysis = analyse(graph)
    image = _image_of(graph, analysis)
    if image is None:
        return None
    given = [found for output in counted_outputs(graph) if (found := analysis.blocks[output].output) is not None]
    return next((target for target in targets if any(target.resembles(each, image) for each in given)), None)


def unknown_output(graph: Graph) -> Shape | None:
    """What the main Output gives, where no counted Output gives what any known kind of task wants.

    None where one does, and where the Input takes no images or the shape of an Output is not known.
    """
    analysis = analyse(graph)
    image = _image_of(graph, analysis)
    given = [analysis.blocks[output].output for output in counted_outputs(graph)]
    shapes = [shape for shape in given if shape is not None]
    if image is None or not shapes or len(shapes) < len(given):
        return None
    known: tuple[Target, ...] = (PixelClasses(), SamePicture(), *map(LargerPicture, FACTORS))
    means = any(len(shape) == 1 or any(target.resembles(shape, image) for target in known) for shape in shapes)
    return None if means else shapes[0]


def _image_of(graph: Graph, analysis: Analysis) -> tuple[int, ...] | None:
    """What the first Input takes, (channels, height, width); None where it takes no images."""
    inputs = graph.of_kind("Input")
    shape = analysis.blocks[inputs[0]].output if inputs else None
    return None if shape is None or len(shape) != 3 else tuple(shape.sizes)


def _means_such_a_target(project: Project, task: Task) -> bool | None:
    """Whether an output means such a target as that of `task`; None where nothing is known of any output yet.

    It does where its shape is that of one, and where it fitted the earlier task, of the same kind.
    """
    graph, analysis = project.graph, analyse(project.graph)
    image = _image_of(graph, analysis)
    if image is None:
        return None
    earlier = project.task if project.task is not None and project.task.kind == task.kind else None
    known = set[bool]()
    for output in counted_outputs(graph):
        given, found = analysis.blocks[output].output, heads(graph, output)
        if given is not None:
            known.add(task.target.resembles(given, image) or (earlier is not None and earlier.target.accepts(given, image)))
        elif earlier is not None and len(found) == 1 and head_size(graph, found[0]) == earlier.target.head_size(image):
            known.add(True)
    return any(known) if known else None


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
