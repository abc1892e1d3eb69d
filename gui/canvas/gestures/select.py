"""Selecting with a rectangle."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QGraphicsRectItem

from gui.canvas.gestures.base import OVERLAY_Z, Gesture, GestureContext, PointerPosition
from gui.canvas.hit_testing import blocks_in


class RubberBand(Gesture):
    """Selects the blocks that a rectangle touches; when `adding`, in addition to those that were selected before."""

    def __init__(self, context: GestureContext, pointer: PointerPosition, *, adding: bool) -> None:
        super().__init__(context)
        self._start = pointer.scene
        self._before = self.workspace.selection
        self._always = self._before if adding else frozenset()
        self._band = QGraphicsRectItem()
        accent = self.scene.cards.theme.accent
        pen = QPen(accent, 1)
        pen.setCosmetic(True)
        fill = QColor(accent)
        fill.setAlpha(30)
        self._band.setPen(pen)
        self._band.setBrush(fill)
        self._band.setZValue(OVERLAY_Z)
        self.scene.addItem(self._band)
        self.workspace.select(self._always)

    def move(self, pointer: PointerPosition) -> None:
        """Select what the rectangle touches now."""
        box = QRectF(self._start, pointer.scene).normalized()
        self._band.setRect(box)
        self.workspace.select(self._always | frozenset(blocks_in(self.scene, box)))

    def finish(self, pointer: PointerPosition) -> None:
        """Leave the selection as it is."""
        self.scene.removeItem(self._band)

    def cancel(self) -> None:
        """Select again what was selected before."""
        self.scene.removeItem(self._band)
        self.workspace.select(self._before)
