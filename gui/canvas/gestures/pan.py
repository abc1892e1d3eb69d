"""Panning: the view follows the pointer."""

from __future__ import annotations

from PySide6.QtCore import Qt

from gui.canvas.gestures.base import Gesture, GestureContext, PointerPosition


class Pan(Gesture):
    """Scrolls the view with the pointer."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(self, context: GestureContext, pointer: PointerPosition) -> None:
        super().__init__(context)
        self._last = pointer.view
        self._start = self.viewport.scroll_position()

    @property
    def scrolls(self) -> bool:
        """No scrolling at the edge: the pointer scrolls already."""
        return False

    def move(self, pointer: PointerPosition) -> None:
        """Scroll by what the pointer moved."""
        self.viewport.scroll_by(self._last - pointer.view)
        self._last = pointer.view

    def cancel(self) -> None:
        """Scroll back."""
        self.viewport.scroll_to(self._start)
