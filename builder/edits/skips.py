"""Add skip: a way around a stretch of the network, joined to its end by an Add."""

from __future__ import annotations

from collections.abc import Iterable

from builder.common.messages import QT_TRANSLATE_NOOP, join_names
from builder.edits.blocks import add_block
from builder.edits.errors import EditError, block_of
from builder.edits.room import below, spread
from builder.layers import make
from builder.model.graph import Graph, Port
from builder.model.ids import Ids


def add_skip(graph: Graph, ids: Ids, block_ids: Iterable[int]) -> Graph:
    """With an Add behind the stretch that is marked by `block_ids`, fed by its end and by what feeds its start.

    The stretch is the blocks with everything on the ways between them. It must have one way in and one way out. When
    the two shapes differ, the Add has a problem, and that its repair.
    """
    stretch = _stretch(graph, block_ids)
    source = _entry(graph, stretch)
    end = _exit(graph, stretch)
    fed = [port for port in graph.targets(end) if port.block not in stretch]
    new = ids.next
    graph = add_block(graph, ids, make("Add"), below(graph, end.block))
    for target in fed:
        graph = graph.with_wire(Port(new), target)
    graph = graph.with_wire(end, Port(new, 0)).with_wire(source, Port(new, 1))
    return spread(graph, new)


def _stretch(graph: Graph, block_ids: Iterable[int]) -> set[int]:
    chosen = {id for id in block_ids if block_of(graph, id).layer.output_names and graph.blocks[id].layer.input_names}
    if not chosen:
        raise EditError(QT_TRANSLATE_NOOP("Edits", "Select the blocks that the skip is to lead around."))
    behind = _led_to(graph, chosen) if len(chosen) > 1 else chosen
    return _leading(graph, chosen, behind)


def _led_to(graph: Graph, start: set[int]) -> set[int]:
    """Everything behind the blocks, with them."""
    seen, waiting, fanout = set(start), list(start), graph.fanout
    while waiting:
        for port in fanout.get(waiting.pop(), ()):
            if port[0] not in seen:
                seen.add(port[0])
                waiting.append(port[0])
    return seen


def _leading(graph: Graph, goals: set[int], among: set[int]) -> set[int]:
    """The blocks `among` these from which a way leads to one of the `goals`, with them."""
    seen, waiting = set(goals), list(goals)
    while waiting:
        for before in graph.predecessors(waiting.pop()):
            if before in among and before not in seen:
                seen.add(before)
                waiting.append(before)
    return seen


def _entry(graph: Graph, stretch: set[int]) -> Port:
    """The one output outside that feeds the stretch."""
    ways = {source for id in stretch for source in graph.sources(id) if source and source.block not in stretch}
    if not ways:
        raise EditError(
            QT_TRANSLATE_NOOP("Edits", "Nothing feeds the selected blocks, so there is nothing that a skip could carry.")
        )
    if len(ways) > 1:
        names = join_names([graph.blocks[port.block].name for port in sorted(ways)])
        raise EditError(
            QT_TRANSLATE_NOOP("Edits", "A skip needs one way in, but the selected blocks are fed by {names}."), names=names
        )
    return ways.pop()


def _exit(graph: Graph, stretch: set[int]) -> Port:
    """The one output of the stretch that is used outside, or by nothing."""
    ways = {graph.wires[port] for id in stretch for port in graph.fanout.get(id, frozenset()) if port.block not in stretch} | {
        Port(id) for id in stretch if id not in graph.fanout
    }
    if len(ways) > 1:
        names = join_names([graph.blocks[port.block].name for port in sorted(ways)])
        raise EditError(
            QT_TRANSLATE_NOOP("Edits", "A skip needs one way out, but {names} all lead out of the selected blocks."),
            names=names,
        )
    return ways.pop()
