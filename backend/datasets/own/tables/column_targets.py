"""From the cells of a table to targets: class numbers, labels, numbers and parts; rows that lack them are named."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from backend.datasets.base import DataError
from backend.datasets.notes import NOTES
from backend.datasets.own.folders.scanning import split_of
from backend.datasets.own.folders.walking import natural_key
from backend.datasets.own.tables.column_roles import (
    CLASS,
    IGNORED,
    LABEL,
    LABELS,
    MOST_CLASSES,
    NO,
    NUMBER,
    PATH,
    SPLIT,
    YES,
    is_missing,
    separator_of,
)
from backend.datasets.own.tables.delimited_text import Table, as_number, is_bad_number, line_list
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.tasks.base import Target
from builder.tasks.classification import Classes
from builder.tasks.multilabel import Labels
from builder.tasks.regression import Numbers

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class TableColumns:
    """A table with the roles of its columns, and what can be learned from it."""

    table: Table
    roles: Mapping[str, str]

    def named(self, role: str) -> list[str]:
        """The columns with this role, in order."""
        return [name for name in self.table.columns if self.roles.get(name) == role]

    @property
    def paths(self) -> list[str]:
        """The cells that name images."""
        return self.table.column(self.named(PATH)[0])

    def classes(self) -> tuple[str, ...]:
        """The names of the classes in natural order; none where no column is taken for them. Raises :class:`DataError`."""
        names = _names(self.table.column(column) for column in self.named(CLASS))
        comma = self.table.delimiter == ";"
        good = tuple(name for name in names if not is_bad_number(name, comma=comma))
        # "inf" is a word among words, and a bad number among numbers
        return good if all(as_number(name, comma=comma) is not None for name in good) else names

    def labels(self) -> tuple[str, ...]:
        """The names of the labels: columns, or what the cells of a list hold."""
        columns = self.named(LABEL)
        return tuple(columns) if columns else _names(parts for column in self.named(LABELS) for parts in self.lists(column))

    def targets(self) -> dict[str, Target]:
        """What the columns teach, by kind of task. Raises :class:`DataError` for a single class."""
        found: dict[str, Target] = {}
        classes, labels, numbers = self.classes(), self.labels(), tuple(self.named(NUMBER))
        if len(classes) == 1:
            one = QT_TRANSLATE_NOOP("Data", "The column {column} holds one class, {name}; at least two are needed.")
            raise DataError(one, column=self.named(CLASS)[0], name=classes[0])
        if classes:
            found[Classes.kind] = Classes(classes)
        if labels:
            found[Labels.kind] = Labels(labels)
        if numbers:
            found[Numbers.kind] = Numbers(numbers)
        return found

    def unused(self) -> tuple[Message, ...]:
        """Why columns are not used that look as if they could be: their cells are all the same, or hold no value."""
        said = []
        for name in self.named(IGNORED):
            cells = self.table.column(name)
            filled = {cell for cell in cells if not is_missing(cell) and not is_bad_number(cell)}
            if not filled:
                said.append(Message.of(NOTES["column-empty"], column=name))
            elif len(filled) == 1:
                said.append(Message.of(NOTES["column-constant"], column=name, value=filled.pop()))
        return tuple(said[:MOST_SAID])

    def splits(self) -> list[str | None]:
        """The part of each row; None where the cell is none. Without such a column, all are for training."""
        columns = self.named(SPLIT)
        return [split_of(cell) for cell in self.table.column(columns[0])] if columns else ["train"] * len(self.table)

    def lists(self, column: str) -> list[list[str]]:
        """The labels in each cell of a column of lists."""
        cells = self.table.column(column)
        separator = separator_of(cells) or SEPARATOR
        return [[] if is_missing(cell) else [part.strip() for part in cell.split(separator) if part.strip()] for cell in cells]


MOST_SAID = 5
"""Of so many columns that are not used it is said why."""

SEPARATOR = ";"
"""Stands between labels where no cell holds more than one."""


@dataclass(slots=True)
class TargetRows:
    """The rows that can be used for a kind of task, int64 (M,), and their targets (M, ...); `notes` name the others."""

    columns: TableColumns
    keep: npt.NDArray[np.bool_] = field(init=False)
    notes: list[Message] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.keep = np.ones(len(self.columns.table), bool)

    def read(self, kind: str) -> npt.NDArray[Any]:
        """The targets of all rows: class numbers int64 (N,), labels uint8 (N, L), numbers float32 (N, K); zeros else.

        Rows without them are dropped from `keep`.
        """
        table, columns = self.columns.table, self.columns
        if kind == Classes.kind:
            known = {name: at for at, name in enumerate(columns.classes())}
            return np.array(self._cells(columns.named(CLASS)[0], known.get, "rows-no-number"), np.int64)
        if kind == Numbers.kind:
            comma = table.delimiter == ";"
            made = [
                self._cells(name, lambda cell: as_number(cell, comma=comma), "rows-no-number") for name in columns.named(NUMBER)
            ]
            return np.array(made, np.float32).T.copy()
        if kind == Labels.kind and columns.named(LABEL):
            flags = [self._cells(name, _yes_or_no, "rows-no-label") for name in columns.named(LABEL)]
            return np.array(flags, np.uint8).T.copy()
        if kind == Labels.kind:
            return self._read_lists()
        return np.zeros(len(table), np.int64)

    def strata(self) -> npt.NDArray[np.int64]:
        """The class of each row, 0 where it has none: rows are kept."""
        names = self.columns.named(CLASS)
        known = {name: at for at, name in enumerate(self.columns.classes())}
        cells = self.columns.table.column(names[0]) if names else [""] * len(self.keep)
        return np.array([known.get(cell, 0) for cell in cells], np.int64)

    def splits(self) -> list[str]:
        """The part of each row; rows whose cell is none are dropped."""
        found, names = self.columns.splits(), self.columns.named(SPLIT)
        bad = [at for at, split in enumerate(found) if split is None]
        if bad:
            self._drop(bad, "rows-other-part", names[0], self.columns.table.column(names[0])[bad[0]])
        return [split or "train" for split in found]

    def _read_lists(self) -> npt.NDArray[np.uint8]:
        column, names = self.columns.named(LABELS)[0], self.columns.labels()
        known = {name: at for at, name in enumerate(names)}
        made = np.zeros((len(self.keep), len(names)), np.uint8)
        for row, parts in enumerate(self.columns.lists(column)):
            for part in parts:
                made[row, known[part]] = 1
        return made

    def _cells(self, column: str, convert: Callable[[str], Value | None], code: str) -> list[Value | int]:
        """The values of a column; rows without one, or with one that does not convert, get 0 and are dropped."""
        made: list[Value | int] = []
        missing: list[int] = []
        wrong: list[int] = []
        cells = self.columns.table.column(column)
        for row, cell in enumerate(cells):
            value = convert(cell)
            if value is None:
                (missing if is_missing(cell) else wrong).append(row)
            made.append(0 if value is None else value)
        if missing:
            self._drop(missing, "rows-without-value", column, "")
        if wrong:
            self._drop(wrong, code, column, cells[wrong[0]])
        return made

    def _drop(self, rows: Sequence[int], code: str, column: str, value: str) -> None:
        self.keep[np.array(rows)] = False
        lines = line_list([self.columns.table.lines[row] for row in rows])
        values = {"value": value} if "{value" in NOTES[code] else {}
        self.notes.append(Message.of(NOTES[code], column=column, count=len(rows), rows=lines, **values))


def _names(columns: Iterator[Sequence[str]] | Iterator[list[str]]) -> tuple[str, ...]:
    names = sorted({cell for cells in columns for cell in cells if not is_missing(cell)}, key=natural_key)
    if len(names) > MOST_CLASSES:
        many = QT_TRANSLATE_NOOP("Data", "There are {count:,} different classes or labels; at most {most:,} can be told apart.")
        raise DataError(many, count=len(names), most=MOST_CLASSES)
    return tuple(names)


def _yes_or_no(cell: str) -> int | None:
    plain = cell.casefold()
    return 1 if plain in YES else 0 if plain in NO else None
