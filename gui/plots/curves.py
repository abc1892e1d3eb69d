"""What the plots of a training share: colours of the theme, epochs along the bottom, a readout, zoom by mouse and keys."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPen
from PySide6.QtWidgets import QGraphicsItem, QWidget

from gui.common.theme import Role, Theme, font
from gui.plots.course import Course, Floats
from gui.plots.marks import Marks, screen_pen
from gui.plots.thinning import thin


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One entry of the legend: its name and how the curve is drawn."""

    text: str
    colour: QColor
    style: Qt.PenStyle
    width: float = 2.0


class CurvePlot(pg.PlotWidget):  # type: ignore[misc]  # pyqtgraph has no type hints
    """A plot over epochs. Subclasses add their curves in `__init__` and fill them in `draw`."""

    label_from, label_step = 0.93, -0.13
    """Where the labels of marks are: away from the curves."""

    hovered = Signal(str)
    """The values under the cursor as text; empty when it has left."""

    legend_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """An empty plot."""
        super().__init__(parent, enableMenu=False)
        # pyqtgraph makes a menu without an owner, shown or not; it has to go with the plot.
        self.plotItem.ctrlMenu.setParent(self, self.plotItem.ctrlMenu.windowFlags())
        self.course = Course()
        self._at: float | None = None
        self._epochs_drawn: tuple[object, ...] = ()
        self._legend_shown: list[LegendEntry] = []
        self.marks = Marks(self, self.label_from, self.label_step)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(self.Shape.NoFrame)
        self.hideButtons()
        self.setMouseTracking(True)
        self.plotItem.setContentsMargins(0, 4, 8, 0)
        self._cursor = pg.InfiniteLine(angle=90, movable=False)
        self._cursor.hide()
        self.addItem(self._cursor, ignoreBounds=True)
        self._following = True
        self._shown_to = 0.0
        self.plotItem.vb.setLimits(xMin=0.0)
        self.plotItem.vb.sigRangeChangedManually.connect(self._stop_following)

    # -- what is shown -------------------------------------------------------------------------------------------

    def show_course(self, course: Course, weight: float = 0.0) -> None:
        """Draw the measurements as they are now; `weight` (0 to 1) smooths the losses of the batches."""
        if course.run is not self.course.run:
            self._hide_readout()
        self.course = course
        changed = self.draw(course, weight)
        self.marks.show(course)
        if self._following and (changed or course.end() != self._shown_to):
            self._show_all()
        if self._at is not None:
            self._show_readout(self._at)
        entries = self.legend()
        if entries != self._legend_shown:
            self._legend_shown = entries
            self.legend_changed.emit()

    def forget_epochs(self) -> None:
        """Draw the epochs again with the next course, though none has ended."""
        self._epochs_drawn = ()

    def epochs_changed(self, course: Course) -> bool:
        """Whether epochs came or went since this was last asked: between two epochs only batches grow."""
        # As bytes: a missing value is NaN, which does not equal itself. A resumed run may replace an epoch by another.
        state = (id(course.run), *(values[-1:].tobytes() for values in (course.epochs, course.val_loss)))
        if state == self._epochs_drawn:
            return False
        self._epochs_drawn = state
        return True

    def draw(self, course: Course, weight: float) -> bool:
        """Fill the curves, and say whether any changed; every subclass has its own."""
        raise NotImplementedError

    @staticmethod
    def set_epochs(curve: pg.PlotDataItem, epochs: Floats, values: Floats) -> None:
        """Draw `values` over `epochs`, (epochs,) each, with dots where one or two could not be seen without.

        A curve of nothing but NaN is left empty: pyqtgraph computes bounds of it that are none.
        """
        known = bool(np.isfinite(values).any())
        curve.setData(*(thin(epochs, values) if known else ([], [])), symbol="o" if known and len(epochs) <= 2 else None)

    def span(self) -> tuple[float, float] | None:
        """What the vertical axis shows at first, in the units that are drawn; None to show everything."""
        return None

    def readout(self, at: float) -> list[str]:
        """The values of the curves at epoch `at`, part by part; every subclass has its own."""
        raise NotImplementedError

    def legend(self) -> list[LegendEntry]:
        """The legend; every subclass has its own."""
        raise NotImplementedError

    # -- looks ---------------------------------------------------------------------------------------------------

    def apply_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self.setBackground(theme.surface)
        for side in ("left", "bottom"):
            axis = self.getAxis(side)
            axis.setPen(pg.mkPen(theme.border))
            axis.setTextPen(pg.mkPen(theme.muted))
            axis.setTickFont(font(Role.CAPTION))
            axis.setStyle(tickLength=-4)
            axis.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)  # it seldom moves, and is slow to paint
        self.showGrid(x=False, y=True, alpha=0.15)
        self._cursor.setPen(self.pen(theme.muted))
        self.marks.redraw(self.course)

    def pen(self, colour: QColor, width: float = 1.0, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
        """A pen `width` logical pixels wide."""
        return screen_pen(self, colour, width, style)

    # -- zoom and readout ----------------------------------------------------------------------------------------

    def reset_zoom(self) -> None:
        """Show everything, and follow as it grows."""
        self._following = True
        self._show_all()

    def _show_all(self) -> None:
        self._shown_to = self.course.end()
        self.setXRange(0.0, self._shown_to, padding=0.02)
        span = self.span()
        if span is None:
            self.enableAutoRange(axis="y")
            self.plotItem.vb.updateAutoRange()  # now, or it is painted twice
        else:
            self.setYRange(*span, padding=0.08)

    def _stop_following(self, _axes: object) -> None:
        self._following = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the values under the mouse."""
        super().mouseMoveEvent(event)
        box = self.plotItem.vb
        scene = self.mapToScene(event.position().toPoint())
        if box.sceneBoundingRect().contains(scene):
            self._show_readout(float(box.mapSceneToView(QPointF(scene)).x()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Show everything again."""
        self.reset_zoom()

    def leaveEvent(self, event: QEvent) -> None:
        """Hide the readout."""
        self._hide_readout()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Plus, minus and 0 zoom; left, right, Home and End move the readout from epoch to epoch."""
        key, box = event.key(), self.plotItem.vb
        factor = {Qt.Key.Key_Plus: 0.8, Qt.Key.Key_Equal: 0.8, Qt.Key.Key_Minus: 1.25}.get(Qt.Key(key))
        if factor is not None:
            self._following = False
            box.scaleBy((factor, factor))
        elif key == Qt.Key.Key_0:
            self.reset_zoom()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End) and len(self.course.epochs):
            self._move_readout(Qt.Key(key))
        else:
            super().keyPressEvent(event)

    def _move_readout(self, key: Qt.Key) -> None:
        epochs = self.course.epochs
        here = self.course.nearest_epoch(self._at) if self._at is not None else None
        last = len(epochs) - 1
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: last}
        moved = last if here is None else here + (1 if key == Qt.Key.Key_Right else -1)
        self._show_readout(float(epochs[min(last, max(0, ends.get(key, moved)))]))

    def _show_readout(self, at: float) -> None:
        self._at = at
        self._cursor.setPos(at)
        self._cursor.show()
        self.hovered.emit("   ".join(self.readout(at)))

    def _hide_readout(self) -> None:
        self._at = None
        self._cursor.hide()
        self.hovered.emit("")
