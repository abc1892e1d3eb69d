"""Decodes the protocol buffers wire format: fields by number, without a schema.

Source: "Encoding" in the protocol buffers documentation (protobuf.dev). No length in the file is trusted: each is compared
with the bytes that are left, and nothing is copied or allocated before.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np

from builder.common.errors import ConvasError
from builder.common.messages import QT_TRANSLATE_NOOP

MOST_FIELDS = 4_000_000
"""How many fields all messages of a file may have together: seconds of parsing. Networks of 20,000 nodes have a tenth."""

VARINT, FIXED64, LENGTH, FIXED32 = 0, 1, 2, 5
"""The wire types; groups (3 and 4) are deprecated and refused."""

LONGEST_VARINT = 10
"""Bytes of the longest varint: 64 bits, seven per byte."""
CONTINUES, PAYLOAD = np.uint8(128), np.uint64(127)
"""The bit that says that another byte follows, and the seven bits of the number."""


class Damaged(ConvasError):
    """The bytes are not what they should be; the message is a clause that says what was found."""


@dataclass(slots=True)
class Budget:
    """How many fields may still be parsed."""

    left: int = MOST_FIELDS

    def spend(self) -> None:
        """Count one field; raises Damaged when none is left."""
        self.left -= 1
        if self.left < 0:
            raise Damaged(QT_TRANSLATE_NOOP("Import", "it has more than {most:,} entries"), most=MOST_FIELDS)


@dataclass(slots=True)
class WireFields:
    """The fields of one message by number, in order: varints as integers, everything else as bytes."""

    numbers: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    chunks: dict[int, list[memoryview]] = field(default_factory=lambda: defaultdict(list))

    def number(self, at: int, default: int = 0) -> int:
        """A signed integer; of repeated fields the last one counts, as the specification says."""
        found = self.numbers.get(at)
        return to_signed(found[-1]) if found else default

    def all_bytes(self, at: int) -> list[memoryview]:
        """The bytes of every field with this number."""
        return self.chunks.get(at, [])

    def bytes(self, at: int) -> memoryview:
        """The bytes of the last field with this number; empty where there is none."""
        found = self.chunks.get(at)
        return found[-1] if found else memoryview(b"")

    def text(self, at: int, longest: int = 1000) -> str:
        """The text of a field; raises Damaged."""
        return as_text(self.bytes(at), longest)

    def integers(self, at: int) -> np.ndarray:
        """Signed integers (n,) int64, packed or not; raises Damaged."""
        loose = np.array([to_signed(number) for number in self.numbers.get(at, [])], np.int64)
        return np.concatenate([loose, *(parse_varints(part) for part in self.all_bytes(at))])

    def floats(self, at: int, size: int = 4) -> np.ndarray:
        """Floating-point numbers (n,) of `size` 4 or 8 bytes, packed or not; raises Damaged."""
        parts = self.all_bytes(at)
        if any(len(part) % size for part in parts):
            raise Damaged(QT_TRANSLATE_NOOP("Import", "a list of numbers ends in the middle of one"))
        return np.frombuffer(parts[0] if len(parts) == 1 else b"".join(parts), f"<f{size}")


def parse_fields(view: memoryview, budget: Budget) -> WireFields:
    """The fields of a message; raises Damaged. Their bytes are views of `view`."""
    found, at, end = WireFields(), 0, len(view)
    while at < end:
        budget.spend()
        key, at = parse_varint(view, at)
        kind, number = key & 7, key >> 3
        if kind == VARINT:
            value, at = parse_varint(view, at)
            found.numbers[number].append(value)
            continue
        if kind == LENGTH:
            size, at = parse_varint(view, at)
        elif kind in (FIXED32, FIXED64):
            size = 4 if kind == FIXED32 else 8
        else:
            raise Damaged(QT_TRANSLATE_NOOP("Import", "an entry is of kind {kind}, which does not exist"), kind=kind)
        if size > end - at:
            raise Damaged(
                QT_TRANSLATE_NOOP("Import", "an entry says that it has {size:,} bytes where {left:,} are left"),
                size=size,
                left=end - at,
            )
        found.chunks[number].append(view[at : at + size])
        at += size
    return found


def parse_varint(view: memoryview, at: int) -> tuple[int, int]:
    """The unsigned varint at `at`, and where it ends; raises Damaged."""
    value = 0
    for index, byte in enumerate(view[at : at + LONGEST_VARINT]):
        value |= (byte & 127) << 7 * index
        if byte < 128:
            return value & (2**64 - 1), at + index + 1
    raise Damaged(QT_TRANSLATE_NOOP("Import", "a number has no end"))


def parse_varints(view: memoryview) -> np.ndarray:
    """Packed varints as signed integers (n,) int64, all at once with numpy; raises Damaged."""
    raw = np.frombuffer(view, np.uint8)
    ends = np.flatnonzero(raw < CONTINUES)
    if len(raw) and (not len(ends) or ends[-1] != len(raw) - 1):
        raise Damaged(QT_TRANSLATE_NOOP("Import", "a list of numbers ends in the middle of one"))
    starts = np.concatenate([[0], ends[:-1] + 1]) if len(ends) else ends
    lengths = ends - starts + 1
    if len(ends) and lengths.max() > LONGEST_VARINT:
        raise Damaged(QT_TRANSLATE_NOOP("Import", "a number has no end"))
    values = np.zeros(len(ends), np.uint64)
    for index in range(int(lengths.max(initial=0))):
        longer = lengths > index
        values[longer] |= (raw[starts[longer] + index].astype(np.uint64) & PAYLOAD) << np.uint64(7 * index)
    return values.view(np.int64)


def to_signed(value: int) -> int:
    """An unsigned 64-bit integer read as two's complement."""
    return value - 2**64 if value >= 2**63 else value


def as_text(view: memoryview, longest: int = 1000) -> str:
    """UTF-8 text; raises Damaged beyond `longest` bytes."""
    if len(view) > longest:
        raise Damaged(QT_TRANSLATE_NOOP("Import", "a name has {count:,} letters"), count=len(view))
    return bytes(view).decode("utf-8", "replace")
