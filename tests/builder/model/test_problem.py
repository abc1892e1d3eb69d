"""Problems are values; their words come last and survive bad translations."""

from __future__ import annotations

from builder.layers.base import Advice, RemoveBlock
from builder.model.problem import Problem, Severity, filled


def test_the_sentence_is_put_together_last_and_can_be_translated() -> None:
    problem = Problem("head-classes", Severity.ERROR, 3, "{block} gives {given} scores.", {"block": "fc1", "given": 7})
    assert problem.text() == "fc1 gives 7 scores."
    assert (
        problem.text({"{block} gives {given} scores.": "{given} Werte kommen von {block}."}.__getitem__)
        == "7 Werte kommen von fc1."
    )
    assert problem.is_error


def test_a_translation_that_does_not_fit_gives_way_to_the_original() -> None:
    for bad in ("{nothing} here", "{", "{0}", "{block.secret}"):
        assert filled("{block} is wrong", {"block": "conv1"}, lambda _, bad=bad: bad) == "conv1 is wrong"


def test_values_are_never_read_as_templates() -> None:
    assert filled("{block} is wrong", {"block": "{given} {0} {"}) == "{given} {0} { is wrong"


def test_a_sentence_without_its_values_is_shown_as_it_is() -> None:
    assert filled("{block} is wrong", {}) == "{block} is wrong"


def test_what_a_layer_remarks_becomes_a_problem_of_its_block() -> None:
    advice = Advice("odd", "{block} does not like {source}: {why}.", {"why": "too large"}, "kernel_size", 1, (RemoveBlock(),))
    problem = Problem.of(advice, Severity.WARNING, 8, {"block": "conv2", "source": "pool1"})
    assert problem.text() == "conv2 does not like pool1: too large."
    assert (problem.key, problem.field, problem.remedies) == (("odd", 8, 1), "kernel_size", (RemoveBlock(),))
    assert not problem.is_error
