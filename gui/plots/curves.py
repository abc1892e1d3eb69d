"""What the plots of a training share: colours of the theme, epochs along the bottom, a readout, zoom by mouse and keys."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPen
from PySide6.QtWidgets import QGraphicsItem, QWidget

from backend.runs.history import History
from backend.runs.series import decimated, smoothed
from gui.common.theme import Role, Theme, font
from gui.plots.marks import Marks

POINTS = 1500
"""No curve is drawn with more points."""

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Key:
    """One line of the legend: what it is called and how it is drawn."""

    text: str
    colour: QColor
    style: Qt.PenStyle
    width: float = 2.0


def thinned(x: Numbers, y: Numbers, weight: float) -> tuple[Numbers, Numbers]:
    """At most POINTS points of a curve; smoothed by `weight`, then of the means of equal stretches."""
    if weight <= 0:
        return decimated(x, y, POINTS)
    if len(y) > POINTS:
        edges = np.linspace(0, len(y), POINTS + 1).astype(np.int64)[:-1]
        sizes = np.diff(np.append(edges, len(y)))
        x, y = np.add.reduceat(x, edges) / sizes, np.add.reduceat(y.astype(np.float64), edges) / sizes
    return x, smoothed(y, weight)


def roomy(end: float) -> float:
    """A little more than `end`, the same for a while as it grows: an axis that stands still costs next to nothing."""
    grain = 2.0 ** math.floor(math.log2(end)) / 16
    return math.ceil(end / grain) * grain


def shown_end(history: History, per_epoch: float) -> float:
    """Where the axis of epochs ends when all of a course is shown."""
    return roomy(max(history.step / per_epoch, float(history.epoch), 1 / per_epoch))


class CurvePlot(pg.PlotWidget):
    """A plot over epochs. Subclasses add their curves in `__init__` and fill them in `draw`."""

    label_from, label_step = 0.93, -0.13
    """Where the words of marks stand: away from the curves."""

    read = Signal(str)
    """What stands under the cursor, in words; empty when it has left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, enableMenu=False)
        # pyqtgraph makes a menu that nobody owns, shown or not; it shall go when the plot goes
        self.plotItem.ctrlMenu.setParent(self, self.plotItem.ctrlMenu.windowFlags())
        self.history = History()
        self._at: float | None = None
        self._measured: tuple[object, ...] = ()
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
        self.plotItem.vb.sigRangeChangedManually.connect(self._let_go)

    # -- what is shown -------------------------------------------------------------------------------------------

    def show_history(self, history: History, weight: float = 0.0) -> None:
        """Draw a course as it is now; `weight` (0 to 1) smooths the losses of the batches."""
        if history is not self.history:
            self._forget_place()
        self.history = history
        drawn = self.draw(history, weight)
        self.marks.show(history, self.per_epoch())
        if self._following and (drawn or shown_end(self.history, self.per_epoch()) != self._shown_to):
            self._show_all()
        if self._at is not None:
            self._tell(self._at)

    def measured_anew(self, history: History) -> bool:
        """Whether epochs came or went since the last time this was asked: between two epochs only batches grow."""
        measured = (id(history), *(values[-1:].tobytes() for values in (history.epochs, history.val_loss)))
        if measured == self._measured:
            return False
        self._measured = measured
        return True

    def draw(self, history: History, weight: float) -> bool:
        """Fill the curves, and say whether any changed; every subclass has its own."""
        raise NotImplementedError

    def span(self) -> tuple[float, float] | None:
        """What the vertical axis shows at first, as it is drawn; None to show all there is."""
        return None

    def told(self, at: float) -> list[str]:
        """What the curves say at epoch `at`, part by part; every subclass has its own."""
        raise NotImplementedError

    def legend(self) -> list[Key]:
        """The legend; every subclass has its own."""
        raise NotImplementedError

    def per_epoch(self) -> float:
        """Batches an epoch, so that batches can stand on the axis of epochs."""
        return float(self.history.started.steps_per_epoch) if self.history.started else 1.0

    def nearest(self, at: float) -> int | None:
        """The index of the epoch that ends closest to `at`."""
        epochs = self.history.epochs
        return int(np.abs(epochs - at).argmin()) if len(epochs) else None

    # -- looks ---------------------------------------------------------------------------------------------------

    def dress(self, theme: Theme) -> None:
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
        self.marks.redraw(self.history, self.per_epoch())

    def pen(self, colour: QColor, width: float = 1.0, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
        """A pen of so many logical pixels: pyqtgraph counts those of the screen, so that lines would be hairs at 200%."""
        return pg.mkPen(colour, width=width * self.devicePixelRatioF(), style=style)

    # -- hands ---------------------------------------------------------------------------------------------------

    def reset_zoom(self) -> None:
        """Show everything, and follow as it grows."""
        self._following = True
        self._show_all()

    def _show_all(self) -> None:
        self._shown_to = shown_end(self.history, self.per_epoch())
        self.setXRange(0.0, self._shown_to, padding=0.02)
        span = self.span()
        if span is None:
            self.enableAutoRange(axis="y")
            self.plotItem.vb.updateAutoRange()  # now, or it is painted twice
        else:
            self.setYRange(*span, padding=0.08)

    def _let_go(self, _axes: object) -> None:
        self._following = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Read the curves under the mouse."""
        super().mouseMoveEvent(event)
        box = self.plotItem.vb
        scene = self.mapToScene(event.position().toPoint())
        if box.sceneBoundingRect().contains(scene):
            self._tell(float(box.mapSceneToView(QPointF(scene)).x()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Show everything again."""
        self.reset_zoom()

    def leaveEvent(self, event: object) -> None:
        """Read no more."""
        self._forget_place()
        super().leaveEvent(event)

    def _forget_place(self) -> None:
        self._at = None
        self._cursor.hide()
        self.read.emit("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Plus, minus and 0 zoom; left, right, Home and End move the readout from epoch to epoch."""
        key, box = event.key(), self.plotItem.vb
        factors = {Qt.Key.Key_Plus: 0.8, Qt.Key.Key_Equal: 0.8, Qt.Key.Key_Minus: 1.25}
        if key in factors:
            self._let_go(None)
            box.scaleBy((factors[key], factors[key]))
        elif key == Qt.Key.Key_0:
            self.reset_zoom()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End) and len(self.history.epochs):
            self._walk(Qt.Key(key))
        else:
            super().keyPressEvent(event)

    def _walk(self, key: Qt.Key) -> None:
        epochs = self.history.epochs
        here = self.nearest(self._at) if self._at is not None else None
        last = len(epochs) - 1
        steps = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: last}
        moved = last if here is None else here + (1 if key == Qt.Key.Key_Right else -1)
        self._tell(float(epochs[min(last, max(0, steps.get(key, moved)))]))

    def _tell(self, at: float) -> None:
        self._at = at
        self._cursor.setPos(at)
        self._cursor.show()
        self.read.emit("   ".join(self.told(at)))


def batches_under(history: History, at: float, per_epoch: float) -> float | None:
    """The loss of the batch at epoch `at`; None beyond the first and the last."""
    steps: Sequence[int] = history.steps
    if not len(steps):
        return None
    index = int(np.searchsorted(steps, at * per_epoch))
    return float(history.losses[index]) if index < len(steps) else None
