"""Options of a data set from text, as it is typed on a command line."""

from __future__ import annotations

import difflib
import json
import typing
from collections.abc import Iterable
from typing import Any

from backend.datasets.base import DataError, DataSource
from builder.common.field_texts import FieldTextError, parse_field_text
from builder.common.messages import QT_TRANSLATE_NOOP


def parse_options(source: DataSource, pairs: Iterable[str]) -> dict[str, Any]:
    """Options of `source` written as ``name=value``, by name; raises :class:`DataError`.

    Whether they can be had together is checked by :meth:`DataSource.with_options`.
    """
    return dict(_parse_pair(source, pair) for pair in pairs)


def _parse_pair(source: DataSource, pair: str) -> tuple[str, Any]:
    name, equals, text = (part.strip() for part in pair.partition("="))
    kind = source.options_class
    if not equals:
        raise DataError(QT_TRANSLATE_NOOP("Data", "{pair} sets nothing; write NAME=VALUE."), pair=pair)
    if kind is None:
        raise DataError(QT_TRANSLATE_NOOP("Data", "{data} has no options."), data=source.title or source.name)
    if name not in kind.model_fields:
        near = difflib.get_close_matches(name, kind.model_fields, n=1)
        known = ", ".join(kind.model_fields)
        if near:
            similar = QT_TRANSLATE_NOOP("Data", "{data} has no option {name}. Did you mean {near}?")
            raise DataError(similar, data=source.title or source.name, name=name, near=near[0])
        raise DataError(
            QT_TRANSLATE_NOOP("Data", "{data} has no option {name}; it has {names}."),
            data=source.title or source.name,
            name=name,
            names=known,
        )
    if typing.get_origin(kind.annotation(name)) is dict:
        return name, _parse_mapping(name, text)
    try:
        return name, parse_field_text(kind, name, text)
    except FieldTextError as error:
        raise DataError(error.message) from error


def _parse_mapping(name: str, text: str) -> dict[str, str]:
    """Pairs written as ``file:path,size:number``, or as a JSON object where names hold commas or colons."""
    if text.startswith("{"):
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            found = None
        if isinstance(found, dict):
            return {str(key): str(value) for key, value in found.items()}
    pairs = [pair.rpartition(":") for pair in text.split(",") if pair.strip()]
    if not pairs or not all(key.strip() and colon and value.strip() for key, colon, value in pairs):
        template = QT_TRANSLATE_NOOP("Data", "{name} is written as NAME:VALUE,NAME:VALUE, not {text!r}.")
        raise DataError(template, name=name, text=text[:100])
    return {key.strip(): value.strip() for key, _, value in pairs}
