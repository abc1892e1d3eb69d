"""Where ports and wires run: plain arithmetic in scene coordinates, y downwards, a block's position its centre."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from builder.model.graph import Graph, Port, Position
from builder.model.layout.arrange import BLOCK_HEIGHT, BLOCK_WIDTH, GAP_Y

HALF_WIDTH, HALF_HEIGHT = BLOCK_WIDTH / 2, BLOCK_HEIGHT / 2
PORT_RADIUS = 5.0
PORT_GAP = 40.0

_BOW = 48.0
_NARROW = 24.0
_LANE_STEP = 16.0
_CLEAR = 6.0
_STEPS = 12
_LABEL_WIDTH, _LABEL_HEIGHT = 78.0, 20.0
_SHARES = (0.5, 0.6, 0.4, 0.7, 0.3, 0.8, 0.2)


def spots(count: int, free: bool = False) -> list[float]:
    """The x of `count` ports from the block's centre; with `free`, one more to the right of them."""
    shown = count + free if count else 1
    gap = min(PORT_GAP, (HALF_WIDTH - 12) * 2 / (shown + 1))
    first = -gap * (max(count, 1) - 1) / 2
    return [first + gap * index for index in range(shown if count or free else 0)]


def input_ports(graph: Graph, id: int) -> list[Port]:
    """The input ports that a block shows: all it has, and for a join the free one behind them."""
    ports = graph.input_ports(id)
    return [*ports, Port(id, len(ports))] if graph.blocks[id].layer.variadic else ports


def input_spot(graph: Graph, port: Port) -> QPointF:
    """Where an input port stands, from its block's centre."""
    xs = spots(graph.arity(port.block), graph.blocks[port.block].layer.variadic)
    return QPointF(xs[min(port.index, len(xs) - 1)] if xs else 0.0, -HALF_HEIGHT)


def output_spot(graph: Graph, port: Port) -> QPointF:
    """Where an output port stands, from its block's centre."""
    xs = spots(len(graph.blocks[port.block].layer.output_names))
    return QPointF(xs[min(port.index, len(xs) - 1)] if xs else 0.0, HALF_HEIGHT)


def card(centre: Position) -> QRectF:
    """The rectangle that a block covers."""
    return QRectF(centre[0] - HALF_WIDTH, centre[1] - HALF_HEIGHT, BLOCK_WIDTH, BLOCK_HEIGHT)


@dataclass(frozen=True, slots=True)
class Route:
    """The way of one wire: straight to its end, or beside other blocks on the line x = `lane`."""

    x1: float
    y1: float
    x2: float
    y2: float
    lane: float | None = None
    label: float = 0.5
    """How far down the wire its label stands, 0 to 1."""

    @property
    def is_long(self) -> bool:
        """Whether it leaves room for blocks between its ends, or runs upwards."""
        return not 0 < self.y2 - self.y1 <= 2 * GAP_Y

    def path(self) -> QPainterPath:
        """The curve to draw."""
        path = QPainterPath(QPointF(self.x1, self.y1))
        if self.lane is None:
            reach = _reach(self)
            path.cubicTo(self.x1, self.y1 + reach, self.x2, self.y2 - reach, self.x2, self.y2)
            return path
        down = self.y2 > self.y1
        turn, bend, near = (GAP_Y, GAP_Y * 0.75, GAP_Y * 0.25) if down else (0.0, GAP_Y, GAP_Y)
        path.cubicTo(self.x1, self.y1 + bend, self.lane, self.y1 + near, self.lane, self.y1 + turn)
        path.lineTo(self.lane, self.y2 - turn)
        path.cubicTo(self.lane, self.y2 - near, self.x2, self.y2 - bend, self.x2, self.y2)
        return path

    def middle(self) -> QPointF:
        """Where the wire's label stands."""
        if self.lane is not None:
            return QPointF(self.lane, self.y1 + (self.y2 - self.y1) * self.label)
        if self.label == 0.5 or self.x1 == self.x2:
            return QPointF(self.x1 + (self.x2 - self.x1) * self.label, self.y1 + (self.y2 - self.y1) * self.label)
        return self.path().pointAtPercent(self.label)


def _reach(route: Route) -> float:
    """How far the ends of a wire run straight down before it turns."""
    return max(20.0, min(abs(route.y2 - route.y1) * 0.5, 120.0))


def _sample_points(route: Route) -> list[tuple[float, float]]:
    """Points along a wire without a lane."""
    reach = _reach(route)
    points = []
    for step in range(1, _STEPS):
        t = step / _STEPS
        a, b, c, d = (1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t * t, t**3
        points.append(
            (
                (a + b) * route.x1 + (c + d) * route.x2,
                a * route.y1 + b * (route.y1 + reach) + c * (route.y2 - reach) + d * route.y2,
            )
        )
    return points


class _Labels:
    """Where labels stand, so that the next one keeps clear of them."""

    def __init__(self, taken: Iterable[QPointF] = ()) -> None:
        self._cells: dict[tuple[int, int], list[tuple[float, float]]] = {}
        for point in taken:
            self._take(point)

    def place(self, route: Route) -> float:
        """How far down the wire a label has room; its middle when it has none anywhere."""
        for share in _SHARES:
            point = replace(route, label=share).middle()
            if not self._is_taken(point):
                self._take(point)
                return share
        return 0.5

    def _take(self, point: QPointF) -> None:
        self._cells.setdefault((int(point.x() // _LABEL_WIDTH), int(point.y() // _LABEL_HEIGHT)), []).append(point.toTuple())

    def _is_taken(self, point: QPointF) -> bool:
        x, y = point.x(), point.y()
        column, row = int(x // _LABEL_WIDTH), int(y // _LABEL_HEIGHT)
        near = ((column + i, row + j) for i in (-1, 0, 1) for j in (-1, 0, 1))
        return any(
            abs(x - px) < _LABEL_WIDTH and abs(y - py) < _LABEL_HEIGHT for cell in near for px, py in self._cells.get(cell, ())
        )


class Router:
    """Finds ways for wires that keep clear of blocks and of each other's lanes."""

    def __init__(self, graph: Graph, centres: Mapping[int, Position], labels: Iterable[QPointF] = ()) -> None:
        """`labels` are places that labels of other wires have taken."""
        self._graph = graph
        self._labels = _Labels(labels)
        self._centres = centres
        self._columns: dict[int, list[Position]] = {}
        for x, y in centres.values():
            self._columns.setdefault(int(x // BLOCK_WIDTH), []).append((y, x))
        for column in self._columns.values():
            column.sort()
        self._lanes: list[tuple[float, float, float]] = []

    def routes(self, targets: Iterable[Port] | None = None) -> dict[Port, Route]:
        """The way of every wire, or of those into `targets`; short ones first, so that long ones bow outside them."""
        wanted = self._graph.wires.keys() if targets is None else targets
        straight = {target: self.straight(self._graph.wires[target], target) for target in wanted}
        result = {}
        for target in sorted(straight, key=lambda port: (abs(straight[port].y2 - straight[port].y1), port)):
            route = self.around(straight[target])
            result[target] = replace(route, label=self._labels.place(route))
        return result

    def straight(self, source: Port, target: Port) -> Route:
        """The way from port to port, whatever stands between."""
        (sx, sy), (tx, ty) = self._centres[source.block], self._centres[target.block]
        start, end = output_spot(self._graph, source), input_spot(self._graph, target)
        return Route(sx + start.x(), sy + start.y(), tx + end.x(), ty + end.y())

    def around(self, route: Route) -> Route:
        """The same ends, beside the blocks that stand between them."""
        if not route.is_long:
            return route
        blocked = self._blocked(route)
        if not blocked and abs(route.x2 - route.x1) <= BLOCK_WIDTH:
            return route
        top, bottom = min(route.y1, route.y2), max(route.y1, route.y2)
        beside = (x + side * (HALF_WIDTH + _NARROW) for x in (route.x1, route.x2) for side in (1, -1))
        ahead = (route.x1, route.x2) if route.y2 > route.y1 else beside
        lanes = [x for x in ahead if self._is_clear(x, top, bottom)]
        if not blocked and not lanes:
            return route
        lanes += [self._lane(route, top, bottom, side) for side in (1, -1)] if blocked else []
        lane = min(lanes, key=lambda x: abs(x - route.x1) + abs(x - route.x2))
        self._lanes.append((lane, top, bottom))
        return Route(route.x1, route.y1, route.x2, route.y2, lane)

    def _blocked(self, route: Route) -> bool:
        if route.y2 <= route.y1:
            return True
        cards = self._between(min(route.x1, route.x2), max(route.x1, route.x2), route.y1, route.y2)
        if not cards:
            return False
        points = _sample_points(route)
        return any(
            abs(px - x) < HALF_WIDTH + _CLEAR and abs(py - y) < HALF_HEIGHT + _CLEAR for x, y in cards for px, py in points
        )

    def _between(self, left: float, right: float, top: float, bottom: float) -> list[Position]:
        """The centres of blocks that overlap a rectangle."""
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

    def _lane(self, route: Route, top: float, bottom: float, side: int) -> float:
        """The nearest line on one side that no block and no other lane is on."""
        left, right = min(route.x1, route.x2), max(route.x1, route.x2)
        cards = self._between(left, right, top, bottom)
        edge = max((side * x for x, _ in cards), default=max(side * left, side * right)) + HALF_WIDTH
        for _ in range(len(self._centres) + 1):
            roomy, narrow = edge + _BOW, edge + _NARROW
            for reach, clear in ((roomy, _BOW - _CLEAR), (narrow, _NARROW - _CLEAR)):
                lane = self._apart(side * reach, top, bottom, side)
                if not self._between(lane - clear, lane + clear, top, bottom):
                    return lane
            hit = self._between(side * narrow - _NARROW, side * narrow + _NARROW, top, bottom)
            edge = max([edge + _LANE_STEP, *(side * x + HALF_WIDTH for x, _ in hit)])
        return side * (edge + _BOW)

    def _is_clear(self, lane: float, top: float, bottom: float) -> bool:
        """Whether no block and no other lane is in the way of a line."""
        taken = any(abs(x - lane) < _LANE_STEP and y1 < bottom and top < y2 for x, y1, y2 in self._lanes)
        return not taken and not self._between(lane - 2 * _CLEAR, lane + 2 * _CLEAR, top, bottom)

    def _apart(self, lane: float, top: float, bottom: float, side: int) -> float:
        """`lane` moved outwards until it is clear of the lanes that are taken."""
        taken = sorted((side * x for x, y1, y2 in self._lanes if y1 < bottom and top < y2))
        here = side * lane
        for x in taken:
            if abs(x - here) < _LANE_STEP:
                here = x + _LANE_STEP
        return side * here
