"""The base of every error that is said to people, and the rule for what is a message and what is a bug.

A :class:`ConvasError` is a message: what was tried, where, and what would be right, without a traceback. Anything else
that reaches the edge of a thread, a process or the program is a bug: it is logged with its traceback.
"""

from __future__ import annotations

from typing import Any, ClassVar

from builder.common.messages import Message, Translate, untranslated


class ConvasError(Exception):
    """Something that a person can understand and mend; subclasses say which part of the program refuses.

    Made from a marked literal and its values, or from a finished :class:`Message`. `block` is the id of the block that it
    is about (or the path of ids, inside of groups), where it is about one.
    """

    exit_status: ClassVar[int] = 2

    def __init__(self, template: str | Message, /, *, block: Any = None, **values: Any) -> None:
        self.message = template if isinstance(template, Message) else Message.of(template, **values)
        self.block = block
        super().__init__(self.message)

    def text(self, translate: Translate = untranslated) -> str:
        """The sentence in the language of the reader."""
        return self.message.text(translate)

    def __str__(self) -> str:
        """The sentence in English."""
        return self.message.text()
