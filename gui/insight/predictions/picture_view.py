"""Predicted pictures: input, output, target and the difference of the two side by side, with decibels."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from backend.insight.prediction_scores import PictureScores, picture_scores
from backend.protocol.events import Array, Predicted
from backend.protocol.metric_names import value_message
from gui.common.i18n import say
from gui.common.theme import Role, Theme, font
from gui.common.thumbnails import thumbnail
from gui.insight.predictions.order_box import OrderBox
from gui.insight.predictions.prediction_view import Headline, PredictionView
from gui.insight.predictions.sample_grid import MARGIN, PixmapCache, SampleCard, SampleGrid, draw_centred

PICTURE, LINE = 100, 16
FACTORS = (1, 2, 4, 8, 16)
CARD = QSize(4 * PICTURE + 5 * MARGIN + 8, PICTURE + LINE + 2 * MARGIN + 12)


class PicturesView(PredictionView):
    """Samples by their peak signal to noise ratio, the worst first."""

    kinds: ClassVar = ("reconstruction", "super-resolution")

    def __init__(self, parent: QWidget | None = None) -> None:
        """Without predictions."""
        super().__init__(parent)
        self._predicted: Predicted | None = None
        self._scores: PictureScores | None = None
        self._cache = PixmapCache()
        self.grid = SampleGrid("picturePage", self.tr("Pictures"), self.describe)
        self.grid.setItemDelegate(PictureCard(self))
        self._lay_out()

    @staticmethod
    def measure(predicted: Predicted, names: tuple[str, ...]) -> PictureScores:
        """Decibels of each picture."""
        del names
        return picture_scores(predicted)

    def show_predictions(self, predicted: Predicted, names: tuple[str, ...], measured: object) -> None:
        """Show the pictures in the order that is chosen; differences as strong as they can be seen well."""
        assert isinstance(measured, PictureScores)
        del names
        self._predicted, self._scores = predicted, measured
        self._cache.clear()
        self._factor.setCurrentIndex(FACTORS.index(measured.factor))
        self._show_page()

    def headline(self) -> Headline:
        """The mean of the decibels, beside that of the inputs."""
        assert self._scores is not None
        mean = _mean(self._scores.outputs)
        if len(self._scores.inputs):
            text = self.tr("PSNR, mean of the pictures; that of the inputs is {0}")
            return Headline(decibels(mean), text.format(decibels(_mean(self._scores.inputs))))
        return Headline(decibels(mean), self.tr("PSNR, mean of the pictures"))

    @property
    def factor(self) -> int:
        """By how much differences are multiplied."""
        return FACTORS[max(0, self._factor.currentIndex())]

    def describe(self, sample: int) -> str:
        """The sentence about a sample."""
        assert self._scores is not None
        output = decibels(float(self._scores.outputs[sample]))
        if not len(self._scores.inputs):
            return self.tr("Image {0}: PSNR {1}").format(sample, output)
        text = self.tr("Image {0}: PSNR {1}, that of its input {2}")
        return text.format(sample, output, decibels(float(self._scores.inputs[sample])))

    def captions(self, sample: int) -> tuple[str, str, str, str]:
        """What is written below the four pictures."""
        assert self._scores is not None
        given = self.tr("input")
        if len(self._scores.inputs):
            given = self.tr("input {0}").format(decibels(float(self._scores.inputs[sample])))
        output = self.tr("output {0}").format(decibels(float(self._scores.outputs[sample])))
        return given, output, self.tr("target"), self.tr("difference ×{0}").format(self.factor)

    def pictures(self, sample: int, ratio: float) -> list[QPixmap]:
        """Input, output, target and difference, sharp at the device pixel ratio `ratio`."""
        predicted, factor = self._predicted, self.factor
        assert predicted is not None
        output, target = predicted.predictions[sample], predicted.targets[sample]

        def kept(name: str, pixels: Array) -> QPixmap:
            return self._cache.get((name, sample, ratio), lambda: thumbnail(pixels, PICTURE, ratio))

        plain = [kept("input", predicted.images[sample]), kept("output", output), kept("target", target)]
        return [
            *plain,
            self._cache.get(("difference", sample, ratio, factor), lambda: _difference(output, target, factor, ratio)),
        ]

    # -- parts ---------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._factor = QComboBox()
        self._factor.addItems([self.tr("Difference ×{0}").format(factor) for factor in FACTORS])
        self.add_control(self._factor, "differenceFactor", self.tr("How strong differences are drawn; black is none"))
        self._factor.currentIndexChanged.connect(lambda _row: self.grid.redraw())
        self._order = OrderBox()
        self.add_control(self._order, "pictureOrder", self.tr("Order of the pictures"))
        self._order.activated.connect(lambda _row: self._show_page())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.grid)

    def _show_page(self) -> None:
        if self._scores is not None:
            self.grid.samples.show_samples(self._order.order(self._scores.outputs))


class PictureCard(SampleCard):
    """The four pictures of a sample with their captions."""

    def __init__(self, view: PicturesView) -> None:
        """Cards for the samples of `view`."""
        super().__init__(CARD, view)
        self._view = view

    def paint_sample(self, painter: QPainter, card: QRect, sample: int) -> None:
        """Paint one sample."""
        pictures = self._view.pictures(sample, painter.device().devicePixelRatio())
        painter.setFont(font(Role.CAPTION))
        painter.setPen(Theme.current().muted)
        for number, (picture, caption) in enumerate(zip(pictures, self._view.captions(sample), strict=True)):
            left = card.left() + MARGIN + number * (PICTURE + MARGIN)
            draw_centred(painter, picture, QRect(left, card.top() + MARGIN, PICTURE, PICTURE))
            line = QRect(left - MARGIN // 2, card.top() + MARGIN + PICTURE + 2, PICTURE + MARGIN, LINE)
            painter.drawText(line, Qt.AlignmentFlag.AlignCenter, caption)


def decibels(value: float) -> str:
    """A peak signal to noise ratio as text."""
    return say(value_message("psnr", value))


def _mean(values: Array) -> float:
    return float(values.mean()) if len(values) else float("nan")


def _difference(output: Array, target: Array, factor: int, ratio: float) -> QPixmap:
    """How far two pictures (C, H, W) uint8 are apart, times `factor`; black is nothing, white as far as can be."""
    apart = np.abs(output.astype(np.int32) - target.astype(np.int32)) * factor
    return thumbnail(apart.clip(0, 255).astype(np.uint8), PICTURE, ratio)
