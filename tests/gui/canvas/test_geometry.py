"""Where ports and wires run."""

from __future__ import annotations

import itertools
import random

import pytest
from PySide6.QtCore import QPointF

from builder.model.graph import Graph, Port
from builder.model.layout.arrange import BLOCK_WIDTH
from builder.sketch import Sketch
from gui.canvas.routing import Router, card_rect, input_offset, port_offsets


@pytest.mark.parametrize("count", range(1, 30))
@pytest.mark.parametrize("free", [False, True])
def test_ports_stay_on_the_card_and_apart(count: int, free: bool) -> None:
    xs = port_offsets(count, free)
    assert len(xs) == count + free
    assert all(abs(x) < BLOCK_WIDTH / 2 for x in xs)
    assert all(a < b for a, b in itertools.pairwise(xs))
    assert sum(xs[:count]) == pytest.approx(0, abs=1e-6)


def test_a_join_without_wires_shows_one_free_port_and_an_end_none() -> None:
    assert port_offsets(0, True) == [0.0]
    assert port_offsets(0) == []


def residual(depth: int = 5) -> Graph:
    """A stretch of blocks with a skip around it."""
    net = Sketch()
    start = x = net("Input", shape=(4, 8, 8))
    for _ in range(depth):
        x = net("ReLU", x)
    y = net("Add", x, start)
    net("Output", y)
    return net.graph


def crossed(graph: Graph) -> list[tuple[Port, int]]:
    """Wires that run over a block that is not theirs."""
    found = []
    for target, route in Router(graph, dict(graph.positions)).routes().items():
        path = route.path()
        points = [path.pointAtPercent(step / 60) for step in range(61)]
        ends = (target.block, graph.wires[target].block)
        for id, position in graph.positions.items():
            inner = card_rect(position).adjusted(3, 3, -3, -3)
            if id not in ends and any(inner.contains(point) for point in points):
                found.append((target, id))
    return found


def test_a_skip_runs_next_to_the_blocks_it_skips() -> None:
    graph = residual()
    routes = Router(graph, dict(graph.positions)).routes()
    lanes = [route.lane for route in routes.values() if route.lane is not None]
    assert len(lanes) == 1
    assert BLOCK_WIDTH / 2 < abs(lanes[0]) < BLOCK_WIDTH
    assert crossed(graph) == []


def test_nested_skips_keep_apart() -> None:
    net = Sketch()
    x = net("Input", shape=(4, 8, 8))
    outer = [x]
    for _ in range(6):
        x = net("ReLU", x)
        outer.append(x)
    y = net("Concat", x, *outer[:4])
    net("Output", y)
    graph = net.graph.at({id: (0.0, 104.0 * row) for row, id in enumerate(net.graph.order())})
    lanes = [route.lane for route in Router(graph, dict(graph.positions)).routes().values() if route.lane is not None]
    assert len(lanes) == 4
    assert all(abs(a - b) >= 16 for i, a in enumerate(lanes) for b in lanes[:i])
    assert crossed(graph) == []


def test_a_wire_that_runs_upwards_goes_around_both_blocks() -> None:
    graph = residual(1).at({1: (0.0, 500.0), 2: (0.0, 0.0)})
    route = Router(graph, dict(graph.positions)).routes()[Port(2)]
    assert route.lane is not None
    assert abs(route.lane) > BLOCK_WIDTH / 2


@pytest.mark.parametrize("seed", range(5))
def test_every_wire_ends_at_its_ports_wherever_blocks_stand(seed: int) -> None:
    dice = random.Random(seed)
    graph = residual(12)
    graph = graph.at({id: (dice.uniform(-800, 800), dice.uniform(-800, 800)) for id in graph.blocks})
    for target, route in Router(graph, dict(graph.positions)).routes().items():
        path = route.path()
        end = QPointF(*graph.positions[target.block]) + input_offset(graph, target)
        assert path.currentPosition() == end
        assert path.length() < 20_000


def test_a_wire_to_a_block_next_to_it_and_above_runs_between_the_two() -> None:
    graph = residual(1).at({1: (0.0, 40.0), 2: (-260.0, 0.0), 3: (900.0, 900.0), 4: (900.0, 1200.0)})
    route = Router(graph, dict(graph.positions)).routes()[Port(2)]
    assert route.lane is not None
    assert -260 + BLOCK_WIDTH / 2 < route.lane < -BLOCK_WIDTH / 2
