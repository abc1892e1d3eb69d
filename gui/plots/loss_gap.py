"""Training and validation loss, the gap between them shaded."""

from __future__ import annotations

import math

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from backend.runs.history import History
from gui.common import training_format as words
from gui.common.theme import Theme
from gui.plots.curves import CurvePlot, Key, batches_under, thinned


class LossPlot(CurvePlot):
    """Loss over epochs: each batch thin, training solid, validation dotted, the gap between the two shaded."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lossPlot")
        self.setAccessibleName(self.tr("Loss over epochs"))
        self._log = False
        self._batches = self.plot(connect="finite")
        self._train = self.plot(connect="finite", antialias=True)
        self._val = self.plot(connect="finite", antialias=True)
        self._gap = pg.FillBetweenItem(self._train, self._val)
        self.addItem(self._gap)
        self._gap.setZValue(-10)
        self.dress(Theme.current())

    def set_log(self, on: bool) -> None:
        """Draw the loss on a logarithmic scale."""
        self._log = on
        self.setLogMode(x=False, y=on)
        self.reset_zoom()

    def draw(self, history: History, weight: float) -> bool:
        """Each curve is set once, those over epochs only when an epoch has ended; what the loss is made of is a tool tip."""
        notes = "\n".join(history.started.notes) if history.started is not None else ""
        if notes != self.toolTip():
            self.setToolTip(notes)
        x, y = thinned(history.steps / self.per_epoch(), history.losses, weight)
        self._batches.setData(x, y)
        if not self.measured_anew(history):
            return True
        epochs = history.epochs
        self._train.setData(*thinned(epochs, history.train_loss, 0.0), **self._dots(len(epochs)))
        self._val.setData(*thinned(epochs, history.val_loss, 0.0), **self._dots(len(epochs)))
        self._gap.setVisible(len(epochs) > 1)
        return True

    def span(self) -> tuple[float, float] | None:
        """From the third epoch on what the epochs span: the first batches, far above, would press the gap flat."""
        measured = np.concatenate([self.history.train_loss, self.history.val_loss])
        measured = measured[np.isfinite(measured) & (measured > 0)]
        if len(self.history.epochs) < 3 or not len(measured):
            return None
        low, high = float(measured.min()), float(measured.max())
        if self._log:
            return math.log10(low), math.log10(high)
        return 0.0, high

    def told(self, at: float) -> list[str]:
        """Epoch, the loss of the batch, and of the nearest epoch both losses and the gap."""
        history, index = self.history, self.nearest(at)
        parts = [self.tr("epoch {0}").format(f"{max(at, 0.0):.1f}")]
        if index is not None and abs(float(history.epochs[index]) - at) <= 0.5:
            train, val = float(history.train_loss[index]), float(history.val_loss[index])
            parts[0] = self.tr("epoch {0}").format(int(history.epochs[index]))
            parts.append(self.tr("training {0}").format(words.loss(train)))
            if np.isfinite(val):
                parts.append(self.tr("validation {0}").format(words.loss(val)))
                parts.append(self.tr("gap {0}").format(f"{val - train:+.4f}"))
        batch = batches_under(history, at, self.per_epoch())
        return parts if batch is None else [*parts, self.tr("batch {0}").format(words.loss(batch))]

    def legend(self) -> list[Key]:
        """Training solid, validation dotted, batches thin."""
        train, val, batch = self._colours(Theme.current())
        return [
            Key(self.tr("training"), train, Qt.PenStyle.SolidLine),
            Key(self.tr("validation"), val, Qt.PenStyle.DotLine, 2.4),
            Key(self.tr("each batch"), batch, Qt.PenStyle.SolidLine, 1.0),
        ]

    def dress(self, theme: Theme) -> None:
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
        super().dress(theme)

    @staticmethod
    def _dots(count: int) -> dict[str, object]:
        """A curve of one or two points is not seen without dots."""
        return {"symbol": "o" if count <= 2 else None}

    @staticmethod
    def _colours(theme: Theme) -> tuple[QColor, QColor, QColor]:
        batch = QColor(theme.accent)
        batch.setAlpha(90)
        return theme.link, theme.family_ink("activation"), batch
