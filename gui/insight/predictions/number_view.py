"""Predicted numbers: a scatter plot of each, and the picture and the numbers of a chosen point. Loads pyqtgraph."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from backend.insight.prediction_scores import NumberScores, number_scores
from backend.protocol.events import Predicted
from backend.protocol.metric_names import value_message
from gui.common.i18n import say
from gui.common.theme import SPACE, Theme
from gui.common.theme_watch import theme_watch
from gui.common.thumbnails import thumbnail
from gui.insight.predictions.prediction_view import Headline, PredictionView, fill_combo
from gui.insight.predictions.score_table import ScoreColumn, ScoreTable
from gui.plots.scatter import ScatterPlot

PICTURE = 144


class RegressionView(PredictionView):
    """The scatter plot of one quantity; a click on a point shows its picture, and its numbers in the table."""

    kinds: ClassVar = ("regression",)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Without predictions."""
        super().__init__(parent)
        self._predicted: Predicted | None = None
        self._scores: NumberScores | None = None
        self._names: tuple[str, ...] = ()
        self._sample = 0
        self.plot = ScatterPlot()
        self.table = ScoreTable("numberScores", self.tr("Numbers of the chosen image, and the errors of all"))
        self._lay_out()
        theme_watch(self, lambda: self.plot.apply_theme(Theme.current()))

    @staticmethod
    def measure(predicted: Predicted, names: tuple[str, ...]) -> NumberScores:
        """The errors of each quantity."""
        del names
        return number_scores(predicted)

    def show_predictions(self, predicted: Predicted, names: tuple[str, ...], measured: object) -> None:
        """Show the quantity that is chosen, and the image that is predicted worst."""
        assert isinstance(measured, NumberScores)
        self._predicted, self._scores = predicted, measured
        self._names = tuple(names[row] if row < len(names) else str(row) for row in range(predicted.targets.shape[1]))
        fill_combo(self._quantity, list(self._names))
        self._show_quantity()

    def headline(self) -> Headline:
        """R2 and the mean absolute error of the quantity that is shown."""
        assert self._scores is not None
        row = max(0, self._quantity.currentIndex())
        r2, mae = float(self._scores.r2[row]), float(self._scores.mae[row])
        text = self.tr("R² of {0}; mean absolute error {1}")
        return Headline(say(value_message("r2", r2)), text.format(self._names[row], say(value_message("mae", mae))))

    @property
    def sample(self) -> int:
        """The number of the image that is shown."""
        return self._sample

    # -- parts ---------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._quantity = QComboBox()
        self.add_control(self._quantity, "quantity", self.tr("Number to plot"))
        self._quantity.activated.connect(lambda _row: self._show_quantity())
        self._worst = QToolButton()
        self._worst.setText(self.tr("Next worst"))
        self._worst.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.add_control(self._worst, "nextWorst", self.tr("Show the image whose number is further off than all that follow"))
        self._worst.clicked.connect(lambda _on=False: self._show_next_worst())
        self.plot.chosen.connect(self._show_sample)
        self.table.chosen.connect(self._choose_quantity)
        self._picture = QLabel()
        self._picture.setObjectName("numberPicture")
        self._picture.setFixedSize(PICTURE, PICTURE)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._caption = QLabel()
        self._caption.setObjectName("numberCaption")
        self._caption.setProperty("role", "caption")
        self._caption.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout()
        column.setSpacing(SPACE // 2)
        column.addWidget(self._picture)
        column.addWidget(self._caption)
        column.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * SPACE)
        layout.addWidget(self.plot, 5)
        layout.addLayout(column)
        layout.addWidget(self.table, 6)

    def _show_quantity(self) -> None:
        predicted, row = self._predicted, max(0, self._quantity.currentIndex())
        if predicted is None or not len(predicted.targets):
            return
        self.plot.show_points(predicted.targets[:, row], predicted.predictions[:, row], self._names[row])
        self._show_sample(int(self._worst_first()[0]))
        self.headline_changed.emit()

    def _choose_quantity(self, row: int) -> None:
        self._quantity.setCurrentIndex(row)
        self._show_quantity()

    def _worst_first(self) -> np.ndarray:
        error = np.abs(self.plot.predictions - self.plot.truth)
        return np.argsort(np.where(np.isnan(error), np.inf, -error), kind="stable")

    def _show_next_worst(self) -> None:
        order = self._worst_first()
        if len(order):
            here = int(np.flatnonzero(order == self._sample)[0])
            self._show_sample(int(order[(here + 1) % len(order)]))

    def _show_sample(self, sample: int) -> None:
        """Show the picture and the numbers of an image."""
        predicted, scores = self._predicted, self._scores
        assert predicted is not None
        assert scores is not None
        self._sample = sample
        self.plot.choose(sample)
        self._picture.setPixmap(thumbnail(predicted.images[sample], PICTURE, self.devicePixelRatioF()))
        self._caption.setText(self.tr("Image {0}").format(sample))
        truth, given = predicted.targets[sample].astype(np.float64), predicted.predictions[sample].astype(np.float64)
        columns = [
            ScoreColumn(self.tr("Truth"), self.tr("The number of the chosen image"), "mae", truth),
            ScoreColumn(self.tr("Prediction"), self.tr("What the network gives for the chosen image"), "mae", given),
            ScoreColumn(self.tr("Error"), self.tr("Prediction less truth"), "mae", given - truth),
            ScoreColumn(self.tr("MAE"), self.tr("Mean absolute error of all images"), "mae", scores.mae),
            ScoreColumn(self.tr("R²"), self.tr("The share of the variance that is explained: 1 is perfect"), "r2", scores.r2),
        ]
        self.table.show_scores(self.tr("Number"), self._names, columns)
        texts = [
            self.tr("{0}: it is {1}, predicted {2}").format(
                name, say(value_message("mae", right)), say(value_message("mae", guess))
            )
            for name, right, guess in zip(self._names, truth.tolist(), given.tolist(), strict=True)
        ]
        self._picture.setAccessibleName(f"{self._caption.text()}. {'; '.join(texts)}")
