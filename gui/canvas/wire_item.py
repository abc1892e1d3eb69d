"""The items of a wire: a curve that Qt paints, and a pixmap as its label that names the shape."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainterPathStroker, QPen, QPixmap
from PySide6.QtWidgets import QGraphicsPathItem, QGraphicsPixmapItem

from builder.model.graph import Port
from gui.canvas.block_pixmaps import BlockPixmaps, DetailLevel, Tone, mix_colours, wire_colour
from gui.canvas.routing import Route
from gui.common.theme import Theme

WIRE_Z = 0.0
LIFTED_Z = 0.5
LIT_Z = 12.0
LABEL_Z = 1.0

_WIDTHS = {DetailLevel.FULL: 1.75, DetailLevel.NAME: 3.0, DetailLevel.COLOUR: 5.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class WireLook:
    """How a wire is drawn.

    `text` is its label, empty where no shape is known; `broken` an error at its target, `near` an end on a selected block,
    `chosen` what Delete removes, `lit` what a drop would go into.
    """

    text: str = ""
    broken: bool = False
    near: bool = False
    chosen: bool = False
    lit: bool = False


class WireItem(QGraphicsPathItem):
    """The wire into one input port. Its label is an item of its own, so that it lies over other wires."""

    def __init__(self, source: Port, target: Port) -> None:
        super().__init__()
        self.source, self.target = source, target
        self.route: Route | None = None
        self.look = WireLook()
        self.label = QGraphicsPixmapItem()
        self.label.setZValue(LABEL_Z)
        self.label.setVisible(False)
        self.setZValue(WIRE_Z)

    def follow(self, route: Route) -> None:
        """Run along this route."""
        if route != self.route:
            self.route = route
            self.setPath(route.path())
        self.shift(QPointF())

    def shift(self, by: QPointF) -> None:
        """Show the wire moved by this much from its route, while both ends are dragged."""
        if self.route is not None:
            self.setPos(by)
            self.label.setPos(self.route.label_point() + by)

    def show_look(self, look: WireLook, cards: BlockPixmaps) -> None:
        """Show another look; cheap when it did not change."""
        if look != self.look:
            self.look = look
            self.dress(cards)

    def dress(self, cards: BlockPixmaps) -> None:
        """Take the theme, level of detail and resolution of `cards`."""
        look, level = self.look, cards.level
        strong = look.broken or look.chosen or look.lit
        pen = QPen(self._colour(cards.theme), _WIDTHS[level] * (2.2 if look.lit else 1.6 if strong else 1.0))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        if not look.text:
            pen.setDashPattern([3.0, 3.0])
        self.setPen(pen)
        self.setZValue(LIT_Z if look.lit else LIFTED_Z if strong or look.near else WIRE_Z)
        labelled = bool(look.text) and level is DetailLevel.FULL and not look.lit
        self.label.setVisible(labelled)
        if labelled:
            tone = Tone.BROKEN if look.broken else Tone.NEAR if look.near or look.chosen else Tone.CALM
            self._show_label(cards.pill(look.text, tone))

    def _show_label(self, pill: QPixmap) -> None:
        """Show `pill` with its centre at the label's place on the wire."""
        self.label.setPixmap(pill)
        size = pill.deviceIndependentSize()
        self.label.setOffset(-size.width() / 2, -size.height() / 2)

    def _colour(self, theme: Theme) -> QColor:
        if self.look.lit or self.look.chosen:
            return theme.accent
        if self.look.broken:
            return theme.error
        return mix_colours(wire_colour(theme), theme.accent, 0.75) if self.look.near else wire_colour(theme)

    def distance_within(self, point: QPointF, reach: float) -> bool:
        """Whether the wire runs within `reach` of a point of the scene."""
        stroker = QPainterPathStroker()
        stroker.setWidth(2 * reach)
        return stroker.createStroke(self.path()).contains(point)
