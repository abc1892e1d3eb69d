"""Messages and marked literals are looked up in Qt's translations and filled last."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator

from builder.common.messages import QT_TRANSLATE_NOOP, Message
from gui.common.i18n import install_language, say


class Upside(QTranslator):
    """Knows one sentence of one context."""

    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str | None:
        known = {("Test", "{name} has {count:,} inputs."): "{count:,} Eingänge hat {name}.", ("Test", "the block"): "der Block"}
        return known.get((context, text))

    def isEmpty(self) -> bool:
        return False


@pytest.fixture
def translated(qapp: QCoreApplication) -> Iterator[None]:
    translator = Upside(qapp)
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)
    translator.deleteLater()


TEMPLATE = QT_TRANSLATE_NOOP("Test", "{name} has {count:,} inputs.")


def test_without_a_translation_the_text_is_that_of_the_source(qapp: QCoreApplication) -> None:
    assert say(Message.of(TEMPLATE, name="conv1", count=1234)) == "conv1 has 1,234 inputs."
    assert say(QT_TRANSLATE_NOOP("Test", "the block")) == "the block"
    assert say("verbatim") == "verbatim"
    assert say("") == ""
    assert say(QT_TRANSLATE_NOOP("Test", "")) == ""


def test_a_translation_is_found_under_its_context_and_filled(translated: None) -> None:
    message = Message.of(TEMPLATE, name=QT_TRANSLATE_NOOP("Test", "the block"), count=1234)
    assert say(message) == "1,234 Eingänge hat der Block."
    assert say(QT_TRANSLATE_NOOP("Test", "the block")) == "der Block"
    assert say(QT_TRANSLATE_NOOP("Elsewhere", "the block")) == "the block"
    assert say("the block") == "the block"


def test_a_language_without_a_file_is_english(qapp: QCoreApplication) -> None:
    assert install_language(qapp, "fo") == "en"
