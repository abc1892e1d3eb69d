"""Thousands of samples as cards: a model of their numbers, a list that asks for visible ones only, and the frame of a card."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gui.common.theme import RADIUS, SPACE, Theme
from gui.common.theme_watch import theme_watch

Indices = NDArray[np.int64]

_TEXTS = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)


class SampleModel(QAbstractListModel):
    """Some of the samples by their numbers, in an order; texts are made for visible rows only."""

    def __init__(self, describe: Callable[[int], str], parent: QWidget | None = None) -> None:
        """No samples; `describe` gives the sentence about a sample, for the tool tip and for screen readers."""
        super().__init__(parent)
        self._describe = describe
        self.indices: Indices = np.zeros(0, np.int64)

    def show_samples(self, indices: Indices) -> None:
        """Show the samples with these numbers, (n,)."""
        self.beginResetModel()
        self.indices = indices
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """One row per sample."""
        return 0 if parent is not None and parent.isValid() else len(self.indices)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The number of the sample, and the sentence about it."""
        if not index.isValid():
            return None
        sample = int(self.indices[index.row()])
        if role == Qt.ItemDataRole.UserRole:
            return sample
        return self._describe(sample) if role in _TEXTS else None


class SampleGrid(QListView):
    """Cards of equal size; `chosen` carries the number of the sample that the cursor is on."""

    chosen = Signal(int)

    def __init__(self, name: str, title: str, describe: Callable[[int], str], parent: QWidget | None = None) -> None:
        """An empty grid with this object name and accessible name."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        # A test set has thousands of images: the view lays them out in batches and asks for visible pictures only.
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.samples = SampleModel(describe, self)
        self.setModel(self.samples)
        self.selectionModel().currentChanged.connect(self._choose)
        theme_watch(self, self.redraw)

    def redraw(self) -> None:
        """Paint every card again."""
        self.viewport().update()

    def select_sample(self, sample: int) -> None:
        """Put the cursor on a sample, if it is shown."""
        rows = np.flatnonzero(self.samples.indices == sample)
        if len(rows):
            self.setCurrentIndex(self.samples.index(int(rows[0]), 0))

    def _choose(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(int(current.data(Qt.ItemDataRole.UserRole)))


class SampleCard(QStyledItemDelegate):
    """Paints a frame; subclasses paint the sample into it."""

    def __init__(self, size: QSize, parent: QWidget | None = None) -> None:
        """Cards of this size in logical pixels."""
        super().__init__(parent)
        self.size = size

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Every card has the same size."""
        return self.size

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Paint the frame, and the sample inside."""
        theme = Theme.current()
        card = option.rect.adjusted(4, 4, -4, -4)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = chosen and bool(option.state & QStyle.StateFlag.State_HasFocus)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.accent if chosen or focused else theme.border)
        painter.setBrush(theme.selection if chosen else theme.surface_raised)
        painter.drawRoundedRect(card, RADIUS, RADIUS)
        self.paint_sample(painter, card, int(index.data(Qt.ItemDataRole.UserRole)))
        painter.restore()

    def paint_sample(self, painter: QPainter, card: QRect, sample: int) -> None:
        """Paint the sample with this number inside of `card`."""
        raise NotImplementedError


class PixmapCache:
    """The pixmaps that were last painted, so that scrolling does not make them again; at most `limit`."""

    def __init__(self, limit: int = 512) -> None:
        """Without pixmaps."""
        self._limit = limit
        self._kept: OrderedDict[Hashable, QPixmap] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], QPixmap]) -> QPixmap:
        """The pixmap with this key, made where it is not there."""
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        made = self._kept[key] = make()
        if len(self._kept) > self._limit:
            self._kept.popitem(last=False)
        return made

    def clear(self) -> None:
        """Forget all: the samples are others now."""
        self._kept.clear()


def draw_centred(painter: QPainter, picture: QPixmap, room: QRect) -> None:
    """Draw a picture in the middle of `room`."""
    size = picture.deviceIndependentSize().toSize()
    painter.drawPixmap(
        room.left() + (room.width() - size.width()) // 2, room.top() + (room.height() - size.height()) // 2, picture
    )


MARGIN = SPACE
"""Between the frame of a card and what is in it."""
