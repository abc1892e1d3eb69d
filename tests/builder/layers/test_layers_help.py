"""What a student reads about a layer: help, fields, equation and origin; the equations are computed and compared."""

from __future__ import annotations

import itertools
import math
import re
from typing import Any

import pytest
import torch
from torch import nn

from builder.common.messages import Message, Template
from builder.layers import LAYERS, PORTS, Layer, Opaque, Shape, Unknown, make
from builder.layers.base import Category, Kind, ShapeError
from tests.support.lanes import some
from tests.support.torch_layers import accepted_inputs, build_module, shapes_for

NO_PAPER = {
    "Constant": "a number that is written down",
    **{
        f"{kind}Pad{n}d": "from signal processing, older than any paper"
        for n in (1, 2, 3)
        for kind in ("Replication", "Circular")
    },
}
"""Kinds that nobody published in one year, and why; they still say where they are from."""

TALL = [*LAYERS.values(), *PORTS.values(), Unknown]


def sentences(text: str) -> int:
    return len(re.findall(r"[.!?](?:\s|$)", text.replace("and others,", "")))


@pytest.mark.parametrize("cls", some(LAYERS.values(), 30), ids=lambda cls: cls.__name__)
def test_a_student_reads_what_it_does_its_formula_and_where_it_is_from(cls: type[Layer]) -> None:
    assert cls.title
    assert cls.keywords
    assert cls.default_name.isidentifier()
    assert sentences(str(cls.help)) >= 2
    assert len(str(cls.help)) > 60
    assert re.search("[=→]", cls.equation)
    assert not re.search(r"\by(_\w+)? = ", str(cls.help)), "the formula has a place of its own"
    for line in cls.equation.split("\n"):
        assert 3 <= len(line) <= 115
        assert line == line.strip()
    assert cls.source
    assert bool(re.search(r"\b1[89]\d\d\b|\b20[012]\d\b", cls.source)) != (cls.__name__ in NO_PAPER)


@pytest.mark.parametrize("cls", some(TALL, 30), ids=lambda cls: cls.__name__)
def test_every_field_says_what_it_means(cls: type[Layer]) -> None:
    for name, info in cls.params().items():
        assert re.fullmatch(r"[A-Z].{10,}\.", info.doc), name
    assert cls.category is not Category.UNKNOWN or cls is Unknown


# -- formulas are calculated and compared with torch ------------------------------------------------------------------

PAPER = (("−", "-"), ("·", "*"), ("^", "**"), ("⌊", "floor("), ("⌋", ")"), ("⌈", "ceil("), ("⌉", ")"))
NAMES = {"exp": math.exp, "ln": math.log, "tanh": math.tanh, "floor": math.floor, "ceil": math.ceil, "min": min, "max": max}


def python(text: str) -> str:
    """The right side of an equation in Python; "a for x > 0, b for x < 0, else c" becomes a conditional expression."""
    text = text.split(" = ", 1)[1].split(", with ")[0]
    for paper, code in PAPER:
        text = text.replace(paper, code)
    text = re.sub(r"\|x\|", "abs(x)", text).replace("≥", ">=")
    *cases, last = re.split(r", (?:else )?", text) if " for " in text else [text]
    last = re.sub(r" for .*", "", last)
    return "".join(f"({case.replace(' for ', ') if ', 1)} else " for case in cases) + f"({last})"


POINTWISE = {
    "SELU": {},
    "GELU": {"Φ": lambda x: (1 + math.erf(x / math.sqrt(2))) / 2},
    "PReLU": {"weight": 0.25},
    "LeakyReLU": {"negative_slope": 0.2},
    "ELU": {"alpha": 0.7},
    "CELU": {"alpha": 1.7},
    "Softplus": {"beta": 1.5},
    "Hardtanh": {"min_val": -0.3, "max_val": 1.2},
    "Softshrink": {"lambd": 0.8},
    "Hardshrink": {"lambd": 0.8},
    "Threshold": {"threshold": 0.4, "value": -2.0},
    "Gaussian": {"beta": 0.3},
    "Identity": {},
    **{kind: {} for kind in ("ReLU", "SiLU", "ReLU6", "Mish", "Hardswish", "Sigmoid", "Hardsigmoid", "Tanh", "Softsign")},
    **{kind: {} for kind in ("LogSigmoid", "Tanhshrink")},
}
"""Activations of one number, and the values of the names in their formulas."""


def test_every_function_of_one_number_is_among_those_that_are_calculated() -> None:
    along = {"Softmax", "LogSoftmax", "Softmin", "Softmax2d", "GLU", "RReLU"}
    found = {name for name, cls in LAYERS.items() if cls.category is Category.ACTIVATION}
    assert found - along == set(POINTWISE) - {"Identity"}


@pytest.mark.parametrize("kind", some(POINTWISE, 10))
def test_the_formula_of_an_activation_gives_what_torch_gives(kind: str) -> None:
    values = POINTWISE[kind]
    fields = {name: value for name, value in values.items() if name in LAYERS[kind].params()}
    module = build_module(make(kind, **fields), [Shape((1,))])
    text = python(LAYERS[kind].equation)
    for x in (-7.5, -3.1, -1.0, -0.35, 0.0, 0.2, 0.9, 2.5, 6.4):
        expected = float(module(torch.tensor([x])).detach())
        assert eval(text, {**NAMES, **values, "x": x}) == pytest.approx(expected, abs=2e-4), (text, x)


SIZED = {
    **{f"Conv{n}d": {"kernel_size": 3, "stride": 2, "padding": 1, "dilation": 2} for n in (1, 2, 3)},
    **{
        f"ConvTranspose{n}d": {"kernel_size": 3, "stride": 3, "padding": 1, "dilation": 2, "output_padding": 2}
        for n in (1, 2, 3)
    },
    **{f"MaxPool{n}d": {"kernel_size": 3, "stride": 2, "padding": 1, "dilation": 2} for n in (1, 2, 3)},
    **{f"AvgPool{n}d": {"kernel_size": 4, "stride": 3, "padding": 2} for n in (1, 2, 3)},
    **{f"LPPool{n}d": {"kernel_size": 4, "stride": 3} for n in (1, 2, 3)},
    **{f"MaxUnpool{n}d": {"kernel_size": 4, "stride": 3, "padding": 1} for n in (1, 2, 3)},
    "Upsample": {"scale_factor": 1.5},
}


def test_every_size_that_is_written_is_among_those_that_are_calculated() -> None:
    pads = {f"{kind}Pad{n}d" for n in (1, 2, 3) for kind in ("Zero", "Constant", "Reflection", "Replication", "Circular")}
    other = {"Slice", "Concat"}
    assert {name for name, cls in LAYERS.items() if "new size" in cls.equation} == set(SIZED) | pads | other


@pytest.mark.parametrize("kind", some(SIZED, 10))
def test_the_formula_of_a_size_gives_what_comes_out(kind: str) -> None:
    layer = make(kind, **SIZED[kind])
    text = python(layer.equation.split("\n")[-1])
    axes = int(found[1]) if (found := re.search(r"(\d)d$", kind)) else 2
    for size in range(9, 17):
        (y, *_) = layer.outputs(*shapes_for(layer, (4, *[size] * axes)))
        assert set(y.spatial) == {eval(text, {**NAMES, **SIZED[kind], "size": size})}


def test_the_formulas_of_shares_and_slices_give_what_torch_gives() -> None:
    x = [0.3, -1.2, 2.0]
    total = {"Softmax": sum(map(math.exp, x)), "LogSoftmax": sum(map(math.exp, x)), "Softmin": sum(math.exp(-y) for y in x)}
    for kind, sum_ in total.items():
        text = python(
            LAYERS[kind]
            .equation.replace("Σ exp(x_j)", "total")
            .replace("Σ exp(−x_j)", "total")
            .replace("ln total", "ln(total)")
        )
        found = [eval(text, {**NAMES, "total": sum_, "x_i": each}) for each in x]
        assert found == pytest.approx(getattr(nn, kind)(dim=0)(torch.tensor(x)).tolist(), abs=1e-5)
    text = python(LAYERS["Slice"].equation.split("\n")[1])
    for start, end, step in itertools.product((0, 2), (5, 8), (1, 2, 3)):
        (y,) = make("Slice", start=start, end=end, step=step).outputs(Shape((9,)))
        assert y.sizes == (eval(text, {**NAMES, "start": start, "end": end, "step": step}),)


def test_what_is_worked_out_in_numbers_is_short_and_a_sum_or_a_way() -> None:
    for cls in LAYERS.values():
        layer: Any = cls.fresh()
        for inputs in accepted_inputs(layer):
            assert len(str(layer.summary())) < 60
            for line in layer.formula(*inputs):
                assert any(sign in line for sign in "=→")


# -- translation ------------------------------------------------------------------------------------------------------


def is_marked(text: object) -> bool:
    """Whether a text can be translated: a literal marked for layers, or a message made of such literals."""
    if isinstance(text, Message):
        return text.context == "Layers" or any(is_marked(value) for value in text.values.values())
    return isinstance(text, Template) and text.context == "Layers"


@pytest.mark.parametrize("cls", some([*TALL, Opaque], 20), ids=lambda cls: cls.__name__)
def test_everything_that_is_shown_of_a_layer_can_be_translated(cls: type[Layer]) -> None:
    assert is_marked(cls.title)
    assert is_marked(cls.help)
    assert all(is_marked(text) for text in (cls.equation, cls.source) if text)
    assert all(is_marked(name) for name in (*cls.inlets, *cls.outlets))
    for name, info in cls.params().items():
        assert is_marked(info.doc), name
        assert not info.label or is_marked(info.label), name


def test_the_words_of_a_summary_can_be_translated() -> None:
    summaries: dict[str, Any] = {
        "Conv2d": make("Conv2d", padding="same", stride=1).summary(),
        "Reshape": make("Reshape", shape=(4, -1)).summary(),
        "Slice": make("Slice", start=1).summary(),
        "AdaptiveAvgPool2d": make("AdaptiveAvgPool2d", output_size=(1, None)).summary(),
        "LSTM": make("LSTM", bidirectional=True).summary(),
    }
    english = {kind: str(summary) for kind, summary in summaries.items()}
    assert english["Conv2d"] == "16 filters 3 × 3, padding same"
    assert english["Reshape"] == "4×any"
    assert english["Slice"] == "1 to end"
    assert english["AdaptiveAvgPool2d"] == "to 1 × as is"
    assert english["LSTM"] == "64 numbers, both ways"
    german = {
        "{count} filters {size}": "{count} Filter {size}",
        "padding same": "gleicher Rand",
        "any": "beliebig",
        "end": "Ende",
    }
    said = {kind: summary.text(lambda _, text: german.get(text, text)) for kind, summary in summaries.items()}
    assert said["Conv2d"] == "16 Filter 3 × 3, gleicher Rand"
    assert said["Reshape"] == "4×beliebig"
    assert said["Slice"] == "1 to Ende"


def refusal_of(layer: Layer, inputs: tuple[Shape, ...]) -> ShapeError | None:
    try:
        layer.outputs(*inputs)
    except ShapeError as error:
        return error
    return None


@pytest.mark.parametrize("kind", some(LAYERS, 30))
def test_refusals_can_be_translated(kind: str) -> None:
    layer = LAYERS[kind].fresh()
    for sizes in ((0,), (3,), (3, 0), (3, 1), (3, 2, 2), (2, 0, 3), (3, 2, 2, 2), (1, 2, 3, 4, 5)):
        for other in (Kind.FLOAT, Kind.INDEX):
            inputs = tuple(Shape(sizes, other) for _ in layer.input_names)
            refusal = refusal_of(layer, inputs)
            if refusal is not None:
                assert is_marked(refusal.advice.template)
                assert "{" not in str(refusal)
