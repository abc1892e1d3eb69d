"""Where a new block goes: into the wire under it, behind the free output above it, or where it was dropped."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass

from PySide6.QtCore import QPointF, QRectF

from builder import edits
from builder.edits import Ids
from builder.groups.definition import definition_of
from builder.groups.group import Group
from builder.layers import Layer, make
from builder.model.graph import Graph, Port
from builder.model.layout.arrange import BLOCK_HEIGHT, BLOCK_WIDTH, GAP_Y
from builder.model.task import Task
from gui.canvas.hit_testing import End, block_at, blocks_in, distance, ends_of, point_of, wire_at
from gui.canvas.routing import HALF_HEIGHT, HALF_WIDTH
from gui.canvas.scene import CanvasScene

NEAR_PORT = 96.0
"""How near a free port of another block must be for the new block to be connected to it, in scene units."""

NEAR_WIRE = 26.0
"""How near a wire must be for the new block to go into it, in scene units."""

_ALIGNED = 32.0
"""A block dropped this nearly below or above its port is put exactly there."""


@dataclass(frozen=True, slots=True)
class Placement:
    """A place for a block of `kind`; `wire` is the one it goes into, `source` what feeds it, `sink` what it feeds."""

    kind: type[Layer]
    x: float
    y: float
    _: KW_ONLY
    wire: Port | None = None
    source: Port | None = None
    sink: Port | None = None
    tight: bool = False
    """The wire is too short for a block: the blocks below make room instead of the block going to (x, y)."""

    def add_to(self, graph: Graph, ids: Ids, task: Task | None) -> Graph:
        """The graph with the block in its place; its id is ``ids.next`` as it was before. Raises EditError."""
        layer = new_layer(self.kind, task)
        if isinstance(layer, Group):
            graph = edits.add_definition(graph, definition_of(layer))
        if self.wire is not None:
            return edits.insert_on_wire(graph, ids, layer, self.wire, None if self.tight else (self.x, self.y))
        id = ids.next
        graph = edits.add_block(graph, ids, layer, (self.x, self.y))
        if self.source is not None:
            graph = edits.connect(graph, self.source, Port(id))
        return graph if self.sink is None else edits.connect(graph, Port(id), self.sink)


def new_layer(kind: type[Layer], task: Task | None) -> Layer:
    """A layer with the fields it starts with; an Input takes the shape of the data."""
    return make("Input", shape=task.input_shape) if kind.__name__ == "Input" and task is not None else kind.fresh()


def place_for(scene: CanvasScene, kind: type[Layer], point: QPointF) -> Placement:
    """Where a block of `kind` goes that is dropped at `point`."""
    takes, gives = takes_and_gives(kind)
    x, y = float(round(point.x())), float(round(point.y()))
    if takes and gives and block_at(scene, point) is None:
        wire = wire_at(scene, point, NEAR_WIRE)
        if wire is not None and wire.route is not None:
            room = abs(wire.route.y2 - wire.route.y1) - BLOCK_HEIGHT
            return Placement(kind, x, y, wire=wire.target, tight=room < GAP_Y)
    if takes:
        source = _free_port_near(scene, QPointF(x, y - HALF_HEIGHT), output=True)
        if source is not None:
            return Placement(kind, _align(x, point_of(scene, source).x()), y, source=source.port)
    elif gives:
        sink = _free_port_near(scene, QPointF(x, y + HALF_HEIGHT), output=False)
        if sink is not None:
            return Placement(kind, _align(x, point_of(scene, sink).x()), y, sink=sink.port)
    return Placement(kind, x, y)


def takes_and_gives(kind: type[Layer]) -> tuple[bool, bool]:
    """Whether a new block of a kind has inputs, and whether it has outputs."""
    layer = kind()
    return layer.variadic or bool(layer.input_names), bool(layer.output_names)


def _align(x: float, port: float) -> float:
    return port if abs(x - port) <= _ALIGNED else x


def _free_port_near(scene: CanvasScene, point: QPointF, *, output: bool) -> End | None:
    """The nearest output or input without a wire."""
    reach = NEAR_PORT + BLOCK_HEIGHT
    ids = blocks_in(scene, QRectF(point.x() - reach - HALF_WIDTH, point.y() - reach, 2 * reach + BLOCK_WIDTH, 2 * reach))
    wires = scene.graph.wires
    fed = {wires[port] for id in ids for port in scene.graph.fanout.get(id, ())}
    ends = [end for id in ids for end in ends_of(scene.graph, id) if end.output == output]
    free = [end for end in ends if (end.port not in fed if output else end.port not in wires)]
    gaps = [(distance(point_of(scene, end), point), index) for index, end in enumerate(free)]
    gap, index = min(gaps, default=(reach, -1))
    return free[index] if gap <= NEAR_PORT else None
