"""A line of text with an icon that is shown only while it has something to say."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from gui.common.theme import SPACE, Theme, pixmap
from gui.common.theme_watch import theme_watch

ICONS = {"error": "error", "warning": "warning", "success": "success", "info": "info"}


class WrappingLabel(QLabel):
    """A label that wraps, and claims only one line: the panels around it do not grow for what it might need."""

    def minimumSizeHint(self) -> QSize:
        """One line; the height for its true width is still asked for by the layout."""
        return QSize(20 * SPACE, self.fontMetrics().height())


class NoticeLine(QFrame):
    """A text with an icon: an error, a warning, a success or a remark; hidden while empty."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """A hidden line with the object name `name`."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("notice", True)
        self._severity = "info"
        self._icon = QLabel()
        self._icon.setFixedSize(16, 16)
        self._words = WrappingLabel()
        self._words.setObjectName(f"{name}Words")
        self._words.setWordWrap(True)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(SPACE + SPACE // 2, SPACE // 2, SPACE + SPACE // 2, SPACE // 2)
        layout.setSpacing(SPACE)
        layout.addWidget(self._icon)
        layout.addWidget(self._words, 1)
        self.hide()
        theme_watch(self, self._draw)

    @property
    def text(self) -> str:
        """The text that is shown."""
        return self._words.text()

    def say(self, text: str, severity: str = "info") -> None:
        """Show `text` with the icon of `severity`; an empty text hides the line."""
        if (text, severity) != (self.text, self._severity):
            self._severity = severity
            self._words.setText(text)
            self.setAccessibleName(text)
            self._draw()
        self.setVisible(bool(text))

    def _draw(self) -> None:
        theme = Theme.current()
        colours = {"error": theme.error, "warning": theme.warning, "success": theme.success, "info": theme.muted}
        self._icon.setPixmap(pixmap(ICONS[self._severity], 16, colours[self._severity], self.devicePixelRatioF()))
