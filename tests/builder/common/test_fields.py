"""Fields: what they take, what they turn into, and what they say when they refuse."""

from __future__ import annotations

import gc
from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.common.fields import LARGEST, FieldError, Fields, Pair, alternatives, choices, describe, param, value_text
from builder.layers import make
from tests.support.lanes import draws


class Sample(Fields):
    """One field of every kind."""

    count: int = param(1, low=1, high=100, doc="How many.", label="Count")
    rate: float = param(0.5, above=0, high=1)
    pair: Pair = param((2, 2), low=0)
    border: Pair | Literal["same", "valid"] = param((0, 0), low=0)
    sizes: tuple[int, ...] | None = param(None, low=1)
    either: int | tuple[int, ...] | None = param(None, low=1)
    holes: tuple[int | None, int | None] = param((1, 1), low=0)
    flag: bool = param(True)
    mode: Literal["fast", "slow"] = param("fast")
    text: str = param("")


@pytest.mark.parametrize(
    ("field", "given", "kept"),
    [
        ("count", 7, 7),
        ("rate", 1, 1.0),
        ("pair", 3, (3, 3)),
        ("pair", [3, 4], (3, 4)),
        ("border", 2, (2, 2)),
        ("border", "same", "same"),
        ("sizes", 5, (5,)),
        ("sizes", [1, 2, 3], (1, 2, 3)),
        ("sizes", None, None),
        ("either", 4, 4),
        ("either", [4, 5], (4, 5)),
        ("holes", [None, 3], (None, 3)),
        ("holes", 0, (0, 0)),
    ],
)
def test_values_are_kept_in_one_form(field: str, given: object, kept: object) -> None:
    value = getattr(Sample(**{field: given}), field)
    assert value == kept
    assert type(value) is type(kept)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("count", 0, "Sample.count: must be at least 1, not 0"),
        ("count", 101, "Sample.count: must be at most 100, not 101"),
        ("count", 2.5, "Sample.count: must be a whole number, not 2.5"),
        ("count", "3", "Sample.count: must be a whole number, not '3'"),
        ("count", True, "Sample.count: must be a whole number, not True"),
        ("count", None, "Sample.count: must be a whole number, not None"),
        ("rate", 0, "Sample.rate: must be more than 0, not 0.0"),
        ("pair", (1, -1), "Sample.pair: must be at least 0, not -1"),
        ("pair", (1, 2, 3), "Sample.pair: must be 2 whole numbers, not (1, 2, 3)"),
        ("pair", (), "Sample.pair: must be 2 whole numbers, not ()"),
        ("pair", "33", "Sample.pair: must be 2 whole numbers, not '33'"),
        ("pair", True, "Sample.pair: must be 2 whole numbers, not True"),
        ("border", "SAME", "Sample.border: must be 2 whole numbers or 'same' or 'valid', not 'SAME'"),
        ("sizes", [1, 0], "Sample.sizes: must be at least 1, not 0"),
        ("flag", 1, "Sample.flag: must be yes or no (true or false), not 1"),
        ("mode", "quick", "Sample.mode: must be 'fast' or 'slow', not 'quick'"),
        ("text", 5, "Sample.text: must be text, not 5"),
        ("speed", 5, "Sample.speed: there is no such field (there are: count, rate, pair"),
    ],
)
def test_refusals_are_in_words(field: str, value: object, words: str) -> None:
    with pytest.raises(FieldError) as caught:
        Sample(**{field: value})
    assert str(caught.value).startswith(words)
    assert (caught.value.owner, caught.value.field) == ("Sample", field)


HOSTILE: list[object] = [
    10**5000,
    -(10**5000),
    float("nan"),
    float("inf"),
    float("-inf"),
    1e308,
    [[1, 2], [3, 4]],
    [[[[1]]]],
    [10**5000, 1],
    [float("nan"), 1],
    {"a": 1},
    {1, 2},
    b"bytes",
    object(),
    "x" * 10_000,
    [None] * 3,
    [True, True],
    ((1, 2), (3, 4)),
    LARGEST + 1,
    "__import__('os')",
]


@pytest.mark.parametrize("field", [name for name in Sample.params() if name != "text"])
@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: value_text(value)[:20])
def test_hostile_values_are_refused_in_one_short_line(field: str, value: object) -> None:
    with pytest.raises(FieldError) as caught:
        Sample(**{field: value})
    assert len(str(caught.value)) < 250
    assert "\n" not in str(caught.value)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=5,
)


@given(st.sampled_from(list(Sample.params())), JSON)
@settings(max_examples=draws(300))
def test_anything_is_kept_whole_or_refused(field: str, value: Any) -> None:
    try:
        sample = Sample(**{field: value})
    except FieldError:
        return
    assert Sample(**sample.record()) == sample


def test_record_is_plain_and_comes_back() -> None:
    sample = Sample(pair=(3, 4), sizes=(1, 2))
    assert sample.record()["pair"] == [3, 4]
    assert Sample(**sample.record()) == sample


def test_changed_is_checked_and_leaves_the_old_one() -> None:
    sample = Sample(count=2)
    assert sample.with_values(count=3).count == 3
    assert sample.count == 2
    with pytest.raises(FieldError):
        sample.with_values(count=0)


def test_equal_values_are_equal_and_hash_alike() -> None:
    assert Sample(pair=3) == Sample(pair=(3, 3))
    assert hash(Sample(pair=3)) == hash(Sample(pair=[3, 3]))


def test_declaration_can_be_asked() -> None:
    info = Sample.params()["count"]
    assert (info.default, info.low, info.high, info.doc, info.label) == (1, 1, 100, "How many.", "Count")
    assert choices(Sample.annotation("border")) == ("same", "valid")
    assert Pair in alternatives(Sample.annotation("border"))
    assert str(describe(Sample.annotation("sizes"))) == "a list of whole numbers or empty (null)"


def test_default_outside_its_bounds_is_refused_too() -> None:
    class Wrong(Fields):
        size: int = param(0, low=1)

    with pytest.raises(FieldError, match="at least 1"):
        Wrong()


@pytest.mark.slow
def test_a_refusal_is_let_go_with_all_that_it_saw() -> None:
    def refused() -> None:
        for fields in ({"min_val": 2.0}, {"min_val": "low"}, {"nothing": 1}):
            with pytest.raises(FieldError):
                make("Hardtanh", **fields)

    refused()
    gc.collect()
    before = sum(type(each) is FieldError for each in gc.get_objects())
    for _ in range(20):
        refused()
    gc.collect()
    assert sum(type(each) is FieldError for each in gc.get_objects()) == before
