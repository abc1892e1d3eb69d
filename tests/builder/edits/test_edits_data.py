"""The head, and choosing data: task, input and head change together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from builder.analysis import analyse
from builder.edits import (
    EditError,
    Ids,
    choose_data,
    conceal,
    delete,
    describe_changes,
    find_head,
    make_group,
    meant_target,
    set_fields,
    set_head,
)
from builder.layers.base import Shape
from builder.model.graph import Graph
from builder.model.outputs import heads
from builder.model.project import Project
from builder.model.task import Task
from builder.sketch import Sketch
from builder.tasks.classification import Classes
from builder.tasks.reconstruction import SamePicture
from builder.tasks.segmentation import PixelClasses
from builder.tasks.super_resolution import LargerPicture
from tests.support.graphs import TEN, chain, small

COLOUR = Task("classification", (3, 32, 32), tuple("abcde"))


def field(graph: Graph, kind: str, name: str) -> object:
    return graph.blocks[graph.of_kind(kind)[0]].layer.values()[name]


def test_the_head_is_found_through_what_has_no_size_of_its_own() -> None:
    graph = chain("Input", "Flatten", "Linear", "ReLU", "Linear", "BatchNorm1d", "Softmax", "Output")
    assert find_head(graph) == 5
    assert field(set_head(small(), 7), "Linear", "out_features") == 7


def test_a_convolution_can_be_the_head() -> None:
    graph = chain("Input", "Conv2d", "AdaptiveAvgPool2d", "Flatten", "Output")
    assert find_head(graph) == 2
    assert field(set_head(graph, 5), "Conv2d", "out_channels") == 5


def test_no_head_and_several_are_refused_in_words() -> None:
    for graph in (Graph(), chain("Input", "ReLU", "Output"), delete(small(), [7])):
        with pytest.raises(EditError, match="No Linear or Conv2d"):
            find_head(graph)
    net = Sketch()
    x = net("Flatten", net("Input"))
    net("Output", net("Add", net("Linear", x), net("Linear", x)))
    with pytest.raises(EditError, match="fc1 and fc2 lead to the Output"):
        set_head(net.graph, 3)


def test_choosing_data_changes_task_input_head_and_recipe_together() -> None:
    before = Project(small(), task=TEN, data={"name": "digits"}, recipe={"epochs": 3})
    after = choose_data(before, COLOUR, {"name": "photos"}, recipe={"epochs": 9})
    assert (after.task, after.data, after.recipe) == (COLOUR, {"name": "photos"}, {"epochs": 9})
    assert field(after.graph, "Input", "shape") == (3, 32, 32)
    assert field(after.graph, "Linear", "out_features") == 5
    assert analyse(after.graph, COLOUR).ok
    assert before.graph == small()
    assert choose_data(before, COLOUR, {"name": "photos"}).recipe == {"epochs": 3}


def test_a_network_that_needs_larger_images_keeps_its_size() -> None:
    deep = chain("Input", "Conv2d", "Conv2d", "Flatten", "Linear", "Output", Conv2d={"kernel_size": 7})
    after = choose_data(Project(deep), replace(TEN, input_shape=(3, 8, 8)), {"name": "digits"})
    assert field(after.graph, "Input", "shape") == (3, 28, 28)
    assert analyse(after.graph, after.task).ok


def test_the_size_is_kept_when_that_is_wanted() -> None:
    after = choose_data(Project(small()), TEN, {}, fit_input=False)
    assert field(after.graph, "Input", "shape") == (1, 28, 28)


def test_a_network_that_is_not_finished_takes_the_size_of_the_data() -> None:
    begun = chain("Input", "Conv2d")
    after = choose_data(Project(begun), TEN, {})
    assert field(after.graph, "Input", "shape") == (1, 8, 8)


def test_an_empty_canvas_only_takes_the_task() -> None:
    after = choose_data(Project(), TEN, {"name": "digits"})
    assert after == Project(Graph(), task=TEN, data={"name": "digits"})


def test_mean_and_deviation_that_no_longer_fit_the_channels_go() -> None:
    grey = set_fields(small(), [1], {"mean": (0.5,), "std": (0.5,)})
    kept = choose_data(Project(grey), COLOUR, {}).graph
    assert field(kept, "Input", "mean") == (0.5,)
    colour = set_fields(small(), [1], {"shape": (3, 8, 8), "mean": (0.1, 0.2, 0.3)})
    assert field(choose_data(Project(colour), TEN, {}).graph, "Input", "mean") is None


def test_a_head_that_is_not_clear_is_left_alone() -> None:
    after = choose_data(Project(delete(small(), [6])), COLOUR, {})
    assert after.task == COLOUR
    assert field(after.graph, "Input", "shape") == (3, 32, 32)


def auxiliary(weight: float) -> Graph:
    """Two heads, fc1 (3) and fc2 (5), side by side; the second counts less."""
    net = Sketch()
    x = net("Flatten", net("Input"))
    net("Output", net("Linear", x, out_features=3))
    net("Output", net("Linear", x, out_features=3), loss_weight=weight)
    return net.graph


def test_the_heads_of_all_results_that_are_learned_follow_the_classes() -> None:
    def sizes(graph: Graph) -> list[object]:
        return [graph.blocks[id].layer.values()["out_features"] for id in graph.of_kind("Linear")]

    assert sizes(set_head(auxiliary(0.3), 7)) == [7, 7]
    assert sizes(choose_data(Project(auxiliary(0.3)), COLOUR, {}).graph) == [5, 5]
    assert sizes(set_head(auxiliary(0.0), 7)) == [7, 3]
    assert find_head(auxiliary(2.0)) == 5
    headless = delete(auxiliary(0.3), [3])
    assert sizes(choose_data(Project(headless), COLOUR, {}).graph) == [5]


def test_a_head_in_a_group_still_follows_the_classes() -> None:
    net = Sketch()
    x = net("Flatten", net("Input", shape=(1, 28, 28)))
    hidden = net("ReLU", net("Linear", x, out_features=30))
    head = net("Linear", hidden, name="fc", out_features=7)
    drop = net("Dropout", head, name="drop")
    net("Output", drop)
    graph, group = make_group(net.graph, Ids(20), [hidden, head, drop], "Classifier")
    assert graph.blocks[group].layer.values()["classes"] == 7
    assert find_head(graph) == group
    sized = set_head(graph, 10)
    assert analyse(sized).blocks[sized.of_kind("Output")[0]].output == Shape((10,))
    (problem,) = analyse(graph, Task("classification", (1, 28, 28), tuple("0123456789"))).errors
    assert problem.code == "head-classes"
    plain = conceal(graph, [group], "classes")
    with pytest.raises(EditError, match="No Linear"):
        find_head(plain)


def test_a_group_without_weights_hands_the_head_on() -> None:
    net = Sketch()
    head = net("Linear", net("Flatten", net("Input", shape=(1, 28, 28))), out_features=7)
    drop = net("Dropout", head)
    net("Output", drop)
    graph, _ = make_group(net.graph, Ids(20), [drop], "Rest")
    assert find_head(graph) == head


@pytest.mark.parametrize("kind", ["GLU", "Slice", "Chunk"])
def test_what_changes_the_number_of_scores_is_in_the_way(kind: str) -> None:
    net = Sketch()
    head = net("Linear", net("Flatten", net("Input", shape=(1, 28, 28))), out_features=8)
    net("Output", net(kind, head, dim=1))
    assert heads(net.graph) == []


def drawing(channels: int = 1, *, size: int = 28) -> Graph:
    """A network that gives a picture, or a map for each class, of the Input's size."""
    net = Sketch()
    x = net("Input", shape=(1, size, size))
    net("Output", net("Conv2d", x, out_channels=channels, kernel_size=3, padding=1))
    return net.graph


def test_a_network_that_means_something_else_is_not_changed_whatever_is_chosen_and_however_often() -> None:
    masks = Task.of(PixelClasses(("ground", "shape", "edge")), (3, 64, 64))
    for graph in (drawing(1), drawing(5)):
        project = Project(graph)
        for task in (COLOUR, TEN, COLOUR):
            project = choose_data(project, task, {"name": "photos"})
            assert project.graph == graph
            assert {problem.code for problem in analyse(graph, task).errors} == {"output-shape"}
    picture = choose_data(Project(drawing(1)), masks, {})
    assert picture.graph == drawing(1)
    maps = choose_data(Project(drawing(5)), masks, {}).graph
    assert field(maps, "Conv2d", "out_channels") == 3
    assert field(maps, "Input", "shape") == (3, 64, 64)


def test_the_target_that_a_network_means_is_found_by_the_shape_of_its_output() -> None:
    targets = (Classes(("a", "b")), PixelClasses(("a", "b")), SamePicture(), LargerPicture(2), LargerPicture(3))
    assert meant_target(small(), targets) == targets[0]
    assert meant_target(drawing(5), targets) == targets[1]
    assert meant_target(drawing(1), targets) == targets[2]
    net = Sketch()
    net("Output", net("Upsample", net("Input", shape=(1, 8, 8)), scale_factor=3))
    assert meant_target(net.graph, targets) == targets[4]
    assert meant_target(Graph(), targets) is None
    assert meant_target(chain("Input", "Conv2d"), targets) is None


def test_what_choosing_changes_is_said_with_numbers() -> None:
    before = Project(small(), task=TEN, recipe={"loss": "MSE", "learning_rate": 0.1, "epochs": 3})
    after = choose_data(before, COLOUR, {}, recipe={"loss": "Cross entropy", "learning_rate": 0.002, "epochs": 3})
    said = list(map(str, describe_changes(before, after, {"learning_rate": "Learning rate"})))
    assert said == [
        "input1: shape is 3×32×32 instead of 1×28×28.",
        "fc1: out_features is 5 instead of 128.",
        "Recipe: loss is Cross entropy instead of MSE.",
        "Recipe: Learning rate is 0.002 instead of 0.1.",
    ]
    assert describe_changes(after, after) == ()
