"""Parts of the welcome page: networks as rows of bars, and cards that are clicked as a whole."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from builder import zoo
from builder.layers.base import Category
from builder.model.graph import Graph
from gui.common.theme import RADIUS, SPACE, Theme

HEIGHTS = {
    Category.CONVOLUTION: 1.0,
    Category.NORMALIZATION: 0.9,
    Category.POOLING: 0.78,
    Category.LINEAR: 0.62,
    Category.ENDS: 0.5,
}


class NetworkSign(QWidget):
    """A network as a row of bars in the colours of its families, as high as each layer is large."""

    def __init__(self, name: str, height: int, pitch: float = 14.0) -> None:
        super().__init__()
        self._name, self._pitch = name, pitch
        self._graph: Graph | None = None
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        """Wide and low."""
        return QSize(8 * SPACE, self.height())

    def _build(self) -> None:
        if self._graph is None:
            self._graph = zoo.build(self._name)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """One bar a layer, evenly spread; the network is built after the first paint, which waits for nothing."""
        if self._graph is None:
            QTimer.singleShot(0, self, self._build)
            return
        graph, theme = self._graph, Theme.current()
        blocks = [graph.blocks[id] for id in graph.order()]
        room = max(1, self.width() // 4)
        if len(blocks) > room:
            blocks = [blocks[place * len(blocks) // room] for place in range(room)]
        pitch = min(self._pitch, self.width() / max(1, len(blocks)))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for place, block in enumerate(blocks):
            category = block.layer.category
            height = self.height() * HEIGHTS.get(category, 0.68) * (1.0 - 0.35 * place / len(blocks))
            painter.setBrush(theme.muted if category == Category.ENDS else theme.family(category))
            bar = QRectF(place * pitch, (self.height() - height) / 2, pitch * 0.62, height)
            painter.drawRoundedRect(bar, min(2.0, bar.width() / 2), 2.0)
        painter.end()


class Page(QWidget):
    """The ground under the cards."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """One calm colour."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), Theme.current().canvas)
        painter.end()


class Card(QFrame):
    """A surface that is clicked as a whole, with the mouse or the keys."""

    chosen = Signal()

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setProperty("card", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        self.column.setSpacing(SPACE)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The click begins here."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and space click."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keys go."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keys go elsewhere."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The card, and a ring while it has the focus."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            pen = painter.pen()
            pen.setColor(Theme.current().accent)
            pen.setWidth(2)
            painter.setPen(pen)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), RADIUS, RADIUS)
            painter.end()


def label(text: str, role: str, *, wrap: bool = False) -> QLabel:
    """A text in one of the roles of the theme's fonts; with `wrap` it takes as many lines as it needs."""
    made = QLabel(text)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    if wrap:
        made.setMinimumWidth(8 * SPACE)
    return made
