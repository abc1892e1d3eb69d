"""Training and validation accuracy."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from backend.runs.history import History
from gui.common import training_format as words
from gui.common.theme import Theme
from gui.plots.curves import CurvePlot, Key, thinned


class AccuracyPlot(CurvePlot):
    """Accuracy over epochs in percent: training solid, validation dotted."""

    label_from, label_step = 0.08, 0.13

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("accuracyPlot")
        self.setAccessibleName(self.tr("Accuracy over epochs"))
        self._train = self.plot(connect="finite", antialias=True)
        self._val = self.plot(connect="finite", antialias=True)
        self.plotItem.vb.setLimits(yMin=-5.0, yMax=105.0)
        self.dress(Theme.current())

    def draw(self, history: History, weight: float) -> bool:
        """Each curve is set once, when an epoch has ended."""
        if not self.measured_anew(history):
            return False
        symbol = "o" if len(history.epochs) <= 2 else None
        for curve, values in ((self._train, history.train_accuracy), (self._val, history.val_accuracy)):
            curve.setData(*thinned(history.epochs, 100.0 * values, 0.0), symbol=symbol)
        return True

    def told(self, at: float) -> list[str]:
        """Both accuracies of the nearest epoch."""
        index = self.nearest(at)
        if index is None:
            return []
        parts = [
            self.tr("epoch {0}").format(int(self.history.epochs[index])),
            self.tr("training {0}").format(words.percent(float(self.history.train_accuracy[index]))),
        ]
        val = float(self.history.val_accuracy[index])
        return [*parts, self.tr("validation {0}").format(words.percent(val))] if np.isfinite(val) else parts

    def legend(self) -> list[Key]:
        """Training solid, validation dotted."""
        theme = Theme.current()
        return [
            Key(self.tr("training"), theme.link, Qt.PenStyle.SolidLine),
            Key(self.tr("validation"), theme.family_ink("activation"), Qt.PenStyle.DotLine, 2.4),
        ]

    def dress(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        for curve, key in zip((self._train, self._val), self.legend(), strict=True):
            curve.setPen(self.pen(key.colour, key.width, key.style))
            curve.setSymbolBrush(pg.mkBrush(key.colour))
            curve.setSymbolPen(None)
            curve.setSymbolSize(6)
        super().dress(theme)
