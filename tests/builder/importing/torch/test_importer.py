"""From a module of torch to a graph: networks in other people's styles, functions, names, and odd modules."""

from collections.abc import Callable

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor, nn

import builder
from builder.analysis import analyse
from builder.emit.compile import compile_graph
from builder.groups.expansion import expand
from builder.importing import import_module
from builder.model.graph import Graph, Port
from builder.sketch import Sketch
from tests.support.importable import STYLES
from tests.support.imported import Calls, difference, fed_by, network, settle
from tests.support.lanes import some

# -- other people's styles ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("style", some(STYLES, 3))
def test_networks_in_other_styles(style: str) -> None:
    make_it, shape = STYLES[style]
    torch.manual_seed(0)
    module = settle(make_it())
    imported = import_module(module, shape)
    assert difference(module, imported, shape) < 1e-6
    totals = analyse(imported.graph)
    assert totals.ok
    assert totals.parameters == sum(weight.numel() for weight in module.parameters())
    again = import_module(settle(compile_graph(imported.graph)), shape)
    assert network(again.graph) == network(imported.graph)


def kinds(module: nn.Module, shape: tuple[int, ...]) -> list[str]:
    """The kinds between Input and Output, in order."""
    graph = expand(import_module(module, shape).graph).graph
    return [graph.blocks[id].kind for id in graph.order() if graph.blocks[id].kind not in ("Input", "Output")]


def test_names_follow_the_paths() -> None:
    make_it, shape = STYLES["resnet"]
    names = expand(import_module(make_it(), shape).graph).graph.names()
    assert {"conv1", "layer1_0_conv1", "layer2_0_downsample_0", "layer2_1_bn2", "layer1_0_relu", "layer1_0_add1", "fc"} <= names


def test_numbers_in_a_sequential_do_not_become_names() -> None:
    names = import_module(nn.Sequential(nn.Conv2d(1, 2, 3), nn.Sequential(nn.ReLU()), nn.Flatten()), (1, 5, 5)).graph.names()
    assert names == {"input1", "conv1", "relu1", "flatten1", "output1"}


def test_pixels_are_normalised_in_the_input() -> None:
    for normalise in (lambda x: (x - 0.5) / 0.25, lambda x: x * 4 - 2, lambda x: -2 + 4 * x, lambda x: x.sub(0.5).mul(4)):
        block = import_module(Calls(lambda x, n=normalise: F.relu(n(x))), (1, 4, 4)).graph
        layer = block.blocks[block.of_kind("Input")[0]].layer
        assert (layer.mean, layer.std) == ((0.5,), (0.25,))


FORMS = [
    (lambda x: x.relu(), ["ReLU"]),
    (lambda x: F.relu6(x), ["ReLU6"]),
    (lambda x: x.clamp(0, 6), ["Hardtanh"]),
    (lambda x: F.gelu(x, approximate="tanh"), ["GELU"]),
    (lambda x: F.softmax(x, 1), ["Softmax"]),
    (lambda x: x.softmax(dim=-1), ["Softmax"]),
    (lambda x: F.max_pool2d(x, 3, 2, 1), ["MaxPool2d"]),
    (lambda x: F.max_pool2d(x, 2, ceil_mode=True), ["MaxPool2d"]),
    (lambda x: F.avg_pool2d(x, kernel_size=2, count_include_pad=False), ["AvgPool2d"]),
    (lambda x: F.adaptive_max_pool2d(x, (2, None)), ["AdaptiveMaxPool2d"]),
    (lambda x: F.local_response_norm(x, 3), ["LocalResponseNorm"]),
    (lambda x: F.layer_norm(x, x.shape[1:]), ["LayerNorm"]),
    (lambda x: F.pad(x, (1, 2, 0, 0), mode="reflect"), ["ReflectionPad2d"]),
    (lambda x: F.pad(x, (1, 1, 0, 2), value=0.5), ["ConstantPad2d"]),
    (lambda x: F.interpolate(x, scale_factor=2, mode="bicubic"), ["Upsample"]),
    (lambda x: F.pixel_shuffle(x, 2), ["PixelShuffle"]),
    (lambda x: x.mean((2, 3)), ["AdaptiveAvgPool2d", "Flatten"]),
    (lambda x: x.mean((-1, -2), keepdim=True), ["AdaptiveAvgPool2d"]),
    (lambda x: x.mean(3).mean(2), ["AdaptiveAvgPool2d", "Squeeze", "AdaptiveAvgPool1d", "Flatten"]),
    (lambda x: x.amax(dim=(2, 3)), ["AdaptiveMaxPool2d", "Flatten"]),
    (lambda x: x.flatten(2).transpose(1, 2), ["Flatten", "Permute"]),
    (lambda x: x.reshape(x.size(0), -1), ["Flatten"]),
    (lambda x: x.view(x.shape[0], 2, -1), ["Reshape"]),
    (lambda x: x.unsqueeze(1).squeeze(1), ["Unsqueeze", "Squeeze"]),
    (lambda x: x[:, 0], ["Slice", "Squeeze"]),
    (lambda x: x[..., 1:-1], ["Slice"]),
    (lambda x: x[:, :, 1:-1, 2:-2], ["CenterCrop"]),
    (lambda x: x[:, None, :2], ["Unsqueeze", "Slice"]),
    (lambda x: torch.stack(x.unbind(1)[:2], 1), ["Slice", "Squeeze", "Slice", "Squeeze", "Stack"]),
    (lambda x: sum([x.relu(), x.tanh(), x.sigmoid()]), ["ReLU", "Tanh", "Sigmoid", "Add"]),
    (lambda x: torch.cat(torch.tensor_split(x, 3, dim=1)[::-1], 1), ["Split", "Concat"]),
    (lambda x: x @ x.transpose(2, 3), ["Permute", "MatMul"]),
    (lambda x: torch.maximum(x, 1 - x), ["Constant", "Subtract", "Maximum"]),
    (lambda x: (x + F.relu(x) + x.tanh()) / 3, ["ReLU", "Tanh", "Mean"]),
    (lambda x: F.channel_shuffle(x, 2), ["Reshape", "Permute", "Reshape"]),
    (lambda x: x.contiguous().float().to(torch.float32).tanh(), ["Tanh"]),
]


@pytest.mark.parametrize(("function", "expected"), some(FORMS, 20))
def test_functions_and_methods(function: Callable[[Tensor], Tensor], expected: list[str]) -> None:
    torch.manual_seed(0)
    module = nn.Sequential(nn.Identity(), Calls(function))
    assert sorted(kinds(module, (4, 6, 6))) == sorted(["Identity", *expected])


# -- what is easily got wrong ------------------------------------------------------------------------------------


def test_in_place_changes_reach_whoever_reads_later() -> None:
    class Shortcut(nn.Module):
        def __init__(self):
            super().__init__()
            self.relu = nn.ReLU(inplace=True)

        def forward(self, x):
            x = x - 0.5
            y = self.relu(x)
            return x + y.tanh()

    imported = import_module(Shortcut(), (1, 3, 3))
    relu = next(id for id, block in imported.graph.blocks.items() if block.kind == "ReLU")
    add = imported.graph.of_kind("Add")[0]
    assert imported.graph.sources(add)[0] == Port(relu)


def test_layers_that_only_work_in_training_are_kept() -> None:
    net = Sketch()
    x = net("Input", shape=(2, 4, 4))
    x = net("GaussianNoise", x, std=0.3)
    x = net("StochasticDepth", net("Dropout2d", x, p=0.2), p=0.4)
    net("Output", x)
    imported = import_module(compile_graph(net.graph), (2, 4, 4))
    assert network(imported.graph) == network(net.graph)


def test_auxiliary_heads_are_results_of_their_own() -> None:
    class Aux(nn.Module):
        def __init__(self):
            super().__init__()
            self.body, self.aux, self.head = nn.Linear(4, 4), nn.Linear(4, 2), nn.Linear(4, 2)

        def forward(self, x):
            x = self.body(x)
            return (self.head(x), self.aux(x)) if self.training else self.head(x)

    imported = import_module(Aux(), (4,))
    assert [str(note) for note in imported.notes] == [
        "In use it gives only the first of its 2 results; the others are there for training."
    ]
    assert fed_by(imported.graph) == ["head", "aux"]
    assert {"body.weight", "head.weight", "aux.weight"} < set(imported.state)


def test_weights_without_use_are_left_out_and_named() -> None:
    class Idle(nn.Module):
        def __init__(self):
            super().__init__()
            self.body, self.spare = nn.Linear(4, 4), nn.Linear(4, 2)

        def forward(self, x):
            return self.body(x)

    imported = import_module(Idle(), (4,))
    assert tuple(map(str, imported.notes)) == ("Weights that its forward does not use are left out: spare.weight, spare.bias.",)
    assert set(imported.state) == {"body.weight", "body.bias"}


class Meeting(nn.Module):
    """Two inputs and three results, one of them by name."""

    def __init__(self):
        super().__init__()
        self.left, self.right = nn.Linear(4, 3), nn.Linear(2, 3)

    def forward(self, picture, words, weight=None):
        both = self.left(picture) + self.right(words)
        return {"main": both, "aside": (both.tanh(), None), "rest": words}


def test_several_inputs_and_results() -> None:
    module = Meeting()
    imported = import_module(module, [(4,), (2,)])
    graph = imported.graph
    assert [(graph.blocks[id].name, graph.blocks[id].layer.shape) for id in graph.of_kind("Input")] == [
        ("picture", (4,)),
        ("words", (2,)),
    ]
    assert fed_by(graph) == ["add1", "tanh1", "words"]
    assert [graph.blocks[id].name for id in graph.of_kind("Output")] == ["main", "aside", "rest"]
    again = compile_graph(graph)
    again.load_state_dict(dict(imported.state))
    picture, words = torch.rand(3, 4), torch.rand(3, 2)
    expected = module(picture, words)
    found = again(picture, words)
    assert all(map(torch.equal, found, (expected["main"], expected["aside"][0], expected["rest"])))
    assert network(import_module(again, [(4,), (2,)]).graph) == network(graph)


def test_whole_numbers_that_stand_for_things() -> None:
    module = nn.Sequential(nn.Embedding(10, 4), nn.Flatten(), nn.Linear(12, 2))
    graph = import_module(module, (3,)).graph
    assert graph.blocks[graph.of_kind("Input")[0]].layer.holds == "indices"


class Twice(nn.Module):
    """Calls one module twice, and another that holds the same tensors."""

    def __init__(self):
        super().__init__()
        self.conv, self.other = nn.Conv2d(2, 2, 3, padding=1), nn.Conv2d(2, 2, 3, padding=1)
        self.other.weight, self.other.bias = self.conv.weight, self.conv.bias

    def forward(self, x):
        return self.other(self.conv(self.conv(x).relu()))


def test_modules_that_are_called_twice_share_their_weights() -> None:
    module = Twice()
    imported = import_module(module, (2, 4, 4))
    convs = {imported.graph.blocks[id].name: imported.graph.blocks[id] for id in imported.graph.of_kind("Conv2d")}
    owner = convs["conv"].id
    assert {name: block.weights_of for name, block in convs.items()} == {"conv": None, "conv_2": owner, "other": owner}
    assert set(imported.state) == {"conv.weight", "conv.bias"}
    assert difference(module, imported, (2, 4, 4)) < 1e-6
    assert analyse(imported.graph).parameters == 38
    again = import_module(compile_graph(imported.graph), (2, 4, 4)).graph
    assert sorted(block.weights_of is None for block in again.blocks.values() if block.kind == "Conv2d") == [False, False, True]


def test_a_subclass_of_a_layer_is_that_layer() -> None:
    class AutoPad(nn.Conv2d):
        def __init__(self, inside, outside, size):
            super().__init__(inside, outside, size, padding=size // 2)

    assert kinds(nn.Sequential(AutoPad(1, 2, 3), nn.UpsamplingNearest2d(scale_factor=2)), (1, 4, 4)) == ["Conv2d", "Upsample"]


def test_the_module_stays_as_it_was() -> None:
    make_it, shape = STYLES["resnet"]
    module = make_it()
    module.layer1.eval()
    before = {key: value.clone() for key, value in module.state_dict().items()}
    modes = [part.training for part in module.modules()]
    generator = torch.get_rng_state()
    import_module(module, shape, check=False)
    assert torch.equal(generator, torch.get_rng_state())
    assert [part.training for part in module.modules()] == modes
    assert all(torch.equal(before[key], value) for key, value in module.state_dict().items())


class Ways(nn.Module):
    """Ways and loops that follow from shapes alone, and arguments with names: torch.export settles them."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3)
        self.rows = nn.ModuleList([nn.Conv2d(4, 4, 1) for _ in range(2)])
        self.drop = nn.Dropout(0.3)
        self.fc = nn.Linear(4, 2)

    def forward(self, x, *, flag=True):
        batch, *rest = x.shape
        x = self.conv(x) if rest[0] > 2 and flag else x
        for place, row in enumerate(self.rows):
            x = row(x) if place % 2 else x + row(x)
        x = self.drop(F.dropout(input=F.relu(x), p=0.2, training=self.training))
        return self.fc(x.mean((2, 3)).view(batch, -1))


def test_ways_that_follow_from_shapes_are_taken() -> None:
    module = Ways()
    imported = import_module(settle(module), (3, 6, 6))
    assert imported.notes == ()
    found = [imported.graph.blocks[id].name for id in imported.graph.order()]
    assert found[:-2] == ["input1", "conv", "rows_0", "add1", "rows_1", "relu1", "drop1", "drop", "pool1", "flatten1"]
    assert difference(module, imported, (3, 6, 6)) < 1e-6


def test_what_was_imported_is_a_graph_like_any_other() -> None:
    """From the front door: a plain module of torch, analysed and compiled again with its weights."""
    module = nn.Sequential(nn.Conv2d(1, 4, 3), nn.ReLU(), nn.Flatten(), nn.Linear(4 * 36, 3)).eval()
    graph = builder.import_module(module, (1, 8, 8))
    assert isinstance(graph, Graph)
    report = builder.analyse(graph)
    assert report.ok
    assert report.parameters == sum(weights.numel() for weights in module.parameters())
    again = builder.compile_graph(graph).eval()
    again.load_state_dict(graph.state)
    x = torch.rand(2, 1, 8, 8)
    assert torch.equal(again(x), module(x))
