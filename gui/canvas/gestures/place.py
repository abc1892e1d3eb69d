"""Where a new block goes: into the wire under it, behind the free output above it, or just there."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QGraphicsPathItem, QGraphicsPixmapItem

from builder import edits
from builder.edits import Ids
from builder.groups.group import Group
from builder.layers import Layer
from builder.model.graph import Graph, Port
from builder.model.layout.arrange import BLOCK_HEIGHT, BLOCK_WIDTH, GAP_Y
from builder.model.task import Task
from gui.canvas.block_item import Caption, Words
from gui.canvas.block_pixmaps import MARGIN, Cards, Level, Look
from gui.canvas.gestures.base import OVERLAY_Z, Gesture, Host, Spot
from gui.canvas.hit_testing import End, block_at, blocks_in, distance, ends_of, point_of, wire_at
from gui.canvas.overlays.texts import tr
from gui.canvas.routing import HALF_HEIGHT, HALF_WIDTH, Route
from gui.canvas.scene import CanvasScene

NEAR_OUTPUT = 96.0
INTO_WIRE = 26.0


@dataclass(frozen=True, slots=True)
class Place:
    """A place for a block of `kind`; `wire` is the one to go into, `source` what feeds it, `sink` what it feeds."""

    kind: type[Layer]
    x: float
    y: float
    wire: Port | None = None
    source: Port | None = None
    sink: Port | None = None
    tight: bool = False

    def edit(self, graph: Graph, ids: Ids, task: Task | None) -> Graph:
        """The graph with the block in its place; its id is ``ids.next`` as it was before."""
        layer = new_layer(self.kind, task)
        if isinstance(layer, Group):
            graph = edits.add_definition(graph, layer.definition)
        if self.wire is not None:
            return edits.insert_on_wire(graph, ids, layer, self.wire, None if self.tight else (self.x, self.y))
        id = ids.next
        graph = edits.add_block(graph, ids, layer, (self.x, self.y))
        if self.source is not None:
            graph = edits.connect(graph, self.source, Port(id))
        return graph if self.sink is None else edits.connect(graph, Port(id), self.sink)


def new_layer(kind: type[Layer], task: Task | None) -> Layer:
    """A layer with the fields it starts with; an Input takes the shape of the data."""
    return kind(shape=task.input_shape) if kind.__name__ == "Input" and task is not None else kind.fresh()


def place_for(scene: CanvasScene, kind: type[Layer], point: QPointF) -> Place:
    """Where a block of `kind` goes that is dropped at `point`."""
    takes, gives = takes_and_gives(kind)
    x, y = float(round(point.x())), float(round(point.y()))
    if takes and gives and block_at(scene, point) is None:
        wire = wire_at(scene, point, INTO_WIRE)
        if wire is not None and wire.route is not None:
            room = abs(wire.route.y2 - wire.route.y1) - BLOCK_HEIGHT
            return Place(kind, x, y, wire=wire.target, tight=room < GAP_Y)
    if takes:
        source = _free_near(scene, QPointF(x, y - HALF_HEIGHT), output=True)
        if source is not None:
            return Place(kind, _aligned(x, point_of(scene, source).x()), y, source=source.port)
    elif gives:
        sink = _free_near(scene, QPointF(x, y + HALF_HEIGHT), output=False)
        if sink is not None:
            return Place(kind, _aligned(x, point_of(scene, sink).x()), y, sink=sink.port)
    return Place(kind, x, y)


def takes_and_gives(kind: type[Layer]) -> tuple[bool, bool]:
    """Whether a new block of a kind has inputs, and whether it has outputs."""
    layer = kind()
    return layer.variadic or bool(layer.input_names), bool(layer.output_names)


def _aligned(x: float, port: float) -> float:
    return port if abs(x - port) <= 32 else x


def _free_near(scene: CanvasScene, point: QPointF, *, output: bool) -> End | None:
    """The nearest port without a wire on the given side."""
    reach = NEAR_OUTPUT + BLOCK_HEIGHT
    ids = blocks_in(scene, QRectF(point.x() - reach - HALF_WIDTH, point.y() - reach, 2 * reach + BLOCK_WIDTH, 2 * reach))
    wires = scene.graph.wires
    fed = {wires[port] for id in ids for port in scene.graph.fanout.get(id, ())}
    ends = [end for id in ids for end in ends_of(scene.graph, id) if end.output == output]
    free = [end for end in ends if (end.port not in fed if output else end.port not in wires)]
    gaps = [(distance(point_of(scene, end), point), index) for index, end in enumerate(free)]
    gap, index = min(gaps, default=(reach, -1))
    return free[index] if gap <= NEAR_OUTPUT else None


def put(view: Host, place: Place) -> None:
    """Add a block in its place and select it."""
    document, task = view.workspace.document, view.workspace.project.task
    id = document.ids.next
    if view.edit(tr("Add {0}", place.kind.title or place.kind.__name__), lambda graph: place.edit(graph, document.ids, task)):
        view.workspace.select({id})


class PlaceBlock(Gesture):
    """A block on its way from the palette: a ghost follows the pointer and shows how it would be wired."""

    def __init__(self, view: Host, kind: type[Layer]) -> None:
        super().__init__(view)
        self._kind = kind
        cards = self.scene.cards
        takes, gives = takes_and_gives(kind)
        look = Look(kind.category, inputs=(False,) if takes else (), outputs=(False,) if gives else (), selected=True)
        self._ghost = QGraphicsPixmapItem(Cards(cards.theme, Level.FULL, max(cards.ratio, 1.0)).picture(look))
        self._ghost.setOffset(-HALF_WIDTH - MARGIN, -HALF_HEIGHT - MARGIN)
        self._ghost.setOpacity(0.85)
        self._ghost.setZValue(OVERLAY_Z)
        self._caption = Caption(self._ghost)
        self._caption.dress(cards.theme, Level.FULL)
        self._caption.write(Words(kind.title or kind.__name__, "", ""))
        self._line = QGraphicsPathItem()
        self._line.setPen(QPen(cards.theme.accent, 2.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        self._line.setZValue(OVERLAY_Z)
        self.scene.addItem(self._line)
        self.scene.addItem(self._ghost)

    def move(self, spot: Spot) -> None:
        """Show where the block would go."""
        place = place_for(self.scene, self._kind, spot.scene)
        self._ghost.setPos(place.x, place.y)
        self.scene.light_wire(place.wire)
        self._ghost.setOpacity(0.85 if place.wire is None else 0.6)
        if place.source is not None:
            start = point_of(self.scene, End(place.source, True))
            route = Route(start.x(), start.y(), place.x, place.y - HALF_HEIGHT)
        elif place.sink is not None:
            end = point_of(self.scene, End(place.sink, False))
            route = Route(place.x, place.y + HALF_HEIGHT, end.x(), end.y())
        else:
            route = Route(place.x, place.y, place.x, place.y)
        self._line.setVisible(place.source is not None or place.sink is not None)
        self._line.setPath(route.path())

    def finish(self, spot: Spot) -> None:
        """Add the block."""
        self.cancel()
        put(self.view, place_for(self.scene, self._kind, spot.scene))

    def cancel(self) -> None:
        """Take the ghost away."""
        self.scene.light_wire(None)
        self.scene.removeItem(self._line)
        self.scene.removeItem(self._ghost)
