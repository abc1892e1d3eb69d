"""``convas train``: a training without a window, ended and kept at Ctrl-C."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import Any

import click

from backend.cli.terminal import PROJECT, CommandError
from backend.protocol.command_queue import CommandQueue
from backend.protocol.events import Stop
from backend.runs.store import RunStore, new_run
from backend.training.prepare_job import requested
from builder.common.files import in_words
from builder.common.json_checks import ProjectError
from builder.common.messages import QT_TRANSLATE_NOOP
from builder.files.project_file import load_project, save_project


@click.command("train")
@PROJECT
@click.option("--data", metavar="NAME|FOLDER", help="Learn from these data instead of the project's.")
@click.option("--epochs", type=int, help="How often every training image is seen.")
@click.option("--batch-size", type=int, help="Images in a step.")
@click.option("--device", type=click.Choice(["auto", "cpu", "cuda"]), help="Where to train.")
@click.option("--seed", type=int, help="Same seed, same threads: same losses.")
@click.option("--run-dir", type=click.Path(file_okay=False, path_type=Path), help="The folder to write the run to.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
def command(project: Path, data: str | None, run_dir: Path | None, as_json: bool, **wishes: Any) -> int:
    """Train a project; Ctrl-C stops and keeps the model.

    The graph is trained as it is drawn: where it does not fit the data, the problem and its repair are said. A second
    Ctrl-C ends at once, without measuring the model on the test images.
    """
    from backend.cli.training_output import Transcript  # late: tqdm and torch

    request = requested(load_project(project), data, {name: value for name, value in wishes.items() if value is not None})
    if run_dir is not None and (run_dir / "job.json").exists():
        raise CommandError(
            QT_TRANSLATE_NOOP("CommandLine", "{folder} already holds a run; name another folder."), folder=run_dir
        )
    store = RunStore(run_dir) if run_dir else new_run(name=project.stem)
    for note in request.notes:
        click.echo(note, err=True)
    commands = CommandQueue()
    from backend.training.engine import train  # late: torch

    with stopping(commands), closing(train(request.job, commands, store)) as events:
        finished = Transcript(click.echo, as_json=as_json).follow(events)
    if finished is None or finished.step == 0:
        return 1
    remember_run(project, store.folder)
    if not as_json:
        click.echo(f"The run is in {finished.run_dir}.")
    return 1 if finished.reason == "nan" else 0


def remember_run(path: Path, run: Path) -> None:
    """Note the run in the project's file, so that it opens with its curves; a file that cannot be written stays as it is."""
    try:
        save_project(replace(load_project(path), run=str(run.resolve())), path)
    except ProjectError as error:
        click.echo(f"The run is not noted in {path}: {error}", err=True)
    except OSError as error:
        click.echo(f"The run is not noted in {path}: {in_words(error)}.", err=True)


@contextmanager
def stopping(commands: CommandQueue) -> Iterator[None]:
    """While it lasts, the first Ctrl-C stops the training and the second raises KeyboardInterrupt."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        if asked:
            raise KeyboardInterrupt
        asked.append(True)
        commands.put(Stop())
        os.write(2, b"\nStopping; the model is kept. Ctrl-C again ends at once.\n")  # echo is not safe inside a signal

    asked: list[bool] = []
    before: Any = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
