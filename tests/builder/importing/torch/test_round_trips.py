"""There and back: what the zoo and every layer compile to is imported as the same network."""

from collections.abc import Iterator
from typing import Any

import pytest
import torch

from builder import zoo
from builder.analysis import analyse
from builder.emit.compile import compile_graph
from builder.importing import import_module
from builder.layers import LAYERS, Layer, make
from builder.model.graph import Block, Graph, Port
from builder.sketch import Sketch
from tests.support.imported import difference, layers, network, rows, settle, shape_of
from tests.support.lanes import families, some

SMALL, CHEAP = 6_000_000, 500_000_000
"""Parameters and multiply-accumulates up to which a network of the zoo is run; larger ones are only drawn."""


def fields_and_formulas(graph: Graph) -> dict[str, tuple[list[str], dict[str, str]]]:
    """What the groups expose, and the formulas inside; a source tells defaults only where they are used."""
    return {name: (list(fields), formulas) for name, (fields, formulas) in rows(graph).items()}


@pytest.mark.parametrize("name", some(families(zoo.names()), 5))
def test_the_zoo_goes_there_and_back(name: str) -> None:
    graph = zoo.build(name)
    shape, totals = shape_of(graph), analyse(graph)
    small = totals.parameters <= SMALL and totals.macs <= CHEAP
    torch.manual_seed(0)
    if small:
        module = settle(compile_graph(graph))
    else:
        with torch.device("meta"):
            module = compile_graph(graph)
    imported = import_module(module, shape, check=False)
    assert network(imported.graph) == network(graph)
    assert fields_and_formulas(imported.graph) == fields_and_formulas(graph)
    assert layers(imported.graph) == layers(graph)
    assert imported.notes == ()
    again = analyse(imported.graph)
    assert (again.parameters, again.macs) == (totals.parameters, totals.macs)
    assert set(imported.state) == set(module.state_dict())
    if small:
        assert difference(module, imported, shape) < 1e-6


def cases() -> Iterator[Any]:
    """Each kind of layer with a sample that it takes, between an input and an output."""
    for kind, cls in LAYERS.items():
        if kind in ("Input", "Output", "Embedding"):
            continue
        for sizes in ((4, 8, 8), (8, 8), (8,), (4, 8, 8, 8)):
            graph = alone(cls.fresh(), sizes)
            if not analyse(graph).errors:
                yield pytest.param(graph, id=kind)
                break
        else:
            raise AssertionError(f"no sample for {kind}")


def alone(layer: Layer, sizes: tuple[int, ...]) -> Graph:
    """A network around one layer, with whatever it needs in front."""
    blocks = {
        1: Block(1, "input1", make("Input", shape=sizes)),
        2: Block(2, "tried", layer),
        3: Block(3, "end", make("Output")),
    }
    count = 2 if layer.variadic else len(layer.input_names)
    wires = {Port(2, index): Port(1) for index in range(count)} | {Port(3): Port(2)}
    if "indices" in layer.input_names:
        blocks[4] = Block(4, "pool", make(layer.kind.replace("Unpool", "Pool"), kernel_size=2, return_indices=True))
        wires |= {Port(4): Port(1), Port(2): Port(4), Port(2, 1): Port(4, 1)}
    if len(layer.output_names) > 1:
        blocks[5] = Block(5, "joined", make("Concat"))
        wires |= {Port(5, index): Port(2, index) for index in range(len(layer.output_names))} | {Port(3): Port(5)}
    if not count:
        blocks |= {
            6: Block(6, "row", make("Flatten")),
            7: Block(7, "other", make("Flatten")),
            8: Block(8, "all", make("Concat")),
        }
        wires |= {Port(6): Port(1), Port(7): Port(2), Port(8): Port(6), Port(8, 1): Port(7), Port(3): Port(8)}
    return Graph.of(blocks.values(), wires)


OTHERWISE = {"Reshape": {"Flatten"}, "Slice": set()}
"""What comes back as other blocks that do the same: the layers as the palette gives them reshape to a row, and keep all."""


@pytest.mark.parametrize("graph", some(cases(), 30))
def test_every_layer_comes_back(graph: Graph) -> None:
    torch.manual_seed(0)
    module = settle(compile_graph(graph))
    kind, shape = graph.blocks[2].kind, shape_of(graph)
    imported = import_module(module, shape, check=False)
    if kind in OTHERWISE:
        assert {block.kind for block in imported.graph.blocks.values()} == {"Input", "Output"} | OTHERWISE[kind]
    else:
        assert network(imported.graph) == network(graph)
    assert difference(module, imported, shape) < 1e-6


def test_fields_come_back() -> None:
    net = Sketch()
    x = net("Input", shape=(3, 12, 12), mean=(0.5, 0.25, 0.125), std=(0.2,))
    a = net("Conv2d", x, out_channels=6, kernel_size=(1, 2), stride=2, groups=3, bias=False, padding=1, padding_mode="reflect")
    a = net("BatchNorm2d", a, momentum=None, affine=False)
    b = net("Conv2d", x, out_channels=6, kernel_size=3, padding="same", dilation=2)
    b = net("MaxPool2d", b, kernel_size=3, stride=2, padding=1, ceil_mode=True)
    b = net("Upsample", b, size=(7, 7), mode="bilinear", align_corners=True)
    a = net("Slice", a, dim=3, start=1, end=-1, step=2)
    a = net("Upsample", a, size=(7, 7))
    x = net("Add", a, b, a)
    x = net("Split", net("Concat", x, a, dim=1), split_size_or_sections=(4, 2, 6))
    x = net("Mean", net("Slice", (x, 0), end=2), (x, 1))
    x = net("LayerNorm", net("Reshape", x, shape=(2, -1)), normalized_shape=(49,), eps=0.001)
    x = net("LSTM", x, hidden_size=5, bidirectional=True, result="last")
    net("Output", net("Linear", net("PReLU", x, num_parameters=None), out_features=3))
    imported = import_module(settle(compile_graph(net.graph)), (3, 12, 12))
    assert network(imported.graph) == network(net.graph)


def test_what_comes_back_can_be_drawn() -> None:
    imported = import_module(compile_graph(zoo.build("resnet20_cifar_b")), (3, 32, 32))
    assert set(imported.graph.positions) == set(imported.graph.blocks)
    assert len(set(imported.graph.positions.values())) == len(imported.graph.blocks)
