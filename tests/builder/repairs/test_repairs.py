"""Repairs: each offered one was tried, is one edit, and leaves no new trouble of its own."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from builder.analysis import analyse, analyse_project
from builder.block_library import ready_made
from builder.edits import Ids
from builder.groups.levels import analysis_at
from builder.layers import Unknown
from builder.model.document import Document
from builder.model.graph import Graph, Port
from builder.model.project import Project
from builder.model.task import Task
from builder.repairs.repairs import Repair, repairs_for
from builder.sketch import Sketch
from tests.support.graphs import chain, check, wire_texts
from tests.support.lanes import draws
from tests.support.sound import any_graphs

TEN = Task("classification", (1, 28, 28), tuple("0123456789"))


def offered(project: Project, code: str) -> list[Repair]:
    problem = next(problem for problem in analyse_project(project).problems if problem.code == code)
    return repairs_for(project, problem, Ids(project.next_id))


def labels(project: Project, code: str) -> list[str]:
    return [repair.label for repair in offered(project, code)]


def on_ten(graph: Graph) -> Project:
    return Project(graph, task=TEN)


def joined(*strides: int) -> Graph:
    """Branches with 8, 16, 24 ... filters from one Input, added."""
    net = Sketch()
    x = net("Input")
    ends = [net("Conv2d", x, out_channels=8 * n, padding=1, stride=stride) for n, stride in enumerate(strides, 1)]
    x = net("Flatten", net("Add", *ends))
    net("Output", net("Linear", x, out_features=10))
    return net.graph


def unused() -> Graph:
    net = Sketch()
    x = net("Input")
    net("ReLU", net("Conv2d", x))
    net("Output", net("Linear", net("Flatten", x), out_features=10))
    return net.graph


def borrowed(channels: int, owner: int = 2) -> Graph:
    """A second convolution that uses the weights of the first, on so many channels."""
    net = Sketch()
    first = net("Conv2d", net("Input"), out_channels=channels, padding=1)
    second = net("Conv2d", first, out_channels=channels, padding=1)
    net("Output", net("Linear", net("Flatten", second), out_features=10))
    graph = net.graph
    return graph.with_block(replace(graph.blocks[second], weights_of=owner))


def idle() -> Graph:
    net = Sketch()
    x = net("Linear", net("Flatten", net("Input")), out_features=10)
    net("Output", x, loss_weight=0.0)
    return net.graph


def loose() -> Graph:
    return chain("Input", "Flatten", "Linear", "Output", Linear={"out_features": 10}).without_wire(Port(3))


CASES = {
    "linear-needs-flatten": (
        chain("Input", "Conv2d", "Linear", "Output", Linear={"out_features": 10}),
        ["Insert Flatten before fc1"],
    ),
    "head-classes": (
        chain("Input", "Flatten", "Linear", "Output", Linear={"out_features": 7}),
        ["Set out_features to 10 in fc1"],
    ),
    "kernel-too-large": (
        chain(
            "Input",
            "MaxPool2d",
            "Conv2d",
            "Flatten",
            "Linear",
            "Output",
            MaxPool2d={"kernel_size": 9},
            Conv2d={"kernel_size": 5},
            Linear={"out_features": 10},
        ),
        ["Set kernel_size to 3 in conv1", "Set padding to 1 in conv1"],
    ),
    "softmax-before-loss": (
        chain("Input", "Flatten", "Linear", "Softmax", "Output", Linear={"out_features": 10}),
        ["Remove softmax1"],
    ),
    "no-input": (chain("Flatten", "Linear", "Output", Linear={"out_features": 10}), ["Add an Input before flatten1"]),
    "no-output": (chain("Input", "Flatten", "Linear", Linear={"out_features": 10}), ["Add an Output after fc1"]),
    "output-shape": (chain("Input", "Conv2d", "Output"), ["Insert Flatten and Linear before output1"]),
    "head-missing": (chain("Input", "Flatten", "Output"), ["Insert Linear before output1"]),
    "unconnected-input": (loose(), ["Connect flatten1 to fc1"]),
    "unused-output": (unused(), ["Remove conv1 and relu1"]),
    "weights-differ": (borrowed(16), ["Give conv2 weights of its own"]),
    "bad-weights": (borrowed(1, owner=99), ["Give conv2 weights of its own"]),
    "no-loss": (idle(), ["Set loss_weight to 1.0 in output1"]),
    "join-shapes": (joined(1, 2), None),
    "input-shape": (
        chain("Input", "Linear", "Output", Input={"shape": (784,)}, Linear={"out_features": 10}),
        ["Let input1 take the images, and flatten them behind it"],
    ),
}


@pytest.mark.parametrize("code", CASES)
def test_every_common_problem_is_mended_by_one_click(code: str) -> None:
    graph, expected = CASES[code]
    project = on_ten(graph)
    repairs = offered(project, code)
    assert repairs
    if expected is not None:
        assert [repair.label for repair in repairs] == expected
    for repair in repairs:
        after = repair.edit(project)
        assert analyse_project(after).problems == ()
        check(after.graph)


@pytest.mark.parametrize("code", CASES)
def test_a_repair_is_one_step_of_undo_under_its_label(code: str) -> None:
    document = Document(on_ten(CASES[code][0]))
    before = document.project
    problem = next(problem for problem in analyse_project(before).problems if problem.code == code)
    (repair, *_) = repairs_for(before, problem, document.ids)
    assert document.ids.next == before.next_id
    document.apply(repair.label, repair.edit)
    assert document.undo_label == repair.label
    after = document.project
    document.undo()
    assert document.project == before
    assert not document.can_undo
    document.redo()
    assert document.project == after


def test_a_conv_on_the_branch_lets_a_skip_change_size() -> None:
    project = on_ten(joined(2, 1))
    (first, *_) = offered(project, "join-shapes")
    assert first.label.startswith("Insert Conv2d")
    inserted = next(block for id, block in first.edit(project).graph.blocks.items() if id not in project.graph.blocks)
    assert inserted.layer.values()["kernel_size"] == (1, 1)
    assert inserted.layer.values()["stride"] == (2, 2)


def test_a_join_of_three_is_mended_on_two_branches() -> None:
    project = on_ten(joined(1, 2, 1))
    (repair,) = offered(project, "join-shapes")
    assert repair.label == "Insert Conv2d and Conv2d before add1, to match conv2"
    assert len(repair.edit(project).graph.blocks) == len(project.graph.blocks) + 2


def test_flatten_comes_between() -> None:
    project = on_ten(CASES["linear-needs-flatten"][0])
    (repair,) = offered(project, "linear-needs-flatten")
    assert "conv1 > flatten1:0" in wire_texts(repair.edit(project).graph)
    assert "flatten1 > fc1:0" in wire_texts(repair.edit(project).graph)


def test_what_would_break_something_else_is_not_offered() -> None:
    kinds = ("Input", "Conv2d", "Conv2d", "Flatten", "Linear", "Output")
    graph = chain(*kinds, Conv2d={"kernel_size": 20}, Linear={"out_features": 10})
    for repair in offered(on_ten(graph), "kernel-too-large"):
        assert analyse_project(repair.edit(on_ten(graph))).ok


def test_two_heads_have_no_repair() -> None:
    net = Sketch()
    x = net("Flatten", net("Input"))
    net("Output", net("Add", net("Linear", x, out_features=4), net("Linear", x, out_features=4)))
    assert labels(on_ten(net.graph), "head-ambiguous") == []


def test_where_two_would_do_none_is_guessed() -> None:
    net = Sketch()
    x = net("Flatten", net("Input"))
    net("Linear", x, out_features=10)
    net("Linear", x, out_features=10)
    net("Output")
    assert labels(on_ten(net.graph), "unconnected-input") == []


def test_an_unknown_layer_can_be_taken_out() -> None:
    graph = chain("Input", "ReLU", "Flatten", "Linear", "Output", Linear={"out_features": 10})
    graph = graph.with_block(replace(graph.blocks[2], layer=Unknown(missing="Swish9000", data="{}")))
    assert labels(on_ten(graph), "unknown-layer") == ["Remove relu1"]


def test_a_problem_that_is_gone_has_no_repairs() -> None:
    project = on_ten(CASES["head-classes"][0])
    (problem,) = analyse_project(project).problems
    (repair,) = repairs_for(project, problem, Ids(project.next_id))
    assert repairs_for(repair.edit(project), problem, Ids(project.next_id)) == []


def test_new_blocks_have_ids_that_were_never_used() -> None:
    project = replace(on_ten(CASES["linear-needs-flatten"][0]), next_id=50)
    (repair,) = offered(project, "linear-needs-flatten")
    assert 50 in repair.edit(project).graph.blocks


@settings(max_examples=draws(80))
@given(any_graphs())
def test_on_any_graph_what_is_offered_mends(graph: Graph) -> None:
    project = on_ten(graph)
    for problem in analyse_project(project).problems:
        for repair in repairs_for(project, problem, Ids(project.next_id)):
            after = analyse_project(repair.edit(project))
            assert all((left.code, left.block) != (problem.code, problem.block) for left in after.problems)
            assert "{" not in repair.label


def test_a_problem_inside_a_group_is_mended_inside() -> None:
    """The Add of a residual group whose ways differ: a 1×1 convolution goes into the group, for all its blocks."""
    body = Sketch(width=8)
    x = body("GroupInput", name="input")
    y = body("Conv2d", x, name="conv", out_channels="width", kernel_size=3, padding=1)
    body("GroupOutput", body("Add", y, x, name="add"), name="output")
    net = Sketch()
    group = net(body.definition("Residual"), net("Input", shape=(3, 8, 8)), name="block")
    net("Output", group)
    project = Project(net.graph)
    level = analysis_at(project.graph, analyse(project.graph), [group])
    (problem,) = level.errors
    repair = repairs_for(project, problem, Ids(project.next_id), [group])[0]
    repaired = repair.edit(project)
    assert analyse(repaired.graph).ok
    assert len(repaired.graph.definitions["Residual"].body.blocks) == len(project.graph.definitions["Residual"].body.blocks) + 1


@pytest.mark.parametrize(
    ("group", "label"),
    [
        ("DepthwiseSeparable", "Set in_channels to 32 in block"),
        ("SqueezeExcitation", "Set channels to 32 in block"),
        ("BasicBlock", "Set channels to 32 in block"),
    ],
)
def test_a_group_that_wants_other_channels_can_be_given_them(group: str, label: str) -> None:
    net = Sketch()
    net("Output", net(ready_made()[group], net("Input", shape=(32, 8, 8)), name="block"))
    project = Project(net.graph)
    (problem,) = analyse(project.graph).errors
    assert next(repair.label for repair in repairs_for(project, problem, Ids(project.next_id))) == label
