"""``convas zoo``: the networks to start from."""

from __future__ import annotations

import json

import click

from backend.cli.terminal import in_language, say
from builder import zoo
from builder.check_report import table
from builder.common.messages import QT_TRANSLATE_NOOP

NONE_YET = QT_TRANSLATE_NOOP("CommandLine", "none yet")
"""In the place of data, for networks whose task cannot be learned yet."""


@click.command("zoo", help=QT_TRANSLATE_NOOP("CommandLine", "List the networks that can be had."))
@click.option("--json", "as_json", is_flag=True, help=QT_TRANSLATE_NOOP("CommandLine", "Print one JSON object a line."))
def command(as_json: bool) -> None:
    """Print the zoo as a table, or one JSON object per network."""
    if as_json:
        for name in zoo.names():
            entry = zoo.info(name)
            record = {
                "name": name,
                "title": in_language(entry.title),
                "description": in_language(entry.description),
                "year": entry.year,
                "parameters": entry.parameters,
                "task": entry.task,
                "data": list(entry.data),
            }
            say(json.dumps(record, ensure_ascii=False))
        return
    heads = (
        QT_TRANSLATE_NOOP("CommandLine", "name"),
        QT_TRANSLATE_NOOP("CommandLine", "network"),
        QT_TRANSLATE_NOOP("CommandLine", "year"),
        QT_TRANSLATE_NOOP("CommandLine", "parameters"),
        QT_TRANSLATE_NOOP("CommandLine", "task"),
        QT_TRANSLATE_NOOP("CommandLine", "data"),
    )
    rows = [(*map(in_language, heads), "")]
    for name in zoo.names():
        entry = zoo.info(name)
        title, description = in_language(entry.title), in_language(entry.description)
        size, data = f"{entry.parameters:,}", ", ".join(entry.data) or in_language(NONE_YET)
        rows.append((name, title, str(entry.year), size, in_language(zoo.task_title(name)), data, description))
    say(table(rows, right=(2, 3)))
