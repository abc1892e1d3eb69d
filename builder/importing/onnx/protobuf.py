"""Protocol buffers as they lie in a file: fields by number. Knows no message, and believes no length it is told."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np

MOST_FIELDS = 4_000_000
"""How many fields a file may have, of all its messages together: beyond it somebody wants to keep us busy."""

VARINT, FIXED64, LENGTH, FIXED32 = 0, 1, 2, 5
"""How a field is written; groups, 3 and 4, have long been given up."""

LONGEST_VARINT = 10
MARK, REST = np.uint8(128), np.uint64(127)


class Damaged(ValueError):
    """The bytes are not what they should be; the words say what was found."""


@dataclass(slots=True)
class Budget:
    """How many fields may still be read."""

    left: int = MOST_FIELDS

    def spend(self) -> None:
        """Take one; raises Damaged when none is left."""
        self.left -= 1
        if self.left < 0:
            raise Damaged(f"it has more than {MOST_FIELDS:,} entries")


@dataclass(slots=True)
class Message:
    """The fields of one message by number, in order: whole numbers, or the bytes of everything longer."""

    numbers: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    stretches: dict[int, list[memoryview]] = field(default_factory=lambda: defaultdict(list))

    def number(self, at: int, default: int = 0) -> int:
        """A whole number with its sign; the last one counts, as everywhere in protocol buffers."""
        found = self.numbers.get(at)
        return signed(found[-1]) if found else default

    def several(self, at: int) -> list[memoryview]:
        """The bytes of every field with this number."""
        return self.stretches.get(at, [])

    def bytes(self, at: int) -> memoryview:
        """The bytes of a field; none where it is missing."""
        found = self.stretches.get(at)
        return found[-1] if found else memoryview(b"")

    def text(self, at: int, longest: int = 1000) -> str:
        """The text of a field."""
        return as_text(self.bytes(at), longest)

    def wholes(self, at: int) -> np.ndarray:
        """Whole numbers (n,) with their signs, packed or one by one."""
        loose = np.array([signed(number) for number in self.numbers.get(at, [])], np.int64)
        return np.concatenate([loose, *(varints(part) for part in self.several(at))])

    def floats(self, at: int, size: int = 4) -> np.ndarray:
        """Real numbers (n,) of 4 or 8 bytes, packed or one by one."""
        parts = self.several(at)
        if any(len(part) % size for part in parts):
            raise Damaged("a list of numbers ends in the middle of one")
        return np.frombuffer(parts[0] if len(parts) == 1 else b"".join(parts), f"<f{size}")


def message(view: memoryview, budget: Budget) -> Message:
    """The fields in `view`; raises Damaged. The stretches are views: nothing is copied."""
    found, at, end = Message(), 0, len(view)
    while at < end:
        budget.spend()
        key, at = varint(view, at)
        kind, number = key & 7, key >> 3
        if kind == VARINT:
            value, at = varint(view, at)
            found.numbers[number].append(value)
            continue
        if kind == LENGTH:
            size, at = varint(view, at)
        elif kind in (FIXED32, FIXED64):
            size = 4 if kind == FIXED32 else 8
        else:
            raise Damaged(f"an entry is of kind {kind}, which does not exist")
        if size > end - at:
            raise Damaged(f"an entry says that it has {size:,} bytes where {end - at:,} are left")
        found.stretches[number].append(view[at : at + size])
        at += size
    return found


def varint(view: memoryview, at: int) -> tuple[int, int]:
    """The number without sign that begins at `at`, and where it ends; raises Damaged."""
    value = 0
    for place, byte in enumerate(view[at : at + LONGEST_VARINT]):
        value |= (byte & 127) << 7 * place
        if byte < 128:
            return value & (2**64 - 1), at + place + 1
    raise Damaged("a number has no end")


def varints(view: memoryview) -> np.ndarray:
    """Packed numbers (n,) with their signs; raises Damaged."""
    raw = np.frombuffer(view, np.uint8)
    ends = np.flatnonzero(raw < MARK)
    if len(raw) and (not len(ends) or ends[-1] != len(raw) - 1):
        raise Damaged("a list of numbers ends in the middle of one")
    starts = np.concatenate([[0], ends[:-1] + 1]) if len(ends) else ends
    lengths = ends - starts + 1
    if len(ends) and lengths.max() > LONGEST_VARINT:
        raise Damaged("a number has no end")
    values = np.zeros(len(ends), np.uint64)
    for place in range(int(lengths.max(initial=0))):
        longer = lengths > place
        values[longer] |= (raw[starts[longer] + place].astype(np.uint64) & REST) << np.uint64(7 * place)
    return values.view(np.int64)


def signed(value: int) -> int:
    """A number of 64 bits with its sign."""
    return value - 2**64 if value >= 2**63 else value


def as_text(view: memoryview, longest: int = 1000) -> str:
    """The text in some bytes; raises Damaged where it is longer than anybody means."""
    if len(view) > longest:
        raise Damaged(f"a name has {len(view):,} letters")
    return bytes(view).decode("utf-8", "replace")
