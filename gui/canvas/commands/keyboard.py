"""The canvas by keyboard: where the arrow keys lead, which wire is chosen next, which port a wire starts from."""

from __future__ import annotations

from PySide6.QtCore import Qt

from builder.model.graph import Port, Position
from gui.canvas.commands.base import Screen
from gui.canvas.hit_testing import End, ends_of
from gui.canvas.item_looks import wires_on
from gui.canvas.scene import CanvasScene

NUDGE = 16.0
"""How far a step with Ctrl and an arrow key moves blocks, in scene units."""

DIRECTIONS = {
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
}
"""The arrow keys and the direction of each, y downwards."""


def neighbour(scene: CanvasScene, id: int | None, key: Qt.Key) -> int | None:
    """The block that an arrow key leads to from `id`; without one, the first (or last) block of the network."""
    graph = scene.graph
    if id is None:
        order = graph.order() or graph.ids()
        return (order[-1] if key in (Qt.Key.Key_Up, Qt.Key.Key_Left) else order[0]) if order else None
    if key == Qt.Key.Key_Down:
        wired = graph.successors(id)
    elif key == Qt.Key.Key_Up:
        wired = graph.predecessors(id)
    else:
        wired = []
    if wired:
        x, y = scene.blocks[id].centre
        return min(wired, key=lambda other: (abs(scene.blocks[other].y() - y), abs(scene.blocks[other].x() - x), other))
    return _nearest_in_direction(scene, id, key)


def _nearest_in_direction(scene: CanvasScene, id: int, key: Qt.Key) -> int | None:
    """The nearest block in the direction of the key; sideways distance counts twice, so straight ahead wins."""
    dx, dy = DIRECTIONS[key]
    x, y = scene.blocks[id].centre
    found = []
    for other, item in scene.blocks.items():
        ahead = (item.x() - x) * dx + (item.y() - y) * dy
        aside = abs((item.x() - x) * dy) + abs((item.y() - y) * dx)
        if other != id and ahead > 0 and aside <= 2 * ahead:
            found.append((ahead + 2 * aside, other))
    return min(found, default=(0.0, None))[1]


def walk(screen: Screen, key: Qt.Key, *, extend: bool) -> None:
    """Follow an arrow key to the next block, and select it, alone or with the others."""
    board = screen.board
    id = neighbour(board, board.state.focused, key)
    if id is not None:
        board.workspace.select(board.workspace.selection | {id} if extend else {id})
        board.focus_block(id)
        screen.show_blocks({id})


def step_positions(board: CanvasScene, dx: int, dy: int) -> dict[int, Position]:
    """Where the selected blocks are after so many steps right and down."""
    centres = {id: board.blocks[id].centre for id in board.workspace.selection}
    return {id: (x + dx * NUDGE, y + dy * NUDGE) for id, (x, y) in centres.items()}


def next_wire(board: CanvasScene) -> Port | None:
    """The wire of the focused block after the chosen one, by its target."""
    id, chosen = board.state.focused, board.state.chosen
    wires = [] if id is None else sorted(wires_on(board.graph, id))
    return wires[(wires.index(chosen) + 1) % len(wires)] if chosen in wires else next(iter(wires), None)


def loose_end(board: CanvasScene) -> End | None:
    """The port of the current block from which a wire is drawn by keyboard: an output, else an input."""
    id = board.current_block()
    ends = [] if id is None else sorted(ends_of(board.graph, id), key=lambda end: not end.output)
    return next(iter(ends), None)
