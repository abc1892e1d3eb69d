"""The confusion matrix as a grid: rows are the truth, columns what it was taken for; a cell can be chosen."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from gui.common.number_format import whole_number
from gui.common.theme import SPACE, Role, Theme, font

NAME, UPRIGHT = 96, 72
"""The most pixels that the name of a class takes, beside a row and above a column."""


class ConfusionModel(QAbstractTableModel):
    """Counts (k, k) with the names of the classes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """An empty matrix."""
        super().__init__(parent)
        self.counts: NDArray[np.int64] = np.zeros((0, 0), np.int64)
        self._names: tuple[str, ...] = ()

    def show_counts(self, counts: NDArray[np.int64], names: tuple[str, ...]) -> None:
        """Show another matrix."""
        self.beginResetModel()
        self.counts, self._names = counts, names
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """One row per class."""
        return 0 if parent is not None and parent.isValid() else len(self.counts)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """One column per class."""
        return self.rowCount(parent)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The count, and a sentence for the tool tip and for screen readers."""
        if not index.isValid():
            return None
        truth, taken = index.row(), index.column()
        count = int(self.counts[truth, taken])
        if role == Qt.ItemDataRole.DisplayRole:
            return whole_number(count) if count else ""
        if role not in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if truth == taken:
            return self.tr("{0}: {1} rightly recognised").format(self._names[truth], whole_number(count))
        return self.tr("{0} taken for {1}: {2}").format(self._names[truth], self._names[taken], whole_number(count))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The names of the classes."""
        if role == Qt.ItemDataRole.DisplayRole:
            return self._names[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            rows, columns = self.tr("It is {0}"), self.tr("Taken for {0}")
            return (columns if orientation == Qt.Orientation.Horizontal else rows).format(self._names[section])
        return None

    def share(self, index: QModelIndex | QPersistentModelIndex) -> float:
        """The part of the images of the row's class that a cell stands for."""
        whole = int(self.counts[index.row()].sum())
        return int(self.counts[index.row(), index.column()]) / whole if whole else 0.0


class ConfusionCell(QStyledItemDelegate):
    """Paints a cell the stronger, the more of its row it holds: blue where it is right, orange where it is wrong."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Paint ground, count, and the frame of a chosen cell."""
        model, theme = index.model(), Theme.current()
        assert isinstance(model, ConfusionModel)
        share = model.share(index)
        right = index.row() == index.column()
        ground = QColor(theme.accent if right else theme.family("activation"))
        # The root makes few mistakes visible: one in a hundred is a tenth of the strength.
        ground.setAlphaF(0.85 * math.sqrt(share))
        painter.save()
        room = option.rect.adjusted(0, 0, -1, -1)
        painter.fillRect(room, theme.surface_raised)
        painter.fillRect(room, ground)
        strong = right and share > 0.5
        painter.setPen(theme.on_accent if strong else theme.text)
        painter.setFont(font(Role.CAPTION))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, str(index.data() or ""))
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(theme.text)
            painter.drawRect(room.adjusted(0, 0, -1, -1))
            painter.drawRect(room.adjusted(1, 1, -2, -2))
        painter.restore()


class NameHeader(QHeaderView):
    """Names of classes; above narrow columns they stand upright."""

    def __init__(self, orientation: Qt.Orientation, parent: QWidget | None = None) -> None:
        """An empty header."""
        super().__init__(orientation, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def sizeHint(self) -> QSize:
        """Room for the longest name, up to a limit."""
        model, metrics = self.model(), QFontMetrics(font(Role.CAPTION))
        names = [str(model.headerData(row, self.orientation())) for row in range(self.count())] if model else []
        longest = max((metrics.horizontalAdvance(name) for name in names), default=0) + SPACE
        if self.orientation() == Qt.Orientation.Vertical:
            return QSize(min(NAME, longest), 0)
        return QSize(0, min(UPRIGHT, longest) if self._upright(longest) else metrics.height() + SPACE // 2)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Write a name."""
        theme = Theme.current()
        painter.save()
        painter.fillRect(rect, theme.surface)
        painter.setFont(font(Role.CAPTION))
        painter.setPen(theme.muted)
        name = str(self.model().headerData(section, self.orientation()))
        elide, metrics = Qt.TextElideMode.ElideMiddle, painter.fontMetrics()
        if self.orientation() == Qt.Orientation.Vertical:
            text = metrics.elidedText(name, elide, rect.width() - SPACE // 2)
            room = rect.adjusted(0, 0, -SPACE // 2, 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        elif self._upright(self.height()):
            painter.translate(rect.left(), rect.bottom())
            painter.rotate(-90)
            text = metrics.elidedText(name, elide, rect.height() - SPACE // 2)
            room = QRect(SPACE // 2, 0, rect.height(), rect.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        else:
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, name)
        painter.restore()

    def _upright(self, longest: int) -> bool:
        return self.count() > 0 and longest > self.sectionSize(0) + SPACE // 2


class ConfusionTable(QTableView):
    """The matrix; `chosen` carries (truth, taken for) of a cell, -1 for "any"; the names choose a row or a column."""

    chosen = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        """An empty matrix."""
        super().__init__(parent)
        self.setObjectName("confusionMatrix")
        self.setAccessibleName(self.tr("Confusion matrix: rows are what it is, columns what it was taken for"))
        self.matrix = ConfusionModel(self)
        self.setHorizontalHeader(NameHeader(Qt.Orientation.Horizontal, self))
        self.setVerticalHeader(NameHeader(Qt.Orientation.Vertical, self))
        self.setModel(self.matrix)
        self.setItemDelegate(ConfusionCell(self))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.clicked.connect(lambda index: self.chosen.emit(index.row(), index.column()))
        self.verticalHeader().sectionClicked.connect(lambda row: self.chosen.emit(row, -1))
        self.horizontalHeader().sectionClicked.connect(lambda column: self.chosen.emit(-1, column))

    def show_counts(self, counts: NDArray[np.int64], names: tuple[str, ...]) -> None:
        """Show another matrix; cells are as wide as the largest count."""
        metrics = QFontMetrics(font(Role.CAPTION))
        widest = metrics.horizontalAdvance(whole_number(int(counts.max()))) if counts.size else 0
        side = max(metrics.height() + SPACE // 2, widest + SPACE)
        self.horizontalHeader().setDefaultSectionSize(side)
        self.verticalHeader().setDefaultSectionSize(metrics.height() + SPACE // 2)
        self.matrix.show_counts(counts, names)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space choose the cell."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.currentIndex().isValid():
            self.chosen.emit(self.currentIndex().row(), self.currentIndex().column())
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """The whole matrix, if it is not too large."""
        side = self.horizontalHeader().defaultSectionSize()
        width = self.verticalHeader().sizeHint().width() + side * len(self.matrix.counts) + 2 * SPACE
        return QSize(min(width, 60 * SPACE), 20 * SPACE)
