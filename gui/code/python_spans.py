"""Python source as coloured spans, line by line, read with the standard library's tokenizer. Knows no Qt."""

from __future__ import annotations

import io
import keyword
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class CodeRole(StrEnum):
    """The part that a span of source plays."""

    KEYWORD = "keyword"
    NAME = "name"
    """A class or function where it is defined."""
    MODULE = "module"
    """Names that every emitted class refers to: self, torch, nn, F, super."""
    KIND = "kind"
    """A name with a capital: a class."""
    NUMBER = "number"
    TEXT = "text"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class Span:
    """`length` characters of a line from `start` on."""

    start: int
    length: int
    role: CodeRole


_MODULES = frozenset({"self", "torch", "nn", "F", "super"})
# From 3.12 on an f-string comes as several tokens; earlier versions do not have their names.
_TEXTS = frozenset({"STRING", "FSTRING_START", "FSTRING_MIDDLE", "FSTRING_END"})


def spans_by_line(text: str) -> list[list[Span]]:
    """The spans of every line of `text`, in order; columns count characters.

    The text may be incomplete: what cannot be tokenized is skipped line by line, and a string that is not closed runs to
    the end.
    """
    lines = text.split("\n")
    spans: list[list[Span]] = [[] for _ in lines]
    first = 0
    while first < len(lines):
        first = _read_tokens(lines, first, spans)
    return spans


def _read_tokens(lines: list[str], first: int, spans: list[list[Span]]) -> int:
    """Add the spans from line `first` on, as far as the text can be tokenized; the line to go on from."""
    source = io.StringIO("\n".join(lines[first:]))
    before, reached = "", first
    try:
        for token in tokenize.generate_tokens(source.readline):
            begin, end = first + token.start[0] - 1, first + token.end[0] - 1
            role = _role_of(token, before)
            if role is not None:
                for line, start, stop in _pieces(lines, (begin, token.start[1]), (end, token.end[1])):
                    spans[line].append(Span(start, stop - start, role))
            if token.string.strip():
                before, reached = token.string, end
    except (tokenize.TokenError, SyntaxError):
        return _skip_error(lines, reached, spans)
    return len(lines)


def _skip_error(lines: list[str], reached: int, spans: list[list[Span]]) -> int:
    """Past an error behind the tokens up to line `reached`: colour a string that is not closed, else leave one line out."""
    for line in range(reached, len(lines)):
        coloured = max((span.start + span.length for span in spans[line]), default=0)
        quotes = [place for quote in ('"""', "'''") if (place := lines[line].find(quote, coloured)) >= 0]
        if quotes:
            for index, start, stop in _pieces(lines, (line, min(quotes)), (len(lines) - 1, len(lines[-1]))):
                spans[index].append(Span(start, stop - start, CodeRole.TEXT))
            return len(lines)
    return reached + 1


def _pieces(lines: list[str], begin: tuple[int, int], end: tuple[int, int]) -> Iterator[tuple[int, int, int]]:
    """A stretch of text line by line: (line, first column, column after the last), without empty ones."""
    for line in range(begin[0], min(end[0] + 1, len(lines))):
        start = begin[1] if line == begin[0] else 0
        stop = end[1] if line == end[0] else len(lines[line])
        if stop > start:
            yield line, start, stop


def _role_of(token: tokenize.TokenInfo, before: str) -> CodeRole | None:
    """The role of a token behind the token `before`; None for what has no colour."""
    if tokenize.tok_name[token.type] in _TEXTS:
        return CodeRole.TEXT
    if token.type == tokenize.COMMENT:
        return CodeRole.COMMENT
    if token.type == tokenize.NUMBER:
        return CodeRole.NUMBER
    if token.type != tokenize.NAME:
        return None
    if keyword.iskeyword(token.string):
        return CodeRole.KEYWORD
    if before in ("def", "class"):
        return CodeRole.NAME
    if token.string in _MODULES:
        return CodeRole.MODULE
    return CodeRole.KIND if token.string[0].isupper() else None
