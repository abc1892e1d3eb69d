"""``convas data``: a look at data before they are learned from."""

from __future__ import annotations

import json

import click

from backend.cli.data_options import OPTION, SPLIT, chosen_source
from backend.cli.terminal import current_translate, say
from backend.cli.translated_group import TranslatedGroup
from backend.datasets.division_texts import parse_division
from backend.datasets.report.data_report import measure_data
from backend.datasets.report.report_text import report_lines
from backend.datasets.splits import DataSpec, prepare
from backend.datasets.time_left import with_time_left
from builder.common.messages import QT_TRANSLATE_NOOP
from builder.tasks.registry import TARGETS


@click.group(
    "data",
    cls=TranslatedGroup,
    help=QT_TRANSLATE_NOOP("CommandLine", "Look at data before a network learns from them."),
)
def command() -> None:
    """The commands about one data set."""


@command.command(
    "report",
    help=QT_TRANSLATE_NOOP(
        "CommandLine",
        "Show classes, pixel statistics, duplicates and what to beware of.\n\n"
        "DATA is a data set by its name, or a folder of images by its path. It is divided as a training would divide it.",
    ),
)
@click.argument("data", metavar="NAME|FOLDER")
@click.option(
    "--task",
    type=click.Choice(list(TARGETS)),
    help=QT_TRANSLATE_NOOP("CommandLine", "The kind of task to look at, where the data can teach several."),
)
@OPTION
@SPLIT
@click.option("--json", "as_json", is_flag=True, help=QT_TRANSLATE_NOOP("CommandLine", "Print one JSON object."))
def report_command(
    data: str, task: str | None, *, data_options: tuple[str, ...], division: tuple[str, ...], as_json: bool
) -> None:
    """Print the report on a data set; raises DataError and FieldError."""
    from backend.cli.training_output import progress_bar  # late: tqdm

    known = chosen_source(data, data_options)
    spec = DataSpec(name=known.name, options=known.option_values(), **parse_division(division))
    with progress_bar() as progress:
        info = known.info()
        splits = prepare(spec, info.input_shape, info.target(task), progress)
        report = measure_data(splits, with_time_left(progress))
    if as_json:
        say(json.dumps(report.record(), allow_nan=False))
        return
    for line in report_lines(report, current_translate()):
        say(line)
