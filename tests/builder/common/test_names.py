"""Names of blocks are safe and free."""

from __future__ import annotations

import keyword

import pytest
from hypothesis import given
from hypothesis import strategies as st
from torch import nn

from builder.common.names import LONGEST, MODULE_ATTRIBUTES, RESERVED, FreeNames, free_name, name_problem, stem_of


def test_everything_that_a_module_calls_its_own_is_reserved() -> None:
    own = {name for name in dir(nn.Module()) if not name.startswith("_")}
    assert own <= MODULE_ATTRIBUTES


@pytest.mark.parametrize("name", ["conv1", "Faltung", "größe", "层1", "a", "x" * LONGEST, "f", "relu"])
def test_a_plain_name_is_fine(name: str) -> None:
    assert name_problem(name) is None


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("", "needed"),
        ("x" * (LONGEST + 1), "at most"),
        ("1st", "letters"),
        ("two words", "letters"),
        ("a.b", "letters"),
        ("a;import os", "letters"),
        ("__class__", "begins with _"),
        ("_hidden", "begins with _"),
        ("ﬁlter", "letters"),
        ("class", "already means"),
        ("None", "already means"),
        ("forward", "already means"),
        ("train", "already means"),
        ("type", "already means"),
        ("half", "already means"),
        ("self", "already means"),
        ("torch", "already means"),
        ("F", "already means"),
        ("a\n", "letters"),
    ],
)
def test_a_name_that_would_break_or_lie_is_refused_in_words(name: str, word: str) -> None:
    problem = name_problem(name)
    assert problem is not None
    assert word in str(problem)


@pytest.mark.parametrize("name", sorted(RESERVED)[::7] + keyword.kwlist[::5])
def test_no_reserved_word_passes(name: str) -> None:
    assert name_problem(name) is not None


@given(st.text(max_size=80))
def test_a_name_without_problem_can_stand_in_source(name: str) -> None:
    if name_problem(name) is None:
        code = compile(f"self.{name} = 1", "<name>", "exec")
        assert code.co_names == ("self", name)


def test_free_names_take_the_lowest_number() -> None:
    assert free_name("conv", {"conv1", "conv3"}) == "conv2"
    assert free_name("conv", set()) == "conv1"


def test_the_stem_is_the_name_without_its_number() -> None:
    assert stem_of("conv12") == "conv"
    assert stem_of("conv2d_a") == "conv2d_a"
    assert stem_of("7") == "block"


def test_many_names_are_given_at_once_and_none_twice() -> None:
    names = FreeNames({"conv1", "conv2", "conv4", "x"})
    assert [names.like(wanted) for wanted in ("conv1", "conv1", "fc1", "fc1", "conv4", "x")] == [
        "conv3", "conv5", "fc1", "fc2", "conv6", "x1",
    ]  # fmt: skip
