"""The number of images of each class in each split, with a bar behind each number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
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
from builder.tasks.multilabel import Labels
from builder.tasks.segmentation import PixelClasses
from gui.common.number_format import whole_number
from gui.common.theme import Theme

SHARE = Qt.ItemDataRole.UserRole
ROW = 24

MOST_PIXELS = 100_000_000
"""In masks of more pixels the classes are not counted: it would take a second or more."""


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
        """Show how many images of each split are of, or hold, each class or label; all of them come first."""
        names, by_split = named_counts(splits)
        self.setRowCount(1 + len(names))
        self._fill(0, self.tr("All"), [len(part) for part in (splits.train, splits.val, splits.test)], None)
        most = {split: max(by_split[split], default=0) or 1 for split in SPLITS}
        for row, name in enumerate(names):
            counts = [by_split[split][row] for split in SPLITS]
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


def named_counts(splits: Splits) -> tuple[Sequence[str], Mapping[str, Sequence[int]]]:
    """Names, and for each split how many images have each label, hold each class, or are of each class."""
    target, parts = splits.target, dict(zip(SPLITS, (splits.train, splits.val, splits.test), strict=True))
    if isinstance(target, Labels):
        return target.names, {split: part.targets[:].sum(axis=0, dtype=int).tolist() for split, part in parts.items()}
    masks = {split: part.targets for split, part in parts.items() if isinstance(part.targets, np.ndarray)}
    if isinstance(target, PixelClasses) and len(masks) == len(parts) and sum(map(np.size, masks.values())) <= MOST_PIXELS:
        return target.names, {split: _images_with(each, len(target.names)) for split, each in masks.items()}
    return splits.info.classes, splits.counts


def _images_with(masks: NDArray[np.uint8], classes: int) -> list[int]:
    """How many of the masks (n, H, W) hold each class."""
    flat = masks.reshape(len(masks), -1)
    return [int((flat == number).any(axis=1).sum()) for number in range(classes)]
