"""Convas: the window and the command line. Adds the commands that need Qt to those of the command line, and runs."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from backend.cli.app import command_group, run
from backend.cli.terminal import CommandError, current_terminal
from builder.common.messages import QT_TRANSLATE_NOOP
from gui.display import display_problem


@click.command("open", help=QT_TRANSLATE_NOOP("CommandLine", "Open the window, with a project if one is named."))
@click.argument("project", required=False, type=click.Path(dir_okay=False, path_type=Path))
def open_window(project: Path | None) -> int:
    """Open the window until it is closed; raises CommandError where there is no display."""
    problem = display_problem()
    if problem is not None:
        raise CommandError(problem)
    from gui.app import run as run_window  # late: Qt

    return run_window([sys.argv[0], *([str(project)] if project else [])], language=current_terminal().language)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; gives the exit status."""
    return run(command_group(open_window), sys.argv[1:] if arguments is None else arguments)


if __name__ == "__main__":
    sys.exit(main())
