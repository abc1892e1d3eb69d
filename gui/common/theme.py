"""Colours, type, spacing and icons of the window, light and dark; the one place that knows what they look like."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Literal, Self

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from builder.layers.base import Category

SPACE = 8
"""The grid of the layout in logical pixels; every gap is a multiple or a half of it."""

RADIUS = 8
"""Corner radius of cards in logical pixels."""

RESOURCES = Path(__file__).resolve().parents[2] / "resources"

_ICON_SIZES = (16, 20, 32, 40)


class Role(StrEnum):
    """The type scale."""

    CAPTION = "caption"
    BODY = "body"
    HEADING = "heading"
    TITLE = "title"
    CODE = "code"


PIXELS = {Role.CAPTION: 11, Role.BODY: 13, Role.HEADING: 15, Role.TITLE: 20, Role.CODE: 12}


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """The colours of one appearance; `hover`, `pressed` and `field` are surfaces, `on_accent` is text on the accent."""

    dark: bool
    text: QColor
    muted: QColor
    surface: QColor
    surface_raised: QColor
    border: QColor
    accent: QColor
    on_accent: QColor
    link: QColor
    error: QColor
    warning: QColor
    success: QColor
    canvas: QColor
    grid: QColor
    field: QColor
    hover: QColor
    pressed: QColor
    selection: QColor

    @classmethod
    def current(cls) -> Theme:
        """The theme that the application shows now."""
        return theme(QGuiApplication.palette())

    @classmethod
    def _of(cls, dark: bool, **colours: str) -> Self:
        return cls(dark=dark, **{name: QColor(value) for name, value in colours.items()})

    def family(self, category: Category | str) -> QColor:
        """The colour of a layer family, for bars and fills."""
        colour = _FAMILIES[Category(category)][self.dark]
        return QColor(colour) if colour else QColor(self.text)

    def family_ink(self, category: Category | str) -> QColor:
        """The colour of a layer family where it must be read against a surface: glyphs and words."""
        colour = _INKS.get(Category(category)) if not self.dark else None
        return QColor(colour) if colour else self.family(category)

    def palette(self) -> QPalette:
        """Qt's palette in these colours."""
        palette = QPalette()
        faint = QColor(self.muted)
        faint.setAlpha(130)
        for role, colour in self._roles().items():
            palette.setColor(role, colour)
        for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, faint)
        return palette

    def style_sheet(self) -> str:
        """The application's style sheet in these colours."""
        sheet = (RESOURCES / "themes" / "convas.qss").read_text(encoding="utf-8")
        tokens = {item.name: getattr(self, item.name).name() for item in fields(self) if item.name != "dark"}
        tokens["icons"] = (RESOURCES / "icons").as_posix()
        tokens["mode"] = "dark" if self.dark else "light"
        tokens |= {f"size_{role.value}": f"{size}px" for role, size in PIXELS.items()}
        for name in sorted(tokens, key=len, reverse=True):
            sheet = sheet.replace(f"@{name}", tokens[name])
        return sheet

    def _roles(self) -> dict[QPalette.ColorRole, QColor]:
        role = QPalette.ColorRole
        return {
            role.Window: self.surface,
            role.WindowText: self.text,
            role.Base: self.field,
            role.AlternateBase: self.surface_raised,
            role.Text: self.text,
            role.PlaceholderText: self.muted,
            role.Button: self.surface_raised,
            role.ButtonText: self.text,
            role.BrightText: self.on_accent,
            role.Highlight: self.accent,
            role.HighlightedText: self.on_accent,
            role.ToolTipBase: self.surface_raised,
            role.ToolTipText: self.text,
            role.Link: self.link,
            role.LinkVisited: self.link,
            role.Mid: self.border,
            role.Accent: self.accent,
        }


_FAMILIES: dict[Category, tuple[str, str]] = {
    Category.ENDS: ("", ""),
    Category.CONVOLUTION: ("#0072B2", "#2E96D3"),
    Category.POOLING: ("#009E73", "#18B48A"),
    Category.LINEAR: ("#E69F00", "#E69F00"),
    Category.RECURRENT: ("#8A6D3B", "#B99A63"),
    Category.ATTENTION: ("#7B5EA7", "#A88BD4"),
    Category.NORMALIZATION: ("#56B4E9", "#56B4E9"),
    Category.ACTIVATION: ("#D55E00", "#E8762B"),
    Category.REGULARIZATION: ("#CC79A7", "#CC79A7"),
    Category.SHAPE: ("#8A8F98", "#9AA0AA"),
    Category.PADDING: ("#7E9AA0", "#8FB0B7"),
    Category.JOIN: ("#F0E442", "#F0E442"),
    Category.GROUP: ("#3F4F8C", "#8E9EDB"),
    Category.UNKNOWN: ("#8A8F98", "#9AA0AA"),
}

_INKS: dict[Category, str] = {
    Category.POOLING: "#00825F",
    Category.LINEAR: "#A86F00",
    Category.NORMALIZATION: "#2079AE",
    Category.ACTIVATION: "#C25500",
    Category.REGULARIZATION: "#AD4F84",
    Category.SHAPE: "#666C76",
    Category.PADDING: "#50717A",
    Category.JOIN: "#857C00",
    Category.UNKNOWN: "#666C76",
}


@cache
def light() -> Theme:
    """The theme for a light desktop."""
    return Theme._of(
        False,
        text="#1B1F26",
        muted="#5B6472",
        surface="#FFFFFF",
        surface_raised="#F5F6F8",
        border="#D9DDE3",
        accent="#2F6FED",
        on_accent="#FFFFFF",
        link="#1F5AD1",
        error="#C62828",
        warning="#8F5B00",
        success="#177543",
        canvas="#F5F6F8",
        grid="#E3E6EB",
        field="#FFFFFF",
        hover="#EDF0F4",
        pressed="#E1E6ED",
        selection="#DCE7FD",
    )


@cache
def dark() -> Theme:
    """The theme for a dark desktop."""
    return Theme._of(
        True,
        text="#E8EAEE",
        muted="#A0A8B4",
        surface="#22252B",
        surface_raised="#2B2F36",
        border="#3B4049",
        accent="#3F7BF0",
        on_accent="#FFFFFF",
        link="#82ABFF",
        error="#FF7A70",
        warning="#F0B354",
        success="#57C78B",
        canvas="#17191D",
        grid="#24272D",
        field="#1B1E23",
        hover="#31353D",
        pressed="#3A3F48",
        selection="#2A3F6B",
    )


def theme(palette: QPalette) -> Theme:
    """The theme that goes with a palette: dark where its window is dark."""
    return dark() if palette.color(QPalette.ColorRole.Window).lightness() < 128 else light()


def font(role: Role | str = Role.BODY) -> QFont:
    """The system's font (its fixed-width one for code) in the size of `role`."""
    role = Role(role)
    fixed = QFontDatabase.SystemFont.FixedFont
    face = QFontDatabase.systemFont(fixed) if role is Role.CODE else QGuiApplication.font()
    face.setPixelSize(PIXELS[role])
    if role in (Role.HEADING, Role.TITLE):
        face.setWeight(QFont.Weight.DemiBold)
    return face


def drawing(name: str, colour: QColor) -> QSvgRenderer:
    """The drawing `name` in one colour; shared, so only render it."""
    return _drawing(name, colour.name())


@cache
def _drawing(name: str, colour: str) -> QSvgRenderer:
    text = (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(text.replace("currentColor", colour).encode()))


def pixmap(name: str, size: int, colour: QColor, ratio: float = 1.0, opacity: float = 1.0) -> QPixmap:
    """The drawing `name` in one colour, `size` logical pixels square, sharp at the device pixel ratio `ratio`."""
    side = round(size * ratio)
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setOpacity(opacity)
    _drawing(name, colour.name()).render(painter, QRectF(0, 0, side, side))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def icon(name: str, colour: QColor | None = None) -> QIcon:
    """The drawing `name` as an icon in the text colour or another, faint when disabled."""
    current = Theme.current()
    return _icon(name, (colour or current.text).name(), current.muted.name())


@cache
def _icon(name: str, colour: str, muted: str) -> QIcon:
    shade, faint = QColor(colour), QColor(muted)
    result = QIcon()
    for side in _ICON_SIZES:
        result.addPixmap(pixmap(name, side, shade))
        result.addPixmap(pixmap(name, side, faint, opacity=0.5), QIcon.Mode.Disabled)
    return result


def glyph(category: Category | str, colour: QColor | None = None) -> QSvgRenderer:
    """The sign of a layer family, in its ink or another colour; shared, so only render it."""
    category = Category(category)
    return _drawing(f"family-{category.value}", (colour or Theme.current().family_ink(category)).name())


def family_icon(category: Category | str) -> QIcon:
    """The sign of a layer family as an icon."""
    return icon(f"family-{Category(category).value}", Theme.current().family_ink(category))


class ThemeSignals(QObject):
    """`changed` when the application shows another theme; one object, so that widgets need not know the appearance."""

    changed = Signal()


@cache
def theme_signals() -> ThemeSignals:
    """The one object whose `changed` every :class:`Appearance` emits; see :mod:`gui.common.theme_watch`."""
    return ThemeSignals()


class Appearance(QObject):
    """Dresses the application in the light or dark theme and follows the system when it changes."""

    changed = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._mode = "system"
        self._given = Theme.current()
        self._system_theme: Theme | None = None
        self.changed.connect(theme_signals().changed)
        application.setStyle("Fusion")
        hints = application.styleHints()
        hints.colorSchemeChanged.connect(self.follow)
        self.follow(hints.colorScheme())

    def set_mode(self, mode: Literal["system", "light", "dark"]) -> None:
        """Stay light or dark, or follow the system."""
        if mode == self._mode:
            return
        self._mode = mode
        if mode == "system":
            self.show(self._system_theme or self._given)
        else:
            self.show(dark() if mode == "dark" else light())

    def follow(self, scheme: Qt.ColorScheme) -> None:
        """Take the theme for `scheme`, what the palette suggests where the system does not say; not where one is set."""
        self._system_theme = {Qt.ColorScheme.Dark: dark(), Qt.ColorScheme.Light: light()}.get(scheme)
        if self._mode == "system":
            self.show(self._system_theme or Theme.current())

    def show(self, wanted: Theme) -> None:
        """Dress everything in `wanted`."""
        face = self._application.font()
        face.setPixelSize(PIXELS[Role.BODY])
        self._application.setFont(face)
        self._application.setPalette(wanted.palette())
        self._application.setStyleSheet(wanted.style_sheet())
        self.changed.emit()
