"""Where a new block stands, and how the others make room for it."""

from __future__ import annotations

from builder.graph import Graph, Position
from builder.layout import BLOCK_WIDTH, COLUMN, ROW

_APART = 1.0


def place_of(graph: Graph, id: int) -> Position:
    """The centre of a block; the middle of the canvas when it has none."""
    return graph.positions.get(id, (0.0, 0.0))


def below(graph: Graph, id: int) -> Position:
    """One row under the block."""
    x, y = place_of(graph, id)
    return (x, y + ROW)


def free_beside(graph: Graph, position: Position) -> Position:
    """`position`, or the first free place to the right of it."""
    x, y = position
    near = [px for px, py in graph.positions.values() if abs(py - y) < ROW - _APART]
    while any(abs(px - x) < BLOCK_WIDTH for px in near):
        x += COLUMN
    return (x, y)


def spread(graph: Graph, new: int) -> Graph:
    """With everything at or below the `new` block moved down, when its place was taken."""
    x, y = place_of(graph, new)
    later = {id: place for id, place in graph.positions.items() if id != new and place[1] > y - ROW + _APART}
    crowding = [py for px, py in later.values() if abs(px - x) < BLOCK_WIDTH and py < y + ROW - _APART]
    if not crowding:
        return graph
    down = y + ROW - min(crowding)
    return graph.at({id: (px, py + down) for id, (px, py) in later.items()})
