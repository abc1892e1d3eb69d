"""Gestures: what a person is in the middle of. Each starts, moves, and is finished or cancelled; only a finish edits."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPen
from PySide6.QtWidgets import QApplication, QGraphicsRectItem

from builder import edits
from builder.model.graph import Graph, Port
from gui.canvas.hit_testing import blocks_in
from gui.canvas.item_looks import wires_on
from gui.canvas.overlays.texts import tr
from gui.canvas.scene import CanvasScene
from gui.model.workspace import Workspace

OVERLAY_Z = 10.0


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the pointer, in the scene and in the viewport."""

    scene: QPointF
    view: QPoint


class Host(Protocol):
    """What a gesture needs of the view it lives in."""

    board: CanvasScene
    workspace: Workspace

    def edit(self, label: str, edit: Callable[[Graph], Graph], merge: str | None = None) -> bool:
        """Change the graph; False, and said at the pointer, when that is refused."""

    def say(self, text: str, at: QPoint, *, lasting: bool = True) -> None:
        """Show a sentence at a point of the viewport."""

    def unhint(self) -> None:
        """Take the sentence away."""

    def quick_add(self, scene_pos: QPointF | None = None, source: Port | None = None) -> None:
        """Offer blocks to add at a place, fed by `source`."""

    def show_blocks(self, ids: Collection[int]) -> None:
        """Scroll as little as needed to have the blocks in view."""

    def visible_rect(self) -> QRectF:
        """The part of the scene in view."""

    def reach(self, pixels: float) -> float:
        """A distance on the screen in scene units."""

    def at(self, point: QPointF) -> QPoint:
        """A place of the scene in the viewport."""

    def scrolled(self) -> QPoint:
        """How far the view is scrolled."""

    def scroll_by(self, pixels: QPoint) -> None:
        """Scroll right and down."""


class Gesture:
    """The common frame; `cursor` is shown while it lasts."""

    cursor: Qt.CursorShape | None = None

    def __init__(self, view: Host) -> None:
        self.view = view
        self.scene = view.board
        self.workspace = view.workspace

    @property
    def scrolls(self) -> bool:
        """Whether the canvas scrolls by itself when the pointer is at its edge."""
        return True

    def move(self, spot: Spot) -> None:
        """The pointer is here now."""

    def finish(self, spot: Spot) -> None:
        """The pointer was let go here."""

    def cancel(self) -> None:
        """Leave everything as it was before."""

    def key(self, event: QKeyEvent) -> bool:
        """Use a key; whether that finished the gesture."""
        return False


class Pan(Gesture):
    """Moves the view with the pointer."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(self, view: Host, spot: Spot) -> None:
        super().__init__(view)
        self._last = spot.view
        self._start = view.scrolled()

    @property
    def scrolls(self) -> bool:
        """The pointer scrolls already."""
        return False

    def move(self, spot: Spot) -> None:
        """Scroll by what the pointer moved."""
        self.view.scroll_by(self._last - spot.view)
        self._last = spot.view

    def cancel(self) -> None:
        """Scroll back."""
        self.view.scroll_by(self._start - self.view.scrolled())


class MoveBlocks(Gesture):
    """Moves the selected blocks; let go without having moved, it was a click on `id`."""

    def __init__(self, view: Host, spot: Spot, id: int) -> None:
        super().__init__(view)
        self._start = spot
        self._clicked = id
        self._before = {id: view.board.blocks[id].centre for id in self.workspace.selection}
        self._moving = False
        wires = view.board.wires
        self._inner = {t for t, wire in wires.items() if t.block in self._before and wire.source.block in self._before}
        self._outer = {id for id in self._before if any(t not in self._inner for t in wires_on(view.board.graph, id))}

    @property
    def scrolls(self) -> bool:
        """Only once the blocks follow the pointer."""
        return self._moving

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
        """Put the blocks back where the document has them."""
        for id in self._before.keys() & self.scene.blocks.keys():
            self.scene.blocks[id].setPos(*self.scene.graph.positions.get(id, (0.0, 0.0)))
        self.scene.route(self._before, long_ones=True)

    def _shift(self, by: QPointF) -> None:
        """Show blocks and the wires among them moved by whole units; lead the wires to the others anew."""
        step = QPointF(round(by.x()), round(by.y()))
        for id, (x, y) in self._before.items():
            self.scene.blocks[id].setPos(x + step.x(), y + step.y())
        for target in self._inner:
            self.scene.wires[target].shift(step)
        self.scene.route(self._outer)

    def _named(self) -> str:
        if len(self._before) == 1:
            return self.scene.graph.blocks[next(iter(self._before))].name
        return tr("{0} blocks", len(self._before))


class RubberBand(Gesture):
    """Selects the blocks that a rectangle touches, beside those that were selected when `adding`."""

    def __init__(self, view: Host, spot: Spot, adding: bool) -> None:
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
