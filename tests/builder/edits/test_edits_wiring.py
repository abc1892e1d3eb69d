"""Wires: what may feed what, the reasons why not, and blocks put on wires."""

from __future__ import annotations

import pytest

from builder.analysis import analyse
from builder.edits import EditError, Ids, connect, delete, disconnect, insert_on_wire, set_fields, why_not_connect
from builder.layers import make
from builder.model.graph import Port
from builder.sketch import Sketch
from tests.support.graphs import check, residual, small, wire_texts


def test_an_open_input_is_fed() -> None:
    graph = connect(disconnect(small(), Port(3)), Port(2), Port(3))
    assert graph == small()


def test_a_fed_input_gets_the_new_wire_instead_of_the_old() -> None:
    assert why_not_connect(small(), Port(1), Port(3)) is None
    graph = connect(small(), Port(1), Port(3))
    assert "input1 > relu1:0" in wire_texts(graph)
    assert "conv1 > relu1:0" not in wire_texts(graph)
    check(graph)


def test_a_join_always_has_one_more_input_and_no_more() -> None:
    graph = connect(residual(), Port(3), Port(5, 2))
    assert graph.sources(5) == [Port(4), Port(2), Port(3)]
    check(graph)
    assert str(why_not_connect(residual(), Port(3), Port(5, 3))) == "add1 has no input 4."


def test_the_inputs_of_a_join_close_up() -> None:
    graph = disconnect(residual(), Port(5))
    assert graph.sources(5) == [Port(2)]
    check(graph)


@pytest.mark.parametrize(
    ("source", "target", "reason"),
    [
        (Port(2), Port(2), "conv1 cannot feed itself."),
        (Port(4), Port(2), "relu1 cannot feed conv1: that would make a loop through conv2."),
        (Port(3), Port(2), "conv2 cannot feed conv1: that would make a loop."),
        (Port(6), Port(2), "output1 has no output."),
        (Port(2), Port(1), "input1 has no input."),
        (Port(2), Port(3, 1), "conv2 has no input 2."),
        (Port(2, 1), Port(3), "conv1 has no output 2."),
        (Port(2), Port(3), "conv1 feeds this input already."),
        (Port(77), Port(3), "That block is gone."),
        (Port(2), Port(77), "That block is gone."),
        (Port(2), Port(3, -1), "conv2 has no input 0."),
    ],
)
def test_what_cannot_be_connected_is_refused_with_the_reason(source: Port, target: Port, reason: str) -> None:
    graph = residual()
    assert str(why_not_connect(graph, source, target)) == reason
    with pytest.raises(EditError) as refusal:
        connect(graph, source, target)
    assert str(refusal.value) == reason
    assert graph == residual()


def test_a_long_loop_is_named_in_short() -> None:
    net = Sketch()
    x = net("ReLU")
    start = x
    for _ in range(12):
        x = net("ReLU", x)
    reason = str(why_not_connect(net.graph, Port(x), Port(start)))
    assert reason == ("relu13 cannot feed relu1: that would make a loop through relu2, relu3, relu4, relu5, relu6 and 6 more.")


def test_a_shape_that_nothing_mends_is_a_reason_and_one_with_a_repair_is_none() -> None:
    net = Sketch()
    image = net("Input", shape=(1, 8, 8))
    flat = net("Flatten", image)
    conv = net("Conv2d")
    big = net("Conv2d", kernel_size=11)
    known = analyse(net.graph)
    assert why_not_connect(net.graph, Port(image), Port(conv), known) is None
    refused = str(why_not_connect(net.graph, Port(flat), Port(conv), known))
    assert "conv1" in refused
    assert why_not_connect(net.graph, Port(flat), Port(conv)) is None
    assert why_not_connect(net.graph, Port(image), Port(big), known) is None
    lost = set_fields(net.graph, [flat], {"start_dim": 3})
    assert why_not_connect(lost, Port(flat), Port(conv), analyse(lost)) is None


def test_disconnecting_nothing_is_refused() -> None:
    with pytest.raises(EditError, match="No wire goes into relu1"):
        disconnect(disconnect(small(), Port(3)), Port(3))


def test_a_block_on_a_wire_stands_between_and_the_rest_makes_room() -> None:
    graph = insert_on_wire(small(), Ids(8), make("BatchNorm2d"), Port(3))
    assert {"conv1 > bn1:0", "bn1 > relu1:0"} <= set(wire_texts(graph))
    heights = [graph.positions[id][1] for id in graph.order()]
    assert heights == sorted(set(heights))
    check(graph)


def test_a_block_dropped_on_a_wire_stands_where_it_was_dropped() -> None:
    graph = insert_on_wire(small(), Ids(8), make("BatchNorm2d"), Port(3), (33.0, 44.0))
    assert graph.positions[8] == (33.0, 44.0)
    assert graph.positions[7] == small().positions[7]


def test_a_join_on_a_wire_takes_its_first_input() -> None:
    graph = insert_on_wire(residual(), Ids(7), make("Concat"), Port(5, 1))
    assert {"conv1 > concat1:0", "concat1 > add1:1"} <= set(wire_texts(graph))
    check(graph)


@pytest.mark.parametrize("kind", ["Input", "Output"])
def test_an_end_cannot_stand_on_a_wire(kind: str) -> None:
    with pytest.raises(EditError, match="middle of a wire"):
        insert_on_wire(small(), Ids(8), make(kind), Port(3))


def test_without_a_wire_there_is_nothing_to_insert_on() -> None:
    with pytest.raises(EditError, match="no wire"):
        insert_on_wire(delete(small(), [1]), Ids(8), make("ReLU"), Port(2))
