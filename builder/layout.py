"""Where blocks stand: the measures of the canvas and the automatic layout."""

from __future__ import annotations

from builder.graph import Graph, Position

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


def arranged(graph: Graph) -> dict[int, Position]:
    """The centre of every block."""
    return {id: (0.0, row * ROW) for row, id in enumerate(graph.order())}
