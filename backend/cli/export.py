"""``convas export``: a trained network for plain PyTorch."""

from __future__ import annotations

from pathlib import Path

import click

from backend.cli.terminal import say
from backend.export.export import export
from backend.export.formats import FORMATS
from backend.runs.store import RunStore
from builder.common.messages import QT_TRANSLATE_NOOP
from builder.files.project_file import load_project


@click.command(
    "export",
    help=QT_TRANSLATE_NOOP(
        "CommandLine",
        "Write a trained network for plain PyTorch.\n\n"
        "It is the network of a run, or of a project's last run, loaded and compared before it is done. "
        "A project that has no run gives its source only.",
    ),
)
@click.argument("source", metavar="RUN|PROJECT", type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(list(FORMATS)), required=True, help=QT_TRANSLATE_NOOP("CommandLine", "What to write.")
)
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help=QT_TRANSLATE_NOOP("CommandLine", "The file to write."),
)
@click.option(
    "--weights",
    type=click.Choice(["best", "last"]),
    default="best",
    show_default=True,
    help=QT_TRANSLATE_NOOP("CommandLine", "Of which epoch."),
)
def command(source: Path, form: str, output: Path, weights: str) -> None:
    """Export a run or project; raises JobError, ProjectError and ExportError."""
    from backend.cli.training_output import progress_bar  # late: tqdm

    trained = RunStore.open(source) if source.is_dir() else load_project(source)
    with progress_bar() as progress:
        done = export(trained, form, output, which=weights, progress=progress)
    say(QT_TRANSLATE_NOOP("CommandLine", "Wrote {file} and {sidecar}."), file=done.path, sidecar=done.sidecar)
    for note in done.notes:
        say(note)
    say(QT_TRANSLATE_NOOP("CommandLine", "Load it with: {line}"), line=done.load_line)
