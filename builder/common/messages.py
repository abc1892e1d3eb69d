"""Sentences for people as values: what is said, apart from the language it is said in.

A literal is marked where it is written, with :func:`QT_TRANSLATE_NOOP`, so that ``pyside6-lupdate`` finds it in files that
know no Qt. A :class:`Message` carries the marked template and its values through the engine; it is formatted last, by
whoever shows it, who also knows the language.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

MOST_NAMES = 6

Translate = Callable[[str, str], str]
"""(context, text) -> the text in the language of the reader; the text itself where no translation is known."""


class Template(str):
    """A marked literal: the text, and the context that translators find it under."""

    __slots__ = ("context",)
    context: str

    def __new__(cls, text: str, context: str) -> Template:
        """A string of the same characters that remembers its context."""
        made = super().__new__(cls, text)
        made.context = context
        return made

    def __reduce__(self) -> tuple[type[Template], tuple[str, str]]:
        """Keep the context in copies."""
        return (type(self), (str(self), self.context))


def QT_TRANSLATE_NOOP(context: str, text: str) -> Template:  # noqa: N802 - the name that lupdate looks for
    """Mark a literal for translation and give the text back; both arguments must be plain string literals.

    lupdate reads the source, not the program: f-strings, names, parenthesised strings and other functions' arguments are
    not found, and an alias of this function is not either. ``tests/i18n`` looks for such calls.
    """
    return Template(text, context)


def in_english(_context: str, text: str) -> str:
    """The text as it is written in the source: the `translate` of logs and of programs without a language."""
    return text


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence with ``{names}`` in its template, and the values that fill them.

    A value may be a Message, a marked literal, or a sequence of them, which is formatted first (a sequence is joined by
    ", "); everything else is formatted as :meth:`str.format` does, so that a template may say ``{count:,}``.
    """

    context: str
    template: str
    values: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, template: str, /, **values: Any) -> Message:
        """A message from a marked literal and its values; text without a mark is shown as it is in every language."""
        return cls(template.context if isinstance(template, Template) else "", template, values)

    @classmethod
    def verbatim(cls, text: str) -> Message:
        """Text that nobody translates: a path, a name, what another library said."""
        return cls("", "{text}", {"text": text})

    def text(self, translate: Translate = in_english) -> str:
        """The sentence with its values; a translation that does not take the values gives way to the original."""
        values = {name: _format_value(value, translate) for name, value in self.values.items()}
        translated = translate(self.context, self.template) if self.context else self.template
        for sentence in (translated, self.template):
            try:
                return _FORMATTER.vformat(sentence, (), values)
            except (KeyError, IndexError, ValueError, AttributeError, TypeError):
                continue
        return self.template

    def __str__(self) -> str:
        """The sentence in English."""
        return self.text()


def join_names(names: Sequence[str]) -> Message:
    """Names as people list them: "a, b and c"; of more than six the first five and how many more there are."""
    if len(names) < 2:
        return Message.verbatim("".join(names))
    if len(names) > MOST_NAMES:
        shown = ", ".join(names[: MOST_NAMES - 1])
        return Message.of(
            QT_TRANSLATE_NOOP("Edits", "{names} and {count} more"), names=shown, count=len(names) - MOST_NAMES + 1
        )
    return Message.of(QT_TRANSLATE_NOOP("Edits", "{names} and {last}"), names=", ".join(names[:-1]), last=names[-1])


class _PlainNames(string.Formatter):
    """Fills plain ``{names}`` only: attributes and items of values are nobody's business, whoever wrote the template."""

    def get_field(  # the base class calls it with these three
        self, field_name: str, _args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> tuple[Any, str]:
        if not field_name.isidentifier():
            raise KeyError(field_name)
        return kwargs[field_name], field_name


_FORMATTER = _PlainNames()


def _format_value(value: Any, translate: Translate) -> Any:
    """A value as the template takes it: messages and marked literals become text."""
    if isinstance(value, Message):
        return value.text(translate)
    if isinstance(value, Template):
        return translate(value.context, value)
    if isinstance(value, list | tuple) and value and all(isinstance(part, Message | Template) for part in value):
        return ", ".join(_format_value(part, translate) for part in value)
    return value
