"""``convas new``: a network of the zoo as a project."""

from __future__ import annotations

from pathlib import Path

import click

from backend.cli.terminal import say
from backend.datasets.base import task_for
from backend.datasets.registry import source
from backend.datasets.splits import DataSpec
from backend.training.prepare_job import recipe_for
from builder import zoo
from builder.common.messages import QT_TRANSLATE_NOOP
from builder.files.project_file import save_project


@click.command(
    "new",
    help=QT_TRANSLATE_NOOP(
        "CommandLine",
        "Write a network of the zoo as a project.\n\n"
        "It is fitted to its data: digits, the network's own, or those that --data names.",
    ),
)
@click.argument("name")
@click.option(
    "--data",
    metavar="NAME|FOLDER",
    help=QT_TRANSLATE_NOOP("CommandLine", "What to learn from; by default the network's own data."),
)
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help=QT_TRANSLATE_NOOP("CommandLine", "The project to write."),
)
def command(name: str, data: str | None, output: Path) -> None:
    """Write the project; raises ZooError, DataError and ProjectError."""
    entry = zoo.info(name)
    chosen = source(data or entry.data)
    info = chosen.info()
    spec = DataSpec(name=chosen.name)
    project = zoo.project(name, task_for(info), spec.record(), recipe_for(info).record())
    save_project(project, output)
    if project.data:
        text = QT_TRANSLATE_NOOP("CommandLine", "Wrote {network} for {data} to {file}.")
        say(text, network=entry.title, data=info.title, file=output)
    else:
        say(QT_TRANSLATE_NOOP("CommandLine", "Wrote {network} to {file}."), network=entry.title, file=output)
    for note in zoo.notes(name, task_for(info)):
        say(note)
