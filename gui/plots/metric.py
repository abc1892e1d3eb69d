"""One metric of a training: of the training images solid, of the validation images dotted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from gui.common import training_format
from gui.common.theme import Role, Theme, font
from gui.plots.course import Course
from gui.plots.curves import CurvePlot, LegendEntry


@dataclass(frozen=True, slots=True)
class MetricStyle:
    """How a metric is drawn: its title, the factor of the axis (100 for shares in percent), and values as text.

    `limits` are the lowest and highest value that there can be; `floor` is the lowest that is shown at first, for metrics
    that have no lowest value.
    """

    title: str
    text: Callable[[float | None], str] = training_format.percent
    factor: float = 1.0
    limits: tuple[float, float] | None = None
    floor: float | None = None


class MetricPlot(CurvePlot):
    """A metric over epochs; what is reached without learning is a thin dotted line."""

    label_from, label_step = 0.08, 0.13

    def __init__(self, parent: QWidget | None = None) -> None:
        """Two empty curves, of accuracies."""
        super().__init__(parent)
        self.setObjectName("metricPlot")
        self._style = MetricStyle(self.tr("Accuracy"), factor=100.0, limits=(0.0, 1.0))
        self._train = self.plot(connect="finite", antialias=True)
        self._val = self.plot(connect="finite", antialias=True)
        self._baseline = pg.InfiniteLine(angle=0, movable=False)
        self._name = pg.TextItem(anchor=(0.0, 1.0))
        self._name.setFont(font(Role.CAPTION))
        self._name.hide()
        self.addItem(self._name, ignoreBounds=True)
        self._baseline.setZValue(-5)
        self._baseline.hide()
        self.addItem(self._baseline, ignoreBounds=True)
        self.set_style(self._style)
        self.apply_theme(Theme.current())

    def set_style(self, style: MetricStyle) -> None:
        """Draw another metric from now on; its values come with the next course."""
        self._style = style
        self.setAccessibleName(self.tr("{0} over epochs").format(style.title))
        low, high = style.limits or (None, None)
        room = 0.05 * style.factor
        self.plotItem.vb.setLimits(
            yMin=None if low is None else style.factor * low - room, yMax=None if high is None else style.factor * high + room
        )
        self.forget_epochs()

    def draw(self, course: Course, weight: float) -> bool:
        """Set each curve once, when an epoch has ended; `weight` is not used."""
        known = course.baseline is not None
        self._baseline.setVisible(known)
        self._name.setVisible(known)
        if known:
            self._baseline.setPos(self._style.factor * float(course.baseline or 0.0))
            self._name.setText(self.tr("without learning"), color=Theme.current().muted)
            self._name.setPos(0.0, self._baseline.value())
            low, high = self.span() or (0.0, 0.0)
            self._name.setAnchor((0.0, 0.0 if self._baseline.value() > (low + high) / 2 else 1.0))  # inside of the plot
        if not self.epochs_changed(course):
            return False
        for curve, values in ((self._train, course.train_metric), (self._val, course.val_metric)):
            self.set_epochs(curve, course.epochs, self._style.factor * values)
        return True

    def span(self) -> tuple[float, float] | None:
        """What was measured, and the baseline; nothing below the floor of the metric."""
        course, style = self.course, self._style
        known = np.zeros(0) if course.baseline is None else np.array([course.baseline])
        values = np.concatenate([course.train_metric, course.val_metric, known])
        values = values[np.isfinite(values)]
        if not len(values) or (not len(known) and style.floor is None):
            return None
        low, high = float(values.min()), float(values.max())
        low = low if style.floor is None else min(max(low, style.floor), high)
        room = 0.0 if high > low else 0.05 * max(abs(high), 0.1)
        return style.factor * (low - room), style.factor * (high + room)

    def readout(self, at: float) -> list[str]:
        """Both values of the nearest epoch."""
        index = self.course.nearest_epoch(at)
        if index is None:
            return []
        train, val = float(self.course.train_metric[index]), float(self.course.val_metric[index])
        parts = [
            self.tr("epoch {0}").format(int(self.course.epochs[index])),
            self.tr("training {0}").format(self._style.text(train)),
        ]
        if np.isfinite(val):
            parts.append(self.tr("validation {0}").format(self._style.text(val)))
        return parts

    def legend(self) -> list[LegendEntry]:
        """Training solid, validation dotted, and the baseline with its value, as far as they are drawn."""
        theme = Theme.current()
        entries = [LegendEntry(self.tr("training"), theme.link, Qt.PenStyle.SolidLine)]
        if self.course.validated:
            entries.append(LegendEntry(self.tr("validation"), self._val_colour(theme), Qt.PenStyle.DotLine, 2.4))
        if self.course.baseline is not None:
            text = self.tr("without learning {0}").format(self._style.text(self.course.baseline))
            entries.append(LegendEntry(text, theme.muted, Qt.PenStyle.DotLine, 1.0))
        return entries

    def apply_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        val = self._val_colour(theme)
        self._train.setPen(self.pen(theme.link, 2))
        self._val.setPen(self.pen(val, 2.4, Qt.PenStyle.DotLine))
        self._baseline.setPen(self.pen(theme.muted, 1, Qt.PenStyle.DotLine))
        self._name.setColor(theme.muted)
        for curve, colour in ((self._train, theme.link), (self._val, val)):
            curve.setSymbolBrush(pg.mkBrush(colour))
            curve.setSymbolPen(None)
            curve.setSymbolSize(6)
        super().apply_theme(theme)

    @staticmethod
    def _val_colour(theme: Theme) -> QColor:
        return theme.family_ink("activation")
