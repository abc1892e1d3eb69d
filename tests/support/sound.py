"""Random graphs: sound ones, grown a block at a time, and damaged ones that no edit would make."""

from __future__ import annotations

from hypothesis import strategies as st

from builder.analysis import analyse
from builder.common.names import free_name
from builder.edits import insert_on_wire
from builder.layers import LAYERS, Unknown, make
from builder.layers.base import ShapeError
from builder.model.graph import Block, Graph, Port
from builder.model.ids import Ids
from builder.sketch import Sketch

STEPS = (
    ("Conv2d", {"out_channels": 4, "kernel_size": 3, "padding": 1}),
    ("Conv2d", {"out_channels": 6, "kernel_size": (1, 2), "stride": 2, "bias": False}),
    ("Conv2d", {"out_channels": 3, "kernel_size": 2, "padding": "same", "padding_mode": "reflect"}),
    ("ConvTranspose2d", {"out_channels": 2, "kernel_size": 2, "stride": 2}),
    ("MaxPool2d", {"kernel_size": 2}),
    ("AvgPool2d", {"kernel_size": 2, "ceil_mode": True}),
    ("AdaptiveAvgPool2d", {"output_size": (2, 3)}),
    ("BatchNorm2d", {}),
    ("GroupNorm", {"num_groups": 1}),
    ("LayerNorm", {}),
    ("Dropout", {"p": 0.3}),
    ("ReLU", {}),
    ("PReLU", {}),
    ("GELU", {"approximate": "tanh"}),
    ("Softmax", {"dim": 1}),
    ("Upsample", {"scale_factor": 2.0}),
    ("Identity", {}),
    ("Flatten", {}),
    ("Linear", {"out_features": 5}),
    ("ZeroPad2d", {"padding": (1, 0, 2, -1)}),
    ("ReflectionPad2d", {"padding": 1}),
    ("LPPool2d", {"kernel_size": (1, 2)}),
    ("MaxPool2d", {"kernel_size": 2, "return_indices": True}),
    ("AdaptiveMaxPool2d", {"output_size": 2, "return_indices": True}),
    ("Split", {"split_size_or_sections": (1, 2)}),
    ("Chunk", {"chunks": 2, "dim": -1}),
    ("Slice", {"dim": 2, "start": 1, "step": 2}),
    ("GLU", {"dim": 1}),
    ("Permute", {"dims": (0, 3, 1, 2)}),
    ("Unsqueeze", {"dim": 1}),
    ("Squeeze", {"dim": 1}),
    ("Reshape", {"shape": (2, -1)}),
    ("PixelUnshuffle", {}),
    ("GaussianNoise", {"std": 0.5}),
    ("SquaredDistances", {"out_features": 5}),
    ("Gaussian", {"beta": 0.1}),
    ("StochasticDepth", {"p": 0.5}),
    ("InstanceNorm2d", {"affine": True}),
    ("LocalResponseNorm", {"size": 3}),
    ("RMSNorm", {}),
    ("PatchEmbedding", {"embed_dim": 4, "patch_size": 2}),
    ("ClassToken", {}),
    ("PositionEmbedding", {}),
    ("MultiheadAttention", {"num_heads": 1}),
    ("TransformerEncoderLayer", {"nhead": 1, "dim_feedforward": 3}),
    ("GRU", {"hidden_size": 3, "bidirectional": True}),
    ("LSTM", {"hidden_size": 3, "proj_size": 2, "result": "last"}),
    ("Conv1d", {"out_channels": 3, "padding": 1}),
)


@st.composite
def sound_graphs(draw: st.DrawFn) -> Graph:
    """A network without errors: chains, skip connections with joins, a normalised input."""
    shape = draw(st.sampled_from([(1, 8, 8), (3, 9, 7), (2, 12, 12)]))
    mean = draw(st.sampled_from([None, (0.5,), (0.25,) * shape[0]]))
    net = Sketch()
    ends = [net("Input", shape=shape, mean=mean, std=mean)]
    for _ in range(draw(st.integers(1, 10))):
        source = ends[-1] if draw(st.booleans()) else draw(st.sampled_from(ends))
        kind, fields = draw(st.sampled_from(STEPS))
        if _goes(net, source, kind, fields):
            ends.append(net(kind, source, **fields))
            outputs = net._graph.blocks[ends[-1]].layer.output_names
            if len(outputs) > 1 and outputs[-1] != "indices" and draw(st.booleans()):
                ends.append(net("Identity", (ends[-1], len(outputs) - 1)))
        for join in ("Add", "Concat", "Multiply", "Maximum", "Mean", "Stack") if draw(st.booleans()) else ():
            others = [end for end in ends if _joins(net, join, source, end)]
            if others:
                ends.append(net(join, source, draw(st.sampled_from(others))))
                break
    net("Output", ends[-1])
    return net.graph


def _goes(net: Sketch, source: int, kind: str, fields: dict[str, object]) -> bool:
    shape = analyse(net._graph).blocks[source].output
    try:
        return shape is not None and make(kind, **fields).outputs(shape)[0].elements < 20_000
    except ShapeError:
        return False


def _joins(net: Sketch, kind: str, one: int, other: int) -> bool:
    report = analyse(net._graph)
    return len({report.blocks[id].output for id in (one, other)}) == 1 and one != other


@st.composite
def any_graphs(draw: st.DrawFn) -> Graph:
    """Blocks of every kind with random wires: cycles, gaps, wires to missing blocks and ports."""
    kinds = draw(st.lists(st.sampled_from([*sorted(LAYERS), "Unknown"]), max_size=8))
    blocks, names = [], set[str]()
    for id, kind in enumerate(kinds, 1):
        layer = Unknown(missing="Mystery", data="{}") if kind == "Unknown" else LAYERS[kind].fresh()
        names.add(free_name("block", names))
        blocks.append(Block(id, f"block{id}", layer))
    ids = st.integers(1, len(kinds) + 1)
    ports = st.builds(Port, ids, st.integers(-1, 3))
    wires = draw(st.dictionaries(ports, st.builds(Port, ids, st.sampled_from([0, 0, 0, 0, 1])), max_size=14))
    return Graph.of(blocks, wires)


def insert_block(graph: Graph, kind: str, target: Port) -> Graph:
    """The graph with one more block on a wire."""
    return insert_on_wire(graph, Ids(max(graph.blocks) + 1), make(kind), target)


def stretches(graph: Graph) -> st.SearchStrategy[list[int]]:
    """Blocks that follow each other in the order of the network and lead to its Output."""
    live = analyse(graph).live
    order = [id for id in graph.order() if graph.blocks[id].kind not in ("Input", "Output") and id in live]
    starts = st.integers(0, max(0, len(order) - 1))
    return st.tuples(starts, st.integers(1, 5)).map(lambda pick: order[pick[0] : pick[0] + pick[1]])
