"""A block on the canvas: one picture, and its words where they can be read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QStaticText
from PySide6.QtWidgets import QGraphicsItem, QGraphicsPixmapItem, QGraphicsRectItem, QStyleOptionGraphicsItem, QWidget

from builder.model.graph import Position
from builder.model.layout.arrange import BLOCK_HEIGHT, BLOCK_WIDTH
from gui.canvas.block_pixmaps import MARGIN, SIGN, TEXT_LEFT, TEXT_RIGHT, BlockPixmaps, Level, Look, scene_font
from gui.canvas.routing import HALF_HEIGHT, HALF_WIDTH, card
from gui.common.theme import Theme

BLOCK_Z = 2.0

# Long names tell blocks apart by their ends.
_MIDDLE = Qt.TextElideMode.ElideMiddle


@dataclass(frozen=True, slots=True)
class BlockText:
    """What stands on a card; `sign` keeps room in front of the summary for the sign of shared weights."""

    name: str
    summary: str
    count: str
    sign: bool = False


@cache
def fonts() -> tuple[QFont, QFont, QFont]:
    """The fonts of a card: name, summary, and the name seen from afar."""
    return scene_font(13, QFont.Weight.DemiBold), scene_font(11), scene_font(27, QFont.Weight.DemiBold)


class Caption(QGraphicsRectItem):
    """The words on a card, prepared once and hidden where they could not be read."""

    def __init__(self, parent: QGraphicsItem) -> None:
        super().__init__(QRectF(-HALF_WIDTH, -HALF_HEIGHT, BLOCK_WIDTH, BLOCK_HEIGHT), parent)
        self._name, self._summary, self._count, self._large = QStaticText(), QStaticText(), QStaticText(), QStaticText()
        self._fonts = fonts()
        self._theme: Theme | None = None
        self._level = Level.FULL
        self._words = BlockText("", "", "")
        self._ready = False

    def write(self, words: BlockText) -> None:
        """Show these words."""
        if words != self._words:
            self._words = words
            self._ready = False
            self.update()

    def dress(self, theme: Theme, level: Level) -> None:
        """Take the colours of `theme` and the amount of text of `level`."""
        if (theme, level) != (self._theme, self._level):
            self._theme, self._level, self._ready = theme, level, False
            self.setVisible(level is not Level.COLOUR)
            self.update()

    def _prepare(self) -> None:
        name_font, small, large = self._fonts
        words, room = self._words, TEXT_RIGHT - TEXT_LEFT
        if self._level is Level.NAME:
            self._large = _static(words.name, large, BLOCK_WIDTH - 66, _MIDDLE)
        else:
            self._count = _static(words.count, small, room / 2)
            self._name = _static(words.name, name_font, room - self._count.size().width() - (8 if words.count else 0), _MIDDLE)
            self._summary = _static(words.summary, small, room - self._indent)
        self._ready = True

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Draw the words at the current level."""
        if self._theme is None:
            return
        if not self._ready:
            self._prepare()
        name_font, small, large = self._fonts
        left, top = -HALF_WIDTH + TEXT_LEFT, -HALF_HEIGHT
        painter.setPen(self._theme.text)
        if self._level is Level.NAME:
            painter.setFont(large)
            painter.drawStaticText(QPointF(-HALF_WIDTH + 54, -self._large.size().height() / 2), self._large)
            return
        painter.setFont(name_font)
        lift = 12.0 if self._words.summary else (BLOCK_HEIGHT - self._name.size().height()) / 2
        painter.drawStaticText(QPointF(left, top + lift), self._name)
        painter.setPen(self._theme.muted)
        painter.setFont(small)
        if self._words.count:
            count_y = top + lift + self._name.size().height() - self._count.size().height() - 1
            painter.drawStaticText(QPointF(-HALF_WIDTH + TEXT_RIGHT - self._count.size().width(), count_y), self._count)
        if self._words.summary:
            painter.drawStaticText(QPointF(left + self._indent, top + 33), self._summary)

    @property
    def _indent(self) -> float:
        return SIGN.width() + 4 if self._words.sign else 0.0


def _static(text: str, face: QFont, room: float, mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight) -> QStaticText:
    """`text`, cut to `room`, laid out and ready to draw."""
    prepared = QStaticText(QFontMetricsF(face).elidedText(text, mode, room))
    prepared.setTextFormat(Qt.TextFormat.PlainText)
    prepared.prepare(font=face)
    return prepared


class BlockItem(QGraphicsPixmapItem):
    """The card of one block; painted by Qt from a shared picture."""

    def __init__(self, id: int, look: Look) -> None:
        super().__init__()
        self.id = id
        self.look = look
        self.caption = Caption(self)
        self.setOffset(-HALF_WIDTH - MARGIN, -HALF_HEIGHT - MARGIN)
        self.setShapeMode(QGraphicsPixmapItem.ShapeMode.BoundingRectShape)
        self.setZValue(BLOCK_Z)

    @property
    def centre(self) -> Position:
        """Where the block stands on the canvas now, also while it is dragged."""
        return self.x(), self.y()

    @property
    def card(self) -> QRectF:
        """The rectangle of the card in the scene."""
        return card(self.centre)

    def show_look(self, look: Look, words: BlockText, cards: BlockPixmaps) -> None:
        """Show the block as it is now; cheap when nothing changed."""
        self.caption.write(words)
        if look != self.look:
            self.look = look
            self.setPixmap(cards.card(look))

    def dress(self, cards: BlockPixmaps) -> None:
        """Take another theme, amount of detail or resolution."""
        self.setPixmap(cards.card(self.look))
        self.caption.dress(cards.theme, cards.level)
