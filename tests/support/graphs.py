"""Small graphs for tests, and questions about graphs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from builder.model.graph import Graph, Port
from builder.model.project import Project
from builder.model.task import Task
from builder.sketch import Sketch

TEN = Task("classification", (1, 8, 8), tuple("0123456789"))


def chain(*kinds: str, **fields: dict[str, Any]) -> Graph:
    """A chain of these kinds, with fields by kind."""
    net = Sketch()
    x: int | None = None
    for kind in kinds:
        x = net(kind, *([] if x is None else [x]), **fields.get(kind, {}))
    return net.graph


def small() -> Graph:
    """input1 -> conv1 -> relu1 -> pool1 -> flatten1 -> fc1 -> output1, numbered 1 to 7."""
    return chain("Input", "Conv2d", "ReLU", "MaxPool2d", "Flatten", "Linear", "Output", Conv2d={"padding": 1})


def residual() -> Graph:
    """1 input1 -> 2 conv1 -> 3 conv2 -> 4 relu1 -> 5 add1 (0 from relu1, 1 from conv1) -> 6 output1."""
    net = Sketch()
    first = net("Conv2d", net("Input"), padding=1)
    last = net("ReLU", net("Conv2d", first, padding=1))
    net("Output", net("Add", last, first))
    return net.graph


def skip_network() -> Graph:
    """A normalised input, a wire that skips two blocks, and a block that is read twice."""
    net = Sketch()
    x = net("Input", shape=(2, 6, 6), mean=(0.5,), std=(0.25, 0.5))
    a = net("BatchNorm2d", net("Conv2d", x, out_channels=2, padding=1))
    b = net("Add", net("Dropout", a), x)
    c = net("Concat", b, a)
    net("Output", net("Linear", net("Flatten", c), out_features=3))
    return net.graph


def ports() -> Graph:
    """Blocks with several outputs, with classes of their own, and fed by nothing."""
    net = Sketch()
    x = net("Input", shape=(4, 8, 8))
    pool = net("MaxPool2d", x, return_indices=True)
    x = net("MaxUnpool2d", net("Conv2d", pool, out_channels=4, padding=1), (pool, 1))
    parts = net("Split", x, split_size_or_sections=(1, 3))
    parts = net("Chunk", net("GaussianNoise", (parts, 1)), chunks=3)
    x = net("Maximum", (parts, 0), (parts, 2))
    x = net("Multiply", x, net("Constant", shape=(1, 8, 8), value=0.5))
    x = net("PositionEmbedding", net("ClassToken", net("PatchEmbedding", x, embed_dim=8)))
    x = net("StochasticDepth", net("MultiheadAttention", x))
    query = net("Parameter", shape=(2, 8))
    x = net("MultiheadAttention", query, x, x, self_attention=False)
    x = net("LSTM", x, hidden_size=5, bidirectional=True, result="last")
    many = net("Split", x, split_size_or_sections=(1,) * 10)
    x = net("Concat", *[(many, index) for index in range(10)])
    net("Output", net("GaussianNoise", x, std=0.5))
    return net.graph


def several_ends() -> Graph:
    """Two inputs, two outputs of which the second counts more, and a convolution that is used twice."""
    net = Sketch()
    image, other = net("Input", shape=(2, 8, 8), name="image", mean=(0.5,)), net("Input", shape=(4,), name="other")
    x = net("ReLU", net("Conv2d", image, out_channels=4, padding=1))
    owner = net("Conv2d", x, out_channels=4, padding=1, name="shared")
    x = net("Conv2d", net("ReLU", owner), weights_of=owner, name="again")
    x = net("Add", net("Linear", net("Flatten", x), out_features=4), other)
    net("Output", net("Linear", other, out_features=2), name="aside", loss_weight=0.3)
    net("Output", net("Linear", x, out_features=5), name="scores")
    return net.graph


def with_name(graph: Graph, id: int, name: str) -> Graph:
    """The graph with another name for a block, without checks."""
    return graph.with_block(replace(graph.blocks[id], name=name))


def names_of(graph: Graph) -> list[str]:
    """Block names in topological order."""
    return [graph.blocks[id].name for id in graph.order()]


def wire_texts(graph: Graph) -> list[str]:
    """Every wire as "source > target:input", sorted."""
    return sorted(f"{graph.blocks[s.block].name} > {graph.blocks[t.block].name}:{t.index}" for t, s in graph.wires.items())


def id_of(graph: Graph, name: str) -> int:
    """The id of the block with that name."""
    return next(id for id, block in graph.blocks.items() if block.name == name)


def check(graph: Graph) -> None:
    """Assert the invariants of every graph that edits produce."""
    for target, source in graph.wires.items():
        taker, giver = graph.blocks[target.block].layer, graph.blocks[source.block].layer
        assert 0 <= source.index < len(giver.output_names)
        assert target.index >= 0
        assert taker.variadic or target.index < len(taker.input_names)
    for id, block in graph.blocks.items():
        assert block.id == id
        if block.layer.variadic:
            wired = sorted(port.index for port in graph.wires if port.block == id)
            assert wired == list(range(len(wired)))
        if block.weights_of is not None:
            owner = graph.blocks[block.weights_of]
            assert owner.weights_of is None
            assert (owner.layer, owner.formulas) == (block.layer, block.formulas)
    fed: dict[int, set[Port]] = {}
    for target, source in graph.wires.items():
        fed.setdefault(source.block, set()).add(target)
    assert {id: set(ports) for id, ports in graph.fanout.items()} == fed
    assert len(graph.order()) == len(graph.blocks)
    assert len(graph.names()) == len(graph.blocks)
    assert set(graph.positions) == set(graph.blocks)


def project(graph: Graph | None = None, task: Task | None = None) -> Project:
    """A project around a graph."""
    return Project(graph or Graph(), task=task)
