"""Typed, bounded, documented fields: the base of layers, recipes and data choices.

A field is declared once, with :func:`param`; validation, editors, file format and help are derived from it.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import KW_ONLY, dataclass
from typing import Annotated, Any, ClassVar, Literal, Self, cast

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic.fields import FieldInfo

from builder.common.errors import ConvasError
from builder.common.messages import QT_TRANSLATE_NOOP, Message

Single = tuple[int]
"""A length; a plain number stands for it."""

Pair = tuple[int, int]
"""Height and width; a single number stands for both."""

Triple = tuple[int, int, int]
"""Depth, height and width; a single number stands for all."""

LARGEST = 2**31 - 1
"""The largest whole number any field takes."""


class FieldError(ConvasError, ValueError):
    """A value that a field does not take. ``owner`` and ``field`` name the place, ``value`` is what was given.

    Also a ValueError, since pydantic reports only those of validators.
    """

    def __init__(self, owner: str, field: str, value: object, expected: str | Message) -> None:
        self.owner, self.value, self.expected = owner, value, expected
        self.field = field if len(field) <= 60 else field[:57] + "..."
        place = f"{owner}.{self.field}" if field else owner
        template = QT_TRANSLATE_NOOP("Fields", "{place}: {expected}, not {value}")
        super().__init__(template, place=place, expected=expected, value=value_text(value))


def value_text(value: object) -> str:
    """`value` as a person would write it, cut to a readable length."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 10**30:
        return QT_TRANSLATE_NOOP("Fields", "a number of more than 30 digits")
    try:
        text = repr(value)
    except ValueError:  # Python refuses to write numbers of thousands of digits
        return QT_TRANSLATE_NOOP("Fields", "something with a number of thousands of digits")
    return text if len(text) <= 60 else text[:57] + "..."


@dataclass(frozen=True, slots=True)
class Param:
    """What is known of one field besides its type: bounds (inclusive unless `above`), words, visibility."""

    default: object
    _: KW_ONLY
    low: float | None = None
    high: float | None = None
    above: float | None = None
    doc: str = ""
    label: str = ""
    advanced: bool = False
    required: bool = False
    step: float | None = None
    listed: bool = False


def param(
    default: Any,
    *,
    low: float | None = None,
    high: float | None = None,
    above: float | None = None,
    doc: str = "",
    label: str = "",
    advanced: bool = False,
    required: bool = False,
    step: float | None = None,
    listed: bool = False,
) -> Any:
    """Declare a field.

    `low` and `high` bound every number in the value, `above` is an exclusive lower bound. `required` says that torch
    has no default for it, so that it is always written out. `advanced` fields are folded away in the inspector. Two
    numbers that are `listed` are no height and width.
    """
    info = Param(
        default,
        low=low,
        high=high,
        above=above,
        doc=doc,
        label=label,
        advanced=advanced,
        required=required,
        step=step,
        listed=listed,
    )
    return Field(default=default, description=doc, json_schema_extra={"param": cast(Any, info)})


def numbers(value: object) -> Iterator[int | float]:
    """Every number in a field's value."""
    if isinstance(value, tuple):
        for part in value:
            yield from numbers(part)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield value


class Fields(BaseModel):
    """A frozen record of typed fields; raises :class:`FieldError` on anything it does not take."""

    place: ClassVar[str] = ""
    """Where the record stands in a project, for messages: "recipe" of ``recipe.epochs``; by default the name of its class."""

    model_config = ConfigDict(
        frozen=True, strict=True, extra="forbid", allow_inf_nan=False, validate_default=True, defer_build=True
    )

    def __init__(self, **values: Any) -> None:
        try:
            super().__init__(**values)
        except ValidationError as error:
            explained = self._explain(error)
        else:
            return
        raise explained  # outside of the handler: as its context, pydantic's error would never be let go

    @classmethod
    def params(cls) -> dict[str, Param]:
        """The declared fields in order."""
        return {name: _param_of(info) for name, info in cls.model_fields.items()}

    @classmethod
    def annotation(cls, name: str) -> Any:
        """The declared type of field `name`."""
        return cls.model_fields[name].annotation

    def values(self) -> dict[str, Any]:
        """All fields by name."""
        return {name: getattr(self, name) for name in type(self).model_fields}

    def with_values(self, **values: Any) -> Self:
        """The same record with some fields replaced; checked again."""
        return type(self)(**{**self.values(), **values})

    def record(self) -> dict[str, Any]:
        """All fields as JSON knows them: tuples become lists."""
        return {name: _plain(value) for name, value in self.values().items()}

    @model_validator(mode="before")
    @classmethod
    def _widen(cls, values: Any) -> Any:
        if not isinstance(values, Mapping):
            return values
        fields = cls.model_fields
        return {
            name: widen_value(value, fields[name].annotation) if name in fields else value for name, value in values.items()
        }

    @model_validator(mode="after")
    def _check_bounds(self) -> Self:
        for name, info in type(self).model_fields.items():
            bounds = _param_of(info)
            for number in numbers(getattr(self, name)):
                _check_number(number, bounds, name)
        return self

    @classmethod
    def _explain(cls, error: ValidationError) -> FieldError:
        first, owner = error.errors(include_url=False)[0], cls.place or cls.__name__
        name = str(first["loc"][0]) if first["loc"] else ""
        if first["type"] == "extra_forbidden":
            known = ", ".join(cls.model_fields) or QT_TRANSLATE_NOOP("Fields", "none")
            template = QT_TRANSLATE_NOOP("Fields", "there is no such field (there are: {known})")
            return FieldError(owner, name, first["input"], Message.of(template, known=known))
        if first["type"] == "value_error":
            inner = first["ctx"]["error"]
            if isinstance(inner, _OutOfBounds):
                return FieldError(owner, inner.name, inner.value, inner.expected)
            if isinstance(inner, FieldError):
                return inner
            words = inner.message if isinstance(inner, ConvasError) else str(inner)
            return FieldError(owner, name, first["input"], words)
        expected = describe(cls.annotation(name)) if name in cls.model_fields else str(first["msg"])
        template = QT_TRANSLATE_NOOP("Fields", "must be {expected}")
        return FieldError(owner, name, first["input"], Message.of(template, expected=expected))


class _OutOfBounds(ValueError):
    """Carries what pydantic passes on from a validator."""

    def __init__(self, name: str, value: object, expected: Message) -> None:
        super().__init__(str(expected))
        self.name, self.value, self.expected = name, value, expected


def _check_number(number: int | float, bounds: Param, name: str) -> None:
    high = LARGEST if bounds.high is None else bounds.high
    if bounds.low is not None and number < bounds.low:
        template = QT_TRANSLATE_NOOP("Fields", "must be at least {bound:,}")
        raise _OutOfBounds(name, number, Message.of(template, bound=bounds.low))
    if bounds.above is not None and number <= bounds.above:
        template = QT_TRANSLATE_NOOP("Fields", "must be more than {bound:,}")
        raise _OutOfBounds(name, number, Message.of(template, bound=bounds.above))
    if number > high or (isinstance(number, int) and number < -LARGEST):
        template = QT_TRANSLATE_NOOP("Fields", "must be at most {bound:,}")
        raise _OutOfBounds(name, number, Message.of(template, bound=high))


def _param_of(info: FieldInfo) -> Param:
    extra = info.json_schema_extra
    if isinstance(extra, dict) and isinstance(extra.get("param"), Param):
        return cast(Param, extra["param"])
    return Param(info.default)


def _plain(value: object) -> object:
    return [_plain(part) for part in value] if isinstance(value, tuple) else value


def alternatives(annotation: Any) -> tuple[Any, ...]:
    """The types a union names, without ``Annotated`` wrappers; a plain type gives itself."""
    while typing.get_origin(annotation) is Annotated:
        annotation = typing.get_args(annotation)[0]
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        return tuple(part for option in typing.get_args(annotation) for part in alternatives(option))
    return (annotation,)


def choices(annotation: Any) -> tuple[Any, ...]:
    """The words of a ``Literal`` in the annotation, if it has one."""
    return tuple(
        word for option in alternatives(annotation) if typing.get_origin(option) is Literal for word in typing.get_args(option)
    )


def widen_value(value: object, annotation: Any) -> object:
    """Lists become tuples, and one number as many as are meant; nothing else changes."""
    options = alternatives(annotation)
    if isinstance(value, list) and not any(typing.get_origin(option) is dict for option in options):
        value = tuple(tuple(part) if isinstance(part, list) else part for part in value)
    if isinstance(value, int | float) and not isinstance(value, bool) and not any(option in (int, float) for option in options):
        for option in options:
            parts = typing.get_args(option)
            if typing.get_origin(option) is tuple:
                return (value,) * (1 if parts[-1] is Ellipsis else len(parts))
    return value


_WORDS: dict[Any, str] = {
    int: QT_TRANSLATE_NOOP("Fields", "a whole number"),
    float: QT_TRANSLATE_NOOP("Fields", "a number"),
    bool: QT_TRANSLATE_NOOP("Fields", "yes or no (true or false)"),
    str: QT_TRANSLATE_NOOP("Fields", "text"),
    dict: QT_TRANSLATE_NOOP("Fields", "a record of names and values"),
    type(None): QT_TRANSLATE_NOOP("Fields", "empty (null)"),
}

_UNITS: dict[Any, tuple[str, str, str]] = {
    int: (
        QT_TRANSLATE_NOOP("Fields", "a whole number"),
        QT_TRANSLATE_NOOP("Fields", "{count} whole numbers"),
        QT_TRANSLATE_NOOP("Fields", "a list of whole numbers"),
    ),
    float: (
        QT_TRANSLATE_NOOP("Fields", "a number"),
        QT_TRANSLATE_NOOP("Fields", "{count} numbers"),
        QT_TRANSLATE_NOOP("Fields", "a list of numbers"),
    ),
}
_VALUES = (
    QT_TRANSLATE_NOOP("Fields", "a value"),
    QT_TRANSLATE_NOOP("Fields", "{count} values"),
    QT_TRANSLATE_NOOP("Fields", "a list of values"),
)


def describe(annotation: Any) -> Message:
    """A type in words, as in "a whole number or 2 whole numbers"."""
    found: list[Message] = []
    for option in alternatives(annotation):
        if typing.get_origin(option) is Literal:
            found.extend(Message.verbatim(repr(word)) for word in typing.get_args(option))
        elif typing.get_origin(option) is tuple:
            found.append(_describe_tuple(typing.get_args(option)))
        else:
            name: str = getattr(option, "__name__", str(option))
            found.append(Message.of(_WORDS.get(typing.get_origin(option) or option, name)))
    words = found[0]
    for option in found[1:]:
        words = Message.of(QT_TRANSLATE_NOOP("Fields", "{first} or {second}"), first=words, second=option)
    return words


def _describe_tuple(parts: tuple[Any, ...]) -> Message:
    one, several, any_number = _UNITS.get(parts[0], _VALUES)
    if parts[-1] is Ellipsis:
        return Message.of(any_number)
    return Message.of(several, count=len(parts)) if len(parts) > 1 else Message.of(one)
