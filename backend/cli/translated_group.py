"""A group of commands whose help texts are in the language of the person."""

from __future__ import annotations

import copy
from typing import TypeVar

import click

from backend.cli.terminal import Terminal

CONTEXT = "CommandLine"

CommandType = TypeVar("CommandType", bound=click.Command)


class TranslatedGroup(click.Group):
    """Its own help and that of its commands is translated when it is asked for."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, with translated help."""
        command = super().get_command(ctx, cmd_name)
        return command if command is None else translated_copy(command, ctx)

    def get_help(self, ctx: click.Context) -> str:
        """The help in the language of the person."""
        return super(TranslatedGroup, translated_copy(self, ctx)).get_help(ctx)


def translated_copy(command: CommandType, context: click.Context) -> CommandType:
    """A copy of a command with its help texts in the language of the person."""
    translate = context.ensure_object(Terminal).translate
    copied = copy.copy(command)
    copied.help = translate(CONTEXT, command.help) if command.help else command.help
    copied.params = [copy.copy(param) for param in command.params]
    for param in copied.params:
        if isinstance(param, click.Option) and param.help:
            param.help = translate(CONTEXT, param.help)
    return copied
