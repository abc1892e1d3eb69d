"""Plain records from untrusted JSON: read within bounds, checked value by value, refused with the place named."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from builder.common.fields import shown

DEEPEST = 64
"""How deep a file may nest."""

LONGEST_NUMBER = 400
"""How many characters one number may have."""

HIGHEST = 2**53
"""The largest whole number that every reader of JSON keeps exactly."""

_TOKENS = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[{]|[\]}]', re.DOTALL)


class ProjectError(ValueError):
    """A project cannot be read or written. ``place`` is the path inside the file, empty where none is meant."""

    def __init__(self, message: str, place: str = "") -> None:
        self.place = place
        super().__init__(f"{place}: {message}" if place else message)


class _Refused:
    """What JSON let through and we do not; the walk over the parsed value finds its place."""

    def __init__(self, reason: str) -> None:
        self.reason = reason


def parse_json(text: str) -> Any:
    """The value in `text`. Raises :class:`ProjectError` on what is not plain, bounded JSON with each key once."""
    _check_depth(text)
    try:
        value = json.loads(
            text, object_pairs_hook=_object, parse_int=_whole, parse_float=_fraction, parse_constant=_not_a_number
        )
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise ProjectError(f"The text is not complete JSON: {error.msg} in {where}.") from None
    check_plain(value)
    return value


def _check_depth(text: str) -> None:
    if text.count("[") + text.count("{") <= DEEPEST:
        return
    depth = 0
    for match in _TOKENS.finditer(text):
        first = match.group()[0]
        depth += (first in "[{") - (first in "]}")
        if depth > DEEPEST:
            line = text.count("\n", 0, match.start()) + 1
            raise ProjectError(f"The text nests more than {DEEPEST} levels deep in line {line}; a project needs fewer than 10.")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) < len(pairs):
        counts = Counter(key for key, _ in pairs)
        record |= {key: _Refused("stands here twice; each key may stand once") for key in record if counts[key] > 1}
    return record


def _whole(text: str) -> Any:
    if len(text) > LONGEST_NUMBER:
        return _Refused(f"a number of {len(text):,} digits is too long; up to {LONGEST_NUMBER} can be read")
    return int(text)


def _fraction(text: str) -> Any:
    number = float(text) if len(text) <= LONGEST_NUMBER else math.inf
    return number if math.isfinite(number) else _Refused(f"{_cut(text)} is too large or too long for a number")


def _not_a_number(text: str) -> Any:
    return _Refused(f"{text} is not a number; write a finite one")


def _cut(text: str) -> str:
    return text if len(text) <= 40 else text[:37] + "..."


def check_plain(value: Any) -> None:
    """Raise :class:`ProjectError` unless `value` is made of finite numbers, clean text, lists and string-keyed records."""
    if _is_plain(value, DEEPEST):
        return
    waiting: list[tuple[str, Any, int]] = [("", value, 0)]
    while waiting:
        place, here, depth = waiting.pop()
        if depth > DEEPEST:
            raise ProjectError(f"nests more than {DEEPEST} levels deep", _cut(place))
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
        raise ProjectError(f"the key {shown(key)} must be text", place)
    _check_text(key, place)
    return f"{place}.{_cut(key)}" if place else _cut(key)


def _check_leaf(value: Any, place: str) -> None:
    if isinstance(value, _Refused):
        raise ProjectError(value.reason, place)
    if isinstance(value, str):
        _check_text(value, place)
    elif isinstance(value, float):
        if not math.isfinite(value):
            raise ProjectError(f"{value} is not a number; write a finite one", place)
    elif value is not None and not isinstance(value, bool | int):
        raise ProjectError(f"{shown(value)} is nothing that JSON can hold", place)


def _check_text(text: str, place: str) -> None:
    if not _is_clean(text):
        raise ProjectError(f"{shown(text)} holds half a character (a lone surrogate)", place)


def refuse(place: str, value: object, expected: str) -> NoReturn:
    """Raise :class:`ProjectError`: at `place` stands `value`, where `expected` would be right."""
    raise ProjectError(f"must be {expected}, not {shown(value)}", place)


def a_record(value: object, place: str, required: Sequence[str] = (), optional: Sequence[str] | None = ()) -> dict[str, Any]:
    """`value` as a record with the `required` keys and none but the `optional` ones beside (None: any)."""
    if not isinstance(value, Mapping):
        refuse(place, value, "a record { }")
    for key in required:
        if key not in value:
            known = ", ".join(required)
            raise ProjectError(f'"{key}" is missing; needed: {known}', place)
    if optional is not None:
        for key in value:
            if key not in required and key not in optional:
                known = ", ".join([*required, *optional])
                raise ProjectError(f'there is no "{_cut(str(key))}" here; known: {known}', place)
    return dict(value)


def a_list(value: object, place: str, most: int) -> list[Any]:
    """`value` as a list of at most `most` entries."""
    if not isinstance(value, list | tuple):
        refuse(place, value, "a list [ ]")
    if len(value) > most:
        raise ProjectError(f"holds {len(value):,} entries; at most {most:,} can be used", place)
    return list(value)


def a_text(value: object, place: str, longest: int = 1000) -> str:
    """`value` as text of at most `longest` characters."""
    if not isinstance(value, str):
        refuse(place, value, "text")
    if len(value) > longest:
        raise ProjectError(f"is {len(value):,} characters long; at most {longest:,} can be used", place)
    return value


def a_whole(value: object, place: str, low: int = 0, high: int = HIGHEST) -> int:
    """`value` as a whole number from `low` to `high`."""
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        refuse(place, value, f"a whole number from {low:,} to {high:,}")
    return value


def a_number(value: object, place: str, most: float) -> float:
    """`value` as a finite number whose size is at most `most`."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= most:
        refuse(place, value, f"a number from {-most:,.0f} to {most:,.0f}")
    return float(value)
