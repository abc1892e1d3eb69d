"""``convas zoo``: the networks to start from."""

from __future__ import annotations

import click

from builder import zoo
from builder.check_report import table


@click.command("zoo")
def command() -> None:
    """List the networks that can be had."""
    rows = [("name", "network", "year", "parameters", "")]
    for name in zoo.names():
        entry = zoo.info(name)
        rows.append((name, str(entry.title), str(entry.year), f"{entry.parameters:,}", str(entry.description)))
    click.echo(table(rows, right=(2, 3)))
