"""Large sound networks that several benchmarks measure."""

from __future__ import annotations

from dataclasses import replace

from builder.layers import Layer, make
from builder.model.graph import Block, Graph, Port

STAGE = 4
"""The blocks of one stage: a convolution, its normalisation, a ReLU, a Dropout; every other stage has a way around it."""


def deep(count: int) -> Graph:
    """About `count` blocks from an image of 3 × 32 × 32 to ten scores, with a skip every eight blocks; each layer its own."""
    blocks = [Block(1, "input1", make("Input", shape=(16, 32, 32)))]
    wires: dict[Port, Port] = {}
    last, around = 1, 1

    def add(layer: Layer, *sources: int) -> int:
        id = len(blocks) + 1
        blocks.append(Block(id, f"block{id}", layer))
        wires.update({Port(id, index): Port(source) for index, source in enumerate(sources)})
        return id

    while len(blocks) < count - 3:
        last = add(make("Conv2d", out_channels=16, kernel_size=3, padding=1), last)
        last = add(make("BatchNorm2d"), last)
        last = add(make("ReLU"), last)
        last = add(make("Dropout"), last)
        if len(blocks) % 8 == 0:
            last = add(make("Add"), last, around)
            around = last
    last = add(make("Linear", out_features=10), add(make("Flatten"), last))
    add(make("Output"), last)
    places = {block.id: (0.0, 80.0 * block.id) for block in blocks}
    return Graph.of(blocks, wires, places)


def copied(graph: Graph) -> Graph:
    """An equal graph that shares nothing with this one."""
    blocks = [replace(block, layer=type(block.layer)(**block.layer.values())) for block in graph.blocks.values()]
    return replace(Graph.of(blocks, graph.wires, graph.positions), definitions=graph.definitions)
