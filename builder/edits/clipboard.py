"""Blocks on the clipboard: as records, and back from records that may be anything."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from immutables import Map

from builder.common.json_checks import ProjectError, a_list, a_record, check_plain, parse_json
from builder.common.messages import QT_TRANSLATE_NOOP
from builder.common.names import FreeNames, free_name, stem_of
from builder.edits.errors import EditError, block_of
from builder.edits.groups import add_definition, rename_definition
from builder.edits.sharing import settle_owners
from builder.files.graph_json import Known, graph_record, parse_graph
from builder.files.group_json import definition_records, parse_definitions, used_by
from builder.groups.definition import definitions_of, in_order
from builder.model.graph import Graph, Port
from builder.model.ids import Ids
from builder.model.layout.arrange import BLOCK_WIDTH, FARTHEST, GAP_Y

FORMAT = "convas-blocks"
VERSION = 2
MOST_BLOCKS = 10_000
MOST_TEXT = 16 * 2**20

BESIDE = (GAP_Y, GAP_Y)
"""The offset of a duplicate, besides the width of a block."""


def copy_record(graph: Graph, block_ids: Iterable[int]) -> dict[str, Any]:
    """The blocks, the wires among them and the groups that they are, as JSON knows them.

    Formulas stay behind, since they mean nothing outside of their group: fields hold what these give.
    """
    part = _part(graph, block_ids)
    for id in part.ids():
        part = part.with_block(replace(part.blocks[id], formulas=Map()))
    groups = definition_records(used_by(part))
    return {"format": FORMAT, "version": VERSION, "definitions": groups, **graph_record(part)}


def _part(graph: Graph, block_ids: Iterable[int]) -> Graph:
    """The blocks with the wires among them; the inputs of joins close up, and weights are shared among them alone."""
    chosen = sorted(set(block_ids))
    blocks = [block_of(graph, id) for id in chosen]
    wires: dict[Port, Port] = {}
    for block in blocks:
        inner = [port for port in graph.input_ports(block.id) if port in graph.wires and graph.wires[port].block in set(chosen)]
        for index, port in enumerate(inner):
            wires[Port(block.id, index) if block.layer.variadic else port] = graph.wires[port]
    return settle_owners(Graph.of(blocks, wires, {id: graph.positions[id] for id in chosen if id in graph.positions}))


def paste(graph: Graph, ids: Ids, record: object, offset: tuple[float, float] = (0.0, 0.0)) -> tuple[Graph, frozenset[int]]:
    """With the blocks of a record (or its JSON text), moved by `offset`; and the ids that they got.

    Names that are taken get the next free number, those of groups too unless they are the same group. Raises
    :class:`EditError` for a record that is not right.
    """
    try:
        part = _parse_record(record)
    except ProjectError as error:
        raise EditError(
            QT_TRANSLATE_NOOP("Edits", "What is on the clipboard cannot be pasted. {error}"), error=error.message
        ) from None
    graph, part = _with_definitions(graph, part)
    return _merge(graph, ids, part, offset)


def _with_definitions(graph: Graph, part: Graph) -> tuple[Graph, Graph]:
    """The graph with the groups of `part`, and `part` with those renamed whose names other groups have."""
    for definition in in_order(definitions_of(part)):
        there = graph.definitions.get(definition.name)
        if there is not None and there != part.definitions[definition.name]:
            taken = {*graph.definitions, *part.definitions}
            part = rename_definition(part, definition.name, free_name(stem_of(definition.name), taken))
    for name in sorted(part.definitions):
        graph = add_definition(graph, definitions_of(part)[name])
    return graph, part


def _parse_record(record: object) -> Graph:
    if isinstance(record, str):
        if len(record) > MOST_TEXT:
            raise ProjectError(QT_TRANSLATE_NOOP("Edits", "It is longer than {most:,} characters."), most=MOST_TEXT)
        record = parse_json(record)
    else:
        check_plain(record)
    fields = a_record(record, "", ("format",), None)
    if fields.pop("format") != FORMAT:
        raise ProjectError(QT_TRANSLATE_NOOP("Edits", "It holds no blocks."))
    if fields.pop("version", None) != VERSION:
        raise ProjectError(QT_TRANSLATE_NOOP("Edits", "Its blocks were copied in another version of Convas."))
    known = Known(parse_definitions(fields.pop("definitions", [])))
    a_list(fields.get("blocks"), "blocks", MOST_BLOCKS)
    return parse_graph(fields, "", known)


def _merge(graph: Graph, ids: Ids, part: Graph, offset: tuple[float, float]) -> tuple[Graph, frozenset[int]]:
    """Both graphs in one, with new ids and free names for `part`."""
    names = FreeNames(graph.names())
    mark = ids.next
    dx, dy = offset
    new: dict[int, int] = {}
    for id in part.ids():
        block = part.blocks[id]
        x, y = part.positions[id]
        place = (x + dx, y + dy)
        if not (abs(place[0]) <= FARTHEST and abs(place[1]) <= FARTHEST):
            ids.next = mark
            raise EditError(
                QT_TRANSLATE_NOOP("Edits", "The blocks would stand beyond the end of the canvas at {farthest:,.0f}."),
                farthest=FARTHEST,
            )
        new[id] = ids()
        graph = graph.with_block(replace(block, id=new[id], name=names.like(block.name)), place)
    for id in part.ids():
        owner = part.blocks[id].weights_of
        if owner is not None:
            graph = graph.with_block(replace(graph.blocks[new[id]], weights_of=new[owner]))
    for target in sorted(part.wires):
        source = part.wires[target]
        graph = graph.with_wire(Port(new[source.block], source.index), Port(new[target.block], target.index))
    return graph, frozenset(new.values())


def duplicate(
    graph: Graph, ids: Ids, block_ids: Iterable[int], offset: tuple[float, float] | None = None
) -> tuple[Graph, frozenset[int]]:
    """With a copy of the blocks and of the wires among them, next to them without an `offset`; and the new ids.

    Raises :class:`EditError` for an empty selection and for places beyond the canvas.
    """
    part = _part(graph, block_ids)
    if not part.blocks:
        raise EditError(QT_TRANSLATE_NOOP("Edits", "Select the blocks to duplicate."))
    part = part.at({id: graph.positions.get(id, (0.0, 0.0)) for id in part.blocks})
    return _merge(graph, ids, part, offset or (BLOCK_WIDTH + BESIDE[0], BESIDE[1]))
