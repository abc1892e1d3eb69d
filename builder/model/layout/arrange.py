"""The automatic layout of a graph, and the sizes and gaps of blocks on the canvas."""

from __future__ import annotations

from builder.model.graph import Graph, Position
from builder.model.layout.layered import Layering

BLOCK_WIDTH = 208.0
BLOCK_HEIGHT = 60.0
GAP_X = 48.0
GAP_Y = 44.0

ROW = BLOCK_HEIGHT + GAP_Y
"""The distance between two rows of blocks."""

COLUMN = BLOCK_WIDTH + GAP_X
"""The distance between two blocks of a row."""

FARTHEST = 10_000_000.0
"""The largest coordinate of a block."""

PILE = 10
"""How many blocks without wires make a column."""


def arrange_positions(graph: Graph) -> dict[int, Position]:
    """The centre of every block; deterministic.

    Each block is a row below the lowest that feeds it. The longest path is straight, branches are next to it, and wires
    that pass blocks have lanes of their own. Connected components are placed side by side.
    """
    positions: dict[int, Position] = {}
    left = 0.0
    whole, single = _parts(graph)
    for part in whole:
        nodes = Layering(graph, part).place_nodes(BLOCK_WIDTH, GAP_X)
        near = min(x for x, _ in nodes.values())
        shift = left - near if positions else 0.0
        positions.update({id: (float(round(x + shift)), row * ROW) for id, (x, row) in nodes.items()})
        left = max(positions[id][0] for id in part) + COLUMN
    for index, id in enumerate(single):
        column, row = divmod(index, PILE)
        positions[id] = (left + column * COLUMN, row * ROW)
    return positions


def _parts(graph: Graph) -> tuple[list[list[int]], list[int]]:
    """The connected components in topological order, those with an Input first; and the blocks without wires (union-find).

    Blocks on a cycle, which only a damaged graph has, count as alone.
    """
    order = graph.order()
    leader = {id: id for id in order}

    def find(id: int) -> int:
        while leader[id] != id:
            leader[id] = leader[leader[id]]
            id = leader[id]
        return id

    for target, source in sorted(graph.wires.items()):
        if target.block in leader and source.block in leader:
            one, other = sorted((find(target.block), find(source.block)))
            leader[other] = one
    parts: dict[int, list[int]] = {}
    for id in order:
        parts.setdefault(find(id), []).append(id)
    whole = [part for part in parts.values() if len(part) > 1]
    whole.sort(key=lambda part: (not any(graph.blocks[id].kind == "Input" for id in part), min(part)))
    single = [part[0] for part in parts.values() if len(part) == 1]
    return whole, sorted(single) + sorted(set(graph.blocks) - set(order))
