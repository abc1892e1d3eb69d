"""The graph as a value: what is asked of it, and that nothing changes under one's hands."""

from __future__ import annotations

from builder.layers import make
from builder.model.graph import Block, Graph, Port
from tests.support.graphs import check, id_of, residual, small, wire_texts


def test_a_graph_answers_what_feeds_what() -> None:
    graph = residual()
    assert graph.predecessors(5) == [4, 2]
    assert graph.successors(2) == [3, 5]
    assert graph.sources(5) == [Port(4), Port(2)]
    assert graph.targets(Port(2)) == [Port(3), Port(5, 1)]
    assert graph.sources(1) == []
    assert graph.arity(5) == 2


def test_order_puts_each_block_after_those_that_feed_it_and_leaves_loops_out() -> None:
    graph = residual()
    order = graph.order()
    assert all(order.index(s.block) < order.index(t.block) for t, s in graph.wires.items())
    looped = graph.with_wire(Port(4), Port(2))
    assert looped.order() == [1]


def test_reaches_follows_wires_downwards_only() -> None:
    graph = small()
    assert graph.reaches(1, 7)
    assert not graph.reaches(7, 1)
    assert graph.reaches(3, 3)


def test_an_edit_leaves_the_old_value_alone() -> None:
    graph = residual()
    before = wire_texts(graph)
    smaller = graph.without_block(2)
    assert wire_texts(graph) == before
    assert 2 not in smaller.blocks
    assert all(2 not in (s.block, t.block) for t, s in smaller.wires.items())


def test_one_wire_an_input_and_the_fanout_follows() -> None:
    graph = residual().with_wire(Port(1), Port(5, 1))
    check(graph)
    assert graph.wires[Port(5, 1)] == Port(1)
    assert graph.targets(Port(2)) == [Port(3)]


def test_moving_a_block_leaves_the_same_network() -> None:
    graph = small()
    moved = graph.at({1: (500.0, 5.0)})
    assert graph.same_network(moved)
    assert graph != moved
    assert not graph.same_network(graph.without_wire(Port(2)))


def test_equal_parts_make_equal_graphs() -> None:
    blocks = [Block(1, "a", make("Input")), Block(2, "b", make("ReLU"))]
    one = Graph.of(blocks, {Port(2): Port(1)}, {1: (0.0, 0.0), 2: (0.0, 9.0)})
    other = Graph.of(reversed(blocks), {Port(2): Port(1)}, {2: (0.0, 9.0), 1: (0.0, 0.0)})
    assert one == other
    assert one.of_kind("ReLU") == [2]
    assert id_of(one, "b") == 2
