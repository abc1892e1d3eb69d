"""Colours of Python: what is inside a string is text, whatever words it holds, and half a text is coloured too."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder import zoo
from builder.emit import emit
from gui.code.python_spans import CodeRole, spans_by_line

DOCSTRING = '''class Block(nn.Module):
    """An Inception block with 3 ways,
    for images.
    """

    def forward(self, x):
        return x + 1  # for all
'''


def words(text: str) -> list[tuple[str, CodeRole]]:
    """Every coloured piece with its role."""
    lines = text.split("\n")
    return [
        (lines[line][span.start : span.start + span.length], span.role)
        for line, spans in enumerate(spans_by_line(text))
        for span in spans
    ]


def test_words_of_a_docstring_are_no_keywords() -> None:
    assert words(DOCSTRING) == [
        ("class", CodeRole.KEYWORD),
        ("Block", CodeRole.NAME),
        ("nn", CodeRole.MODULE),
        ("Module", CodeRole.KIND),
        ('"""An Inception block with 3 ways,', CodeRole.TEXT),
        ("    for images.", CodeRole.TEXT),
        ('    """', CodeRole.TEXT),
        ("def", CodeRole.KEYWORD),
        ("forward", CodeRole.NAME),
        ("self", CodeRole.MODULE),
        ("return", CodeRole.KEYWORD),
        ("1", CodeRole.NUMBER),
        ("# for all", CodeRole.COMMENT),
    ]


def test_the_docstrings_of_an_emitted_network_are_text() -> None:
    text = emit(zoo.build("googlenet")).text
    lines = text.split("\n")
    line = next(number for number, words in enumerate(lines) if '"""An Inception block with' in words)
    for spans in spans_by_line(text)[line : line + 2]:
        assert [span.role for span in spans] == [CodeRole.TEXT]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('x = """for\n1 with', [('"""for', CodeRole.TEXT), ("1 with", CodeRole.TEXT)]),
        ("def f(\n    1,", [("def", CodeRole.KEYWORD), ("f", CodeRole.NAME), ("1", CodeRole.NUMBER)]),
        (
            "if x:\n        y\n    z = 1\nreturn 2",
            [("if", CodeRole.KEYWORD), ("1", CodeRole.NUMBER), ("return", CodeRole.KEYWORD), ("2", CodeRole.NUMBER)],
        ),
    ],
)
def test_half_a_text_is_coloured_as_far_as_it_can_be_read(text: str, expected: list[tuple[str, CodeRole]]) -> None:
    assert words(text) == expected


@given(st.text("ab1 \"'#\n\\:(=\t", max_size=60))
def test_any_text_has_spans_in_order_within_its_lines(text: str) -> None:
    lines = text.split("\n")
    spans = spans_by_line(text)
    assert len(spans) == len(lines)
    for line, found in zip(lines, spans, strict=True):
        end = 0
        for span in found:
            assert span.length > 0
            assert span.start >= end
            end = span.start + span.length
        assert end <= len(line)
