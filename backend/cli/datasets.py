"""``convas datasets``: the data sets there are, and where they lie."""

from __future__ import annotations

import click

from backend.datasets.registry import sources
from builder.check_report import table


@click.command("datasets")
def command() -> None:
    """List the data sets there are, and where they lie."""
    rows = [("name", "data", "images", "size", "classes", "where")]
    for name, each in sources().items():
        info = each.info()
        there = each.location() if each.ready() else f"{info.bytes_to_download / 1e6:.0f} MB to download to {each.location()}"
        size = "×".join(map(str, info.input_shape))
        rows.append((name, info.title, f"{info.total:,}", size, str(len(info.classes)), there))
    click.echo(table(rows, right=(2, 4)))
    click.echo("Any folder that holds one folder of images for each class will do too: give its path.")
