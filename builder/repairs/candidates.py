"""Candidate changes per problem; :mod:`builder.repairs.repairs` tries them and keeps those that fix it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from builder.analysis import Analysis
from builder.analysis.topology import Topology
from builder.common.messages import QT_TRANSLATE_NOOP, Message, join_names
from builder.edits import Ids, add_block, connect, delete, insert_on_wire, set_fields
from builder.edits.sharing import share_weights, with_layer
from builder.groups.group import REPEAT
from builder.layers import make
from builder.layers.base import ITS_INPUT, InsertBefore, Layer, Remedy, RemoveBlock, ReplaceBy, SetFields, Shape, ShapeError
from builder.model.graph import Graph, Port, Position
from builder.model.layout.arrange import ROW
from builder.model.problem import Problem
from builder.model.task import Task

Change = Callable[[Graph, Ids], Graph]

NewBlock = tuple[str, Mapping[str, Any]]
"""A block to put in: its kind and fields."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A change that may fix a problem, and the marked template and values of its label."""

    template: str
    values: Mapping[str, Any]
    change: Change = field(compare=False)


def candidates(graph: Graph, task: Task | None, problem: Problem, analysis: Analysis) -> Iterator[Candidate]:
    """Changes that may fix `problem`, best first: remedies of its layer, then those known for its code.

    `analysis` is that of `graph`, with what enters it where it is the inside of a group.
    """
    for remedy in problem.remedies:
        if problem.block is not None:
            yield _of_remedy(graph, problem, problem.block, remedy)
    special = _SPECIAL.get(problem.code)
    if special is not None:
        yield from special(graph, task, problem, analysis)


# -- what layers suggest --------------------------------------------------------------------------------------------


def _of_remedy(graph: Graph, problem: Problem, id: int, remedy: Remedy) -> Candidate:
    block = graph.blocks[id]
    values: dict[str, Any] = {"block": block.name}
    match remedy:
        case SetFields():
            current = block.layer.values()
            changed = {name: _value_text(value) for name, value in remedy.values.items() if value != current.get(name)}
            words, values["changes"] = QT_TRANSLATE_NOOP("Repairs", "Set {changes} in {block}"), _join_changes(changed)
            return Candidate(words, values, lambda graph, _: set_fields(graph, [id], remedy.values))
        case InsertBefore():
            summary = str(make(remedy.kind, **remedy.values).summary())
            values |= {"kind": f"{remedy.kind} ({summary})" if summary else remedy.kind, "source": problem.values.get("source")}
            joined = block.layer.variadic
            words = QT_TRANSLATE_NOOP("Repairs", "Insert {kind} before {block}")
            if joined:
                words = QT_TRANSLATE_NOOP("Repairs", "Insert {kind} between {source} and {block}")
                source = graph.wires.get(Port(id, remedy.port))
                values["source"] = graph.blocks[source.block].name if source else ITS_INPUT
            return Candidate(words, values, _before(Port(id, remedy.port), [(remedy.kind, remedy.values)]))
        case RemoveBlock():
            return Candidate(QT_TRANSLATE_NOOP("Repairs", "Remove {block}"), values, lambda graph, _: delete(graph, [id]))
        case ReplaceBy():
            values["kind"] = remedy.kind
            layer = make(remedy.kind, **remedy.values)
            return Candidate(
                QT_TRANSLATE_NOOP("Repairs", "Make {block} a {kind}"), values, lambda graph, _: with_layer(graph, id, layer)
            )


def _join_changes(changes: Mapping[str, str]) -> Message:
    """Values of fields as people list them: "kernel_size to 3, padding to 1 and stride to 2"."""
    if not changes:
        return Message.of(QT_TRANSLATE_NOOP("Repairs", "nothing"))
    parts = [
        Message.of(QT_TRANSLATE_NOOP("Repairs", "{field} to {value}"), field=name, value=value)
        for name, value in changes.items()
    ]
    words = parts[0]
    for at, part in enumerate(parts[1:], 2):
        template = QT_TRANSLATE_NOOP("Repairs", "{first}, {next}")
        if at == len(parts):
            template = QT_TRANSLATE_NOOP("Repairs", "{first} and {next}")
        words = Message.of(template, first=words, next=part)
    return words


def _value_text(value: object) -> str:
    """A field's value as people write it."""
    if value is None:
        return QT_TRANSLATE_NOOP("Repairs", "empty")
    if isinstance(value, tuple):
        return str(value[0]) if len(value) == 2 and value[0] == value[1] else " × ".join(map(str, value))
    return str(value)


# -- what codes are known for ---------------------------------------------------------------------------------------


def _of_no_input(graph: Graph, task: Task | None, _problem: Problem, _analysis: Analysis) -> Iterator[Candidate]:
    layer = make("Input", shape=task.input_shape) if task else make("Input")
    free = [port for id in graph.ids() for port in _free_inputs(graph, id) if graph.blocks[id].kind != "Output"]
    above = _edge(graph, free[0].block if len(free) == 1 else None, -ROW)

    def change(graph: Graph, ids: Ids) -> Graph:
        new = ids.next
        graph = add_block(graph, ids, layer, above)
        return connect(graph, Port(new), free[0]) if len(free) == 1 else graph

    if len(free) == 1:
        yield Candidate(
            QT_TRANSLATE_NOOP("Repairs", "Add an Input before {block}"), {"block": graph.blocks[free[0].block].name}, change
        )
    else:
        yield Candidate(QT_TRANSLATE_NOOP("Repairs", "Add an Input"), {}, change)


def _of_no_output(graph: Graph, _task: Task | None, _problem: Problem, _analysis: Analysis) -> Iterator[Candidate]:
    ends = _ends(graph)
    if not ends:
        yield Candidate(
            QT_TRANSLATE_NOOP("Repairs", "Add an Output"),
            {},
            lambda graph, ids: add_block(graph, ids, make("Output"), _edge(graph, None, ROW)),
        )
    for id in ends[:4]:
        yield Candidate(
            QT_TRANSLATE_NOOP("Repairs", "Add an Output after {block}"), {"block": graph.blocks[id].name}, _output_after(id)
        )


def _output_after(id: int) -> Change:
    def change(graph: Graph, ids: Ids) -> Graph:
        new = ids.next
        return connect(add_block(graph, ids, make("Output"), _edge(graph, id, ROW)), Port(id), Port(new))

    return change


def _of_unconnected(graph: Graph, _task: Task | None, problem: Problem, _analysis: Analysis) -> Iterator[Candidate]:
    id = problem.block
    if id is None:
        return
    target = Port(id, problem.port or 0)
    sources = [end for end in _ends(graph) if not graph.reaches(id, end)]
    if len(sources) == 1:
        values = {"source": graph.blocks[sources[0]].name, "block": graph.blocks[id].name}
        yield Candidate(
            QT_TRANSLATE_NOOP("Repairs", "Connect {source} to {block}"),
            values,
            lambda graph, _: connect(graph, Port(sources[0]), target),
        )
    if not graph.successors(id) and graph.blocks[id].layer.output_names:
        yield _removal(graph, [id])


def _of_output(graph: Graph, task: Task | None, problem: Problem, analysis: Analysis) -> Iterator[Candidate]:
    """Another size of the last layer with weights, where that is all that differs; else what the target knows would help."""
    if task is None or problem.block is None:
        return
    given, block = analysis.blocks[problem.block].output, graph.blocks[problem.block]
    if given is None:
        return
    taking = (id for id in graph.of_kind("Input") if graph.reaches(id, problem.block))
    image = task.image_sizes(analysis.blocks[id].output for id in taking)
    yield from _of_channels(graph, problem, given, task.target.output_sizes(image))
    for steps in task.target.steps(given, image):
        values = {"kinds": join_names([kind for kind, _ in steps]), "block": block.name}
        yield Candidate(
            QT_TRANSLATE_NOOP("Repairs", "Insert {kinds} before {block}"), values, _before(Port(problem.block), steps)
        )


def _of_channels(graph: Graph, problem: Problem, given: Shape, wanted: tuple[int, ...]) -> Iterator[Candidate]:
    """As many times more channels of the nearest layer with weights as the output lacks, also behind a PixelShuffle."""
    if problem.block is None or len(given) != len(wanted) or given.sizes[1:] != wanted[1:]:
        return
    here = problem.block
    while len(before := graph.predecessors(here)) == 1:
        here = before[0]
        layer = graph.blocks[here].layer
        fields = [name for name in ("out_channels", "out_features") if name in layer.values()]
        if fields:
            size = layer.values()[fields[0]]
            changed, left = divmod(size * wanted[0], given.sizes[0])
            if not left and changed != size:
                yield _of_remedy(graph, problem, here, SetFields({fields[0]: changed}))
            return


def _before(target: Port, steps: Sequence[NewBlock]) -> Change:
    """New blocks in front of an input, in their order."""

    def change(graph: Graph, ids: Ids) -> Graph:
        for kind, values in steps:
            graph = insert_on_wire(graph, ids, make(kind, **values), target)
        return graph

    return change


def _of_join(graph: Graph, _task: Task | None, problem: Problem, analysis: Analysis) -> Iterator[Candidate]:
    """A block on every branch that differs from one of them; which, the join says of each pair."""
    id = problem.block
    if id is None:
        return
    shapes = [shape for shape in analysis.blocks[id].inputs if shape is not None]
    for like in range(len(shapes)):
        found = [_converter(graph.blocks[id].layer, shapes[like], shape) for shape in shapes]
        inserts = {port: step for port, step in enumerate(found) if step is not None}
        if len(inserts) > 1:
            source = graph.wires[Port(id, like)].block
            values = {"kinds": join_names([kind for kind, _ in inserts.values()]), "block": graph.blocks[id].name}
            words = QT_TRANSLATE_NOOP("Repairs", "Insert {kinds} before {block}, to match {source}")
            yield Candidate(words, {**values, "source": graph.blocks[source].name}, _on_branches(id, inserts))


def _converter(join: Layer, like: Shape, shape: Shape) -> NewBlock | None:
    """The block that the join asks for in front of `shape` to fit `like`; None where they fit, or nothing helps."""
    try:
        join.outputs(like, shape)
    except ShapeError as error:
        remedies = [remedy for remedy in error.advice.remedies if isinstance(remedy, InsertBefore) and remedy.port == 1]
        return (remedies[0].kind, remedies[0].values) if remedies else None
    return None


def _on_branches(id: int, inserts: Mapping[int, NewBlock]) -> Change:
    def change(graph: Graph, ids: Ids) -> Graph:
        for port, step in inserts.items():
            graph = _before(Port(id, port), [step])(graph, ids)
        return graph

    return change


def _of_input_shape(graph: Graph, _task: Task | None, problem: Problem, _analysis: Analysis) -> Iterator[Candidate]:
    """The data's shape, with a Flatten where a list of numbers was expected."""
    id = problem.block
    wanted = next((remedy for remedy in problem.remedies if isinstance(remedy, SetFields)), None)
    if id is None or wanted is None:
        return

    def change(graph: Graph, ids: Ids) -> Graph:
        graph = set_fields(graph, [id], wanted.values)
        for target in graph.targets(Port(id)):
            graph = insert_on_wire(graph, ids, make("Flatten"), target)
        return graph

    yield Candidate(
        QT_TRANSLATE_NOOP("Repairs", "Let {block} take the images, and flatten them behind it"),
        {"block": graph.blocks[id].name},
        change,
    )


def _of_surplus(graph: Graph, _task: Task | None, problem: Problem, _analysis: Analysis) -> Iterator[Candidate]:
    if problem.block is not None:
        yield _removal(graph, [problem.block])


def _of_unused(graph: Graph, _task: Task | None, problem: Problem, _analysis: Analysis) -> Iterator[Candidate]:
    """The whole branch: everything that feeds only this end of it."""
    if problem.block is None:
        return
    topology = Topology.of(graph)
    others = [id for id in graph.blocks if not graph.successors(id) and id != problem.block]
    branch = topology.ancestors([problem.block]) - topology.ancestors(others)
    yield _removal(graph, sorted(branch))


def _of_weights(graph: Graph, _task: Task | None, problem: Problem, _analysis: Analysis) -> Iterator[Candidate]:
    id = problem.block
    if id is not None:
        words, values = QT_TRANSLATE_NOOP("Repairs", "Give {block} weights of its own"), {"block": graph.blocks[id].name}
        yield Candidate(words, values, lambda graph, _: share_weights(graph, id, None))


def _removal(graph: Graph, ids: list[int]) -> Candidate:
    names = join_names([graph.blocks[id].name for id in ids])
    return Candidate(QT_TRANSLATE_NOOP("Repairs", "Remove {block}"), {"block": names}, lambda graph, _: delete(graph, ids))


def _of_bad_wire(graph: Graph, _task: Task | None, _problem: Problem, _analysis: Analysis) -> Iterator[Candidate]:
    dangling = Topology.of(graph).dangling_wires

    def change(graph: Graph, _ids: Ids) -> Graph:
        for target in dangling:
            graph = graph.without_wire(target)
        return graph

    yield Candidate(QT_TRANSLATE_NOOP("Repairs", "Remove the broken wires"), {}, change)


def _ends(graph: Graph) -> list[int]:
    """Blocks whose first output feeds nothing yet."""
    return [id for id in graph.ids() if graph.blocks[id].layer.output_names and not graph.targets(Port(id))]


def _free_inputs(graph: Graph, id: int) -> list[Port]:
    if graph.blocks[id].layer.variadic and graph.arity(id) == 0:
        return [Port(id)]
    return [port for port in graph.input_ports(id) if port not in graph.wires]


def _edge(graph: Graph, near: int | None, step: float) -> Position:
    """A row above (negative `step`) or below the block, or the whole network."""
    if near is not None:
        x, y = graph.positions.get(near, (0.0, 0.0))
        return (x, y + step)
    if not graph.positions:
        return (0.0, 0.0)
    x, y = (min if step < 0 else max)(graph.positions.values(), key=lambda place: place[1])
    return (x, y + step)


def _of_group(graph: Graph, _task: Task | None, problem: Problem, analysis: Analysis) -> Iterator[Candidate]:
    """A field of the group set to the channels that come in, which is what most groups want."""
    if problem.block is None:
        return
    block = graph.blocks[problem.block]
    given = [shape for shape in analysis.blocks[problem.block].inputs if shape is not None and len(shape)]
    for name, value in block.layer.values().items():
        if given and name != REPEAT and type(value) is int and value != given[0].channels:
            yield _of_remedy(graph, problem, problem.block, SetFields({name: given[0].channels}))


_SPECIAL: Mapping[str, Callable[[Graph, Task | None, Problem, Analysis], Iterator[Candidate]]] = {
    "no-input": _of_no_input,
    "no-output": _of_no_output,
    "unconnected-input": _of_unconnected,
    "output-shape": _of_output,
    "head-missing": _of_output,
    "join-shapes": _of_join,
    "input-shape": _of_input_shape,
    "weights-differ": _of_weights,
    "bad-weights": _of_weights,
    "end-inside": _of_surplus,
    "port-outside": _of_surplus,
    "unknown-layer": _of_surplus,
    "unused-output": _of_unused,
    "bad-wire": _of_bad_wire,
    "inside-group": _of_group,
}
