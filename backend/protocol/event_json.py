"""Events as JSON, and back: a record that is not exactly as an event is written gives no event.

Every record has a version. Version 1 had none, and other columns; version 2 knew no baselines. :func:`_migrate` reads both.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Literal, TypeVar, cast, get_type_hints

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model

from backend.protocol.events import Array, EpochEnded, Event, Finished, Intervals, Marked, Metrics, Started, frozen
from backend.protocol.sentences import note_record, parse_note
from builder.common.messages import Message

Kind = TypeVar("Kind")

VERSION = 3

_HIGHEST = 2**53
"""The largest whole number that every reader of JSON keeps exactly."""

_MOST_METRICS = 100

_Whole = Annotated[int, Field(ge=-_HIGHEST, le=_HIGHEST)]
_Metrics = Annotated[dict[str, float | None], Field(max_length=_MOST_METRICS)]
_Intervals = Annotated[dict[str, tuple[float, float]], Field(max_length=_MOST_METRICS)]


class _Note(BaseModel):
    """A note by its code, as :mod:`backend.protocol.sentences` looks it up."""

    model_config = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False)
    code: str
    values: Annotated[dict[str, str | _Whole | float], Field(max_length=_MOST_METRICS)]


_IN_JSON: Mapping[Any, Any] = {
    int: _Whole,
    int | None: _Whole | None,
    Array: list[float | None],
    Metrics: _Metrics,
    Metrics | None: _Metrics | None,
    Intervals | None: _Intervals | None,
    tuple[Message, ...]: tuple[_Note, ...],
}
"""The types that JSON has another form of, or no bound for."""


def as_json(event: Event, *, indent: int | None = None) -> str:
    """The text of an event; a number that is not finite is null."""
    values = {name: _json_value(getattr(event, name)) for name in event.__dataclass_fields__}
    return json.dumps({"version": VERSION, **values}, indent=indent, allow_nan=False)


def from_json(kind: type[Kind], text: str) -> Kind | None:
    """The event in `text`, of this version or an earlier one; None where a field is missing, unknown, or of another type."""
    model = _model_of(cast(Any, kind))
    try:
        found = model.model_validate_json(text)
    except ValidationError:
        earlier = _migrate(kind, text)
        if earlier is None:
            return None
        try:
            found = model.model_validate_json(earlier)
        except ValidationError:
            return None
    return kind(**{name: _field_value(value) for name, value in found if name != "version"})


@cache
def _model_of(kind: Any) -> type[BaseModel]:
    fields: dict[str, Any] = {name: (_IN_JSON.get(hint, hint), ...) for name, hint in get_type_hints(kind).items()}
    return create_model(
        kind.__name__,
        __config__=ConfigDict(strict=True, extra="forbid", allow_inf_nan=False),
        version=(Literal[3], ...),
        **fields,
    )


def _migrate(kind: type[Any], text: str) -> str | None:
    """A record of an earlier version in the form of today; None for a record of another version, or for none at all."""
    try:
        record = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(record, dict) or record.get("version", 1) not in (1, 2):
        return None
    try:
        if "version" not in record:
            record = _MIGRATIONS.get(kind, dict)(record)
        later = {"baseline": None, "intervals": None} if kind is Finished else {}
        return json.dumps({**record, **later, "version": VERSION})
    except (KeyError, TypeError, ValueError, ArithmeticError):
        return None


def _epoch_of_version_1(record: dict[str, Any]) -> dict[str, Any]:
    columns = ("train_loss", "train_accuracy", "val_loss", "val_accuracy")
    rest = {name: value for name, value in record.items() if name not in columns}
    return rest | {
        "train": {"loss": record["train_loss"], "accuracy": record["train_accuracy"]},
        "val": {"loss": record["val_loss"], "accuracy": record["val_accuracy"]},
    }


def _end_of_version_1(record: dict[str, Any]) -> dict[str, Any]:
    """The sentence is left out: it is made from the other values, in the reader's language."""
    columns = ("val_loss", "val_accuracy", "test_loss", "test_accuracy", "text")
    rest = {name: value for name, value in record.items() if name not in columns}
    best = record["best_epoch"]
    measured = record["test_accuracy"] is not None
    return rest | {
        "val": None if best is None else {"loss": record["val_loss"], "accuracy": record["val_accuracy"]},
        "test": {"loss": record["test_loss"], "accuracy": record["test_accuracy"]} if measured else None,
        "test_samples": None,
        "stale": 0 if best is None else record["epoch"] - best,
        "broken_at": None,
        "learning_rate": None,
    }


def _mark_of_version_1(record: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name != "text"}


def _start_of_version_1(record: dict[str, Any]) -> dict[str, Any]:
    return record | {"notes": [{"code": "text", "values": {"text": note}} for note in record["notes"]]}


_MIGRATIONS: Mapping[type[Any], Any] = {
    EpochEnded: _epoch_of_version_1,
    Finished: _end_of_version_1,
    Marked: _mark_of_version_1,
    Started: _start_of_version_1,
}


def _json_value(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return [float(f"{number:.7g}") if math.isfinite(number) else None for number in value.tolist()]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, tuple):
        return [_json_value(part) for part in value]
    if isinstance(value, Message):
        return note_record(value)
    return {name: _json_value(part) for name, part in value.items()} if isinstance(value, Mapping) else value


def _field_value(value: Any) -> Any:
    """A field as the event has it: lists are arrays, and numbers that are missing are NaN."""
    if isinstance(value, list):
        return frozen(np.asarray(value, dtype=np.float32))
    if isinstance(value, dict):
        return {name: math.nan if part is None else part for name, part in value.items()}
    if isinstance(value, tuple):
        return tuple(parse_note(part.code, part.values) if isinstance(part, _Note) else part for part in value)
    return value
