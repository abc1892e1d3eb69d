"""Where ports are and how wires run: plain arithmetic in scene coordinates, y downwards; a block's position is its centre.

A wire whose curve would cross a card runs along a vertical lane next to the cards instead. This is a greedy heuristic, not
a search: short wires choose their lanes first and long ones run outside of them, as a person draws nested skips. It is
quick enough to run at each step while blocks are dragged.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import KW_ONLY, dataclass, replace

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from builder.model.graph import Graph, Port, Position
from builder.model.layout.arrange import BLOCK_HEIGHT, BLOCK_WIDTH, GAP_Y

HALF_WIDTH, HALF_HEIGHT = BLOCK_WIDTH / 2, BLOCK_HEIGHT / 2
PORT_RADIUS = 5.0
PORT_GAP = 40.0
"""The distance of two ports of a block, less where they would not fit."""

_WIDE_GAP = 48.0
_NARROW_GAP = 24.0
"""How far a lane keeps from cards: wide where there is room, else narrow."""

_LANE_STEP = 16.0
"""The least distance of two lanes next to each other."""

_CLEARANCE = 6.0
"""How near a wire may come to a card."""

_SAMPLES = 12
"""A curve is tested against cards at the points between this many equal steps of its parameter."""

_LABEL_WIDTH, _LABEL_HEIGHT = 78.0, 20.0
_LABEL_SHARES = (0.5, 0.6, 0.4, 0.7, 0.3, 0.8, 0.2)
"""Where along a wire its label is tried, from the middle outwards."""


def port_offsets(count: int, free: bool = False) -> list[float]:
    """The x of `count` ports relative to the block's centre; with `free`, one more to the right of them."""
    shown = count + free if count else 1
    gap = min(PORT_GAP, (HALF_WIDTH - 12) * 2 / (shown + 1))
    first = -gap * (max(count, 1) - 1) / 2
    return [first + gap * index for index in range(shown if count or free else 0)]


def input_ports(graph: Graph, id: int) -> list[Port]:
    """The input ports that a block shows: all it has, and for a join the free one behind them."""
    ports = graph.input_ports(id)
    return [*ports, Port(id, len(ports))] if graph.blocks[id].layer.variadic else ports


def input_offset(graph: Graph, port: Port) -> QPointF:
    """Where an input port is, relative to its block's centre."""
    xs = port_offsets(graph.arity(port.block), graph.blocks[port.block].layer.variadic)
    return QPointF(xs[min(port.index, len(xs) - 1)] if xs else 0.0, -HALF_HEIGHT)


def output_offset(graph: Graph, port: Port) -> QPointF:
    """Where an output port is, relative to its block's centre."""
    xs = port_offsets(len(graph.blocks[port.block].layer.output_names))
    return QPointF(xs[min(port.index, len(xs) - 1)] if xs else 0.0, HALF_HEIGHT)


def card_rect(centre: Position) -> QRectF:
    """The rectangle that a block covers."""
    return QRectF(centre[0] - HALF_WIDTH, centre[1] - HALF_HEIGHT, BLOCK_WIDTH, BLOCK_HEIGHT)


@dataclass(frozen=True, slots=True)
class Route:
    """How one wire runs: in one curve, or along the vertical line x = `lane` next to other blocks."""

    x1: float
    y1: float
    x2: float
    y2: float
    _: KW_ONLY
    lane: float | None = None
    label: float = 0.5
    """Where along the wire its label is, 0 to 1."""

    @property
    def is_long(self) -> bool:
        """Whether it leaves room for blocks between its ends, or runs upwards."""
        return not 0 < self.y2 - self.y1 <= 2 * GAP_Y

    def path(self) -> QPainterPath:
        """The curve to draw."""
        path = QPainterPath(QPointF(self.x1, self.y1))
        if self.lane is None:
            reach = _bend_length(self)
            path.cubicTo(self.x1, self.y1 + reach, self.x2, self.y2 - reach, self.x2, self.y2)
            return path
        down = self.y2 > self.y1
        turn, bend, near = (GAP_Y, GAP_Y * 0.75, GAP_Y * 0.25) if down else (0.0, GAP_Y, GAP_Y)
        path.cubicTo(self.x1, self.y1 + bend, self.lane, self.y1 + near, self.lane, self.y1 + turn)
        path.lineTo(self.lane, self.y2 - turn)
        path.cubicTo(self.lane, self.y2 - near, self.x2, self.y2 - bend, self.x2, self.y2)
        return path

    def label_point(self) -> QPointF:
        """The centre of the wire's label."""
        if self.lane is not None:
            return QPointF(self.lane, self.y1 + (self.y2 - self.y1) * self.label)
        if self.label == 0.5 or self.x1 == self.x2:
            return QPointF(self.x1 + (self.x2 - self.x1) * self.label, self.y1 + (self.y2 - self.y1) * self.label)
        return self.path().pointAtPercent(self.label)


def _bend_length(route: Route) -> float:
    """How far below and above its ends the control points of a curve are."""
    return max(20.0, min(abs(route.y2 - route.y1) * 0.5, 120.0))


def _sample_points(route: Route) -> list[tuple[float, float]]:
    """Points on the cubic Bézier curve of a wire without a lane."""
    reach = _bend_length(route)
    points = []
    for step in range(1, _SAMPLES):
        t = step / _SAMPLES
        a, b, c, d = (1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t * t, t**3
        points.append(
            (
                (a + b) * route.x1 + (c + d) * route.x2,
                a * route.y1 + b * (route.y1 + reach) + c * (route.y2 - reach) + d * route.y2,
            )
        )
    return points


class _LabelPlaces:
    """Where labels are, in a grid of label-sized cells, so that the next one keeps clear of them."""

    def __init__(self, taken: Iterable[QPointF] = ()) -> None:
        self._cells: dict[tuple[int, int], list[tuple[float, float]]] = {}
        for point in taken:
            self._take(point)

    def place(self, route: Route) -> float:
        """Where along the wire a label has room, 0 to 1; the middle when it has none anywhere."""
        for share in _LABEL_SHARES:
            point = replace(route, label=share).label_point()
            if not self._is_taken(point):
                self._take(point)
                return share
        return 0.5

    def _take(self, point: QPointF) -> None:
        self._cells.setdefault((int(point.x() // _LABEL_WIDTH), int(point.y() // _LABEL_HEIGHT)), []).append(point.toTuple())

    def _is_taken(self, point: QPointF) -> bool:
        x, y = point.x(), point.y()
        column, row = int(x // _LABEL_WIDTH), int(y // _LABEL_HEIGHT)
        # A cell is as large as a label, so that only labels of neighbouring cells can overlap.
        near = ((column + i, row + j) for i in (-1, 0, 1) for j in (-1, 0, 1))
        return any(
            abs(x - px) < _LABEL_WIDTH and abs(y - py) < _LABEL_HEIGHT for cell in near for px, py in self._cells.get(cell, ())
        )


class Router:
    """Finds routes for wires that keep clear of blocks and of each other's lanes."""

    def __init__(self, graph: Graph, centres: Mapping[int, Position], labels: Iterable[QPointF] = ()) -> None:
        """`labels` are the centres of labels of wires that are not routed now."""
        self._graph = graph
        self._labels = _LabelPlaces(labels)
        self._centres = centres
        # Blocks by column of one block width, sorted by (y, x), to find those in a rectangle by bisection.
        self._columns: dict[int, list[Position]] = {}
        for x, y in centres.values():
            self._columns.setdefault(int(x // BLOCK_WIDTH), []).append((y, x))
        for column in self._columns.values():
            column.sort()
        self._lanes: list[tuple[float, float, float]] = []

    def routes(self, targets: Iterable[Port] | None = None) -> dict[Port, Route]:
        """The route of every wire, or of those into `targets`; short ones first, so that long ones run outside of them."""
        wanted = self._graph.wires.keys() if targets is None else targets
        straight = {target: self.straight_route(self._graph.wires[target], target) for target in wanted}
        result = {}
        for target in sorted(straight, key=lambda port: (abs(straight[port].y2 - straight[port].y1), port)):
            route = self.avoid_blocks(straight[target])
            result[target] = replace(route, label=self._labels.place(route))
        return result

    def straight_route(self, source: Port, target: Port) -> Route:
        """The route from port to port, whatever is between."""
        (sx, sy), (tx, ty) = self._centres[source.block], self._centres[target.block]
        start, end = output_offset(self._graph, source), input_offset(self._graph, target)
        return Route(sx + start.x(), sy + start.y(), tx + end.x(), ty + end.y())

    def avoid_blocks(self, route: Route) -> Route:
        """A route between the same ends that keeps clear of the blocks between them; its lane, if it has one, is taken."""
        if not route.is_long:
            return route
        blocked = self._is_blocked(route)
        if not blocked and abs(route.x2 - route.x1) <= BLOCK_WIDTH:
            return route
        top, bottom = min(route.y1, route.y2), max(route.y1, route.y2)
        outside = (x + side * (HALF_WIDTH + _NARROW_GAP) for x in (route.x1, route.x2) for side in (1, -1))
        ahead = (route.x1, route.x2) if route.y2 > route.y1 else outside
        lanes = [x for x in ahead if self._is_clear(x, top, bottom)]
        if not blocked and not lanes:
            return route
        lanes += [self._free_lane(route, top, bottom, side) for side in (1, -1)] if blocked else []
        lane = min(lanes, key=lambda x: abs(x - route.x1) + abs(x - route.x2))
        self._lanes.append((lane, top, bottom))
        return Route(route.x1, route.y1, route.x2, route.y2, lane=lane)

    def _is_blocked(self, route: Route) -> bool:
        """Whether a curve would run upwards or across a card."""
        if route.y2 <= route.y1:
            return True
        cards = self._centres_in(min(route.x1, route.x2), max(route.x1, route.x2), route.y1, route.y2)
        if not cards:
            return False
        points = _sample_points(route)
        return any(
            abs(px - x) < HALF_WIDTH + _CLEARANCE and abs(py - y) < HALF_HEIGHT + _CLEARANCE
            for x, y in cards
            for px, py in points
        )

    def _centres_in(self, left: float, right: float, top: float, bottom: float) -> list[Position]:
        """The centres of blocks that overlap a rectangle."""
        # A unit less in height: a block that only touches the rectangle is not in it.
        left, right, lowest = left - HALF_WIDTH, right + HALF_WIDTH, bottom + HALF_HEIGHT - 1
        found = []
        for index in range(int(left // BLOCK_WIDTH), int(right // BLOCK_WIDTH) + 1):
            column = self._columns.get(index, [])
            for place in range(bisect_left(column, (top - HALF_HEIGHT + 1, left)), len(column)):
                y, x = column[place]
                if y > lowest:
                    break
                if left < x < right:
                    found.append((x, y))
        return found

    def _free_lane(self, route: Route, top: float, bottom: float, side: int) -> float:
        """The x of the nearest lane on one side (1 right, -1 left) with no block and no other lane on it."""
        left, right = min(route.x1, route.x2), max(route.x1, route.x2)
        cards = self._centres_in(left, right, top, bottom)
        edge = max((side * x for x, _ in cards), default=max(side * left, side * right)) + HALF_WIDTH
        for _ in range(len(self._centres) + 1):
            roomy, narrow = edge + _WIDE_GAP, edge + _NARROW_GAP
            for reach, clear in ((roomy, _WIDE_GAP - _CLEARANCE), (narrow, _NARROW_GAP - _CLEARANCE)):
                lane = self._clear_of_lanes(side * reach, top, bottom, side)
                if not self._centres_in(lane - clear, lane + clear, top, bottom):
                    return lane
            hit = self._centres_in(side * narrow - _NARROW_GAP, side * narrow + _NARROW_GAP, top, bottom)
            edge = max([edge + _LANE_STEP, *(side * x + HALF_WIDTH for x, _ in hit)])
        return side * (edge + _WIDE_GAP)

    def _is_clear(self, lane: float, top: float, bottom: float) -> bool:
        """Whether no block and no other lane is in the way of a line."""
        taken = any(abs(x - lane) < _LANE_STEP and y1 < bottom and top < y2 for x, y1, y2 in self._lanes)
        return not taken and not self._centres_in(lane - 2 * _CLEARANCE, lane + 2 * _CLEARANCE, top, bottom)

    def _clear_of_lanes(self, lane: float, top: float, bottom: float, side: int) -> float:
        """`lane` moved outwards until it is clear of the lanes that are taken."""
        taken = sorted((side * x for x, y1, y2 in self._lanes if y1 < bottom and top < y2))
        here = side * lane
        for x in taken:
            if abs(x - here) < _LANE_STEP:
                here = x + _LANE_STEP
        return side * here
