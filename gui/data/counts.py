"""The number of images of each class in each split, with a bar behind each number."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from backend.datasets.base import SPLITS, Splits
from gui.common.number_format import whole_number
from gui.common.theme import Theme

SHARE = Qt.ItemDataRole.UserRole
ROW = 24


class CountBar(QStyledItemDelegate):
    """Paints a bar as long as the count's share of the largest, and the number over it."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Paint the bar, then the number."""
        share = index.data(SHARE)
        if share is not None:
            theme, cell = Theme.current(), option.rect.adjusted(4, 5, -4, -5)
            colour = QColor(theme.accent)
            colour.setAlpha(70 if theme.dark else 45)
            width = max(1, round(cell.width() * share)) if share > 0 else 0
            painter.fillRect(QRect(cell.right() - width + 1, cell.top(), width, cell.height()), colour)
        super().paint(painter, option, index)


class CountTable(QTableWidget):
    """One row per class and one for the sum; one column per split."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """A table without classes."""
        super().__init__(0, 1 + len(SPLITS), parent)
        self.setObjectName("dataCounts")
        self.setAccessibleName(self.tr("Images of each class in each split"))
        self.setHorizontalHeaderLabels([self.tr("Class"), self.tr("Training"), self.tr("Validation"), self.tr("Test")])
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setItemDelegate(CountBar(self))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        first = self.horizontalHeaderItem(0)
        assert first is not None
        first.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def show_splits(self, splits: Splits) -> None:
        """Show the counts of these splits; the sum comes first."""
        classes = splits.info.classes
        self.setRowCount(1 + len(classes))
        self._fill(0, self.tr("All"), [sum(splits.counts[split]) for split in SPLITS], None)
        most = {split: max(splits.counts[split], default=0) or 1 for split in SPLITS}
        for row, name in enumerate(classes):
            counts = [splits.counts[split][row] for split in SPLITS]
            self._fill(1 + row, name, counts, [count / most[split] for count, split in zip(counts, SPLITS, strict=True)])

    def _fill(self, row: int, name: str, counts: list[int], shares: list[float] | None) -> None:
        title = QTableWidgetItem(name)
        title.setToolTip(name)
        self.setItem(row, 0, title)
        for column, count in enumerate(counts):
            cell = QTableWidgetItem(whole_number(count))
            cell.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if shares is not None:
                cell.setData(SHARE, shares[column])
            else:
                face = cell.font()
                face.setBold(True)
                cell.setFont(face)
            self.setItem(row, 1 + column, cell)
