"""The quick-add box: type a few letters, Enter adds the layer."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from builder.layers.base import Layer
from gui.canvas.texts import kind_title
from gui.common.fuzzy_search import layers_for
from gui.common.i18n import say
from gui.common.theme import RADIUS, SPACE, Theme, family_icon

_SIZE = QSize(280, 320)
_ROWS = 8
_LISTED = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}


class QuickAdd(QFrame):
    """Search and list of layers over the canvas; `chosen` carries the kind. It closes when it loses the focus."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget, kinds: Callable[[], Sequence[type[Layer]]]) -> None:
        """`kinds` gives what can be added now."""
        super().__init__(parent)
        self._kinds = kinds
        self._host = parent
        self.setObjectName("quickAdd")
        self.setAccessibleName(self.tr("Quick add"))
        self.search = QLineEdit(self)
        self.search.setObjectName("quickAddSearch")
        self.search.setAccessibleName(self.tr("Search for a layer"))
        self.search.setPlaceholderText(self.tr("Search for a layer ..."))
        self.results = QListWidget(self)
        self.results.setObjectName("quickAddResults")
        self.results.setAccessibleName(self.tr("Layers found"))
        self.results.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.results.setFrameShape(QFrame.Shape.NoFrame)
        self.results.setIconSize(QSize(18, 18))
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self.search)
        column.addWidget(self.results)
        self.search.textChanged.connect(self._fill)
        self.search.installEventFilter(self)
        self.results.itemClicked.connect(self._take)
        self.hide()

    def open(self, at: QPoint) -> None:
        """Show the box at a point of the parent, wholly inside it."""
        theme = Theme.current()
        self.setStyleSheet(
            f"#quickAdd {{ background: {theme.surface.name()}; border: 1px solid {theme.border.name()};"
            f" border-radius: {RADIUS}px; }}"
        )
        room = self._host.rect().adjusted(SPACE, SPACE, -SPACE, -SPACE)
        size = _SIZE.boundedTo(room.size())
        x = max(room.left(), min(at.x(), room.right() - size.width()))
        y = max(room.top(), min(at.y(), room.bottom() - size.height()))
        self.setGeometry(x, y, size.width(), size.height())
        self.search.clear()
        self._fill("")
        self.show()
        self.raise_()
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_box(self) -> None:
        """Hide the box and give the keyboard back to the canvas."""
        if self.isVisible():
            self.hide()
            self._host.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the search that move in the list, choose, or close."""
        if event.type() == QEvent.Type.FocusOut and QApplication.activePopupWidget() is None:
            self.hide()
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if event.key() == Qt.Key.Key_Escape:
            self.close_box()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self.results.currentItem())
        elif event.key() in _LISTED:
            QApplication.sendEvent(self.results, event)
        else:
            return super().eventFilter(watched, event)
        return True

    def _fill(self, query: str) -> None:
        self.results.clear()
        for layer in layers_for(query, self._kinds()):
            item = QListWidgetItem(family_icon(layer.category), kind_title(layer))
            item.setData(Qt.ItemDataRole.UserRole, layer.__name__)
            item.setToolTip(say(layer.help).split("\n")[0])
            self.results.addItem(item)
        self.results.setCurrentRow(0)
        rows = max(1, min(self.results.count(), _ROWS))
        self.results.setFixedHeight(rows * max(self.results.sizeHintForRow(0), 24) + 4)
        self.resize(self.width(), self.sizeHint().height())

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.close_box()
            self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))
