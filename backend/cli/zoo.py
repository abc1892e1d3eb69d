"""``convas zoo``: the networks to start from."""

from __future__ import annotations

import click

from backend.cli.terminal import in_language, say
from builder import zoo
from builder.check_report import table
from builder.common.messages import QT_TRANSLATE_NOOP


@click.command("zoo", help=QT_TRANSLATE_NOOP("CommandLine", "List the networks that can be had."))
def command() -> None:
    """Print the zoo as a table."""
    heads = (
        QT_TRANSLATE_NOOP("CommandLine", "name"),
        QT_TRANSLATE_NOOP("CommandLine", "network"),
        QT_TRANSLATE_NOOP("CommandLine", "year"),
        QT_TRANSLATE_NOOP("CommandLine", "parameters"),
    )
    rows = [(*map(in_language, heads), "")]
    for name in zoo.names():
        entry = zoo.info(name)
        title, description = in_language(entry.title), in_language(entry.description)
        rows.append((name, title, str(entry.year), f"{entry.parameters:,}", description))
    say(table(rows, right=(2, 3)))
