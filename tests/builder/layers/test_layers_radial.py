"""Radial basis functions: what the two layers compute, in groups, exported, and imported back."""

from __future__ import annotations

import io

import pytest
import torch

from builder import compile_graph, import_module
from builder.analysis import analyse
from builder.emit import emit
from builder.layers import Shape, make
from builder.layers.base import InsertBefore, Kind, ShapeError
from builder.model.graph import Graph
from builder.sketch import Sketch
from tests.support.emitted import assert_harmless
from tests.support.imported import layers, network
from tests.support.torch_layers import Called


def rbf_group() -> Graph:
    """Two uses of a group with a field for its centres, on different inputs."""
    body = Sketch(centres=6, width=0.5)
    x = body("SquaredDistances", body("GroupInput"), out_features="centres", name="distances")
    body("GroupOutput", body("Gaussian", x, beta="width", name="bells"))
    units = body.definition("Units")
    net = Sketch()
    x = net(units, net("Flatten", net("Input", shape=(1, 4, 4))), centres=6, width=0.1, name="first")
    x = net(units, x, centres=3, width=2.0, name="second")
    net("Output", net("Linear", x, out_features=2))
    return net.graph


@pytest.mark.parametrize("sizes", [(7,), (5, 7)])
def test_distances_are_those_of_torch(sizes: tuple[int, ...]) -> None:
    called = Called(make("SquaredDistances", out_features=4, std=0.5), [Shape(sizes)])
    x = torch.randn(3, *sizes, requires_grad=True)
    centres = called.block.get_parameter("weight")
    expected = torch.cdist(x, centres.expand(3, -1, -1) if len(sizes) > 1 else centres).square()
    y = called(x)
    torch.testing.assert_close(y, expected)
    wanted = torch.autograd.grad(expected.sum(), [x, centres], retain_graph=True)
    torch.testing.assert_close(torch.autograd.grad(y.sum(), [x, centres]), wanted)


def test_rounding_makes_no_distance_negative() -> None:
    called = Called(make("SquaredDistances", out_features=50, std=100.0), [Shape((200,))])
    y = called(called.block.get_parameter("weight")).detach()
    assert bool((y >= 0).all())
    assert float(y.diagonal().max()) < 1e-5 * 200 * 100**2


def test_the_bell_is_one_at_the_centre_and_has_the_deviation_that_its_field_means() -> None:
    sigma = 1.7
    called = Called(make("Gaussian", beta=1 / (2 * sigma**2)), [Shape((2,))])
    assert called(torch.tensor([0.0, sigma**2])).tolist() == pytest.approx([1.0, 2.718281828**-0.5])


def test_maps_are_flattened_first() -> None:
    layer, maps = make("SquaredDistances", out_features=4), Shape((2, 3, 5))
    assert layer.needs_before(maps) == "Flatten"
    assert [advice.remedies for advice in layer.advice(maps)] == [(InsertBefore("Flatten"),)]
    assert layer.advice(Shape((30,))) == ()
    assert layer.needs_before(Shape((30,))) is None
    for wrong, code in ((Shape(()), "needs-vector"), (Shape((3,), Kind.INDEX), "needs-numbers")):
        with pytest.raises(ShapeError) as refused:
            layer.outputs(wrong)
        assert refused.value.advice.code == code
    assert str(layer.summary()) == "4 centres"
    assert str(make("Gaussian", beta=0.25).summary()) == "beta 0.25"


def test_fields_of_a_group_set_centres_and_width() -> None:
    graph = rbf_group()
    source, module = emit(graph), compile_graph(graph)
    assert_harmless(source.text, groups=True)
    assert source.text.count("class SquaredDistances(") == source.text.count("class Gaussian(") == 1
    centres = [value for key, value in module.named_parameters() if "distances" in key]
    assert [tuple(value.shape) for value in centres] == [(6, 16), (3, 6)]
    assert analyse(graph).macs == 6 * 16 + 3 * 6 + 2 * 3
    x = torch.rand(2, 1, 4, 4)
    near = x.flatten(1)
    for width, weight in zip((0.1, 2.0), centres, strict=True):
        near = (-width * torch.cdist(near, weight).square()).exp()
    weight, bias = list(module.parameters())[-2:]
    torch.testing.assert_close(near @ weight.T + bias, module(x))


def test_a_network_of_them_comes_back_from_its_module_and_from_its_file() -> None:
    net = Sketch()
    x = net("SquaredDistances", net("Flatten", net("Input", shape=(1, 4, 4))), out_features=5)
    net("Output", net("Linear", net("Gaussian", x, beta=0.3), out_features=2))
    module = compile_graph(net.graph)
    assert network(import_module(module, (1, 4, 4)).graph) == network(net.graph)
    x = torch.rand(3, 1, 4, 4)
    file = io.BytesIO()
    torch.export.save(torch.export.export(module.eval(), (torch.rand(3, 1, 4, 4),)), file)
    file.seek(0)
    torch.testing.assert_close(torch.export.load(file).module()(x), module(x))


def test_a_group_of_them_comes_back_as_a_group() -> None:
    imported = import_module(compile_graph(rbf_group()), (1, 4, 4))
    (definition,) = imported.graph.definitions.values()
    assert [block.kind for block in definition.body.blocks.values()][1:3] == ["SquaredDistances", "Gaussian"]
    values = [{value for value in fields.values() if value} for fields in layers(imported.graph).values()]
    assert values == [{6, 0.1, 1}, {3, 2.0, 1}]
