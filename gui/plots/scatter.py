"""Numbers against numbers as points: truth along the bottom, prediction upwards, the diagonal where both agree."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from gui.common.theme import Role, Theme, font
from gui.plots.marks import screen_pen

NEAR = 12
"""A click means the point that is so many pixels away at most."""

_NEVER = ((np.inf, np.inf),)
"""Ranges of values in which axes count in thousandths or thousands."""

Numbers = NDArray[np.floating]


class ScatterPlot(pg.PlotWidget):  # type: ignore[misc]  # pyqtgraph has no type hints
    """Points that can be chosen: by a click, or by the arrow keys, which go along the truth."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Without points."""
        super().__init__(parent, enableMenu=False)
        # pyqtgraph makes a menu without an owner, shown or not; it has to go with the plot.
        self.plotItem.ctrlMenu.setParent(self, self.plotItem.ctrlMenu.windowFlags())
        self.setObjectName("scatterPlot")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(self.Shape.NoFrame)
        self.hideButtons()
        self.plotItem.setContentsMargins(0, 4, 8, 0)
        self.truth: Numbers = np.zeros(0)
        self.predictions: Numbers = np.zeros(0)
        self._current: int | None = None
        self._pressed = QPoint()
        self._diagonal = pg.InfiniteLine(pos=(0, 0), angle=45, movable=False)
        self._points = pg.ScatterPlotItem(size=7, pxMode=True)
        self._mark = pg.ScatterPlotItem(size=15, pxMode=True)
        for item in (self._diagonal, self._points, self._mark):
            self.addItem(item, ignoreBounds=item is not self._points)
        self.apply_theme(Theme.current())

    @property
    def current(self) -> int | None:
        """The number of the chosen point."""
        return self._current

    def show_points(self, truth: Numbers, predictions: Numbers, name: str) -> None:
        """Draw points, (n,) each, of the quantity `name`; nothing is chosen."""
        self.truth, self.predictions = truth, predictions
        self._current = None
        self._mark.setData([], [])
        known = np.isfinite(truth) & np.isfinite(predictions)
        self._points.setData(truth[known], predictions[known])
        self.setLabel("bottom", self.tr("{0}, truth").format(name), siPrefixEnableRanges=_NEVER)
        self.setLabel("left", self.tr("prediction"), siPrefixEnableRanges=_NEVER)
        self.setAccessibleName(self.tr("Predictions of {0} against the truth").format(name))
        both = np.concatenate([truth[known], predictions[known]])
        if len(both):
            low, high = float(both.min()), float(both.max())
            room = 0.05 * (high - low) or 0.5
            self.setXRange(low - room, high + room, padding=0)
            self.setYRange(low - room, high + room, padding=0)

    def choose(self, point: int) -> None:
        """Mark a point; one that is no number has no place, and Qt crashes on such coordinates."""
        self._current = point
        x, y = self.truth[point : point + 1], self.predictions[point : point + 1]
        known = np.isfinite(x) & np.isfinite(y)
        self._mark.setData(x[known], y[known])

    def place_of(self, point: int) -> QPoint:
        """Where a point is in the viewport."""
        scene = self.plotItem.vb.mapViewToScene(QPointF(float(self.truth[point]), float(self.predictions[point])))
        place: QPoint = self.mapFromScene(scene)
        return place

    def nearest(self, place: QPoint) -> int | None:
        """The point nearest to a place in the viewport; None where none is near."""
        if not len(self.truth):
            return None
        centre = self.plotItem.vb.mapSceneToView(QPointF(self.mapToScene(place)))
        wide, high = self.plotItem.vb.viewPixelSize()
        apart = np.hypot((self.truth - centre.x()) / wide, (self.predictions - centre.y()) / high)
        apart = np.where(np.isfinite(apart), apart, np.inf)
        point = int(apart.argmin())
        return point if apart[point] <= NEAR * self.devicePixelRatioF() else None

    def apply_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self.setBackground(theme.surface)
        for side in ("left", "bottom"):
            axis = self.getAxis(side)
            axis.setPen(pg.mkPen(theme.border))
            axis.setTextPen(pg.mkPen(theme.muted))
            axis.setTickFont(font(Role.CAPTION))
            axis.setStyle(tickLength=-4)
            axis.label.setFont(font(Role.CAPTION))
        self.showGrid(x=True, y=True, alpha=0.15)
        fill = QColor(theme.accent)
        fill.setAlpha(150)
        self._points.setBrush(pg.mkBrush(fill))
        self._points.setPen(pg.mkPen(None))
        self._mark.setBrush(pg.mkBrush(None))
        self._mark.setPen(screen_pen(self, theme.family_ink("activation"), 2.5))
        self._diagonal.setPen(screen_pen(self, theme.muted, 1, Qt.PenStyle.DashLine))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where it was pressed: a drag moves the picture and chooses nothing."""
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the point that was clicked."""
        super().mouseReleaseEvent(event)
        place = event.position().toPoint()
        if event.button() == Qt.MouseButton.LeftButton and (place - self._pressed).manhattanLength() <= 3:
            point = self.nearest(place)
            if point is not None:
                self._take(point)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to the next point along the truth, Home and End to the ends."""
        key = Qt.Key(event.key())
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1}
        if not len(self.truth) or key not in (*steps, Qt.Key.Key_Home, Qt.Key.Key_End):
            super().keyPressEvent(event)
            return
        order = np.argsort(self.truth, kind="stable")
        last = len(order) - 1
        here = int(np.flatnonzero(order == self._current)[0]) if self._current is not None else -1
        place = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: last}.get(key, here + steps.get(key, 0))
        self._take(int(order[min(last, max(0, place))]))

    def _take(self, point: int) -> None:
        self.choose(point)
        self.chosen.emit(point)
