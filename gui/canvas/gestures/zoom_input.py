"""Wheel, touchpad and touch screen: each event scrolls or zooms at once, so these need no gesture object."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QNativeGestureEvent, QWheelEvent
from PySide6.QtWidgets import QGestureEvent, QPinchGesture

from gui.canvas.viewport import ZOOM_STEP, ViewportController

_NOTCH = 120
"""The angle delta of one notch of a wheel, in Qt's eighths of a degree."""

_PIXELS_PER_ANGLE = 0.6


def use_wheel(viewport: ViewportController, event: QWheelEvent) -> None:
    """Scroll; with Ctrl zoom at the pointer, with Shift scroll sideways."""
    turned = event.angleDelta()
    if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        viewport.zoom_to(viewport.scale * ZOOM_STEP ** (turned.y() / _NOTCH), event.position().toPoint())
    else:
        by = event.pixelDelta() if not event.pixelDelta().isNull() else turned * _PIXELS_PER_ANGLE
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and by.x() == 0:
            by = QPoint(by.y(), 0)
        viewport.scroll_by(-by)
    event.accept()


def use_pinch(viewport: ViewportController, event: QGestureEvent | QNativeGestureEvent) -> bool:
    """Zoom at the centre of a pinch on a touch screen or touchpad; False when the event is another gesture."""
    if isinstance(event, QGestureEvent):
        pinch = event.gesture(Qt.GestureType.PinchGesture)
        if isinstance(pinch, QPinchGesture):
            at = viewport.view.viewport().mapFromGlobal(pinch.hotSpot().toPoint())
            viewport.zoom_to(viewport.scale * pinch.scaleFactor(), at)
            return True
    elif event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
        viewport.zoom_to(viewport.scale * (1 + event.value()), event.position().toPoint())
        return True
    return False
