"""What a person is told of an error, where it reaches the edge of a thread or process: a message, or that it is a bug."""

from __future__ import annotations

from builder.common.errors import ConvasError
from builder.common.files import in_words
from builder.common.messages import QT_TRANSLATE_NOOP, Message

OUR_PACKAGES = ("builder", "backend", "gui")


def message_of(error: BaseException) -> Message | None:
    """The message that an error carries for people; None for a bug, which is to be logged with its traceback."""
    if isinstance(error, ConvasError):
        return error.message
    if isinstance(error, OSError):
        return _system_message(error)
    if isinstance(error, MemoryError):
        return Message.of(QT_TRANSLATE_NOOP("Files", "There is not enough memory."))
    if type(error).__module__.partition(".")[0] in OUR_PACKAGES and str(error):
        return Message.verbatim(str(error))
    return None


def _system_message(error: OSError) -> Message:
    """What the system refused, without the numbers of its errors."""
    if error.filename is None:
        return Message.of(QT_TRANSLATE_NOOP("Files", "The system refused: {reason}."), reason=in_words(error))
    return Message.of(QT_TRANSLATE_NOOP("Files", "{file}: {reason}."), file=error.filename, reason=in_words(error))
