"""The group of commands, and the edge of the program: every error becomes a line on standard error and an exit status."""

from __future__ import annotations

import importlib
import logging
import os
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from backend import logs
from backend.cli.language import TRANSLATIONS, load_translation, person_language
from backend.cli.terminal import Terminal, fail
from backend.cli.translated_group import TranslatedGroup
from builder.common.error_messages import message_of
from builder.common.errors import ConvasError
from builder.common.messages import QT_TRANSLATE_NOOP, Message, Translate

log = logging.getLogger(__name__)

COMMANDS: Mapping[str, str] = {
    "check": "backend.cli.check",
    "data": "backend.cli.data",
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


class CommandGroup(TranslatedGroup):
    """The commands of COMMANDS and those that are added; `open` is the default, and takes a project alone too."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, sorted."""
        return sorted({*COMMANDS, *super().list_commands(ctx)})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, imported at its first use."""
        if cmd_name in COMMANDS and cmd_name not in self.commands:
            self.add_command(importlib.import_module(COMMANDS[cmd_name]).command, cmd_name)
        return super().get_command(ctx, cmd_name)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """Put `open` in front of a project."""
        if args[0].endswith(PROJECT_ENDING) and self.get_command(ctx, args[0]) is None:
            args = [DEFAULT_COMMAND, *args]
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that is named; log what it raises, while --debug still shows the log."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.Abort, click.exceptions.Exit, BrokenPipeError):
            raise
        except Exception as error:
            _log_error(error, debug=ctx.params["debug"])
            raise


def command_group(*commands: click.Command) -> CommandGroup:
    """The command line, with further commands."""
    debug = click.Option(
        ["--debug"], is_flag=True, help=QT_TRANSLATE_NOOP("CommandLine", "Show tracebacks and what is logged.")
    )
    language = click.Option(
        ["--language"],
        metavar="NAME",
        is_eager=True,
        expose_value=False,
        callback=_choose_language,
        help=QT_TRANSLATE_NOOP("CommandLine", "The language of what is printed, such as zh; by default the system's."),
    )
    group = CommandGroup(
        "convas",
        callback=_begin,
        params=[language, debug],
        help=QT_TRANSLATE_NOOP(
            "CommandLine",
            "Draw a convolutional network, train it, watch it learn, and take it away as plain PyTorch.\n\n"
            "Without a command the window opens.",
        ),
        invoke_without_command=True,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    click.version_option(package_name="convas", message="Convas %(version)s")(group)
    for command in commands:
        group.add_command(command)
    return group


def _choose_language(context: click.Context, _option: click.Parameter, language: str | None) -> None:
    if language is not None:
        terminal = context.ensure_object(Terminal)
        terminal.language = language
        terminal.translate = load_translation(language, terminal.translations)


@click.pass_context
def _begin(context: click.Context, debug: bool) -> object:
    """What all commands share: where the log goes. Without a command the window opens."""
    assert isinstance(context.command, CommandGroup)
    name = context.invoked_subcommand or DEFAULT_COMMAND
    log_file = context.ensure_object(Terminal).log_file
    if log_file is not None:
        log_file.role = name
    if debug:
        context.with_resource(_shown_log())
    default = context.command.get_command(context, DEFAULT_COMMAND)
    return context.invoke(default) if context.invoked_subcommand is None and default is not None else None


def run(group: click.Group, arguments: Sequence[str], *, translations: Path = TRANSLATIONS) -> int:
    """Run a command; gives 0 when all is well, 1 when it found trouble, 2 when it could not be done, 130 after Ctrl-C.

    Messages are printed in a line. Everything else is a bug: it is logged with its traceback and reported in one calm line. The
    language is the system's, where the folder `translations` has it, or what --language names.
    """
    with logs.logging_to_file("convas") as file, _logged_threads():
        terminal = Terminal(file, load_translation(person_language(), translations), translations)
        try:
            status: Any = group.main(list(arguments), prog_name="convas", standalone_mode=False, obj=terminal)
            sys.stdout.flush()
        except BrokenPipeError:
            # Python flushes once more on its way out, to where nobody reads.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 1
        except click.ClickException as error:
            error.show()
            return error.exit_code
        except (KeyboardInterrupt, click.Abort):
            return fail(Message.of(QT_TRANSLATE_NOOP("CommandLine", "Ended by Ctrl-C.")), 130, terminal.translate)
        except Exception as error:  # noqa: BLE001  # the edge of the program
            return _fail_with(error, file, terminal.translate)
    return status if isinstance(status, int) else 0


def _log_error(error: Exception, *, debug: bool) -> None:
    """Log a bug; with `debug`, or where the system refused something, log a message too."""
    message = message_of(error)
    if message is None:
        log.error("The command failed", exc_info=error)
    elif debug or not isinstance(error, ConvasError):
        log.log(logging.INFO if isinstance(error, ConvasError) else logging.WARNING, "%s", message, exc_info=error)


def _fail_with(error: Exception, file: logs.LogFile, translate: Translate) -> int:
    """Say what went wrong: a message, or that it is a bug and where it is logged."""
    message = message_of(error)
    if message is not None:
        return fail(message, error.exit_status if isinstance(error, ConvasError) else 2, translate)
    if file.path is None:
        unlogged = QT_TRANSLATE_NOOP(
            "CommandLine", "this is a mistake in Convas, not yours: {kind}: {error}. No log could be written."
        )
        return fail(Message.of(unlogged, kind=type(error).__name__, error=error), 2, translate)
    bug = QT_TRANSLATE_NOOP(
        "CommandLine", "this is a mistake in Convas, not yours. What happened is written in {log}; --debug shows it."
    )
    return fail(Message.of(bug, log=file.path), 2, translate)


@contextmanager
def _shown_log() -> Iterator[None]:
    """While it lasts, records go to standard error too."""
    shown = logging.StreamHandler()
    shown.setFormatter(logging.Formatter(logs.LINE))
    logging.getLogger().addHandler(shown)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(shown)


@contextmanager
def _logged_threads() -> Iterator[None]:
    """While it lasts, an error that ends a thread is logged; the command goes on without it."""

    def log_error(caught: threading.ExceptHookArgs) -> None:
        if caught.exc_value is not None:
            name = caught.thread.name if caught.thread is not None else "?"
            log.error("The thread %s ended with an error", name, exc_info=caught.exc_value)

    before = threading.excepthook
    threading.excepthook = log_error
    try:
        yield
    finally:
        threading.excepthook = before
