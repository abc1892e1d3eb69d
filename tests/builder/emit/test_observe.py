"""The values of single blocks, read from a reporting copy of the forward: those of hooks, and nothing changes."""

from __future__ import annotations

import pytest
import torch

from builder import zoo
from builder.emit import emit
from builder.emit.compile import compile_source
from builder.emit.observe import observe
from tests.support.emitted import batch_for, hook_values
from tests.support.graphs import chain, id_of, several_ends, skip_network


def test_observed_values_are_those_of_hooks() -> None:
    for graph in (zoo.build("lenet5"), skip_network()):
        source = emit(graph)
        module = compile_source(source)()
        x = batch_for(graph)
        values = observe(module, source, x, source.modules)
        for id, value in hook_values(module, source, x).items():
            assert torch.equal(values[id], value)
            assert not values[id].requires_grad


def test_joins_and_the_normalised_input_can_be_observed_too() -> None:
    graph = skip_network()
    source = emit(graph)
    module = compile_source(source)()
    x = batch_for(graph)
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
    graph = skip_network()
    source = emit(graph)
    module = compile_source(source)()
    module.get_submodule("bn1").eval()
    before = {key: value.clone() for key, value in module.state_dict().items()}
    modes = {name: part.training for name, part in module.named_modules()}
    torch.manual_seed(3)
    expected = torch.rand(4)
    torch.manual_seed(3)
    observe(module, source, batch_for(graph), graph.blocks)
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
    observe(module, source, batch_for(graph), {id_of(graph, "conv1")})
    assert ran == ["features.conv1"]
    assert observe(module, source, batch_for(graph), set()) == {}
    assert observe(module, source, batch_for(graph), {999}) == {}


def test_the_weights_of_the_moment_are_observed() -> None:
    graph = chain("Input", "Conv2d", "Output")
    source = emit(graph)
    module = compile_source(source)()
    first = observe(module, source, batch_for(graph), {2})[2]
    with torch.no_grad():
        for weight in module.parameters():
            weight.add_(1)
    assert not torch.equal(first, observe(module, source, batch_for(graph), {2})[2])
