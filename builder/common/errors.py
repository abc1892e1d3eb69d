"""The base of all errors that are shown to people, and what a person is shown of an error of the system.

A :class:`ConvasError` is a message: what was tried, where, and what would be right, without a traceback. Anything else
that reaches the edge of a thread, a process or the program is a bug: it is logged with its traceback.
"""

from __future__ import annotations

import errno
from typing import Any, ClassVar

from builder.common.messages import QT_TRANSLATE_NOOP, Message, Translate, in_english

_REASONS = {
    errno.EACCES: QT_TRANSLATE_NOOP("Files", "you are not allowed to"),
    errno.EPERM: QT_TRANSLATE_NOOP("Files", "you are not allowed to"),
    errno.EROFS: QT_TRANSLATE_NOOP("Files", "the disk can only be read"),
    errno.ENOSPC: QT_TRANSLATE_NOOP("Files", "the disk is full"),
    errno.EDQUOT: QT_TRANSLATE_NOOP("Files", "your share of the disk is used up"),
    errno.ENOENT: QT_TRANSLATE_NOOP("Files", "there is no such file or folder"),
    errno.ENOTDIR: QT_TRANSLATE_NOOP("Files", "part of the path is not a folder"),
    errno.EISDIR: QT_TRANSLATE_NOOP("Files", "it is a folder"),
    errno.ENAMETOOLONG: QT_TRANSLATE_NOOP("Files", "the name is too long"),
}

LONGEST_LINE = 200


class ConvasError(Exception):
    """Something that a person can understand and correct; subclasses name the part of the program that refuses.

    Made from a marked literal and its values, or from a finished :class:`Message`. `block` is the id of the block that it
    is about (or the path of ids, inside groups), where it is about one.
    """

    exit_status: ClassVar[int] = 2

    def __init__(self, template: str | Message, /, *, block: Any = None, **values: Any) -> None:
        self.message = template if isinstance(template, Message) else Message.of(template, **values)
        self.block = block
        super().__init__(self.message)

    def text(self, translate: Translate = in_english) -> str:
        """The sentence in the language of the reader."""
        return self.message.text(translate)

    def __str__(self) -> str:
        """The sentence in English."""
        return self.message.text()


def os_error_reason(error: OSError) -> Message:
    """Why the system refused, as a clause: "the disk is full". Errors without a sentence of ours keep the system's words."""
    known = _REASONS.get(error.errno or 0)
    return Message.verbatim((error.strerror or str(error)).lower()) if known is None else Message.of(known)


def os_error_message(error: OSError) -> Message:
    """What the system refused, with the path where it names one, as a sentence."""
    reason = os_error_reason(error)
    if error.filename is None:
        return Message.of(QT_TRANSLATE_NOOP("Files", "The system refused: {reason}."), reason=reason)
    return Message.of(QT_TRANSLATE_NOOP("Files", "{file}: {reason}."), file=error.filename, reason=reason)


def first_line(error: BaseException) -> str:
    """The first line of a foreign error's text, or its type where it has none; printable, at most 200 characters."""
    line = (str(error).strip().splitlines() or [type(error).__name__])[0][:LONGEST_LINE]
    return "".join(letter if letter.isprintable() else " " for letter in line)
