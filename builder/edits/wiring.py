"""Edits of wires: connect, disconnect, insert on a wire, and deleting blocks with what they leave behind."""

from __future__ import annotations

from collections.abc import Iterable

from builder.analysis import Analysis
from builder.common.messages import QT_TRANSLATE_NOOP, Message, join_names
from builder.edits.blocks import add_block
from builder.edits.errors import EditError, block_of
from builder.edits.joins import close_up
from builder.edits.room import below, spread
from builder.edits.sharing import settle_owners
from builder.layers import Unknown
from builder.layers.base import Layer, RemoveBlock, Shape, ShapeError
from builder.model.graph import Graph, Port, Position
from builder.model.ids import Ids


def why_not_connect(graph: Graph, source: Port, target: Port, known: Analysis | None = None) -> Message | None:
    """Why the output `source` should not feed the input `target`, or None when it may.

    An input that is fed already may be connected: the new wire takes the place of the old one. A join has one more
    free input than it has wires. With a `known` analysis, a shape that the block refuses is a reason too, unless
    its layer knows a remedy: then the wire is allowed, and the problem comes with its repair.
    """
    return _no_way(graph, source, target) or (known and _no_fit(graph, source, target, known)) or None


def _no_fit(graph: Graph, source: Port, target: Port, known: Analysis) -> Message | None:
    """The message of the target's layer when it cannot take the shape and knows no remedy but to go."""
    sources = {port.index: graph.wires.get(port) for port in graph.input_ports(target.block)} | {target.index: source}
    shapes = [_shape_at(known, feeder) for _, feeder in sorted(sources.items())]
    given = [shape for shape in shapes if shape is not None]
    block = graph.blocks[target.block]
    if len(given) < len(shapes) or (len(given) < 2 and block.layer.variadic) or isinstance(block.layer, Unknown):
        return None
    try:
        block.layer.outputs(*given)
    except ShapeError as error:
        mends = any(not isinstance(remedy, RemoveBlock) for remedy in error.advice.remedies)
        return None if mends else error.advice.message(block.name, graph.blocks[source.block].name)
    return None


def _shape_at(known: Analysis, source: Port | None) -> Shape | None:
    report = known.blocks.get(source.block) if source else None
    return report.outputs[source.index] if source and report and source.index < len(report.outputs) else None


def _no_way(graph: Graph, source: Port, target: Port) -> Message | None:
    """Why such a wire cannot be, whatever the shapes."""
    if source.block not in graph.blocks or target.block not in graph.blocks:
        return Message.of(QT_TRANSLATE_NOOP("Edits", "That block is gone."))
    giver, taker = graph.blocks[source.block], graph.blocks[target.block]
    if not 0 <= source.index < len(giver.layer.output_names):
        if not source.index:
            return Message.of(QT_TRANSLATE_NOOP("Edits", "{giver} has no output."), giver=giver.name)
        template = QT_TRANSLATE_NOOP("Edits", "{giver} has no output {number}.")
        return Message.of(template, giver=giver.name, number=source.index + 1)
    most = graph.arity(taker.id) + (1 if taker.layer.variadic else 0)
    if not 0 <= target.index < most:
        if not target.index:
            return Message.of(QT_TRANSLATE_NOOP("Edits", "{taker} has no input."), taker=taker.name)
        template = QT_TRANSLATE_NOOP("Edits", "{taker} has no input {number}.")
        return Message.of(template, taker=taker.name, number=target.index + 1)
    if giver.id == taker.id:
        return Message.of(QT_TRANSLATE_NOOP("Edits", "{giver} cannot feed itself."), giver=giver.name)
    if graph.wires.get(target) == source:
        return Message.of(QT_TRANSLATE_NOOP("Edits", "{giver} feeds this input already."), giver=giver.name)
    if graph.reaches(taker.id, giver.id):
        between = [graph.blocks[id].name for id in path(graph, taker.id, giver.id)[1:-1]]
        template = QT_TRANSLATE_NOOP("Edits", "{giver} cannot feed {taker}: that would make a loop.")
        if between:
            template = QT_TRANSLATE_NOOP("Edits", "{giver} cannot feed {taker}: that would make a loop through {between}.")
        return Message.of(template, giver=giver.name, taker=taker.name, between=join_names(between))
    return None


def path(graph: Graph, start: int, goal: int) -> list[int]:
    """A shortest way down from `start` to `goal`, both included; empty when there is none."""
    before = {start: start}
    waiting = [start]
    for here in waiting:
        if here == goal:
            break
        for next in graph.successors(here):
            if next not in before:
                before[next] = here
                waiting.append(next)
    if goal not in before:
        return []
    way = [goal]
    while way[-1] != start:
        way.append(before[way[-1]])
    return way[::-1]


def connect(graph: Graph, source: Port, target: Port) -> Graph:
    """With `target` fed by `source`; replaces the wire that fed it before. Raises :class:`EditError`."""
    reason = _no_way(graph, source, target)
    if reason:
        raise EditError(reason)
    return graph.with_wire(source, target)


def disconnect(graph: Graph, target: Port) -> Graph:
    """Without the wire into `target`; the inputs of a join close up. Raises :class:`EditError` where there is no such wire."""
    block = block_of(graph, target.block)
    if target not in graph.wires:
        raise EditError(QT_TRANSLATE_NOOP("Edits", "No wire goes into {name} there."), name=block.name)
    ports = graph.input_ports(block.id)
    graph = graph.without_wire(target)
    return close_up(graph, ports) if block.layer.variadic else graph


def insert_on_wire(graph: Graph, ids: Ids, layer: Layer, target: Port, position: Position | None = None) -> Graph:
    """With a new block of `layer` in the wire that feeds `target`; without a `position` what is below makes room.

    Raises :class:`EditError` where there is no such wire, and for a layer without inputs or outputs.
    """
    block_of(graph, target.block)
    if target not in graph.wires:
        raise EditError(QT_TRANSLATE_NOOP("Edits", "There is no wire to put the block on."))
    if not layer.output_names or not (layer.input_names or layer.variadic):
        raise EditError(
            QT_TRANSLATE_NOOP("Edits", "{layer} cannot stand in the middle of a wire."), layer=layer.title or layer.kind
        )
    source = graph.wires[target]
    new = ids.next
    place = below(graph, source.block) if position is None else position
    graph = add_block(graph, ids, layer, place)
    graph = graph.with_wire(source, Port(new)).with_wire(Port(new), target)
    return spread(graph, new) if position is None else graph


def remove(graph: Graph, id: int) -> Graph:
    """Without the one block; see :func:`delete`."""
    return delete(graph, [id])


def delete(graph: Graph, ids_to_remove: Iterable[int]) -> Graph:
    """Without the blocks. What a removed block with one way in fed is fed by what fed it; joins close up.

    Blocks that are removed together are bridged as one stretch. Weights that others use too go to the next of these.
    """
    removed = set(ids_to_remove)
    for id in sorted(removed):
        block_of(graph, id)
    origins = _Origins(graph, removed)
    orphans = sorted(port for id in removed for port in graph.fanout.get(id, frozenset()) if port.block not in removed)
    takers = {port.block for port in orphans} & set(graph.blocks)  # a damaged graph has wires to blocks that are gone
    joins = sorted(id for id in takers if graph.blocks[id].layer.variadic)
    after = without(graph, removed)
    for target in orphans:
        origin = origins.of(graph.wires[target])
        if origin is not None:
            after = after.with_wire(origin, target)
    for join in joins:
        after = close_up(after, graph.input_ports(join))
    return after


def without(graph: Graph, removed: set[int]) -> Graph:
    """Without the blocks and all their wires; joins that lose some are left with gaps."""
    ports = {port for id in removed for port in (*graph.input_ports(id), *graph.fanout.get(id, frozenset()))}
    for port in sorted(ports):
        graph = graph.without_wire(port) if port in graph.wires else graph
    for id in sorted(removed):
        graph = graph.without_block(id)
    return settle_owners(graph)


class _Origins:
    """Follows outputs of removed blocks back to the one kept output that they come from, if it is one."""

    def __init__(self, graph: Graph, removed: set[int]) -> None:
        self._behind: dict[int, Port | None] = {}
        for id in _downwards(graph, removed):
            sources = [source for source in graph.sources(id) if source is not None]
            ways = {self._behind.get(source.block) if source.block in removed else source for source in sources} - {None}
            self._behind[id] = ways.pop() if len(ways) == 1 else None

    def of(self, source: Port) -> Port | None:
        """The kept output behind an output of a removed block."""
        return self._behind[source.block]


def _downwards(graph: Graph, some: set[int]) -> list[int]:
    """The blocks in `some`, each after those of them that feed it; those that feed each other in a loop in any order."""
    done: dict[int, None] = {}
    begun: set[int] = set()
    for start in sorted(some):
        waiting = [(start, False)]
        while waiting:
            id, ready = waiting.pop()
            if ready:
                done[id] = None
            elif id not in begun:
                begun.add(id)
                waiting.append((id, True))
                waiting.extend((before, False) for before in graph.predecessors(id) if before in some)
    return list(done)
