"""Renaming in place: a line of text over the block's name."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QGraphicsView, QLineEdit

from gui.canvas.block_item import BlockItem
from gui.canvas.block_pixmaps import TEXT_LEFT
from gui.common.theme import Role, font

_LEAST_WIDTH = 140


class NameEditor(QLineEdit):
    """Edits one block's name; Enter gives it to `rename`, which returns whether it was accepted, Esc leaves it as it was."""

    def __init__(self, view: QGraphicsView, item: BlockItem, name: str, rename: Callable[[str], bool]) -> None:
        super().__init__(name, view)
        self.setObjectName("renameInPlace")
        self.setAccessibleName(self.tr("New name of {block}").format(block=name))
        self._view = view
        self._item = item
        self._name = name
        self._rename = rename
        self._closed = False
        self.setFont(font(Role.BODY))
        self.place()
        self.selectAll()
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def place(self) -> None:
        """Cover the name on the card."""
        card = self._item.card
        where = QRectF(card.left() + TEXT_LEFT - 6, card.top() + 4, card.width() - TEXT_LEFT, 30)
        box = self._view.mapFromScene(where).boundingRect()
        box.setWidth(max(box.width(), _LEAST_WIDTH))
        box.setHeight(28)
        self.setGeometry(box)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter renames, Esc leaves the name as it was."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(leave_anyway=False)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Clicking elsewhere renames, if the name is accepted."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._take(leave_anyway=True)

    def leave(self) -> None:
        """Close the editor."""
        if not self._closed:
            self._closed = True
            self.hide()
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)
            self.deleteLater()

    def _take(self, *, leave_anyway: bool) -> None:
        if self._closed:
            return
        wanted = self.text().strip()
        if wanted == self._name or self._rename(wanted) or leave_anyway:
            self.leave()
