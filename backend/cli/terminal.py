"""What commands print, in the language of the person: results on standard output, notes and errors on standard error."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from backend.cli.language import TRANSLATIONS
from backend.logs import LogFile
from builder.common.errors import ConvasError
from builder.common.messages import Message, Template, Translate, in_english
from builder.common.printable import printable

PROJECT = click.argument("project", type=click.Path(dir_okay=False, path_type=Path))
"""The argument of commands that read a project."""


class CommandError(ConvasError):
    """Why a command cannot do what it was asked."""


@dataclass(slots=True)
class Terminal:
    """What all commands of a run share; click carries it as the object of its context."""

    log_file: LogFile | None = None
    translate: Translate = in_english
    translations: Path = TRANSLATIONS
    language: str | None = None
    """What --language names; None for the system's."""


def current_terminal() -> Terminal:
    """What the command that is running shares with the others; a plain one outside of commands."""
    context = click.get_current_context(silent=True)
    return (context.find_object(Terminal) if context is not None else None) or Terminal()


def current_translate() -> Translate:
    """The translation of the command that is running."""
    return current_terminal().translate


def in_language(text: str | Message, translate: Translate | None = None) -> str:
    """A message or a marked literal in the language of the person, other text as it is; control characters are escaped."""
    chosen = translate or current_translate()
    if isinstance(text, Message):
        words = text.text(chosen)
    else:
        words = chosen(text.context, text) if isinstance(text, Template) else text
    return printable(words, keep="\n\t")


def say(text: str | Message, /, *, err: bool = False, **values: Any) -> None:
    """Print one line: a message, a marked literal with its values, or plain text such as JSON."""
    click.echo(in_language(Message.of(text, **values) if isinstance(text, Template) else text), err=err)


def fail(message: Message, status: int, translate: Translate = in_english) -> int:
    """Print why a command ends, on standard error; gives the exit status."""
    click.echo(f"convas: {in_language(message, translate)}", err=True)
    return status
