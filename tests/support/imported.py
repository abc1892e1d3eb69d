"""Comparing what was imported with what it came from: networks, their groups, and what they compute."""

from typing import Any

import torch
from torch import nn

from builder.common.fields import alternatives
from builder.emit import emit
from builder.emit.compile import compile_graph
from builder.groups.expansion import expand
from builder.groups.group import Group
from builder.layers import Layer
from builder.model.graph import Graph


def settle(module: nn.Module) -> nn.Module:
    """The module in eval mode, with running averages that are not all alike."""
    for name, tensor in module.named_buffers():
        if name.endswith(("running_mean", "running_var")):
            tensor.uniform_(0.5, 1.5)
    return module.eval()


def difference(module: nn.Module, imported: Any, shape: tuple[int, ...]) -> float:
    """How far the answers of both lie apart, measured by the largest."""
    again = compile_graph(imported.graph)
    again.load_state_dict(dict(imported.state))
    x = torch.rand(3, *shape)
    with torch.no_grad():
        expected, found = module.eval()(x.clone()), again.eval()(x)
    assert expected.shape == found.shape
    return float((expected - found).abs().max() / expected.abs().max().clamp(min=1.0))


def canonical(layer: Layer) -> Layer:
    """The layer as it looks to torch, where two ways of writing it mean the same."""
    values = layer.values()
    if layer.kind in ("Parameter", "PositionEmbedding", "ClassToken", "SquaredDistances"):
        return layer.with_values(std=0.0)  # what weights began with cannot be seen in them
    if layer.kind == "Output":
        return layer.with_values(loss_weight=1.0)  # how much a result counts in training is in no source
    filled = "stride" in values and values["stride"] == values.get("kernel_size")
    return layer.with_values(stride=None) if filled and type(None) in alternatives(layer.annotation("stride")) else layer


def network(graph: Graph, *, named: bool = True) -> list[int]:
    """The graph without ids and places: blocks in the order of their wires, with what feeds them.

    Blocks without a module of their own have no name in a module; they are known by what feeds them.
    """
    graph = expand(graph).graph
    modules = emit(graph).modules
    keys = {}
    for id in graph.order():
        block = graph.blocks[id]
        name = block.name if named and id in modules else ""
        feeds = tuple((keys[port.block], port.index) for port in graph.sources(id))
        keys[id] = hash((name, block.kind, tuple(sorted(canonical(block.layer).values().items())), feeds))
    return sorted(keys.values())


def shape_of(graph: Graph) -> tuple[int, ...]:
    return graph.blocks[graph.of_kind("Input")[0]].layer.shape


def fed_by(graph: Graph) -> list[str]:
    """The names of the blocks that feed the outputs."""
    return [graph.blocks[graph.sources(id)[0].block].name for id in graph.of_kind("Output")]


class Calls(nn.Module):
    """A module that only calls a function."""

    def __init__(self, function):
        super().__init__()
        self.function = function

    def forward(self, x):
        return self.function(x)


def rows(graph: Graph) -> dict[str, tuple[dict[str, Any], dict[str, str]]]:
    """Definitions as people read them: fields with their defaults, and formulas by block and field."""
    return {
        name: (
            {one.name: one.default for one in definition.exposed},
            {
                f"{block.name}.{field}": text
                for block in definition.body.blocks.values()
                for field, text in block.formulas.items()
            },
        )
        for name, definition in graph.definitions.items()
    }


def layers(graph: Graph) -> dict[str, dict[str, Any]]:
    """The fields of the groups by the names of their blocks."""
    return {block.name: block.layer.values() for block in graph.blocks.values() if isinstance(block.layer, Group)}
