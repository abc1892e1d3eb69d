"""A line of text that gives way: it asks for no width, and is cut with dots where there is little."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class ElidedLabel(QLabel):
    """A label of one line. `text` is the whole of it, also for screen readers; the tool tip is the owner's."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Without text."""
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what fits."""
        room = self.contentsRect()
        painter = QPainter(self)
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        self.style().drawItemText(
            painter, room, self.alignment().value, self.palette(), self.isEnabled(), text, self.foregroundRole()
        )
        painter.end()
