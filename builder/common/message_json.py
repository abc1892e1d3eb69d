"""Messages as plain records, to be sent from one process to another. What is read back is not trusted."""

from __future__ import annotations

import re
import string
from collections.abc import Mapping
from typing import Any

from builder.common.messages import Message, Template

LONGEST_TEXT = 4000
MOST_VALUES = 100
DEEPEST = 4

_FORMAT = re.compile(r",?(\.\d\d?)?[bcdeEfFgGnosxX%]?")
"""What may follow the colon of a ``{name}``: no width, which could ask for any amount of memory."""


def message_record(message: str | Message) -> dict[str, Any]:
    """The message as a record of JSON; values of other kinds become text."""
    if not isinstance(message, Message):
        message = Message.of(message) if isinstance(message, Template) else Message.verbatim(message)
    values = {name: _value_record(value) for name, value in message.values.items()}
    return {"context": message.context, "template": str(message.template), "values": values}


def parse_message(record: object, depth: int = 0) -> Message:
    """The message of a record. Raises ValueError where it is none, is too long, or would be too long when formatted."""
    if not isinstance(record, dict) or record.keys() != {"context", "template", "values"} or depth > DEEPEST:
        raise ValueError("not a message")
    context, template, values = record["context"], record["template"], record["values"]
    if not (isinstance(context, str) and isinstance(template, str) and isinstance(values, dict)):
        raise ValueError("not a message")
    if max(len(context), len(template)) > LONGEST_TEXT or len(values) > MOST_VALUES:
        raise ValueError("a message that is too long")
    for _, name, form, _ in string.Formatter().parse(template):
        if name is not None and not (name in values and _FORMAT.fullmatch(form or "")):
            raise ValueError("a template that cannot be filled")
    return Message(context, template, {name: _parse_value(value, depth) for name, value in values.items()})


def _value_record(value: object) -> object:
    if isinstance(value, Message | Template):
        return message_record(value)
    if isinstance(value, list | tuple):
        return [_value_record(part) for part in value]
    if value is None or type(value) in (bool, int, float, str):
        return value
    return str(value)


def _parse_value(value: object, depth: int) -> object:
    if isinstance(value, Mapping):
        return parse_message(value, depth + 1)
    if isinstance(value, list) and len(value) <= MOST_VALUES:
        return [_parse_value(part, depth) for part in value if not isinstance(part, list)]
    if isinstance(value, str) and len(value) <= LONGEST_TEXT:
        return value
    if value is None or isinstance(value, bool | int | float):
        return value
    raise ValueError("a value that no message has")
