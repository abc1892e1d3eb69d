"""Tables in text files, as spreadsheets and programs write them: encoding, delimiter and header are found. Not trusted."""

from __future__ import annotations

import csv
import math
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from backend.datasets.base import Cancel, DataError, check_cancelled, never
from backend.datasets.images.readable_formats import readable_endings
from backend.datasets.notes import NOTES
from backend.datasets.own.folders.walking import printable
from builder.common.errors import first_line, os_error_reason
from builder.common.messages import QT_TRANSLATE_NOOP, Message

MOST_BYTES, MOST_COLUMNS = 256_000_000, 10_000
DELIMITERS = (",", ";", "\t", "|")
LOOKED_AT = 100
"""From how many lines the delimiter is found."""

LARGEST = 3.4028234663852886e38
"""The largest number of float32, in which targets are learned."""

STRIDE = 20_000
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\0\0", "utf-32"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Cells by row; `lines` are the numbers of the rows in the file, from 1. Every row has a cell for every column."""

    path: Path
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    delimiter: str
    header: bool
    notes: tuple[Message, ...] = ()

    def __len__(self) -> int:
        return len(self.rows)

    def column(self, name: str) -> list[str]:
        """The cells of a column, stripped."""
        at = self.columns.index(name)
        return [row[at].strip() for row in self.rows]


def read_table(path: Path, *, header: str = "auto", cancelled: Cancel = never) -> Table:
    """The table in the file at `path`; `header` is "yes", "no" or "auto".

    Raises :class:`DataError` for what cannot be read or is no table, and :class:`DataCancelled`.
    """
    text, notes = _text(path)
    delimiter = _delimiter(text)
    rows, lines = _rows(path, text, delimiter, cancelled)
    if not rows:
        raise DataError(QT_TRANSLATE_NOOP("Data", "{file} holds no rows."), file=printable(path))
    headed = header == "yes" or (header == "auto" and _is_header(rows[0]))
    width = len(rows[0]) if headed else Counter(map(len, islice(rows, LOOKED_AT))).most_common(1)[0][0]
    if width > MOST_COLUMNS:
        many = QT_TRANSLATE_NOOP("Data", "{file} has {count:,} columns; at most {most:,} are read.")
        raise DataError(many, file=printable(path), count=width, most=MOST_COLUMNS)
    columns = _column_names(rows[0] if headed else [""] * width)
    if headed:
        rows, lines = rows[1:], lines[1:]
    odd = [line for row, line in zip(rows, lines, strict=True) if len(row) != width]
    if odd:
        notes.append(Message.of(NOTES["rows-ragged"], count=len(odd), rows=line_list(odd)))
    whole = tuple(tuple(row[:width]) + ("",) * (width - len(row)) for row in rows)
    return Table(
        path=path,
        columns=columns,
        rows=whole,
        lines=tuple(lines),
        delimiter=delimiter,
        header=headed,
        notes=tuple(notes),
    )


def line_list(lines: Sequence[int], most: int = 5) -> Message:
    """The numbers of the first rows, and how many more there are."""
    shown = ", ".join(map(str, lines[:most]))
    if len(lines) <= most:
        return Message.verbatim(shown)
    return Message.of(QT_TRANSLATE_NOOP("Data", "{names} and {count:,} more"), names=shown, count=len(lines) - most)


def _text(path: Path) -> tuple[str, list[Message]]:
    try:
        with path.open("rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            if size > MOST_BYTES:
                large = QT_TRANSLATE_NOOP("Data", "{file} is too large for a table: {size:,} bytes; at most {most:,} are read.")
                raise DataError(large, file=printable(path), size=size, most=MOST_BYTES)
            content = stream.read(MOST_BYTES + 1)
    except OSError as error:
        unread = QT_TRANSLATE_NOOP("Data", "{file} cannot be read: {reason}.")
        raise DataError(unread, file=printable(path), reason=os_error_reason(error)) from error
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), "utf-8")
    if encoding == "utf-8" and b"\0" in content[:4096]:
        binary = QT_TRANSLATE_NOOP("Data", "{file} is no text. A table is a text file with one row per image.")
        raise DataError(binary, file=printable(path))
    try:
        return content.decode(encoding), []
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace"), [Message.of(NOTES["table-encoding"])]


def _delimiter(text: str) -> str:
    """The delimiter by which the first lines have the most equal numbers of columns, more than one."""
    lines = text[:1_000_000].splitlines()[:LOOKED_AT]

    def score(delimiter: str) -> tuple[float, int]:
        try:
            widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if row)
        except csv.Error:
            return 0.0, 0
        width, count = widths.most_common(1)[0] if widths else (0, 0)
        return (count / sum(widths.values()), width) if width > 1 else (0.0, 0)

    best = max(DELIMITERS, key=score)
    return best if score(best)[0] else ","


def _rows(path: Path, text: str, delimiter: str, cancelled: Cancel) -> tuple[list[list[str]], list[int]]:
    """All rows that are not empty, and their first lines."""
    reader = csv.reader(_lines(text), delimiter=delimiter, skipinitialspace=True)
    rows, lines, line = [], [], 1
    try:
        for index, row in enumerate(reader):
            if index % STRIDE == 0:
                check_cancelled(cancelled)
            if any(cell.strip() for cell in row):
                rows.append(row)
                lines.append(line)
            line = reader.line_num + 1
    except csv.Error as error:
        broken = QT_TRANSLATE_NOOP("Data", "{file}, row {row}: this is no table ({reason}).")
        raise DataError(broken, file=printable(path), row=line, reason=first_line(error)) from error
    return rows, lines


def _lines(text: str) -> Iterator[str]:
    """The lines with their ends: only the ends that files have, not the separators that ``splitlines`` also knows."""
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end + 1
        yield text[start:end].replace("\r\n", "\n")
        start = end


def _is_header(row: Sequence[str]) -> bool:
    """Whether the first row names columns: no numbers, no files, nothing twice."""
    cells = [cell.strip().casefold() for cell in row]
    named = [cell for cell in cells if cell]
    if len(set(named)) < len(named) or not named:
        return False
    return not any(_is_finite(cell) or os.path.splitext(cell)[1] in readable_endings() for cell in named)  # noqa: PTH122


def _column_names(cells: Sequence[str]) -> tuple[str, ...]:
    """A name for each column, none of them twice."""
    names: list[str] = []
    for at, cell in enumerate(cells, 1):
        name = cell.strip() or f"column {at}"
        names.append(name if name not in names else f"{name} ({at})")
    return tuple(names)


def as_number(cell: str, *, comma: bool = False) -> float | None:
    """A cell as a number; `comma` allows one for the decimal point. None where it is none, or not finite as float32."""
    value = _any_number(cell, comma=comma)
    return value if value is not None and abs(value) <= LARGEST else None


def is_bad_number(cell: str, *, comma: bool = False) -> bool:
    """Whether a cell is written as a number that cannot be learned: ``nan``, ``inf``, or too large for float32."""
    value = _any_number(cell, comma=comma)
    return value is not None and not abs(value) <= LARGEST


def _is_finite(cell: str) -> bool:
    value = _any_number(cell, comma=False)
    return value is not None and math.isfinite(value)


def _any_number(cell: str, *, comma: bool) -> float | None:
    try:
        return float(cell)
    except ValueError:
        try:
            return float(cell.replace(",", ".")) if comma and cell.count(",") == 1 else None
        except ValueError:
            return None
