"""The groups that are ready: each works as it comes, and costs in torch what is said of it."""

from __future__ import annotations

import pytest
import torch
from torch.nn.functional import conv2d

from builder.analysis import analyse
from builder.block_library import entries as entry
from builder.block_library import ready_made
from builder.emit.compile import compile_graph
from builder.groups.definition import Definition
from builder.groups.expansion import expand
from builder.model.graph import Graph
from builder.sketch import Sketch

READY = ready_made()

CHANNELS = {"Bottleneck": 256, "ConvNeXtBlock": 96, "InvertedResidual": 32, "ResNeXtBlock": 256}
"""How many must come in, where it is not the 64 that most take."""


def alone(definition: Definition) -> Graph:
    """A network of one group; the second input is twice as large as the first."""
    net = Sketch()
    channels = CHANNELS.get(definition.name, 64)
    sides = (16,) if len(definition.inlets) == 1 else (8, 16)
    block = net(definition, *(net("Input", shape=(channels, side, side)) for side in sides))
    for index in range(len(definition.outlets)):
        net("Output", (block, index))
    return net.graph


@pytest.mark.parametrize("name", READY)
def test_a_group_that_is_ready_works_as_it_comes(name: str) -> None:
    graph = alone(READY[name])
    report = analyse(graph)
    assert report.problems == ()
    module = compile_graph(expand(graph).graph)
    assert sum(weights.numel() for weights in module.parameters()) == report.parameters
    given = [torch.zeros(2, *graph.blocks[id].layer.values()["shape"]) for id in graph.of_kind("Input")]
    results = module(*given)
    results = results if isinstance(results, tuple) else (results,)
    told = [report.blocks[id].output for id in graph.of_kind("Output")]
    assert [tuple(result.shape[1:]) for result in results] == [shape.sizes for shape in told if shape is not None]


@pytest.mark.parametrize("name", READY)
def test_a_group_that_is_ready_explains_itself(name: str) -> None:
    definition = READY[name]
    assert len(definition.doc) > 50
    assert definition.title
    assert definition.source
    assert all(exposed.doc.endswith(".") for exposed in definition.exposed)


def test_every_field_of_a_group_is_used_by_its_blocks() -> None:
    for definition in READY.values():
        text = " ".join(text for block in definition.body.blocks.values() for text in block.formulas.values())
        assert [one.name for one in definition.exposed if one.name not in text.replace(",", " ").split()] == []


def test_attention_to_channels_and_places_is_calculated_as_published() -> None:
    graph = alone(READY["CBAM"])
    module = compile_graph(expand(graph).graph).eval()
    weights = {name.split("_", 1)[-1]: value for name, value in module.state_dict().items()}
    x = torch.randn(2, 64, 16, 16, generator=torch.Generator().manual_seed(3))
    fc1, fc2, look = (weights[f"{name}.weight"] for name in ("fc1", "fc2", "look"))

    def asked(pooled: torch.Tensor) -> torch.Tensor:
        return conv2d(conv2d(pooled, fc1).relu(), fc2)

    y = x * (asked(x.mean((2, 3), keepdim=True)) + asked(x.amax((2, 3), keepdim=True))).sigmoid()
    places = torch.cat([y.mean(1, keepdim=True), y.amax(1, keepdim=True)], dim=1)
    torch.testing.assert_close(module(x), y * conv2d(places, look, padding=3).sigmoid())
    assert sum(value.numel() for value in weights.values()) == 2 * 64 * 4 + 2 * 49


def test_no_group_takes_the_place_of_another() -> None:
    """Two made for one place once hid one of them: the ConvNeXt block was missing from the palette."""
    assert {"ConvNeXtBlock", "UNetDown", "UNetUp", "DepthwiseSeparable", "CBAM"} <= set(READY)
    taken = min(entry.READY)
    with pytest.raises(ValueError, match=f"place {taken} is taken"):
        entry.ready(taken)(READY["ConvBNReLU"].validate)


def test_what_is_said_of_a_group_can_be_translated() -> None:
    for definition in READY.values():
        words = [definition.title, definition.doc, definition.source, *(exposed.doc for exposed in definition.exposed)]
        assert [word for word in words if word and getattr(word, "context", "") != "Groups"] == []
