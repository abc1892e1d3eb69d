"""Predicted masks: truth and prediction side by side over the image, as strong as wanted, and the IoU of each class."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QStackedWidget, QWidget

from backend.insight.prediction_scores import MaskScores, mask_scores
from backend.metrics.mask_metrics import IGNORED
from backend.protocol.events import Predicted
from gui.common import training_format
from gui.common.empty_state import EmptyState
from gui.common.number_format import share
from gui.common.theme import SPACE, Role, Theme, font
from gui.common.thumbnails import thumbnail
from gui.insight.predictions.order_box import OrderBox
from gui.insight.predictions.prediction_view import Headline, PredictionView, SideSplit
from gui.insight.predictions.sample_grid import MARGIN, PixmapCache, SampleCard, SampleGrid
from gui.insight.predictions.score_table import ScoreColumn, ScoreTable
from gui.plots.colours import class_colours

PICTURE, LINE = 112, 16
STRENGTH = 70
"""Percent of the mask at first."""

CARD = QSize(2 * PICTURE + 3 * MARGIN + 8, PICTURE + LINE + 2 * MARGIN + 12)


class SegmentationView(PredictionView):
    """Samples by their IoU, the worst first; a class of the legend shows the samples that have it."""

    kinds: ClassVar = ("segmentation",)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Without predictions."""
        super().__init__(parent)
        self._predicted: Predicted | None = None
        self._scores: MaskScores | None = None
        self._names: tuple[str, ...] = ()
        self._class: int | None = None
        self._colours: list[QColor] = []
        self._cache = PixmapCache()
        self.grid = SampleGrid("maskPage", self.tr("Images with their masks"), self.describe)
        self.grid.setItemDelegate(MaskCard(self))
        self.table = ScoreTable("maskLegend", self.tr("Classes with their colours and scores"))
        self._lay_out()

    @staticmethod
    def measure(predicted: Predicted, names: tuple[str, ...]) -> MaskScores:
        """IoU of each class and each sample."""
        counted = predicted.targets[predicted.targets != IGNORED]
        most = int(max(counted.max(initial=0), predicted.predictions.max(initial=0))) + 1
        return mask_scores(predicted, max(len(names), most))

    def show_predictions(self, predicted: Predicted, names: tuple[str, ...], measured: object) -> None:
        """Show the samples in the order that is chosen."""
        assert isinstance(measured, MaskScores)
        self._predicted, self._scores, self._class = predicted, measured, None
        count = len(measured.iou)
        self._names = tuple(names[row] if row < len(names) else str(row) for row in range(count))
        self._colours = class_colours(count)
        self._cache.clear()
        shares = measured.pixels / max(1, int(measured.pixels.sum()))
        columns = [
            ScoreColumn(
                self.tr("IoU"),
                self.tr("Pixels that are it and were taken for it, of those that are either"),
                "iou",
                measured.iou,
            ),
            ScoreColumn(self.tr("Pixels"), self.tr("How much of the images it is"), "accuracy", shares),
        ]
        self.table.show_scores(self.tr("Class"), self._names, columns, self._colours)
        self._split.give(self.table.wanted_width)
        self._show_page()

    def headline(self) -> Headline:
        """The mean IoU."""
        assert self._scores is not None
        text = self.tr("mean IoU; {0} of the pixels are right")
        return Headline(training_format.percent(self._scores.mean), text.format(training_format.percent(self._scores.accuracy)))

    @property
    def strength(self) -> float:
        """How strong masks are drawn, 0 to 1."""
        return self._strength.value() / 100

    def describe(self, sample: int) -> str:
        """The sentence about a sample."""
        assert self._predicted is not None
        truth = self._predicted.targets[sample]
        classes = [self._names[number] for number in np.unique(truth[truth != IGNORED])]
        return self.tr("Image {0}: {1}; IoU {2}").format(sample, ", ".join(classes), self.score(sample))

    def score(self, sample: int) -> str:
        """The IoU of a sample as text."""
        assert self._scores is not None
        value = float(self._scores.samples[sample])
        return share(value, 1.0) if np.isfinite(value) else "–"

    def picture(self, sample: int, ratio: float) -> QPixmap:
        """The image of a sample, sharp at the device pixel ratio `ratio`."""
        assert self._predicted is not None
        images = self._predicted.images
        return self._cache.get(("image", sample, ratio), lambda: thumbnail(images[sample], PICTURE, ratio))

    def mask_picture(self, sample: int, ratio: float, *, predicted: bool) -> QPixmap:
        """The true or predicted mask of a sample in the colours of its classes."""
        assert self._predicted is not None
        masks = self._predicted.predictions if predicted else self._predicted.targets
        return self._cache.get(("mask", predicted, sample, ratio), lambda: mask_pixmap(masks[sample], self._colours))

    def covered(self, *, predicted: bool) -> tuple[float, float]:
        """Which part of height and width of the image a mask stands for: less than all for unpadded convolutions."""
        assert self._predicted is not None
        masks = self._predicted.predictions if predicted else self._predicted.targets
        return masks.shape[1] / self._predicted.images.shape[2], masks.shape[2] / self._predicted.images.shape[3]

    # -- parts ---------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        caption = QLabel(self.tr("Mask"))
        caption.setProperty("role", "caption")
        self._strength = QSlider(Qt.Orientation.Horizontal)
        self._strength.setRange(0, 100)
        self._strength.setValue(STRENGTH)
        self._strength.setPageStep(20)
        self._strength.setFixedSize(13 * SPACE, 3 * SPACE)  # the handle is higher than what the slider asks for
        caption.setBuddy(self._strength)
        layout = self.controls.layout()
        assert layout is not None
        layout.addWidget(caption)
        self.add_control(self._strength, "maskStrength", self.tr("How strong the masks are drawn"))
        self._strength.valueChanged.connect(lambda _value: self.grid.redraw())
        self._order = OrderBox()
        self.add_control(self._order, "maskOrder", self.tr("Order of the images"))
        self._order.activated.connect(lambda _row: self._show_page())
        self.table.chosen.connect(self._choose)
        self._none = EmptyState("predictions", "masksNone")
        self._none.say(self.tr("No image has this class"))
        self._pages = QStackedWidget()
        self._pages.addWidget(self.grid)
        self._pages.addWidget(self._none)
        self._split = SideSplit(self._pages, self.table)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._split)

    def _choose(self, number: int) -> None:
        """Show the samples that have a class, or for which it was predicted; the same one again shows all."""
        self._class = None if number == self._class else number
        if self._class is None:
            self.table.clearSelection()
        self._show_page()

    def _show_page(self) -> None:
        if self._predicted is None or self._scores is None:
            return
        shown = self._order.order(self._scores.samples)
        if self._class is not None:
            truth, given = (masks == self._class for masks in (self._predicted.targets, self._predicted.predictions))
            found = truth.any((1, 2)) | given.any((1, 2))
            shown = shown[found[shown]]
        self.grid.samples.show_samples(shown)
        self._pages.setCurrentWidget(self.grid if len(shown) else self._none)


class MaskCard(SampleCard):
    """Truth and prediction over the image, and the IoU."""

    def __init__(self, view: SegmentationView) -> None:
        """Cards for the samples of `view`."""
        super().__init__(CARD, view)
        self._view = view

    def paint_sample(self, painter: QPainter, card: QRect, sample: int) -> None:
        """Paint one sample."""
        view, theme, ratio = self._view, Theme.current(), painter.device().devicePixelRatio()
        painter.setFont(font(Role.CAPTION))
        # Classes have no values between them: blurred borders would be a colour of none.
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        captions = (self.tr("truth"), self.tr("prediction, IoU {0}").format(view.score(sample)))
        for number, caption in enumerate(captions):
            left = card.left() + MARGIN + number * (PICTURE + MARGIN)
            picture = view.picture(sample, ratio)
            size = picture.deviceIndependentSize()
            room = QRectF(left + (PICTURE - size.width()) / 2, card.top() + MARGIN, size.width(), size.height())
            painter.drawPixmap(room.topLeft(), picture)
            predicted = number == 1
            high, wide = view.covered(predicted=predicted)
            painter.setOpacity(view.strength)
            inner = QRectF(0, 0, room.width() * wide, room.height() * high)
            inner.moveCenter(room.center())
            mask = view.mask_picture(sample, ratio, predicted=predicted)
            painter.drawPixmap(inner, mask, QRectF(mask.rect()))
            painter.setOpacity(1.0)
            painter.setPen(theme.muted)
            line = QRect(left - MARGIN // 2, card.top() + MARGIN + PICTURE + 2, PICTURE + MARGIN, LINE)
            painter.drawText(line, Qt.AlignmentFlag.AlignCenter, caption)


def mask_pixmap(mask: NDArray[np.uint8], colours: list[QColor]) -> QPixmap:
    """A mask (h, w) uint8 of class numbers in `colours`; what is no class cannot be seen."""
    height, width = mask.shape
    data = np.ascontiguousarray(mask)
    image = QImage(data.data, width, height, width, QImage.Format.Format_Indexed8).copy()
    image.setColorTable([colour.rgba() for colour in colours] + [0] * (256 - len(colours)))
    return QPixmap.fromImage(image)
