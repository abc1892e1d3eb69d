"""Some images of the validation set to choose from, each with its label."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QListView, QWidget

from backend.datasets.base import LazyImages, Splits
from gui.common.theme import SPACE
from gui.common.thumbnails import indices_over_classes, thumbnail, thumbnail_item
from gui.common.worker import Worker

LIMIT = 48
SIDE = 36


class SampleList(QListView):
    """Thumbnails with labels; `chosen` carries the index of a validation sample when another is selected."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        """An empty list."""
        super().__init__(parent)
        self.setObjectName("sampleList")
        self._worker = Worker(self)
        self._worker.done.connect(self._fill)
        self._worker.failed.connect(lambda text, _bug: self.setToolTip(text))
        self.setAccessibleName(self.tr("Images of the validation set"))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setIconSize(QSize(SIDE, SIDE))
        self.setGridSize(QSize(SIDE + 3 * SPACE, SIDE + 4 * SPACE))
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._items = QStandardItemModel(self)
        self.setModel(self._items)
        self.selectionModel().currentChanged.connect(self._take)

    @property
    def sample(self) -> int:
        """The index of the selected validation sample; 0 while there is none."""
        index = self.currentIndex().data(Qt.ItemDataRole.UserRole)
        return 0 if index is None else int(index)

    def show_splits(self, splits: Splits | None) -> None:
        """Show images of these splits, or none; the first is selected. Those that are not in memory are read in a thread."""
        self._worker.forget()
        self._items.clear()
        self.setToolTip("")
        if splits is None:
            return
        indices = indices_over_classes(splits.val.strata, max(1, len(splits.info.classes)), LIMIT)
        images, chosen = splits.val.images, np.array(indices, np.int64)
        if isinstance(images, LazyImages):
            self._worker.start(lambda _progress, _cancelled: (splits, indices, images[chosen]), name="sample images")
        else:
            self._fill((splits, indices, images[chosen]))

    def shut_down(self) -> bool:
        """End the thread; False when it still runs."""
        self._worker.forget()
        return self._worker.join()

    def _fill(self, read: tuple[Splits, list[int], NDArray[np.uint8]]) -> None:
        splits, indices, images = read
        for index, pixels in zip(indices, images, strict=True):
            name = splits.info.class_name(int(splits.val.strata[index]))
            picture = thumbnail(pixels, SIDE, self.devicePixelRatioF())
            item = thumbnail_item(picture, name, self.tr("{0}, validation image {1}").format(name, index))
            item.setData(index, Qt.ItemDataRole.UserRole)
            self._items.appendRow(item)
        self.setCurrentIndex(self._items.index(0, 0))

    def _take(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(self.sample)
