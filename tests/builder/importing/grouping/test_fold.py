"""Modules inside of modules become groups: one definition for what is built alike, with fields and formulas found again."""

from pathlib import Path

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from builder.analysis import analyse
from builder.block_library import ready_made
from builder.common.names import name_problem
from builder.emit.compile import compile_graph
from builder.files.project_file import load_project, save_project
from builder.groups.group import Group
from builder.importing import ImportedGraph, import_module
from builder.model.project import Project
from tests.builder.block_library.test_block_library import alone
from tests.support.importable import STYLES
from tests.support.imported import difference, layers, network, rows, settle
from tests.support.lanes import some


class ConvNorm(nn.Sequential):
    """A convolution and its normalisation."""

    def __init__(self, inside, outside, size=3, *, step=1):
        super().__init__(nn.Conv2d(inside, outside, size, step, size // 2, bias=False), nn.BatchNorm2d(outside))


def pointwise(inside: int, outside: int) -> nn.Module:
    return nn.Conv2d(inside, outside, kernel_size=1, bias=False)


class Narrow(nn.Module):
    """Wide, narrow, wide."""

    factor = 4

    def __init__(self, inside, width, slope=0.1):
        super().__init__()
        hidden = width * 2
        self.reduce = pointwise(inside, width)
        self.norm = ConvNorm(width, hidden, step=1)
        self.grow = nn.Conv2d(hidden, hidden * 2, 1)
        self.act = nn.LeakyReLU(slope)
        self.skip = nn.Identity() if inside == hidden * 2 else pointwise(inside, hidden * 2)

    def forward(self, x):
        return self.act(self.grow(self.norm(self.reduce(x))) + self.skip(x))


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = ConvNorm(3, 8, 5, step=2)
        self.first = Narrow(8, 2)
        self.second = Narrow(8, 4, slope=0.2)
        self.third = Narrow(16, 3)
        self.head = nn.Linear(12, 5)

    def forward(self, image):
        x = self.third(self.second(self.first(self.stem(image))))
        return self.head(x.mean((2, 3)))


@pytest.fixture(scope="module")
def net() -> tuple[nn.Module, ImportedGraph]:
    torch.manual_seed(0)
    module = settle(Net())
    return module, import_module(module, (3, 16, 16))


def test_classes_become_definitions_with_the_fields_of_their_constructors(net: tuple[nn.Module, ImportedGraph]) -> None:
    found = rows(net[1].graph)
    assert found["ConvNorm"] == (
        {"outside": 8, "size": 3, "step": 1},
        {"conv1.out_channels": "outside", "conv1.kernel_size": "size", "conv1.stride": "step", "conv1.padding": "size // 2"},
    )
    fields, formulas = found["Narrow"]
    assert fields == {"width": 2, "slope": 0.1}
    assert formulas == {
        "reduce.out_channels": "width",
        "norm.outside": "width * 2",
        "grow.out_channels": "width * 2 * 2",
        "act.negative_slope": "slope",
    }
    assert found["Narrow2"][0] == {"width": 4, "slope": 0.1}
    assert found["Narrow2"][1]["skip.out_channels"] == "width * 2 * 2"


def test_every_call_has_its_own_values(net: tuple[nn.Module, ImportedGraph]) -> None:
    assert layers(net[1].graph) == {
        "stem": {"outside": 8, "size": 5, "step": 2, "repeat": 1},
        "first": {"width": 2, "slope": 0.1, "repeat": 1},
        "second": {"width": 4, "slope": 0.2, "repeat": 1},
        "third": {"width": 3, "slope": 0.1, "repeat": 1},
    }


def test_it_computes_what_the_module_computes(net: tuple[nn.Module, ImportedGraph]) -> None:
    module, imported = net
    assert difference(module, imported, (3, 16, 16)) < 1e-6
    assert analyse(imported.graph).parameters == sum(weight.numel() for weight in module.parameters())
    assert len(imported.held) == len(module.state_dict())
    assert not analyse(imported.graph).problems


def test_definitions_say_what_the_class_says(net: tuple[nn.Module, ImportedGraph]) -> None:
    assert net[1].graph.definitions["Narrow"].doc == "Wide, narrow, wide."
    assert net[1].graph.definitions["ConvNorm"].doc == "A convolution and its normalisation."


def test_it_is_saved_and_read(net: tuple[nn.Module, ImportedGraph], tmp_path: Path) -> None:
    graph = net[1].graph
    path = tmp_path / "net.convas"
    save_project(Project(graph), path)
    assert load_project(path).graph == graph


@pytest.mark.parametrize("style", some(["resnet", "densenet", "mobilenet", "unet", "shufflenet"], 2))
def test_groups_of_other_styles_hold_every_weight(style: str) -> None:
    make_it, shape = STYLES[style]
    module = make_it()
    imported = import_module(module, shape, check=False)
    groups = layers(imported.graph)
    assert groups
    assert len({tensor.data_ptr() for tensor in imported.held.values()}) == len(module.state_dict())
    assert all(name_problem(name) is None for name in imported.graph.names())
    for definition in imported.graph.definitions.values():
        assert definition.validate() is definition


def test_a_row_of_equal_modules_is_one_block_that_repeats() -> None:
    make_it, shape = STYLES["resnet"]
    graph = import_module(make_it(), shape, check=False).graph
    assert layers(graph) == {
        "layer1": {"planes": 8, "stride": 1, "repeat": 2},
        "layer2_0": {"planes": 16, "stride": 2, "repeat": 1},
        "layer2_1": {"planes": 16, "stride": 1, "repeat": 1},
    }


class Loop(nn.Module):
    """A loop over a list, and a list whose results are all kept."""

    def __init__(self):
        super().__init__()
        self.rows = nn.ModuleList([ConvNorm(4, 4) for _ in range(3)])
        self.kept = nn.ModuleList([ConvNorm(4, 4) for _ in range(3)])

    def forward(self, x):
        for row in self.rows:
            x = row(x)
        results = []
        for each in self.kept:
            x = each(x)
            results.append(x)
        return torch.cat(results, 1)


def test_loops_repeat_only_what_is_read_nowhere_else() -> None:
    module = Loop()
    imported = import_module(module, (4, 5, 5))
    assert {name: values["repeat"] for name, values in layers(imported.graph).items()} == {
        "rows": 3,
        "kept_0": 1,
        "kept_1": 1,
        "kept_2": 1,
    }
    assert difference(settle(module), imported, (4, 5, 5)) < 1e-6


class Siamese(nn.Module):
    """One module for two pictures."""

    def __init__(self):
        super().__init__()
        self.body = ConvNorm(3, 4)

    def forward(self, left, right):
        return self.body(left), self.body(right)


def test_a_module_that_is_called_twice_is_a_group_that_shares_its_weights() -> None:
    module = Siamese()
    imported = import_module(module, [(3, 6, 6), (3, 8, 8)])
    graph = imported.graph
    blocks = {block.name: block for block in graph.blocks.values()}
    assert blocks["body"].weights_of is None
    assert blocks["body_2"].weights_of == blocks["body"].id
    assert blocks["body_2"].layer == blocks["body"].layer
    assert analyse(graph).parameters == sum(weight.numel() for weight in module.parameters())


class Scaled(nn.Module):
    """Holds a parameter itself and uses it twice."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 3, 1)
        self.scale = nn.Parameter(torch.rand(3, 1, 1))

    def forward(self, x):
        return (self.conv(x) * self.scale).relu() * self.scale


class Again(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = Scaled()

    def forward(self, x):
        return self.body(self.body(x)).flatten(1)


def test_a_parameter_that_is_read_in_two_calls_is_shared_by_the_groups() -> None:
    module = Again()
    imported = import_module(module, (3, 4, 4))
    blocks = {block.name: block for block in imported.graph.blocks.values()}
    assert blocks["body_2"].weights_of == blocks["body"].id
    assert analyse(imported.graph).parameters == sum(weight.numel() for weight in module.parameters())
    assert difference(module, imported, (3, 4, 4)) < 1e-6


class Inner(nn.Module):
    def __init__(self, shared):
        super().__init__()
        self.conv = shared
        self.act = nn.ReLU()

    def forward(self, x):
        return self.act(self.conv(x))


class Lent(nn.Module):
    """Two modules hold one convolution: blocks of different groups cannot share, so there are no groups."""

    def __init__(self):
        super().__init__()
        conv = nn.Conv2d(3, 3, 3, padding=1)
        self.one, self.two = Inner(conv), Inner(conv)

    def forward(self, x):
        return self.two(self.one(x))


def test_modules_that_lend_each_other_layers_are_no_groups() -> None:
    module = Lent()
    imported = import_module(module, (3, 6, 6))
    assert not imported.graph.definitions
    assert sum(block.weights_of is not None for block in imported.graph.blocks.values()) == 1
    assert difference(module, imported, (3, 6, 6)) < 1e-6


class Pair(nn.Module):
    """Takes two and gives two, by name."""

    def __init__(self, width, heads):
        super().__init__()
        self.left, self.right = nn.Linear(4, width), nn.Linear(4, width * heads)

    def forward(self, low, high):
        return {"small": F.relu(self.left(high)), "large": self.right(low)}


class Paired(nn.Module):
    def __init__(self):
        super().__init__()
        self.pair = Pair(3, 2)

    def forward(self, x):
        found = self.pair(low=x.tanh(), high=x)
        return found["large"], found["small"]


def test_connectors_are_called_as_in_the_code() -> None:
    graph = import_module(Paired(), (4,)).graph
    layer = next(block.layer for block in graph.blocks.values() if isinstance(block.layer, Group))
    assert (layer.inlets, layer.outlets) == (("low", "high"), ("small", "large"))
    assert rows(graph)["Pair"] == (
        {"width": 3, "heads": 2},
        {"left.out_features": "width", "right.out_features": "width * heads"},
    )


class Odd(nn.Module):
    """Its constructor cannot be read; what differs gets the names of block and field."""

    def __init__(self, settings):
        super().__init__()
        self.conv = nn.Conv2d(settings["in"], settings["out"], 3)
        self.more = nn.Conv2d(settings["out"], 2 * settings["out"], 1)

    def forward(self, type):
        return self.more(self.conv(type))


def test_what_no_constructor_names_is_named_after_its_block() -> None:
    module = nn.Sequential(Odd({"in": 3, "out": 2}), Odd({"in": 4, "out": 6}))
    graph = import_module(module, (3, 9, 9)).graph
    assert rows(graph)["Odd"] == (
        {"conv_out_channels": 2},
        {"conv.out_channels": "conv_out_channels", "more.out_channels": "conv_out_channels * 2"},
    )
    assert {block.name for block in graph.blocks.values()} == {"input1", "odd1", "odd2", "output1"}


class Linear(nn.Module):
    """Has the name of a layer, and fields with names that groups need themselves."""

    def __init__(self, inside, repeat, values):
        super().__init__()
        self.fc = nn.Linear(inside, repeat)
        self.out = nn.Linear(repeat, values)

    def forward(self, x):
        return self.out(self.fc(x))


def test_names_that_are_taken_are_changed() -> None:
    graph = import_module(nn.Sequential(Linear(3, 4, 5), nn.ReLU(), Linear(5, 6, 7)), (3,)).graph
    assert rows(graph)["LinearBlock"][0] == {"repeat_": 4, "values_": 5}


class Stage(nn.Module):
    """A loop inside of a class, and numbers that forward reads from self."""

    def __init__(self, width, depth, rate=2):
        super().__init__()
        self.rate = rate
        self.blocks = nn.Sequential(*[ConvNorm(width, width) for _ in range(depth)])

    def forward(self, x):
        x = F.max_pool2d(x, self.rate)
        return self.blocks(x)


def test_loops_and_numbers_that_are_kept_are_fields_too() -> None:
    module = nn.Sequential(Stage(4, 2), nn.ReLU(), Stage(4, 3))
    imported = import_module(module, (4, 8, 8))
    assert rows(imported.graph)["Stage"] == (
        {"width": 4, "depth": 2, "rate": 2},
        {"pool1.kernel_size": "rate", "blocks.outside": "width", "blocks.repeat": "depth"},
    )
    assert difference(settle(module), imported, (4, 8, 8)) < 1e-6


class Twin2(ConvNorm):
    """The same under a name with a number."""


class Twin3(ConvNorm):
    """And once more."""


def test_classes_that_differ_in_their_number_alone_are_one_group() -> None:
    graph = import_module(nn.Sequential(Twin2(3, 4), nn.ReLU(), Twin3(4, 5)), (3, 4, 4)).graph
    assert rows(graph)["Twin2"][0] == {"outside": 4, "size": 3, "step": 1}
    assert len(graph.definitions) == 1


@pytest.mark.parametrize("name", some(ready_made(), 6))
def test_groups_come_back_from_the_source(name: str) -> None:
    graph = alone(ready_made()[name])
    shapes = [graph.blocks[id].layer.shape for id in graph.of_kind("Input")]
    module = settle(compile_graph(graph))
    imported = import_module(module, shapes)
    assert rows(imported.graph) == rows(graph)
    assert layers(imported.graph) == layers(graph)
    assert network(imported.graph) == network(graph)
    assert set(imported.state) == set(module.state_dict())


@pytest.mark.parametrize("style", some(["resnet", "densenet", "mobilenet", "unet", "shufflenet", "squeezenet"], 2))
def test_groups_of_other_styles_come_back_from_the_source(style: str) -> None:
    make_it, shape = STYLES[style]
    first = import_module(make_it(), shape, check=False).graph
    again = import_module(compile_graph(first), shape, check=False).graph
    assert rows(again) == rows(first)
    assert layers(again) == layers(first)


class Bordered(nn.Module):
    """A border that differs on one side, and a shape."""

    def __init__(self, border, width):
        super().__init__()
        self.pad = nn.ZeroPad2d((0, border, 1, 0))
        self.scale = nn.Parameter(torch.rand(width, 1, 1))
        self.crop = nn.ConstantPad2d((0, -border, -1, 0) if border > 1 else (0, 0, 0, 0), 0.5)

    def forward(self, x):
        return self.crop(self.pad(x) * self.scale)


def test_single_numbers_of_a_field_are_fields_too() -> None:
    module = nn.Sequential(Bordered(1, 3), nn.ReLU(), Bordered(2, 3))
    imported = import_module(module, (3, 6, 6))
    fields, formulas = rows(imported.graph)["Bordered"]
    assert formulas == {"pad.padding": "0, border, 1, 0", "crop.padding": "0, padding_1, padding_2, 0"}
    assert fields == {"border": 1, "padding_1": 0, "padding_2": 0}
    assert difference(settle(module), imported, (3, 6, 6)) < 1e-6
