"""Training and validation loss, the gap between them shaded."""

from __future__ import annotations

import math

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from gui.common import training_format
from gui.common.theme import Theme
from gui.plots.course import Course
from gui.plots.curves import CurvePlot, LegendEntry
from gui.plots.thinning import thin


class LossPlot(CurvePlot):
    """Loss over epochs: each batch thin, training solid, validation dotted, the gap between the two shaded."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Three empty curves and the gap."""
        super().__init__(parent)
        self.setObjectName("lossPlot")
        self.setAccessibleName(self.tr("Loss over epochs"))
        self._log = False
        # The curve of the batches has the most points and is thin: without antialiasing it is cheap to repaint.
        self._batches = self.plot(connect="finite")
        self._train = self.plot(connect="finite", antialias=True)
        self._val = self.plot(connect="finite", antialias=True)
        self._gap = pg.FillBetweenItem(self._train, self._val)
        self.addItem(self._gap)
        self._gap.setZValue(-10)
        self.apply_theme(Theme.current())

    def set_log(self, on: bool) -> None:
        """Draw the loss on a logarithmic scale."""
        self._log = on
        self.setLogMode(x=False, y=on)
        self.reset_zoom()

    def draw(self, course: Course, weight: float) -> bool:
        """Set each curve once, those over epochs only when an epoch has ended; the notes become the tool tip."""
        if course.notes != self.toolTip():
            self.setToolTip(course.notes)
        self._batches.setData(*thin(course.steps / course.steps_per_epoch, course.losses, weight))
        if not self.epochs_changed(course):
            return True
        epochs = course.epochs
        self.set_epochs(self._train, epochs, course.train_loss)
        self.set_epochs(self._val, epochs, course.val_loss)
        self._gap.setVisible(len(epochs) > 1 and course.validated)
        return True

    def span(self) -> tuple[float, float] | None:
        """From the third epoch on what the epochs span: the first batches, far above, would press the gap flat."""
        measured = np.concatenate([self.course.train_loss, self.course.val_loss])
        measured = measured[np.isfinite(measured) & (measured > 0)]
        if len(self.course.epochs) < 3 or not len(measured):
            return None
        low, high = float(measured.min()), float(measured.max())
        if self._log:
            return math.log10(low), math.log10(high)
        return 0.0, high

    def readout(self, at: float) -> list[str]:
        """Epoch, both losses of the nearest epoch and their gap, and the loss of the batch."""
        course, index = self.course, self.course.nearest_epoch(at)
        parts = [self.tr("epoch {0}").format(f"{max(at, 0.0):.1f}")]
        if index is not None and abs(float(course.epochs[index]) - at) <= 0.5:
            train, val = float(course.train_loss[index]), float(course.val_loss[index])
            parts[0] = self.tr("epoch {0}").format(int(course.epochs[index]))
            parts.append(self.tr("training {0}").format(training_format.loss(train)))
            if np.isfinite(val):
                parts.append(self.tr("validation {0}").format(training_format.loss(val)))
                parts.append(self.tr("gap {0}").format(f"{val - train:+.4f}"))
        batch = course.batch_loss_at(at)
        return parts if batch is None else [*parts, self.tr("batch {0}").format(training_format.loss(batch))]

    def legend(self) -> list[LegendEntry]:
        """Training solid, validation dotted where there is one, batches thin."""
        train, val, batch = self._colours(Theme.current())
        validation = [LegendEntry(self.tr("validation"), val, Qt.PenStyle.DotLine, 2.4)] if self.course.validated else []
        return [
            LegendEntry(self.tr("training"), train, Qt.PenStyle.SolidLine),
            *validation,
            LegendEntry(self.tr("each batch"), batch, Qt.PenStyle.SolidLine, 1.0),
        ]

    def apply_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        train, val, batch = self._colours(theme)
        self._train.setPen(self.pen(train, 2))
        self._val.setPen(self.pen(val, 2.4, Qt.PenStyle.DotLine))
        self._batches.setPen(self.pen(batch))
        shade = QColor(val)
        shade.setAlpha(46 if theme.dark else 34)
        self._gap.setBrush(pg.mkBrush(shade))
        for curve, colour in ((self._train, train), (self._val, val)):
            curve.setSymbolBrush(pg.mkBrush(colour))
            curve.setSymbolPen(None)
            curve.setSymbolSize(6)
        super().apply_theme(theme)

    @staticmethod
    def _colours(theme: Theme) -> tuple[QColor, QColor, QColor]:
        batch = QColor(theme.accent)
        batch.setAlpha(90)
        return theme.link, theme.family_ink("activation"), batch
