"""Scrolling by itself while a gesture holds the pointer at the edge of the canvas."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QTimer

from gui.canvas.viewport import ViewportController

EDGE = 28
"""How near the edge the pointer must be, in pixels."""

_DELAY_MS, _INTERVAL_MS = 250, 25
_FASTEST = 28
"""The most pixels per step."""


class EdgeScroll(QTimer):
    """Scrolls while the pointer is near the edge, and calls `moved` with the pointer's place after each step."""

    def __init__(self, viewport: ViewportController, moved: Callable[[QPoint], None]) -> None:
        super().__init__(viewport)
        self._viewport = viewport
        self._moved = moved
        self._at = QPoint()
        self.timeout.connect(self._step)

    def follow(self, at: QPoint) -> None:
        """Take the pointer's place in the viewport; begin to scroll after a short delay, or stop."""
        self._at = at
        if self._speed().isNull():
            self.stop()
        elif not self.isActive():
            self.start(_DELAY_MS)

    def _speed(self) -> QPoint:
        room = self._viewport.view.viewport().rect()
        return QPoint(_speed(self._at.x(), room.width()), _speed(self._at.y(), room.height()))

    def _step(self) -> None:
        self.setInterval(_INTERVAL_MS)
        self._viewport.scroll_by(self._speed())
        self._moved(self._at)


def _speed(at: int, size: int) -> int:
    """How many pixels to scroll for a pointer at `at` of `size`: faster, the farther out."""
    over = at - (size - EDGE) if at > size - EDGE else at - EDGE if at < EDGE else 0
    return max(-_FASTEST, min(over, _FASTEST))
