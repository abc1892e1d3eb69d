"""Which value of a mask is which class: found from all masks of a set, with names from a file where there is one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from backend.datasets.base import DataError
from backend.datasets.images.resizing import NOT_COUNTED
from backend.datasets.notes import NOTES
from backend.datasets.own.folders.walking import name_list
from backend.datasets.own.masks.pixel_values import MaskValues, Pixels
from builder.common.errors import os_error_reason
from builder.common.messages import QT_TRANSLATE_NOOP, Message

MOST_CLASSES = 254
"""The most classes of masks: the largest number of a byte means "not counted"."""

MOST_NAMES_BYTES = 1_000_000
VOC_BORDER = 0xE0E0C0
"""The colour of outlines in masks of PASCAL VOC, which do not count."""

GROUND, OBJECT = "ground", "object"
"""Names of the classes of masks with two values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MaskClasses:
    """The rule by which masks are read: `numbers` are the classes of the `values`, which are in ascending order.

    A value that is not listed is NOT_COUNTED. `by_colour`: values are colours, 0xRRGGBB. With `soft`, masks of two values
    were blurred by JPEG: whatever is nearer to 255 than to 0 is the object.
    """

    names: tuple[str, ...]
    values: tuple[int, ...]
    numbers: tuple[int, ...]
    by_colour: bool = False
    soft: bool = False
    unknown: tuple[int, ...] = ()

    def apply(self, pixels: Pixels) -> npt.NDArray[np.uint8]:
        """Class numbers as uint8 for pixels of any shape."""
        if self.soft:
            return (pixels >= 128).astype(np.uint8)
        values = np.array(self.values, np.uint32)
        at = np.minimum(np.searchsorted(values, pixels), len(values) - 1)
        made: npt.NDArray[np.uint8] = np.where(values[at] == pixels, np.array(self.numbers, np.uint8)[at], NOT_COUNTED)
        return made.astype(np.uint8)

    def record(self) -> dict[str, Any]:
        """The rule as a JSON object."""
        return {
            "classes": list(self.names),
            "values": list(self.values),
            "numbers": list(self.numbers),
            "by_colour": self.by_colour,
            "soft": self.soft,
        }

    @classmethod
    def parse(cls, record: object) -> MaskClasses:
        """The rule in a JSON object; raises :class:`DataError`."""
        try:
            if not isinstance(record, Mapping):
                raise TypeError
            names, values, numbers = (tuple(record[name]) for name in ("classes", "values", "numbers"))
            made = cls(
                names=tuple(map(str, names)),
                values=tuple(map(int, values)),
                numbers=tuple(map(int, numbers)),
                by_colour=bool(record["by_colour"]),
                soft=bool(record["soft"]),
            )
            counted = all(0 <= number < len(made.names) or number == NOT_COUNTED for number in made.numbers)
            ordered = sorted(set(made.values)) == list(made.values) and min(made.values, default=0) >= 0
            if not (counted and ordered and len(made.values) == len(made.numbers) and 2 <= len(made.names) <= MOST_CLASSES):
                raise ValueError
        except (KeyError, TypeError, ValueError, OverflowError) as error:
            raise DataError(QT_TRANSLATE_NOOP("Data", "The record of the classes of masks cannot be read.")) from error
        return made

    def on(self, found: MaskValues) -> MaskClasses:
        """The same rule for masks that may hold other values by now."""
        values = sorted(found.colours) if self.by_colour else sorted(found.indices)
        return self if self.soft else replace(self, unknown=tuple(value for value in values if value not in self.values))

    def notes(self, found: MaskValues) -> Iterator[Message]:
        """How masks are read, where it can be seen in more than one way."""
        if self.soft:
            yield Message.of(NOTES["soft-masks"], count=found.lossy)
        elif self.by_colour:
            yield Message.of(NOTES["mask-colours"], count=len(self.values))
        if self.unknown:
            shown = name_list([self._shown(value) for value in self.unknown], most=4)
            yield Message.of(NOTES["mask-values-unknown"], names=shown)
        if NOT_COUNTED in self.numbers:
            yield Message.of(NOTES["mask-not-counted"])

    def _shown(self, value: int) -> str:
        return f"#{value:06x}" if self.by_colour else str(value)


def find_classes(found: MaskValues, names_file: Path | None) -> MaskClasses:
    """The classes of masks with these values; raises :class:`DataError` where they cannot be told."""
    names = {} if names_file is None else _read_names(names_file)
    soft = _soft_classes(found)
    if soft is not None:
        return soft
    if found.crowded or len(found.found) > MOST_CLASSES:
        many = QT_TRANSLATE_NOOP(
            "Data",
            "The masks hold more than {most} values, up to {file}. A mask needs one value or colour for each class: save "
            "masks as PNG, without soft edges.",
        )
        raise DataError(many, most=MOST_CLASSES, file=found.crowded or QT_TRANSLATE_NOOP("Data", "the last one"))
    made = _by_colour(found, names, names_file) if found.by_colour else _by_number(found, [*names], names_file)
    if len(made.names) < 2:
        one = QT_TRANSLATE_NOOP("Data", "All {count:,} masks hold a single value, {value}; at least two classes are needed.")
        raise DataError(one, count=found.masks, value=", ".join(made.names) or QT_TRANSLATE_NOOP("Data", "none"))
    return made


def _soft_classes(found: MaskValues) -> MaskClasses | None:
    """Two classes, where JPEG has blurred masks of 0 and 255."""
    if not found.lossy or found.coloured or not {0, 255} & found.indices or max(found.indices, default=0) < 200:
        return None
    return MaskClasses(names=(GROUND, OBJECT), values=(0, 255), numbers=(0, 1), soft=True)


def _by_number(found: MaskValues, names: list[str], names_file: Path | None) -> MaskClasses:
    values = found.found
    if not names and set(values) in ({0, 255}, {0, 1}):
        return MaskClasses(names=(GROUND, OBJECT), values=tuple(values), numbers=(0, 1))
    rest = [NOT_COUNTED] if NOT_COUNTED in values and len(names) <= NOT_COUNTED else []
    counted = [value for value in values if value not in rest]
    if names:
        return _of_names(names, counted, rest, names_file)
    if counted and counted[-1] + 1 <= 2 * len(counted):
        return _of([str(number) for number in range(counted[-1] + 1)], [(value, value) for value in counted], rest)
    return _of([str(value) for value in counted], [(value, at) for at, value in enumerate(counted)], rest)


def _of_names(names: list[str], counted: list[int], rest: list[int], names_file: Path | None) -> MaskClasses:
    """Values as numbers of the names, or as many values as there are names, in their order."""
    if all(value < len(names) for value in counted):
        return _of(names, [(value, value) for value in counted], rest)
    for values, left in ((counted, rest), ([*counted, *rest], [])):
        if len(values) == len(names):
            return _of(names, [(value, at) for at, value in enumerate(values)], left)
    raise _wrong_count(names_file, len(names), [str(value) for value in [*counted, *rest]])


def _by_colour(found: MaskValues, names: Mapping[str, int | None], names_file: Path | None) -> MaskClasses:
    values = found.found
    colours = {colour: at for at, colour in enumerate(names.values()) if colour is not None}
    if colours:
        known = [(value, colours[value]) for value in values if value in colours]
        unknown = [value for value in values if value not in colours]
        return _of([*names], known, [], by_colour=True, unknown=unknown)
    voc = {colour: at for at, colour in enumerate(voc_colours())}
    rest = [value for value in values if value == VOC_BORDER and set(values) - {VOC_BORDER} <= set(voc)]
    counted = [value for value in values if value not in rest]
    if set(counted) <= set(voc):
        counted.sort(key=voc.__getitem__)
    if names and len(counted) != len(names):
        raise _wrong_count(names_file, len(names), [f"#{value:06x}" for value in counted])
    titles = [*names] or [f"#{value:06x}" for value in counted]
    return _of(titles, [(value, at) for at, value in enumerate(counted)], rest, by_colour=True)


def _of(
    names: Sequence[str],
    known: Sequence[tuple[int, int]],
    rest: Sequence[int],
    *,
    by_colour: bool = False,
    unknown: Sequence[int] = (),
) -> MaskClasses:
    """The rule of `known` (value, class) pairs; the `rest` does not count, as its maker meant, nor do `unknown` values."""
    pairs = sorted([*known, *((value, NOT_COUNTED) for value in rest)])
    return MaskClasses(
        names=tuple(names),
        values=tuple(value for value, _ in pairs),
        numbers=tuple(number for _, number in pairs),
        by_colour=by_colour,
        unknown=tuple(unknown),
    )


def _wrong_count(names_file: Path | None, count: int, values: list[str]) -> DataError:
    return DataError(
        QT_TRANSLATE_NOOP("Data", "{file} names {count:,} classes, but the masks hold {found:,} values: {values}."),
        file=names_file,
        count=count,
        found=len(values),
        values=name_list(values, most=12),
    )


def _read_names(path: Path) -> dict[str, int | None]:
    """Names of classes with their colours, one per line: ``name``, ``name 255 0 0`` or ``255 0 0 name``."""
    try:
        with path.open("rb") as stream:
            content = stream.read(MOST_NAMES_BYTES)
    except OSError as error:
        raise DataError(
            QT_TRANSLATE_NOOP("Data", "{file} cannot be read: {reason}."), file=path, reason=os_error_reason(error)
        ) from error
    found: dict[str, int | None] = {}
    for line in content.decode("utf-8-sig", "replace").splitlines():
        words = [word for word in re.split(r"[,;\t ]+", line.strip()) if word]
        if not words or line.startswith("#") or {"r", "g", "b"} <= {word.casefold() for word in words}:
            continue
        name, colour = _name_and_colour(words)
        found[name if name not in found else f"{name} ({len(found)})"] = colour
    return found


def _name_and_colour(words: list[str]) -> tuple[str, int | None]:
    """The name of a class and its colour, where three numbers or ``#rrggbb`` are among the words of its line."""
    code = next((word for word in words if re.fullmatch("#[0-9a-fA-F]{6}", word)), None)
    if code is not None and len(words) > 1:
        return " ".join(word for word in words if word != code), int(code[1:], 16)
    for at in (0, len(words) - 3):
        three = words[at : at + 3]
        if len(words) > 3 and at >= 0 and all(word.isascii() and word.isdigit() and int(word) < 256 for word in three):
            red, green, blue = map(int, three)
            return " ".join([*words[:at], *words[at + 3 :]]), (red << 16) | (green << 8) | blue
    return " ".join(words), None


def voc_colours(count: int = 21) -> list[int]:
    """The colours of PASCAL VOC's classes: the bits of a class number are spread over red, green and blue, highest first."""
    made = []
    for number in range(count):
        colour, bits = 0, number
        for shift in range(7, -1, -1):
            for channel, place in ((0, 16), (1, 8), (2, 0)):
                colour |= (bits >> channel & 1) << (place + shift)
            bits >>= 3
        made.append(colour)
    return made
