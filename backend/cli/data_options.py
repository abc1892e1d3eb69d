"""The options ``--option`` and ``--split`` of commands that name data."""

from __future__ import annotations

import click

from backend.datasets.base import DataSource
from backend.datasets.option_texts import parse_options
from backend.datasets.registry import source
from builder.common.messages import QT_TRANSLATE_NOOP

OPTION = click.option(
    "--option",
    "data_options",
    multiple=True,
    metavar="NAME=VALUE",
    help=QT_TRANSLATE_NOOP("CommandLine", "Set an option of the data, such as size=64 of shapes; may be repeated."),
)

SPLIT = click.option(
    "--split",
    "division",
    multiple=True,
    metavar="NAME=VALUE",
    help=QT_TRANSLATE_NOOP(
        "CommandLine",
        "Set how the data are divided and fitted: val_fraction, test_fraction, val_count, test_count, folds, fold, seed, fit; "
        "may be repeated.",
    ),
)


def chosen_source(data: str, pairs: tuple[str, ...]) -> DataSource:
    """The data of this name or folder, with the options of `pairs`; raises DataError."""
    found = source(data)
    return found.with_options(parse_options(found, pairs)) if pairs else found
