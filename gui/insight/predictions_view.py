"""The test images: what they are, what the network took them for, and how sure it was."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QListView,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from backend.insight.predictions import SortedPredictions, sort_predictions
from backend.protocol.events import Predicted
from gui.common import training_format
from gui.common.empty_state import EmptyState
from gui.common.number_format import share, whole_number
from gui.common.theme import RADIUS, SPACE, Role, Theme, font, pixmap
from gui.common.theme_watch import theme_watch
from gui.common.thumbnails import thumbnail
from gui.training.training_session import TrainingSession

PICTURE = 64
CARD = QSize(112, 126)


@dataclass(frozen=True, slots=True)
class Prediction:
    """One test image as it is shown: its index in the test set, the names of its class and of the predicted one."""

    index: int
    label: str
    prediction: str
    confidence: str

    @property
    def correct(self) -> bool:
        """Whether the network was right."""
        return self.label == self.prediction


class PredictionModel(QAbstractListModel):
    """Some of the test images, by index into the test set; pictures are made only for visible rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """No images."""
        super().__init__(parent)
        self._predicted: Predicted | None = None
        self._classes: tuple[str, ...] = ()
        self.indices: NDArray[np.int64] = np.zeros(0, np.int64)

    def show_images(self, predicted: Predicted | None, classes: tuple[str, ...], indices: NDArray[np.int64]) -> None:
        """Show the test images with these `indices`, (n,); none where nothing was `predicted`."""
        self.beginResetModel()
        self._predicted, self._classes = predicted, classes
        self.indices = np.zeros(0, np.int64) if predicted is None else indices
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """One row per image."""
        return 0 if parent is not None and parent.isValid() else len(self.indices)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A sentence for the tool tip and for screen readers."""
        texts = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
        if not index.isValid() or role not in texts:
            return None
        one = self.prediction(index.row())
        if one.correct:
            return self.tr("Test image {0}: {1}, rightly recognised, {2} sure").format(one.index, one.label, one.confidence)
        text = self.tr("Test image {0}: it is {1}, taken for {2}, {3} sure")
        return text.format(one.index, one.label, one.prediction, one.confidence)

    def prediction(self, row: int) -> Prediction:
        """What a row shows."""
        predicted = self._predicted
        assert predicted is not None
        index = int(self.indices[row])
        label, prediction = int(predicted.labels[index]), int(predicted.predictions[index])
        confidence = share(float(predicted.confidences[index]), 1.0)
        return Prediction(index, self._class_name(label), self._class_name(prediction), confidence)

    def picture(self, row: int, ratio: float) -> QPixmap:
        """The image of a row, sharp at the device pixel ratio `ratio`."""
        assert self._predicted is not None
        return thumbnail(self._predicted.images[int(self.indices[row])], PICTURE, ratio)

    def _class_name(self, label: int) -> str:
        return self._classes[label] if label < len(self._classes) else str(label)


class PredictionCard(QStyledItemDelegate):
    """Paints one image with its text: a tick or a cross, the classes, and the confidence."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Every card has the same size."""
        return CARD

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Paint the card."""
        model, theme = index.model(), Theme.current()
        assert isinstance(model, PredictionModel)
        one = model.prediction(index.row())
        card = option.rect.adjusted(4, 4, -4, -4)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.accent if chosen else theme.border)
        painter.setBrush(theme.selection if chosen else theme.surface_raised)
        painter.drawRoundedRect(card, RADIUS, RADIUS)
        picture = model.picture(index.row(), painter.device().devicePixelRatio())
        size = picture.deviceIndependentSize().toSize()
        painter.drawPixmap(card.left() + (card.width() - size.width()) // 2, card.top() + SPACE, picture)
        colour = theme.success if one.correct else theme.error
        sign = pixmap("check" if one.correct else "close", 14, colour, painter.device().devicePixelRatio())
        line = QRect(card.left() + 6, card.top() + SPACE + PICTURE + 4, card.width() - 12, 18)
        text = one.label if one.correct else f"{one.label} → {one.prediction}"
        painter.setFont(font(Role.BODY))
        elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, line.width() - 18)
        width = painter.fontMetrics().horizontalAdvance(elided) + 18
        left = line.left() + (line.width() - width) // 2
        painter.drawPixmap(left, line.top() + 2, sign)
        painter.setPen(theme.text)
        painter.drawText(line.adjusted(left - line.left() + 18, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, elided)
        painter.setFont(font(Role.CAPTION))
        painter.setPen(theme.muted)
        painter.drawText(line.translated(0, 17), Qt.AlignmentFlag.AlignCenter, self.tr("{0} sure").format(one.confidence))
        painter.restore()


class PredictionsView(QWidget):
    """Test accuracy, and the right and wrong predictions, the most confident first."""

    def __init__(self, session: TrainingSession, parent: QWidget | None = None) -> None:
        """The predictions of the run of `session`."""
        super().__init__(parent)
        self.setObjectName("predictions")
        self.setAccessibleName(self.tr("Predictions on the test images"))
        self._session = session
        self._sorted = SortedPredictions(np.zeros(0, np.int64), np.zeros(0, np.int64))
        self.model = PredictionModel(self)
        self._lay_out()
        session.predicted.connect(self.refresh)
        session.opened.connect(self.refresh)
        session.state_changed.connect(self._show_head)
        self.refresh()
        theme_watch(self, self._page.viewport().update)

    def refresh(self) -> None:
        """Show the session's predictions; the wrong ones first, where there are any."""
        predicted = self._session.run.predictions
        self._fill_classes()
        self._sort()
        if predicted is not None:
            (self._wrong if len(self._sorted.wrong) else self._right).setChecked(True)
        self._show_page()
        self._show_head()

    def _lay_out(self) -> None:
        self._title, self._detail = QLabel(), QLabel()
        self._title.setObjectName("testAccuracy")
        self._title.setProperty("role", "title")
        self._detail.setProperty("role", "muted")
        self._wrong = self._switch("showWrong", self.tr("Wrong"))
        self._right = self._switch("showRight", self.tr("Right"))
        self._all = self._switch("showAll", self.tr("All"))
        self._classes = QComboBox()
        self._classes.setObjectName("predictionClass")
        self._classes.setAccessibleName(self.tr("Only images of this class"))
        self._classes.activated.connect(self._choose_class)
        top = QHBoxLayout()
        top.setSpacing(SPACE)
        top.addWidget(self._title)
        top.addSpacing(SPACE)
        top.addWidget(self._detail, 1)
        for part in (self._wrong, self._right, self._all, self._classes):
            top.addWidget(part)
        self._page = QListView()
        self._page.setObjectName("predictionPage")
        self._page.setAccessibleName(self.tr("Test images"))
        self._page.setViewMode(QListView.ViewMode.IconMode)
        self._page.setMovement(QListView.Movement.Static)
        self._page.setResizeMode(QListView.ResizeMode.Adjust)
        self._page.setUniformItemSizes(True)
        # A test set has thousands of images: the view lays them out in batches and asks for visible pictures only.
        self._page.setLayoutMode(QListView.LayoutMode.Batched)
        self._page.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._page.setModel(self.model)
        self._page.setItemDelegate(PredictionCard(self._page))
        self._empty = EmptyState("predictions", "predictionsEmpty")
        self._none = EmptyState("success", "predictionsNone")
        self._stack = QStackedWidget()
        self._body = QWidget()
        body = QVBoxLayout(self._body)
        body.setContentsMargins(2 * SPACE, SPACE + SPACE // 2, 2 * SPACE, SPACE)
        body.setSpacing(SPACE)
        body.addLayout(top)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._page)
        self._pages.addWidget(self._none)
        body.addWidget(self._pages, 1)
        for view in (self._empty, self._body):
            self._stack.addWidget(view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    def _switch(self, name: str, text: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName(name)
        button.setAccessibleName(text)
        button.setCheckable(True)
        button.setAutoExclusive(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.toggled.connect(lambda on: self._show_page() if on else None)
        return button

    def _fill_classes(self) -> None:
        kept = self._classes.currentIndex()
        names = [self.tr("Every class"), *self._session.run.classes]
        if [self._classes.itemText(row) for row in range(self._classes.count())] != names:
            self._classes.clear()
            self._classes.addItems(names)
            kept = 0
        self._classes.setCurrentIndex(max(0, kept))

    def _choose_class(self, _index: int) -> None:
        self._sort()
        self._show_page()

    def _sort(self) -> None:
        predicted, row = self._session.run.predictions, self._classes.currentIndex()
        none = np.zeros(0, np.int64)
        self._sorted = (
            sort_predictions(predicted, label=row - 1 if row > 0 else None) if predicted else SortedPredictions(none, none)
        )

    def _show_page(self) -> None:
        predicted = self._session.run.predictions
        right, wrong = self._sorted.right, self._sorted.wrong
        indices = np.concatenate([wrong, right]) if self._all.isChecked() else right if self._right.isChecked() else wrong
        self._wrong.setText(self.tr("Wrong {0}").format(whole_number(len(wrong))))
        self._right.setText(self.tr("Right {0}").format(whole_number(len(right))))
        self._all.setText(self.tr("All {0}").format(whole_number(len(right) + len(wrong))))
        self.model.show_images(predicted, self._session.run.classes, indices)
        self._pages.setCurrentWidget(self._page if len(indices) else self._none)
        self._none.say(self.tr("None") if self._right.isChecked() else self.tr("Not one wrong here"))

    def _show_head(self) -> None:
        predicted = self._session.run.predictions
        if predicted is None:
            self._stack.setCurrentWidget(self._empty)
            if self._session.active:
                more = self.tr("When the training ends, the test images show here what the network gets right and wrong.")
                self._empty.say(self.tr("Still learning"), more)
            else:
                more = self.tr("Train a network: at the end, the test images show here what it gets right and wrong.")
                self._empty.say(self.tr("No predictions yet"), more)
            return
        self._stack.setCurrentWidget(self._body)
        total, right = len(predicted.labels), int((predicted.labels == predicted.predictions).sum())
        self._title.setText(training_format.percent(right / total if total else None))
        text = self.tr("of the test images are right: {0} of {1}; {2} wrong. Measured with the best weights.")
        self._detail.setText(text.format(whole_number(right), whole_number(total), whole_number(total - right)))
