"""The text is the module: shapes, weights and values as the analysis says, and everything leads back to a block."""

from __future__ import annotations

import inspect
import traceback

import pytest
import torch
from hypothesis import given, settings
from torch import nn

from builder import zoo
from builder.analysis import analyse
from builder.emit import EmitError, emit
from builder.emit.compile import block_of_traceback, compile_graph, compile_source
from builder.emit.observe import observe
from builder.model.graph import Graph
from builder.sketch import Sketch
from tests.support.emitted import batch_for, hook_values
from tests.support.graphs import chain, id_of, skip_network
from tests.support.lanes import draws
from tests.support.sound import sound_graphs


@pytest.mark.parametrize("name", zoo.featured_names())
def test_every_block_of_a_network_is_in_torch_what_the_analysis_says(name: str) -> None:
    graph = zoo.build(name)
    report, source = analyse(graph), emit(graph)
    module = compile_source(source)()
    x = batch_for(graph)
    seen = hook_values(module, source, x)
    parts = dict(module.named_modules())
    assert set(seen) == set(source.modules)
    for id, attribute in source.modules.items():
        assert tuple(seen[id].shape[1:]) == tuple(report.blocks[id].outputs[0])
        assert sum(weight.numel() for weight in parts[attribute].parameters()) == report.blocks[id].parameters
        assert {key: tuple(value.shape) for key, value in parts[attribute].named_parameters()} == report.blocks[
            id
        ].parameter_shapes
        assert {key: tuple(value.shape) for key, value in parts[attribute].named_buffers()} == report.blocks[id].buffer_shapes
    assert tuple(module(x).shape[1:]) == tuple(report.blocks[graph.of_kind("Output")[0]].output)


@settings(max_examples=draws(50))
@given(sound_graphs())
def test_random_networks_run_and_have_the_shapes_of_the_analysis(graph: Graph) -> None:
    report, source = analyse(graph), emit(graph)
    module = compile_source(source)()
    values = observe(module, source, batch_for(graph), graph.blocks)
    assert set(values) == report.live
    for id, value in values.items():
        assert tuple(value.shape[1:]) == report.blocks[id].outputs[0].sizes
    assert set(module.state_dict()) == set(source.keys)
    assert sum(weight.numel() for weight in module.parameters()) == report.parameters
    module.eval()
    torch.testing.assert_close(module(batch_for(graph)), values[graph.of_kind("Output")[0]])


def test_a_traceback_shows_the_line_and_leads_to_the_block() -> None:
    graph = zoo.build("lenet5")
    source = emit(graph)
    module = compile_source(source)()
    with pytest.raises(RuntimeError) as raised:
        module(torch.rand(1, 1, 5, 5))
    shown = "".join(traceback.format_exception(raised.value))
    assert "x = self.features(x)" in shown
    assert block_of_traceback(source, raised.value) == id_of(graph, "conv2")
    assert block_of_traceback(source, ValueError("elsewhere")) is None
    assert block_of_traceback(emit(zoo.build("vgg8_cifar")), raised.value) is None


def test_an_error_in_the_middle_of_a_long_statement_leads_to_its_block() -> None:
    net = Sketch()
    x = net("Input", shape=(1, 4, 4))
    ends = [net("Conv2d", x, name=f"branch_{n}_with_a_name", kernel_size=1, out_channels=1) for n in range(4)]
    join = net("Concat", *ends)
    net("Output", join)
    source = emit(net.graph)
    module = compile_source(source)()
    module.get_submodule("branch_2_with_a_name").register_forward_hook(lambda _part, _given, result: result[..., :2])
    with pytest.raises(RuntimeError) as raised:
        module(torch.rand(1, 1, 4, 4))
    assert block_of_traceback(source, raised.value) == join


def test_the_class_can_show_its_source() -> None:
    source = emit(zoo.build("lenet5"), "LeNet5")
    made = compile_source(source)
    assert made.__name__ == "LeNet5"
    assert inspect.getsource(made.forward) in source.text


def test_a_broken_network_is_not_made() -> None:
    with pytest.raises(EmitError):
        compile_graph(chain("Input", "Conv2d"))


def test_constants_are_not_among_the_weights_but_move_with_the_module() -> None:
    module = compile_graph(skip_network())
    assert not [key for key in module.state_dict() if "std" in key]
    assert module.double()(torch.rand(2, 2, 6, 6, dtype=torch.float64)).dtype is torch.float64


def test_weights_go_from_one_to_the_other() -> None:
    graph = skip_network()
    one, other = compile_graph(graph).eval(), compile_graph(graph, "Other").eval()
    other.load_state_dict(one.state_dict())
    torch.testing.assert_close(one(batch_for(graph)), other(batch_for(graph)))


@pytest.mark.parametrize("name", ["lenet5", "resnet20_cifar_b"])
def test_torch_can_trace_it(name: str) -> None:
    graph = zoo.build(name)
    module = compile_graph(graph).eval()
    traced = torch.fx.symbolic_trace(module)
    torch.testing.assert_close(traced(batch_for(graph)), module(batch_for(graph)))


def test_every_network_learns() -> None:
    torch.manual_seed(0)
    for graph in (skip_network(), zoo.build("lenet5")):
        module = compile_graph(graph)
        loss = nn.functional.cross_entropy(module(batch_for(graph, 4)), torch.tensor([0, 1, 2, 0]))
        loss.backward()
        assert all(weight.grad is not None and torch.isfinite(weight.grad).all() for weight in module.parameters())
