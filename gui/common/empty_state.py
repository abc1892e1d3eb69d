"""The placeholder of a panel that has nothing to show: an icon, what belongs here, and how to begin."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gui.common.theme import SPACE, Theme, pixmap
from gui.common.theme_watch import theme_watch

SIDE = 40


class EmptyState(QWidget):
    """An icon and one or two sentences."""

    def __init__(self, icon_name: str, name: str, parent: QWidget | None = None) -> None:
        """Without text; `name` is the object name."""
        super().__init__(parent)
        self.setObjectName(name)
        self._icon_name = icon_name
        self._icon, self._words, self._more = QLabel(), QLabel(), QLabel()
        self._words.setObjectName(f"{name}Words")
        self._words.setProperty("role", "heading")
        self._more.setProperty("role", "muted")
        layout = QVBoxLayout(self)
        layout.setSpacing(SPACE)
        layout.addStretch(1)
        for label in (self._icon, self._words, self._more):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(label is not self._icon)
            layout.addWidget(label)
        layout.addStretch(1)
        self._draw()
        theme_watch(self, self._draw)

    @property
    def text(self) -> str:
        """The main sentence."""
        return self._words.text()

    def say(self, text: str, more: str = "") -> None:
        """Say what belongs here, and how to begin."""
        self._words.setText(text)
        self._more.setText(more)
        self._more.setVisible(bool(more))
        self.setAccessibleName(f"{text} {more}".strip())

    def _draw(self) -> None:
        self._icon.setPixmap(pixmap(self._icon_name, SIDE, Theme.current().border, self.devicePixelRatioF()))
