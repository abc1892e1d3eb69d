"""What is wrong with the network as a whole: its ends, its wiring, and how it answers the task."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from builder.graph import Graph, Port
from builder.head import HEAD_FIELDS, heads
from builder.layers.base import Kind, RemoveBlock, SetFields, Shape
from builder.measure import BlockReport
from builder.problems import Problem, Severity

if TYPE_CHECKING:
    from builder.task import Task

IMAGE_CHANNELS = (1, 3)
"""Grey and colour: what images can be turned into."""

PASSING = ("Identity", "Flatten")
"""Kinds that hand every number on as it is."""


def of_ends(graph: Graph, inputs: list[int], outputs: list[int]) -> Iterator[Problem]:
    """A network needs one Input and one Output."""
    if not inputs:
        yield _error("no-input", None, "The network has no Input: nothing says what goes in.", {})
    if not outputs:
        yield _error("no-output", None, "The network has no Output: nothing says which result counts.", {})
    for code, kind, ids in (("many-inputs", "Input", inputs), ("many-outputs", "Output", outputs)):
        for id in ids[1:]:
            words = "{block} is one {kind} too many: {first} is there already, and a network has one of each."
            values = {"kind": kind, "first": graph.blocks[ids[0]].name, "block": graph.blocks[id].name}
            yield _error(code, id, words, values)


def of_wiring(graph: Graph, stray: list[Port], looped: list[int]) -> Iterator[Problem]:
    """Wires that begin or end nowhere, and loops; only damaged graphs have them."""
    for target in stray:
        known = graph.blocks.get(target.block)
        words = "A wire of {block} begins or ends at a connector that does not exist."
        name = known.name if known else f"block {target.block}"
        yield _error("bad-wire", target.block if known else None, words, {"block": name}, target.index)
    if looped:
        names = ", ".join(graph.blocks[id].name for id in looped[:5])
        words = "{names} feed each other in a loop, so there is no order in which they could be computed."
        yield _error("cycle", looped[0], words, {"names": names})


def unused(graph: Graph, id: int) -> Problem:
    """`id` ends a branch that the Output never sees."""
    words = "{block} does not lead to the Output: it is left out of training and export, with what feeds only it."
    return Problem("unused-output", Severity.WARNING, id, words, {"block": graph.blocks[id].name})


def unconnected(graph: Graph, id: int, port: int) -> Problem:
    """Input `port` of `id` is fed by nothing."""
    block = graph.blocks[id]
    if block.layer.variadic:
        words = "{block} has nothing to join: lead two or more wires to it."
    elif block.kind == "Output":
        words = "{block} is not connected: nothing says which result counts."
    else:
        words = "{block} has no input: connect it to the block whose result it works on."
    return _error("unconnected-input", id, words, {"block": block.name}, port)


def of_task(graph: Graph, reports: Mapping[int, BlockReport], task: Task, loss: str | None) -> Iterator[Problem]:
    """Whether what goes in can be the data, and what comes out one score a class."""
    if task.kind != "classification" or not task.classes:
        return
    inputs, outputs = graph.of_kind("Input"), graph.of_kind("Output")
    if len(inputs) == 1:
        yield from _of_input(graph, inputs[0], reports, task)
    if len(outputs) != 1:
        return
    output, source = outputs[0], graph.wires.get(Port(outputs[0]))
    given = reports[output].output
    if source is None or given is None:
        return
    if given.sizes != (len(task.classes),):
        yield _of_scores(graph, Port(output), given, len(task.classes))
    if is_cross_entropy(loss):
        yield from _of_softmax(graph, source.block)


def is_cross_entropy(loss: str | None) -> bool:
    """Whether `loss` applies softmax by itself; it is what a classification learns by when nothing is said."""
    return loss is None or "cross" in loss.lower()


def _of_input(graph: Graph, id: int, reports: Mapping[int, BlockReport], task: Task) -> Iterator[Problem]:
    shape, wanted = reports[id].output, task.input_shape
    if shape is None or len(wanted) != 3:
        return
    values = {"block": graph.blocks[id].name, "shape": str(shape), "data": str(Shape(wanted))}
    remedies = (SetFields({"shape": wanted, "mean": None, "std": None}),)
    if shape.kind is not Kind.FLOAT:
        words = "{block} takes whole numbers that stand for things, but the data are images of {data}."
        whole = (SetFields({"shape": wanted, "holds": "numbers"}),)
        yield Problem("input-shape", Severity.ERROR, id, words, values, field="holds", remedies=whole)
    elif len(shape) != 3:
        words = "{block} takes {shape}, but the data are images of {data} (channels × height × width)."
        yield Problem("input-shape", Severity.ERROR, id, words, values, field="shape", remedies=remedies)
    elif shape.channels != wanted[0] and shape.channels not in IMAGE_CHANNELS:
        words = "{block} takes images of {shape}, but the data are {data}: images have 1 channel (grey) or 3 (colour)."
        yield Problem("input-shape", Severity.ERROR, id, words, values, field="shape", remedies=remedies)


def _of_scores(graph: Graph, output: Port, given: Shape, classes: int) -> Problem:
    source = graph.blocks[graph.wires[output].block].name
    values = {"block": graph.blocks[output.block].name, "source": source, "shape": str(given), "classes": classes}
    found = heads(graph)
    if len(given) == 1 and len(found) > 1:
        names = ", ".join(graph.blocks[id].name for id in found)
        words = "{names} together give {shape} scores, but there are {classes} classes: end in one block that gives the scores."
        return Problem("head-ambiguous", Severity.ERROR, output.block, words, {**values, "names": names}, output.index)
    if len(given) == 1 and not found:
        words = "{source} gives {shape} numbers, but no Linear or Conv2d makes one score for each of {classes} classes."
        return Problem("head-missing", Severity.ERROR, output.block, words, values, output.index)
    if len(given) == 1 and _size(graph, found[0]) == given.channels:
        return _of_head(graph, found[0], given.channels, classes)
    words = "{block} needs one score for each of {classes} classes, but {source} gives {shape}."
    return Problem("output-shape", Severity.ERROR, output.block, words, values, output.index)


def _size(graph: Graph, head: int) -> int:
    layer = graph.blocks[head].layer
    size: int = layer.values()[HEAD_FIELDS[layer.kind]]
    return size


def _of_head(graph: Graph, id: int, given: int, classes: int) -> Problem:
    block = graph.blocks[id]
    field = HEAD_FIELDS[block.kind]
    words = "{block} gives {given} scores, but there are {classes} classes."
    values = {"block": block.name, "given": given, "classes": classes}
    return Problem("head-classes", Severity.ERROR, id, words, values, None, field, (SetFields({field: classes}),))


def _of_softmax(graph: Graph, id: int) -> Iterator[Problem]:
    while graph.blocks[id].kind in PASSING:
        source = graph.wires.get(Port(id))
        if source is None:
            return
        id = source.block
    if graph.blocks[id].kind == "Softmax":
        words = (
            "{block} stands in front of the loss: cross entropy applies softmax itself, and a second one keeps the scores "
            "close together, so that learning slows down. Probabilities come out all the same."
        )
        values = {"block": graph.blocks[id].name}
        yield Problem("softmax-before-loss", Severity.WARNING, id, words, values, remedies=(RemoveBlock(),))


def _error(code: str, block: int | None, words: str, values: Mapping[str, object], port: int | None = None) -> Problem:
    return Problem(code, Severity.ERROR, block, words, values, port)
