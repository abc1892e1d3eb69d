"""The graphics items of a scene: one per block and one per wire, drawn for the zoom and placed along their routes."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, QRectF, QTimer
from PySide6.QtWidgets import QGraphicsScene

from builder.model.graph import Graph, Port, Position
from builder.model.layout.arrange import BLOCK_HEIGHT, BLOCK_WIDTH
from gui.canvas.block_item import BlockItem
from gui.canvas.block_pixmaps import BlockPixmaps, DetailLevel, Look, ratio_for
from gui.canvas.item_looks import ViewState, wires_on
from gui.canvas.routing import HALF_HEIGHT, HALF_WIDTH, Router
from gui.canvas.wire_item import WireItem
from gui.common.theme import Theme

SETTLE_MS = 60
"""How long the zoom must rest before pictures are drawn again at its resolution: a turning wheel would draw them all
each time. Until then Qt scales the old ones."""


class ItemStore(QGraphicsScene):
    """A scene of items: `blocks` by block id, `wires` by the input port they lead to; `state` is what their looks depend on."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.blocks: dict[int, BlockItem] = {}
        self.wires: dict[Port, WireItem] = {}
        self.cards = BlockPixmaps(Theme.current())
        self.state = ViewState()
        self._scale = 1.0
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(SETTLE_MS)
        self._rest.timeout.connect(self.sharpen)

    @property
    def graph(self) -> Graph:
        """The graph that is shown."""
        return self.state.graph

    @property
    def level(self) -> DetailLevel:
        """The level of detail that is drawn."""
        return self.cards.level

    # -- items ------------------------------------------------------------------------------------------------------

    def add_block(self, id: int) -> None:
        """Show a block of the graph."""
        item = BlockItem(id, Look(self.graph.blocks[id].layer.category))
        item.dress(self.cards)
        self.blocks[id] = item
        self.addItem(item)

    def drop_block(self, id: int) -> None:
        """Remove the item of a block."""
        self.removeItem(self.blocks.pop(id))

    def add_wire(self, target: Port, source: Port) -> None:
        """Show a wire."""
        item = WireItem(source, target)
        item.dress(self.cards)
        self.wires[target] = item
        self.addItem(item)
        self.addItem(item.label)

    def drop_wire(self, target: Port) -> None:
        """Remove the items of a wire."""
        item = self.wires.pop(target)
        self.removeItem(item.label)
        self.removeItem(item)

    def route(self, ids: Iterable[int], *, long_ones: bool = False) -> None:
        """Route the wires on some blocks, and with `long_ones` all that may pass them, for where blocks are now."""
        targets = {target for id in ids if id in self.graph.blocks for target in wires_on(self.graph, id)}
        if long_ones:
            targets.update(target for target, wire in self.wires.items() if wire.route is None or wire.route.is_long)
        if targets:
            labels = [wire.label.pos() for target, wire in self.wires.items() if target not in targets]
            for target, route in Router(self.graph, self.centres(), labels).routes(targets).items():
                self.wires[target].follow(route)

    def centres(self) -> dict[int, Position]:
        """Where blocks are now, also while they are dragged."""
        return {id: item.centre for id, item in self.blocks.items()}

    def blocks_rect(self) -> QRectF:
        """The bounding rectangle of all cards; empty when there is none."""
        places = list(self.centres().values())
        if not places:
            return QRectF()
        xs, ys = [x for x, _ in places], [y for _, y in places]
        left, top = min(xs) - HALF_WIDTH, min(ys) - HALF_HEIGHT
        return QRectF(left, top, max(xs) - min(xs) + BLOCK_WIDTH, max(ys) - min(ys) + BLOCK_HEIGHT)

    # -- following the view -------------------------------------------------------------------------------------------

    def set_scale(self, scale: float) -> None:
        """Draw for a zoom of `scale` device pixels per scene unit: another level of detail at once, sharpness when it rests."""
        self._scale = scale
        if DetailLevel.at(scale) is self.level:
            self._rest.start()
        else:
            self.sharpen()

    def sharpen(self) -> None:
        """Draw all pictures at the resolution of the zoom as it is now."""
        self._rest.stop()
        level, ratio = DetailLevel.at(self._scale), ratio_for(self._scale)
        if (level, ratio) != (self.cards.level, self.cards.ratio):
            self._dress(BlockPixmaps(self.cards.theme, level, ratio))

    def set_theme(self, theme: Theme) -> None:
        """Draw all items in the colours of `theme`."""
        if theme != self.cards.theme:
            self._dress(BlockPixmaps(theme, self.cards.level, self.cards.ratio))

    def _dress(self, cards: BlockPixmaps) -> None:
        self.cards = cards
        for block in self.blocks.values():
            block.dress(cards)
        for wire in self.wires.values():
            wire.dress(cards)
