"""Gestures: what a person is in the middle of. Each starts, moves, and is finished or cancelled; only a finish edits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPen
from PySide6.QtWidgets import QApplication, QGraphicsRectItem

from builder import edits
from gui.canvas.hits import blocks_in
from gui.canvas.words import tr

if TYPE_CHECKING:
    from gui.canvas.view import CanvasView

OVERLAY_Z = 10.0


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the pointer, in the scene and in the viewport."""

    scene: QPointF
    view: QPoint


class Gesture:
    """The common frame; `cursor` is shown while it lasts."""

    cursor: Qt.CursorShape | None = None

    def __init__(self, view: CanvasView) -> None:
        self.view = view
        self.scene = view.board
        self.workspace = view.workspace

    def move(self, spot: Spot) -> None:
        """The pointer is here now."""

    def finish(self, spot: Spot) -> None:
        """The pointer was let go here."""

    def cancel(self) -> None:
        """Leave everything as it was before."""

    def key(self, event: QKeyEvent) -> bool:
        """Whether the gesture makes use of a key."""
        return False


class Pan(Gesture):
    """Moves the view with the pointer."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(self, view: CanvasView, spot: Spot) -> None:
        super().__init__(view)
        self._last = spot.view
        self._start = view.scrolled()

    def move(self, spot: Spot) -> None:
        """Scroll by what the pointer moved."""
        self.view.scroll_by(self._last - spot.view)
        self._last = spot.view

    def cancel(self) -> None:
        """Scroll back."""
        self.view.scroll_by(self._start - self.view.scrolled())


class MoveBlocks(Gesture):
    """Moves the selected blocks; let go without having moved, it was a click on `id`."""

    def __init__(self, view: CanvasView, spot: Spot, id: int) -> None:
        super().__init__(view)
        self._start = spot
        self._clicked = id
        self._before = {id: view.board.blocks[id].centre for id in self.workspace.selection}
        self._moving = False

    def move(self, spot: Spot) -> None:
        """Show the blocks where they would stand."""
        if (spot.view - self._start.view).manhattanLength() >= QApplication.startDragDistance():
            self._moving = True
        if self._moving:
            self._shift(spot.scene - self._start.scene)

    def finish(self, spot: Spot) -> None:
        """Move them in the document, or select the clicked one alone."""
        if not self._moving:
            self.workspace.select({self._clicked})
            return
        self.move(spot)
        centres = {id: self.scene.blocks[id].centre for id in self._before}
        if centres == self._before:
            return
        label = tr("Move {0}", self._named())
        if not self.view.edit(label, lambda graph: edits.move(graph, centres)):
            self.cancel()

    def cancel(self) -> None:
        """Put the blocks back."""
        self._shift(QPointF())

    def _shift(self, by: QPointF) -> None:
        for id, (x, y) in self._before.items():
            self.scene.blocks[id].setPos(round(x + by.x()), round(y + by.y()))
        if by.isNull():
            for id, (x, y) in self._before.items():
                self.scene.blocks[id].setPos(x, y)
        self.scene.route(self._before)

    def _named(self) -> str:
        if len(self._before) == 1:
            return self.scene.graph.blocks[next(iter(self._before))].name
        return tr("{0} blocks", len(self._before))


class RubberBand(Gesture):
    """Selects the blocks that a rectangle touches, beside those that were selected when `adding`."""

    def __init__(self, view: CanvasView, spot: Spot, adding: bool) -> None:
        super().__init__(view)
        self._start = spot.scene
        self._before = self.workspace.selection
        self._kept = self._before if adding else frozenset()
        self._band = QGraphicsRectItem()
        accent = view.board.cards.theme.accent
        pen = QPen(accent, 1)
        pen.setCosmetic(True)
        fill = QColor(accent)
        fill.setAlpha(30)
        self._band.setPen(pen)
        self._band.setBrush(fill)
        self._band.setZValue(OVERLAY_Z)
        self.scene.addItem(self._band)
        self.workspace.select(self._kept)

    def move(self, spot: Spot) -> None:
        """Select what the rectangle touches now."""
        box = QRectF(self._start, spot.scene).normalized()
        self._band.setRect(box)
        self.workspace.select(self._kept | frozenset(blocks_in(self.scene, box)))

    def finish(self, spot: Spot) -> None:
        """Keep the selection."""
        self.scene.removeItem(self._band)

    def cancel(self) -> None:
        """Select again what was selected before."""
        self.scene.removeItem(self._band)
        self.workspace.select(self._before)
