"""Convas: the window and the command line. Puts the rooms together; what they do is decided there."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any

import click

ENDING = ".convas"
WORDS = (ValueError, RuntimeError, OSError, MemoryError)
"""What the rooms raise for people to read."""


class Door(click.Group):
    """Opens the window when no command is named, or only a project."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put ``open`` in front of nothing and of a project."""
        if not args or (args[0] not in self.commands and args[0].endswith(ENDING)):
            args = ["open", *args]
        return super().parse_args(ctx, args)


@click.group(cls=Door, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def cli() -> None:
    """Draw a convolutional network, train it, watch it learn, and take it away as plain PyTorch.

    Without a command the window opens.
    """


PROJECT = click.argument("project", type=click.Path(dir_okay=False, path_type=Path))


@cli.command("open")
@click.argument("project", required=False, type=click.Path(dir_okay=False, path_type=Path))
def open_window(project: Path | None) -> int:
    """Open the window, with a project if one is named."""
    from gui.display import display_problem

    problem = display_problem()
    if problem is not None:
        raise RuntimeError(problem)
    from gui.app import run

    return run([sys.argv[0], *([str(project)] if project else [])])


@cli.command()
def zoo() -> None:
    """List the networks that can be had."""
    from builder import zoo as networks
    from builder.check_report import table

    rows = [("name", "network", "year", "parameters", "")]
    for name in networks.names():
        entry = networks.info(name)
        rows.append((name, entry.title, str(entry.year), f"{entry.parameters:,}", entry.description))
    click.echo(table(rows, right=(2, 3)))


@cli.command()
@click.argument("name")
@click.option("--data", metavar="NAME|FOLDER", help="What to learn from; by default the network's own data.")
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The project to write.")
def new(name: str, data: str | None, output: Path) -> None:
    """Write a network of the zoo as a project.

    It is fitted to its data: digits, the network's own, or those that --data names.
    """
    from backend.datasets.base import task_for
    from backend.datasets.registry import source
    from backend.datasets.splits import DataSpec
    from backend.training.prepare_job import suited
    from builder import zoo as networks
    from builder.model.project import save_project

    entry = networks.info(name)
    chosen = source(data or entry.data)
    info = chosen.info()
    spec = DataSpec(name=chosen.name)
    project = networks.project(name, task_for(info), spec.record(), suited(info).record())
    save_project(project, output)
    fitted = f" for {info.title}" if project.data else ""
    click.echo(f"Wrote {entry.title}{fitted} to {output}.")
    for note in networks.notes(name, task_for(info)):
        click.echo(note)


@cli.command()
@PROJECT
@click.option("--batch-size", type=click.IntRange(1, 1_000_000), help="Images in a step, for the memory that training takes.")
@click.option("--inside", is_flag=True, help="List the blocks of groups too.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def check(project: Path, batch_size: int | None, inside: bool, as_json: bool) -> int:
    """Show blocks, totals, the memory that training takes, and problems.

    The exit status is 1 when there is an error.
    """
    from backend.protocol.recipe import batch_of
    from builder.check_report import Report
    from builder.model.project import load_project

    loaded = load_project(project)
    report = Report(loaded, batch_of(loaded, batch_size))
    click.echo(json.dumps(report.record()) if as_json else report.text(inside=inside))
    return 0 if report.ok else 1


@cli.command()
@PROJECT
@click.option("--data", metavar="NAME|FOLDER", help="Learn from these data instead of the project's.")
@click.option("--epochs", type=int, help="How often every training image is seen.")
@click.option("--batch-size", type=int, help="Images in a step.")
@click.option("--device", type=click.Choice(["auto", "cpu", "cuda"]), help="Where to train.")
@click.option("--seed", type=int, help="Same seed, same threads: same losses.")
@click.option("--run-dir", type=click.Path(file_okay=False, path_type=Path), help="The folder to write the run to.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
def train(project: Path, data: str | None, run_dir: Path | None, as_json: bool, **wishes: Any) -> int:
    """Train a project; Ctrl-C stops and keeps the model.

    The graph is trained as it is drawn: where it does not fit the data, the problem and its repair are said. A second
    Ctrl-C ends at once, without measuring the model on the test images.
    """
    from backend.cli.training_output import Transcript
    from backend.protocol.command_queue import Commands
    from backend.runs.store import RunStore, new_run
    from backend.training.prepare_job import requested
    from builder.model.project import load_project

    request = requested(load_project(project), data, {name: value for name, value in wishes.items() if value is not None})
    if run_dir is not None and (run_dir / "job.json").exists():
        raise ValueError(f"{run_dir} already holds a run; name another folder.")
    store = RunStore(run_dir) if run_dir else new_run(name=project.stem)
    for note in request.notes:
        click.echo(note, err=True)
    commands = Commands()
    from backend.training.engine import train as trained

    with stopping(commands), closing(trained(request.job, commands, store)) as events:
        finished = Transcript(click.echo, as_json=as_json).follow(events)
    if finished is None or finished.step == 0:
        return 1
    remember(project, store.folder)
    if not as_json:
        click.echo(f"The run is in {finished.run_dir}.")
    return 1 if finished.reason == "nan" else 0


@cli.command()
@click.argument("source", metavar="RUN|PROJECT", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["pt", "state-dict", "python"]), required=True, help="What to write.")
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The file to write.")
@click.option("--weights", type=click.Choice(["best", "last"]), default="best", show_default=True, help="Of which epoch.")
def export(source: Path, form: str, output: Path, weights: str) -> None:
    """Write a trained network for plain PyTorch.

    It is the network of a run, or of a project's last run, loaded and compared before it is done. A project that has no
    run gives its source only.
    """
    from backend.cli.training_output import progress_bar
    from backend.export.export import export as exported

    with progress_bar() as progress:
        done = exported(exportable(source), form, output, which=weights, progress=progress)
    click.echo(f"Wrote {done.path}" + (f" and {done.sidecar}." if done.sidecar else "."))
    for line in (*done.notes, f"Load it with: {done.load_line}"):
        click.echo(line)


@cli.command("import")
@click.argument("source", metavar="FILE.py:CLASS|FILE.onnx")
@click.option(
    "--shape",
    metavar="C,H,W",
    multiple=True,
    help="The size of a sample, such as 3,224,224, once for each input; by default one that fits is looked for.",
)
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The project to write.")
@click.option("--yes", is_flag=True, help="Run the file of Python without being asked.")
def import_network(source: str, shape: tuple[str, ...], output: Path, yes: bool) -> None:
    """Draw a network that is written in Python or ONNX, and keep its weights.

    CLASS is a torch.nn.Module, or a function that makes one, and is called without arguments. The file of Python is run,
    in a process of its own: it can do whatever you can do, so look at it first. A file of ONNX is only read.
    """
    from backend.imported_weights import from_onnx, from_python
    from builder.analysis import analyse
    from builder.importing.common.shape_text import sizes_in
    from builder.model.project import save_project

    file, name = named(source)
    sizes = [sizes_in(each) for each in shape]
    if not file.is_file():
        raise ValueError(f"{file} is not there, or is no file.")
    if name and not (yes or agreed(f"{file} will be run, and can do whatever you can do. Run it?")):
        raise ValueError("Nothing was run. Answer y, or give --yes in a script.")
    if len(sizes) > 1 and not name:
        raise ValueError("A file of ONNX names its inputs itself; give one shape, for where it leaves sizes open.")
    brought = from_python(file, name, sizes or None) if name else from_onnx(file, sizes[0] if sizes else None)
    save_project(brought.project, output)
    graph = brought.project.graph
    size = f"{len(graph.blocks):,} blocks and {analyse(graph).parameters:,} parameters"
    click.echo(f"Wrote {name or file.stem} with {size} to {output}.")
    for note in (*brought.notes, f"Its weights are kept in {brought.project.run}."):
        click.echo(note)


def named(source: str) -> tuple[Path, str]:
    """The file that is to be imported, and the network in it; files of ONNX hold only one, which needs no name."""
    if source.lower().endswith(".onnx"):
        return Path(source), ""
    file, colon, name = source.rpartition(":")
    if not (file and colon and name.isidentifier()):
        raise ValueError(f"{source} names no network; write the file and the class, such as net.py:Net, or a file of ONNX.")
    return Path(file), name


def agreed(question: str) -> bool:
    """Whether a person says yes; nobody there means no."""
    try:
        return click.confirm(question, err=True)
    except click.Abort:
        click.echo(err=True)
        return False


@cli.command()
def datasets() -> None:
    """List the data sets there are, and where they lie."""
    from backend.datasets.registry import sources
    from builder.check_report import table

    rows = [("name", "data", "images", "size", "classes", "where")]
    for name, each in sources().items():
        info = each.info()
        there = each.location() if each.ready() else f"{info.bytes_to_download / 1e6:.0f} MB to download to {each.location()}"
        size = "×".join(map(str, info.input_shape))
        rows.append((name, info.title, f"{info.total:,}", size, str(len(info.classes)), there))
    click.echo(table(rows, right=(2, 4)))
    click.echo("Any folder that holds one folder of images for each class will do too: give its path.")


def exportable(path: Path) -> Any:
    """The run in a folder, or the project in a file."""
    from backend.runs.store import RunStore
    from builder.model.project import load_project

    if path.is_dir():
        return RunStore.open(path)
    return load_project(path)


def remember(path: Path, run: Path) -> None:
    """Note the run in the project's file, so that it opens with its curves; a file that cannot be written stays as it is."""
    from dataclasses import replace

    from builder.model.project import load_project, save_project

    try:
        save_project(replace(load_project(path), run=str(run.resolve())), path)
    except WORDS as error:
        click.echo(f"The run is not noted in {path}: {in_words(error)}", err=True)


@contextmanager
def stopping(commands: Any) -> Iterator[None]:
    """Ctrl-C stops the training once, and ends it when it comes again."""
    from backend.protocol.events import Stop

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


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 0 when all is well, 1 when it found trouble, 2 when it could not be done."""
    if arguments is None:
        sys.excepthook = unexpected
    try:
        status = cli.main(list(sys.argv[1:] if arguments is None else arguments), prog_name="convas", standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:
        # Python flushes once more on its way out, to where nobody reads.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        return failed("Ended by Ctrl-C.", 130)
    except WORDS as error:
        return failed(in_words(error), 2)
    return status if isinstance(status, int) else 0


def in_words(error: BaseException) -> str:
    """An error as people read it; the system's own without their numbers."""
    if isinstance(error, OSError) and error.strerror and error.filename:
        return f"{error.filename}: {error.strerror}."
    return str(error) or type(error).__name__


def failed(words: str, status: int) -> int:
    """Say why, where errors belong."""
    click.echo(f"convas: {words}", err=True)
    return status


def unexpected(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """A mistake of ours, in a line that helps to find it."""
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f" ({Path(trace.tb_frame.f_code.co_filename).name}, line {trace.tb_lineno})" if trace is not None else ""
    failed(f"this is a mistake in Convas, not yours: {kind.__name__}: {error}{place}", 2)


if __name__ == "__main__":
    sys.exit(main())
