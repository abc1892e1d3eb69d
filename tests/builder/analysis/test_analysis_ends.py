"""The ends of networks and of groups, several of them too, and weights that several blocks use."""

from __future__ import annotations

from dataclasses import replace

from builder import edits
from builder.analysis import analyse
from builder.analysis.cache import AnalysisCache
from builder.layers import Shape, make
from builder.model.graph import Graph, Port
from builder.model.outputs import heads, outputs_in_order
from builder.model.project import Project
from builder.model.task import Task
from builder.repairs.repairs import repairs_for
from builder.sketch import Sketch
from tests.support.graphs import chain

TEN = Task("classification", (1, 28, 28), tuple("0123456789"))


def codes(graph: Graph, task: Task | None = None) -> list[str]:
    return [problem.code for problem in analyse(graph, task).problems]


def with_auxiliary(main: int, auxiliary: int, **fields: float) -> Graph:
    """Two heads on one image, 5 and 7 of 1 to 8; the first Output is the main one."""
    net = Sketch()
    x = net("Flatten", net("Conv2d", net("Input"), padding=1))
    net("Dropout", x)
    net("Output", net("Linear", x, out_features=main))
    net("Output", net("Linear", x, out_features=auxiliary), **fields)
    return edits.delete(net.graph, [4])


def test_several_ends_are_legal_and_the_heaviest_output_is_the_main_one() -> None:
    graph = with_auxiliary(10, 10, loss_weight=0.3)
    assert analyse(graph, TEN).problems == ()
    assert outputs_in_order(graph) == [6, 8]
    heavier = edits.set_fields(graph, [8], {"loss_weight": 2.0})
    assert outputs_in_order(heavier) == [8, 6]
    assert (heads(heavier), heads(heavier, 6)) == ([7], [5])
    assert outputs_in_order(edits.set_fields(graph, [8], {"loss_weight": 1.0})) == [6, 8]
    assert outputs_in_order(Graph()) == []


def test_every_result_that_is_learned_needs_a_score_a_class() -> None:
    def told(graph: Graph) -> list[tuple[str, int | None]]:
        return [(problem.code, problem.block) for problem in analyse(graph, TEN).problems]

    assert told(with_auxiliary(10, 7, loss_weight=0.3)) == [("head-classes", 7)]
    assert told(with_auxiliary(10, 7, loss_weight=0.0)) == []
    assert told(with_auxiliary(4, 7)) == [("head-classes", 5), ("head-classes", 7)]
    shared = with_auxiliary(7, 7)
    shared = edits.connect(shared, Port(5), Port(8))
    assert told(edits.delete(shared, [7])) == [("head-classes", 5)]
    image = edits.connect(with_auxiliary(10, 10), Port(2), Port(8))
    assert told(edits.delete(image, [7])) == [("output-shape", 8)]


def test_every_output_wants_a_wire() -> None:
    graph = edits.disconnect(with_auxiliary(10, 10), Port(8))
    problems = analyse(graph, TEN).problems
    assert [(problem.code, problem.block) for problem in problems] == [("unconnected-input", 8)]
    assert problems[0].text() == "output2 is not connected: nothing says which result counts."


def test_a_linear_on_an_image_is_blamed_for_its_own_output_only() -> None:
    net = Sketch()
    image = net("Conv2d", net("Input"), padding=1)
    net("Output", net("Linear", image, out_features=10))
    net("Output", image)
    problems = analyse(net.graph, TEN).problems
    assert [(problem.code, problem.block) for problem in problems] == [("linear-needs-flatten", 3), ("output-shape", 5)]


def test_nothing_would_be_learned_without_any_loss_weight() -> None:
    (problem,) = analyse(with_auxiliary(10, 10, loss_weight=0.0), TEN).problems or (None,)
    assert problem is None
    graph = edits.set_fields(with_auxiliary(10, 10), [6, 8], {"loss_weight": 0.0})
    (problem,) = analyse(graph, TEN).problems
    assert (problem.code, problem.block, problem.field) == ("no-loss", 6, "loss_weight")


def test_inputs_that_get_the_same_image_are_said_and_one_that_leads_nowhere_too() -> None:
    net = Sketch()
    one, other = net("Input"), net("Input")
    left, right = net("Flatten", one), net("Flatten", other)
    net("Output", net("Linear", net("Concat", left, right), out_features=10))
    assert codes(net.graph) == []
    (problem,) = analyse(net.graph, TEN).problems
    assert (problem.code, problem.block, problem.is_error) == ("several-inputs", 2, False)
    assert problem.text() == "input1, input2 all get the same image: the data hold one image a sample."
    net("Input", shape=(5, 3, 3))
    assert codes(net.graph) == ["unused-output"]
    assert codes(net.graph, TEN) == ["input-shape", "several-inputs", "unused-output"]


def test_inputs_of_different_sizes_cannot_get_the_same_images() -> None:
    net = Sketch()
    left, right = (net("Flatten", net("Input", shape=shape)) for shape in ((1, 28, 28), (3, 14, 14)))
    net("Output", net("Linear", net("Concat", left, right), out_features=10))
    assert codes(net.graph) == []
    problem, _ = analyse(net.graph, TEN).problems
    assert (problem.code, problem.block, problem.field, problem.is_error) == ("inputs-differ", 3, "shape", True)
    assert problem.text().startswith("input2 takes 3×14×14 and input1 1×28×28")
    (repair,) = repairs_for(Project(net.graph, task=TEN), problem, edits.Ids(99))
    assert "inputs-differ" not in codes(repair.edit(Project(net.graph, task=TEN)).graph, TEN)


def sharing(owner: int | None = 2, **fields: int) -> Graph:
    """1 Input, 2 conv1, 3 conv2 with the weights of `owner`, 4 Output."""
    graph = chain("Input", "Conv2d", "Conv2d", "Output", Conv2d={"out_channels": 1, "padding": 1, **fields})
    return graph.with_block(replace(graph.blocks[3], weights_of=owner))


def test_weights_that_several_use_are_counted_where_they_are() -> None:
    cache = AnalysisCache()
    alone, report = analyse(sharing(None)), analyse(sharing(), cache=cache)
    assert (alone.parameters, report.parameters) == (20, 10)
    assert report.problems == ()
    assert (report.macs, report.activations) == (alone.macs, alone.activations)
    assert (report.blocks[3].parameters, report.blocks[3].parameter_shapes) == (0, {})
    assert analyse(sharing(), cache=cache).blocks[3] is report.blocks[3]


def test_weights_of_a_block_that_leads_nowhere_count_while_they_are_used() -> None:
    graph = edits.connect(sharing(), Port(1), Port(3))
    report = analyse(graph)
    assert [problem.code for problem in report.problems] == ["unused-output"]
    assert report.parameters == report.blocks[2].parameters == 10
    assert report.macs == report.blocks[3].macs


def test_buffers_are_counted_once_too() -> None:
    graph = chain("Input", "BatchNorm2d", "BatchNorm2d", "Output")
    graph = graph.with_block(replace(graph.blocks[3], weights_of=2))
    report = analyse(graph)
    assert set(report.blocks[2].buffer_shapes) == {"running_mean", "running_var", "num_batches_tracked"}
    assert report.blocks[3].buffer_shapes == {}


def test_weights_must_fit_where_they_are_used() -> None:
    (problem,) = analyse(sharing(out_channels=8)).problems
    assert (problem.code, problem.block, problem.is_error) == ("weights-differ", 3, True)
    text = "conv2 uses the weights of conv1, which do not fit: weight is 8×1×3×3 there, and conv2 needs 8×8×3×3."
    assert problem.text() == text


def test_weights_of_what_is_not_there_or_not_alike_are_damage() -> None:
    assert codes(sharing(99)) == codes(sharing(3)) == codes(sharing(1)) == ["bad-weights"]
    changed = sharing()
    changed = changed.with_block(replace(changed.blocks[2], layer=make("Conv2d", out_channels=1)))
    assert codes(changed) == ["bad-weights"]
    crossed = sharing()
    crossed = crossed.with_block(replace(crossed.blocks[2], weights_of=3))
    assert codes(crossed) == ["bad-weights", "bad-weights"]


def body() -> Graph:
    """1 Group input, 2 conv1, 3 Group output."""
    return chain("GroupInput", "Conv2d", "GroupOutput", Conv2d={"padding": 1})


def test_a_body_is_worked_out_for_what_is_given_to_its_group() -> None:
    report = analyse(body(), given={1: Shape((3, 8, 8))})
    assert report.problems == ()
    assert report.blocks[3].output == Shape((16, 8, 8))
    assert report.live == {1, 2, 3}
    assert analyse(body(), given={1: Shape((5, 4, 4))}).blocks[3].output == Shape((16, 4, 4))
    unknown = analyse(body(), given={1: None})
    assert unknown.ok
    assert unknown.blocks[2].output is None


def test_a_group_has_ends_of_its_own() -> None:
    def told(graph: Graph) -> list[str]:
        return [problem.code for problem in analyse(graph, given={1: Shape((3, 8, 8))}).problems]

    assert told(chain("GroupInput", "Conv2d")) == ["no-group-output"]
    assert told(chain("Parameter", "ReLU", "GroupOutput")) == ["no-group-input"]
    assert told(chain("Input", "ReLU", "GroupOutput")) == ["no-group-input", "end-inside"]
    assert told(body().without_wire(Port(3))) == ["unconnected-input"]
    assert codes(chain("GroupInput", "ReLU", "Output")) == ["no-input", "port-outside"]
    assert codes(chain("Input", "ReLU", "GroupOutput")) == ["no-output", "port-outside"]


def test_a_result_that_depends_on_no_input_is_an_error() -> None:
    net = Sketch()
    x, y = net("Input", shape=(8,)), net("Input", shape=(8,))
    learned = net("Parameter", shape=(8,))
    end = net("Output", net("ReLU", learned))
    (problem, *rest) = analyse(net.graph).problems
    assert (problem.code, problem.block, problem.is_error) == ("unread-input", x, True)
    assert not rest
    assert analyse(edits.connect(net.graph, Port(y), Port(end))).ok
