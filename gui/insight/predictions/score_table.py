"""A table of scores by class, label or number: sortable, and a row can be chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from backend.protocol.metric_names import value_message
from gui.common.i18n import say
from gui.common.number_format import whole_number
from gui.common.theme import SPACE, Role, font

LEAST_WIDTH, MOST_WIDTH = 160, 540
"""Bounds of the pixels that a table asks for; below what it wants it scrolls."""

TIGHT_NAME = 88
"""The pixels of a name where there is too little room."""

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True, eq=False)
class ScoreColumn:
    """A column: its title, what it means, the name of the metric that its numbers are of, empty for counts, and those (k,)."""

    title: str
    meaning: str
    metric: str
    values: NDArray[np.generic]


class ScoreModel(QAbstractTableModel):
    """Names in the first column, scores in the others."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """An empty table."""
        super().__init__(parent)
        self._names: tuple[str, ...] = ()
        self._columns: tuple[ScoreColumn, ...] = ()
        self._swatches: tuple[QPixmap, ...] = ()
        self._first = ""

    def show_scores(
        self, first: str, names: tuple[str, ...], columns: Sequence[ScoreColumn], colours: Sequence[QColor]
    ) -> None:
        """Show the scores of `names` under the title `first`; `colours` are those of the names, or none."""
        self.beginResetModel()
        self._first, self._names, self._columns = first, names, tuple(columns)
        self._swatches = tuple(_swatch(colour) for colour in colours)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """One row per name."""
        return 0 if parent is not None and parent.isValid() else len(self._names)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """The names and the scores."""
        return 0 if parent is not None and parent.isValid() else 1 + len(self._columns)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Name or score; UserRole is what is sorted by."""
        if not index.isValid():
            return None
        row, column = index.row(), index.column() - 1
        if column < 0:
            if role == Qt.ItemDataRole.DecorationRole and self._swatches:
                return self._swatches[row]
            if role == Qt.ItemDataRole.UserRole:
                return row
            return self._names[row] if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole) else None
        shown = self._columns[column]
        value = float(shown.values[row])
        if role == Qt.ItemDataRole.DisplayRole:
            return say(value_message(shown.metric, value)) if shown.metric else whole_number(int(value))
        if role == Qt.ItemDataRole.UserRole:
            return value if np.isfinite(value) else -1e300
        if role == Qt.ItemDataRole.ToolTipRole:
            return shown.meaning
        return _RIGHT if role == Qt.ItemDataRole.TextAlignmentRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Titles of the columns, with what they mean."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section else Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if section == 0:
            return self._first if role == Qt.ItemDataRole.DisplayRole else None
        shown = self._columns[section - 1]
        return {Qt.ItemDataRole.DisplayRole: shown.title, Qt.ItemDataRole.ToolTipRole: shown.meaning}.get(Qt.ItemDataRole(role))


class ScoreTable(QTableView):
    """The table; `chosen` carries the number of a class when its row is clicked, or Enter or Space is pressed on it."""

    chosen = Signal(int)

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        """An empty table with this object name and accessible name."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.scores = ScoreModel(self)
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSourceModel(self.scores)
        self._sorted.setSortRole(Qt.ItemDataRole.UserRole)
        self.setModel(self._sorted)
        self.setSortingEnabled(True)
        self.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.wanted_width = self._needed = LEAST_WIDTH
        self.setMinimumWidth(LEAST_WIDTH)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(QFontMetrics(font(Role.BODY)).height() + SPACE)
        self.horizontalHeader().setHighlightSections(False)
        self.clicked.connect(lambda index: self.chosen.emit(self._row_of(index)))

    def show_scores(
        self, first: str, names: tuple[str, ...], columns: Sequence[ScoreColumn], colours: Sequence[QColor] = ()
    ) -> None:
        """Show scores, in the order that was chosen; names take the room that is left."""
        self.scores.show_scores(first, names, columns, colours)
        header = self.horizontalHeader()
        for column in range(1, 1 + len(columns)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        metrics = QFontMetrics(font(Role.BODY))
        widest = max((metrics.horizontalAdvance(name) for name in (first, *names)), default=0)
        room = sum(header.sectionSize(column) for column in range(1, 1 + len(columns)))
        self._needed = room + widest + (8 if colours else 6) * SPACE
        self.wanted_width = min(self._needed, MOST_WIDTH)
        self._fit_names()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the names what room there is now."""
        super().resizeEvent(event)
        self._fit_names()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space choose the row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.currentIndex().isValid():
            self.chosen.emit(self._row_of(self.currentIndex()))
        else:
            super().keyPressEvent(event)

    def _fit_names(self) -> None:
        """Names take the room that is left; where there is none, Qt would stretch them over all of it."""
        if self.scores.columnCount() > 1:
            tight = self._needed > self.viewport().width()
            mode = QHeaderView.ResizeMode.Interactive if tight else QHeaderView.ResizeMode.Stretch
            self.horizontalHeader().setSectionResizeMode(0, mode)
            if tight:
                self.horizontalHeader().resizeSection(0, TIGHT_NAME)

    def _row_of(self, index: QModelIndex) -> int:
        return self._sorted.mapToSource(index).row()


def _swatch(colour: QColor) -> QPixmap:
    """A square in a colour; an empty one for a colour that cannot be seen."""
    picture = QPixmap(12, 12)
    picture.fill(colour)
    return picture
