"""Nothing is smuggled into the source: names, values and calls that try are refused or become harmless."""

from __future__ import annotations

from dataclasses import replace

import pytest

from builder.emit import EmitError, emit
from builder.layers import LAYERS, make
from builder.layers.base import Call, Layer, Shape
from builder.model.graph import Block
from tests.support.emitted import assert_harmless
from tests.support.graphs import chain, with_name

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
            emit(with_name(graph, id, name))


def test_a_name_given_twice_is_refused() -> None:
    graph = chain("Input", "ReLU", "ReLU", "Output")
    with pytest.raises(EmitError, match="same name"):
        emit(with_name(graph, 3, "relu1"))


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
