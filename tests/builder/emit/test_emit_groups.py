"""Groups in the source: classes that compute what their blocks compute, for every use, and read as one would write them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
import torch

from builder.emit import EmitError, emit
from builder.emit.compile import block_of_traceback, compile_source
from builder.model.graph import Graph
from builder.sketch import Sketch
from tests.support.emitted import assert_harmless
from tests.support.grouped import READY, check, net_of, one
from tests.support.ruffed import assert_clean

FITTING: dict[str, dict[str, Any]] = {
    "BasicBlock": {"channels": 8},
    "Bottleneck": {"channels": 2},
    "CBAM": {"channels": 8, "reduction": 2},
    "ConvNeXtBlock": {"width": 8},
    "DepthwiseSeparable": {"in_channels": 8},
    "InvertedResidual": {"channels": 8},
    "ResNeXtBlock": {"channels": 8, "groups": 2},
    "SqueezeExcitation": {"channels": 8, "reduction": 2},
}


@pytest.mark.parametrize("name", sorted(READY.keys() - {"UNetUp"}))
def test_each_ready_group_becomes_a_class(name: str) -> None:
    source = check(net_of((READY[name], FITTING.get(name, {}))))
    assert f"\nclass {name}(nn.Module):\n" in source.text
    assert re.search(rf"self\.\w+ = {name}\(8", source.text)


def test_a_group_with_two_ways_in_and_out() -> None:
    net = Sketch()
    x = net("Input", shape=(3, 16, 16))
    down = net(READY["UNetDown"], x, channels=4)
    deep = net(READY["UNetDown"], (down, 0), channels=8)
    x = net(READY["UNetUp"], net(READY["DoubleConv"], (deep, 0), channels=16), (deep, 1), channels=8)
    net("Output", net(READY["UNetUp"], x, (down, 1), channels=4))
    text = check(net.graph).text
    assert "    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:\n" in text
    assert "    def forward(self, input: Tensor, across: Tensor) -> Tensor:\n" in text
    assert "across_channels + channels, channels, kernel_size=3" in text
    assert "UNetUp(16, 8, 8)" in text


def test_sizes_come_first_and_steps_go_without_saying() -> None:
    source = check(net_of((READY["ConvBNReLU"], {"channels": 16}), (READY["ConvBNReLU"], {"channels": 16, "stride": 2})))
    assert "self, in_channels: int, channels: int, kernel_size: int = 3, stride: int = 1" in source.text
    assert "padding=kernel_size // 2" in source.text
    assert "= ConvBNReLU(8, 16)\n" in source.text
    assert "= ConvBNReLU(16, 16, stride=2)\n" in source.text
    assert "Map (N, in_channels, H, W) to (N, channels, H', W')." in source.text


def test_repeats_are_loops() -> None:
    text = check(net_of((READY["Bottleneck"], {"channels": 2, "repeat": 5}))).text
    assert "nn.Sequential(*[Bottleneck(8, 2) for _ in range(5)])" in text


def test_what_grows_evenly_is_counted() -> None:
    source = check(net_of((READY["DenseBlock"], {"growth": 4, "layers": 3}), (READY["DenseBlock"], {"growth": 2, "layers": 5})))
    assert "*[DenseLayer(in_channels + growth * i, growth) for i in range(layers)]" in source.text
    assert source.text.count("class DenseBlock") == 1
    assert "to (N, in_channels + growth * layers, H, W)" in source.text
    text = check(net_of((READY["DenseLayer"], {"growth": 4, "repeat": 3}))).text
    assert "*[DenseLayer(8 + 4 * i, 4) for i in range(3)]" in text


def test_a_first_pass_that_differs_stands_alone() -> None:
    source = check(net_of((READY["VGGStage"], {"channels": 6, "layers": 2}), (READY["VGGStage"], {"channels": 4, "layers": 3})))
    assert "            ConvReLU(in_channels, channels),\n" in source.text
    assert "            *[ConvReLU(channels, channels) for _ in range(layers - 1)],\n" in source.text
    assert source.text.count("class VGGStage") == 1


def test_what_no_rule_counts_is_listed() -> None:
    halves = one("Halve", lambda body, x: body("Conv2d", body("Upsample", x, scale_factor=1.5), out_channels=4, stride=1))
    normal = one("Normal", lambda body, x: body("LayerNorm", body(halves, x)))
    text = check(net_of((normal, {"repeat": 3}), shape=(4, 6, 6))).text
    assert "for normalized_shape in ((4, 7, 7), (4, 8, 8), (4, 10, 10))" in text


def test_two_unlike_passes_are_written_one_by_one() -> None:
    text = check(net_of((READY["ConvReLU"], {"channels": 4, "repeat": 2}))).text
    assert "= nn.Sequential(ConvReLU(8, 4), ConvReLU(4, 4))" in text


def test_a_size_without_a_formula_becomes_an_argument() -> None:
    head = one("Head", lambda body, x: body("Linear", body("Flatten", body("Upsample", x, scale_factor=0.7)), out_features=9))
    back = one(
        "Back",
        lambda body, x: body("Unflatten", body("Linear", x, out_features="8 * side * side"), unflattened_size="8, side, side"),
        side=6,
    )
    text = check(net_of((head, {}), (back, {}), (head, {}), (back, {"side": 4}), (head, {}))).text
    assert "    def __init__(self, in_features: int) -> None:\n" in text
    assert "nn.Linear(in_features, 9)" in text
    assert "= Head(200)" in text
    assert text.count("class Head") == 1


def test_uses_that_differ_in_more_than_values_get_classes_of_their_own() -> None:
    stage = READY["VGGStage"]
    source = check(net_of((stage, {"channels": 4, "layers": 1}), (stage, {"channels": 4, "layers": 2})))
    assert "class VGGStage(nn.Module):" in source.text
    assert "class VGGStage2(nn.Module):" in source.text
    assert {name for name, _ in source.inside.values()} == {"ConvReLU", "VGGStage"}


def test_what_forward_needs_is_kept() -> None:
    shuffle = one(
        "Shuffle",
        lambda body, x: body("Reshape", body("Reshape", x, shape="parts, 8 // parts, 64"), shape="8, 8, parts * 8 // parts"),
        parts=2,
    )
    text = check(net_of((shuffle, {"parts": 4}), (shuffle, {}))).text
    assert "        self.parts = parts\n" in text
    assert "x.reshape(x.shape[0], self.parts, " in text


def test_numbers_and_truths_are_exposed_too() -> None:
    def fill(body: Sketch, x: int) -> int:
        return body("Dropout", body("Conv2d", x, out_channels=4, bias="bias"), p="rate")

    definition = one("Noisy", fill, bias=True, rate=0.5)
    text = check(net_of((definition, {"bias": False}), (definition, {"rate": 0.25}), (definition, {}))).text
    assert "def __init__(self, in_channels: int, bias: bool = True, rate: float = 0.5) -> None:" in text
    assert "nn.Conv2d(in_channels, 4, kernel_size=3, bias=bias)" in text
    assert "Noisy(8, bias=False)" in text
    assert "Noisy(4, rate=0.25)" in text


def test_weights_are_shared_inside_and_by_whole_groups() -> None:
    body = Sketch(width=8)
    x = body("GroupInput", name="given")
    first = body("Conv2d", x, name="conv", out_channels="width", padding=1)
    again = body("Conv2d", body("ReLU", first), weights_of=first, name="again")
    body("GroupOutput", again, name="result")
    twice = body.definition("Twice")
    net = Sketch()
    x = net("Input", shape=(8, 6, 6))
    owner = net(twice, x, name="owner")
    net("Output", net(twice, net("ReLU", owner), weights_of=owner, name="user"))
    source = check(net.graph)
    assert source.text.count("nn.Conv2d(") == 1
    assert source.text.count("self.conv(") == 2
    assert source.text.count("self.owner(") == 2
    assert source.modules[4] == "owner"


def test_groups_of_one_kind_in_a_row_are_a_run() -> None:
    graph = net_of(*[(READY["InvertedResidual"], {"channels": 8, "expansion": n}) for n in (1, 2, 3)])
    source = check(graph)
    assert "                inverted_residual2=InvertedResidual(8, 8, expansion=2),\n" in source.text
    assert "        x = self.inverted_residuals(x)\n" in source.text


def test_uses_with_other_axes_share_a_class_that_says_so() -> None:
    body = Sketch()
    body("GroupOutput", body("Identity", body("GroupInput")))
    same = body.definition("Same")
    net = Sketch()
    net("Output", net(same, net("Flatten", net(same, net("Input", shape=(1, 4, 4))))))
    text = emit(net.graph).text
    assert text.count("class Same") == 1
    assert '"""Map (N, ...) to (N, ...)."""' in text


def test_what_leads_nowhere_inside_is_left_out() -> None:
    body = Sketch()
    x, unread = body("GroupInput", name="given"), body("GroupInput", name="unread")
    body("Conv2d", x, name="dangling")
    owner = body("Conv2d", unread, name="lender", out_channels=8, padding=1)
    body("GroupOutput", body("Conv2d", x, weights_of=owner, name="borrower"), name="result")
    source = check(net_of((body.definition("Part"), {})))
    assert "dangling" not in source.text
    assert "unread: Tensor" in source.text
    assert "self.lender(given)" in source.text


def test_numbers_of_a_formula_are_written_as_python_has_them() -> None:
    text = check(net_of((one("Zeros", lambda body, x: body("Conv2d", x, out_channels="wide * 002"), wide=4), {}))).text
    assert "nn.Conv2d(in_channels, wide * 2, kernel_size=3)" in text


def test_many_passes_take_no_time() -> None:
    block = one("Thin", lambda body, x: body("Add", body("ReLU", x), x))
    source = emit(net_of((block, {"repeat": 1000}), shape=(3,)))
    assert "*[Thin() for _ in range(1000)]" in source.text


def test_torch_can_trace_it() -> None:
    graph = net_of((READY["DenseBlock"], {"growth": 2}), (READY["VGGStage"], {}), (READY["BasicBlock"], {"channels": 64}))
    module = compile_source(emit(graph))().eval()
    x = torch.rand(2, 8, 8, 8)
    with torch.no_grad():
        torch.testing.assert_close(torch.fx.symbolic_trace(module)(x), module(x))


def test_a_traceback_inside_leads_to_the_group() -> None:
    graph = net_of((READY["BasicBlock"], {"channels": 8}), (READY["BasicBlock"], {"channels": 8}))
    source = emit(graph)
    module = compile_source(source)()
    module.get_submodule("basic_block2.bn2").register_forward_hook(lambda _part, _given, result: result[:, :3])
    with pytest.raises(RuntimeError) as raised:
        module(torch.rand(2, 8, 8, 8))
    assert block_of_traceback(source, raised.value) == 3


def test_ruff_finds_nothing_in_groups_either(tmp_path: Any) -> None:
    texts = {name: emit(net_of((READY[name], FITTING.get(name, {})))).text for name in READY if name != "UNetUp"}
    long = one("VeryLong" + "g" * 50, lambda body, x: body(READY["DenseLayer"], x, growth="n" * 40, repeat=4), **{"n" * 40: 3})
    texts["long"] = emit(net_of((long, {"repeat": 3}), (long, {"n" * 40: 5}))).text
    sizes = one(
        "Sizes",
        lambda body, x: body("LayerNorm", body("Upsample", x, scale_factor=1.3)),
    )
    texts["sizes"] = emit(net_of((sizes, {"repeat": 9}), shape=(4, 6, 6))).text
    assert_clean(texts, tmp_path)


# -- names and values that try to be something else ----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["range", "super", "int", "given", "conv", "x", "i", "Net", "in_channels", "result"])
def test_a_field_may_be_called_anything_harmless(name: str) -> None:
    def fill(body: Sketch, x: int) -> int:
        x = body("Conv2d", x, name="conv", out_channels=name, kernel_size=1)
        return body("Reshape", x, name="y", shape=f"{name}, 64")

    net = Sketch()
    definition = one("Odd", fill, **{name: 8})
    x = net(definition, net("Input", shape=(8, 8, 8)))
    x = net(definition, net("Unflatten", net("Flatten", x), unflattened_size=(8, 8, 8)), **{name: 4})
    net("Output", x)
    assert "class Odd(nn.Module):" in check(net.graph).text


@pytest.mark.parametrize(
    "name", ["LearnedTensor", "ClassToken2", "Super", "Module", "Range", "Tensors", "GaussianNoise2", "Int", "Conv"]
)
def test_a_group_may_be_called_what_something_else_is_called(name: str) -> None:
    def fill(body: Sketch, x: int) -> int:
        return body("Add", body("GaussianNoise", x), body("Parameter", shape=(8, 8, 8)))

    check(net_of((one(name, fill), {})))


def forged(**changes: Any) -> Graph:
    """A network whose group was changed behind the back of every check."""
    definition = replace(one("Good", lambda body, x: body("ReLU", x)), **changes)
    net = Sketch()
    x = net("Input", shape=(3,))
    graph = net.graph
    net._graph = replace(graph, definitions=graph.definitions.set(definition.name, definition))
    id = net("Identity", x)
    net("Output", id)
    block = net._graph.blocks[id]
    return net._graph.with_block(replace(block, name="good", layer=definition.kind()))


@pytest.mark.parametrize(
    "doc",
    ['"""\nimport os\n"""', "\\", '\\"""', "a\x00b", "x" * 500, "{x}", "'''", "\u2028import os", "%s %(a)s", "ends with \\"],
)
def test_words_of_a_group_stay_words(doc: str) -> None:
    for field in ("doc", "title"):
        assert_harmless(emit(forged(**{field: doc})).text, groups=True)


@pytest.mark.parametrize("name", ["A):\n    import os\nclass B(", "a b", "", "nn", "__class__", "os.system", "Net"])
def test_a_name_of_a_group_that_tries_to_be_code_becomes_a_name(name: str) -> None:
    text = emit(forged(name=name)).text
    assert_harmless(text, groups=True)
    assert "import os" not in text


def test_a_formula_that_was_forged_is_not_written() -> None:
    graph = net_of((one("Wide", lambda body, x: body("Conv2d", x, out_channels="wide"), wide=4), {}))
    definition = graph.definitions["Wide"]
    block = definition.body.blocks[2]
    evil = replace(block, formulas=block.formulas.set("out_channels", "__import__('os').getpid()"))
    body = replace(definition.body, blocks=definition.body.blocks.set(2, evil))
    changed = replace(definition, body=body)
    broken = replace(graph, definitions=graph.definitions.set("Wide", changed))
    broken = broken.with_block(replace(broken.blocks[2], layer=changed.kind(wide=4)))
    with pytest.raises((EmitError, ValueError)):
        emit(broken)


def test_a_group_that_leads_nowhere_may_lend_its_weights() -> None:
    """Its class is made for what its user is given, which need not be what it is given itself."""
    inner = Sketch()
    inner("GroupOutput", inner("PReLU", inner("GroupInput"), name="bend"))
    bent = inner.definition("Bent")
    net = Sketch()
    x = net("Input", shape=(1, 4, 4))
    owner = net(bent, net("Flatten", x), name="aside")
    net("Output", net("Flatten", net(bent, x, name="used", weights_of=owner)))
    source = emit(net.graph)
    assert dict(source.paths) == {"aside.bend.weight": (owner, 2)}
    assert list(compile_source(source)().state_dict()) == ["aside.bend.weight"]
