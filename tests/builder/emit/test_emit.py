"""The emitted source: readable, stable, and clean for any linter."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from torch import nn

from builder import zoo
from builder.analysis import analyse
from builder.emit import EmitError, class_name, emit
from builder.emit.compile import compile_source
from builder.emit.sequential_runs import SEQUENTIAL_ATTRIBUTES
from builder.model.graph import Graph, Port
from builder.sketch import Sketch
from tests.support.emitted import assert_harmless, assert_lines
from tests.support.graphs import chain, id_of, ports, several_ends, with_name
from tests.support.lanes import draws
from tests.support.ruffed import assert_clean
from tests.support.sound import sound_graphs


def branching() -> Graph:
    """Two branches of the normalised input, joined twice; a name that is also a variable, and one like a constant's."""
    net = Sketch()
    x = net("Input", shape=(3, 8, 8), mean=(0.5, 0.4, 0.3), std=(0.2, 0.25, 0.2), name="image")
    a = net("Conv2d", x, out_channels=4, padding=1, name="x")
    b = net("Conv2d", x, out_channels=4, padding="same", name="image_mean")
    y = net("Add", a, b)
    z = net("Concat", y, a, x)
    z = net("Softmax", net("Flatten", z), dim=1)
    net("Output", net("Linear", z, out_features=3))
    return net.graph


def long_names() -> Graph:
    """Names of the longest kind everywhere, on branches too."""
    net = Sketch()
    x = net("Input", shape=(12, 8, 8), mean=tuple(n / 16 for n in range(12)), std=(0.5,) * 12, name="i" * 60)
    ends = [
        net("ConvTranspose2d", x, out_channels=12, name=f"transposed_{n}_" + "t" * 45, padding=1, output_padding=0, bias=False)
        for n in range(5)
    ]
    y = net("Add", *ends, name="a" * 60)
    y = net("Concat", *ends, y, name="c" * 60)
    y = net("Hardsigmoid", y, name="h" * 60)
    y = net("AdaptiveAvgPool2d", y, output_size=(2, 3), name="p" * 60)
    y = net("LayerNorm", y, name="l" * 60)
    net("Output", net("Linear", net("Flatten", y), out_features=3), name="o" * 60)
    return net.graph


def all_kinds() -> Graph:
    """Every kind that fits into a chain of images, with every field that has another choice or number changed."""
    net = Sketch()
    x = net("Input", shape=(4, 16, 16), mean=(0.1307,), std=(0.3081,))
    x = net("Conv2d", x, out_channels=8, kernel_size=(3, 5), stride=(1, 2), padding=(1, 2), dilation=1, groups=4, bias=False)
    x = net("Conv2d", x, out_channels=8, kernel_size=3, padding="same", padding_mode="circular")
    x = net("ConvTranspose2d", x, out_channels=8, kernel_size=2, stride=2, output_padding=1)
    x = net("BatchNorm2d", x, eps=1e-5, momentum=0.01, affine=False)
    x = net("GroupNorm", x, num_groups=2, eps=1e-12)
    x = net("PReLU", net("LeakyReLU", x, negative_slope=0.2))
    x = net("GELU", net("ELU", x, alpha=0.5), approximate="tanh")
    x = net("Upsample", x, scale_factor=1.5, mode="bilinear")
    x = net("Dropout2d", net("SiLU", x), p=0.25)
    x = net("MaxPool2d", net("Tanh", x), kernel_size=(2, 3), stride=2, padding=1, dilation=1, ceil_mode=True)
    x = net("AdaptiveAvgPool2d", net("AvgPool2d", x, kernel_size=2, count_include_pad=False), output_size=(3, None))
    x = net("BatchNorm1d", net("Flatten", net("Sigmoid", x)))
    x = net("Identity", net("Dropout", x))
    net("Output", net("Linear", net("Hardsigmoid", x), out_features=3, bias=False))
    return net.graph


GRAPHS = {
    "branching": branching,
    "long_names": long_names,
    "all_kinds": all_kinds,
    "ports": ports,
    "several_ends": several_ends,
}


def test_lenet_reads_as_one_would_write_it() -> None:
    text = emit(zoo.build("lenet5"), "LeNet5").text
    for line in (
        "class LeNet5(nn.Module):",
        "        super().__init__()",
        "        self.features = nn.Sequential(",
        "                conv1=nn.Conv2d(1, 6, kernel_size=5, padding=2),  # (N, 6, 28, 28)",
        "                pool1=nn.MaxPool2d(2),  # (N, 6, 14, 14)",
        "        self.classifier = nn.Sequential(",
        "                fc1=nn.Linear(400, 120),  # (N, 120)",
        "    def forward(self, x: Tensor) -> Tensor:",
        '        """Map (N, 1, 28, 28), pixels from 0 to 1, to (N, 10)."""',
        "        x = self.features(x)  # (N, 16, 5, 5)",
        "        x = self.classifier(x)  # (N, 10)",
        "        return x",
    ):
        assert f"\n{line}\n" in text
    assert "inplace" not in text
    assert "import torch\n" not in text
    assert "onvas" not in text


@pytest.mark.parametrize("name", GRAPHS)
def test_every_line_that_makes_or_computes_something_leads_to_its_block(name: str) -> None:
    graph = GRAPHS[name]()
    assert_lines(graph, emit(graph))


def test_ruff_finds_nothing_in_any(tmp_path: Path) -> None:
    assert_clean({name: emit(made()).text for name, made in GRAPHS.items()}, tmp_path)


def test_branches_have_variables_that_say_something() -> None:
    text = emit(branching()).text
    assert "        x_out = self.x(x)" in text
    assert "        y = self.image_mean(x)" in text
    assert "torch.cat([y, x_out, x], dim=1)" in text
    assert 'self.register_buffer("image_mean_", mean.view(3, 1, 1), persistent=False)' in text
    assert "        x = (x - self.image_mean_) / self.image_std\n" in text


def test_one_number_for_all_channels_is_written_as_that_number() -> None:
    text = emit(all_kinds()).text
    assert "        x = (x - 0.1307) / 0.3081\n" in text
    assert "register_buffer" not in text


def test_only_what_is_used_is_imported() -> None:
    assert "import torch\n" in emit(branching()).text
    assert emit(chain("Input", "Flatten", "Output")).text.startswith("from torch import Tensor, nn\n\n\n")


def test_several_inputs_are_arguments_and_the_main_output_is_the_first_result() -> None:
    graph = several_ends()
    source = emit(graph)
    assert "    def forward(self, image: Tensor, other: Tensor) -> tuple[Tensor, Tensor]:\n" in source.text
    assert "Map (N, 2, 8, 8), pixels from 0 to 1, and (N, 4) to (N, 5) and (N, 2)." in source.text
    assert "        return scores, aside\n" in source.text
    assert source.inputs == (id_of(graph, "image"), id_of(graph, "other"))
    assert source.outputs == (id_of(graph, "scores"), id_of(graph, "aside"))


def test_arguments_that_are_called_like_the_chain_stay_apart() -> None:
    net = Sketch()
    ends = [net("Input", shape=(3,), name=name) for name in ("x", "y")]
    net("Output", net("Add", net("ReLU", net("Tanh", ends[0])), ends[0], ends[1]))
    text = emit(net.graph).text
    assert "def forward(self, x: Tensor, y: Tensor) -> Tensor:" in text
    assert "        z = self.tanh1(x)\n" in text
    assert "        z = z + x + y\n" in text


def test_weights_that_are_used_twice_are_made_once() -> None:
    graph = several_ends()
    source = emit(graph)
    assert source.text.count("nn.Conv2d(") == 2
    assert source.text.count("self.shared(") == 2
    assert "again" not in source.text
    assert source.modules[id_of(graph, "again")] == "shared"
    assert source.keys["shared.weight"] == id_of(graph, "shared")


def test_the_owner_of_weights_need_not_lead_anywhere() -> None:
    net = Sketch()
    x = net("Input", shape=(3,))
    owner = net("Linear", x, out_features=3, name="owner")
    net("Output", net("ReLU", net("Linear", net("Tanh", x), weights_of=owner, name="user")))
    source = emit(net.graph)
    assert "        self.owner = nn.Linear(3, 3)\n" in source.text
    assert set(source.keys.values()) == {owner}
    assert set(compile_source(source)().state_dict()) == {"owner.weight", "owner.bias"}


RUNS = [
    ("Input Conv2d ReLU Conv2d ReLU Output", ["layers: conv1 relu1 conv2 relu2"]),
    ("Input Conv2d ReLU Output", []),
    ("Input Conv2d ReLU MaxPool2d Flatten Linear Output", ["features: conv1 relu1 pool1"]),
    ("Input Flatten Linear ReLU Linear Output", ["layers: flatten1 fc1 relu1 fc2"]),
    ("Input Conv2d Flatten Linear ReLU Output", ["classifier: flatten1 fc1 relu1"]),
    ("Input Conv2d ReLU Tanh Reshape ReLU Tanh Sigmoid Output", ["stem: conv1 relu1 tanh1", "head: relu2 tanh2 sigmoid1"]),
    ("Input Reshape ReLU Tanh Sigmoid Reshape Output", ["layers: relu1 tanh1 sigmoid1"]),
    ("Input ReLU Reshape ReLU Tanh Sigmoid Reshape Output", ["relu2_block: relu2 tanh1 sigmoid1"]),
]


@pytest.mark.parametrize(("kinds", "expected"), RUNS)
def test_runs_of_modules_are_gathered_under_a_name(kinds: str, expected: list[str]) -> None:
    shape = {"Reshape": {"shape": (1, 28, 28)}, "Conv2d": {"padding": 1, "out_channels": 1}}
    assert runs_of(chain(*kinds.split(), **shape)) == expected


def runs_of(graph: Graph) -> list[str]:
    """Each run with the names of its blocks."""
    runs: dict[str, list[str]] = {}
    for path in emit(graph).modules.values():
        run, _, name = path.rpartition(".")
        if run:
            runs.setdefault(run, []).append(name)
    return [f"{run}: {' '.join(names)}" for run, names in runs.items()]


def test_runs_are_called_what_their_blocks_have_in_common() -> None:
    net = Sketch()
    x = net("Input", shape=(3,))
    for name in ("in", "up_1_fc", "up_1_relu", "up_1_fc2", "train_a", "train_b", "train_c", "out"):
        x = net("Linear", x, out_features=3, name=f"{name}_" if name == "in" else name)
    net("Output", x)
    assert runs_of(net.graph) == ["up_1: up_1_fc up_1_relu up_1_fc2", "train_a_block: train_a train_b train_c"]


def test_runs_keep_their_names_when_something_else_changes() -> None:
    def graph(*, more: bool) -> Graph:
        net = Sketch()
        x = net("Input", shape=(2, 8, 8))
        for name in ("conv_a", "conv_b", "relu_c"):
            x = net("Tanh", x, name=name)
        x = net("Add", net("ReLU", x, name="first"), x, name="join")
        for name in ("bn", "act", "drop"):
            x = net("ReLU", x, name=name)
        y = net("ELU", x, name="aside") if more else x
        y = net("GELU", y, name="further") if more else y
        net("Output", net("Multiply", x, y), name="end")
        return net.graph

    assert runs_of(graph(more=False)) == runs_of(graph(more=True)) == ["stem: conv_a conv_b relu_c", "bn_block: bn act drop"]


@pytest.mark.parametrize("name", ["features", "append", "n" * 60])
def test_no_name_of_a_block_is_lost_to_a_run(name: str) -> None:
    graph = chain("Input", "Conv2d", "ReLU", "Tanh", "Sigmoid", "Flatten", "Linear", "Output")
    graph = with_name(graph, id_of(graph, "conv1"), name)
    source = emit(graph)
    assert f"{name}=" in source.text or f"self.{name} =" in source.text
    assert set(compile_source(source)().state_dict()) == set(source.keys)


def test_names_that_a_container_has_are_known() -> None:
    own = set(dir(nn.Sequential())) - set(dir(nn.Module()))
    assert {name for name in own if not name.startswith("_")} == SEQUENTIAL_ATTRIBUTES


def test_a_network_without_modules_has_no_init() -> None:
    text = emit(chain("Input", "Output")).text
    assert "__init__" not in text
    assert text.endswith("        return x\n")


def test_what_the_output_never_sees_is_left_out() -> None:
    net = Sketch()
    x = net("Input")
    net("Conv2d", x, name="dangling")
    net("Output", net("Flatten", x))
    source = emit(net.graph)
    assert "dangling" not in source.text
    assert set(source.lines.values()) == {1, 3, 4}


def test_a_broken_network_gives_words_and_the_problem() -> None:
    graph = chain("Input", "Conv2d", "Output", Conv2d={"kernel_size": 40})
    with pytest.raises(EmitError, match="conv1 needs at least 40 × 40") as refused:
        emit(graph)
    assert refused.value.problem is not None
    assert refused.value.problem.block == id_of(graph, "conv1")
    with pytest.raises(EmitError, match="Input"):
        emit(Graph())


@pytest.mark.parametrize(
    ("title", "expected"),
    [("LeNet-5", "LeNet5"), ("my first net", "MyFirstNet"), ("", "Net"), ("5 layers", "Layers"), ("nn", "Nn"), ("None", "Net"),
     ("x); import os; (", "XImportOs"), ("网络", "Net"), ("torch", "Torch"), ("Tensor", "Net"), ("a" * 90, "A" + "a" * 39)],
)  # fmt: skip
def test_class_names_come_out_of_any_title(title: str, expected: str) -> None:
    assert class_name(title) == expected
    assert f"class {expected}(nn.Module):" in emit(chain("Input", "ReLU", "Output"), title).text


@settings(max_examples=draws(60))
@given(sound_graphs())
def test_the_text_is_one_harmless_class_and_always_the_same(graph: Graph) -> None:
    source = emit(graph)
    assert emit(graph) == source
    assert emit(Graph.of(reversed(list(graph.blocks.values())), dict(reversed(list(graph.wires.items()))))).text == source.text
    assert_harmless(source.text)
    assert_lines(graph, source)
    assert all(len(line) <= 88 for line in source.text.splitlines())


def test_wires_decide_the_order_of_a_join() -> None:
    net = Sketch()
    x = net("Input")
    a, b = net("ReLU", x), net("Tanh", x)
    y = net("Concat", b, a)
    net("Output", y)
    assert "torch.cat([y, relu1], dim=1)" in emit(net.graph).text
    swapped = net.graph.with_wire(Port(a), Port(y, 0)).with_wire(Port(b), Port(y, 1))
    assert "torch.cat([relu1, y], dim=1)" in emit(swapped).text


def test_the_keys_are_those_of_the_weights() -> None:
    graph = branching()
    source = emit(graph)
    report = analyse(graph)
    assert dict(source.keys) == {
        f"{source.modules[id]}.{key}": id for id in graph.blocks for key in report.blocks[id].parameter_shapes
    }
    assert source.keys["classifier.fc1.weight"] == id_of(graph, "fc1")
