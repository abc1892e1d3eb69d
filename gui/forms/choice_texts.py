"""What a choice of a field is called where its value is a word of ours.

All other choices are names: of optimisers, and of modes as torch spells them. They are shown as they are.
"""

from __future__ import annotations

from collections.abc import Mapping

from builder.common.messages import QT_TRANSLATE_NOOP, Template
from gui.common.i18n import say

CHOICE_TEXTS: Mapping[object, Template] = {
    "auto": QT_TRANSLATE_NOOP("Choices", "auto"),
    "system": QT_TRANSLATE_NOOP("Choices", "as the system"),
    "light": QT_TRANSLATE_NOOP("Choices", "light"),
    "dark": QT_TRANSLATE_NOOP("Choices", "dark"),
    "Cross entropy": QT_TRANSLATE_NOOP("Choices", "Cross entropy"),
    "Binary cross entropy": QT_TRANSLATE_NOOP("Choices", "Binary cross entropy"),
    "letterbox": QT_TRANSLATE_NOOP("Choices", "with a border"),
    "crop": QT_TRANSLATE_NOOP("Choices", "the middle"),
    "stretch": QT_TRANSLATE_NOOP("Choices", "stretched"),
    "Momentum": QT_TRANSLATE_NOOP("Choices", "Momentum"),
}


def choice_text(value: object) -> str:
    """The text of one choice in the language of the window."""
    return say(CHOICE_TEXTS.get(value, str(value)))
