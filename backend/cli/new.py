"""``convas new``: a network of the zoo as a project."""

from __future__ import annotations

from pathlib import Path

import click

from backend.datasets.base import task_for
from backend.datasets.registry import source
from backend.datasets.splits import DataSpec
from backend.training.prepare_job import recipe_for
from builder import zoo
from builder.files.project_file import save_project


@click.command("new")
@click.argument("name")
@click.option("--data", metavar="NAME|FOLDER", help="What to learn from; by default the network's own data.")
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The project to write.")
def command(name: str, data: str | None, output: Path) -> None:
    """Write a network of the zoo as a project.

    It is fitted to its data: digits, the network's own, or those that --data names.
    """
    entry = zoo.info(name)
    chosen = source(data or entry.data)
    info = chosen.info()
    spec = DataSpec(name=chosen.name)
    project = zoo.project(name, task_for(info), spec.record(), recipe_for(info).record())
    save_project(project, output)
    fitted = f" for {info.title}" if project.data else ""
    click.echo(f"Wrote {entry.title}{fitted} to {output}.")
    for note in zoo.notes(name, task_for(info)):
        click.echo(note)
