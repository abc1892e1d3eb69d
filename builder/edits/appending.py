"""Append: what a double-click in the palette does. The block is added, wired, and given what it needs around it."""

from __future__ import annotations

from dataclasses import dataclass

from builder.analysis import Analysis, analyse
from builder.common.messages import QT_TRANSLATE_NOOP
from builder.edits.blocks import add_block
from builder.edits.errors import EditError, block_of
from builder.edits.groups import add_definition
from builder.edits.head_size import with_head_size
from builder.edits.room import below, free_beside, place_of, spread
from builder.groups.definition import definition_of
from builder.groups.group import Group
from builder.layers import LAYERS, PORTS, Layer, make
from builder.model.graph import Graph, Port, Position
from builder.model.ids import Ids
from builder.model.layout.arrange import ROW
from builder.model.outputs import head_size, heads, outputs_in_order
from builder.model.task import Task

AUXILIARY_WEIGHT = 0.3
"""How much a second Output counts in training to begin with: as much as the extra heads of GoogLeNet."""


def append(
    graph: Graph,
    ids: Ids,
    kind: str | type[Layer],
    after: int | None,
    *,
    task: Task | None = None,
    position: Position | None = None,
    known: Analysis | None = None,
) -> tuple[Graph, int]:
    """With a block of `kind` after the block `after`, or at the end, wired and in its place; and the new block's id.

    On an empty canvas an Input (of the task's shape) comes along, and an Output, which stays at the end. Where `after`
    feeds one block, the new one goes in between; where it feeds several, the new one begins a branch. Layers that need
    another in front get it (Linear a Flatten), and a join takes up the branches that end openly. With a task, a Linear
    that becomes the head gets the number of classes, and the one that was the head and had that number returns to the
    default size, since a hidden layer of as many neurons as there are classes is never meant. With the analysis of
    `graph` that is `known`, none is made. Raises :class:`EditError` where there is no block `after`, and for a layer that
    cannot be there.
    """
    layer = _fresh(kind)
    if after is not None:
        block_of(graph, after)
    if layer.kind in ("Input", "Output") and graph.of_kind("GroupOutput"):
        raise EditError(
            QT_TRANSLATE_NOOP(
                "Edits", "An {title} is an end of the whole network; inside of a group stand group inputs and outputs."
            ),
            title=layer.title,
        )
    if layer.kind == "Input":
        return _with_input(graph, ids, task, position)
    if layer.kind == "Output":
        return _with_output(graph, ids, after, task)
    if layer.kind == "GroupOutput":
        return _with_exit(graph, ids, after, position)
    if isinstance(layer, Group):
        graph = add_definition(graph, definition_of(layer))
    if not layer.input_names and not layer.variadic:
        new = ids.next
        return add_block(graph, ids, layer, position or _beside(graph, after)), new
    before = heads(graph) if task is not None and layer.kind == "Linear" else []
    graph, source = _start(graph, ids, after, task)
    fed = graph.targets(source)
    spot = _Spot(source, fed, position)
    for piece in _pieces(graph, source, layer, known):
        graph, spot = _insert_piece(graph, ids, piece, spot)
    new = spot.source.block
    if layer.variadic:
        graph = _gather_branches(graph, new)
    if not fed:
        graph = _lead_to_output(graph, ids, new)
    return _move_head_size(graph, before, new, task), new


def _fresh(kind: str | type[Layer]) -> Layer:
    if not isinstance(kind, str):
        return kind.fresh()
    cls = LAYERS.get(kind) or PORTS.get(kind)
    if cls is None:
        raise EditError(QT_TRANSLATE_NOOP("Edits", "There is no kind of layer called {kind}."), kind=kind)
    return cls.fresh()


def _beside(graph: Graph, after: int | None) -> Position:
    """A free place for a block that nothing feeds."""
    return free_beside(graph, (0.0, 0.0) if after is None else place_of(graph, after))


def _start(graph: Graph, ids: Ids, after: int | None, task: Task | None) -> tuple[Graph, Port]:
    """The output that the new block follows; an Input is made when there is none to follow."""
    if after is not None and graph.blocks[after].layer.output_names:
        return graph, Port(after)
    outputs = [after] if after is not None else outputs_in_order(graph) or graph.of_kind("GroupOutput")
    for output in outputs:
        source = graph.wires.get(Port(output))
        if source is not None:
            return graph, source
    open_ends = [id for id in graph.order() if graph.blocks[id].layer.output_names and not graph.successors(id)]
    if open_ends:
        return graph, Port(open_ends[-1])
    new = ids.next
    x, y = place_of(graph, outputs[0]) if outputs else (0.0, ROW)
    return add_block(graph, ids, _input(task), (x, y - ROW)), Port(new)


def _input(task: Task | None) -> Layer:
    return make("Input", shape=task.input_shape) if task else LAYERS["Input"].fresh()


def _pieces(graph: Graph, source: Port, layer: Layer, known: Analysis | None) -> list[Layer]:
    """The layer, with the one that it needs in front when the shape that arrives is known."""
    if type(layer).needs_before is Layer.needs_before:
        return [layer]
    report = known.blocks.get(source.block) if known is not None else None
    shapes = (report or analyse(graph).blocks[source.block]).outputs
    needed = layer.needs_before(shapes[source.index]) if source.index < len(shapes) else None
    return [LAYERS[needed].fresh(), layer] if needed else [layer]


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where the next block goes: behind `source`, which fed `fed`, and at `position` if a person chose one."""

    source: Port
    fed: list[Port]
    position: Position | None


def _insert_piece(graph: Graph, ids: Ids, layer: Layer, spot: _Spot) -> tuple[Graph, _Spot]:
    """With a block of `layer` in front of what the source fed alone, else as a branch; and the spot behind it."""
    new = Port(ids.next)
    branch = len(spot.fed) > 1
    place = below(graph, spot.source.block)
    graph = add_block(graph, ids, layer, spot.position or (free_beside(graph, place) if branch else place))
    graph = graph.with_wire(spot.source, new)
    if len(spot.fed) == 1:
        graph = graph.with_wire(new, spot.fed[0])
    if spot.position is None:
        return graph if branch else spread(graph, new.block), _Spot(new, spot.fed, None)
    x, y = spot.position
    return graph, _Spot(new, spot.fed, (x, y + ROW))


def _gather_branches(graph: Graph, join: int) -> Graph:
    """With the other branches that end openly led into the new join."""
    for id in graph.ids():
        block = graph.blocks[id]
        open_end = block.layer.output_names and block.layer.input_names and not graph.successors(id)
        if id != join and open_end and not graph.reaches(join, id):
            graph = graph.with_wire(Port(id), Port(join, graph.arity(join)))
    return graph


def _lead_to_output(graph: Graph, ids: Ids, last: int) -> Graph:
    """With `last` leading to the Output, if that is free or has to be made."""
    outputs = graph.of_kind("Output") or graph.of_kind("GroupOutput")
    unfed = [id for id in outputs if Port(id) not in graph.wires]
    if outputs and not unfed:
        return graph
    place = below(graph, last)
    if not unfed:
        output = ids.next
        graph = add_block(graph, ids, LAYERS["Output"].fresh(), place)
    else:
        output = unfed[0]
        graph = graph.at({output: place}) if place_of(graph, output)[1] < place[1] else graph
    return spread(graph.with_wire(Port(last), Port(output)), output)


def _move_head_size(graph: Graph, before: list[int], new: int, task: Task | None) -> Graph:
    """With the number of classes on a new Linear that is the head now, and not on the one that was."""
    classes = len(task.classes) if task else 0
    if not classes or graph.blocks[new].kind != "Linear" or heads(graph) != [new]:
        return graph
    graph = with_head_size(graph, new, classes)
    for id in before:
        block = graph.blocks[id]
        if block.kind == "Linear" and head_size(graph, id) == classes:
            default = type(block.layer).params()["out_features"].default
            graph = with_head_size(graph, id, default)
    return graph


def _with_input(graph: Graph, ids: Ids, task: Task | None, position: Position | None) -> tuple[Graph, int]:
    """With an Input in front of the first block without a source; next to the existing Inputs if there is none."""
    new = ids.next
    waiting = [port for id in graph.order() for port in graph.input_ports(id) if port not in graph.wires]
    if not waiting:
        there = graph.of_kind("Input")
        place = place_of(graph, there[-1]) if there else (0.0, 0.0)
        return add_block(graph, ids, _input(task), position or free_beside(graph, place)), new
    x, y = place_of(graph, waiting[0].block)
    graph = add_block(graph, ids, _input(task), position or free_beside(graph, (x, y - ROW)))
    return graph.with_wire(Port(new), waiting[0]), new


def _with_output(graph: Graph, ids: Ids, after: int | None, task: Task | None) -> tuple[Graph, int]:
    """With an Output at the end, wired; one that waits there is taken. Beside another it counts as an auxiliary head."""
    there = graph.of_kind("Output")
    graph, source = _start(graph, ids, after, task)
    leading = [port.block for port in graph.targets(source) if graph.blocks[port.block].kind == "Output"]
    if leading:
        name, output = graph.blocks[source.block].name, graph.blocks[leading[0]].name
        template = QT_TRANSLATE_NOOP("Edits", "The network has an Output already: {name} leads to {output}.")
        if after is None:
            template = QT_TRANSLATE_NOOP(
                "Edits",
                "The network has an Output already: {name} leads to {output}. "
                "Select the block whose result shall be another one.",
            )
        raise EditError(template, name=name, output=output)
    if not there or any(Port(id) not in graph.wires for id in there):
        graph = _lead_to_output(graph, ids, source.block)
        return graph, next(port.block for port in graph.targets(source) if graph.blocks[port.block].kind == "Output")
    new = ids.next
    layer = make("Output", loss_weight=AUXILIARY_WEIGHT)
    graph = add_block(graph, ids, layer, free_beside(graph, below(graph, source.block)))
    return graph.with_wire(source, Port(new)), new


def _with_exit(graph: Graph, ids: Ids, after: int | None, position: Position | None) -> tuple[Graph, int]:
    """With one more way out of the group that `graph` is the inside of, fed by `after` where that gives something."""
    new = ids.next
    fed = after is not None and graph.blocks[after].layer.output_names
    exits = graph.of_kind("GroupOutput")
    beside = free_beside(graph, place_of(graph, exits[-1]) if exits else (0.0, 0.0))
    graph = add_block(graph, ids, _fresh("GroupOutput"), position or beside)
    return (graph.with_wire(Port(after), Port(new)) if fed and after is not None else graph), new
