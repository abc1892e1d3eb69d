"""The analysis: right numbers on sound networks, one problem a cause on others, and never an exception."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from hypothesis import given, settings

from builder import edits, zoo
from builder.analysis import analyse, analyse_project
from builder.analysis.measurement import Measurements
from builder.edits import Ids
from builder.layers import Shape, Unknown, make
from builder.model.graph import Block, Graph, Port
from builder.model.project import Project
from builder.model.task import Task
from builder.sketch import Sketch
from tests.support.graphs import chain, id_of
from tests.support.lanes import draws
from tests.support.sound import any_graphs, sound_graphs

TEN = Task("classification", (1, 28, 28), tuple("0123456789"))


def codes(graph: Graph, task: Task | None = None) -> list[str]:
    return [problem.code for problem in analyse(graph, task).problems]


def deep(count: int) -> Graph:
    net = Sketch()
    x = net("Input")
    for index in range(count):
        x = net("Conv2d", x, out_channels=4, padding=1) if index % 2 == 0 else net("ReLU", x)
    net("Output", x)
    return net._graph


def test_every_block_has_shapes_and_costs() -> None:
    graph = chain(
        "Input", "Conv2d", "Flatten", "Linear", "Output", Conv2d={"kernel_size": 5, "padding": 2}, Linear={"out_features": 10}
    )
    report = analyse(graph, TEN)
    assert report.ok
    assert report.problems == ()
    conv = report.blocks[id_of(graph, "conv1")]
    assert conv.inputs == (Shape((1, 28, 28)),)
    assert conv.output == Shape((16, 28, 28))
    assert conv.parameters == 16 * 25 + 16
    assert conv.macs == 16 * 28 * 28 * 25
    assert conv.parameter_shapes == {"weight": (16, 1, 5, 5), "bias": (16,)}
    assert report.blocks[id_of(graph, "output1")].output == Shape((10,))
    assert report.parameters == 416 + 16 * 784 * 10 + 10
    assert report.activations == 784 + 16 * 784 * 2 + 10 + 10


def test_a_problem_is_told_once_and_what_follows_is_only_unknown() -> None:
    graph = chain(
        "Input",
        "MaxPool2d",
        "Conv2d",
        "ReLU",
        "Flatten",
        "Linear",
        "Output",
        MaxPool2d={"kernel_size": 8},
        Conv2d={"kernel_size": 5},
    )
    report = analyse(graph, TEN)
    (problem,) = report.problems
    assert problem.text() == "conv1 needs at least 5 × 5, but pool1 gives 3 × 3."
    assert problem.block == id_of(graph, "conv1")
    assert report.of(problem.block) == (problem,)
    for name in ("relu1", "flatten1", "fc1", "output1"):
        assert report.blocks[id_of(graph, name)].output is None


def test_an_empty_network_wants_both_ends() -> None:
    assert codes(Graph()) == ["no-input", "no-output"]


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        (["Conv2d", "Output"], ["no-input"]),
        (["Input", "Conv2d"], ["no-output"]),
        (["Input", "Flatten", "Softmax", "Output"], []),
    ],
)
def test_a_missing_end_is_one_problem(kinds: list[str], expected: list[str]) -> None:
    assert codes(chain(*kinds)) == expected


def test_a_broken_chain_is_told_where_it_is_broken_only() -> None:
    graph = chain("Input", "Conv2d", "ReLU", "Output")
    broken = graph.without_wire(Port(3))
    (problem,) = analyse(broken).problems
    assert (problem.code, problem.block) == ("unconnected-input", 3)


def test_an_output_that_hangs_free_is_said() -> None:
    net = Sketch()
    net("Input")
    net("Output")
    (problem,) = analyse(net.graph).problems
    assert problem.text().startswith("output1 is not connected")


def test_a_join_without_inputs_is_said() -> None:
    net = Sketch()
    net("Input")
    net("Output", net("Add"))
    assert codes(net.graph) == ["unconnected-input"]


def test_what_the_output_never_sees_is_a_warning_and_costs_nothing() -> None:
    net = Sketch()
    x = net("Flatten", net("Input"))
    net("ReLU", net("Linear", x, out_features=99))
    net("Output", net("Linear", x, out_features=10))
    report = analyse(net.graph, TEN)
    assert report.ok
    (problem,) = report.problems
    assert (problem.code, problem.severity.value) == ("unused-output", "warning")
    assert "relu1" in problem.text()
    assert report.parameters == 7850
    assert report.blocks[3].parameters == 784 * 99 + 99


def test_a_loop_is_one_problem_and_only_of_its_members() -> None:
    graph = chain("Input", "Add", "ReLU", "ReLU", "Output")
    looped = graph.with_wire(Port(3), Port(2, 1))
    problem = next(problem for problem in analyse(looped).problems if problem.code == "cycle")
    assert "add1" in problem.text()
    assert "relu1" in problem.text()
    assert "relu2" not in problem.text()
    assert [error.code for error in analyse(looped).errors] == ["cycle"]


def test_wires_to_nowhere_are_said() -> None:
    graph = chain("Input", "ReLU", "Output")
    for target, source in (
        (Port(2, 5), Port(1)),
        (Port(99), Port(1)),
        (Port(2), Port(77)),
        (Port(2), Port(1, 3)),
        (Port(2), Port(3)),
    ):
        assert "bad-wire" in codes(graph.with_wire(source, target))


def test_an_unknown_layer_is_the_one_problem() -> None:
    graph = chain("Input", "ReLU", "Output")
    graph = graph.with_block(replace(graph.blocks[2], layer=Unknown(missing="Swish9000", data="{}")))
    (problem,) = analyse(graph, TEN).problems
    assert problem.code == "unknown-layer"
    assert "Swish9000" in problem.text()


@pytest.mark.parametrize("given", [7, 11])
def test_the_head_must_give_a_score_a_class(given: int) -> None:
    graph = chain("Input", "Flatten", "Linear", "Output", Linear={"out_features": given})
    (problem,) = analyse(graph, TEN).problems
    assert (problem.code, problem.block, problem.field) == ("head-classes", 3, "out_features")
    assert problem.text() == f"fc1 gives {given} scores, but there are 10 classes."
    assert codes(graph) == []


def test_a_network_without_a_head() -> None:
    assert codes(chain("Input", "Flatten", "Output"), TEN) == ["head-missing"]


def test_a_network_with_two_heads() -> None:
    net = Sketch()
    x = net("Flatten", net("Input"))
    net("Output", net("Add", net("Linear", x, out_features=4), net("Linear", x, out_features=4)))
    assert codes(net.graph, TEN) == ["head-ambiguous"]


def test_feature_maps_are_no_scores() -> None:
    (problem,) = analyse(chain("Input", "Conv2d", "Output"), TEN).problems
    assert problem.text() == "output1 needs one score for each of 10 classes, but conv1 gives 16×26×26."


def test_a_convolution_can_be_the_head() -> None:
    kinds = ("Input", "Conv2d", "AdaptiveAvgPool2d", "Flatten", "Output")
    graph = chain(*kinds, Conv2d={"out_channels": 7}, AdaptiveAvgPool2d={"output_size": 1})
    (problem,) = analyse(graph, TEN).problems
    assert (problem.code, problem.block, problem.field) == ("head-classes", 2, "out_channels")


def test_a_linear_on_an_image_is_the_cause_and_not_the_scores() -> None:
    graph = chain("Input", "Conv2d", "Linear", "Output", Linear={"out_features": 10})
    (problem,) = analyse(graph, TEN).problems
    assert (problem.code, problem.block) == ("linear-needs-flatten", 3)
    assert problem.is_error
    assert analyse(graph).ok


def test_linears_behind_the_one_that_misses_its_flatten_are_not_blamed_too() -> None:
    graph = zoo.build("lenet5")
    graph = edits.delete(graph, graph.of_kind("Flatten"))
    (problem,) = analyse(graph, TEN).problems
    assert (problem.code, graph.blocks[problem.block].name) == ("linear-needs-flatten", "fc1")


@pytest.mark.parametrize(("loss", "told"), [(None, True), ("Cross entropy", True), ("MSE", False)])
def test_softmax_is_one_too_many_only_for_cross_entropy(loss: str | None, told: bool) -> None:
    graph = chain("Input", "Flatten", "Linear", "Softmax", "Output", Linear={"out_features": 10})
    report = analyse(graph, TEN, loss=loss)
    assert ["softmax-before-loss"] * told == [problem.code for problem in report.problems]
    assert report.ok
    recipe = {} if loss is None else {"loss": loss}
    assert analyse_project(Project(graph, task=TEN, data={}, recipe=recipe)).problems == report.problems


def test_the_recipes_own_names_of_losses_are_understood() -> None:
    from backend.protocol.recipe import LOSSES, Recipe
    from builder.analysis.task_checks import is_cross_entropy

    assert is_cross_entropy(Recipe().loss)
    assert [is_cross_entropy(name) for name in LOSSES].count(True) == 1


def test_an_input_must_be_able_to_hold_the_data() -> None:
    assert codes(chain("Input", "Linear", "Output", Input={"shape": (784,)}, Linear={"out_features": 10}), TEN) == [
        "input-shape"
    ]
    five = chain("Input", "Flatten", "Linear", "Output", Input={"shape": (5, 8, 8)}, Linear={"out_features": 10})
    assert codes(five, TEN) == ["input-shape"]
    assert (
        codes(chain("Input", "Flatten", "Linear", "Output", Input={"shape": (3, 9, 9)}, Linear={"out_features": 10}), TEN) == []
    )


def test_sizes_beyond_all_machines_end_in_words() -> None:
    for kind, fields in (
        ("Upsample", {"scale_factor": 2e9}),
        ("ConvTranspose2d", {"stride": 2**31 - 1}),
        ("Linear", {"out_features": 2**31 - 1}),
    ):
        graph = chain("Input", *[kind] * 600, "Output", **{kind: fields})
        report = analyse(graph, TEN)
        assert "too-large" in [error.code for error in report.errors] or kind == "Linear"
        assert all(problem.text() for problem in report.problems)
    (problem,) = analyse(chain("Input", "Output", Input={"shape": (2**31 - 1,) * 4})).problems
    assert (problem.code, problem.block) == ("too-large", 1)


def test_where_blocks_stand_does_not_matter() -> None:
    graph = chain("Input", "Conv2d", "Output")
    assert analyse(graph.at({1: (9.0, 9.0)})) == analyse(graph)


@settings(max_examples=draws(150))
@given(any_graphs())
def test_no_graph_makes_it_raise(graph: Graph) -> None:
    for task in (None, TEN):
        report = analyse(graph, task)
        assert set(report.blocks) == set(graph.blocks)
        assert len({problem.key for problem in report.problems}) == len(report.problems)
        for problem in report.problems:
            assert "{" not in problem.text()
            assert problem.block is None or problem.block in graph.blocks
        assert report == analyse(graph, task)


@settings(max_examples=draws(60))
@given(sound_graphs())
def test_sound_graphs_have_no_errors_and_know_everything_that_counts(graph: Graph) -> None:
    report = analyse(graph)
    assert report.ok, [problem.text() for problem in report.errors]
    for id in report.live:
        assert report.blocks[id].output is not None
    assert report.parameters == sum(report.blocks[id].parameters for id in report.live)


def test_threads_do_not_disturb_each_other() -> None:
    graphs = [chain("Input", "Conv2d", "ReLU", "Output", Conv2d={"out_channels": 3 + n, "padding": 1}) for n in range(4)]
    alone = [analyse(graph) for graph in graphs]
    wrong: list[int] = []

    def work(which: int) -> None:
        for _ in range(200):
            if analyse(graphs[which]) != alone[which]:
                wrong.append(which)

    threads = [threading.Thread(target=work, args=(which,)) for which in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_measurements_are_kept_and_bounded() -> None:
    kept = Measurements(limit=10)
    conv, shape = make("Conv2d"), (Shape((1, 28, 28)),)
    assert kept.of_block(1, conv, shape) is kept.of_block(1, conv, shape)
    assert kept.of_block(1, conv, shape) is kept.of_block(1, make("Conv2d"), shape)
    assert (
        kept.of_block(1, make("Conv2d", out_channels=2), shape).report.outputs != kept.of_block(1, conv, shape).report.outputs
    )
    for id in range(100):
        kept.of_block(id, conv, shape)
    assert len(kept) <= 10


def test_groups_are_kept_for_their_blocks_only_since_every_edit_inside_makes_another() -> None:
    graph, id = edits.make_group(chain("Input", "Conv2d", "ReLU", "Output"), Ids(5), [2, 3], "Pair")
    kept, shape = Measurements(limit=10), (Shape((1, 28, 28)),)
    layer = graph.blocks[id].layer
    first = kept.of_block(id, layer, shape)
    assert kept.of_block(id, layer, shape) is first
    assert kept.of_layer(layer, shape) == first
    assert not kept._of_layers


def test_a_change_is_seen_though_wires_stay() -> None:
    graph = chain("Input", "Conv2d", "Output")
    analyse(graph)
    for kind in ("MaxPool2d", "Add"):
        other = graph.with_block(Block(2, "conv1", make(kind)))
        assert analyse(other).blocks[2].output == make(kind).outputs(Shape((1, 28, 28)))[0]
