"""JSON objects from untrusted text: parsed within bounds, checked value by value, refused with the place named."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from builder.common.errors import ConvasError
from builder.common.fields import value_text
from builder.common.messages import QT_TRANSLATE_NOOP, Message

DEEPEST = 64
"""How deep a file may nest."""

LONGEST_NUMBER = 400
"""How many characters one number may have."""

HIGHEST = 2**53
"""The largest whole number that every reader of JSON keeps exactly."""

# Strings are matched possessively (*+), so that hostile quotes cause no backtracking; an open one reaches to the end.
_TOKENS = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[{]|[\]}]', re.DOTALL)


class ProjectError(ConvasError):
    """A project cannot be read or written. ``place`` is the path inside the file, empty where none is meant."""

    def __init__(self, template: str | Message, /, place: str = "", **values: Any) -> None:
        message = template if isinstance(template, Message) else Message.of(template, **values)
        self.place = place
        super().__init__(Message("", "{place}: {message}", {"place": place, "message": message}) if place else message)


_NOT_FINITE = QT_TRANSLATE_NOOP("Files", "{value} is not a number; write a finite one")


class _Refused:
    """What JSON accepts and we do not; the pass over the parsed value finds its place."""

    def __init__(self, template: str, **values: object) -> None:
        self.reason = Message.of(template, **values)


def parse_json(text: str) -> Any:
    """The value in `text`. Raises :class:`ProjectError` on what is not plain, bounded JSON with each key once."""
    _check_depth(text)
    try:
        value = json.loads(
            text, object_pairs_hook=_object, parse_int=_whole, parse_float=_fraction, parse_constant=_not_a_number
        )
    except json.JSONDecodeError as error:
        template = QT_TRANSLATE_NOOP("Files", "The text is not complete JSON: {reason} in line {line}, column {column}.")
        raise ProjectError(template, reason=error.msg, line=error.lineno, column=error.colno) from None
    check_plain(value)
    return value


def _check_depth(text: str) -> None:
    # Before json.loads, which recurses: a deep text would end in RecursionError there.
    if text.count("[") + text.count("{") <= DEEPEST:
        return
    depth = 0
    for match in _TOKENS.finditer(text):
        first = match.group()[0]
        depth += (first in "[{") - (first in "]}")
        if depth > DEEPEST:
            line = text.count("\n", 0, match.start()) + 1
            template = QT_TRANSLATE_NOOP(
                "Files", "The text nests more than {most} levels deep in line {line}; a project needs fewer than 10."
            )
            raise ProjectError(template, most=DEEPEST, line=line)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) < len(pairs):
        counts = Counter(key for key, _ in pairs)
        twice = QT_TRANSLATE_NOOP("Files", "stands here twice; each key may stand once")
        record |= {key: _Refused(twice) for key in record if counts[key] > 1}
    return record


def _whole(text: str) -> Any:
    if len(text) > LONGEST_NUMBER:
        template = QT_TRANSLATE_NOOP("Files", "a number of {digits:,} digits is too long; up to {most} can be read")
        return _Refused(template, digits=len(text), most=LONGEST_NUMBER)
    return int(text)


def _fraction(text: str) -> Any:
    number = float(text) if len(text) <= LONGEST_NUMBER else math.inf
    template = QT_TRANSLATE_NOOP("Files", "{text} is too large or too long for a number")
    return number if math.isfinite(number) else _Refused(template, text=_shorten(text))


def _not_a_number(text: str) -> Any:
    return _Refused(_NOT_FINITE, value=text)


def _shorten(text: str) -> str:
    return text if len(text) <= 40 else text[:37] + "..."


def check_plain(value: Any) -> None:
    """Raise :class:`ProjectError` unless `value` is made of finite numbers, clean text, lists and string-keyed records."""
    if _is_plain(value, DEEPEST):
        return
    waiting: list[tuple[str, Any, int]] = [("", value, 0)]
    while waiting:
        place, here, depth = waiting.pop()
        if depth > DEEPEST:
            template = QT_TRANSLATE_NOOP("Files", "nests more than {most} levels deep")
            raise ProjectError(template, _shorten(place), most=DEEPEST)
        if isinstance(here, Mapping):
            waiting.extend((_below(place, key), here[key], depth + 1) for key in reversed(list(here)))
        elif isinstance(here, list | tuple):
            waiting.extend((f"{place}[{index}]", here[index], depth + 1) for index in reversed(range(len(here))))
        else:
            _check_leaf(here, place)


def _is_plain(value: Any, levels: int) -> bool:
    """Whether nothing is wrong anywhere: the quick way, which finds no place."""
    if isinstance(value, str):
        return value.isascii() or _is_clean(value)
    if isinstance(value, float):
        return math.isfinite(value)
    if value is None or isinstance(value, bool | int):
        return True
    if levels < 0:
        return False
    if isinstance(value, dict):
        return all(isinstance(key, str) and _is_plain(key, 0) for key in value) and all(
            _is_plain(inner, levels - 1) for inner in value.values()
        )
    return isinstance(value, list) and all(_is_plain(inner, levels - 1) for inner in value)


def _is_clean(text: str) -> bool:
    return not any("\ud800" <= letter <= "\udfff" for letter in text)


def _below(place: str, key: object) -> str:
    if not isinstance(key, str):
        raise ProjectError(QT_TRANSLATE_NOOP("Files", "the key {key} must be text"), place, key=value_text(key))
    _check_text(key, place)
    return f"{place}.{_shorten(key)}" if place else _shorten(key)


def _check_leaf(value: Any, place: str) -> None:
    if isinstance(value, _Refused):
        raise ProjectError(value.reason, place)
    if isinstance(value, str):
        _check_text(value, place)
    elif isinstance(value, float):
        if not math.isfinite(value):
            raise ProjectError(_NOT_FINITE, place, value=value)
    elif value is not None and not isinstance(value, bool | int):
        raise ProjectError(QT_TRANSLATE_NOOP("Files", "{value} is nothing that JSON can hold"), place, value=value_text(value))


def _check_text(text: str, place: str) -> None:
    if not _is_clean(text):
        template = QT_TRANSLATE_NOOP("Files", "{text} holds half a character (a lone surrogate)")
        raise ProjectError(template, place, text=value_text(text))


def refuse(place: str, value: object, template: str, **values: object) -> NoReturn:
    """Raise :class:`ProjectError`: there is `value` at `place`, where what the template describes is expected."""
    expected = Message.of(template, **values)
    raise ProjectError(
        QT_TRANSLATE_NOOP("Files", "must be {expected}, not {value}"), place, expected=expected, value=value_text(value)
    )


def a_record(value: object, place: str, required: Sequence[str] = (), optional: Sequence[str] | None = ()) -> dict[str, Any]:
    """`value` as a record with the `required` keys and no others than the `optional` ones (None: any).

    Raises :class:`ProjectError` for anything else.
    """
    if not isinstance(value, Mapping):
        refuse(place, value, QT_TRANSLATE_NOOP("Files", "a record {{ }}"))
    for key in required:
        if key not in value:
            known = ", ".join(required)
            raise ProjectError(QT_TRANSLATE_NOOP("Files", '"{key}" is missing; needed: {known}'), place, key=key, known=known)
    if optional is not None:
        for key in value:
            if key not in required and key not in optional:
                known = ", ".join([*required, *optional])
                template = QT_TRANSLATE_NOOP("Files", 'there is no "{key}" here; known: {known}')
                raise ProjectError(template, place, key=_shorten(str(key)), known=known)
    return dict(value)


def a_list(value: object, place: str, most: int) -> list[Any]:
    """`value` as a list of at most `most` entries; raises :class:`ProjectError` for anything else."""
    if not isinstance(value, list | tuple):
        refuse(place, value, QT_TRANSLATE_NOOP("Files", "a list [ ]"))
    if len(value) > most:
        template = QT_TRANSLATE_NOOP("Files", "holds {count:,} entries; at most {most:,} can be used")
        raise ProjectError(template, place, count=len(value), most=most)
    return list(value)


def a_text(value: object, place: str, longest: int = 1000) -> str:
    """`value` as text of at most `longest` characters; raises :class:`ProjectError` for anything else."""
    if not isinstance(value, str):
        refuse(place, value, QT_TRANSLATE_NOOP("Files", "text"))
    if len(value) > longest:
        template = QT_TRANSLATE_NOOP("Files", "is {count:,} characters long; at most {most:,} can be used")
        raise ProjectError(template, place, count=len(value), most=longest)
    return value


def a_whole(value: object, place: str, low: int = 0, high: int = HIGHEST) -> int:
    """`value` as a whole number from `low` to `high`; raises :class:`ProjectError` for anything else."""
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        refuse(place, value, QT_TRANSLATE_NOOP("Files", "a whole number from {low:,} to {high:,}"), low=low, high=high)
    return value


def a_number(value: object, place: str, most: float) -> float:
    """`value` as a finite number whose size is at most `most`; raises :class:`ProjectError` for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= most:
        refuse(place, value, QT_TRANSLATE_NOOP("Files", "a number from {low:,.0f} to {high:,.0f}"), low=-most, high=most)
    return float(value)
