"""The canvas by keyboard: walk along wires and to what stands beside, nudge blocks, choose wires."""

from __future__ import annotations

from PySide6.QtCore import Qt

from builder import edits
from gui.canvas.hit_testing import End, ends_of
from gui.canvas.item_looks import wires_on
from gui.canvas.overlays.refusal_bubble import Teller
from gui.canvas.overlays.texts import tr
from gui.canvas.scene import CanvasScene

NUDGE = 16.0
"""How far a step with Ctrl and an arrow key moves blocks, in scene units."""

STEPS = {
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
}
"""The arrow keys and where they point, y downwards."""


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
    return _beside(scene, id, key)


def _beside(scene: CanvasScene, id: int, key: Qt.Key) -> int | None:
    """The nearest block in the direction of the key, one straight ahead before one aslant."""
    dx, dy = STEPS[key]
    x, y = scene.blocks[id].centre
    found = []
    for other, item in scene.blocks.items():
        ahead = (item.x() - x) * dx + (item.y() - y) * dy
        aside = abs((item.x() - x) * dy) + abs((item.y() - y) * dx)
        if other != id and ahead > 0 and aside <= 2 * ahead:
            found.append((ahead + 2 * aside, other))
    return min(found, default=(0.0, None))[1]


def walk(view: Teller, key: Qt.Key, *, extend: bool) -> None:
    """Follow an arrow key to the next block, and select it, alone or beside the others."""
    id = neighbour(view.board, view.board.sight.focused, key)
    if id is not None:
        view.workspace.select(view.workspace.selection | {id} if extend else {id})
        view.board.focus_block(id)
        view.show_blocks({id})


def nudge(view: Teller, key: Qt.Key) -> None:
    """Move the selected blocks a little; one undo for a run of steps."""
    dx, dy = STEPS[key]
    centres = {id: view.board.blocks[id].centre for id in view.workspace.selection}
    moved = {id: (x + dx * NUDGE, y + dy * NUDGE) for id, (x, y) in centres.items()}
    if moved:
        merge = "nudge:" + ",".join(map(str, sorted(moved)))
        view.edit(tr("Move {0}", view.named(moved)), lambda graph: edits.move(graph, moved), merge)


def step_wire(view: Teller) -> None:
    """Choose the next wire of the selected block, so that Delete removes it."""
    id = view.board.sight.focused
    wires = [] if id is None else sorted(wires_on(view.board.graph, id))
    chosen = view.board.sight.chosen
    after = wires[(wires.index(chosen) + 1) % len(wires)] if chosen in wires else next(iter(wires), None)
    view.board.choose_wire(after)


def loose_end(view: Teller) -> End | None:
    """The port of the focused block from which a wire is drawn by keyboard: an output, else an input."""
    id = view.current()
    ends = [] if id is None else sorted(ends_of(view.board.graph, id), key=lambda end: not end.output)
    return next(iter(ends), None)
