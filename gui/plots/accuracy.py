"""Training and validation accuracy."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gui.common import training_format
from gui.common.theme import Theme
from gui.plots.course import Course
from gui.plots.curves import CurvePlot, LegendEntry
from gui.plots.thinning import thin


class AccuracyPlot(CurvePlot):
    """Accuracy over epochs in percent: training solid, validation dotted."""

    label_from, label_step = 0.08, 0.13

    def __init__(self, parent: QWidget | None = None) -> None:
        """Two empty curves."""
        super().__init__(parent)
        self.setObjectName("accuracyPlot")
        self.setAccessibleName(self.tr("Accuracy over epochs"))
        self._train = self.plot(connect="finite", antialias=True)
        self._val = self.plot(connect="finite", antialias=True)
        self.plotItem.vb.setLimits(yMin=-5.0, yMax=105.0)
        self.apply_theme(Theme.current())

    def draw(self, course: Course, weight: float) -> bool:
        """Set each curve once, when an epoch has ended; `weight` is not used."""
        if not self.epochs_changed(course):
            return False
        symbol = "o" if len(course.epochs) <= 2 else None
        for curve, values in ((self._train, course.train_accuracy), (self._val, course.val_accuracy)):
            curve.setData(*thin(course.epochs, 100.0 * values), symbol=symbol)
        return True

    def readout(self, at: float) -> list[str]:
        """Both accuracies of the nearest epoch."""
        index = self.course.nearest_epoch(at)
        if index is None:
            return []
        train, val = float(self.course.train_accuracy[index]), float(self.course.val_accuracy[index])
        parts = [
            self.tr("epoch {0}").format(int(self.course.epochs[index])),
            self.tr("training {0}").format(training_format.percent(train)),
        ]
        if np.isfinite(val):
            parts.append(self.tr("validation {0}").format(training_format.percent(val)))
        return parts

    def legend(self) -> list[LegendEntry]:
        """Training solid, validation dotted."""
        theme = Theme.current()
        return [
            LegendEntry(self.tr("training"), theme.link, Qt.PenStyle.SolidLine),
            LegendEntry(self.tr("validation"), theme.family_ink("activation"), Qt.PenStyle.DotLine, 2.4),
        ]

    def apply_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        for curve, entry in zip((self._train, self._val), self.legend(), strict=True):
            curve.setPen(self.pen(entry.colour, entry.width, entry.style))
            curve.setSymbolBrush(pg.mkBrush(entry.colour))
            curve.setSymbolPen(None)
            curve.setSymbolSize(6)
        super().apply_theme(theme)
