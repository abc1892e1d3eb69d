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
from backend.datasets.registry import DEFAULT, source
from backend.protocol.command_queue import CommandQueue
from backend.protocol.events import Stop
from backend.protocol.job import TrainingJob
from backend.protocol.recipe import Recipe
from backend.runs.store import RunStore, new_run
from backend.training.prepare_job import CannotTrain, parse_overrides, prepare_job
from builder.check_report import Report
from builder.common.fields import choices
from builder.common.files import in_words
from builder.common.json_checks import ProjectError
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.files.project_file import load_project, save_project


def _field_list() -> str:
    """The fields of the recipe with their defaults and choices, for the help of the command."""
    rows = ["\b"]
    for name, declared in Recipe.params().items():
        words = choices(Recipe.annotation(name))
        default = str(declared.default) if not isinstance(declared.default, bool) else "yes" if declared.default else "no"
        rows.append(f"{name:<16}{default:<15}{declared.doc}")
        rows += [f"{'':<31}{', '.join(words)}"] if words else []
    return "Fields of the recipe, for --set, each with its usual value:\n\n" + "\n".join(rows)


@click.command("train", epilog=_field_list())
@PROJECT
@click.option("--data", metavar="NAME|FOLDER", help="Learn from these data instead of the project's.")
@click.option("--epochs", type=int, help="How often every training image is seen.")
@click.option("--batch-size", type=int, help="Images in a step.")
@click.option("--device", type=click.Choice(["auto", "cpu", "cuda"]), help="Where to train.")
@click.option("--seed", type=int, help="Same seed, same threads: same losses.")
@click.option(
    "--set", "fields", multiple=True, metavar="NAME=VALUE", help="Set a field of the recipe, as listed below; may be repeated."
)
@click.option("--run-dir", type=click.Path(file_okay=False, path_type=Path), help="The folder to write the run to.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
def command(
    project: Path, data: str | None, run_dir: Path | None, as_json: bool, fields: tuple[str, ...], **wishes: Any
) -> int:
    """Train a project; Ctrl-C stops and keeps the model.

    The graph is trained as it is drawn: where it does not fit the data, the problem and its repair are said. A second
    Ctrl-C ends at once, without measuring the model on the test images.
    """
    from backend.cli.training_output import Transcript  # late: tqdm and torch

    overrides = parse_overrides(fields) | {name: value for name, value in wishes.items() if value is not None}
    loaded = load_project(project)
    try:
        prepared = prepare_job(loaded, data=data or (None if loaded.data else DEFAULT), overrides=overrides)
    except CannotTrain as error:
        raise _refusal(error) from error
    if run_dir is not None and (run_dir / "job.json").exists():
        raise CommandError(
            QT_TRANSLATE_NOOP("CommandLine", "{folder} already holds a run; name another folder."), folder=run_dir
        )
    store = RunStore(run_dir) if run_dir else new_run(name=project.stem)
    for note in prepared.notes:
        click.echo(str(note), err=True)
    commands = CommandQueue()
    from backend.training.engine import train  # late: torch

    with stopping(commands), closing(train(prepared.job, commands, store)) as events:
        finished = Transcript(click.echo, as_json=as_json).follow(events)
    if finished is None or finished.step == 0:
        return 1
    remember_run(project, store.folder)
    if not as_json:
        click.echo(f"The run is in {finished.run_dir}.")
    return 1 if finished.reason == "nan" else 0


def _refusal(error: CannotTrain) -> CommandError:
    """Why nothing is trained; where the network has errors, all of them, each with the repairs that were tried."""
    if error.project is None:
        return CommandError(error.message)
    title = source(TrainingJob.of(error.project).data.name).info().title
    refused = Message.of(QT_TRANSLATE_NOOP("CommandLine", "This network cannot be trained on {data}."), data=title)
    return CommandError(Message.verbatim("\n".join([str(refused), *Report(error.project).told(errors_only=True)])))


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
