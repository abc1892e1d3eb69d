"""``convas check``: shapes, costs and problems of a project."""

from __future__ import annotations

import json
from pathlib import Path

import click

from backend.cli.terminal import PROJECT, current_translate, say
from backend.protocol.recipe import batch_of
from builder.check_report import Report
from builder.common.messages import QT_TRANSLATE_NOOP
from builder.files.project_file import load_project


@click.command(
    "check",
    help=QT_TRANSLATE_NOOP(
        "CommandLine",
        "Show blocks, totals, the memory that training takes, and problems.\n\nThe exit status is 1 when there is an error.",
    ),
)
@PROJECT
@click.option(
    "--batch-size",
    type=click.IntRange(1, 1_000_000),
    help=QT_TRANSLATE_NOOP("CommandLine", "Images in a step, for the memory that training takes."),
)
@click.option("--inside", is_flag=True, help=QT_TRANSLATE_NOOP("CommandLine", "List the blocks of groups too."))
@click.option("--json", "as_json", is_flag=True, help=QT_TRANSLATE_NOOP("CommandLine", "Print one JSON object."))
def command(project: Path, batch_size: int | None, inside: bool, as_json: bool) -> int:
    """Print the report of a project; raises ProjectError."""
    loaded = load_project(project)
    report = Report(loaded, batch_of(loaded, batch_size), current_translate())
    say(json.dumps(report.record()) if as_json else report.text(inside=inside))
    return 0 if report.ok else 1
