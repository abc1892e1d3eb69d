"""What is wrong with the network as a whole: its ends, its wiring, and how it answers the task."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from builder.analysis.result import BlockReport
from builder.analysis.state import AnalysisState
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.layers.base import Kind, RemoveBlock, SetFields, Shape
from builder.layers.endpoints import Input, Output
from builder.layers.ports import GroupOutput
from builder.model.graph import Block, Graph, Port
from builder.model.outputs import counted_outputs, head_size, heads, loss_weight
from builder.model.problem import Problem, Severity
from builder.model.task import Task

IMAGE_CHANNELS = (1, 3)
"""Grey and colour: what images can be turned into."""

PASSING = ("Identity", "Flatten")
"""Kinds that hand every number on as it is."""


def of_ends(state: AnalysisState) -> Iterator[Problem]:
    """A network needs an Input and an Output, a group an entrance and an exit, and neither takes the ends of the other."""
    blocks = state.graph.blocks
    if state.body:
        if not state.inputs:
            yield _error(
                "no-group-input",
                None,
                QT_TRANSLATE_NOOP("Problems", "The group has no Group input: nothing could be led into it."),
                {},
            )
        if not state.outputs:
            yield _error(
                "no-group-output",
                None,
                QT_TRANSLATE_NOOP("Problems", "The group has no Group output: nothing would come out of it."),
                {},
            )
        for id in state.misplaced_ends:
            words = QT_TRANSLATE_NOOP(
                "Problems", "{block} is an end of a whole network and cannot stand inside a group: take a Group output instead."
            )
            if isinstance(blocks[id].layer, Input):
                words = QT_TRANSLATE_NOOP(
                    "Problems",
                    "{block} is an end of a whole network and cannot stand inside a group: take a Group input instead.",
                )
            yield _error("end-inside", id, words, {"block": blocks[id].name})
        return
    if not state.inputs:
        yield _error(
            "no-input", None, QT_TRANSLATE_NOOP("Problems", "The network has no Input: nothing says what goes in."), {}
        )
    if not state.outputs:
        yield _error(
            "no-output", None, QT_TRANSLATE_NOOP("Problems", "The network has no Output: nothing says which result counts."), {}
        )
    for id in state.misplaced_ends:
        if isinstance(blocks[id].layer, GroupOutput):
            yield _error(
                "port-outside",
                id,
                QT_TRANSLATE_NOOP("Problems", "{block} is the exit of a group, but stands in none."),
                {"block": blocks[id].name},
            )


def of_wiring(graph: Graph, dangling: Sequence[Port], cyclic: Sequence[int]) -> Iterator[Problem]:
    """Wires that begin or end nowhere, and loops; only damaged graphs have them."""
    for target in dangling:
        known = graph.blocks.get(target.block)
        words = QT_TRANSLATE_NOOP("Problems", "A wire of {block} begins or ends at a connector that does not exist.")
        name = known.name if known else Message.of(QT_TRANSLATE_NOOP("Problems", "block {id}"), id=target.block)
        yield _error("bad-wire", target.block if known else None, words, {"block": name}, target.index)
    if cyclic:
        names = ", ".join(graph.blocks[id].name for id in cyclic[:5])
        words = QT_TRANSLATE_NOOP(
            "Problems", "{names} feed each other in a loop, so there is no order in which they could be computed."
        )
        yield _error("cycle", cyclic[0], words, {"names": names})


def of_weights(state: AnalysisState) -> Iterator[Problem]:
    """Whether the weights that blocks use of others are there, and fit."""
    blocks = state.graph.blocks
    for id in sorted(state.shared_tensors):
        block = blocks[id]
        owner = None if block.weights_of is None else blocks.get(block.weights_of)
        if owner is None or owner.id == id:
            words = QT_TRANSLATE_NOOP("Problems", "{block} uses the weights of a block that is not there.")
            yield _error("bad-weights", id, words, {"block": block.name})
        elif owner.weights_of is not None or owner.layer != block.layer:
            words = QT_TRANSLATE_NOOP("Problems", "{block} uses the weights of {owner}, but the two are not set alike.")
            if owner.weights_of is not None:
                words = QT_TRANSLATE_NOOP("Problems", "{block} uses the weights of {owner}, which has none of its own.")
            yield _error("bad-weights", id, words, {"block": block.name, "owner": owner.name})
        elif state.reports[id].outputs and state.reports[owner.id].outputs:
            yield from _of_sizes(state, block, owner)


def _of_sizes(state: AnalysisState, block: Block, owner: Block) -> Iterator[Problem]:
    """Whether the tensors have the sizes that `block` needs; the first that has not is reported."""
    report, wanted = state.reports[owner.id], state.shared_tensors[block.id]
    there = {**report.parameter_shapes, **report.buffer_shapes}
    for name in there:
        if there[name] != wanted.get(name):
            words = QT_TRANSLATE_NOOP(
                "Problems",
                "{block} uses the weights of {owner}, which do not fit: {tensor} is {there} there, and {block} needs {wanted}.",
            )
            values = {"block": block.name, "owner": owner.name, "tensor": name, "there": str(Shape(there[name]))}
            wants = str(Shape(wanted[name])) if name in wanted else QT_TRANSLATE_NOOP("Problems", "none")
            yield _error("weights-differ", block.id, words, {**values, "wanted": wants})
            return


def unused_problem(graph: Graph, id: int, body: bool) -> Problem:
    """`id` ends a branch that no Output ever sees."""
    words = QT_TRANSLATE_NOOP(
        "Problems", "{block} does not lead to the Output: it is left out of training and export, with what feeds only it."
    )
    if body:
        words = QT_TRANSLATE_NOOP(
            "Problems", "{block} does not lead to a Group output: it is left out, with what feeds only it."
        )
    return Problem(
        code="unused-output", severity=Severity.WARNING, block=id, template=words, values={"block": graph.blocks[id].name}
    )


def unread_problem(graph: Graph, id: int) -> Problem:
    """No Output depends on any Input; `id` is the first of them."""
    words = QT_TRANSLATE_NOOP(
        "Problems", "{block} does not lead to an Output: whatever comes in, the result would be the same."
    )
    return _error("unread-input", id, words, {"block": graph.blocks[id].name})


def unconnected_problem(graph: Graph, id: int, port: int) -> Problem:
    """Input `port` of `id` is fed by nothing."""
    block = graph.blocks[id]
    if block.layer.variadic:
        words = QT_TRANSLATE_NOOP("Problems", "{block} has nothing to join: lead two or more wires to it.")
    elif isinstance(block.layer, Output):
        words = QT_TRANSLATE_NOOP("Problems", "{block} is not connected: nothing says which result counts.")
    elif isinstance(block.layer, GroupOutput):
        words = QT_TRANSLATE_NOOP("Problems", "{block} is not connected: nothing says what comes out of the group there.")
    else:
        words = QT_TRANSLATE_NOOP("Problems", "{block} has no input: connect it to the block whose result it works on.")
    return _error("unconnected-input", id, words, {"block": block.name}, port)


def of_task(state: AnalysisState, task: Task, loss: str | None) -> Iterator[Problem]:
    """Whether what goes in can be the data, and what comes out one score per class."""
    if task.kind != "classification" or not task.classes:
        return
    graph, reports = state.graph, state.reports
    for id in state.inputs:
        yield from _of_input(graph, id, reports, task)
    yield from _of_several_inputs(state, task)
    sum_reports = counted_outputs(graph, state.outputs)
    for output in sum_reports:
        source, given = graph.wires.get(Port(output)), reports[output].output
        if source is None or given is None:
            continue
        if given.sizes != (len(task.classes),):
            yield _of_scores(graph, Port(output), given, len(task.classes))
        if is_cross_entropy(loss):
            yield from _of_softmax(graph, source.block)
    if sum_reports and loss_weight(graph, sum_reports[0]) == 0:
        words = QT_TRANSLATE_NOOP(
            "Problems",
            "{block} counts for nothing: its loss weight is 0, and no other Output has one, so nothing would be learned.",
        )
        values, remedies = {"block": graph.blocks[sum_reports[0]].name}, (SetFields({"loss_weight": 1.0}),)
        yield Problem(
            code="no-loss",
            severity=Severity.ERROR,
            block=sum_reports[0],
            template=words,
            values=values,
            field="loss_weight",
            remedies=remedies,
        )


def _of_several_inputs(state: AnalysisState, task: Task) -> Iterator[Problem]:
    """The data hold one image per sample, whatever the network has room for."""
    taking = [id for id in state.inputs if id in state.live]
    if len(taking) > 1 and len(task.input_shape) == 3:
        names = ", ".join(state.graph.blocks[id].name for id in taking[:5])
        words = QT_TRANSLATE_NOOP("Problems", "{names} all get the same image: the data hold one image a sample.")
        yield Problem(
            code="several-inputs", severity=Severity.WARNING, block=taking[1], template=words, values={"names": names}
        )
        yield from _of_input_sizes(state, taking)


def _of_input_sizes(state: AnalysisState, taking: Sequence[int]) -> Iterator[Problem]:
    """Images are resized once, so that all Inputs must take one size."""
    blocks, first = state.graph.blocks, state.reports[taking[0]].output
    for id in taking[1:]:
        shape = state.reports[id].output
        if first is not None and shape is not None and shape.sizes != first.sizes:
            words = QT_TRANSLATE_NOOP(
                "Problems",
                "{block} takes {shape} and {first} {there}, but every Input gets the same images: give both one size.",
            )
            values = {"block": blocks[id].name, "shape": str(shape), "first": blocks[taking[0]].name, "there": str(first)}
            remedies = (SetFields({"shape": first.sizes}),)
            yield Problem(
                code="inputs-differ",
                severity=Severity.ERROR,
                block=id,
                template=words,
                values=values,
                field="shape",
                remedies=remedies,
            )


def is_cross_entropy(loss: str | None) -> bool:
    """Whether `loss` applies softmax by itself; it is what a classification learns by when none is chosen."""
    return loss is None or "cross" in loss.lower()


def _of_input(graph: Graph, id: int, reports: Mapping[int, BlockReport], task: Task) -> Iterator[Problem]:
    shape, wanted = reports[id].output, task.input_shape
    if shape is None or len(wanted) != 3:
        return
    values = {"block": graph.blocks[id].name, "shape": str(shape), "data": str(Shape(wanted))}
    remedies = (SetFields({"shape": wanted, "mean": None, "std": None}),)
    if shape.kind is not Kind.FLOAT:
        words = QT_TRANSLATE_NOOP(
            "Problems", "{block} takes whole numbers that stand for things, but the data are images of {data}."
        )
        whole = (SetFields({"shape": wanted, "holds": "numbers"}),)
        yield Problem(
            code="input-shape", severity=Severity.ERROR, block=id, template=words, values=values, field="holds", remedies=whole
        )
    elif len(shape) != 3:
        words = QT_TRANSLATE_NOOP(
            "Problems", "{block} takes {shape}, but the data are images of {data} (channels × height × width)."
        )
        yield Problem(
            code="input-shape",
            severity=Severity.ERROR,
            block=id,
            template=words,
            values=values,
            field="shape",
            remedies=remedies,
        )
    elif shape.channels != wanted[0] and shape.channels not in IMAGE_CHANNELS:
        words = QT_TRANSLATE_NOOP(
            "Problems", "{block} takes images of {shape}, but the data are {data}: images have 1 channel (grey) or 3 (colour)."
        )
        yield Problem(
            code="input-shape",
            severity=Severity.ERROR,
            block=id,
            template=words,
            values=values,
            field="shape",
            remedies=remedies,
        )


def _of_scores(graph: Graph, output: Port, given: Shape, classes: int) -> Problem:
    source = graph.blocks[graph.wires[output].block].name
    values = {"block": graph.blocks[output.block].name, "source": source, "shape": str(given), "classes": classes}
    found = heads(graph, output.block)
    if len(given) == 1 and len(found) > 1:
        names = ", ".join(graph.blocks[id].name for id in found)
        words = QT_TRANSLATE_NOOP(
            "Problems",
            "{names} together give {shape} scores, but there are {classes} classes: end in one block that gives the scores.",
        )
        return Problem(
            code="head-ambiguous",
            severity=Severity.ERROR,
            block=output.block,
            template=words,
            values={**values, "names": names},
            port=output.index,
        )
    if len(given) == 1 and not found:
        words = QT_TRANSLATE_NOOP(
            "Problems", "{source} gives {shape} numbers, but no Linear or Conv2d makes one score for each of {classes} classes."
        )
        return Problem(
            code="head-missing", severity=Severity.ERROR, block=output.block, template=words, values=values, port=output.index
        )
    if len(given) == 1 and head_size(graph, found[0]) == given.channels:
        return _of_head(graph, found[0], given.channels, classes)
    words = QT_TRANSLATE_NOOP("Problems", "{block} needs one score for each of {classes} classes, but {source} gives {shape}.")
    return Problem(
        code="output-shape", severity=Severity.ERROR, block=output.block, template=words, values=values, port=output.index
    )


def _of_head(graph: Graph, id: int, given: int, classes: int) -> Problem:
    block = graph.blocks[id]
    field = block.layer.head_field or ""
    words = QT_TRANSLATE_NOOP("Problems", "{block} gives {given} scores, but there are {classes} classes.")
    values = {"block": block.name, "given": given, "classes": classes}
    return Problem(
        code="head-classes",
        severity=Severity.ERROR,
        block=id,
        template=words,
        values=values,
        field=field,
        remedies=(SetFields({field: classes}),),
    )


def _of_softmax(graph: Graph, id: int) -> Iterator[Problem]:
    while graph.blocks[id].kind in PASSING:
        source = graph.wires.get(Port(id))
        if source is None:
            return
        id = source.block
    if graph.blocks[id].kind == "Softmax":
        words = QT_TRANSLATE_NOOP(
            "Problems",
            "{block} stands in front of the loss: cross entropy applies softmax itself, and a second one "
            "keeps the scores close together, so that learning slows down. Probabilities come out all "
            "the same.",
        )
        values = {"block": graph.blocks[id].name}
        yield Problem(
            code="softmax-before-loss",
            severity=Severity.WARNING,
            block=id,
            template=words,
            values=values,
            remedies=(RemoveBlock(),),
        )


def _error(code: str, block: int | None, words: str, values: Mapping[str, object], port: int | None = None) -> Problem:
    return Problem(code=code, severity=Severity.ERROR, block=block, template=words, values=values, port=port)
