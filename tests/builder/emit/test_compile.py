"""The text is the module: shapes, weights and values as the analysis says, and everything leads back to a block."""

from __future__ import annotations

import inspect
import traceback

import pytest
import torch
from hypothesis import given, settings
from torch import Tensor, nn

from builder import zoo
from builder.analysis import analyse
from builder.emit import EmitError, Source, emit
from builder.emit.compile import block_of_traceback, compile_graph, compile_source
from builder.emit.observe import observe
from builder.model.graph import Graph
from builder.sketch import Sketch
from tests.support.graphs import chain, id_of, several_ends
from tests.support.lanes import draws
from tests.support.sound import sound_graphs


def batch(graph: Graph, size: int = 2) -> Tensor:
    shape = graph.blocks[graph.of_kind("Input")[0]].layer.values()["shape"]
    return torch.rand(size, *shape, generator=torch.Generator().manual_seed(7))


def hooked(module: nn.Module, source: Source, x: Tensor) -> dict[int, Tensor]:
    """What torch's own hooks see in eval mode, by block."""
    seen: dict[int, Tensor] = {}
    handles = [
        module.get_submodule(path).register_forward_hook(
            lambda _part, _given, result, id=id: seen.__setitem__(id, result.detach().clone())
        )
        for id, path in source.modules.items()
    ]
    module.eval()
    with torch.no_grad():
        module(x)
    for handle in handles:
        handle.remove()
    module.train()
    return seen


def skipping() -> Graph:
    net = Sketch()
    x = net("Input", shape=(2, 6, 6), mean=(0.5,), std=(0.25, 0.5))
    a = net("BatchNorm2d", net("Conv2d", x, out_channels=2, padding=1))
    b = net("Add", net("Dropout", a), x)
    c = net("Concat", b, a)
    net("Output", net("Linear", net("Flatten", c), out_features=3))
    return net.graph


@pytest.mark.parametrize("name", zoo.featured_names())
def test_every_block_of_a_network_is_in_torch_what_the_analysis_says(name: str) -> None:
    graph = zoo.build(name)
    report, source = analyse(graph), emit(graph)
    module = compile_source(source)()
    x = batch(graph)
    seen = hooked(module, source, x)
    parts = dict(module.named_modules())
    assert set(seen) == set(source.modules)
    for id, attribute in source.modules.items():
        assert tuple(seen[id].shape[1:]) == tuple(report.blocks[id].outputs[0])
        assert sum(weight.numel() for weight in parts[attribute].parameters()) == report.blocks[id].parameters
        assert {key: tuple(value.shape) for key, value in parts[attribute].named_parameters()} == report.blocks[
            id
        ].parameter_shapes
        assert {key: tuple(value.shape) for key, value in parts[attribute].named_buffers()} == report.blocks[id].buffer_shapes
    assert tuple(module(x).shape[1:]) == (10,)


@settings(max_examples=draws(50))
@given(sound_graphs())
def test_random_networks_run_and_have_the_shapes_of_the_analysis(graph: Graph) -> None:
    report, source = analyse(graph), emit(graph)
    module = compile_source(source)()
    values = observe(module, source, batch(graph), graph.blocks)
    assert set(values) == report.live
    for id, value in values.items():
        assert tuple(value.shape[1:]) == report.blocks[id].outputs[0].sizes
    assert set(module.state_dict()) == set(source.keys)
    assert sum(weight.numel() for weight in module.parameters()) == report.parameters
    module.eval()
    torch.testing.assert_close(module(batch(graph)), values[graph.of_kind("Output")[0]])


def test_observed_values_are_those_of_hooks() -> None:
    for graph in (zoo.build("lenet5"), skipping()):
        source = emit(graph)
        module = compile_source(source)()
        x = batch(graph)
        values = observe(module, source, x, source.modules)
        for id, value in hooked(module, source, x).items():
            assert torch.equal(values[id], value)
            assert not values[id].requires_grad


def test_joins_and_the_normalised_input_can_be_observed_too() -> None:
    graph = skipping()
    source = emit(graph)
    module = compile_source(source)()
    x = batch(graph)
    ids = {name: id_of(graph, name) for name in ("input1", "bn1", "drop1", "add1", "concat1", "output1")}
    values = observe(module, source, x, ids.values())
    normal = (x - 0.5) / torch.tensor([0.25, 0.5]).view(2, 1, 1)
    torch.testing.assert_close(values[ids["input1"]], normal)
    torch.testing.assert_close(values[ids["add1"]], values[ids["bn1"]] + normal)
    torch.testing.assert_close(values[ids["concat1"]], torch.cat([values[ids["add1"]], values[ids["bn1"]]], dim=1))
    assert set(values) == set(ids.values())


def test_blocks_with_several_ends_and_shared_weights_are_observed() -> None:
    graph = several_ends()
    source = emit(graph)
    module = compile_source(source)()
    given = (torch.rand(2, 2, 8, 8), torch.rand(2, 4))
    values = observe(module, source, given, graph.blocks)
    assert set(values) == set(graph.blocks)
    scores, aside = module.eval()(*given)
    assert torch.equal(values[id_of(graph, "scores")], scores)
    assert torch.equal(values[id_of(graph, "aside")], aside)
    assert torch.equal(values[id_of(graph, "image")], given[0] - 0.5)
    assert torch.equal(values[id_of(graph, "other")], given[1])
    again = module.get_submodule("shared")(values[id_of(graph, "relu2")])
    torch.testing.assert_close(values[id_of(graph, "again")], again)


def test_observing_changes_nothing() -> None:
    graph = skipping()
    source = emit(graph)
    module = compile_source(source)()
    module.get_submodule("bn1").eval()
    before = {key: value.clone() for key, value in module.state_dict().items()}
    modes = {name: part.training for name, part in module.named_modules()}
    torch.manual_seed(3)
    expected = torch.rand(4)
    torch.manual_seed(3)
    observe(module, source, batch(graph), graph.blocks)
    assert torch.equal(torch.rand(4), expected)
    assert {name: part.training for name, part in module.named_modules()} == modes
    assert all(torch.equal(value, before[key]) for key, value in module.state_dict().items())
    assert all(not part._forward_hooks for part in module.modules())
    assert torch.is_grad_enabled()
    with pytest.raises(RuntimeError):
        observe(module, source, torch.rand(2, 5, 6, 6), graph.blocks)
    assert {name: part.training for name, part in module.named_modules()} == modes


def test_only_what_is_wanted_is_computed() -> None:
    graph = zoo.build("lenet5")
    source = emit(graph)
    module = compile_source(source)()
    ran: list[str] = []
    for name, part in module.named_modules():
        part.register_forward_hook(lambda _part, _given, _result, name=name: ran.append(name))
    observe(module, source, batch(graph), {id_of(graph, "conv1")})
    assert ran == ["features.conv1"]
    assert observe(module, source, batch(graph), set()) == {}
    assert observe(module, source, batch(graph), {999}) == {}


def test_the_weights_of_the_moment_are_observed() -> None:
    graph = chain("Input", "Conv2d", "Output")
    source = emit(graph)
    module = compile_source(source)()
    first = observe(module, source, batch(graph), {2})[2]
    with torch.no_grad():
        for weight in module.parameters():
            weight.add_(1)
    assert not torch.equal(first, observe(module, source, batch(graph), {2})[2])


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
    module = compile_graph(skipping())
    assert not [key for key in module.state_dict() if "std" in key]
    assert module.double()(torch.rand(2, 2, 6, 6, dtype=torch.float64)).dtype is torch.float64


def test_weights_go_from_one_to_the_other() -> None:
    graph = skipping()
    one, other = compile_graph(graph).eval(), compile_graph(graph, "Other").eval()
    other.load_state_dict(one.state_dict())
    torch.testing.assert_close(one(batch(graph)), other(batch(graph)))


@pytest.mark.parametrize("name", ["lenet5", "resnet20_cifar_b"])
def test_torch_can_trace_it(name: str) -> None:
    graph = zoo.build(name)
    module = compile_graph(graph).eval()
    traced = torch.fx.symbolic_trace(module)
    torch.testing.assert_close(traced(batch(graph)), module(batch(graph)))


def test_every_network_learns() -> None:
    torch.manual_seed(0)
    for graph in (skipping(), zoo.build("lenet5")):
        module = compile_graph(graph)
        loss = nn.functional.cross_entropy(module(batch(graph, 4)), torch.tensor([0, 1, 2, 0]))
        loss.backward()
        assert all(weight.grad is not None and torch.isfinite(weight.grad).all() for weight in module.parameters())
