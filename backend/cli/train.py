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

from backend.cli.data_options import OPTION, SPLIT
from backend.cli.terminal import PROJECT, CommandError, current_translate, in_language, say
from backend.datasets.registry import DEFAULT, source
from backend.protocol.command_queue import CommandQueue
from backend.protocol.events import DataChanged, Stop
from backend.protocol.job import TrainingJob
from backend.protocol.recipe import Recipe
from backend.runs.store import RunStore, new_run
from backend.training.prepare_job import CannotTrain, parse_overrides, prepare_job
from builder.check_report import Report
from builder.common.error_messages import message_of
from builder.common.fields import choices
from builder.common.json_checks import ProjectError
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.files.project_file import load_project, save_project
from builder.model.project import Project
from builder.tasks.classification import Classes
from builder.tasks.registry import TARGETS


class TrainCommand(click.Command):
    """Lists the fields of the recipe below its help."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Each field with its usual value, what it is and what it may be."""
        self.epilog = f"{in_language(_FIELDS_TITLE)}\n\n" + "\n".join(["\b", *_field_rows()])
        super().format_epilog(ctx, formatter)


_FIELDS_TITLE = QT_TRANSLATE_NOOP("CommandLine", "Fields of the recipe, for --set, each with its usual value:")


def _field_rows() -> Iterator[str]:
    for name, declared in Recipe.params().items():
        default = str(declared.default) if not isinstance(declared.default, bool) else "yes" if declared.default else "no"
        yield f"{name:<16}{default:<15}{in_language(declared.doc)}"
        words = choices(Recipe.annotation(name))
        if words:
            yield f"{'':<31}{', '.join(words)}"


@click.command(
    "train",
    cls=TrainCommand,
    help=QT_TRANSLATE_NOOP(
        "CommandLine",
        "Train a project; Ctrl-C stops and keeps the model.\n\n"
        "The graph is trained as it is drawn: where it does not fit the data, the problem and its repair are said. "
        "A second Ctrl-C ends at once, without measuring the model on the test images.",
    ),
)
@PROJECT
@click.option(
    "--data", metavar="NAME|FOLDER", help=QT_TRANSLATE_NOOP("CommandLine", "Learn from these data instead of the project's.")
)
@click.option(
    "--task",
    type=click.Choice(list(TARGETS)),
    help=QT_TRANSLATE_NOOP("CommandLine", "The kind of task; by default that of the project."),
)
@OPTION
@SPLIT
@click.option("--epochs", type=int, help=QT_TRANSLATE_NOOP("CommandLine", "How often every training image is seen."))
@click.option("--batch-size", type=int, help=QT_TRANSLATE_NOOP("CommandLine", "Images in a step."))
@click.option("--device", type=click.Choice(["auto", "cpu", "cuda"]), help=QT_TRANSLATE_NOOP("CommandLine", "Where to train."))
@click.option("--seed", type=int, help=QT_TRANSLATE_NOOP("CommandLine", "Same seed, same threads: same losses."))
@click.option(
    "--set",
    "fields",
    multiple=True,
    metavar="NAME=VALUE",
    help=QT_TRANSLATE_NOOP("CommandLine", "Set a field of the recipe, as listed below; may be repeated."),
)
@click.option(
    "--run-dir",
    type=click.Path(file_okay=False, path_type=Path),
    help=QT_TRANSLATE_NOOP("CommandLine", "The folder to write the run to."),
)
@click.option(
    "--continue",
    "go_on",
    is_flag=True,
    help=QT_TRANSLATE_NOOP("CommandLine", "Go on with the weights of the project's last run, in its folder."),
)
@click.option(
    "--accept-data",
    is_flag=True,
    help=QT_TRANSLATE_NOOP("CommandLine", "Go on though the data have changed since: what was there stays in its part."),
)
@click.option("--json", "as_json", is_flag=True, help=QT_TRANSLATE_NOOP("CommandLine", "Print one JSON object a line."))
def command(
    project: Path,
    data: str | None,
    *,
    task: str | None,
    data_options: tuple[str, ...],
    division: tuple[str, ...],
    run_dir: Path | None,
    as_json: bool,
    fields: tuple[str, ...],
    **options: Any,
) -> int:
    """Train as the project and the options say; gives 1 where no epoch was finished or the loss became NaN.

    Raises :class:`CommandError` for what cannot be trained or continued and for a folder that already holds a run, and the
    errors of reading the project and of the training.
    """
    from backend.cli.training_output import TrainingOutput  # late: tqdm and torch

    go_on, accept_data = options.pop("go_on"), options.pop("accept_data")
    overrides = parse_overrides(fields) | {name: value for name, value in options.items() if value is not None}
    loaded = load_project(project)
    resume = _last_run(project, loaded) if go_on else None
    try:
        prepared = prepare_job(
            loaded,
            data=data,
            default=DEFAULT,
            options=data_options,
            division=division,
            task=task,
            overrides=overrides,
            resume=resume,
            accept_data=accept_data,
        )
    except CannotTrain as error:
        raise _refusal(error) from error
    if run_dir is not None and (run_dir / "job.json").exists():
        raise CommandError(
            QT_TRANSLATE_NOOP("CommandLine", "{folder} already holds a run; name another folder."), folder=run_dir
        )
    folder = run_dir or resume
    store = RunStore(folder) if folder else new_run(name=project.stem)
    for note in prepared.notes:
        say(note, err=True)
    for problem in prepared.warnings:
        say(QT_TRANSLATE_NOOP("CommandLine", "warning: {problem}"), err=True, problem=problem.message)
    commands = CommandQueue()
    kind = Classes.kind if prepared.job.task is None else prepared.job.task.kind
    from backend.training.engine import train  # late: torch

    try:
        with stopping(commands), closing(train(prepared.job, commands, store)) as events:
            finished = TrainingOutput(say, as_json=as_json, kind=kind).follow(events)
    except DataChanged as error:
        raise CommandError(
            QT_TRANSLATE_NOOP("CommandLine", "{reason} (--accept-data goes on.)"), reason=error.message
        ) from error
    if finished is None or finished.step == 0:
        return 1
    remember_run(project, store.folder)
    if not as_json:
        say(QT_TRANSLATE_NOOP("CommandLine", "The run is in {folder}."), folder=finished.run_dir)
    return 1 if finished.reason == "nan" else 0


def _last_run(path: Path, project: Project) -> Path:
    """The folder of the run that is to be continued; raises :class:`CommandError` where there is none."""
    if project.run is None:
        raise CommandError(
            QT_TRANSLATE_NOOP("CommandLine", "{file} has not been trained yet: nothing to go on with."), file=path
        )
    return Path(project.run)


def _refusal(error: CannotTrain) -> CommandError:
    """Why nothing is trained; where the network has errors, all of them, each with the repairs that were tried."""
    if error.project is None or not error.problems:
        return CommandError(error.message)
    title = source(TrainingJob.of(error.project).data.name).info().title
    refused = Message.of(QT_TRANSLATE_NOOP("CommandLine", "This network cannot be trained on {data}."), data=title)
    report = Report(error.project, translate=current_translate())
    return CommandError(Message.verbatim("\n".join([in_language(refused), *report.problem_lines(errors_only=True)])))


def remember_run(path: Path, run: Path) -> None:
    """Note the run in the project's file, so that it opens with its curves; a file that cannot be written stays as it is."""
    try:
        save_project(replace(load_project(path), run=str(run.resolve())), path)
    except (ProjectError, OSError) as error:
        unwritten = QT_TRANSLATE_NOOP("CommandLine", "The run is not noted in {file}: {reason}")
        say(unwritten, err=True, file=path, reason=message_of(error))


@contextmanager
def stopping(commands: CommandQueue) -> Iterator[None]:
    """While it lasts, the first Ctrl-C stops the training and the second raises KeyboardInterrupt."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        if asked:
            raise KeyboardInterrupt
        asked.append(True)
        commands.post(Stop())
        os.write(2, f"\n{stopping_text}\n".encode())  # echo is not safe inside a signal

    stopping_text = in_language(QT_TRANSLATE_NOOP("CommandLine", "Stopping; the model is kept. Ctrl-C again ends at once."))
    asked: list[bool] = []
    before: Any = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
