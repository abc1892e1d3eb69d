"""What stands in a place that has nothing to show: a sign, what belongs here, and how to begin."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gui.common.theme import SPACE, Theme, pixmap
from gui.common.theme_watch import theme_watch

SIDE = 40


class Empty(QWidget):
    """A quiet drawing and one or two sentences."""

    def __init__(self, sign: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._sign_name = sign
        self._sign, self._words, self._more = QLabel(), QLabel(), QLabel()
        self._words.setObjectName(f"{name}Words")
        self._words.setProperty("role", "heading")
        self._more.setProperty("role", "muted")
        layout = QVBoxLayout(self)
        layout.setSpacing(SPACE)
        layout.addStretch(1)
        for label in (self._sign, self._words, self._more):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(label is not self._sign)
            layout.addWidget(label)
        layout.addStretch(1)
        self._draw()
        theme_watch(self, self._draw)

    @property
    def text(self) -> str:
        """What is said."""
        return self._words.text()

    def say(self, text: str, more: str = "") -> None:
        """Say what belongs here, and how to begin."""
        self._words.setText(text)
        self._more.setText(more)
        self._more.setVisible(bool(more))
        self.setAccessibleName(f"{text} {more}".strip())

    def _draw(self) -> None:
        self._sign.setPixmap(pixmap(self._sign_name, SIDE, Theme.current().border, self.devicePixelRatioF()))
