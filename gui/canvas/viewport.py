"""The view's own movements: zoom at the pointer, scroll, fit."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QNativeGestureEvent, QPainter, QResizeEvent, QTransform, QWheelEvent
from PySide6.QtWidgets import QFrame, QGestureEvent, QGraphicsView, QPinchGesture, QWidget

from gui.canvas.block_pixmaps import Level
from gui.canvas.scene import CanvasScene

LEAST, MOST = 0.04, 4.0
STEP = 1.2
FIT_MARGIN = 48.0
READABLE = 0.75

_OPTIMISED = QGraphicsView.OptimizationFlag.DontSavePainterState | QGraphicsView.OptimizationFlag.DontAdjustForAntialiasing


class Navigator(QGraphicsView):
    """A view of the scene that zooms and scrolls; `zoomed` carries the new scale."""

    zoomed = Signal(float)

    def __init__(self, board: CanvasScene, parent: QWidget | None = None) -> None:
        super().__init__(board, parent)
        self.board = board
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.SmartViewportUpdate)
        self.setOptimizationFlags(_OPTIMISED)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.AnchorViewCenter)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)
        self._kept: tuple[Callable[[], None], float, QPoint] | None = None

    @property
    def scale_now(self) -> float:
        """Screen pixels a scene unit."""
        return self.transform().m11()

    def reach(self, pixels: float) -> float:
        """A distance on the screen in scene units, bounded so that far away it does not cover whole blocks."""
        return min(pixels / self.scale_now, 2 * pixels)

    def visible_rect(self) -> QRectF:
        """The part of the scene in view."""
        return self.mapToScene(self.viewport().rect()).boundingRect()

    def zoom_to(self, scale: float, at: QPoint | None = None) -> None:
        """Zoom to `scale`, keeping the point `at` of the viewport (its middle) where it is."""
        scale = max(LEAST, min(scale, MOST))
        anchor = self.viewport().rect().center() if at is None else at
        before = self.mapToScene(anchor)
        self.setTransform(QTransform.fromScale(scale, scale))
        gap = self.mapFromScene(before) - anchor
        self.scroll_by(gap)
        self._scaled()

    def zoom_in(self) -> None:
        """One step closer."""
        self.zoom_to(self.scale_now * STEP)

    def zoom_out(self) -> None:
        """One step away."""
        self.zoom_to(self.scale_now / STEP)

    def reset_zoom(self) -> None:
        """Back to 100%."""
        self.zoom_to(1.0)

    def fit(self) -> None:
        """Show all blocks, at most at 100%; it stays so while the canvas changes its size."""
        self._keep(self._show_all)

    def show_beginning(self) -> None:
        """Show all blocks where they can be read so, else the first ones; it stays so while the canvas changes its size."""
        self._keep(self._show_beginning)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show again what was shown, unless the person has moved since."""
        untouched = self._kept is not None and self._kept[1:] == (self.scale_now, self.scrolled())
        super().resizeEvent(event)
        if untouched and self._kept is not None:
            self._keep(self._kept[0])

    def _keep(self, show: Callable[[], None]) -> None:
        show()
        self._kept = (show, self.scale_now, self.scrolled())

    def _show_all(self) -> None:
        rect = self._framed()
        self.zoom_to(self._fitting_scale(rect))
        self.centerOn(rect.center())

    def _show_beginning(self) -> None:
        rect = self._framed()
        scale = self._fitting_scale(rect)
        self.zoom_to(scale if Level.at(scale) is Level.FULL else READABLE)
        self.centerOn(rect.center())
        gap = self.at(QPointF(rect.center().x(), rect.top())).y()
        if gap < 0:
            self.scroll_by(QPoint(0, gap))

    def _framed(self) -> QRectF:
        """All blocks with a margin around them."""
        return self.board.blocks_rect().adjusted(-FIT_MARGIN, -FIT_MARGIN, FIT_MARGIN, FIT_MARGIN)

    def _fitting_scale(self, rect: QRectF) -> float:
        room = self.viewport().size()
        return min(1.0, room.width() / rect.width(), room.height() / rect.height())

    def center_on(self, id: int) -> None:
        """Bring a block to the middle, close enough to read, and select it."""
        if id not in self.board.blocks:
            return
        self.board.workspace.select({id})
        if self.board.level is not Level.FULL:
            self.zoom_to(1.0)
        self.centerOn(self.board.blocks[id])

    def at(self, point: QPointF) -> QPoint:
        """A place of the scene in the viewport."""
        return self.mapFromScene(point)

    def scrolled(self) -> QPoint:
        """How far the view is scrolled, in pixels."""
        return QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def scroll_by(self, pixels: QPoint) -> None:
        """Scroll right and down."""
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() + pixels.x())
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + pixels.y())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl zoom at the pointer, with Shift scroll sideways."""
        turned = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_to(self.scale_now * STEP ** (turned.y() / 120), event.position().toPoint())
        else:
            by = event.pixelDelta() if not event.pixelDelta().isNull() else turned * 0.6
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and by.x() == 0:
                by = QPoint(by.y(), 0)
            self.scroll_by(-by)
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        """Pinches zoom at their middle."""
        if isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                at = self.viewport().mapFromGlobal(pinch.hotSpot().toPoint())
                self.zoom_to(self.scale_now * pinch.scaleFactor(), at)
                return True
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom_to(self.scale_now * (1 + event.value()), event.position().toPoint())
            return True
        return super().viewportEvent(event)

    def _scaled(self) -> None:
        self.board.set_scale(self.scale_now * self.devicePixelRatioF())
        self.setRenderHint(QPainter.RenderHint.Antialiasing, self.board.level is not Level.COLOUR)
        self.zoomed.emit(self.scale_now)
