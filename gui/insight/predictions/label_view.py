"""Predictions of several labels: a picture with a bar for each label, and the scores of each label."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from backend.insight.prediction_scores import LabelScores, label_scores
from backend.protocol.events import Predicted
from gui.common import training_format
from gui.common.empty_state import EmptyState
from gui.common.number_format import whole_number
from gui.common.theme import SPACE, Role, Theme, font, pixmap
from gui.common.thumbnails import thumbnail
from gui.insight.predictions.prediction_view import Headline, PredictionView, SideSplit, fill_combo
from gui.insight.predictions.right_wrong import RightWrongSwitch
from gui.insight.predictions.sample_grid import MARGIN, Indices, SampleCard, SampleGrid, draw_centred
from gui.insight.predictions.score_table import ScoreColumn, ScoreTable

PICTURE, ROW, MOST_ROWS = 72, 17, 6
NAME, BAR, SIGN = 110, 84, 18
THRESHOLD = 0.5


@dataclass(frozen=True, slots=True)
class LabelRow:
    """A label of a sample: its name, whether it `holds`, its probability, and whether the prediction is wrong."""

    name: str
    holds: bool
    chance: float
    wrong: bool


class MultiLabelView(PredictionView):
    """Samples with a wrong label first, those with the most wrong ones ahead."""

    kinds: ClassVar = ("multilabel",)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Without predictions."""
        super().__init__(parent)
        self._predicted: Predicted | None = None
        self._scores: LabelScores | None = None
        self.names: tuple[str, ...] = ()
        self.grid = SampleGrid("labelPage", self.tr("Images with their labels"), self.describe)
        self.card = LabelCard(self)
        self.grid.setItemDelegate(self.card)
        self.table = ScoreTable("labelScores", self.tr("Scores of each label"))
        self._lay_out()

    @staticmethod
    def measure(predicted: Predicted, names: tuple[str, ...]) -> LabelScores:
        """Probabilities, how many labels of each sample are wrong, and the scores of each label."""
        del names
        return label_scores(predicted)

    def show_predictions(self, predicted: Predicted, names: tuple[str, ...], measured: object) -> None:
        """Show samples with a wrong label first."""
        assert isinstance(measured, LabelScores)
        self._predicted, self._scores = predicted, measured
        self.names = tuple(names[row] if row < len(names) else str(row) for row in range(predicted.targets.shape[1]))
        self.card.fit(self.names)
        fill_combo(self._labels, [self.tr("Every label"), *self.names])
        columns = [
            ScoreColumn(self.tr("Images"), self.tr("On how many images it holds"), "", measured.truths),
            ScoreColumn(
                self.tr("Precision"), self.tr("How many of those said to have it do have it"), "precision", measured.precision
            ),
            ScoreColumn(self.tr("Recall"), self.tr("How many of those that have it were found"), "recall", measured.recall),
            ScoreColumn(self.tr("F1"), self.tr("The harmonic mean of precision and recall"), "f1", measured.f1),
            ScoreColumn(
                self.tr("AP"),
                self.tr("Average precision: how well the images that have it come first, 100% is perfect"),
                "average_precision",
                measured.average_precision,
            ),
        ]
        self.table.show_scores(self.tr("Label"), self.names, columns)
        self._split.give(self.table.wanted_width + SPACE)
        _, wrong = self._sorted()
        self._switch.choose("wrong" if len(wrong) else "right")
        self._show_page()

    def headline(self) -> Headline:
        """The share of right labels, and of samples without a wrong one."""
        assert self._predicted is not None
        assert self._scores is not None
        count, labels = self._predicted.targets.shape
        wrong, whole = int(self._scores.wrong.sum()), int((self._scores.wrong == 0).sum())
        text = self.tr("of the labels are right; all of them on {0} of {1} images")
        figure = training_format.percent(1 - wrong / (count * labels) if count else None)
        return Headline(figure, text.format(whole_number(whole), whole_number(count)))

    def describe(self, sample: int) -> str:
        """The sentence about a sample."""
        predicted = self._predicted
        assert predicted is not None
        holds = [self.names[label] for label in np.flatnonzero(predicted.targets[sample])]
        said = [self.names[label] for label in np.flatnonzero(predicted.predictions[sample])]
        none = self.tr("none")
        text = self.tr("Image {0}: it has {1}; predicted: {2}")
        return text.format(sample, ", ".join(holds) or none, ", ".join(said) or none)

    def rows(self, sample: int) -> list[LabelRow]:
        """The labels that a card shows; where not all fit, the wrong ones first."""
        assert self._predicted is not None
        assert self._scores is not None
        truth, chances = self._predicted.targets[sample] > 0, self._scores.probabilities[sample]
        wrong = truth != (self._predicted.predictions[sample] > 0)
        order = np.arange(len(truth))
        if len(truth) > MOST_ROWS:
            order = np.lexsort((-chances, ~truth, ~wrong))[:MOST_ROWS]
        return [LabelRow(self.names[at], bool(truth[at]), float(chances[at]), bool(wrong[at])) for at in order]

    def image(self, sample: int) -> np.ndarray:
        """The image (C, H, W) of a sample."""
        assert self._predicted is not None
        return np.asarray(self._predicted.images[sample])

    # -- parts ---------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._switch = RightWrongSwitch()
        self.add_control(self._switch, "labelsRightWrong", self.tr("Images whose labels are right or wrong"))
        self._switch.changed.connect(self._show_page)
        self._labels = QComboBox()
        self.add_control(self._labels, "predictionLabel", self.tr("Only images with this label"))
        self._labels.activated.connect(lambda _row: self._show_page())
        self.table.chosen.connect(self._choose)
        self._none = EmptyState("success", "labelsNone")
        self._pages = QStackedWidget()
        self._pages.addWidget(self.grid)
        self._pages.addWidget(self._none)
        text = self.tr("Bold: the image has the label. Bar: how probable the network finds it; from the line on it says yes.")
        hint = QLabel(text)
        hint.setProperty("role", "caption")
        hint.setWordWrap(True)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(SPACE, 0, 0, 0)
        column.addWidget(self.table, 1)
        column.addWidget(hint)
        self._split = SideSplit(self._pages, right)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._split)

    def _choose(self, label: int) -> None:
        """Show the images of a label alone; the same one again shows all."""
        again = self._labels.currentIndex() == label + 1
        self._labels.setCurrentIndex(0 if again else label + 1)
        if again:
            self.table.clearSelection()
        self._switch.choose("all")
        self._show_page()

    def _sorted(self) -> tuple[Indices, Indices]:
        """Right and wrong samples; of one label only those that have it or are said to, by that label alone."""
        predicted, scores, label = self._predicted, self._scores, self._labels.currentIndex() - 1
        if predicted is None or scores is None:
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        if label < 0:
            order = np.argsort(-scores.wrong, kind="stable")
            wrong = scores.wrong[order] > 0
            return order[~wrong], order[wrong]
        truth, said = predicted.targets[:, label] > 0, predicted.predictions[:, label] > 0
        order = np.argsort(-np.abs(scores.probabilities[:, label] - THRESHOLD), kind="stable")
        order = order[(truth | said)[order]]
        wrong = (truth != said)[order]
        return order[~wrong], order[wrong]

    def _show_page(self) -> None:
        right, wrong = self._sorted()
        self._switch.show_counts(len(right), len(wrong))
        shown = self._switch.chosen_of(right, wrong)
        self.grid.samples.show_samples(shown)
        self._pages.setCurrentWidget(self.grid if len(shown) else self._none)
        self._none.say(self.tr("Not one wrong here") if self._switch.choice == "wrong" else self.tr("None"))


class LabelCard(SampleCard):
    """A picture, and beside it a bar for each label with the threshold, and whether the network is right."""

    def __init__(self, view: MultiLabelView) -> None:
        """Cards for the samples of `view`."""
        super().__init__(QSize(), view)
        self._view = view
        self._name = NAME
        self.fit(())

    def fit(self, names: tuple[str, ...]) -> None:
        """Make room for these labels; names are cut at a limit."""
        face = font(Role.CAPTION)
        face.setBold(True)
        metrics = QFontMetrics(face)
        self._name = min(NAME, max(map(metrics.horizontalAdvance, names), default=0) + 2)
        rows = min(len(names), MOST_ROWS)
        width = PICTURE + self._name + BAR + SIGN + 5 * MARGIN
        self.size = QSize(width + 8, max(PICTURE, rows * ROW) + 2 * MARGIN + 8)

    def paint_sample(self, painter: QPainter, card: QRect, sample: int) -> None:
        """Paint one sample."""
        ratio = painter.device().devicePixelRatio()
        room = QRect(card.left() + MARGIN, card.top() + MARGIN, PICTURE, card.height() - 2 * MARGIN)
        draw_centred(painter, thumbnail(self._view.image(sample), PICTURE, ratio), room)
        rows = self._view.rows(sample)
        top = card.top() + (card.height() - len(rows) * ROW) / 2
        for number, row in enumerate(rows):
            line = QRectF(room.right() + 1 + MARGIN, top + number * ROW, card.right() - room.right() - 2 * MARGIN, ROW)
            self._paint_label(painter, line, row)

    def _paint_label(self, painter: QPainter, line: QRectF, row: LabelRow) -> None:
        theme = Theme.current()
        face = font(Role.CAPTION)
        face.setBold(row.holds)
        painter.setFont(face)
        painter.setPen(theme.text if row.holds else theme.muted)
        name = painter.fontMetrics().elidedText(row.name, Qt.TextElideMode.ElideRight, self._name)
        place = QRectF(line.left(), line.top(), self._name, ROW)
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, name)
        track = QRectF(place.right() + MARGIN, line.top() + ROW * 0.25, BAR, ROW * 0.5)
        painter.fillRect(track, theme.pressed)
        filled = QColor(theme.accent if row.chance >= THRESHOLD else theme.muted)
        painter.fillRect(QRectF(track.left(), track.top(), track.width() * row.chance, track.height()), filled)
        middle = track.left() + track.width() * THRESHOLD
        painter.setPen(theme.text)
        painter.drawLine(QPointF(middle, line.top() + 1), QPointF(middle, line.bottom() - 1))
        ratio = painter.device().devicePixelRatio()
        sign = pixmap("close" if row.wrong else "check", 12, theme.error if row.wrong else theme.success, ratio)
        painter.drawPixmap(QPointF(track.right() + MARGIN / 2, line.top() + (ROW - 12) / 2), sign)
