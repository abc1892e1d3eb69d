"""Predictions of classes: right and wrong images, the confusion matrix, and the scores of each class."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from backend.insight.prediction_scores import ClassScores, class_scores
from backend.insight.predictions import SortedPredictions, sort_predictions
from backend.protocol.events import Predicted
from gui.common import training_format
from gui.common.empty_state import EmptyState
from gui.common.number_format import share, whole_number
from gui.common.theme import SPACE, Role, Theme, font, pixmap
from gui.common.thumbnails import thumbnail
from gui.insight.predictions.confusion_table import ConfusionTable
from gui.insight.predictions.prediction_view import Headline, PredictionView, SideSplit, fill_combo
from gui.insight.predictions.right_wrong import RightWrongSwitch
from gui.insight.predictions.sample_grid import SampleCard, SampleGrid, draw_centred
from gui.insight.predictions.score_table import ScoreColumn, ScoreTable

PICTURE = 64
CARD = QSize(112, 126)
WIDEST = 184
_NONE = np.zeros(0, np.int64)


class ClassificationView(PredictionView):
    """Right and wrong predictions, the most confident first; a cell of the confusion matrix shows its images alone."""

    kinds: ClassVar = ("classification",)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Without predictions."""
        super().__init__(parent)
        self._predicted: Predicted | None = None
        self._names: tuple[str, ...] = ()
        self._sorted = SortedPredictions(_NONE, _NONE)
        self._cell = (-1, -1)
        self.grid = SampleGrid("predictionPage", self.tr("Images"), self.describe)
        self.card = ClassCard(self)
        self.grid.setItemDelegate(self.card)
        self.matrix = ConfusionTable()
        self.table = ScoreTable("classScores", self.tr("Scores of each class"))
        self._lay_out()

    @staticmethod
    def measure(predicted: Predicted, names: tuple[str, ...]) -> ClassScores:
        """Confusion matrix and scores of each class."""
        most = int(max(predicted.targets.max(initial=-1), predicted.predictions.max(initial=-1))) + 1
        return class_scores(predicted, max(len(names), most))

    def show_predictions(self, predicted: Predicted, names: tuple[str, ...], measured: object) -> None:
        """Show the wrong ones first, where there are any."""
        assert isinstance(measured, ClassScores)
        self._predicted = predicted
        self._names = tuple(names[row] if row < len(names) else str(row) for row in range(len(measured.truths)))
        self._cell = (-1, -1)
        self.card.fit(self._names)
        fill_combo(self._classes, [self.tr("Every class"), *self._names])
        self.matrix.show_counts(measured.counts, self._names)
        self._tabs.setTabVisible(0, len(measured.counts) > 0)
        columns = [
            ScoreColumn(self.tr("Images"), self.tr("How many images of it there are"), "", measured.truths),
            ScoreColumn(
                self.tr("Precision"), self.tr("How many of those taken for it are right"), "precision", measured.precision
            ),
            ScoreColumn(self.tr("Recall"), self.tr("How many of its images were recognised"), "recall", measured.recall),
            ScoreColumn(self.tr("F1"), self.tr("The harmonic mean of precision and recall"), "f1", measured.f1),
        ]
        self.table.show_scores(self.tr("Class"), self._names, columns)
        self._split.give(max(self.table.wanted_width, self.matrix.sizeHint().width() + SPACE))
        self._sort()
        self._switch.choose("wrong" if len(self._sorted.wrong) else "right")
        self._show_page()

    def headline(self) -> Headline:
        """How many are right."""
        assert self._predicted is not None
        total = len(self._predicted.targets)
        right = int((self._predicted.targets == self._predicted.predictions).sum())
        meaning = self.tr("right: {0} of {1}; {2} wrong").format(*map(whole_number, (right, total, total - right)))
        return Headline(training_format.percent(right / total if total else None), meaning)

    def describe(self, sample: int) -> str:
        """The sentence about an image."""
        label, taken, sure = self.texts(sample)
        if self.is_right(sample):
            return self.tr("Image {0}: {1}, rightly recognised, {2} sure").format(sample, label, sure)
        return self.tr("Image {0}: it is {1}, taken for {2}, {3} sure").format(sample, label, taken, sure)

    def is_right(self, sample: int) -> bool:
        """Whether an image was recognised."""
        assert self._predicted is not None
        return bool(self._predicted.targets[sample] == self._predicted.predictions[sample])

    def texts(self, sample: int) -> tuple[str, str, str]:
        """What an image is, what it was taken for, and how sure the network was."""
        predicted = self._predicted
        assert predicted is not None
        label, taken = int(predicted.targets[sample]), int(predicted.predictions[sample])
        sure = float(predicted.confidences[sample])
        return self._names[label], self._names[taken], share(sure, 1.0) if np.isfinite(sure) else "–"

    def picture(self, sample: int, ratio: float) -> QPixmap:
        """An image, sharp at the device pixel ratio `ratio`."""
        assert self._predicted is not None
        return thumbnail(self._predicted.images[sample], PICTURE, ratio)

    # -- parts ---------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._filter = QToolButton()
        self.add_control(self._filter, "clearFilter", self.tr("Show every image again"))
        self._filter.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._filter.clicked.connect(lambda _on=False: self._choose(-1, -1))
        self._switch = RightWrongSwitch()
        self.add_control(self._switch, "rightWrong", self.tr("Right or wrong images"))
        self._switch.changed.connect(self._show_page)
        self._classes = QComboBox()
        self.add_control(self._classes, "predictionClass", self.tr("Only images of this class"))
        self._classes.activated.connect(lambda row: self._choose(row - 1, -1))
        self._none = EmptyState("success", "predictionsNone")
        self._pages = QStackedWidget()
        self._pages.addWidget(self.grid)
        self._pages.addWidget(self._none)
        self._tabs = QTabWidget()
        self._tabs.setObjectName("classTabs")
        self._tabs.setDocumentMode(True)
        hint = QLabel(self.tr("Rows: what it is. Columns: what it was taken for. Click a cell to see its images."))
        hint.setProperty("role", "caption")
        hint.setWordWrap(True)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(SPACE, SPACE // 2, 0, 0)
        column.addWidget(self.matrix, 1)
        column.addWidget(hint)
        self._tabs.addTab(page, self.tr("Confusion matrix"))
        self._tabs.addTab(self.table, self.tr("Each class"))
        self.matrix.chosen.connect(self._toggle)
        self.table.chosen.connect(lambda row: self._toggle(row, -1))
        self._split = SideSplit(self._pages, self._tabs)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._split)

    def _toggle(self, truth: int, taken: int) -> None:
        """Show the images of a cell, a row or a column alone; the same one again shows all."""
        self._choose(*((-1, -1) if (truth, taken) == self._cell else (truth, taken)))
        self._switch.choose("all")
        self._show_page()

    def _choose(self, truth: int, taken: int) -> None:
        self._cell = (truth, taken)
        if self._cell == (-1, -1):
            self.matrix.clearSelection()
            self.table.clearSelection()
        self._classes.setCurrentIndex(truth + 1)
        self._sort()
        self._show_page()

    def _sort(self) -> None:
        truth, taken = (None if number < 0 else number for number in self._cell)
        predicted = self._predicted
        self._sorted = (
            SortedPredictions(_NONE, _NONE) if predicted is None else sort_predictions(predicted, label=truth, prediction=taken)
        )

    def _show_page(self) -> None:
        right, wrong = self._sorted.right, self._sorted.wrong
        shown = self._switch.chosen_of(right, wrong)
        self._switch.show_counts(len(right), len(wrong))
        self._filter.setVisible(self._cell[1] >= 0)
        if self._cell[1] >= 0:
            taken = self._names[self._cell[1]]
            label = self._names[self._cell[0]] if self._cell[0] >= 0 else self.tr("any")
            self._filter.setText(f"{label} → {taken}  ✕")
        self.grid.samples.show_samples(shown)
        self._pages.setCurrentWidget(self.grid if len(shown) else self._none)
        self._none.say(self.tr("Not one wrong here") if self._switch.choice == "wrong" else self.tr("None"))


class ClassCard(SampleCard):
    """A picture, a tick or a cross with the classes, and the confidence."""

    def __init__(self, view: ClassificationView) -> None:
        """Cards for the images of `view`."""
        super().__init__(CARD, view)
        self._view = view

    def fit(self, names: tuple[str, ...]) -> None:
        """Be wide enough for the names of two classes, up to a limit."""
        metrics = QFontMetrics(font(Role.BODY))
        widest = sorted(metrics.horizontalAdvance(name) for name in names)[-2:]
        wanted = sum(widest) + metrics.horizontalAdvance(" → ") + 18 + 12 + 8 + SPACE // 2
        self.size = QSize(min(WIDEST, max(CARD.width(), wanted)), CARD.height())

    def paint_sample(self, painter: QPainter, card: QRect, sample: int) -> None:
        """Paint one image."""
        theme, ratio = Theme.current(), painter.device().devicePixelRatio()
        label, taken, sure = self._view.texts(sample)
        right = self._view.is_right(sample)
        room = QRect(card.left(), card.top() + SPACE, card.width(), PICTURE)
        draw_centred(painter, self._view.picture(sample, ratio), room)
        sign = pixmap("check" if right else "close", 14, theme.success if right else theme.error, ratio)
        line = QRect(card.left() + 6, card.top() + SPACE + PICTURE + 4, card.width() - 12, 18)
        painter.setFont(font(Role.BODY))
        text = label if right else f"{label} → {taken}"
        elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, line.width() - 18)
        width = painter.fontMetrics().horizontalAdvance(elided) + 18
        left = line.left() + (line.width() - width) // 2
        painter.drawPixmap(left, line.top() + 2, sign)
        painter.setPen(theme.text)
        painter.drawText(line.adjusted(left - line.left() + 18, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, elided)
        painter.setFont(font(Role.CAPTION))
        painter.setPen(theme.muted)
        painter.drawText(line.translated(0, 17), Qt.AlignmentFlag.AlignCenter, self.tr("{0} sure").format(sure))
