"""Scrolling by itself while a gesture holds the pointer at the edge of the canvas."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QTimer

from gui.canvas.viewport import Navigator

EDGE = 28
"""How near the edge the pointer must be, in pixels."""

_PATIENCE_MS, _INTERVAL_MS = 250, 25
_FASTEST = 28


class EdgeScroll(QTimer):
    """Scrolls the view while the pointer is near its edge, and says where the pointer is after each step."""

    def __init__(self, view: Navigator, moved: Callable[[QPoint], None]) -> None:
        super().__init__(view)
        self._view = view
        self._moved = moved
        self._at = QPoint()
        self.timeout.connect(self._step)

    def follow(self, at: QPoint) -> None:
        """The pointer is at `at` of the viewport."""
        self._at = at
        if self._pull().isNull():
            self.stop()
        elif not self.isActive():
            self.start(_PATIENCE_MS)

    def _pull(self) -> QPoint:
        room = self._view.viewport().rect()
        return QPoint(_pull(self._at.x(), room.width()), _pull(self._at.y(), room.height()))

    def _step(self) -> None:
        self.setInterval(_INTERVAL_MS)
        self._view.scroll_by(self._pull())
        self._moved(self._at)


def _pull(at: int, size: int) -> int:
    """How many pixels to scroll for a pointer at `at` of `size`: faster, the farther out."""
    over = at - (size - EDGE) if at > size - EDGE else at - EDGE if at < EDGE else 0
    return max(-_FASTEST, min(over, _FASTEST))
