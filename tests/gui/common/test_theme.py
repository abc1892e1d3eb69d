"""Both themes can be read, every drawing is there and sharp, and the application follows the system."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QApplication, QLabel

from builder.layers.base import Category
from gui.common import theme
from gui.common.theme import Appearance, Role, Theme

THEMES = {"light": theme.light, "dark": theme.dark}


def luminance(colour: QColor) -> float:
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour.getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.fixture
def appearance(qapp: QApplication):
    before = (qapp.palette(), qapp.styleSheet(), qapp.font(), qapp.style().name())
    made = Appearance(qapp)
    yield made
    made.setParent(None)
    made.deleteLater()
    qapp.setStyleSheet(before[1])
    qapp.setPalette(before[0])
    qapp.setFont(before[2])
    qapp.setStyle(before[3])


@pytest.mark.parametrize("mode", THEMES)
def test_words_can_be_read_on_every_surface(mode: str) -> None:
    shown = THEMES[mode]()
    for surface in (shown.surface, shown.surface_raised, shown.canvas, shown.field, shown.hover):
        for ink in (shown.text, shown.muted, shown.link, shown.error, shown.warning, shown.success):
            assert contrast(ink, surface) >= 4.5, (ink.name(), surface.name())
    assert contrast(shown.text, shown.selection) >= 4.5
    assert contrast(shown.on_accent, shown.accent) >= 3.5


@pytest.mark.parametrize("mode", THEMES)
@pytest.mark.parametrize("category", Category)
def test_every_family_has_a_sign_that_can_be_seen(mode: str, category: Category, qapp: QApplication) -> None:
    shown = THEMES[mode]()
    assert contrast(shown.family_ink(category), shown.surface) >= 3.0
    assert theme.glyph(category, shown.family_ink(category)).isValid()
    picture = theme.pixmap(f"family-{category.value}", 24, shown.family_ink(category), 2.0).toImage()
    assert picture.width() == 48
    assert any(picture.pixelColor(x, y).alpha() for x in range(48) for y in range(48))


def test_an_icon_is_tinted_sharp_at_double_scale_and_faint_when_disabled(qapp: QApplication) -> None:
    red = theme.icon("stop", QColor("#FF0000"))
    middle = red.pixmap(20, 20).toImage().pixelColor(10, 10)
    assert (middle.red(), middle.green(), middle.blue()) == (255, 0, 0)
    assert red.pixmap(red.availableSizes()[0], 2.0).width() >= 16
    assert max(size.width() for size in red.availableSizes()) >= 40
    assert red.pixmap(20, 20, QIcon.Mode.Disabled).toImage().pixelColor(10, 10).alpha() < 200


@pytest.mark.parametrize("mode", THEMES)
def test_the_style_sheet_leaves_no_token_open_and_names_files_that_exist(mode: str) -> None:
    sheet = THEMES[mode]().style_sheet()
    assert "@" not in sheet
    files = re.findall(r"url\((.*?)\)", sheet)
    assert files
    assert all((theme.RESOURCES / "icons" / file.rsplit("/", 1)[1]).is_file() for file in files)


def test_the_application_follows_the_system_and_back(appearance: Appearance, qtbot) -> None:
    label = QLabel("text")
    qtbot.addWidget(label)
    for scheme, dark in ((Qt.ColorScheme.Dark, True), (Qt.ColorScheme.Light, False), (Qt.ColorScheme.Dark, True)):
        with qtbot.waitSignal(appearance.changed):
            appearance.follow(scheme)
        assert Theme.current().dark is dark
        assert label.palette().windowText().color() == Theme.current().text
    appearance.follow(Qt.ColorScheme.Unknown)
    assert Theme.current().dark


def test_the_type_scale_grows(qapp: QApplication) -> None:
    sizes = [theme.font(role).pixelSize() for role in (Role.CAPTION, Role.BODY, Role.HEADING, Role.TITLE)]
    assert sizes == [11, 13, 15, 20]
