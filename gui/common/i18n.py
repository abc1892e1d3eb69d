"""From marked texts to the language of the window.

builder and backend know no Qt: they hand over a :class:`~builder.common.messages.Message` (a marked template and its
values) or a marked literal. :func:`say` looks the template up in Qt's translations under the context it was marked with and
fills the values in afterwards, so every widget writes ``label.setText(say(problem.message))``. Texts of the window itself
need no helper: ``self.tr("...")`` in a QObject class, ``QCoreApplication.translate("Context", "...")`` elsewhere, both with
plain literals, because ``pyside6-lupdate`` (``make i18n``) reads the source. :func:`install_language` loads what was
compiled from ``resources/i18n/convas_<language>.ts``; without such a file everything stays in English.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from builder.common.error_messages import message_of
from builder.common.messages import Message, Template
from gui.common.theme import RESOURCES

TRANSLATIONS = RESOURCES / "i18n"


def say(message: Message | str) -> str:
    """The text of a message or of a marked literal in the language of the window; any other text as it is."""
    if isinstance(message, Message):
        return message.text(_translate)
    if isinstance(message, Template):
        return _translate(message.context, message)
    return message


def say_error(error: Exception) -> str:
    """The text of an expected error, such as a refused edit or a file that cannot be read, for a person."""
    message = message_of(error)
    return str(error) if message is None else say(message)


def install_language(app: QCoreApplication, language: str | None = None) -> str:
    """Load the translation for `language` ("de", "zh_CN"; by default the system's); return the language that was found.

    It is "en" where there is no translation; texts are then shown as they are written in the source.
    """
    locale = QLocale(language) if language is not None else QLocale.system()
    translator = QTranslator(app)
    if locale.language() == QLocale.Language.English or not translator.load(locale, "convas", "_", str(TRANSLATIONS)):
        translator.deleteLater()
        return "en"
    app.installTranslator(translator)
    return translator.language() or locale.name()


def _translate(context: str, text: str) -> str:
    """Qt's translation; an empty text stays empty, for which Qt would give the header of the file."""
    return QCoreApplication.translate(context, str(text)) if text else ""
