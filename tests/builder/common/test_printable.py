"""Names that would command a terminal are escaped; letters and emoji stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.check_report import table
from builder.common.printable import printable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]0;own\x07", r"\x1b]0;own\x07"),
        ("two\nlines\r\x7f", r"two\nlines\r\x7f"),
        ("\x9b31m\u2028\u202egnp", r"\x9b31m\u2028\u202egnp"),
        ("\udc80", r"\udc80"),
        ("Größe 猫 👩‍🔬 ñ 1\u00a0000", "Größe 猫 👩‍🔬 ñ 1\u00a0000"),
    ],
)
def test_only_what_controls_a_terminal_is_escaped(text: str, shown: str) -> None:
    assert printable(text) == shown


@given(st.text())
def test_what_is_shown_can_be_printed_and_is_not_escaped_twice(text: str) -> None:
    shown = printable(text, keep="\n")
    assert not {chr(code) for code in (*range(10), *range(11, 32), *range(127, 160))} & set(shown)
    shown.encode()
    assert printable(shown, keep="\n") == shown


def test_a_name_cannot_break_a_table() -> None:
    assert table([("class", "images"), ("a\nb\x1b[2J", "12")], right=(1,)).splitlines() == [
        "class        images",
        r"a\nb\x1b[2J      12",
    ]
