"""Edits of single blocks: add, change, rename, move."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from builder.common.messages import QT_TRANSLATE_NOOP
from builder.common.names import free_name, name_problem
from builder.edits.errors import EditError, block_of
from builder.edits.sharing import owner_of, with_layers
from builder.layers.base import Layer
from builder.model.graph import Block, Graph, Position
from builder.model.ids import Ids
from builder.model.layout.arrange import FARTHEST, arrange_positions


def add_block(graph: Graph, ids: Ids, layer: Layer, position: Position, name: str | None = None) -> Graph:
    """With a block of `layer` centred at `position`, unwired; its id is ``ids.next`` as it was before the call."""
    position = _check_position(position)
    if name is not None:
        _check_name(graph, name)
    chosen = free_name(layer.default_name or layer.kind.lower(), graph.names()) if name is None else name
    return graph.with_block(Block(ids(), chosen, layer), position)


def set_fields(graph: Graph, block_ids: Iterable[int], values: Mapping[str, Any]) -> Graph:
    """With the fields in `values` set on every block; raises :class:`FieldError` for what a layer does not take.

    Blocks that share their weights follow. Wires of connectors that a block has no longer are taken away, and so are
    the formulas of the fields that are set.
    """
    owners = {owner_of(block_of(graph, id)) for id in block_ids}
    return with_layers(graph, {id: block_of(graph, id).layer.with_values(**values) for id in sorted(owners)}, values)


def rename(graph: Graph, id: int, name: str) -> Graph:
    """With another name for the block; it must be a free, safe identifier."""
    block = block_of(graph, id)
    if name == block.name:
        return graph
    _check_name(graph, name)
    return graph.with_block(replace(block, name=name))


def move(graph: Graph, positions: Mapping[int, Position]) -> Graph:
    """With blocks centred elsewhere."""
    for id in sorted(positions):
        block_of(graph, id)
    return graph.at({id: _check_position(position) for id, position in positions.items()})


def arrange(graph: Graph) -> Graph:
    """With every block where the automatic layout wants it."""
    return graph.at(arrange_positions(graph))


def _check_name(graph: Graph, name: str) -> None:
    problem = name_problem(name)
    if problem:
        raise EditError(problem)
    if name in graph.names():
        free = free_name(name.rstrip("0123456789") or name, graph.names())
        raise EditError(
            QT_TRANSLATE_NOOP("Edits", "There is already a block called {name}; {free} would be free."), name=name, free=free
        )


def _check_position(position: Position) -> Position:
    x, y = position
    if not (abs(x) <= FARTHEST and abs(y) <= FARTHEST):
        raise EditError(
            QT_TRANSLATE_NOOP("Edits", "A block cannot stand at ({x}, {y}): the canvas ends at {farthest:,.0f}."),
            x=x,
            y=y,
            farthest=FARTHEST,
        )
    return (float(x), float(y))
