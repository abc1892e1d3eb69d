"""Records and texts made hostile, a few small changes at a time."""

from __future__ import annotations

import copy
import json
from random import Random
from typing import Any

Path = tuple[str | int, ...]

NASTY: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2, 3, 7, 64, 1000, 1001, 2**31 - 1, 2**31, 2**53, 2**63, 10**30, -(10**40), 0.0, -0.0, 0.5,
    1e-320, 1e308, -1e300, "", "0", "repeat", "channels", "train", "__class__", "a b", "ü", "\u202e", "\x00", "x" * 5000,
    "Group", "GroupInput", "GroupOutput", "Opaque", "Conv2d", "Swirl", "formula", [], [[]], [1], [2, 2], [1, 2, 3], [0, 0],
    [-1, -1], [10**12, 10**12], [None, 1], [1] * 40, {}, {"formula": "channels"}, {"formula": "channels * channels"},
    {"formula": "((((1"}, {"formula": "1 // 0"}, {"formula": "9" * 150}, {"formula": "(2 - channels) // 3, 4"},
    {"formula": ""}, {"formula": 3}, {"kind": "Conv2d"}, {"": None},
)  # fmt: skip
"""Values that a reader has to be ready for, at any place."""

SCRAPS = (
    "{",
    "}",
    "[",
    "]",
    '"',
    ",",
    ":",
    "\\",
    "\\u",
    "\\ud800",
    "e",
    "-",
    "0",
    "NaN",
    "1e999",
    "null",
    "\x00",
    "\ufeff",
    "é",
    "//",
)
"""Bits of text to put anywhere."""


def places(record: Any, path: Path = ()) -> list[Path]:
    """Every place in a record, with how to get there."""
    inner = record.items() if isinstance(record, dict) else enumerate(record) if isinstance(record, list) else ()
    return [path, *(place for key, value in inner for place in places(value, (*path, key)))]


def at(record: Any, path: Path) -> Any:
    """What is at a place."""
    for step in path:
        record = record[step]
    return record


def mutated(record: dict[str, Any], other: dict[str, Any], random: Random) -> Any:
    """A copy of `record` with one to four changes; some take parts out of `other`."""
    record = copy.deepcopy(record)
    for _ in range(random.choice((1, 1, 1, 2, 3, 4))):
        path = random.choice(places(record)[1:] or [()])
        if not path:
            return random.choice(NASTY)
        _change(at(record, path[:-1]), path[-1], record, other, random)
    return record


def _change(holder: Any, key: Any, record: dict[str, Any], other: dict[str, Any], random: Random) -> None:
    way = random.randrange(14)
    if way >= 8:
        holder[key] = _nearby(holder[key], random)
    elif way < 3:
        holder[key] = copy.deepcopy(random.choice(NASTY))
    elif way == 3:
        del holder[key]
    elif way == 4:
        source = random.choice((record, other))
        holder[key] = copy.deepcopy(at(source, random.choice(places(source))))
    elif way == 5 and isinstance(holder, list):
        holder.insert(random.randrange(len(holder) + 1), copy.deepcopy(random.choice(holder)))
    elif way == 5:
        holder[random.choice(("", "id", "weights_of", "definition", "formula", "repeat", "x" * 300))] = holder[key]
    elif way == 6 and isinstance(holder[key], int):
        holder[key] += random.choice((-2, -1, 1, 2, 999, 10**6, 10**18))
    elif way == 6 and isinstance(holder, list):
        random.shuffle(holder)
    else:
        again = random.choice([path for path in places(record) if path])
        holder[key] = copy.deepcopy(at(record, again))


def _nearby(value: Any, random: Random) -> Any:
    """Another value of the same kind, which may well be taken."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return random.choice((0, 1, 2, 3, 5, 8, value + 1, value * 2))
    if isinstance(value, float):
        return random.choice((0.0, 0.25, 1.0, value * 2))
    if isinstance(value, str):
        return random.choice((value + "1", value.lower(), value[:1], "conv1", "Add", "ReLU", "Linear", "Identity", "Residual"))
    if isinstance(value, list):
        return [_nearby(part, random) if random.random() < 0.5 else part for part in value]
    return value


def damaged(text: str, random: Random) -> str:
    """A copy of `text` with a few stretches lost, doubled or replaced by scraps."""
    for _ in range(random.choice((1, 1, 2, 5))):
        start = random.randrange(len(text) + 1)
        end = min(len(text), start + random.choice((0, 0, 1, 2, 10, 200)))
        scrap = random.choice(("", text[start:end] * 2, *SCRAPS, "[" * 100, "9" * 5000))
        text = text[:start] + scrap + text[end:]
    return text


def as_text(record: Any) -> str:
    """The record as JSON, numbers that are none included."""
    return json.dumps(record, ensure_ascii=False)
