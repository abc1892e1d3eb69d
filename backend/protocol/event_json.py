"""Events as JSON, and back: what is not as it was written is no event."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, TypeVar, cast, get_type_hints

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model

from backend.protocol.events import Array, Event, frozen

Kind = TypeVar("Kind")

_HIGHEST = 2**53
"""The largest whole number that every reader of JSON keeps exactly."""

_IN_JSON: Mapping[Any, Any] = {int: Annotated[int, Field(ge=-_HIGHEST, le=_HIGHEST)], Array: list[float | None]}
"""How fields are told that JSON knows otherwise, or without a bound."""


def as_json(event: Event, *, indent: int | None = None) -> str:
    """The text of an event; what is no finite number is null."""
    values = {name: _plain(getattr(event, name)) for name in event.__dataclass_fields__}
    return json.dumps(values, indent=indent, allow_nan=False)


def from_json(kind: type[Kind], text: str) -> Kind | None:
    """The event in `text`; None where a field is missing, unknown, or of another type."""
    try:
        found = _record_of(cast(Any, kind)).model_validate_json(text)
    except ValidationError:
        return None
    return kind(**{name: _valued(value) for name, value in found})


@cache
def _record_of(kind: Any) -> type[BaseModel]:
    fields: dict[str, Any] = {name: (_IN_JSON.get(hint, hint), ...) for name, hint in get_type_hints(kind).items()}
    return create_model(kind.__name__, __config__=ConfigDict(strict=True, extra="forbid", allow_inf_nan=False), **fields)


def _plain(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return [float(f"{number:.7g}") if math.isfinite(number) else None for number in value.tolist()]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return dict(value) if isinstance(value, Mapping) else value


def _valued(value: Any) -> Any:
    """A list of numbers as an array, in which those that are missing are no number."""
    return frozen(np.asarray(value, dtype=np.float32)) if isinstance(value, list) else value
