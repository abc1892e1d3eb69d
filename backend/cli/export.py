"""``convas export``: a trained network for plain PyTorch."""

from __future__ import annotations

from pathlib import Path

import click

from backend.export.export import export
from backend.runs.store import RunStore
from builder.files.project_file import load_project


@click.command("export")
@click.argument("source", metavar="RUN|PROJECT", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["pt", "state-dict", "python"]), required=True, help="What to write.")
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The file to write.")
@click.option("--weights", type=click.Choice(["best", "last"]), default="best", show_default=True, help="Of which epoch.")
def command(source: Path, form: str, output: Path, weights: str) -> None:
    """Write a trained network for plain PyTorch.

    It is the network of a run, or of a project's last run, loaded and compared before it is done. A project that has no
    run gives its source only.
    """
    from backend.cli.training_output import progress_bar  # late: tqdm

    trained = RunStore.open(source) if source.is_dir() else load_project(source)
    with progress_bar() as progress:
        done = export(trained, form, output, which=weights, progress=progress)
    click.echo(f"Wrote {done.path}" + (f" and {done.sidecar}." if done.sidecar else "."))
    for line in (*done.notes, f"Load it with: {done.load_line}"):
        click.echo(line)
