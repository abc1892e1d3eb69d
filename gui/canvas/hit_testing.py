"""What lies under a point of the scene. The scene's spatial index finds candidates; distances decide."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt

from builder.model.graph import Graph, Port
from gui.canvas.block_item import BlockItem
from gui.canvas.routing import input_offset, input_ports, output_offset
from gui.canvas.scene import CanvasScene
from gui.canvas.wire_item import WireItem

PORT_REACH = 11.0
WIRE_REACH = 7.0
END_REACH = 26.0
"""How near the pointer must be to a port, a wire, and the end of a wire to take hold of it, in pixels at 100%."""


@dataclass(frozen=True, slots=True)
class End:
    """A port with its side: an output gives, an input takes."""

    port: Port
    output: bool


def ends_of(graph: Graph, id: int) -> list[End]:
    """All ports that a block shows."""
    outputs = [End(Port(id, index), True) for index in range(len(graph.blocks[id].layer.output_names))]
    return [*(End(port, False) for port in input_ports(graph, id)), *outputs]


def point_of(scene: CanvasScene, end: End) -> QPointF:
    """Where a port is in the scene now."""
    spot = output_offset(scene.graph, end.port) if end.output else input_offset(scene.graph, end.port)
    return scene.blocks[end.port.block].pos() + spot


def distance(one: QPointF, other: QPointF) -> float:
    """The Euclidean distance of two points."""
    gap = one - other
    return float((gap.x() ** 2 + gap.y() ** 2) ** 0.5)


def _items_near(scene: CanvasScene, point: QPointF, reach: float) -> list[object]:
    box = QRectF(point.x() - reach, point.y() - reach, 2 * reach, 2 * reach)
    return list(scene.items(box, Qt.ItemSelectionMode.IntersectsItemBoundingRect, Qt.SortOrder.DescendingOrder))


def block_at(scene: CanvasScene, point: QPointF) -> int | None:
    """The topmost block whose card covers the point."""
    return next(
        (item.id for item in _items_near(scene, point, 1) if isinstance(item, BlockItem) and item.card.contains(point)), None
    )


def end_at(scene: CanvasScene, point: QPointF, reach: float) -> End | None:
    """The port nearest to the point, within `reach`."""
    blocks = [item.id for item in _items_near(scene, point, reach) if isinstance(item, BlockItem)]
    found = [(distance(point_of(scene, end), point), end) for id in blocks for end in ends_of(scene.graph, id)]
    close = [(gap, end) for gap, end in found if gap <= reach]
    return min(close, key=lambda pair: pair[0])[1] if close else None


def wire_at(scene: CanvasScene, point: QPointF, reach: float) -> WireItem | None:
    """A wire that runs within `reach` of the point."""
    wires = (item for item in _items_near(scene, point, reach) if isinstance(item, WireItem))
    return next((wire for wire in wires if wire.isVisible() and wire.distance_within(point, reach)), None)


def held_end(scene: CanvasScene, wire: WireItem, point: QPointF, reach: float) -> End | None:
    """The end of the wire that the point is close enough to take hold of."""
    ends = (End(wire.target, False), End(wire.source, True))
    near, end = min(((distance(point_of(scene, end), point), end) for end in ends), key=lambda pair: pair[0])
    return end if near <= reach else None


def blocks_in(scene: CanvasScene, box: QRectF) -> list[int]:
    """The blocks whose cards touch a rectangle."""
    items = scene.items(box, Qt.ItemSelectionMode.IntersectsItemBoundingRect, Qt.SortOrder.AscendingOrder)
    return [item.id for item in items if isinstance(item, BlockItem) and item.card.intersects(box)]
