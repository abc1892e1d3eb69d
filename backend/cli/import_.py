"""``convas import``: a network that is written in Python or ONNX as a project, its weights kept."""

from __future__ import annotations

from pathlib import Path

import click

from backend.cli.terminal import CommandError, in_language, say
from backend.imported_weights import from_onnx, from_python
from builder.analysis import analyse
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.files.project_file import save_project
from builder.importing.common.shape_text import parse_sizes


@click.command(
    "import",
    help=QT_TRANSLATE_NOOP(
        "CommandLine",
        "Draw a network that is written in Python or ONNX, and keep its weights.\n\n"
        "CLASS is a torch.nn.Module, or a function that makes one, and is called without arguments. "
        "The file of Python is run, in a process of its own: it can do whatever you can do, so look at it first. "
        "A file of ONNX is only read.",
    ),
)
@click.argument("source", metavar="FILE.py:CLASS|FILE.onnx")
@click.option(
    "--shape",
    metavar="C,H,W",
    multiple=True,
    help=QT_TRANSLATE_NOOP(
        "CommandLine",
        "The size of a sample, such as 3,224,224, once for each input; by default one that fits is looked for.",
    ),
)
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help=QT_TRANSLATE_NOOP("CommandLine", "The project to write."),
)
@click.option("--yes", is_flag=True, help=QT_TRANSLATE_NOOP("CommandLine", "Run the file of Python without being asked."))
def command(source: str, shape: tuple[str, ...], output: Path, yes: bool) -> None:
    """Import a network into a project; raises CommandError, ImportFailed, WeightsError and ProjectError."""
    file, name = parse_source(source)
    sizes = [parse_sizes(each) for each in shape]
    if not file.is_file():
        raise CommandError(QT_TRANSLATE_NOOP("CommandLine", "{file} is not there, or is no file."), file=file)
    if name and not (yes or is_agreed(file)):
        raise CommandError(QT_TRANSLATE_NOOP("CommandLine", "Nothing was run. Answer y, or give --yes in a script."))
    if len(sizes) > 1 and not name:
        raise CommandError(
            QT_TRANSLATE_NOOP(
                "CommandLine",
                "A file of ONNX names its inputs itself; give one shape, for where it leaves sizes open.",
            )
        )
    brought = from_python(file, name, sizes or None) if name else from_onnx(file, sizes[0] if sizes else None)
    save_project(brought.project, output)
    graph = brought.project.graph
    say(
        QT_TRANSLATE_NOOP("CommandLine", "Wrote {network} with {blocks:,} blocks and {parameters:,} parameters to {file}."),
        network=name or file.stem,
        blocks=len(graph.blocks),
        parameters=analyse(graph).parameters,
        file=output,
    )
    for note in brought.notes:
        say(note)
    say(QT_TRANSLATE_NOOP("CommandLine", "Its weights are kept in {folder}."), folder=brought.project.run)


def parse_source(source: str) -> tuple[Path, str]:
    """The file to import and the class in it, which is "" for a file of ONNX; raises CommandError."""
    if source.lower().endswith(".onnx"):
        return Path(source), ""
    file, colon, name = source.rpartition(":")
    if not (file and colon and name.isidentifier()):
        raise CommandError(
            QT_TRANSLATE_NOOP(
                "CommandLine",
                "{source} names no network; write the file and the class, such as net.py:Net, or a file of ONNX.",
            ),
            source=source,
        )
    return Path(file), name


def is_agreed(file: Path) -> bool:
    """Whether a person says that the file may be run; nobody there means no."""
    question = QT_TRANSLATE_NOOP("CommandLine", "{file} will be run, and can do whatever you can do. Run it?")
    try:
        return click.confirm(in_language(Message.of(question, file=file)), err=True)
    except click.Abort:
        click.echo(err=True)
        return False
