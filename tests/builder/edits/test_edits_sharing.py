"""Blocks that share their weights stay alike, whatever is done to one of them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from builder.edits import (
    EditError,
    Ids,
    choose_data,
    copy_record,
    delete,
    duplicate,
    edit_inside,
    expose,
    family,
    graph_at,
    owners_for,
    paste,
    set_fields,
    set_formula,
    share_weights,
    why_not_share,
)
from builder.edits.sharing import with_layer
from builder.layers import make
from builder.model.document import Document
from builder.model.graph import Graph, Port
from builder.model.project import Project
from builder.sketch import Sketch
from tests.support.graphs import TEN, check

A, B, C, RELU, SPLIT = 2, 3, 4, 6, 7


def three() -> Graph:
    """1 input1 -> 2, 3, 4 conv1 to conv3 -> 5 add1 -> 6 relu1; 7 split1 and 8 split2 next to them."""
    net = Sketch()
    x = net("Input", shape=(1, 8, 8))
    ways = [net("Conv2d", x, out_channels=width, padding=1) for width in (4, 5, 6)]
    x = net("ReLU", net("Add", *ways))
    net("Chunk", x, chunks=3)
    net("Chunk", x, chunks=2)
    return net.graph


def shared() -> Graph:
    """conv2 and conv3 use the weights of conv1."""
    return share_weights(share_weights(three(), B, A), C, A)


def weights_of(graph: Graph) -> dict[int, int]:
    return {id: block.weights_of for id, block in graph.blocks.items() if block.weights_of is not None}


def test_a_block_that_shares_takes_over_the_fields() -> None:
    graph = share_weights(three(), B, A)
    assert weights_of(graph) == {B: A}
    assert graph.blocks[B].layer == graph.blocks[A].layer == three().blocks[A].layer
    assert graph.blocks[B].name == "conv2"
    check(graph)


def test_a_block_that_uses_anothers_weights_stands_for_the_one_that_has_them() -> None:
    graph = share_weights(share_weights(three(), B, A), C, B)
    assert weights_of(graph) == {B: A, C: A}
    assert family(graph, C) == family(graph, A) == [A, B, C]
    assert family(graph, RELU) == [RELU]
    check(graph)


def test_an_owner_that_joins_another_leaves_its_users_together() -> None:
    net = Sketch()
    x = net("Input", shape=(1, 8, 8))
    for _ in range(4):
        net("Conv2d", x, out_channels=1)
    graph = net.graph
    for user in (3, 4):
        graph = share_weights(graph, user, 2)
    graph = share_weights(graph, 2, 5)
    assert weights_of(graph) == {2: 5, 4: 3}
    check(graph)


def test_an_owner_that_joins_its_user_changes_places_with_it() -> None:
    graph = share_weights(shared(), A, C)
    assert weights_of(graph) == {A: C, B: C}
    check(graph)


@pytest.mark.parametrize(("id", "left"), [(A, {C: B}), (B, {C: A}), (C, {B: A}), (RELU, {B: A, C: A})])
def test_weights_of_its_own_leave_the_others_together(id: int, left: dict[int, int]) -> None:
    graph = share_weights(shared(), id, None)
    assert weights_of(graph) == left
    assert graph.blocks[id].layer == shared().blocks[id].layer
    check(graph)


@pytest.mark.parametrize(
    ("id", "owner", "words"),
    [
        (A, A, "uses its own weights"),
        (A, RELU, "relu1 has no weights that conv1"),
        (RELU, A, "only blocks of one kind"),
        (A, 99, "no block with the number 99"),
        (99, A, "no block with the number 99"),
    ],
)
def test_what_cannot_be_shared_is_refused_in_words(id: int, owner: int, words: str) -> None:
    with pytest.raises(EditError, match=words):
        share_weights(three(), id, owner)
    if 99 not in (id, owner):
        assert words in str(why_not_share(three(), id, owner))


def test_owners_that_may_be_chosen_are_of_the_kind_and_have_the_weights() -> None:
    assert owners_for(three(), B) == [A, C]
    assert owners_for(share_weights(three(), B, A), C) == [A]
    assert owners_for(three(), RELU) == []


@pytest.mark.parametrize("id", [A, B, C])
def test_a_field_changes_in_the_whole_family(id: int) -> None:
    graph = set_fields(shared(), [id], {"kernel_size": 5})
    assert [graph.blocks[other].layer.values()["kernel_size"] for other in (A, B, C)] == [(5, 5)] * 3
    check(graph)


def test_connectors_that_go_lose_their_wires_in_the_whole_family() -> None:
    net = Sketch()
    x = net("Flatten", net("Input", shape=(4, 8, 8)), start_dim=2)
    looks = [net("MultiheadAttention", x, x, x, num_heads=1, self_attention=False) for _ in range(2)]
    graph = set_fields(share_weights(net.graph, looks[1], looks[0]), [looks[1]], {"self_attention": True})
    assert [graph.sources(id) for id in looks] == [[Port(x)]] * 2
    check(graph)


@pytest.mark.parametrize(
    ("gone", "left"), [([A], {C: B}), ([A, B], {}), ([B], {C: A}), ([A, B, C], {}), ([RELU], {B: A, C: A})]
)
def test_deleting_the_owner_hands_the_weights_to_the_next_user(gone: list[int], left: dict[int, int]) -> None:
    graph = delete(shared(), gone)
    assert weights_of(graph) == left
    check(graph)


@pytest.mark.parametrize(
    ("chosen", "sharing"), [([A, B], [(0, 1)]), ([B, C], [(0, 1)]), ([B], []), ([A], []), ([A, B, C], [(0, 1), (0, 2)])]
)
def test_copies_share_among_themselves_and_not_with_what_stayed(chosen: list[int], sharing: list[tuple[int, int]]) -> None:
    record = json.loads(json.dumps(copy_record(shared(), chosen)))
    for graph, new in (duplicate(shared(), Ids(20), chosen), paste(shared(), Ids(20), record), paste(Graph(), Ids(20), record)):
        ids = sorted(new)
        among = {id: owner for id, owner in weights_of(graph).items() if id in new}
        assert among == {ids[user]: ids[owner] for owner, user in sharing}
        assert {id: owner for id, owner in weights_of(graph).items() if id not in new} in ({B: A, C: A}, {})
        check(graph)


def test_another_kind_in_the_place_of_one_leaves_the_family() -> None:
    graph = with_layer(shared(), A, make("Conv1d"))
    assert weights_of(graph) == {C: B}
    assert graph.blocks[A].kind == "Conv1d"
    check(graph)


def test_a_shared_head_gets_the_classes_once_for_all() -> None:
    net = Sketch()
    x = net("Flatten", net("Input", shape=(1, 8, 8)))
    side, head = net("Linear", x, out_features=7), net("Linear", x, out_features=7)
    net("ReLU", side)
    net("Output", head)
    graph = share_weights(net.graph, head, side)
    chosen = choose_data(Project(graph), TEN, {"name": "digits"}).graph
    assert [chosen.blocks[id].layer.values()["out_features"] for id in (side, head)] == [10, 10]
    check(chosen)


def siamese_group() -> tuple[Graph, int, list[int]]:
    """A group of two convolutions with the same weights behind each other; its block, and the two inside."""
    body = Sketch(channels=4)
    first = body("Conv2d", body("GroupInput"), out_channels="channels", padding=1)
    second = body("Conv2d", first, weights_of=first)
    body("GroupOutput", second)
    net = Sketch()
    block = net(body.definition("Twice"), net("Input", shape=(4, 8, 8)))
    net("Output", block)
    return net.graph, block, [first, second]


def test_formulas_inside_of_a_group_are_those_of_the_whole_family() -> None:
    graph, block, (first, second) = siamese_group()
    for id in (first, second):
        graph = set_formula(graph, [block], id, "out_channels", f"channels * 1 + {id} - {id}")
        inner = graph_at(graph, [block])
        assert inner.blocks[first].formulas == inner.blocks[second].formulas
        check(inner)
    graph = expose(graph, [block], second, "padding", "border")
    check(graph_at(graph, [block]))
    assert graph_at(graph, [block]).blocks[first].formulas["padding"] == "border"
    check(graph_at(edit_inside(graph, [block], lambda body: delete(body, [first])), [block]))


def test_every_step_can_be_undone() -> None:
    document = Document(Project(three()))
    steps: list[Any] = [
        lambda graph: share_weights(graph, B, A),
        lambda graph: share_weights(graph, C, B),
        lambda graph: set_fields(graph, [C], {"out_channels": 9}),
        lambda graph: share_weights(graph, A, None),
        lambda graph: delete(graph, [B]),
    ]
    seen = [document.project]
    for step in steps:
        document.edit("Edit", step)
        seen.append(document.project)
    assert document.graph.wires[Port(5, 1)] == Port(1)
    for project in reversed(seen[:-1]):
        document.undo()
        assert document.project == project
