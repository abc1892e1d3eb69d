"""Texts of builder and backend in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from builder.common.error_messages import message_of
from builder.common.messages import Message, Template


def say(text: str | Message) -> str:
    """A message or a marked literal, translated where a translation is known; other text as it is."""
    if isinstance(text, Message):
        return text.text(QCoreApplication.translate)
    return QCoreApplication.translate(text.context, text) if isinstance(text, Template) else text


def say_error(error: Exception) -> str:
    """What a person is told of an error that was expected."""
    message = message_of(error)
    return str(error) if message is None else say(message)
