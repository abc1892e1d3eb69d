"""Values and statements as Python text, laid out as a formatter would: at most 88 columns, one argument per line beyond."""

from __future__ import annotations

import math
import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence

from builder.common.errors import ConvasError
from builder.common.messages import QT_TRANSLATE_NOOP
from builder.common.symbolic_int import NamedFloat, Symbol

WIDTH = 88
STEP = "    "

LONGEST_ENTRY = 36
"""How many letters a name in a container may have, so that its line can always be laid out."""

_OPEN, _CLOSE = "([{", ")]}"


class RenderError(ConvasError):
    """A value that has no literal in Python, and so never reaches the text."""


def literal(value: object) -> str:
    """`value` as a Python literal; raises :class:`RenderError` for anything but plain numbers, words and tuples."""
    if value is None or isinstance(value, bool):
        return str(value)
    if isinstance(value, Symbol | NamedFloat):
        return value.text
    if type(value) is int:
        return str(value)
    if type(value) is float and math.isfinite(value):
        return re.sub(r"e([+-])0*(\d)", lambda found: f"e{found[1].replace('+', '')}{found[2]}", repr(value))
    if type(value) is str:
        text = repr(value)
        return f'"{text[1:-1]}"' if text[0] == "'" and '"' not in text else text
    if isinstance(value, tuple | list):
        parts = ", ".join(map(literal, value))
        if isinstance(value, list):
            return f"[{parts}]"
        return f"({parts},)" if len(value) == 1 else f"({parts})"
    raise RenderError(QT_TRANSLATE_NOOP("Source", "A {kind} cannot be written as a literal."), kind=type(value).__name__)


def arguments(args: Iterable[object], kwargs: Mapping[str, object]) -> str:
    """The inside of a call; raises :class:`RenderError` for a keyword that is no identifier."""
    for name in kwargs:
        if not name.isidentifier():
            raise RenderError(QT_TRANSLATE_NOOP("Source", "{name!r} is not the name of an argument."), name=name)
    return ", ".join([*map(literal, args), *(f"{name}={literal(value)}" for name, value in kwargs.items())])


def statement(target: str, value: str, indent: str, *, comment: str = "") -> list[str]:
    """The lines of ``target = value``, or of a bare call; a comment that would make the line too long is left out."""
    start = f"{indent}{target} = " if target else indent
    line = start + value
    if comment and len(line) + len(comment) + 4 <= WIDTH:
        return [f"{line}  # {comment}"]
    if len(line) <= WIDTH:
        return [line]
    head = _head(value)
    if head and len(start + head) <= WIDTH:
        return _open_bracket(start + head, value[len(head) :], indent)
    inner = indent + STEP
    if len(inner + value) <= WIDTH:
        lines = [inner + value]
    elif head:
        lines = _open_bracket(inner + head, value[len(head) :], inner)
    else:
        lines = [inner + part for part in _operands(value)]
    return [f"{start}(", *lines, f"{indent})"]


def container(target: str, entries: Iterable[tuple[str, str, str]], indent: str) -> Iterator[tuple[str, int | None]]:
    """The lines of ``target = nn.Sequential(OrderedDict(name=value, ...))``, each with the number of its entry.

    `entries` are names, values and comments; a comment that would make its line too long is left out.
    """
    yield f"{indent}{target} = nn.Sequential(", None
    yield f"{indent}{STEP}OrderedDict(", None
    inner = indent + 2 * STEP
    for number, (name, value, comment) in enumerate(entries):
        line = f"{inner}{name}={value},"
        head = _head(value)
        if len(line) + len(comment) + 4 <= WIDTH and comment:
            lines = [f"{line}  # {comment}"]
        elif len(line) <= WIDTH or not head:
            lines = [line]
        else:
            lines = _open_bracket(f"{inner}{name}={head}", value[len(head) :], inner)
            lines[-1] += ","
        yield from ((each, number) for each in lines)
    yield f"{indent}{STEP})", None
    yield f"{indent})", None


def _head(value: str) -> str:
    """What comes before the arguments, up to the bracket, if the whole value is one call or list with something in it."""
    first = next((at for at, mark in enumerate(value) if mark in _OPEN), None)
    if first is None or value[-1:] not in _CLOSE or _closing(value, first) != len(value) - 1 or first + 2 == len(value):
        return ""
    return value[: first + 1]


def _open_bracket(start: str, rest: str, indent: str) -> list[str]:
    """A bracket opened: its inside on a line of its own, or one part per line; `rest` is the inside and what closes it."""
    inner = indent + STEP
    if len(inner + rest) - 1 <= WIDTH:
        return [start, inner + rest[:-1], indent + rest[-1]]
    lines = [start]
    element, *loop = _split(rest[:-1], " for ")
    if loop:
        return [*lines, *_fit_line(element, inner), *_fit_line(f"for {loop[0]}", inner), indent + rest[-1]]
    for part in _split(rest[:-1], ", "):
        head = "" if len(f"{inner}{part},") <= WIDTH else _head(part)
        lines += _open_bracket(inner + head, part[len(head) :], inner) if head else [inner + part]
        lines[-1] += ","
    return [*lines, indent + rest[-1]]


def _fit_line(text: str, indent: str) -> list[str]:
    """One part of a loop inside brackets, its last bracket opened where it is too long."""
    if len(indent + text) <= WIDTH:
        return [indent + text]
    last = next((at for at, mark in enumerate(text) if mark in _OPEN and _closing(text, at) == len(text) - 1), None)
    return [indent + text] if last is None else _open_bracket(indent + text[: last + 1], text[last + 1 :], indent)


def _operands(value: str) -> list[str]:
    """The parts of a sum or product, each but the first with its operator in front."""
    for operator in ("+", "*"):
        first, *others = _split(value, f" {operator} ")
        if others:
            return [first, *(f"{operator} {part}" for part in others)]
    return [value]


def _split(text: str, separator: str) -> list[str]:
    """`text` divided at the separators that are in no bracket; literals of text hold no brackets that matter here."""
    parts, depth, start = [], 0, 0
    for at, mark in enumerate(text):
        depth += (mark in _OPEN) - (mark in _CLOSE)
        if depth == 0 and text.startswith(separator, at):
            parts.append(text[start:at])
            start = at + len(separator)
    return [*parts, text[start:]]


def _closing(text: str, start: int) -> int:
    """Where the bracket at `start` is closed."""
    depth = 0
    for at in range(start, len(text)):
        depth += (text[at] in _OPEN) - (text[at] in _CLOSE)
        if depth == 0:
            return at
    return -1


def shape_text(sizes: Sequence[object], batch: str = "N") -> str:
    """The shape of a batch as it is written in comments: (N, 6, 28, 28)."""
    return f"({', '.join([batch, *map(str, sizes)])})"


def signature(method: str, arguments: Sequence[str], result: str) -> list[str]:
    """The lines of the head of a method; one argument per line where they do not fit into one."""
    given = ", ".join(["self", *arguments])
    line = f"{STEP}def {method}({given}) -> {result}:"
    if len(line) <= WIDTH:
        return [line]
    inner = 2 * STEP
    inside = [inner + given] if len(inner + given) <= WIDTH else [f"{inner}{each}," for each in ("self", *arguments)]
    return [f"{STEP}def {method}(", *inside, f"{STEP}) -> {result}:"]


def tensors(count: int) -> str:
    """The type of so many results."""
    return "Tensor" if count == 1 else f"tuple[{', '.join(['Tensor'] * count)}]"


def join_words(words: Sequence[str]) -> str:
    """Words as in a sentence: "a, b and c"."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def docstring(text: str, indent: str) -> list[str]:
    """The lines of a docstring of one sentence or two; long ones are broken at spaces."""
    line = f'{indent}"""{text}"""'
    if len(line) <= WIDTH:
        return [line]
    summary, *more = textwrap.wrap(text, WIDTH - len(indent) - 3)
    return [f'{indent}"""{summary}', *(indent + each for each in more), f'{indent}"""']
