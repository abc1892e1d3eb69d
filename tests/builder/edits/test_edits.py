"""Edits of single blocks, skips and deletion: what they do, and what they refuse, in words."""

from __future__ import annotations

import math

import pytest

from builder.common.fields import FieldError
from builder.edits import (
    EditError,
    Ids,
    add_block,
    add_skip,
    arrange,
    delete,
    disconnect,
    move,
    remove,
    rename,
    set_fields,
)
from builder.layers import make
from builder.model.graph import Graph, Port
from builder.model.layout.arrange import arrange_positions
from builder.sketch import Sketch
from tests.support.graphs import chain, check, id_of, names_of, residual, small, wire_texts


def test_a_new_block_gets_a_fresh_id_and_a_free_name() -> None:
    ids = Ids(8)
    graph = add_block(small(), ids, make("Conv2d"), (10, 20))
    assert graph.blocks[8].name == "conv2"
    assert graph.positions[8] == (10.0, 20.0)
    assert ids.next == 9
    assert add_block(graph, ids, make("ReLU"), (0, 0), "gate").blocks[9].name == "gate"


@pytest.mark.parametrize(
    ("name", "words"), [("relu1", "relu2 would be free"), ("2nd", "letters"), ("train", "already means"), ("", "needed")]
)
def test_a_name_that_will_not_do_is_refused(name: str, words: str) -> None:
    for edit in (lambda g: rename(g, 2, name), lambda g: add_block(g, Ids(8), make("ReLU"), (0, 0), name)):
        with pytest.raises(EditError, match=words):
            edit(small())


def test_renaming_to_its_own_name_is_nothing() -> None:
    graph = small()
    assert rename(graph, 2, "conv1") is graph
    assert rename(graph, 2, "first").blocks[2].name == "first"


@pytest.mark.parametrize("place", [(math.nan, 0.0), (0.0, math.inf), (1e300, 0.0), (0.0, -1e8)])
def test_no_block_stands_outside_the_canvas(place: tuple[float, float]) -> None:
    with pytest.raises(EditError, match="canvas ends"):
        move(small(), {1: place})
    with pytest.raises(EditError, match="canvas ends"):
        add_block(small(), Ids(8), make("ReLU"), place)


def test_fields_are_set_on_every_block_or_on_none() -> None:
    graph = residual()
    changed = set_fields(graph, [2, 3], {"out_channels": 4})
    assert [changed.blocks[id].layer.values()["out_channels"] for id in (2, 3)] == [4, 4]
    with pytest.raises(FieldError, match=r"no such field"):
        set_fields(graph, [2, 4], {"out_channels": 4})
    with pytest.raises(FieldError, match=r"Conv2d\.out_channels: must be at least 1, not 0"):
        set_fields(graph, [2], {"out_channels": 0})
    assert graph == residual()


def test_edits_of_a_block_that_is_gone_say_so() -> None:
    for edit in (
        lambda g: set_fields(g, [99], {}),
        lambda g: rename(g, 99, "a"),
        lambda g: move(g, {99: (0.0, 0.0)}),
        lambda g: remove(g, 99),
        lambda g: disconnect(g, Port(99)),
        lambda g: add_skip(g, Ids(8), [99]),
    ):
        with pytest.raises(EditError, match="no block with the number 99"):
            edit(small())


def test_arrange_puts_blocks_where_the_layout_wants_them() -> None:
    graph = move(small(), {3: (900.0, -70.0)})
    assert dict(arrange(graph).positions) == arrange_positions(graph)


def test_a_deleted_block_in_the_middle_is_bridged() -> None:
    graph = delete(small(), [3])
    assert "conv1 > pool1:0" in wire_texts(graph)
    check(graph)


def test_blocks_deleted_together_are_bridged_as_one_stretch() -> None:
    graph = delete(small(), [3, 4, 5])
    assert wire_texts(graph) == ["conv1 > fc1:0", "fc1 > output1:0", "input1 > conv1:0"]
    assert wire_texts(delete(small(), [2, 4, 6])) == [
        "flatten1 > output1:0",
        "input1 > relu1:0",
        "relu1 > flatten1:0",
    ]


def test_ends_are_not_bridged() -> None:
    assert wire_texts(delete(small(), [1])) == [wire for wire in wire_texts(small()) if "input1" not in wire]
    assert wire_texts(delete(small(), [7])) == [wire for wire in wire_texts(small()) if "output1" not in wire]
    assert not delete(small(), range(1, 8)).blocks


def test_a_deleted_block_that_feeds_several_hands_its_source_to_all() -> None:
    graph = delete(residual(), [2])
    assert {"input1 > conv2:0", "input1 > add1:1"} <= set(wire_texts(graph))
    check(graph)


def test_a_deleted_join_of_two_ways_is_not_bridged_and_one_of_one_way_is() -> None:
    assert not any("output1" in wire for wire in wire_texts(delete(residual(), [5])))
    assert "conv1 > output1:0" in wire_texts(delete(residual(), [3, 4, 5]))
    lone = disconnect(residual(), Port(5, 1))
    assert "relu1 > output1:0" in wire_texts(delete(lone, [5]))


def test_inputs_of_a_join_close_up_when_a_source_goes() -> None:
    net = Sketch()
    feeds = [net("Input") for _ in range(4)]
    join = net("Concat", *feeds)
    graph = delete(net.graph, [feeds[0], feeds[2]])
    assert graph.sources(join) == [Port(feeds[1]), Port(feeds[3])]
    check(graph)


def test_deleting_nothing_or_the_same_twice_is_harmless() -> None:
    assert delete(small(), []) == small()
    assert delete(small(), [3, 3]) == delete(small(), [3])


def test_a_skip_leads_from_what_feeds_the_stretch_to_an_add_behind_it() -> None:
    graph = add_skip(small(), Ids(8), [2, 3])
    assert {"relu1 > add1:0", "input1 > add1:1", "add1 > pool1:0"} <= set(wire_texts(graph))
    assert graph.positions[id_of(graph, "pool1")][1] > graph.positions[8][1] > graph.positions[3][1]
    check(graph)


def test_a_skip_takes_in_what_lies_between_the_selected_blocks() -> None:
    assert wire_texts(add_skip(small(), Ids(8), [2, 4])) == wire_texts(add_skip(small(), Ids(8), [2, 3, 4]))
    assert wire_texts(add_skip(small(), Ids(8), [1, 2, 3])) == wire_texts(add_skip(small(), Ids(8), [2, 3]))


def test_a_skip_around_a_loose_end_ends_loosely() -> None:
    graph = add_skip(delete(small(), [7]), Ids(8), [6])
    assert {"fc1 > add1:0", "flatten1 > add1:1"} <= set(wire_texts(graph))
    assert not graph.successors(8)


def test_skips_nest() -> None:
    graph = add_skip(add_skip(small(), Ids(8), [2, 3]), Ids(9), [2, 3, 8])
    assert {"add1 > add2:0", "input1 > add2:1", "add2 > pool1:0"} <= set(wire_texts(graph))
    check(graph)


@pytest.mark.parametrize(
    ("blocks", "words"),
    [([], "Select the blocks"), ([1], "Select the blocks"), ([7], "Select the blocks"), ([5], "one way in"), ([2], "")],
)
def test_a_skip_needs_a_stretch_with_one_way_in_and_one_way_out(blocks: list[int], words: str) -> None:
    if not words:
        assert "conv1 > add2:0" in wire_texts(add_skip(residual(), Ids(7), blocks))
        return
    graph = small() if blocks == [7] else residual()
    with pytest.raises(EditError, match=words):
        add_skip(graph, Ids(8), blocks)


def test_a_skip_is_refused_where_two_ways_lead_out_or_none_leads_in() -> None:
    net = Sketch()
    x = net("Input")
    net("Output", net("Concat", net("ReLU", x), net("Tanh", x)))
    with pytest.raises(EditError, match="one way out, but relu1 and tanh1"):
        add_skip(net.graph, Ids(9), [2, 3])
    with pytest.raises(EditError, match="Nothing feeds"):
        add_skip(delete(small(), [1]), Ids(9), [2])


def test_order_of_names_is_kept_by_edits() -> None:
    assert names_of(rename(small(), 1, "picture"))[0] == "picture"
    assert names_of(Graph()) == []


def test_blocks_that_feed_each_other_in_a_loop_can_be_deleted() -> None:
    looped = chain("Input", "Add", "ReLU", "ReLU", "Output").with_wire(Port(3), Port(2, 1))
    assert sorted(delete(looped, [2, 3]).blocks) == [1, 4, 5]
    assert sorted(delete(looped, [3]).blocks) == [1, 2, 4, 5]
