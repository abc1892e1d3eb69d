"""How the rows of the palette are painted."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gui.common.theme import SPACE, Role, Theme, font, icon

KIND = Qt.ItemDataRole.UserRole
"""The item data of a kind of layer: its name."""

FOLD = Qt.ItemDataRole.UserRole + 1
"""The item data of a row that folds: the key of its folded state."""

NOTE = Qt.ItemDataRole.UserRole + 2
"""The item data of a row that is only a note."""

ROW = 30
INDENT = 10


class Row(QStyledItemDelegate):
    """Paints a family as a quiet heading, and a kind as its icon, its title, and its torch name where there is room."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(12 * SPACE, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        theme = Theme.current()
        box = option.rect.adjusted(SPACE // 2, 1, -SPACE // 2, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(theme.selection)
            painter.drawRoundedRect(box, 6, 6)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(theme.hover)
            painter.drawRoundedRect(box, 6, 6)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(theme.accent)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 6, 6)
        if index.data(NOTE):
            painter.setFont(font(Role.CAPTION))
            painter.setPen(theme.muted)
            painter.drawText(box.adjusted(INDENT + 20, 0, -SPACE, 0), Qt.AlignmentFlag.AlignVCenter, str(index.data()))
        elif index.data(KIND) is None:
            self._paint_family(painter, box, option, index)
        else:
            self._paint_kind(painter, box, index)
        painter.restore()

    def _paint_family(
        self, painter: QPainter, box: QRect, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme = Theme.current()
        opened = bool(option.state & QStyle.StateFlag.State_Open)
        sign = icon("chevron-down" if opened else "chevron-right", theme.muted)
        inner = index.parent().isValid()
        left = box.left() + (INDENT + 2 if inner else 2)
        sign.paint(painter, QRect(left, box.center().y() - 7, 14, 14))
        heading = font(Role.CAPTION)
        heading.setWeight(heading.Weight.Normal if inner else heading.Weight.DemiBold)
        painter.setFont(heading)
        painter.setPen(theme.muted)
        words = box.adjusted(0, 0, -SPACE, 0)
        words.setLeft(left + (18 + SPACE - 2 if inner else 18))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, str(index.data()))

    def _paint_kind(self, painter: QPainter, box: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        theme = Theme.current()
        index.data(Qt.ItemDataRole.DecorationRole).paint(painter, QRect(box.left() + INDENT, box.center().y() - 8, 18, 18))
        words = box.adjusted(INDENT + 18 + SPACE, 0, -SPACE, 0)
        painter.setFont(font(Role.BODY))
        painter.setPen(theme.text)
        title = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideMiddle, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, title)
        used = painter.fontMetrics().horizontalAdvance(title) + 2 * SPACE
        painter.setFont(font(Role.CAPTION))
        painter.setPen(theme.muted)
        if used + painter.fontMetrics().horizontalAdvance(index.data(KIND)) <= words.width():
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, index.data(KIND))
