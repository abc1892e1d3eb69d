"""The item of a block: a pixmap that blocks with the same look share, and its text where it can be read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QStaticText
from PySide6.QtWidgets import QGraphicsItem, QGraphicsPixmapItem, QGraphicsRectItem, QStyleOptionGraphicsItem, QWidget

from builder.model.graph import Position
from builder.model.layout.arrange import BLOCK_HEIGHT, BLOCK_WIDTH
from gui.canvas.block_pixmaps import (
    MARGIN,
    SHARED_ICON_RECT,
    TEXT_LEFT,
    TEXT_RIGHT,
    BlockPixmaps,
    DetailLevel,
    Look,
    scene_font,
)
from gui.canvas.routing import HALF_HEIGHT, HALF_WIDTH, card_rect
from gui.common.theme import Theme

BLOCK_Z = 2.0

# Long names tell blocks apart by their ends.
_MIDDLE = Qt.TextElideMode.ElideMiddle


@dataclass(frozen=True, slots=True)
class BlockText:
    """The text on a card; `shared` leaves room in front of the summary for the icon of shared weights."""

    name: str
    summary: str
    count: str
    shared: bool = False


@cache
def fonts() -> tuple[QFont, QFont, QFont]:
    """The fonts of a card: name, summary, and the name seen from afar."""
    return scene_font(13, QFont.Weight.DemiBold), scene_font(11), scene_font(27, QFont.Weight.DemiBold)


class Caption(QGraphicsRectItem):
    """The text on a card. Laid out once per text and level (QStaticText) and hidden where it could not be read."""

    def __init__(self, parent: QGraphicsItem) -> None:
        super().__init__(QRectF(-HALF_WIDTH, -HALF_HEIGHT, BLOCK_WIDTH, BLOCK_HEIGHT), parent)
        self._name, self._summary, self._count, self._large = QStaticText(), QStaticText(), QStaticText(), QStaticText()
        self._fonts = fonts()
        self._theme: Theme | None = None
        self._level = DetailLevel.FULL
        self.text = BlockText("", "", "")
        self._ready = False

    def write(self, text: BlockText) -> None:
        """Show this text."""
        if text != self.text:
            self.text = text
            self._ready = False
            self.update()

    def dress(self, theme: Theme, level: DetailLevel) -> None:
        """Take the colours of `theme` and the amount of text that `level` shows."""
        if (theme, level) != (self._theme, self._level):
            self._theme, self._level, self._ready = theme, level, False
            self.setVisible(level is not DetailLevel.COLOUR)
            self.update()

    def _prepare(self) -> None:
        """Lay out the text that the level shows; measuring fonts is what costs time, so not in every paint."""
        name_font, small, large = self._fonts
        text, room = self.text, TEXT_RIGHT - TEXT_LEFT
        if self._level is DetailLevel.NAME:
            self._large = _static(text.name, large, BLOCK_WIDTH - 66, _MIDDLE)
        else:
            self._count = _static(text.count, small, room / 2)
            self._name = _static(text.name, name_font, room - self._count.size().width() - (8 if text.count else 0), _MIDDLE)
            self._summary = _static(text.summary, small, room - self._indent)
        self._ready = True

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Draw the text of the current level."""
        if self._theme is None:
            return
        if not self._ready:
            self._prepare()
        name_font, small, large = self._fonts
        left, top = -HALF_WIDTH + TEXT_LEFT, -HALF_HEIGHT
        painter.setPen(self._theme.text)
        if self._level is DetailLevel.NAME:
            painter.setFont(large)
            painter.drawStaticText(QPointF(-HALF_WIDTH + 54, -self._large.size().height() / 2), self._large)
            return
        painter.setFont(name_font)
        lift = 12.0 if self.text.summary else (BLOCK_HEIGHT - self._name.size().height()) / 2
        painter.drawStaticText(QPointF(left, top + lift), self._name)
        painter.setPen(self._theme.muted)
        painter.setFont(small)
        if self.text.count:
            count_y = top + lift + self._name.size().height() - self._count.size().height() - 1
            painter.drawStaticText(QPointF(-HALF_WIDTH + TEXT_RIGHT - self._count.size().width(), count_y), self._count)
        if self.text.summary:
            painter.drawStaticText(QPointF(left + self._indent, top + 33), self._summary)

    @property
    def _indent(self) -> float:
        return SHARED_ICON_RECT.width() + 4 if self.text.shared else 0.0


def _static(text: str, face: QFont, room: float, mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight) -> QStaticText:
    """`text`, cut to `room`, laid out and ready to draw."""
    prepared = QStaticText(QFontMetricsF(face).elidedText(text, mode, room))
    prepared.setTextFormat(Qt.TextFormat.PlainText)
    prepared.prepare(font=face)
    return prepared


class BlockItem(QGraphicsPixmapItem):
    """The card of one block. Qt paints the shared pixmap itself: no Python runs per block and frame except for its text."""

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
        """Where the block is on the canvas now, also while it is dragged."""
        return self.x(), self.y()

    @property
    def card(self) -> QRectF:
        """The rectangle of the card in the scene."""
        return card_rect(self.centre)

    def show_look(self, look: Look, text: BlockText, cards: BlockPixmaps) -> None:
        """Show another look and text; cheap when neither changed."""
        self.caption.write(text)
        if look != self.look:
            self.look = look
            self.setPixmap(cards.card(look))

    def dress(self, cards: BlockPixmaps) -> None:
        """Take the theme, level of detail and resolution of `cards`."""
        self.setPixmap(cards.card(self.look))
        self.caption.dress(cards.theme, cards.level)
