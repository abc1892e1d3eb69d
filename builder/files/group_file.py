"""One group as a file of its own, for use in other networks; as hostile until checked as a project is."""

from __future__ import annotations

import json
from pathlib import Path

from builder.common.errors import os_error_reason
from builder.common.files import read_text, write_text
from builder.common.json_checks import ProjectError, a_record, parse_json
from builder.common.messages import QT_TRANSLATE_NOOP
from builder.files.group_json import definition_records, parse_definitions
from builder.groups.definition import Definition, definition_of
from builder.groups.group import Group

FORMAT = "convas-group"
VERSION = 1
SUFFIX = ".json"

LARGEST = 2 * 2**20
"""How many characters the file of a group may have."""


def written_group(definition: Definition) -> str:
    """The group as the text of its file, after the groups inside of it."""
    known: dict[str, Definition] = {}
    waiting = [definition]
    while waiting:
        one = waiting.pop()
        if one.name not in known:
            known[one.name] = one
            inner = (block.layer for block in one.body.blocks.values())
            waiting.extend(definition_of(layer) for layer in inner if isinstance(layer, Group))
    rows = [json.dumps(record, ensure_ascii=False, allow_nan=False) for record in definition_records(known)]
    head = f'  "format": "{FORMAT}",\n  "version": {VERSION},\n  "group": {json.dumps(definition.name)}'
    return "{\n" + head + ',\n  "definitions": [\n    ' + ",\n    ".join(rows) + "\n  ]\n}\n"


def read_group(text: str) -> Definition:
    """The group in the text of a file; raises :class:`ProjectError` on anything that is not right."""
    if len(text) > LARGEST:
        raise ProjectError(
            QT_TRANSLATE_NOOP("Files", "A group has at most {most:,} characters, not {count:,}."), most=LARGEST, count=len(text)
        )
    record = parse_json(text)
    if not isinstance(record, dict) or record.get("format") != FORMAT:
        raise ProjectError(
            QT_TRANSLATE_NOOP("Files", 'This is not a group of Convas: it does not say "format": "{format}".'), format=FORMAT
        )
    fields = a_record(record, "", ("format", "version", "group", "definitions"))
    if isinstance(fields["version"], bool) or fields["version"] != VERSION:
        raise ProjectError(QT_TRANSLATE_NOOP("Files", "The group was written by another version of Convas."))
    known = parse_definitions(fields["definitions"])
    if not isinstance(fields["group"], str) or fields["group"] not in known:
        raise ProjectError(QT_TRANSLATE_NOOP("Files", "there is no group of this name in the file"), "group")
    return known[fields["group"]]


def load_group(path: Path) -> Definition:
    """The group in a file; raises :class:`ProjectError`, which names the file."""
    text = read_text(path)
    try:
        return read_group(text)
    except ProjectError as error:
        raise ProjectError(
            QT_TRANSLATE_NOOP("Files", "{file} cannot be used. {error}"), file=path.name, error=error.message
        ) from None


def save_group(definition: Definition, folder: Path) -> Path:
    """Write the group to a file of its name in `folder`, in one step, and say where; raises :class:`ProjectError`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ProjectError(
            QT_TRANSLATE_NOOP("Files", "{folder} cannot be made: {reason}."), folder=folder, reason=os_error_reason(error)
        ) from error
    path = folder / f"{definition.name}{SUFFIX}"
    write_text(path, written_group(definition))
    return path
