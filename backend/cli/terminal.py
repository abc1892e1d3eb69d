"""What commands print: results on standard output, notes and errors on standard error."""

from __future__ import annotations

from pathlib import Path

import click

from builder.common.errors import ConvasError
from builder.common.messages import Message

PROJECT = click.argument("project", type=click.Path(dir_okay=False, path_type=Path))
"""The argument of commands that read a project."""


class CommandError(ConvasError):
    """Why a command cannot do what it was asked."""


def fail(message: Message, status: int) -> int:
    """Print why a command ends, on standard error; gives the exit status."""
    click.echo(f"convas: {message}", err=True)
    return status
