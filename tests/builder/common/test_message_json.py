"""Messages survive the way between processes, and what a stranger writes in their place does no harm."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from builder.common.message_json import message_record, parse_message
from builder.common.messages import QT_TRANSLATE_NOOP, Message

INNER = Message.of(QT_TRANSLATE_NOOP("Import", "line {line:,}"), line=1234)


@pytest.mark.parametrize(
    "message",
    [
        Message.of(QT_TRANSLATE_NOOP("Import", "Nothing was read.")),
        Message.of(QT_TRANSLATE_NOOP("Import", "{a!r} is {b:.2g}, {c}"), a="x", b=0.123, c=True),
        Message.of(QT_TRANSLATE_NOOP("Import", "{why} ({place})"), why=QT_TRANSLATE_NOOP("Import", "too large"), place=INNER),
        Message.of(QT_TRANSLATE_NOOP("Import", "{several}"), several=[INNER, INNER]),
        Message.of(QT_TRANSLATE_NOOP("Import", "{path}"), path=Path("a/b")),
        Message.verbatim("{not a template}"),
    ],
)
def test_a_message_comes_back_as_it_was(message: Message) -> None:
    back = parse_message(json.loads(json.dumps(message_record(message))))
    assert back.text() == message.text()
    assert (back.context, back.template) == (message.context, message.template)


def test_plain_text_becomes_a_message() -> None:
    assert parse_message(message_record("50% {x}")).text() == "50% {x}"


def record(template: object = "{a}", **values: object) -> dict[str, object]:
    return {"context": "Import", "template": template, "values": values}


@pytest.mark.parametrize(
    "hostile",
    [
        None,
        [],
        {"context": "Import"},
        record(3),
        record("{a:999999999}", a=1),
        record("{a:>9999}", a=1),
        record("{a:.999999f}", a=1.0),
        record("{a.__class__}", a=1),
        record("{a[0]}", a="x"),
        record("{b}", a=1),
        record("{", a=1),
        record("x" * 5000),
        record(a="x" * 5000),
        record(a=record(a=record(a=record(a=record(a=record(a=1)))))),
        record(a={"not": "a message"}),
    ],
)
def test_hostile_records_are_refused(hostile: object) -> None:
    with pytest.raises(ValueError):
        parse_message(hostile)
