"""A wire on the canvas: a curve that Qt paints, and a label that carries the shape."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPathStroker, QPen, QStaticText
from PySide6.QtWidgets import QGraphicsPathItem, QGraphicsRectItem, QStyleOptionGraphicsItem, QWidget

from builder.graph import Port
from gui.canvas.geometry import Route
from gui.canvas.painting import Level, mixed, scene_font, wire_colour
from gui.theme import Theme

WIRE_Z = 0.0
LIFTED_Z = 0.5
LIT_Z = 12.0
LABEL_Z = 1.0

_WIDTHS = {Level.FULL: 1.75, Level.NAME: 3.0, Level.COLOUR: 5.0}
_PAD_X, _PAD_Y = 7.0, 2.0


@dataclass(frozen=True, slots=True)
class WireLook:
    """How a wire is drawn: its label, and what it has to say."""

    text: str = ""
    broken: bool = False
    near: bool = False
    chosen: bool = False
    lit: bool = False


class WireLabel(QGraphicsRectItem):
    """The pill with the shape that a wire carries."""

    def __init__(self) -> None:
        super().__init__()
        self.setZValue(LABEL_Z)
        self._text = QStaticText()
        self._font = QFont()
        self._ink = self._fill = self._line = QColor()

    def write(self, text: str, face: QFont, colours: tuple[QColor, QColor, QColor]) -> None:
        """Show `text`; the colours are ink, fill and outline."""
        self._font = face
        self._ink, self._fill, self._line = colours
        self._text = QStaticText(text)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.prepare(font=face)
        width = QFontMetricsF(face).horizontalAdvance(text) + 2 * _PAD_X
        height = self._text.size().height() + 2 * _PAD_Y
        self.setRect(QRectF(-width / 2, -height / 2, width, height))
        self.update()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Draw the pill and its text."""
        box = self.rect()
        painter.setBrush(self._fill)
        painter.setPen(QPen(self._line, 1))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), box.height() / 2, box.height() / 2)
        painter.setPen(self._ink)
        painter.setFont(self._font)
        painter.drawStaticText(QPointF(box.left() + _PAD_X, box.top() + _PAD_Y), self._text)


class WireItem(QGraphicsPathItem):
    """The wire into one input port."""

    def __init__(self, source: Port, target: Port) -> None:
        super().__init__()
        self.source, self.target = source, target
        self.route: Route | None = None
        self.look = WireLook()
        self.label = WireLabel()
        self.label.setVisible(False)
        self.setZValue(WIRE_Z)

    def follow(self, route: Route) -> None:
        """Take this way."""
        if route != self.route:
            self.route = route
            self.setPath(route.path())
            self.label.setPos(route.middle())

    def show_look(self, look: WireLook, theme: Theme, level: Level) -> None:
        """Show the wire as it is now; cheap when nothing changed."""
        if look != self.look:
            self.look = look
            self.dress(theme, level)

    def dress(self, theme: Theme, level: Level) -> None:
        """Take the colours of `theme` and the detail of `level`."""
        look = self.look
        strong = look.broken or look.chosen or look.lit
        colour = self._colour(theme)
        pen = QPen(colour, _WIDTHS[level] * (2.2 if look.lit else 1.6 if strong else 1.0))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        if not look.text:
            pen.setStyle(Qt.PenStyle.CustomDashLine)
            pen.setDashPattern([3.0, 3.0])
        self.setPen(pen)
        self.setZValue(LIT_Z if look.lit else LIFTED_Z if strong or look.near else WIRE_Z)
        self.label.setVisible(bool(look.text) and level is Level.FULL and not look.lit)
        if look.text and level is Level.FULL:
            ink = theme.error if look.broken else theme.text if look.near or look.chosen else theme.muted
            line = mixed(colour, theme.canvas, 0.35) if strong or look.near else theme.border
            self.label.write(look.text, scene_font(11), (ink, theme.canvas, line))

    def _colour(self, theme: Theme) -> QColor:
        if self.look.lit or self.look.chosen:
            return theme.accent
        if self.look.broken:
            return theme.error
        return mixed(wire_colour(theme), theme.accent, 0.75) if self.look.near else wire_colour(theme)

    def distance_within(self, point: QPointF, reach: float) -> bool:
        """Whether the wire runs within `reach` of a point of the scene."""
        stroker = QPainterPathStroker()
        stroker.setWidth(2 * reach)
        return stroker.createStroke(self.path()).contains(point)
