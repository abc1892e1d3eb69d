"""What is wrong between a network and its task: its inputs, its outputs, its head and the loss."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from builder.analysis.result import BlockReport
from builder.analysis.state import AnalysisState
from builder.common.messages import QT_TRANSLATE_NOOP
from builder.layers.base import Kind, RemoveBlock, SetFields, Shape
from builder.model.graph import Graph, Port
from builder.model.outputs import counted_outputs, head_size, heads, loss_weight
from builder.model.problem import Problem, Severity
from builder.model.task import Task
from builder.tasks.base import Target, shown_names
from builder.tasks.classification import Classes
from builder.tasks.segmentation import PixelClasses

CROSS_ENTROPY = "Cross entropy"
"""The loss of the recipe that applies softmax by itself."""

SOFTMAX_KINDS = (Classes.kind, PixelClasses.kind)

IMAGE_CHANNELS = (1, 3)
"""Grey and colour: what images can be turned into."""

PASSING = ("Identity", "Flatten")
"""Kinds that hand every number on as it is."""


def of_task(state: AnalysisState, task: Task, loss: str | None) -> Iterator[Problem]:
    """Whether what goes in can be the data, what comes out can be compared with the target, and the loss suits both."""
    target = task.target
    if not target.complete:
        return
    graph, reports = state.graph, state.reports
    for id in state.inputs:
        yield from _of_input(graph, id, reports, task)
    yield from _of_several_inputs(state, task)
    yield from _of_loss(task, loss)
    image = task.image_sizes(reports[id].output for id in state.inputs if not state.live or id in state.live)
    sum_reports = counted_outputs(graph, state.outputs)
    for output in sum_reports:
        source, given = graph.wires.get(Port(output)), reports[output].output
        if source is None or given is None:
            continue
        if not target.accepts(given, image):
            yield _of_output(graph, Port(output), given, target, image)
        elif given.sizes != target.output_sizes(image):
            yield _of_border(graph, output, given, image)
        if is_cross_entropy(loss) and task.kind in SOFTMAX_KINDS:
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
    return loss is None or loss == CROSS_ENTROPY


def _of_input(graph: Graph, id: int, reports: Mapping[int, BlockReport], task: Task) -> Iterator[Problem]:
    shape, wanted = reports[id].output, task.target.input_size(task.input_shape)
    if shape is None or len(wanted) != 3:
        return
    values = {"block": graph.blocks[id].name, "shape": str(shape), "data": str(Shape(wanted))}
    remedies = (SetFields({"shape": wanted, "mean": None, "std": None}),)
    field = "shape"
    if shape.kind is not Kind.FLOAT:
        words = QT_TRANSLATE_NOOP(
            "Problems", "{block} takes whole numbers that stand for things, but the data are images of {data}."
        )
        field, remedies = "holds", (SetFields({"shape": wanted, "holds": "numbers"}),)
    elif len(shape) != 3:
        words = QT_TRANSLATE_NOOP(
            "Problems", "{block} takes {shape}, but the data are images of {data} (channels × height × width)."
        )
    elif shape.channels != wanted[0] and shape.channels not in IMAGE_CHANNELS:
        words = QT_TRANSLATE_NOOP(
            "Problems", "{block} takes images of {shape}, but the data are {data}: images have 1 channel (grey) or 3 (colour)."
        )
    else:
        return
    yield Problem(
        code="input-shape", severity=Severity.ERROR, block=id, template=words, values=values, field=field, remedies=remedies
    )


def _of_output(graph: Graph, output: Port, given: Shape, target: Target, image: tuple[int, ...]) -> Problem:
    """Why an output cannot be compared with the target, at the block that would have to change."""
    sizes, wanted = target.output_sizes(image), target.head_size(image)
    values = {
        "block": graph.blocks[output.block].name,
        "source": graph.blocks[graph.wires[output].block].name,
        "shape": str(given),
        "sizes": str(Shape(sizes)),
        "count": wanted,
        "names": shown_names(target.names),
        **target.record(),
    }
    found = heads(graph, output.block)
    code, words = "output-shape", target.wanted
    if len(given) == len(sizes) and given.sizes[1:] == sizes[1:]:
        if len(found) > 1:
            code, words = "head-ambiguous", target.several_heads
            values["names"] = ", ".join(graph.blocks[id].name for id in found)
        elif found and head_size(graph, found[0]) == given.sizes[0]:
            return _of_head(graph, found[0], given.sizes[0], target, wanted)
        elif not found:
            code, words = "head-missing", target.no_head
    return Problem(code=code, severity=Severity.ERROR, block=output.block, template=words, values=values, port=output.index)


def _of_head(graph: Graph, id: int, given: int, target: Target, wanted: int) -> Problem:
    block = graph.blocks[id]
    field = block.layer.head_field or ""
    return Problem(
        code="head-classes",
        severity=Severity.ERROR,
        block=id,
        template=target.head_wanted,
        values={"block": block.name, "given": given, "count": wanted},
        field=field,
        remedies=(SetFields({field: wanted}),),
    )


def _of_border(graph: Graph, output: int, given: Shape, image: tuple[int, ...]) -> Problem:
    words = QT_TRANSLATE_NOOP(
        "Problems",
        "{block} gets maps of {shape} for images of {sizes}: only the middle of each image is learned, its border is left out.",
    )
    values = {"block": graph.blocks[output].name, "shape": str(given), "sizes": str(Shape(image))}
    return Problem(code="cropped-target", severity=Severity.WARNING, block=output, template=words, values=values)


def _of_loss(task: Task, loss: str | None) -> Iterator[Problem]:
    target = task.target
    if loss is not None and loss not in target.losses:
        words = QT_TRANSLATE_NOOP("Problems", "The loss {loss} does not suit the task {task}; choose {losses} in the recipe.")
        values = {"loss": loss, "task": target.title, "losses": ", ".join(target.losses)}
        yield Problem(code="loss-task", severity=Severity.ERROR, block=None, template=words, values=values)


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
