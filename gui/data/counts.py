"""What the targets are like: how many images of each class or label there are in each split, or which numbers occur."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
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

from backend.datasets.base import SPLITS, Images, Splits
from backend.datasets.report.target_summary import TargetSummary, summarize_targets
from builder.tasks.multilabel import Labels
from builder.tasks.regression import Numbers
from gui.common.number_format import whole_number
from gui.common.theme import Theme

SHARE = Qt.ItemDataRole.UserRole
ROW = 24

MOST_NUMBERS = 50_000_000
"""Of more targets, such as the pixels of many masks, only the classes of whole images are shown: it would take a second."""


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
    """One row per class, label or number. Counts and shares come by split, with a row for all; numbers with their range."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """A table without classes."""
        super().__init__(0, 1 + len(SPLITS), parent)
        self.setObjectName("dataCounts")
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setItemDelegate(CountBar(self))
        self.setMinimumHeight(4 * ROW)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def show_splits(self, splits: Splits) -> None:
        """Show what is known of the targets of these splits."""
        parts = {"train": splits.train, "val": splits.val, "test": splits.test}
        summary = summarize_targets(splits.target, parts) if _quick(parts) else None
        if summary is not None and isinstance(splits.target, Numbers):
            self._show_numbers(summary)
            return
        self._head(self.tr("Label") if isinstance(splits.target, Labels) else self.tr("Class"), SPLITS)
        self.setRowCount(1)
        self._fill(0, self.tr("All"), [whole_number(len(part)) for part in parts.values()], None)
        if summary is not None:
            self.setAccessibleName(self.tr("Part of each class or label in each split"))
            rows = {name: [values[split] for split in SPLITS] for name, values in summary.rows.items()}
            self._show_rows(rows, "{:.1%}" if summary.shares else "{:,.0f}")
            return
        self.setAccessibleName(self.tr("Images of each class in each split"))
        classes = splits.info.classes
        self._show_rows({name: [splits.counts[split][row] for split in SPLITS] for row, name in enumerate(classes)}, "{:,}")

    def _show_numbers(self, summary: TargetSummary) -> None:
        self.setAccessibleName(self.tr("Mean, deviation and range of each number in the training images"))
        self._head(self.tr("Name"), summary.columns)
        self.setRowCount(len(summary.rows))
        for row, (name, values) in enumerate(summary.rows.items()):
            digits = _decimals(values["deviation"])
            self._fill(row, name, [f"{values[column]:,.{digits}f}" for column in summary.columns], None, bold=False)

    def _show_rows(self, rows: Mapping[str, Sequence[float]], form: str) -> None:
        """Rows below that of all, each with bars as long as their share of the longest."""
        self.setRowCount(1 + len(rows))
        most = [max(column, default=0) or 1 for column in zip(*rows.values(), strict=True)]
        for row, (name, values) in enumerate(rows.items(), 1):
            shares = [value / longest for value, longest in zip(values, most, strict=True)]
            self._fill(row, name, [form.format(value) for value in values], shares)

    def _head(self, first: str, columns: Iterable[str]) -> None:
        titles = {
            "train": self.tr("Training"),
            "val": self.tr("Validation"),
            "test": self.tr("Test"),
            "mean": self.tr("Mean"),
            "deviation": self.tr("Deviation"),
            "low": self.tr("Lowest"),
            "high": self.tr("Highest"),
        }
        headings = [first, *(titles[column] for column in columns)]
        self.setColumnCount(len(headings))
        self.setHorizontalHeaderLabels(headings)
        narrow = len(headings) > 1 + len(SPLITS)
        mode = QHeaderView.ResizeMode.ResizeToContents if narrow else QHeaderView.ResizeMode.Stretch
        self.horizontalHeader().setSectionResizeMode(mode)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        corner = self.horizontalHeaderItem(0)
        assert corner is not None
        corner.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def _fill(
        self, row: int, name: str, texts: Sequence[str], shares: Sequence[float] | None, *, bold: bool | None = None
    ) -> None:
        title = QTableWidgetItem(name)
        title.setToolTip(name)
        self.setItem(row, 0, title)
        for column, text in enumerate(texts):
            cell = QTableWidgetItem(text)
            cell.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            cell.setData(SHARE, None if shares is None else shares[column])
            face = cell.font()
            face.setBold(shares is None if bold is None else bold)
            cell.setFont(face)
            self.setItem(row, 1 + column, cell)


def _decimals(deviation: float) -> int:
    """So many that three digits of the deviation are seen, within bounds."""
    return max(0, min(6, 2 - math.floor(math.log10(deviation)))) if deviation > 0 else 3


def _quick(parts: Mapping[str, Images]) -> bool:
    """Whether the targets are in memory, and few enough to be looked at in the window's own thread."""
    sizes = [part.targets.size if isinstance(part.targets, np.ndarray) else MOST_NUMBERS + 1 for part in parts.values()]
    return sum(sizes) <= MOST_NUMBERS
