"""The group of commands, and the edge of the program: every error becomes a line on standard error and an exit status."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import click

from backend.cli.terminal import fail
from builder.common.errors import ConvasError

COMMANDS: Mapping[str, str] = {
    "check": "backend.cli.check",
    "datasets": "backend.cli.datasets",
    "export": "backend.cli.export",
    "import": "backend.cli.import_",
    "new": "backend.cli.new",
    "train": "backend.cli.train",
    "zoo": "backend.cli.zoo",
}
"""Each command and the module that holds it as `command`. Imported when asked for: the window starts without them."""

DEFAULT_COMMAND = "open"
PROJECT_ENDING = ".convas"
EXPECTED = (ConvasError, ValueError, RuntimeError, OSError, MemoryError)


class CommandGroup(click.Group):
    """The commands of COMMANDS and those that are added; `open` stands for no command and for a project alone."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, sorted."""
        return sorted({*COMMANDS, *super().list_commands(ctx)})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, imported at its first use."""
        if cmd_name in COMMANDS and cmd_name not in self.commands:
            self.add_command(importlib.import_module(COMMANDS[cmd_name]).command, cmd_name)
        return super().get_command(ctx, cmd_name)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `open` in front of nothing and of a project."""
        if not args or (args[0].endswith(PROJECT_ENDING) and self.get_command(ctx, args[0]) is None):
            args = [DEFAULT_COMMAND, *args]
        return super().parse_args(ctx, args)


def command_group(*commands: click.Command) -> CommandGroup:
    """The command line, with further commands."""
    help_text = """Draw a convolutional network, train it, watch it learn, and take it away as plain PyTorch.

    Without a command the window opens.
    """
    settings = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
    group = CommandGroup("convas", help=help_text, context_settings=settings)
    for command in commands:
        group.add_command(command)
    return group


def run(group: click.Group, arguments: Sequence[str]) -> int:
    """Run a command; gives 0 when all is well, 1 when it found trouble, 2 when it could not be done, 130 after Ctrl-C."""
    try:
        status: Any = group.main(list(arguments), prog_name="convas", standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:
        # Python flushes once more on its way out, to where nobody reads.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        return fail("Ended by Ctrl-C.", 130)
    except EXPECTED as error:
        return fail(error_text(error), 2)
    return status if isinstance(status, int) else 0


def error_text(error: BaseException) -> str:
    """An error as people read it; the system's own without their numbers."""
    if isinstance(error, OSError) and error.strerror and error.filename:
        return f"{error.filename}: {error.strerror}."
    return str(error) or type(error).__name__


def unexpected(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """A mistake of ours, in a line that helps to find it."""
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f" ({Path(trace.tb_frame.f_code.co_filename).name}, line {trace.tb_lineno})" if trace is not None else ""
    fail(f"this is a mistake in Convas, not yours: {kind.__name__}: {error}{place}", 2)
