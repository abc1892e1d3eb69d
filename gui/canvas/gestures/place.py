"""Placing a block that is dragged from the palette: a ghost follows the pointer and shows how it would be connected."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QGraphicsPathItem, QGraphicsPixmapItem

from builder.layers import Layer
from gui.canvas.block_item import BlockText, Caption
from gui.canvas.block_pixmaps import MARGIN, BlockPixmaps, DetailLevel, Look
from gui.canvas.gestures.base import OVERLAY_Z, Gesture, GestureContext, PointerPosition
from gui.canvas.hit_testing import End, point_of
from gui.canvas.placement import place_for, takes_and_gives
from gui.canvas.routing import HALF_HEIGHT, HALF_WIDTH, Route
from gui.canvas.texts import kind_title


class PlaceBlock(Gesture):
    """A block of `kind` on its way from the palette."""

    def __init__(self, context: GestureContext, kind: type[Layer]) -> None:
        super().__init__(context)
        self._kind = kind
        cards = self.scene.cards
        takes, gives = takes_and_gives(kind)
        look = Look(kind.category, inputs=(False,) if takes else (), outputs=(False,) if gives else (), selected=True)
        self._ghost = QGraphicsPixmapItem(BlockPixmaps(cards.theme, DetailLevel.FULL, max(cards.ratio, 1.0)).card(look))
        self._ghost.setOffset(-HALF_WIDTH - MARGIN, -HALF_HEIGHT - MARGIN)
        self._ghost.setOpacity(0.85)
        self._ghost.setZValue(OVERLAY_Z)
        self._caption = Caption(self._ghost)
        self._caption.dress(cards.theme, DetailLevel.FULL)
        self._caption.write(BlockText(kind_title(kind), "", ""))
        self._line = QGraphicsPathItem()
        self._line.setPen(QPen(cards.theme.accent, 2.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        self._line.setZValue(OVERLAY_Z)
        self.scene.addItem(self._line)
        self.scene.addItem(self._ghost)

    def move(self, pointer: PointerPosition) -> None:
        """Show where the block would go."""
        place = place_for(self.scene, self._kind, pointer.scene)
        self._ghost.setPos(place.x, place.y)
        self.scene.light_wire(place.wire)
        self._ghost.setOpacity(0.85 if place.wire is None else 0.6)
        if place.source is not None:
            start = point_of(self.scene, End(place.source, True))
            route = Route(start.x(), start.y(), place.x, place.y - HALF_HEIGHT)
        elif place.sink is not None:
            end = point_of(self.scene, End(place.sink, False))
            route = Route(place.x, place.y + HALF_HEIGHT, end.x(), end.y())
        else:
            route = Route(place.x, place.y, place.x, place.y)
        self._line.setVisible(place.source is not None or place.sink is not None)
        self._line.setPath(route.path())

    def finish(self, pointer: PointerPosition) -> None:
        """Add the block."""
        self.cancel()
        self.commands.add(place_for(self.scene, self._kind, pointer.scene))

    def cancel(self) -> None:
        """Take the ghost away."""
        self.scene.light_wire(None)
        self.scene.removeItem(self._line)
        self.scene.removeItem(self._ghost)
