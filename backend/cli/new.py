"""``convas new``: a network of the zoo as a project."""

from __future__ import annotations

from pathlib import Path

import click

from backend.cli.data_options import OPTION, chosen_source
from backend.cli.terminal import say
from backend.training.zoo_project import offered_source, zoo_project
from builder import zoo
from builder.common.messages import QT_TRANSLATE_NOOP
from builder.files.project_file import save_project
from builder.tasks.registry import TARGETS


@click.command(
    "new",
    help=QT_TRANSLATE_NOOP(
        "CommandLine",
        "Write a network of the zoo as a project.\n\n"
        "It is fitted to data that suit it and come with the program, or to those that --data names.",
    ),
)
@click.argument("name")
@click.option(
    "--data",
    metavar="NAME|FOLDER",
    help=QT_TRANSLATE_NOOP("CommandLine", "What to learn from; by default data that suit the network."),
)
@click.option(
    "--task",
    type=click.Choice(list(TARGETS)),
    help=QT_TRANSLATE_NOOP("CommandLine", "The kind of task; by default the one that the network was made for."),
)
@OPTION
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help=QT_TRANSLATE_NOOP("CommandLine", "The project to write."),
)
def command(name: str, data: str | None, task: str | None, *, data_options: tuple[str, ...], output: Path) -> None:
    """Write the project; raises ZooError, DataError and ProjectError."""
    entry, offered = zoo.info(name), None if data is not None or not data_options else offered_source(name)
    named = data if offered is None else offered.name
    made = zoo_project(name, None if named is None else chosen_source(named, data_options), task)
    save_project(made.project, output)
    if made.info is None:
        say(QT_TRANSLATE_NOOP("CommandLine", "Wrote {network} to {file}."), network=entry.title, file=output)
    else:
        text = QT_TRANSLATE_NOOP("CommandLine", "Wrote {network} for {data} to {file}.")
        say(text, network=entry.title, data=made.info.title, file=output)
    for note in made.notes:
        say(note)
