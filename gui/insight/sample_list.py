"""A few images of the validation set to choose from, each with its label."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QWidget

from backend.datasets.base import Images, Splits
from gui.common.theme import SPACE
from gui.insight.thumbnails import thumbnail

MOST = 48
SIDE = 36


def chosen_of(images: Images, classes: int, most: int = MOST) -> list[int]:
    """Up to `most` places in `images`: the first of each class, then the second of each, and so on."""
    each = max(1, most // max(1, classes))
    places = [np.flatnonzero(images.labels == label)[:each].tolist() for label in range(classes)]
    rounds = [place[turn] for turn in range(each) for place in places if turn < len(place)]
    return rounds[:most]


class SampleList(QListView):
    """Thumbnails with labels; `chosen` carries the number of a validation sample when a person takes another one."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sampleList")
        self.setAccessibleName(self.tr("Images of the validation set"))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setIconSize(QSize(SIDE, SIDE))
        self.setGridSize(QSize(SIDE + 3 * SPACE, SIDE + 4 * SPACE))
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setModel(QStandardItemModel(self))
        self.selectionModel().currentChanged.connect(self._take)

    @property
    def sample(self) -> int:
        """The validation sample that is chosen; 0 while there is none."""
        place = self.currentIndex().data(Qt.ItemDataRole.UserRole)
        return 0 if place is None else int(place)

    def show_splits(self, splits: Splits | None) -> None:
        """Offer images of these splits, or none; the first is chosen."""
        model = self.model()
        model.clear()
        if splits is None:
            return
        for place in chosen_of(splits.val, len(splits.info.classes)):
            name = splits.info.classes[int(splits.val.labels[place])]
            picture = thumbnail(splits.val.images[place], SIDE, self.devicePixelRatioF())
            sign = QIcon(picture)
            sign.addPixmap(picture, QIcon.Mode.Selected)
            item = QStandardItem(sign, name)
            item.setData(place, Qt.ItemDataRole.UserRole)
            item.setToolTip(self.tr("{0}, validation image {1}").format(name, place))
            model.appendRow(item)
        self.setCurrentIndex(model.index(0, 0))

    def _take(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(self.sample)
