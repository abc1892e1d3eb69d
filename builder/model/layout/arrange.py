"""Where blocks stand: the measures of the canvas and the automatic layout."""

from __future__ import annotations

from builder.model.graph import Graph, Position
from builder.model.layout.layered import Layering

BLOCK_WIDTH = 208.0
BLOCK_HEIGHT = 60.0
GAP_X = 48.0
GAP_Y = 44.0

ROW = BLOCK_HEIGHT + GAP_Y
"""From one row of blocks to the next."""

COLUMN = BLOCK_WIDTH + GAP_X
"""From one block to the one beside it."""

FARTHEST = 10_000_000.0
"""How far from the middle of the canvas a block may stand."""

PILE = 10
"""How many blocks without wires stand one under the other."""


def arrange_positions(graph: Graph) -> dict[int, Position]:
    """The centre of every block: the same graph is always laid out the same way.

    Each block stands a row below the lowest that feeds it. The longest way stands straight, branches beside it, and
    wires that pass blocks have a lane of their own. Networks without wires between them stand side by side.
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
    """The blocks that hang together, in order downwards, those with an Input first; and the blocks that stand alone.

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
