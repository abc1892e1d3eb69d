"""Files of ONNX that torch itself wrote come back as the networks they were made of, weights and all."""

import subprocess
import sys
from pathlib import Path

import pytest
import torch
from torch import nn

from builder import compile_graph, zoo
from builder.importing.common.trace import ImportFailed
from builder.importing.onnx.importer import ImportedOnnx, read_onnx
from builder.model.graph import Graph
from builder.sketch import Sketch
from tests.support.lanes import some
from tests.support.onnx_files import export
from tests.support.onnx_networks import NETWORKS, build_network

ROOT = Path(__file__).parents[4]
MODES = {"eval": False, "training": True}


def compiled(drawn: ImportedOnnx) -> nn.Module:
    """The drawn network with the weights of the file."""
    module = compile_graph(drawn.graph)
    module.load_state_dict({key: torch.from_numpy(array.copy()) for key, array in drawn.weights.items()})
    return module.eval()


def difference(module: nn.Module, drawn: ImportedOnnx, shape: tuple[int, ...]) -> float:
    """How far the answers of both lie apart, measured by the largest."""
    x = torch.rand(3, *shape, generator=torch.Generator().manual_seed(2))
    with torch.no_grad():
        expected, found = module.eval()(x), compiled(drawn)(x)
    assert expected.shape == found.shape
    return float((expected - found).abs().max() / expected.abs().max().clamp(min=1))


def kinds(graph: Graph) -> list[str]:
    return [graph.blocks[id].kind for id in graph.order()]


def names(graph: Graph) -> list[str]:
    return [graph.blocks[id].name for id in graph.order()]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", some(NETWORKS, 5))
def test_a_network_comes_back(tmp_path: Path, name: str, mode: str) -> None:
    module, shape = build_network(name)
    drawn = read_onnx(export(module, shape, tmp_path / "net.onnx", training=MODES[mode], batch=2))
    assert difference(module, drawn, shape) < 1e-5


@pytest.mark.parametrize("name", some(NETWORKS, 5))
def test_the_size_of_a_batch_may_be_open(tmp_path: Path, name: str) -> None:
    module, shape = build_network(name)
    path = export(module, shape, tmp_path / "net.onnx", dynamic_axes={"image": {0: "n"}, "scores": {0: "n"}})
    assert difference(module, read_onnx(path), shape) < 1e-5


@pytest.mark.parametrize("opset", some([9, 11, 13, 17], 1))
def test_older_operators_are_known(tmp_path: Path, opset: int) -> None:
    for name in ("lenet", "resnet", "squeezenet", "mobilenet"):
        module, shape = build_network(name)
        drawn = read_onnx(export(module, shape, tmp_path / "net.onnx", opset_version=opset))
        assert difference(module, drawn, shape) < 1e-5


@pytest.mark.parametrize("network", some(["lenet5", "lenet5_1998", "resnet20_cifar", "nin", "vgg8_cifar"], 1))
def test_the_zoo_comes_back(tmp_path: Path, network: str) -> None:
    graph = zoo.build(network)
    module = compile_graph(graph)
    shape = graph.blocks[graph.of_kind("Input")[0]].layer.shape
    drawn = read_onnx(export(module, shape, tmp_path / "net.onnx", training=True))
    assert difference(module, drawn, shape) < 1e-5
    assert sum(value.numel() for value in compile_graph(drawn.graph).parameters()) == sum(
        value.numel() for value in module.parameters()
    )


def test_blocks_are_named_after_their_modules(tmp_path: Path) -> None:
    module, shape = build_network("resnet")
    drawn = read_onnx(export(module, shape, tmp_path / "net.onnx", training=True))
    found = names(drawn.graph)
    assert found[:8] == ["image", "conv1", "bn1", "relu", "maxpool", "layer1_0_conv1", "layer1_0_bn1", "layer1_0_relu"]
    assert "layer2_0_downsample_0" in found
    assert found[-4:] == ["avgpool", "flatten1", "fc", "scores"]
    assert all(set(key.split(".")[:-1]) & set(found) for key in drawn.weights)


def test_an_exporter_folds_batch_norms_into_convolutions(tmp_path: Path) -> None:
    module, shape = build_network("vgg")
    drawn = read_onnx(export(module, shape, tmp_path / "net.onnx"))
    assert "BatchNorm2d" not in kinds(drawn.graph)
    assert all(drawn.graph.blocks[id].layer.bias for id in drawn.graph.of_kind("Conv2d"))
    assert kinds(read_onnx(export(module, shape, tmp_path / "net.onnx", training=True)).graph).count("BatchNorm2d") == 3


def test_activations_are_known_however_they_are_spelled(tmp_path: Path) -> None:
    module, shape = build_network("activations")
    drawn = read_onnx(export(module, shape, tmp_path / "net.onnx"))
    expected = [type(act).__name__ for act in list(module.acts)[1::2]]
    assert [kind for kind in kinds(drawn.graph) if kind not in ("Input", "Conv2d", "Flatten", "Output")] == expected


def test_what_is_more_than_one_node_becomes_one_block(tmp_path: Path) -> None:
    module, shape = build_network("upscaled")
    drawn = read_onnx(export(module, shape, tmp_path / "net.onnx"))
    layer = drawn.graph.blocks[drawn.graph.of_kind("LocalResponseNorm")[0]].layer
    assert (layer.size, layer.alpha, layer.beta, layer.k) == (3, 2e-4, 0.7, 2.0)
    assert "AvgPool3d" not in kinds(drawn.graph)
    module, shape = build_network("normed")
    drawn = read_onnx(export(module, shape, tmp_path / "net.onnx"))
    assert "GroupNorm" in kinds(drawn.graph)
    assert "Parameter" not in kinds(drawn.graph)


@pytest.mark.parametrize("mode", MODES)
def test_distances_to_centres_are_one_block_and_their_bell_another(tmp_path: Path, mode: str) -> None:
    net = Sketch()
    x = net("SquaredDistances", net("Flatten", net("Input", shape=(1, 4, 4))), out_features=5)
    net("Output", net("Linear", net("Gaussian", x, beta=0.3), out_features=2))
    module = compile_graph(net.graph)
    drawn = read_onnx(export(module, (1, 4, 4), tmp_path / "net.onnx", training=MODES[mode]))
    assert kinds(drawn.graph) == ["Input", "Flatten", "SquaredDistances", "Gaussian", "Linear", "Output"]
    assert drawn.graph.blocks[drawn.graph.of_kind("Gaussian")[0]].layer.beta == 0.3
    assert "layers_distances1" in names(drawn.graph)
    assert difference(module, drawn, (1, 4, 4)) < 1e-6


class LongWay(nn.Module):
    """A squared length that is no part of a distance to centres."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x.square().sum(-1, keepdim=True) + 1


def test_a_sum_of_squares_alone_has_no_block(tmp_path: Path) -> None:
    with pytest.raises(ImportFailed, match="ReduceSum has no block that could stand for it"):
        read_onnx(export(LongWay(), (4,), tmp_path / "net.onnx"))


def test_a_gate_over_whole_samples_is_stochastic_depth(tmp_path: Path) -> None:
    module, shape = build_network("resnet")
    drawn = read_onnx(export(module, shape, tmp_path / "net.onnx", training=True, batch=2))
    found = names(drawn.graph)
    assert [drawn.graph.blocks[id].layer.p for id in drawn.graph.of_kind("StochasticDepth")] == [0.25] * 4
    assert not {"Dropout", "Constant", "Multiply"} & set(kinds(drawn.graph))
    assert len(set(found)) == len(found)


def test_the_normalising_of_pixels_goes_into_the_input(tmp_path: Path) -> None:
    module, shape = build_network("gated")
    drawn = read_onnx(export(module, shape, tmp_path / "net.onnx"))
    layer = drawn.graph.blocks[drawn.graph.of_kind("Input")[0]].layer
    assert (layer.mean, layer.std) == ((0.5,), (0.25,))
    assert kinds(drawn.graph).count("SiLU") == 1
    assert any("scale became learned numbers" in str(note) for note in drawn.notes)


class Again(torch.nn.Module):
    """A module that is called twice, a weight that two modules hold, and two modules that only begin alike."""

    def __init__(self):
        super().__init__()
        self.conv = torch.nn.Conv2d(3, 3, 3, padding=1)
        self.one, self.other = torch.nn.Linear(3, 3), torch.nn.Linear(3, 3)
        self.other.weight = self.one.weight
        self.norm1, self.norm2 = torch.nn.LayerNorm(3), torch.nn.LayerNorm(3)

    def forward(self, x):
        x = self.conv(torch.relu(self.conv(x))).mean((2, 3))
        return self.norm2(self.other(self.norm1(self.one(x))))


@pytest.mark.parametrize("mode", MODES)
def test_weights_that_are_used_again(tmp_path: Path, mode: str) -> None:
    torch.manual_seed(0)
    module = Again()
    drawn = read_onnx(export(module, (3, 8, 8), tmp_path / "net.onnx", training=MODES[mode]))
    assert difference(module, drawn, (3, 8, 8)) < 1e-5
    shared = {block.name: block.weights_of for block in drawn.graph.blocks.values() if block.weights_of}
    assert shared == {"conv_1": next(id for id, block in drawn.graph.blocks.items() if block.name == "conv")}
    notes = [str(note) for note in drawn.notes]
    assert "one.weight is used in several places; here each has a copy of its own, and learns by itself." in notes
    assert not any("norm" in note for note in notes)


def test_what_works_on_the_batch_is_refused(tmp_path: Path) -> None:
    class Mixing(torch.nn.Module):
        def forward(self, x):
            return x.reshape(-1, 4)

    path = export(Mixing(), (3, 4), tmp_path / "net.onnx", batch=2)
    with pytest.raises(ImportFailed, match=r"net.onnx cannot be drawn. Reshape mixes the samples .* \(in the node /Reshape\)."):
        read_onnx(path)


@pytest.mark.slow
def test_reading_needs_neither_torch_nor_onnx(tmp_path: Path) -> None:
    module, shape = build_network("lenet")
    path = export(module, shape, tmp_path / "net.onnx")
    code = f"""
import sys
from builder.importing.onnx.importer import read_onnx
assert len(read_onnx({str(path)!r}).graph.blocks) == 14
assert not {{"torch", "onnx", "google"}} & set(sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
