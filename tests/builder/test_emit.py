"""The emitted source: readable, stable, clean for any linter, and nothing in it that a file could smuggle in."""

from __future__ import annotations

import ast
import keyword
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from builder import zoo
from builder.analysis import analyse
from builder.emit import EmitError, Source, class_name, emit
from builder.graph import Block, Graph, Port
from builder.layers import LAYERS, make
from builder.layers.base import Call, Layer, Shape
from builder.sketch import Sketch
from tests.builder.graphs import chain, id_of, ports
from tests.builder.published import FAMILIES
from tests.builder.sound import sound_graphs

GOLDEN = Path(__file__).parent / "golden"
REFRESH = "CONVAS_REFRESH_GOLDEN"

TORCH = ("arange", "cat", "chunk", "erfinv", "full", "maximum", "ones_like", "randn", "randn_like", "split", "stack", "tensor")
HELPERS = ("ClassToken", "GaussianNoise", "LearnedTensor", "PositionEmbedding", "SinusoidalPositions")
ALLOWED_CALLS = {"super", *HELPERS, *(f"torch.{name}" for name in TORCH)}
METHODS = (".view", ".__init__", ".reshape", ".permute", ".squeeze", ".unsqueeze", ".flatten", ".sin", ".cos")


def source_of(name: str) -> Source:
    return emit(zoo.build(name), zoo.info(name).class_name)


def rename(graph: Graph, id: int, name: str) -> Graph:
    return graph.with_block(replace(graph.blocks[id], name=name))


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
    """Every kind that stands in a chain of images, with every field changed that has another word or number."""
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


GRAPHS = {"branching": branching, "long_names": long_names, "all_kinds": all_kinds, "ports": ports}


@pytest.mark.parametrize("name", FAMILIES)
def test_the_text_is_the_golden_one(name: str) -> None:
    text, file = source_of(name).text, GOLDEN / f"{name}.py"
    if os.environ.get(REFRESH):
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8"), f"if the new text is meant, run once with {REFRESH}=1"


def test_the_golden_files_are_those_of_the_zoo() -> None:
    assert sorted(file.stem for file in GOLDEN.glob("*.py")) == sorted(FAMILIES)


def test_lenet_reads_as_one_would_write_it() -> None:
    text = source_of("lenet5").text
    for line in (
        "class LeNet5(nn.Module):",
        "        super().__init__()",
        "        self.conv1 = nn.Conv2d(1, 6, kernel_size=5, padding=2)",
        "        self.pool1 = nn.MaxPool2d(2)",
        "        self.fc1 = nn.Linear(400, 120)",
        "    def forward(self, x: Tensor) -> Tensor:",
        '        """Map (N, 1, 28, 28), pixels from 0 to 1, to (N, 10)."""',
        "        x = self.relu1(x)",
        "        return x",
    ):
        assert f"\n{line}\n" in text
    assert "inplace" not in text
    assert "import torch\n" not in text
    assert "onvas" not in text


@pytest.fixture(scope="module")
def ruff() -> str:
    found = shutil.which("ruff") or shutil.which("ruff", path=str(Path(sys.executable).parent))
    assert found, "ruff belongs to the development tools"
    return found


@pytest.mark.parametrize("name", [*zoo.names(), *GRAPHS])
def test_ruff_finds_nothing(name: str, ruff: str, tmp_path: Path) -> None:
    source = emit(GRAPHS[name]()) if name in GRAPHS else source_of(name)
    file = tmp_path / "network.py"
    file.write_text(source.text, encoding="utf-8")
    for command in (["format", "--diff"], ["check", "--select", "E,F,W,I,N8,UP,B,C4,PIE,D101,D102,ANN"]):
        result = subprocess.run(
            [ruff, *command, "--isolated", "--no-cache", str(file)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert result.returncode == 0, result.stdout + source.text


@pytest.mark.parametrize("name", [*zoo.names(), *GRAPHS])
def test_every_line_that_makes_or_computes_something_leads_to_its_block(name: str) -> None:
    graph = GRAPHS[name]() if name in GRAPHS else zoo.build(name)
    source = emit(graph)
    assert_lines(graph, source)


def assert_lines(graph: Graph, source: Source) -> None:
    text = source.text.splitlines()
    made = [node for node in ast.parse(source.text).body if isinstance(node, ast.ClassDef)][-1]
    for function in made.body:
        if not isinstance(function, ast.FunctionDef):
            continue
        for statement in function.body[1:]:
            blocks = {source.lines[number] for number in range(statement.lineno, (statement.end_lineno or 0) + 1)}
            assert len(blocks) == 1
            (block,) = blocks
            written = "\n".join(text[statement.lineno - 1 : statement.end_lineno])
            if block in source.modules and f"self.{source.modules[block]}" not in written:
                pytest.fail(f"{written} does not speak of {source.modules[block]}")
    for id, attribute in source.modules.items():
        lines = [text[number - 1] for number, block in source.lines.items() if block == id]
        assert any(f"self.{attribute} = " in line for line in lines)
        assert graph.blocks[id].name == attribute


def test_branches_have_variables_that_say_something() -> None:
    text = emit(branching()).text
    assert "        image = x\n" in text
    assert "        x_out = self.x(image)" in text
    assert "torch.cat([x, x_out, image], dim=1)" in text
    assert 'self.register_buffer("image_mean_", mean.view(3, 1, 1), persistent=False)' in text
    assert "        x = (x - self.image_mean_) / self.image_std\n" in text


def test_one_number_for_all_channels_is_written_as_that_number() -> None:
    text = emit(all_kinds()).text
    assert "        x = (x - 0.1307) / 0.3081\n" in text
    assert "register_buffer" not in text


def test_only_what_is_used_is_imported() -> None:
    assert "import torch\n" in emit(branching()).text
    assert emit(chain("Input", "Flatten", "Output")).text.startswith("from torch import Tensor, nn\n\n\n")


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


# -- nothing is smuggled in ------------------------------------------------------------------------------------------

HOSTILE_NAMES = [
    "a = __import__('os').system('true')", "conv1\nimport os", "conv1; import os", "x):\n        import os",
    "__class__", "_private", "import", "self", "torch", "nn", "train", "forward", "state_dict", "T_destination",
    "conv 1", "", "\uff43onv", "1conv", "a.b", "conv1#", "é" * 70,
]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_name_that_tries_to_be_code_is_refused(name: str) -> None:
    graph = chain("Input", "ReLU", "Output")
    for id in graph.blocks:
        with pytest.raises(EmitError):
            emit(rename(graph, id, name))


def test_a_name_given_twice_is_refused() -> None:
    graph = chain("Input", "ReLU", "ReLU", "Output")
    with pytest.raises(EmitError, match="same name"):
        emit(rename(graph, 3, "relu1"))


class _Hostile(Layer):
    """A layer that is not in the catalogue, with whatever it wants to write."""

    category = LAYERS["ReLU"].category

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        return inputs


class _Evil(str):
    def __repr__(self) -> str:
        return "__import__('os').abort()"


@pytest.mark.parametrize(
    "call",
    [
        Call("nn.ReLU(); import os; nn.ReLU"),
        Call("os.system"),
        Call("nn.ReLU\n"),
        Call("nn.ReLU", ("a", _Evil("x"))),
        Call("nn.ReLU", (object(),)),
        Call("nn.ReLU", (float("nan"),)),
        Call("nn.ReLU", (float("inf"),)),
        Call("nn.ReLU", ({"a": 1},)),
        Call("nn.ReLU", (), {"a=1); import os; (b": 1}),
        Call(expression="{0} + {self}_k", buffers={"k": ("1", "2")}),
    ],
)
def test_a_value_that_is_no_literal_is_refused(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_Hostile, "call", lambda self, *inputs: call)
    graph = chain("Input", "ReLU", "Output")
    with pytest.raises(EmitError):
        emit(graph.with_block(Block(2, "relu1", _Hostile.model_construct())))


@pytest.mark.parametrize("text", ["zeros')); import os; (('", 'zeros", x=__import__("os")', "zeros\n", "\\", "zeros\x00"])
def test_words_in_fields_are_one_of_those_known(text: str) -> None:
    with pytest.raises(ValueError):
        make("Conv2d", padding_mode=text)
    forged = make("Conv2d").model_copy(update={"padding_mode": text})
    graph = chain("Input", "Conv2d", "Output")
    assert_harmless(emit(graph.with_block(replace(graph.blocks[2], layer=forged))).text)


@settings(max_examples=60)
@given(sound_graphs())
def test_the_text_is_one_harmless_class_and_always_the_same(graph: Graph) -> None:
    source = emit(graph)
    assert emit(graph) == source
    assert emit(Graph.of(reversed(list(graph.blocks.values())), dict(reversed(list(graph.wires.items()))))).text == source.text
    assert_harmless(source.text)
    assert_lines(graph, source)
    assert all(len(line) <= 88 for line in source.text.splitlines())


def assert_harmless(text: str) -> None:
    """Imports of torch, classes, assignments of calls to torch.nn, and nothing else."""
    tree = ast.parse(text)
    assert all(isinstance(node, ast.Import | ast.ImportFrom | ast.ClassDef) for node in tree.body)
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            assert [alias.name for alias in node.names] == ["torch"]
        elif isinstance(node, ast.ImportFrom):
            assert (node.module, [alias.name for alias in node.names]) == ("torch", ["Tensor", "nn"])
        elif isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            assert called.startswith(("self.", "nn.")) or called in ALLOWED_CALLS or called.endswith(METHODS), called
        elif isinstance(node, ast.Name):
            assert not keyword.iskeyword(node.id)
            assert node.id == "_" or not node.id.startswith("_")
        else:
            assert not isinstance(node, ast.Lambda | ast.Try | ast.With | ast.For | ast.While | ast.Global | ast.Await)


def test_wires_decide_the_order_of_a_join() -> None:
    net = Sketch()
    x = net("Input")
    a, b = net("ReLU", x), net("Tanh", x)
    y = net("Concat", b, a)
    net("Output", y)
    assert "torch.cat([x, relu1], dim=1)" in emit(net.graph).text
    swapped = net.graph.with_wire(Port(a), Port(y, 0)).with_wire(Port(b), Port(y, 1))
    assert "torch.cat([relu1, x], dim=1)" in emit(swapped).text


def test_the_keys_are_those_of_the_weights() -> None:
    graph = branching()
    source = emit(graph)
    report = analyse(graph)
    assert dict(source.keys) == {
        f"{graph.blocks[id].name}.{key}": id for id in graph.blocks for key in report.blocks[id].parameter_shapes
    }
