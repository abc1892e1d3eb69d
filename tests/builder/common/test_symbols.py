"""Numbers with texts: whatever is calculated, the text gives the number, for these values and for others."""

from __future__ import annotations

import math
import operator
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from builder.common.symbolic_int import NamedFloat, Symbol, name_number, plain, symbolic, terms_text
from builder.layers import make
from builder.layers.base import Shape
from tests.support.lanes import draws

NAMES = ("a", "b", "self.c")
STEPS = {"+": operator.add, "-": operator.sub, "*": operator.mul, "//": operator.floordiv}

Tree = Any
"""A name, a number, or (operator, left, right)."""

trees = st.recursive(
    st.sampled_from(NAMES) | st.integers(-5, 12),
    lambda inner: st.tuples(st.sampled_from(sorted(STEPS)), inner, inner),
    max_leaves=7,
)


def worked_out(tree: Tree, values: dict[str, Any]) -> Any:
    if isinstance(tree, tuple):
        return STEPS[tree[0]](worked_out(tree[1], values), worked_out(tree[2], values))
    return values[tree] if isinstance(tree, str) else tree


class _Self:
    def __init__(self, c: int) -> None:
        self.c = c


@settings(max_examples=draws(400))
@given(trees, st.tuples(*[st.integers(1, 40)] * 3), st.tuples(*[st.integers(1, 40)] * 3))
def test_the_text_gives_the_number(tree: Tree, numbers: tuple[int, ...], others: tuple[int, ...]) -> None:
    symbols = {name: name_number(name, number) for name, number in zip(NAMES, numbers, strict=True)}
    try:
        found = worked_out(tree, symbols)
        expected = worked_out(tree, dict(zip(NAMES, numbers, strict=True)))
    except ZeroDivisionError:
        assume(False)
    assert plain(found) == expected
    if isinstance(found, Symbol):
        a, b, c = numbers
        assert eval(found.text, {}, {"a": a, "b": b, "self": _Self(c)}) == expected
        assert str(found) == f"{found}" == repr(found) == found.text


@settings(max_examples=draws(400))
@given(trees, st.tuples(*[st.integers(1, 40)] * 3), st.tuples(*[st.integers(1, 40)] * 3))
def test_equal_texts_are_right_for_both(tree: Tree, numbers: tuple[int, ...], others: tuple[int, ...]) -> None:
    """What a class relies on: texts that agree in two uses give the number of each."""
    found = []
    for values in (numbers, others):
        try:
            found.append(worked_out(tree, {name: name_number(name, value) for name, value in zip(NAMES, values, strict=True)}))
        except ZeroDivisionError:
            assume(False)
    assume(all(isinstance(one, Symbol) for one in found) and found[0].text == found[1].text)
    for one, (a, b, c) in zip(found, (numbers, others), strict=True):
        assert eval(found[0].text, {}, {"a": a, "b": b, "self": _Self(c)}) == int(one)


def test_texts_read_as_one_would_write_them() -> None:
    a, b = name_number("a", 64), name_number("b", 32)
    texts = [
        (a + b + b, "a + b * 2"),
        (4 * a, "a * 4"),
        (sum([a, b, b, 8]), "a + b * 2 + 8"),
        (math.prod((a, 7, 7)), "a * 49"),
        ((a * 4) // 2, "a * 2"),
        ((a - 2) // 2 + 1, "a // 2"),
        ((a + 2 * 1 - 3) // b + 1, "(a - 1) // b + 1"),
        (-(-a // 8), "-(-a // 8)"),
        ((a // 3) * 2, "(a // 3) * 2"),
        (5 - a, "5 - a"),
    ]
    assert [str(number) for number, _ in texts] == [text for _, text in texts]
    assert type(a - a) is int
    assert type(a // a) is int
    assert type(a % 2) is int
    assert terms_text({}) == "0"


def test_sizes_pass_through_layers_with_their_texts() -> None:
    x = Shape((name_number("channels", 8), name_number("height", 28), name_number("width", 28)))
    (y,) = make("MaxPool2d").outputs(x)
    assert [str(size) for size in y] == ["channels", "height // 2", "width // 2"]
    (y,) = make("Conv2d", out_channels=5, padding=1).outputs(x)
    assert [str(size) for size in y] == ["5", "height", "width"]
    (y,) = make("Concat").outputs(x, x)
    assert str(y.channels) == "channels * 2"
    (y,) = make("Flatten").outputs(x)
    assert str(y[0]) == "channels * height * width"
    assert plain(y[0]) == 8 * 28 * 28


def test_a_loud_one_is_no_default() -> None:
    quiet, loud = name_number("stride", 1), name_number("stride", 1, loud=True)
    assert quiet == 1
    assert loud != 1
    assert (loud, loud) != (1, 1)
    assert loud == quiet
    assert (loud + 0) != 1
    assert hash(loud) == hash(1)
    rate = name_number("rate", 0.5, loud=True)
    assert isinstance(rate, NamedFloat)
    assert rate != 0.5
    assert name_number("rate", 0.5) == 0.5
    assert str(rate) == "rate"


@pytest.mark.parametrize(
    ("value", "expected"), [((name_number("a", 1), 2), True), ([1, (2,)], False), (name_number("p", 0.5), True)]
)
def test_texts_are_found_and_taken_off(value: Any, expected: bool) -> None:
    assert symbolic(value) is expected
    assert not symbolic(plain(value))
