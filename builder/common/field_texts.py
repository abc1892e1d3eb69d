"""Values of declared fields from text, as it is typed on a command line."""

from __future__ import annotations

from typing import Any

from builder.common.errors import ConvasError
from builder.common.fields import Fields, alternatives, choices
from builder.common.messages import QT_TRANSLATE_NOOP


class FieldTextError(ConvasError):
    """Text that is no value of a field; the message names field, text and what would do."""


def parse_field_text(fields_class: type[Fields], name: str, text: str) -> Any:
    """The value that `text` means for the field `name`; whether it is within bounds is checked when the record is made.

    Words may be in any case, a field that may be empty takes "auto". Raises FieldTextError.
    """
    annotation = fields_class.annotation(name)
    kinds = alternatives(annotation)
    if type(None) in kinds and text.casefold() in ("auto", "none"):
        return None
    words = choices(annotation)
    if words:
        for word in words:
            if word.casefold() == text.casefold():
                return word
        raise FieldTextError(
            QT_TRANSLATE_NOOP("Fields", "{name} is one of {words}, not {text}."), name=name, words=", ".join(words), text=text
        )
    if bool in kinds:
        if text.casefold() in _BOOLEANS:
            return _BOOLEANS[text.casefold()]
        raise FieldTextError(QT_TRANSLATE_NOOP("Fields", "{name} is yes or no, not {text}."), name=name, text=text)
    for kind in (int, float, str):
        if kind in kinds:
            try:
                return kind(text)
            except ValueError:
                continue
    whole = QT_TRANSLATE_NOOP("Fields", "{name} is a whole number, not {text}.")
    number = QT_TRANSLATE_NOOP("Fields", "{name} is a number, not {text}.")
    raise FieldTextError(whole if int in kinds else number, name=name, text=text)


_BOOLEANS = {word: value for value, words in ((True, "yes true on 1"), (False, "no false off 0")) for word in words.split()}
