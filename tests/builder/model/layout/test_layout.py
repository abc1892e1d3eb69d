"""The automatic layout: rows downwards, nothing on top of anything, lanes for skips, the same every time."""

from __future__ import annotations

import random
import sys
from itertools import pairwise

import pytest

from builder.layers import make
from builder.model.graph import Block, Graph, Port
from builder.model.layout.arrange import BLOCK_WIDTH, COLUMN, ROW, arrange_positions
from builder.model.layout.layered import space_apart
from builder.sketch import Sketch
from tests.support.graphs import residual, small


def wild(size: int, seed: int) -> Graph:
    """A random network of `size` blocks with joins and loose ends."""
    chance = random.Random(seed)
    blocks, wires = [Block(1, "input1", make("Input"))], {}
    for id in range(2, size + 1):
        join = chance.random() < 0.3
        blocks.append(Block(id, f"b{id}", make("Add" if join else "ReLU")))
        for index in range(2 if join else 1):
            if chance.random() < 0.95:
                wires[Port(id, index)] = Port(chance.randint(max(1, id - 12), id - 1))
    return Graph.of(blocks, {t: s for t, s in wires.items() if t.index == 0 or Port(t.block, 0) in wires})


def overlaps(positions: dict[int, tuple[float, float]]) -> list[tuple[int, int]]:
    """Pairs of blocks in one row that touch."""
    rows: dict[float, list[tuple[float, int]]] = {}
    for id, (x, y) in positions.items():
        rows.setdefault(y, []).append((x, id))
    found = []
    for row in rows.values():
        row.sort()
        found += [(a, b) for (x, a), (other, b) in pairwise(row) if other - x < BLOCK_WIDTH]
    return found


def test_a_chain_stands_straight_a_row_apart() -> None:
    assert arrange_positions(small()) == {id: (0.0, (id - 1) * ROW) for id in range(1, 8)}


def test_the_longest_way_stands_straight_beside_a_shortcut_with_a_layer() -> None:
    net = Sketch()
    x = net("Conv2d", net("Input"))
    main = [net("Conv2d", x)]
    main.append(net("ReLU", main[-1]))
    main.append(net("Conv2d", main[-1]))
    short = net("Conv2d", x)
    join = net("Add", main[-1], short)
    places = arrange_positions(net.graph)
    assert {places[id][0] for id in [1, x, *main, join]} == {0.0}
    assert abs(places[short][0]) >= COLUMN


def test_a_skip_finds_a_lane_beside_blocks_of_its_rows() -> None:
    net = Sketch()
    start = net("Conv2d", net("Input"))
    one = net("ReLU", net("ReLU", start))
    two = net("ReLU", net("ReLU", start))
    net("Concat", one, start, two)
    places = arrange_positions(net.graph)
    row = sorted(x for x, y in places.values() if y == places[one][1])
    assert row[1] - row[0] > BLOCK_WIDTH


def test_equal_branches_stand_evenly_about_the_middle() -> None:
    net = Sketch()
    x = net("Input")
    branches = [net("Conv2d", x) for _ in range(3)]
    join = net("Concat", *branches)
    places = arrange_positions(net.graph)
    assert [places[id][0] for id in branches] == [-COLUMN, 0.0, COLUMN]
    assert places[join][0] == 0.0


@pytest.mark.parametrize("seed", range(6))
def test_no_two_blocks_overlap_and_wires_lead_down(seed: int) -> None:
    graph = wild(60, seed)
    places = arrange_positions(graph)
    assert set(places) == set(graph.blocks)
    assert not overlaps(places)
    assert all(places[source.block][1] < places[target.block][1] for target, source in graph.wires.items())


def test_the_layout_depends_on_the_graph_alone() -> None:
    graph = wild(80, 1)
    shuffled = list(graph.blocks.values())
    random.Random(3).shuffle(shuffled)
    again = Graph.of(shuffled, dict(sorted(graph.wires.items(), reverse=True)))
    assert arrange_positions(again) == arrange_positions(graph)
    assert arrange_positions(graph.at({1: (900.0, 900.0)})) == arrange_positions(graph)


def test_separate_networks_stand_side_by_side_and_loose_blocks_in_piles() -> None:
    net = Sketch()
    net("ReLU", net("ReLU"))
    net("Output", net("Input"))
    for _ in range(25):
        net("Tanh")
    places = arrange_positions(net.graph)
    assert not overlaps(places)
    assert places[3] == (0.0, 0.0)
    assert places[1][0] >= BLOCK_WIDTH
    assert max(y for _, y in places.values()) < 12 * ROW


def test_a_damaged_graph_with_a_loop_is_laid_out_all_the_same() -> None:
    graph = residual().with_wire(Port(4), Port(2))
    places = arrange_positions(graph)
    assert set(places) == set(graph.blocks)
    assert not overlaps(places)


def test_nothing_is_laid_out_as_nothing() -> None:
    assert arrange_positions(Graph()) == {}


def test_work_grows_about_as_the_number_of_blocks() -> None:
    assert calls_of(wild(500, 2)) < 3 * calls_of(wild(250, 2))


def calls_of(graph: Graph) -> int:
    """How many functions are called to lay out a graph: a measure of work that does not depend on the machine."""
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    sys.setprofile(count)
    try:
        arrange_positions(graph)
    finally:
        sys.setprofile(None)
    return calls


def test_spaced_keeps_order_and_distance_and_moves_the_light_ones() -> None:
    assert space_apart([0.0, 0.0], [1.0, 1.0], [10.0, 10.0]) == [-5.0, 5.0]
    heavy, light = space_apart([0.0, 0.0], [1e6, 1.0], [10.0, 10.0])
    assert heavy == pytest.approx(0.0, abs=1e-4)
    assert light == pytest.approx(10.0, abs=1e-4)
    assert space_apart([0.0, 50.0], [1.0, 1.0], [10.0, 10.0]) == [0.0, 50.0]
    assert space_apart([], [], []) == []
