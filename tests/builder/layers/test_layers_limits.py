"""Every field of every kind at and beyond its limits, compared with torch: both refuse, or the reason is listed."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from torch import nn

from builder.common.fields import FieldError, alternatives, choices
from builder.layers import LAYERS, Layer, Shape, make
from builder.layers.base import ShapeError
from tests.builder.layers.test_layers_torch import BATCH_FIRST, BESIDE, in_torch
from tests.support.lanes import draws, some
from tests.support.torch_layers import (
    EMPTY,
    REFUSALS,
    Called,
    accepted_inputs,
    assert_agrees_with_torch,
    beyond_a_canvas,
    input_shapes,
    results,
    situations,
)

KINDS = [kind for kind in LAYERS if in_torch(kind)]
WHOLE = (-3, -2, -1, 0, 1, 2, 3, 4, 6, 9)
REAL = (-2.0, -0.1, 0.0, 1e-9, 0.3, 1.0, 1.5, 100.0)


@dataclass(frozen=True)
class Argued:
    """Values that torch takes and a canvas does not: kinds and fields by pattern, and why."""

    kinds: str
    fields: str
    values: Callable[[Any], bool]
    reason: str

    def speaks_of(self, kind: str, field: str, value: Any) -> bool:
        return bool(re.fullmatch(self.kinds, kind) and re.fullmatch(self.fields, field) and self.values(value))


def short(value: Any) -> bool:
    return isinstance(value, tuple) and len(value) == 1


def below(limit: float) -> Callable[[Any], bool]:
    return lambda value: value is not None and min(value if isinstance(value, tuple) else (value,)) < limit


EPS = "eps|layer_norm_eps"
SIZES = "kernel_size|stride|padding|dilation|output_padding"
WIDTHS = "out_features|embedding_dim|dim_feedforward"
ARGUED = (
    Argued(".*[23]d", SIZES, short, "one number for all axes is not written as a list"),
    Argued("MaxUnpool.d", "stride|padding", lambda _: True, "torch never looks at numbers that do not change the size"),
    Argued("MaxUnpool.d", "kernel_size", below(1), "a window without a number in it has no largest one"),
    Argued("LPPool.d", "norm_type", below(1e-300), "a power of 0 or less is no mean of powers"),
    Argued("Linear|Bilinear|Embedding|TransformerEncoderLayer", WIDTHS, below(1), "nothing would come out"),
    Argued("Embedding", "max_norm|norm_type", below(1e-300), "no length is less than 0, or measured with such a power"),
    Argued(".*Norm.?d?|TransformerEncoderLayer", EPS, below(0), "the root of a number below 0 may be wanted"),
    Argued(".*Norm.d", "momentum", lambda value: value is not None, "a mean that runs away from what it follows"),
    Argued("CELU", "alpha", below(0), "the floor would lie above"),
    Argued("Softplus", "beta", below(1e-300), "a corner without a bend, or turned around"),
    Argued("Hardshrink", "lambd", below(0), "no number is smaller than nothing"),
)
"""Torch takes these values; each has a reason why we do not."""


def values_of(annotation: Any) -> Iterator[Any]:
    """Values of the declared type on both sides of every limit."""
    for option in alternatives(annotation):
        if option is int:
            yield from WHOLE
        elif option is float:
            yield from REAL
        elif option is bool:
            yield from (False, True)
        elif option is type(None):
            yield None
        elif choices(option):
            yield from (*choices(option), "nonsense")
        elif option is not str:
            yield from _tuples(option.__args__, REAL if "float" in str(option) else (-1, 0, 1, 2, 3))


def _tuples(parts: Sequence[Any], numbers: Sequence[float]) -> Iterator[tuple[Any, ...]]:
    if parts[-1] is Ellipsis:
        yield from ((), *((number,) for number in numbers), *itertools.product(numbers[:4], repeat=2))
        return
    count = len(parts)
    for number in numbers:
        yield from ((number,) * count, (2,) * (count - 1) + (number,), (number,) + (1,) * (count - 1))
    yield (1,) * (count + 1)
    if count > 1:
        yield (1,) * (count - 1)
    if type(None) in alternatives(parts[0]):
        yield (None,) * count


@cache
def grid(kind: str) -> tuple[tuple[str, Any], ...]:
    """Every field of torch with every value, each once."""
    fields = [name for name in LAYERS[kind].params() if name not in BESIDE.get(kind, ())]
    pairs = [(name, value) for name in fields for value in values_of(LAYERS[kind].annotation(name))]
    return tuple({(name, repr(value)): (name, value) for name, value in pairs}.values())


def torch_takes(kind: str, values: dict[str, Any], inputs: Sequence[Shape]) -> bool:
    """Whether torch makes and runs the module with these fields, which no layer has to take."""
    fresh = LAYERS[kind].fresh()
    called = Called(fresh, accepted_inputs(fresh)[0])
    fields = {**fresh.inferred_arguments(*inputs), **fresh.values(), **values}
    fields = {name: value for name, value in fields.items() if name not in BESIDE.get(kind, ())}
    for name, value in fields.items():
        if short(value) and name in fresh.params() and tuple[int] in alternatives(fresh.annotation(name)):
            fields[name] = value[0]  # in one dimension torch wants a number
    if kind in BATCH_FIRST:
        fields["batch_first"] = True
    followed = {"normalized_shape": inputs[0].sizes, "num_parameters": inputs[0].channels}
    fields |= {name: value for name, value in followed.items() if name in fields and fields[name] is None}
    try:
        called.block = getattr(nn, kind)(**fields)
        return all(y.numel() for y in results(called, inputs)) or not kind.startswith(EMPTY)
    except (*REFUSALS, ArithmeticError):
        return False


def refusal_of(kind: str, values: dict[str, Any], inputs: Sequence[Shape]) -> tuple[Layer | None, str]:
    """The layer with these fields, where there is one, and the name of the field that is refused, where one is."""
    layer = None
    try:
        layer = make(kind, **{**LAYERS[kind].fresh().values(), **values})
        layer.outputs(*inputs)
    except FieldError as error:
        return None, error.field
    except ShapeError as error:
        return layer, error.advice.field or "?"
    return layer, ""


@pytest.mark.parametrize("kind", some(KINDS, 30))
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_what_is_refused_at_the_limits_torch_refuses_too(kind: str) -> None:
    for name, value in grid(kind):
        for inputs in accepted_inputs(LAYERS[kind].fresh())[:2]:
            layer, field = refusal_of(kind, {name: value}, inputs)
            if torch_takes(kind, {name: value}, inputs) != (not field):
                argued = any(each.speaks_of(kind, name, value) for each in ARGUED)
                beyond = layer is not None and beyond_a_canvas(layer, inputs)
                assert field, (name, value)
                assert argued or beyond, (name, value, [str(x) for x in inputs])


def test_every_argument_is_needed() -> None:
    used = set()
    for kind, each in itertools.product(KINDS, ARGUED):
        used |= {each.reason for name, value in grid(kind) if each.speaks_of(kind, name, value)}
    assert used == {each.reason for each in ARGUED}


@st.composite
def illegal(draw: st.DrawFn, kind: str) -> tuple[dict[str, Any], tuple[Shape, ...]]:
    """Up to three fields at or beyond their limits, and any shapes."""
    pairs = draw(st.lists(st.sampled_from(grid(kind)), min_size=1, max_size=3)) if grid(kind) else []
    return dict(pairs), draw(input_shapes(LAYERS[kind].fresh()))


@pytest.mark.parametrize("kind", some(KINDS, 30))
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_any_fields_beyond_their_limits_are_refused_where_torch_refuses_them(kind: str) -> None:
    @given(illegal(kind))
    @settings(max_examples=draws(25), suppress_health_check=list(HealthCheck))
    def check(drawn: tuple[dict[str, Any], tuple[Shape, ...]]) -> None:
        values, inputs = drawn
        layer, field = refusal_of(kind, values, inputs)
        if layer is not None:
            if not beyond_a_canvas(layer, inputs):
                assert_agrees_with_torch(layer, inputs)
        elif not any(each.speaks_of(kind, field, values.get(field)) for each in ARGUED):
            assert not torch_takes(kind, values, inputs), (field, values)

    check()


# -- in words ---------------------------------------------------------------------------------------------------------

EXPECTED = re.compile(r"\b(at least|at most|needs?|must|only|numbered 0|one for each|fewer)\b")


def numbers_in(value: object) -> set[str]:
    return set(re.findall(r"\d+", str(value).replace(",", "") if isinstance(value, str) else str(value)))


@pytest.mark.parametrize("kind", some(LAYERS, 30))
def test_every_refusal_names_the_place_the_value_and_what_would_do(kind: str) -> None:
    @given(situations(kind))
    @settings(max_examples=draws(40), suppress_health_check=list(HealthCheck))
    def check(situation: tuple[Layer, tuple[Shape, ...]]) -> None:
        layer, inputs = situation
        try:
            layer.outputs(*inputs)
        except ShapeError as error:
            advice = error.advice
            text = advice.text("here1", "there2").replace("here1", "").replace("there2", "")
            value = layer.values()[advice.field] if advice.field else None
            count = {str(len(value))} if isinstance(value, tuple) else set()
            given = numbers_in(value) | count if advice.field else {str(size) for x in inputs for size in x} | {"one"}
            assert not given or given & (numbers_in(text) | {"one"} & set(text.split())) or 0 in inputs[advice.port].sizes, text
            assert advice.remedies or EXPECTED.search(text), text
            assert 0 <= advice.port < max(1, len(inputs))

    check()


@pytest.mark.parametrize("kind", some(LAYERS, 30))
def test_every_value_that_no_field_takes_is_refused_in_words(kind: str) -> None:
    cls = LAYERS[kind]
    for name in cls.params():
        for value in (*values_of(cls.annotation(name)), "word", {}, [[1]], 10**40, float("nan"), float("inf")):
            error = field_error(cls, name, value)
            if error is not None:
                assert error.field in cls.params()
                text = str(error)
                assert text.startswith(f"{kind}.{error.field}: "), text
                assert re.search(r": (must|there is no).*, not ", text), text
                assert len(text) < 300
                assert "pydantic" not in text


def field_error(cls: type[Layer], name: str, value: Any) -> FieldError | None:
    try:
        cls(**{**cls.fresh().values(), name: value})
    except FieldError as error:
        return error
    return None


def test_the_oracle_is_real() -> None:
    """Torch is asked with the values themselves, not through our own call."""
    assert torch_takes("Conv2d", {"kernel_size": (3, 3)}, [Shape((3, 8, 8))])
    assert not torch_takes("Conv2d", {"kernel_size": (9, 9)}, [Shape((3, 8, 8))])
    assert not torch_takes("Conv2d", {"stride": (0, 0)}, [Shape((3, 8, 8))])
    assert torch_takes("Softplus", {"beta": -1.0}, [Shape((3,))])
