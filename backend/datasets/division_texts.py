"""How data are divided, from text as it is typed on a command line."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any

from backend.datasets.base import DataError
from backend.datasets.splits import DataSpec
from builder.common.field_texts import FieldTextError, parse_field_text
from builder.common.messages import QT_TRANSLATE_NOOP

DIVISION_FIELDS = ("val_fraction", "test_fraction", "val_count", "test_count", "folds", "fold", "seed", "fit")
"""The fields of a data spec that say what is done to the data, not which they are."""


def parse_division(pairs: Iterable[str]) -> dict[str, Any]:
    """Fields written as ``name=value``, by name; raises :class:`DataError`.

    Whether the values are allowed is checked when the spec is made.
    """
    return dict(_parse_pair(pair) for pair in pairs)


def _parse_pair(pair: str) -> tuple[str, Any]:
    name, equals, text = (part.strip() for part in pair.partition("="))
    if not equals:
        raise DataError(QT_TRANSLATE_NOOP("Data", "{pair} sets nothing; write NAME=VALUE."), pair=pair)
    if name not in DIVISION_FIELDS:
        near = difflib.get_close_matches(name, DIVISION_FIELDS, n=1)
        if near:
            similar = QT_TRANSLATE_NOOP("Data", "Data are not divided by {name}. Did you mean {near}?")
            raise DataError(similar, name=name, near=near[0])
        unknown = QT_TRANSLATE_NOOP("Data", "Data are not divided by {name}; there are {names}.")
        raise DataError(unknown, name=name, names=", ".join(DIVISION_FIELDS))
    try:
        return name, parse_field_text(DataSpec, name, text)
    except FieldTextError as error:
        raise DataError(error.message) from error
