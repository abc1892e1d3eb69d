"""The position of a new block, and how others make room for it."""

from __future__ import annotations

from builder.model.graph import Graph, Position
from builder.model.layout.arrange import BLOCK_WIDTH, COLUMN, ROW

_APART = 1.0

MOST_MOVED = 1000
"""How many blocks move to make room for a new one: each undo step holds their positions, and the canvas redraws them."""


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
    """With everything at or below the `new` block moved down, when its place was taken.

    Where that would move more than :data:`MOST_MOVED` blocks, the new one is placed next to them instead.
    """
    x, y = place_of(graph, new)
    top, bottom = y - ROW + _APART, y + ROW - _APART
    lower = [place for place in graph.positions.values() if place[1] > top]
    if sum(py < bottom and abs(px - x) < BLOCK_WIDTH for px, py in lower) < 2:  # the block itself is one
        return graph
    if len(lower) > MOST_MOVED + 1:
        return graph.at({new: free_beside(graph, (x, y))})
    later = {id: place for id, place in graph.positions.items() if place[1] > top and id != new}
    down = y + ROW - min([py for px, py in later.values() if abs(px - x) < BLOCK_WIDTH])
    return graph.at({id: (px, py + down) for id, (px, py) in later.items()})
