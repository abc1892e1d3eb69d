"""Vertical lines with labels in a plot over epochs: the best epoch, changes of the learning rate, continuations."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor, QPen

from gui.common import training_format
from gui.common.theme import Role, Theme, font
from gui.plots.course import Course


class Marks:
    """The marks of one plot. Labels start at the height `first` (0 to 1), each next one `step` further."""

    def __init__(self, plot: pg.PlotWidget, first: float, step: float) -> None:
        """No marks."""
        self.lines: list[pg.InfiniteLine] = []
        self._plot = plot
        # The same five heights in turn, so that labels of neighbouring marks do not cover each other.
        self._heights = [first + step * number for number in range(5)]
        self._shown: tuple[object, ...] = ()

    def show(self, course: Course) -> None:
        """Mark a course; the lines are made again only when one is new."""
        if (course.best_epoch, course.marks) == self._shown:
            return
        self._shown = (course.best_epoch, course.marks)
        for line in self.lines:
            self._plot.removeItem(line)
        theme = Theme.current()
        self.lines = []
        if course.best_epoch is not None:
            text = QCoreApplication.translate("Marks", "best: epoch {0}").format(course.best_epoch)
            self.lines.append(_line(course.best_epoch, text, self._pen(theme.success), self._heights[0]))
        for number, mark in enumerate(course.marks):
            if mark.rate is not None:
                text = QCoreApplication.translate("Marks", "rate {0}").format(training_format.rate(mark.rate))
            else:
                text = QCoreApplication.translate("Marks", "continued")
            pen, height = self._pen(theme.muted), self._heights[1 + number % 4]
            self.lines.append(_line(mark.step / course.steps_per_epoch, text, pen, height))
        for line in self.lines:
            self._plot.addItem(line, ignoreBounds=True)

    def redraw(self, course: Course) -> None:
        """Mark the same course in the colours of the theme."""
        self._shown = ()
        self.show(course)

    def _pen(self, colour: QColor) -> QPen:
        return screen_pen(self._plot, colour, style=Qt.PenStyle.DashLine)


def screen_pen(plot: pg.PlotWidget, colour: QColor, width: float = 1.0, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    """A pen `width` logical pixels wide: pyqtgraph counts physical ones, so that lines would be hairs at 200%."""
    pen: QPen = pg.mkPen(colour, width=width * plot.devicePixelRatioF(), style=style)
    return pen


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
