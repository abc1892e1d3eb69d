"""Walking over the canvas with the arrow keys: up and down along wires, left and right to what stands beside."""

from __future__ import annotations

from PySide6.QtCore import Qt

from gui.canvas.scene import CanvasScene

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
