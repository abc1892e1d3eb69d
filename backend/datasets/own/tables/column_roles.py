"""What the columns of a table are taken for, found from their names and cells; a person may say otherwise."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from backend.datasets.base import DataError
from backend.datasets.own.folders.scanning import split_of
from backend.datasets.own.tables.delimited_text import Table, as_number, is_bad_number
from builder.common.messages import QT_TRANSLATE_NOOP, Message, Template, join_names

PATH, CLASS, LABEL, LABELS, NUMBER, SPLIT, IGNORED = "path", "class", "label", "labels", "number", "split", "ignored"

ROLES: Mapping[str, Template] = {
    PATH: QT_TRANSLATE_NOOP("Data", "image file"),
    CLASS: QT_TRANSLATE_NOOP("Data", "class"),
    LABEL: QT_TRANSLATE_NOOP("Data", "label, yes or no"),
    LABELS: QT_TRANSLATE_NOOP("Data", "list of labels"),
    NUMBER: QT_TRANSLATE_NOOP("Data", "number"),
    SPLIT: QT_TRANSLATE_NOOP("Data", "part (train, val, test)"),
    IGNORED: QT_TRANSLATE_NOOP("Data", "not used"),
}
"""What a column can be taken for, by the word that projects keep."""

SAMPLED = 2000
"""By how many rows the columns are judged."""

MOST_CLASSES = 10_000
FEW = 30
"""Whole numbers with no more different values may be classes."""

CLASS_WORDS = frozenset("label labels class classes category target y species breed diagnosis dx kind type answer".split())
SPLIT_NAMES = frozenset("split set subset partition usage phase part fold".split())
INDEX_NAMES = re.compile(r"(unnamed: ?\d+|index|idx|id|no|nr|#|row|.*[ _]id|column \d+)", re.IGNORECASE)
SEPARATORS = ("|", ";", ",", " ")
MISSING = frozenset(("", "na", "n/a", "nan", "null", "none", "-", "?", "<na>"))
YES = frozenset(("1", "1.0", "true", "yes", "y", "t", "x"))
NO = frozenset(("0", "0.0", "false", "no", "n", "f", "-1", "-1.0"))


def is_missing(cell: str) -> bool:
    """Whether a cell says that there is no value."""
    return cell.strip().casefold() in MISSING


def find_roles(table: Table, is_file: Callable[[str], bool]) -> dict[str, str]:
    """A role for each column; `is_file` says whether a cell names an image that is there."""
    step = max(1, len(table) // SAMPLED)
    cells = {name: [row[at].strip() for row in table.rows[::step]] for at, name in enumerate(table.columns)}
    roles = {name: _role(name, values, comma=table.delimiter == ";") for name, values in cells.items()}
    path = _path_column(cells, is_file)
    if path is not None:
        roles[path] = PATH
    labels = [name for name, role in roles.items() if role == LABEL]
    classes = [name for name, role in roles.items() if role == CLASS]
    if len(labels) == 1 and not classes:
        roles[labels[0]] = CLASS
    if len(classes) > 1:
        chosen = next((name for name in classes if name.casefold() in CLASS_WORDS), classes[0])
        roles.update({name: IGNORED for name in classes if name != chosen})
    lists = [name for name, role in roles.items() if role == LABELS]
    for name in lists if len(labels) > 1 else lists[1:]:
        roles[name] = IGNORED
    return roles


def check_roles(columns: Sequence[str], chosen: Mapping[str, object]) -> dict[str, str]:
    """The roles that a person chose, by column; those not named are not used. Raises :class:`DataError`."""
    for name, role in chosen.items():
        if name not in columns:
            gone = QT_TRANSLATE_NOOP("Data", "There is no column {name!r}; there are {names}.")
            raise DataError(gone, name=name, names=join_names(list(columns)))
        if role not in ROLES:
            unknown = QT_TRANSLATE_NOOP("Data", "The column {name!r} cannot be {role!r}; it can be {roles}.")
            raise DataError(unknown, name=name, role=str(role), roles=", ".join(ROLES))
    roles = {name: str(chosen.get(name, IGNORED)) for name in columns}
    problem = why_not_roles(roles)
    if problem is not None:
        raise DataError(problem)
    return roles


def why_not_roles(roles: Mapping[str, str]) -> Message | None:
    """What is wrong with the roles of the columns; None where they can be used."""
    by_role = {role: [name for name, each in roles.items() if each == role] for role in ROLES}
    if not by_role[PATH]:
        return Message.of(QT_TRANSLATE_NOOP("Data", "No column names the image files. Choose the one that does."))
    for role in (PATH, CLASS, LABELS, SPLIT):
        if len(by_role[role]) > 1:
            twice = QT_TRANSLATE_NOOP("Data", "{names} are all taken for {role}; only one column can be.")
            return Message.of(twice, names=join_names(by_role[role]), role=ROLES[role])
    if by_role[LABEL] and by_role[LABELS]:
        both = QT_TRANSLATE_NOOP(
            "Data", "Labels are either in columns of their own ({names}) or in a list ({other}), not both."
        )
        return Message.of(both, names=join_names(by_role[LABEL]), other=by_role[LABELS][0])
    return None


def separator_of(cells: Sequence[str]) -> str | None:
    """What stands between the labels in the cells of a list; None where nothing repeats."""
    filled = [cell for cell in cells if cell]
    for separator in SEPARATORS:
        several = [cell for cell in filled if separator in cell]
        parts = {part.strip() for cell in filled for part in cell.split(separator)}
        if len(several) >= max(1, len(filled) // 100) and len(parts) <= len(set(filled)):
            return separator
    return None


def _role(name: str, cells: Sequence[str], *, comma: bool) -> str:
    """What a column is taken for by itself."""
    filled = [cell for cell in cells if not is_missing(cell)]
    if not filled:
        return IGNORED
    different = set(filled)
    if name.casefold() in SPLIT_NAMES and sum(split_of(cell) is not None for cell in filled) >= 0.9 * len(filled):
        return SPLIT
    if {cell.casefold() for cell in different} <= YES | NO and len(different) > 1:
        return LABEL
    numbers = [as_number(cell, comma=comma) for cell in filled if not is_bad_number(cell, comma=comma)]
    if all(number is not None for number in numbers):
        return _number_role(name, [number for number in numbers if number is not None]) if numbers else IGNORED
    named = name.casefold() in CLASS_WORDS
    if separator_of(filled) in (SEPARATORS if named else SEPARATORS[:2]) and len(different) > 2:
        return LABELS
    few = len(different) <= min(MOST_CLASSES, len(filled) / 2)
    return CLASS if few or (named and len(different) <= MOST_CLASSES) else IGNORED


def _number_role(name: str, numbers: Sequence[float]) -> str:
    different = set(numbers)
    whole = all(number == int(number) for number in different)
    if len(different) == 1 or (whole and len(different) == len(numbers) and INDEX_NAMES.fullmatch(name)):
        return IGNORED
    named = name.casefold() in CLASS_WORDS
    return CLASS if whole and (named or len(different) <= min(FEW, len(numbers) / 4)) and min(different) >= 0 else NUMBER


def _path_column(cells: Mapping[str, Sequence[str]], is_file: Callable[[str], bool]) -> str | None:
    """The column with the most cells that name images."""
    found = {name: sum(map(is_file, _some(values))) for name, values in cells.items()}
    best = max(found, key=lambda name: found[name], default=None)
    return best if best is not None and found[best] else None


def _some(values: Sequence[str], most: int = 20) -> Sequence[str]:
    return values[:: max(1, len(values) // most)]
