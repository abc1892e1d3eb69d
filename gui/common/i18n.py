"""Messages of builder and backend in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from builder.common.messages import Message


def say(message: Message) -> str:
    """The sentence, translated where a translation is known."""
    return message.text(QCoreApplication.translate)
