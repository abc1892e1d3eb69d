"""What an Output must give for each kind of task: findings in words, and repairs after which the network can be trained."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.analysis import analyse_project
from builder.common.json_checks import ProjectError
from builder.layers.base import Shape
from builder.model.graph import Graph
from builder.model.ids import Ids
from builder.model.project import Project
from builder.model.task import Task
from builder.repairs.repairs import repairs_for
from builder.sketch import Sketch
from builder.tasks.base import Target
from builder.tasks.classification import Classes
from builder.tasks.multilabel import Labels
from builder.tasks.reconstruction import SamePicture
from builder.tasks.registry import TARGETS
from builder.tasks.regression import Numbers
from builder.tasks.segmentation import PixelClasses
from builder.tasks.super_resolution import LargerPicture

IMAGE = (3, 16, 12)
FOUR = ("ground", "circle", "square", "cross")

EXAMPLES: dict[str, Target] = {
    "classification": Classes(FOUR),
    "multilabel": Labels(FOUR),
    "segmentation": PixelClasses(FOUR),
    "regression": Numbers(("x", "y")),
    "reconstruction": SamePicture(noise=0.1, masked=0.25),
    "super-resolution": LargerPicture(3),
}


def network(*layers: tuple[str, dict[str, object]]) -> Graph:
    """A chain from an Input of IMAGE to an Output."""
    net = Sketch()
    x = net("Input", shape=IMAGE)
    for kind, fields in layers:
        x = net(kind, x, **fields)
    net("Output", x)
    return net.graph


NETWORKS = {
    "maps": network(("Conv2d", {"out_channels": 8, "padding": 1})),
    "half as large": network(("Conv2d", {"out_channels": 8, "padding": 1}), ("MaxPool2d", {})),
    "numbers": network(("Flatten", {}), ("Linear", {"out_features": 7})),
    "the image": network(("Identity", {})),
    "many numbers": network(("Flatten", {}), ("Linear", {"out_features": 3 * 16 * 12})),
}


def on(graph: Graph, target: Target) -> Project:
    data = target.data_size(IMAGE)
    return Project(graph, task=Task.of(target, data), next_id=max(graph.blocks) + 1)


def test_every_kind_has_an_example_here() -> None:
    assert list(EXAMPLES) == list(TARGETS)


@pytest.mark.parametrize("kind", EXAMPLES)
def test_a_target_is_read_as_it_was_written(kind: str) -> None:
    target = EXAMPLES[kind]
    assert TARGETS[kind].parse(target.record(), "here") == target
    task = Task.of(target, IMAGE)
    assert Task.parse(task.record()) == task


@pytest.mark.parametrize("kind", EXAMPLES)
@pytest.mark.parametrize("network", NETWORKS)
def test_what_does_not_fit_has_a_repair_after_which_it_does(network: str, kind: str) -> None:
    project = on(NETWORKS[network], EXAMPLES[kind])
    analysis = analyse_project(project)
    output = NETWORKS[network].of_kind("Output")[0]
    fits = EXAMPLES[kind].accepts(analysis.blocks[output].output, IMAGE)
    assert analysis.ok == fits
    if fits:
        return
    (problem,) = analysis.errors
    assert "{" not in problem.text()
    repairs = repairs_for(project, problem, Ids(project.next_id))
    assert repairs, problem.text()
    for repair in repairs:
        after = analyse_project(repair.edit(project))
        assert problem.key not in {each.key for each in after.errors}
    assert any(analyse_project(repair.edit(project)).ok for repair in repairs), [repair.label for repair in repairs]


FINDINGS = {
    ("numbers", "classification"): "fc1 gives 7 scores, but there are 4 classes.",
    ("numbers", "regression"): "fc1 gives 7 numbers, but 2 are to be learned.",
    ("maps", "multilabel"): "output1 needs one score for each of 4 labels, but conv1 gives 8×16×12.",
    ("maps", "segmentation"): "conv1 gives 8 scores for each pixel, but there are 4 classes.",
    (
        "half as large",
        "segmentation",
    ): "output1 needs a map of scores for each of 4 classes at the image's size (4×16×12), but pool1 gives 8×8×6.",
    ("numbers", "reconstruction"): "output1 needs a picture of the Input's shape (3×16×12), but fc1 gives 7.",
    ("the image", "super-resolution"): "output1 needs a picture 3 times as large as the Input (3×48×36), but identity1 gives "
    "3×16×12.",
}


@pytest.mark.parametrize(("network", "kind"), FINDINGS)
def test_findings_name_the_place_the_value_and_what_is_wanted(network: str, kind: str) -> None:
    (problem,) = analyse_project(on(NETWORKS[network], EXAMPLES[kind])).errors
    assert problem.text() == FINDINGS[network, kind]


def test_channels_behind_a_pixel_shuffle_are_set_at_the_convolution() -> None:
    graph = network(("Conv2d", {"out_channels": 9, "padding": 1}), ("PixelShuffle", {"upscale_factor": 3}))
    project = on(graph, LargerPicture(3))
    (problem,) = analyse_project(project).errors
    (first, *_) = repairs_for(project, problem, Ids(project.next_id))
    assert first.label == "Set out_channels to 27 in conv1"
    assert analyse_project(first.edit(project)).ok


def test_an_input_that_leads_nowhere_does_not_say_how_large_the_picture_is() -> None:
    net = Sketch()
    net("Input", shape=(3, 5, 5))
    x = net("Conv2d", net("Input", shape=IMAGE), out_channels=8, padding=1)
    net("Output", x)
    project = on(net.graph, SamePicture())
    (problem,) = [each for each in analyse_project(project).errors if each.code == "output-shape" or "head" in each.code]
    assert "3×16×12" in problem.text() or problem.values["count"] == 3
    for repair in repairs_for(project, problem, Ids(project.next_id)):
        assert problem.code not in {each.code for each in analyse_project(repair.edit(project)).errors}
    assert repairs_for(project, problem, Ids(project.next_id))


def test_maps_without_their_border_are_taken_with_a_warning() -> None:
    graph = network(("Conv2d", {"out_channels": 4, "kernel_size": 3, "padding": 0}))
    analysis = analyse_project(on(graph, PixelClasses(FOUR)))
    assert analysis.ok
    assert [problem.code for problem in analysis.problems] == ["cropped-target"]
    assert "4×14×10" in analysis.problems[0].text()


@pytest.mark.parametrize("kind", EXAMPLES)
def test_a_loss_that_does_not_suit_the_task_is_an_error(kind: str) -> None:
    project = on(NETWORKS["maps"], EXAMPLES[kind])
    for loss in ("Cross entropy", "Binary cross entropy", "MSE", "L1"):
        codes = [problem.code for problem in analyse_project(replace(project, recipe={"loss": loss})).errors]
        assert ("loss-task" in codes) == (loss not in EXAMPLES[kind].losses)


@given(st.tuples(st.integers(1, 4), st.integers(1, 99), st.integers(1, 99)), st.sampled_from(list(EXAMPLES)))
def test_a_target_accepts_what_it_says_it_wants(image: tuple[int, int, int], kind: str) -> None:
    target = EXAMPLES[kind]
    assert target.accepts(Shape(target.output_sizes(image)), image)
    assert target.input_size(target.data_size(image)) == image
    assert not target.accepts(Shape((target.output_sizes(image)[0] + 1, *target.output_sizes(image)[1:])), image)


WRONG = {
    "noise below 0": ("reconstruction", {"noise": -0.1}, "t.noise"),
    "all masked": ("reconstruction", {"masked": 1.0}, "t.masked"),
    "noise as text": ("reconstruction", {"noise": "much"}, "t.noise"),
    "five times": ("super-resolution", {"factor": 5}, "t.factor"),
    "no factor": ("super-resolution", {}, "t"),
    "labels are a text": ("multilabel", {"labels": "cat"}, "t.labels"),
    "a quantity is a number": ("regression", {"quantities": ["x", 3]}, "t.quantities[1]"),
    "an unknown field": ("segmentation", {"classes": [], "colours": []}, "t"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_target_is_refused_with_its_place(name: str) -> None:
    kind, record, place = WRONG[name]
    with pytest.raises(ProjectError) as refusal:
        TARGETS[kind].parse(record, "t")
    assert str(refusal.value).startswith(place)
