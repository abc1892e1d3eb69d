"""``convas check``: shapes, costs and problems of a project."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from backend.cli.data_options import OPTION, SPLIT
from backend.cli.terminal import PROJECT, current_translate, say
from backend.protocol.recipe import batch_of
from backend.training.prepare_job import CannotTrain, parse_overrides, prepare_job, why_no_task
from builder.check_report import Report
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.files.project_file import load_project
from builder.model.project import Project
from builder.tasks.registry import TARGETS


@click.command(
    "check",
    help=QT_TRANSLATE_NOOP(
        "CommandLine",
        "Show blocks, totals, the memory that training takes, and problems.\n\n"
        "With data, of the project or by --data, everything is checked that a training checks. The exit status is 1 when "
        "there is an error.",
    ),
)
@PROJECT
@click.option(
    "--data", metavar="NAME|FOLDER", help=QT_TRANSLATE_NOOP("CommandLine", "Check with these data instead of the project's.")
)
@click.option(
    "--task",
    type=click.Choice(list(TARGETS)),
    help=QT_TRANSLATE_NOOP("CommandLine", "The kind of task; by default that of the project."),
)
@OPTION
@SPLIT
@click.option(
    "--set",
    "fields",
    multiple=True,
    metavar="NAME=VALUE",
    help=QT_TRANSLATE_NOOP("CommandLine", "Check with another field of the recipe, as for train; may be repeated."),
)
@click.option(
    "--batch-size",
    type=click.IntRange(1, 1_000_000),
    help=QT_TRANSLATE_NOOP("CommandLine", "Images in a step, for the memory that training takes."),
)
@click.option("--inside", is_flag=True, help=QT_TRANSLATE_NOOP("CommandLine", "List the blocks of groups too."))
@click.option("--json", "as_json", is_flag=True, help=QT_TRANSLATE_NOOP("CommandLine", "Print one JSON object."))
def command(project: Path, batch_size: int | None, *, inside: bool, as_json: bool, **wishes: Any) -> int:
    """Print the report of a project; raises ProjectError, and OverrideError for a field that cannot be set as written."""
    loaded = load_project(project)
    asked, refusal, notes = _try_training(loaded, batch_size, **wishes)
    report = Report(asked, batch_of(asked, batch_size), current_translate(), refusal=refusal, notes=notes)
    say(json.dumps(report.record()) if as_json else report.text(inside=inside))
    return 0 if report.ok else 1


def _try_training(
    project: Project, batch_size: int | None, **wishes: Any
) -> tuple[Project, Message | None, tuple[Message, ...]]:
    """The project as it would be trained, why it cannot be, besides the errors of its network, and remarks on it."""
    wishes["options"] = wishes.pop("data_options")
    overrides = parse_overrides(wishes.pop("fields")) | ({} if batch_size is None else {"batch_size": batch_size})
    if not (project.data or wishes["data"] or wishes["task"]):
        untaught = None if project.task is not None else why_no_task(project.graph)
        return project, None, () if untaught is None else (untaught,)
    try:
        prepared = prepare_job(project, overrides=overrides, **wishes)
    except CannotTrain as refusal:
        return refusal.project or project, None if refusal.problems else refusal.message, ()
    return prepared.project, None, prepared.expected
