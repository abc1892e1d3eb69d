"""Text that a terminal may show: names of files and classes may hold anything, also sequences that command a terminal."""

from __future__ import annotations

import unicodedata

_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that turn the direction of what follows, and can make a name look like another one."""


def printable(text: str, keep: str = "") -> str:
    """`text` with every character that controls a terminal written as in Python, such as ``\\x1b``; except those in `keep`.

    Letters of all languages and emoji stay as they are.
    """
    if text.isprintable():
        return text
    return "".join(_escape(letter) if letter not in keep and _controls(letter) else letter for letter in text)


def _controls(letter: str) -> bool:
    """Whether a character is a control character, a line break, half of one (a surrogate), or turns the direction."""
    return letter in _TURNS or unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp")


def _escape(letter: str) -> str:
    return letter.encode("unicode_escape").decode("ascii")
