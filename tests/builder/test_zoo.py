"""The zoo: the right totals, and networks that fit themselves to the data."""

from __future__ import annotations

import json
from typing import Any

import pytest

from builder import zoo
from builder.analysis import analyse, analyse_project
from builder.compile import compile_graph
from builder.names import name_problem
from builder.task import Task
from tests.builder.graphs import check
from tests.conftest import REFERENCE

ARCHITECTURES: dict[str, Any] = json.loads((REFERENCE / "architectures.json").read_text(encoding="utf-8"))["architectures"]

SAME_AS = {
    "lenet5": "lenet5_relu_max_pad2",
    "lenet5_tanh": "lenet5_tanh_avg_pad2",
    "tf_tutorial": "seed001_cnn",
    "nielsen_dbl_conv_relu": "nielsen_dbl_conv_relu",
}

DIGITS = Task("classification", (1, 8, 8), tuple("0123456789"))
COLOUR = Task("classification", (3, 48, 40), ("cat", "dog", "bird"))


def test_the_names_that_the_issue_asks_for_are_there() -> None:
    assert {*SAME_AS, "vgg8_cifar", "resnet20_cifar_b"} <= set(zoo.names())


@pytest.mark.parametrize(("name", "reference"), SAME_AS.items())
def test_block_for_block_as_in_the_reference(name: str, reference: str) -> None:
    graph, wanted = zoo.build(name), ARCHITECTURES[reference]
    report = analyse(graph)
    assert (report.parameters, report.macs) == (wanted["params_total"], wanted["macs_conv_linear"])
    ours = [
        (graph.blocks[id].kind, report.blocks[id]) for id in graph.order() if graph.blocks[id].kind not in ("Input", "Output")
    ]
    leaves = [leaf for leaf in wanted["leaves"] if leaf["type"] != "Softmax"]
    assert [kind for kind, _ in ours] == [leaf["type"] for leaf in leaves]
    for (kind, block), leaf in zip(ours, leaves, strict=True):
        assert block.output is not None
        assert [1, *block.output] == leaf["output_shape"], kind
        assert (block.parameters, block.macs) == (leaf["params"], leaf["macs"]), kind


def test_the_residual_network_counts_as_in_the_literature() -> None:
    report = analyse(zoo.build("resnet20_cifar_b"))
    assert report.parameters == 272_474
    plain = ARCHITECTURES["resnet20_cifar"]
    assert report.parameters - plain["params_total"] == 16 * 32 + 2 * 32 + 32 * 64 + 2 * 64
    assert report.macs - plain["macs_conv_linear"] == 16 * 16 * 16 * 32 + 8 * 8 * 32 * 64


def test_vgg8_has_eight_layers_with_weights() -> None:
    graph = zoo.build("vgg8_cifar")
    assert len([id for id in graph.blocks if graph.blocks[id].kind in ("Conv2d", "Linear")]) == 8


@pytest.mark.parametrize("name", zoo.names())
def test_every_network_is_sound_well_named_and_described(name: str) -> None:
    graph, info = zoo.build(name), zoo.info(name)
    check(graph)
    assert analyse(graph, Task(classes=tuple("0123456789"))).problems == ()
    assert all(name_problem(block.name) is None for block in graph.blocks.values())
    assert len(set(graph.positions.values())) == len(graph.blocks)
    assert info.name == name
    assert info.title
    assert info.description.endswith(".")
    assert 1980 < info.year < 2030
    assert zoo.build(name) == graph


@pytest.mark.parametrize("name", zoo.names())
@pytest.mark.parametrize("task", [DIGITS, COLOUR], ids=["digits", "colour"])
def test_a_network_fits_itself_to_the_data(name: str, task: Task) -> None:
    own = zoo.build(name).blocks[1].layer.values()["shape"]
    project = zoo.project(name, task, {"name": "digits"}, {"epochs": 3})
    report = analyse_project(project)
    assert report.problems == ()
    shape = project.graph.blocks[1].layer.values()["shape"]
    assert shape == (task.input_shape[0], *own[1:])
    assert report.blocks[max(project.graph.blocks)].output is not None
    assert project.task == task
    assert project.data == {"name": "digits"}
    assert project.recipe == {"epochs": 3}
    assert sum(p.numel() for p in compile_graph(project.graph).parameters()) == report.parameters
    notes = " ".join(zoo.notes(name, task))
    assert f"{task.input_shape[1]} × {task.input_shape[2]}" in notes
    assert f"{own[1]} × {own[2]}" in notes


def test_what_is_changed_is_said_and_nothing_else() -> None:
    same = Task("classification", (1, 28, 28), tuple("0123456789"))
    assert zoo.notes("lenet5", same) == ()
    assert len(zoo.notes("lenet5", COLOUR)) == 3
    assert zoo.notes("lenet5", DIGITS) == ("Images of 8 × 8 are resized to 28 × 28, the size of LeNet-5.",)


def test_a_misspelt_name_gets_a_hint() -> None:
    for ask in (zoo.build, zoo.info):
        with pytest.raises(ValueError, match='Did you mean "lenet5"'):
            ask("lenet6")
