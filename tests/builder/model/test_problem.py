"""Problems are values; their sentences are formatted last and survive translations that do not fit."""

from __future__ import annotations

from builder.common.messages import QT_TRANSLATE_NOOP
from builder.layers.base import Advice, RemoveBlock
from builder.model.problem import Problem, Severity

SCORES = QT_TRANSLATE_NOOP("Problems", "{block} gives {given} scores.")


def a_problem(template: str = SCORES, **values: object) -> Problem:
    """An error of block 3."""
    return Problem(code="head-classes", severity=Severity.ERROR, block=3, template=template, values=values)


def test_the_sentence_is_formatted_last_and_can_be_translated() -> None:
    problem = a_problem(block="fc1", given=7)
    assert problem.text() == "fc1 gives 7 scores."
    german = {("Problems", "{block} gives {given} scores."): "{given} Werte kommen von {block}."}
    assert problem.text(lambda context, text: german[context, text]) == "7 Werte kommen von fc1."
    assert problem.message.context == "Problems"
    assert problem.is_error


def test_a_translation_that_does_not_fit_gives_way_to_the_original() -> None:
    for bad in ("{nothing} here", "{", "{0}", "{block.secret}"):
        assert a_problem(block="fc1", given=7).text(lambda _context, _text, bad=bad: bad) == "fc1 gives 7 scores."


def test_values_are_never_read_as_templates() -> None:
    assert a_problem(block="{given} {0} {", given=1).text() == "{given} {0} { gives 1 scores."


def test_a_sentence_without_its_values_is_shown_as_it_is() -> None:
    assert a_problem().text() == "{block} gives {given} scores."


def test_the_advice_of_a_layer_becomes_a_problem_of_its_block() -> None:
    words = "{block} does not like {source}: {why}."
    advice = Advice("odd", words, {"why": "too large"}, field="kernel_size", port=1, remedies=(RemoveBlock(),))
    problem = Problem.of(advice, Severity.WARNING, 8, {"block": "conv2", "source": "pool1"})
    assert problem.text() == "conv2 does not like pool1: too large."
    assert (problem.key, problem.field, problem.remedies) == (("odd", 8, 1), "kernel_size", (RemoveBlock(),))
    assert not problem.is_error
