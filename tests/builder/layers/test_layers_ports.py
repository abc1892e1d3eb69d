"""Blocks with several outputs, with classes of their own, and fed by nothing: from fields to wires to source to torch."""

from __future__ import annotations

import ast
import itertools
import math
from typing import Any

import pytest
import torch
from torch import nn

from builder.analysis import analyse
from builder.edits import EditError, connect, set_fields
from builder.emit import emit
from builder.emit.compile import compile_graph, compile_source
from builder.emit.observe import observe
from builder.files.project_file import parse_project, project_text
from builder.layers import LAYERS, Shape, make
from builder.layers.base import Kind
from builder.model.graph import Graph, Port
from builder.sketch import Sketch
from tests.support.graphs import check, id_of, ports, project, wire_texts
from tests.support.torch_layers import Called


def called(kind: str, *sizes: tuple[int, ...], **fields: Any) -> Called:
    return Called(make(kind, **fields), [Shape(each) for each in sizes])


# -- ports that follow from fields -----------------------------------------------------------------------------------


def test_ports_follow_from_the_fields() -> None:
    assert len(make("Split", split_size_or_sections=(1, 2, 3)).output_names) == 3
    assert len(make("Chunk", chunks=5).output_names) == 5
    assert make("MaxPool2d").output_names == ("output",)
    assert make("MaxPool2d", return_indices=True).output_names == ("output", "indices")
    assert make("MultiheadAttention", self_attention=False).input_names == ("query", "key", "value")
    for kind in LAYERS.values():
        layer = kind.fresh()
        assert kind.flexible or (layer.input_names, layer.output_names) == (kind.inlets, kind.outlets)


def split() -> Graph:
    """1 input1 -> 2 split1 (3 ways) -> 3 add1; the third way also to 4 concat1, together with the first."""
    net = Sketch()
    parts = net("Split", net("Input", shape=(6, 4, 4)), split_size_or_sections=(2, 2, 2))
    total = net("Add", (parts, 0), (parts, 2), (parts, 1))
    net("Output", net("Concat", (parts, 2), total))
    return net.graph


def test_wires_of_outputs_that_are_gone_are_taken_away_and_joins_close_up() -> None:
    graph = set_fields(split(), [2], {"split_size_or_sections": (3, 3)})
    check(graph)
    assert wire_texts(graph) == [
        "add1 > concat1:0",
        "concat1 > output1:0",
        "input1 > split1:0",
        "split1 > add1:0",
        "split1 > add1:1",
    ]
    assert graph.wires[Port(3, 1)] == Port(2, 1)
    assert analyse(graph).ok


def test_wires_of_inputs_that_are_gone_are_taken_away() -> None:
    net = Sketch()
    x = net("Input", shape=(4, 8))
    attention = net("MultiheadAttention", x, x, x, self_attention=False)
    net("Output", attention)
    graph = set_fields(net.graph, [attention], {"self_attention": True})
    check(graph)
    assert analyse(graph).ok
    back = set_fields(graph, [attention], {"self_attention": False})
    assert [problem.code for problem in analyse(back).errors] == ["unconnected-input"]


def test_an_output_that_is_not_there_cannot_be_connected() -> None:
    graph = split()
    with pytest.raises(EditError, match="split1 has no output 4"):
        connect(graph, Port(2, 3), Port(4, 2))


def test_a_project_keeps_the_second_output() -> None:
    graph = ports()
    assert parse_project(project_text(project(graph))).graph.wires == graph.wires


# -- source ----------------------------------------------------------------------------------------------------------


def test_everything_runs_and_is_seen_as_the_analysis_says() -> None:
    graph = ports()
    report, source = analyse(graph), emit(graph)
    module = compile_source(source)()
    x = torch.rand(3, 4, 8, 8, generator=torch.Generator().manual_seed(5))
    values = observe(module, source, x, graph.blocks)
    assert set(values) == set(graph.blocks)
    for id, value in values.items():
        assert tuple(value.shape[1:]) == report.blocks[id].outputs[0].sizes
    assert set(module.state_dict()) == set(source.keys)
    assert sum(weight.numel() for weight in module.parameters()) == report.parameters
    module.eval()
    with torch.no_grad():
        torch.testing.assert_close(module(x), values[graph.of_kind("Output")[0]])
        torch.testing.assert_close(torch.fx.symbolic_trace(module)(x), module(x))


def test_a_helper_class_is_written_once_and_not_called_like_the_network() -> None:
    source = emit(ports(), "GaussianNoise")
    classes = [node.name for node in ast.parse(source.text).body if isinstance(node, ast.ClassDef)]
    assert classes == ["ClassToken", "GaussianNoise", "LearnedTensor", "PositionEmbedding", "GaussianNoiseNet"]
    assert source.class_name == "GaussianNoiseNet"
    compile_source(source)()


def test_results_are_named_and_what_nothing_reads_is_not() -> None:
    text = emit(ports()).text
    for line in (
        "x, pool1_indices = self.pool1(x)  # (N, 4, 4, 4), (N, 4, 4, 4)",
        "x = self.unpool1(x, pool1_indices)  # (N, 4, 8, 8)",
        "_, split1_2 = torch.split(x, [1, 3], dim=1)  # (N, 1, 8, 8), (N, 3, 8, 8)",
        "x, _, chunk1_3 = torch.chunk(x, 3, dim=1)",
        "split2 = torch.split(x, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1], dim=1)",
    ):
        assert f"        {line}\n" in text


def test_the_argument_comes_first_whatever_the_ids_are() -> None:
    net = Sketch()
    learned = net("Parameter", shape=(3, 4, 4), start="ones")
    x = net("Input", shape=(3, 4, 4))
    net("Output", net("Multiply", x, learned))
    assert analyse(net.graph).ok
    module = compile_graph(net.graph)
    x = torch.rand(5, 3, 4, 4)
    torch.testing.assert_close(module(x), x)
    module(x).sum().backward()
    assert module.get_parameter("param1.weight").grad is not None


def test_indices_lead_back_to_where_the_numbers_were() -> None:
    net = Sketch()
    pool = net("MaxPool2d", net("Input", shape=(1, 5, 5)), return_indices=True)
    net("Output", net("MaxUnpool2d", pool, (pool, 1), output_size=(5, 5)))
    x = torch.rand(2, 1, 5, 5)
    found = compile_graph(net.graph)(x)
    assert ((found == x) | (found == 0)).all()
    assert (found > 0).sum() == 2 * 4


def test_numbers_are_no_indices_and_say_so() -> None:
    net = Sketch()
    pool = net("MaxPool2d", net("Input", shape=(1, 8, 8)), return_indices=True)
    unpool = net("MaxUnpool2d", pool, (pool, 0))
    net("Output", unpool)
    (problem,) = analyse(net.graph).errors
    assert (problem.code, problem.block, problem.port) == ("needs-indices", unpool, 1)
    assert make("Embedding").outputs(Shape((7,), Kind.INDEX)) == (Shape((7, 64)),)


# -- what torch does not have ----------------------------------------------------------------------------------------


def test_stochastic_depth_drops_whole_samples_in_training_only() -> None:
    layer, x = called("StochasticDepth", (3, 4), p=0.25), torch.rand(400, 3, 4) + 1
    y = layer(x)
    kept = (y != 0).flatten(1)
    assert (kept.all(1) | ~kept.any(1)).all()
    assert 0.65 < kept.all(1).float().mean() < 0.85
    torch.testing.assert_close(y[kept.all(1)], x[kept.all(1)] / 0.75)
    torch.testing.assert_close(layer.eval()(x), x)


def test_gaussian_noise_is_there_in_training_only() -> None:
    layer, x = called("GaussianNoise", (50, 50), std=0.5), torch.zeros(4, 50, 50)
    assert 0.47 < layer(x).std() < 0.53
    state = torch.get_rng_state()
    assert torch.equal(layer.eval()(x), x)
    assert torch.equal(torch.get_rng_state(), state)


def test_gaussian_noise_is_there_in_training_when_the_network_was_traced_in_use() -> None:
    layer, x = called("GaussianNoise", (50, 50), std=0.5).block.eval(), torch.zeros(4, 50, 50)
    traced = torch.fx.symbolic_trace(layer)
    assert torch.equal(traced(x), x)
    noise = traced.train()(x)
    assert 0.47 < noise.std() < 0.53
    assert abs(float(noise.mean())) < 0.02
    within = [float((noise.abs() < limit * 0.5).float().mean()) for limit in (1, 2, 3)]
    assert within == pytest.approx([0.6827, 0.9545, 0.9973], abs=0.01)  # the shares of a normal distribution
    assert traced.eval()(x).isfinite().all()


def test_waves_tell_places_apart_as_in_the_paper() -> None:
    y = called("SinusoidalPositions", (6, 5), base=100.0)(torch.zeros(2, 6, 5))[1]
    for place, column in itertools.product(range(6), range(5)):
        angle = place / 100.0 ** (2 * (column // 2) / 5)
        assert float(y[place, column]) == pytest.approx(math.cos(angle) if column % 2 else math.sin(angle), abs=1e-5)


def test_joins_calculate_what_they_say() -> None:
    a, b, c = torch.rand(3, 2, 4, 5)
    sizes = ((4, 5),) * 3
    torch.testing.assert_close(called("Mean", *sizes)(a, b, c), torch.stack([a, b, c]).mean(0))
    torch.testing.assert_close(called("Maximum", *sizes)(a, b, c), torch.stack([a, b, c]).amax(0))
    torch.testing.assert_close(called("Multiply", *sizes)(a, b, c), a * b * c)
    torch.testing.assert_close(called("Subtract", *sizes[:2])(a, b), a - b)
    torch.testing.assert_close(called("MatMul", (4, 5), (5, 4))(a, b.mT), torch.bmm(a, b.mT))


def test_crop_keeps_the_middle_and_slice_a_stretch() -> None:
    x = torch.arange(36.0).reshape(1, 1, 6, 6)
    assert torch.equal(called("CenterCrop", (1, 6, 6), size=2)(x), x[:, :, 2:4, 2:4])
    assert torch.equal(called("CenterCrop", (1, 6, 6), size=(6, 3))(x), x[:, :, :, 1:4])
    assert torch.equal(called("Slice", (1, 6, 6), dim=-1, start=-3, end=None, step=2)(x), x[..., 3::2])


def test_class_token_stands_in_front_and_positions_are_added() -> None:
    x = torch.rand(2, 3, 4)
    token = called("ClassToken", (3, 4))
    y = token(x)
    assert torch.equal(y[:, 1:], x)
    assert torch.equal(y[0, 0], y[1, 0])
    positions = called("PositionEmbedding", (3, 4), std=0.0)
    assert torch.equal(positions(x), x)


@pytest.mark.parametrize("kind", ["RNN", "GRU", "LSTM"])
@pytest.mark.parametrize("both", [False, True])
def test_last_is_the_memory_of_the_last_layer(kind: str, both: bool) -> None:
    x = torch.rand(3, 5, 4)
    layer = called(kind, (5, 4), hidden_size=6, num_layers=2, bidirectional=both, result="last")
    block = layer.block
    assert isinstance(block, nn.RNNBase)
    memory = block(x)[1]
    memory = memory[0] if kind == "LSTM" else memory
    expected = torch.cat([memory[-2], memory[-1]], dim=1) if both else memory[-1]
    torch.testing.assert_close(layer(x), expected)


def test_patches_are_rows_from_left_to_right() -> None:
    layer = called("PatchEmbedding", (1, 4, 6), embed_dim=1, patch_size=2, bias=False)
    with torch.no_grad():
        next(layer.block.parameters()).fill_(1)
    x = torch.arange(24.0).reshape(1, 1, 4, 6)
    sums = nn.functional.avg_pool2d(x, 2) * 4
    torch.testing.assert_close(layer(x), sums.reshape(1, 6, 1))


# -- words -----------------------------------------------------------------------------------------------------------


def test_ids_of_outputs_are_words_for_names() -> None:
    for kind in LAYERS.values():
        for name in (*kind.fresh().output_names, *kind.fresh().input_names):
            assert f"a_{name}".isidentifier()
    assert id_of(ports(), "split1")
