"""Upright lines with words in a plot over epochs: the best epoch, changes of the learning rate, continuations."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor, QPen

from backend.runs.history import History
from gui.common import training_format as words
from gui.common.theme import Role, Theme, font


def _tr(text: str) -> str:
    return QCoreApplication.translate("Marks", text)


class Marks:
    """The marks of one plot; the words stand from height `first` (0 to 1) on, each `step` further."""

    def __init__(self, plot: pg.PlotWidget, first: float, step: float) -> None:
        self.lines: list[pg.InfiniteLine] = []
        self._plot = plot
        self._heights = [first + step * number for number in range(5)]
        self._shown: tuple[object, ...] = ()

    def show(self, history: History, per_epoch: float) -> None:
        """Mark a course of `per_epoch` batches an epoch; lines are made anew only when one is new."""
        kept = tuple(mark for mark in history.marks if mark.kind in ("learning_rate", "continued"))
        best = history.best_epoch
        if (best, kept) == self._shown:
            return
        self._shown = (best, kept)
        for line in self.lines:
            self._plot.removeItem(line)
        theme = Theme.current()
        self.lines = []
        if best is not None:
            self.lines.append(_line(best, _tr("best: epoch {0}").format(best), self._pen(theme.success), self._heights[0]))
        for number, mark in enumerate(kept):
            text = _tr("rate {0}").format(words.rate(mark.value)) if mark.value is not None else _tr("continued")
            self.lines.append(_line(mark.step / per_epoch, text, self._pen(theme.muted), self._heights[1 + number % 4]))
        for line in self.lines:
            self._plot.addItem(line, ignoreBounds=True)

    def redraw(self, history: History, per_epoch: float) -> None:
        """Mark the same course in the colours there are now."""
        self._shown = ()
        self.show(history, per_epoch)

    def _pen(self, colour: QColor) -> QPen:
        return self._plot.pen(colour, 1.0, Qt.PenStyle.DashLine)


def _line(at: float, text: str, pen: QPen, height: float) -> pg.InfiniteLine:
    surface = QColor(Theme.current().surface)
    surface.setAlpha(215)
    options = {
        "position": height,
        "color": pen.color(),
        "movable": False,
        "fill": pg.mkBrush(surface),
        "anchors": [(0.0, 0.5), (1.0, 0.5)],
    }
    line = pg.InfiniteLine(at, angle=90, pen=pen, label=text, labelOpts=options)
    line.label.setFont(font(Role.CAPTION))
    return line
