"""Append, the double-click in the palette: everything that a block needs comes along, wired and in its place."""

from __future__ import annotations

import pytest

from builder.analysis import analyse
from builder.edits import EditError, Ids, append, appending, delete, disconnect, room, set_fields
from builder.layers import LAYERS, make
from builder.model.graph import Graph, Port
from builder.model.layout.arrange import BLOCK_HEIGHT, BLOCK_WIDTH, COLUMN
from builder.model.outputs import outputs_in_order
from builder.model.task import Task
from builder.sketch import Sketch
from tests.support.graphs import TEN, check, id_of, names_of, residual, small, wire_texts


def grown(kinds: str, task: Task | None = TEN, graph: Graph | None = None) -> Graph:
    """Append kinds one after the other, each after the one before, as the window does."""
    graph = graph or Graph()
    ids = Ids(max(graph.blocks, default=0) + 1)
    last: int | None = None
    for kind in kinds.split():
        graph, last = append(graph, ids, kind, last, task=task)
        check(graph)
    return graph


def sizes(graph: Graph) -> list[int]:
    """The sizes of the Linear blocks from the top."""
    return [graph.blocks[id].layer.values()["out_features"] for id in graph.order() if graph.blocks[id].kind == "Linear"]


def apart(graph: Graph) -> bool:
    """Whether no card lies on another."""
    places = sorted(graph.positions.values())
    return not any(
        abs(ax - bx) < BLOCK_WIDTH and abs(ay - by) < BLOCK_HEIGHT
        for at, (ax, ay) in enumerate(places)
        for bx, by in places[at + 1 :]
    )


def test_four_blocks_on_an_empty_canvas_make_a_network_that_can_be_trained() -> None:
    graph = grown("Conv2d ReLU MaxPool2d Linear")
    assert names_of(graph) == ["input1", "conv1", "relu1", "pool1", "flatten1", "fc1", "output1"]
    assert sizes(graph) == [10]
    assert analyse(graph, TEN).ok
    assert graph.blocks[1].layer.values()["shape"] == (1, 8, 8)
    heights = [graph.positions[id][1] for id in graph.order()]
    assert heights == sorted(set(heights))


def test_without_a_task_the_head_waits_for_the_data() -> None:
    assert sizes(grown("Linear", None)) == [128]
    assert names_of(grown("Linear", None)) == ["input1", "flatten1", "fc1", "output1"]


def test_the_last_linear_is_the_head_and_the_one_before_gets_its_size_back() -> None:
    graph = grown("Linear ReLU Linear")
    assert sizes(graph) == [128, 10]
    assert names_of(graph)[-4:] == ["fc1", "relu1", "fc2", "output1"]


def test_a_hidden_layer_of_another_size_is_left_alone() -> None:
    graph = grown("Linear ReLU")
    graph = set_fields(graph, [id_of(graph, "fc1")], {"out_features": 84})
    graph, _ = append(graph, Ids(50), "Linear", None, task=TEN)
    assert sizes(graph) == [84, 10]


def test_a_linear_in_the_middle_is_no_head() -> None:
    graph = grown("Linear ReLU Linear")
    graph, new = append(graph, Ids(50), "Linear", id_of(graph, "relu1"), task=TEN)
    assert sizes(graph) == [128, 128, 10]
    assert names_of(graph)[-5:] == ["fc1", "relu1", "fc3", "fc2", "output1"]
    assert graph.blocks[new].name == "fc3"


def test_softmax_behind_the_head_leaves_it_the_head() -> None:
    assert sizes(grown("Linear Softmax")) == [10]


def test_a_block_goes_between_its_neighbours_and_the_rest_moves_down() -> None:
    before = small()
    graph, new = append(before, Ids(8), "BatchNorm2d", 2, task=TEN)
    assert {"conv1 > bn1:0", "bn1 > relu1:0"} <= set(wire_texts(graph))
    assert graph.positions[new] == before.positions[3]
    assert all(graph.positions[id][1] > before.positions[id][1] for id in range(3, 8))
    assert all(graph.positions[id] == before.positions[id] for id in (1, 2))
    assert apart(graph)


def test_so_many_blocks_do_not_give_way_and_the_new_one_stands_beside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST_MOVED", 3)
    graph = small()
    after, new = append(graph, Ids(8), "ReLU", 2)
    assert {id: after.positions[id] for id in graph.blocks} == dict(graph.positions)
    x, y = graph.positions[3]
    assert after.positions[new] == (x + COLUMN, y)
    near, new = append(graph, Ids(8), "ReLU", 4)
    assert near.positions[7][1] > graph.positions[7][1]
    assert apart(after)
    assert apart(near)


def test_what_is_known_of_the_network_is_not_worked_out_again(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = delete(small(), [5])
    known = analyse(graph)
    expected = append(graph, Ids(8), "Linear", 4)
    monkeypatch.setattr(appending, "analyse", None)
    assert append(graph, Ids(8), "Linear", 4, known=known) == expected
    assert append(graph, Ids(8), "ReLU", 4)[1] == 8


def test_behind_the_output_means_in_front_of_it() -> None:
    graph, _ = append(small(), Ids(8), "Softmax", 7, task=TEN)
    assert names_of(graph)[-2:] == ["softmax1", "output1"]


def test_after_a_block_that_feeds_several_a_branch_begins_beside_the_others() -> None:
    graph, new = append(residual(), Ids(7), "Conv2d", 2, task=TEN)
    assert graph.sources(new) == [Port(2)]
    assert graph.successors(new) == []
    assert set(wire_texts(residual())) < set(wire_texts(graph))
    assert apart(graph)


def test_a_join_takes_up_the_branches_that_end_openly() -> None:
    net = Sketch()
    x = net("Input")
    net("Conv2d", x)
    net("Conv2d", x)
    graph, _ = append(net.graph, Ids(4), "Concat", 2)
    assert {"conv1 > concat1:0", "conv2 > concat1:1", "concat1 > output1:0"} <= set(wire_texts(graph))
    check(graph)


def test_an_open_end_is_led_to_an_output_that_waits() -> None:
    graph = disconnect(small(), Port(7))
    graph, _ = append(graph, Ids(8), "Softmax", 6)
    assert {"fc1 > softmax1:0", "softmax1 > output1:0"} <= set(wire_texts(graph))


def test_a_lone_output_gets_an_input_and_the_block() -> None:
    net = Sketch()
    net("Output")
    graph, _ = append(net.graph, Ids(2), "ReLU", None, task=TEN)
    assert wire_texts(graph) == ["input1 > relu1:0", "relu1 > output1:0"]
    assert apart(graph)


def test_an_input_goes_in_front_of_what_waits_for_one() -> None:
    graph, new = append(delete(small(), [1]), Ids(8), "Input", None, task=TEN)
    assert f"{graph.blocks[new].name} > conv1:0" in wire_texts(graph)
    assert graph.positions[new][1] < graph.positions[2][1]
    alone, _ = append(Graph(), Ids(), "Input", None, task=TEN)
    assert names_of(alone) == ["input1"]


def test_an_output_goes_to_the_end_or_the_waiting_one_is_taken() -> None:
    graph, new = append(delete(small(), [7]), Ids(8), "Output", None)
    assert "fc1 > output1:0" in wire_texts(graph)
    again, taken = append(disconnect(small(), Port(7)), Ids(8), "Output", None)
    assert (new, taken) == (8, 7)
    assert wire_texts(again) == wire_texts(small())


def test_a_second_input_stands_beside_the_first_or_feeds_what_waits() -> None:
    graph, new = append(small(), Ids(8), "Input", None, task=TEN)
    assert graph.wires == small().wires
    assert graph.blocks[new].layer == make("Input", shape=TEN.input_shape)
    assert apart(graph)
    net = Sketch()
    net("Output", net("Subtract", net("Input")))
    graph, new = append(net.graph, Ids(4), "Input", None)
    assert "input2 > sub1:1" in wire_texts(graph)


def test_a_second_output_is_an_auxiliary_head_behind_the_selected_block() -> None:
    graph, new = append(small(), Ids(8), "Output", 5)
    assert graph.wires.get(Port(new)) == Port(5)
    assert graph.blocks[new].layer.values()["loss_weight"] == 0.3
    assert outputs_in_order(graph) == [7, new]
    assert apart(graph)


@pytest.mark.parametrize(
    ("after", "hint"), [(None, "Select the block"), (6, "fc1 leads to output1"), (7, "fc1 leads to output1")]
)
def test_a_second_output_for_the_same_result_is_refused(after: int | None, hint: str) -> None:
    with pytest.raises(EditError, match=hint):
        append(small(), Ids(8), "Output", after)


def test_what_does_not_exist_is_refused() -> None:
    with pytest.raises(EditError, match="no kind of layer called Conv9d"):
        append(small(), Ids(8), "Conv9d", None)
    with pytest.raises(EditError, match="no block with the number 99"):
        append(small(), Ids(8), "ReLU", 99)


def test_a_position_is_kept() -> None:
    graph, new = append(small(), Ids(8), "ReLU", 2, position=(500.0, 50.0))
    assert graph.positions[new] == (500.0, 50.0)
    assert graph.positions[3] == small().positions[3]


UNFED = sorted(kind for kind, layer in LAYERS.items() if not layer.fresh().input_names and kind != "Input")


@pytest.mark.parametrize("kind", UNFED)
def test_what_nothing_feeds_stands_beside_the_network(kind: str) -> None:
    graph, new = append(small(), Ids(8), kind, 2)
    assert wire_texts(graph) == wire_texts(small())
    assert graph.blocks[new].kind == kind
    assert apart(graph)
    graph, new = append(Graph(), Ids(1), kind, None)
    assert list(graph.blocks) == [new]


@pytest.mark.parametrize("kind", sorted(set(LAYERS) - {"Input", "Output", *UNFED}))
def test_every_kind_can_be_appended_to_an_empty_canvas_and_to_a_network(kind: str) -> None:
    graph = grown(kind)
    assert len(graph.of_kind("Input")) == len(graph.of_kind("Output")) == 1
    assert graph.reaches(graph.of_kind("Input")[0], graph.of_kind("Output")[0])
    later, _ = append(small(), Ids(8), kind, 2, task=TEN)
    check(later)
    assert apart(later)
