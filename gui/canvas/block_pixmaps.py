"""The pixmaps of blocks and wire labels: each is drawn once per look, level of detail and resolution, then only copied.

A network has few different looks (kind, wired ports, selection), so thousands of blocks share some dozens of pixmaps.
"""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from enum import IntEnum
from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap

from builder.layers.base import Category
from builder.model.layout.arrange import BLOCK_HEIGHT, BLOCK_WIDTH
from gui.canvas.routing import PORT_RADIUS, port_offsets
from gui.common.theme import RADIUS, Role, Theme, drawing, font, glyph

MARGIN = 14.0
"""Room around a card in its picture, for ring, shadow, badge and ports."""

DOT_GAP = 24
"""The distance of the dots of the ground, in scene units."""

TEXT_LEFT = 46.0
TEXT_RIGHT = BLOCK_WIDTH - 12

SHARED_ICON_RECT = QRectF(TEXT_LEFT, 34, 13, 13)
"""Where a card shows the icon of shared weights, in front of its second line."""

_BAR = 5.0
_PILL_X, _PILL_Y = 7.0, 2.0
_SHARPEST = 4.0


class DetailLevel(IntEnum):
    """The level of detail: below half size text could not be read, below a quarter not even a name."""

    COLOUR = 0
    NAME = 1
    FULL = 2

    @classmethod
    def at(cls, scale: float) -> DetailLevel:
        """The level for a zoom: everything from half size, a large name from a quarter, below it the family's colour."""
        return cls.FULL if scale >= 0.5 else cls.NAME if scale >= 0.25 else cls.COLOUR


def ratio_for(scale: float) -> float:
    """The resolution of pixmaps at this zoom (device pixels per scene unit): the same, so that Qt copies and does not scale."""
    return min(scale, _SHARPEST)


@dataclass(frozen=True, slots=True)
class Look:
    """All that the pixmap of a card depends on; the key of the cache.

    `inputs` and `outputs` say for each port whether it is wired, `free` that a join shows one more. `shared` blocks share
    weights with others, `shares_selected` ones with a selected block. A `group` is repeated `times` times.
    """

    category: Category
    _: KW_ONLY
    inputs: tuple[bool, ...] = ()
    outputs: tuple[bool, ...] = ()
    free: bool = False
    selected: bool = False
    focused: bool = False
    errors: int = 0
    warnings: int = 0
    unknown: bool = False
    shared: bool = False
    shares_selected: bool = False
    group: bool = False
    times: int = 1


def scene_font(pixels: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The system's font at a size in scene units."""
    face = font(Role.BODY)
    face.setPixelSize(round(pixels))
    face.setWeight(weight)
    face.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return face


def mix_colours(one: QColor, other: QColor, share: float) -> QColor:
    """`one` with a `share` (0 to 1) of `other` in it."""
    keep = 1 - share
    return QColor.fromRgbF(
        one.redF() * keep + other.redF() * share,
        one.greenF() * keep + other.greenF() * share,
        one.blueF() * keep + other.blueF() * share,
    )


class Tone(IntEnum):
    """The emphasis of a wire's label."""

    CALM = 0
    NEAR = 1
    BROKEN = 2


class BlockPixmaps:
    """The cache of pixmaps for one theme, level of detail and resolution; another of these takes another cache."""

    def __init__(self, theme: Theme, level: DetailLevel = DetailLevel.FULL, ratio: float = 1.0) -> None:
        self.theme, self.level, self.ratio = theme, level, ratio
        self._pictures: dict[Look, QPixmap] = {}
        self._pills: dict[tuple[str, Tone], QPixmap] = {}

    def card(self, look: Look) -> QPixmap:
        """The card with `MARGIN` scene units around it."""
        if look not in self._pictures:
            self._pictures[look] = self._draw_card(look)
        return self._pictures[look]

    def pill(self, text: str, tone: Tone) -> QPixmap:
        """The label of a wire."""
        if (text, tone) not in self._pills:
            self._pills[text, tone] = self._draw_pill(text, tone)
        return self._pills[text, tone]

    def _blank(self, width: float, height: float) -> QPixmap:
        # Even sizes: a pixmap centred on a point then covers whole pixels and is not blurred.
        picture = QPixmap(2 * ceil(width * self.ratio / 2), 2 * ceil(height * self.ratio / 2))
        picture.fill(Qt.GlobalColor.transparent)
        picture.setDevicePixelRatio(self.ratio)
        return picture

    def _draw_pill(self, text: str, tone: Tone) -> QPixmap:
        theme, face = self.theme, scene_font(11)
        measures = QFontMetricsF(face)
        ink = (theme.muted, theme.text, theme.error)[tone]
        line = (theme.border, mix_colours(theme.accent, theme.canvas, 0.4), mix_colours(theme.error, theme.canvas, 0.4))[tone]
        box = QRectF(0, 0, measures.horizontalAdvance(text) + 2 * _PILL_X, measures.height() + 2 * _PILL_Y)
        picture = self._blank(box.width(), box.height())
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.canvas)
        painter.setPen(QPen(line, 1))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), box.height() / 2, box.height() / 2)
        painter.setPen(ink)
        painter.setFont(face)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        painter.end()
        return picture

    def _draw_card(self, look: Look) -> QPixmap:
        level = self.level
        picture = self._blank(BLOCK_WIDTH + 2 * MARGIN, BLOCK_HEIGHT + 2 * MARGIN)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(MARGIN, MARGIN)
        if level is DetailLevel.COLOUR:
            self._draw_flat(painter, look)
        else:
            self._draw_details(painter, look, level)
        painter.end()
        return picture

    def _draw_flat(self, painter: QPainter, look: Look) -> None:
        """From afar: the colour of the family, with a ring when it is selected or has an error."""
        box = QRectF(0, 0, BLOCK_WIDTH, BLOCK_HEIGHT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(mix_colours(self.theme.family(look.category), self.theme.surface, 0.12))
        painter.drawRoundedRect(box, 10, 10)
        ring = self.theme.error if look.errors else self.theme.accent if look.selected or look.shares_selected else None
        if ring is not None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(ring, 10, Qt.PenStyle.SolidLine if look.errors or look.selected else Qt.PenStyle.DashLine))
            painter.drawRoundedRect(box.adjusted(-6, -6, 6, 6), 14, 14)

    def _draw_details(self, painter: QPainter, look: Look, level: DetailLevel) -> None:
        box = QRectF(0, 0, BLOCK_WIDTH, BLOCK_HEIGHT)
        self._draw_shadow(painter, box)
        if look.group:
            self._draw_sheets(painter, box, look, 1.0 if level is DetailLevel.FULL else 2.0)
        outline = QPainterPath()
        outline.addRoundedRect(box, RADIUS, RADIUS)
        painter.fillPath(outline, self.theme.surface)
        painter.save()
        painter.setClipPath(outline)
        painter.fillRect(QRectF(0, 0, _BAR, BLOCK_HEIGHT), self.theme.family(look.category))
        painter.restore()
        self._draw_border(painter, box, look, 1.0 if level is DetailLevel.FULL else 2.0)
        self._draw_glyph(painter, look, level)
        self._draw_ports(painter, look)
        if look.shared and level is DetailLevel.FULL:
            drawing("shared", self.theme.link).render(painter, SHARED_ICON_RECT)
        if look.times > 1:
            self._draw_repeat_badge(painter, look, 1.0 if level is DetailLevel.FULL else 1.5)
        if look.errors or look.warnings:
            self._draw_badge(painter, look, 1.0 if level is DetailLevel.FULL else 1.5)

    def _draw_shadow(self, painter: QPainter, box: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        shade = QColor(0, 0, 0, 20 if self.theme.dark else 5)
        painter.setBrush(shade)
        for spread in (4.0, 3.0, 2.0, 1.0):
            painter.drawRoundedRect(box.adjusted(-spread, -spread + 2, spread, spread + 2), RADIUS + spread, RADIUS + spread)

    def _draw_sheets(self, painter: QPainter, box: QRectF, look: Look, weight: float) -> None:
        """The edges of two more cards below the card of a group."""
        line = mix_colours(self.theme.border, self.theme.family(look.category), 0.45)
        for depth in (2, 1):
            sheet = box.adjusted(6.0 * depth, 20, -6.0 * depth, 4.0 * depth)
            painter.setPen(QPen(line, weight))
            painter.setBrush(mix_colours(self.theme.surface, self.theme.family(look.category), 0.1 * depth))
            painter.drawRoundedRect(sheet.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)

    def _draw_border(self, painter: QPainter, box: QRectF, look: Look, weight: float) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        line = self.theme.error if look.errors else mix_colours(self.theme.border, self.theme.text, 0.08)
        pen = QPen(line, 2 * weight if look.errors else weight)
        if look.unknown:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        if look.selected:
            painter.setPen(QPen(self.theme.accent, 2.5 * weight))
            painter.drawRoundedRect(box.adjusted(-3, -3, 3, 3), RADIUS + 3, RADIUS + 3)
        elif look.shares_selected:
            painter.setPen(QPen(self.theme.accent, 2 * weight, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(box.adjusted(-3, -3, 3, 3), RADIUS + 3, RADIUS + 3)
        if look.focused:
            halo = QColor(self.theme.accent)
            halo.setAlpha(70)
            painter.setPen(QPen(halo, 4 * weight))
            painter.drawRoundedRect(box.adjusted(-6.5, -6.5, 6.5, 6.5), RADIUS + 6, RADIUS + 6)

    def _draw_glyph(self, painter: QPainter, look: Look, level: DetailLevel) -> None:
        ink = self.theme.family_ink(look.category)
        side = 22.0 if level is DetailLevel.FULL else 32.0
        spot = QRectF(0, 0, side, side)
        spot.moveCenter(QPointF(25 if level is DetailLevel.FULL else 30, BLOCK_HEIGHT / 2))
        if level is DetailLevel.FULL:
            tint = QColor(ink)
            tint.setAlpha(40 if self.theme.dark else 24)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tint)
            painter.drawRoundedRect(spot.adjusted(-3, -3, 3, 3), 6, 6)
            spot = spot.adjusted(2, 2, -2, -2)
        glyph(look.category, ink).render(painter, spot)

    def _draw_ports(self, painter: QPainter, look: Look) -> None:
        line = wire_colour(self.theme)
        painter.setPen(QPen(line, 1.5))
        shown = [(x, 0.0, index < len(look.inputs) and look.inputs[index]) for index, x in enumerate(self._inputs(look))]
        shown += [(x, BLOCK_HEIGHT, look.outputs[index]) for index, x in enumerate(port_offsets(len(look.outputs)))]
        for x, y, wired in shown:
            painter.setBrush(line if wired else self.theme.surface)
            radius = PORT_RADIUS - 0.5
            painter.drawEllipse(QPointF(BLOCK_WIDTH / 2 + x, y), radius, radius)

    @staticmethod
    def _inputs(look: Look) -> list[float]:
        return port_offsets(len(look.inputs), look.free)

    def _draw_repeat_badge(self, painter: QPainter, look: Look, weight: float) -> None:
        """How many times a group is repeated, at its upper left corner."""
        face, text = scene_font(11 * weight, QFont.Weight.Bold), f"×{look.times}"
        width = QFontMetricsF(face).horizontalAdvance(text) + 12 * weight
        spot = QRectF(8, -8 * weight, width, 18 * weight)
        painter.setPen(QPen(self.theme.canvas, 2))
        painter.setBrush(self.theme.family_ink(look.category))
        painter.drawRoundedRect(spot, spot.height() / 2, spot.height() / 2)
        painter.setPen(self.theme.surface)
        painter.setFont(face)
        painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, text)

    def _draw_badge(self, painter: QPainter, look: Look, weight: float) -> None:
        count = look.errors or look.warnings
        colour = self.theme.error if look.errors else self.theme.warning
        size = 18.0 * weight
        spot = QRectF(0, 0, size, size)
        spot.moveCenter(QPointF(BLOCK_WIDTH - 4, 3))
        painter.setPen(QPen(self.theme.canvas, 2))
        painter.setBrush(colour)
        painter.drawEllipse(spot)
        painter.setPen(QColor("#16181c") if self.theme.dark else QColor("#ffffff"))
        painter.setFont(scene_font(11 * weight, QFont.Weight.Bold))
        painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, "!" if count == 1 and not look.errors else str(min(count, 9)))


def wire_colour(theme: Theme) -> QColor:
    """The colour of a wire without emphasis."""
    return mix_colours(theme.muted, theme.canvas, 0.35)


def dotted_ground(theme: Theme) -> QBrush:
    """The background of the canvas: its colour with a faint dot every `DOT_GAP` scene units."""
    tile = QPixmap(DOT_GAP, DOT_GAP)
    tile.fill(theme.canvas)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.grid)
    painter.drawEllipse(QPointF(DOT_GAP / 2, DOT_GAP / 2), 1.3, 1.3)
    painter.end()
    return QBrush(tile)
