"""The view moves: scroll, zoom at the pointer, pan, fit; and paints at every zoom."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from builder.model.project import Project
from gui.canvas.block_pixmaps import DetailLevel
from gui.canvas.item_store import SETTLE_MS
from gui.common.theme import dark, light, theme_signals
from tests.gui.canvas.conftest import CTRL, MIDDLE, SHIFT, Hands, Maker, plain

Key = Qt.Key


def grabbed(hands: Hands) -> QImage:
    """What the canvas shows."""
    return hands.view.viewport().grab().toImage()


def test_the_wheel_scrolls(hands: Hands) -> None:
    before = hands.view.viewport_.scroll_position()
    hands.wheel(QPoint(300, 300), -120)
    assert hands.view.viewport_.scroll_position().y() > before.y()
    assert hands.view.viewport_.scroll_position().x() == before.x()
    hands.wheel(QPoint(300, 300), -120, SHIFT)
    assert hands.view.viewport_.scroll_position().x() > before.x()


@pytest.mark.parametrize("turned", [120, -120])
def test_ctrl_wheel_zooms_at_the_pointer(hands: Hands, turned: int) -> None:
    scales: list[float] = []
    hands.view.viewport_.zoomed.connect(scales.append)
    at = QPoint(250, 640)
    before, scale = hands.view.mapToScene(at), hands.view.viewport_.scale
    for _ in range(5):
        hands.wheel(at, turned, CTRL)
    assert (hands.view.viewport_.scale > scale) is (turned > 0)
    assert scales[-1] == hands.view.viewport_.scale
    gap = hands.view.mapToScene(at) - before
    assert max(abs(gap.x()), abs(gap.y())) * hands.view.viewport_.scale < 4


def test_zoom_has_ends(hands: Hands) -> None:
    for _ in range(60):
        hands.view.viewport_.zoom_in()
    most = hands.view.viewport_.scale
    for _ in range(120):
        hands.view.viewport_.zoom_out()
    least = hands.view.viewport_.scale
    hands.view.viewport_.zoom_in()
    assert most <= 4
    assert 0.01 < least < hands.view.viewport_.scale
    hands.view.viewport_.reset_zoom()
    assert hands.view.viewport_.scale == 1


def test_the_middle_button_pans_and_esc_takes_it_back(hands: Hands) -> None:
    before = hands.view.viewport_.scroll_position()
    hands.press(QPointF(0, 0), button=MIDDLE)
    hands.move(hands.at(QPointF(0, 0)) + QPoint(70, -30), MIDDLE)
    assert hands.view.viewport_.scroll_position() == before - QPoint(70, -30)
    hands.key(Key.Key_Escape)
    assert hands.view.viewport_.scroll_position() == before


def test_space_and_drag_pans_also_over_blocks(hands: Hands) -> None:
    before, graph = hands.view.viewport_.scroll_position(), hands.workspace.graph
    QTest.keyPress(hands.view, Key.Key_Space)
    start = hands.at(hands.block("conv1"))
    hands.press(hands.block("conv1"))
    hands.move(start + QPoint(-50, 20))
    QTest.mouseRelease(hands.view.viewport(), Qt.MouseButton.LeftButton, pos=start + QPoint(-50, 20))
    QTest.keyRelease(hands.view, Key.Key_Space)
    assert hands.view.viewport_.scroll_position() == before + QPoint(50, -20)
    assert hands.workspace.graph is graph
    assert not hands.selected
    hands.click(hands.block("conv1"))
    assert hands.selected == {"conv1"}, "without space it selects again"


def test_fit_shows_every_block(hands: Hands) -> None:
    hands.view.viewport_.zoom_to(3.0)
    hands.key(Key.Key_F)
    seen = hands.view.viewport_.visible_rect()
    assert all(seen.contains(item.card) for item in hands.view.board.blocks.values())
    assert hands.view.viewport_.scale <= 1


def test_a_block_is_centred_selected_and_near_enough_to_read(hands: Hands) -> None:
    hands.view.viewport_.zoom_to(0.1)
    hands.view.center_on(hands.id("fc1"))
    assert hands.selected == {"fc1"}
    assert hands.view.board.level is DetailLevel.FULL
    middle = hands.view.viewport_.visible_rect().center() - hands.view.board.blocks[hands.id("fc1")].pos()
    assert abs(middle.x()) < 3
    assert abs(middle.y()) < 3
    hands.view.center_on(999)
    assert hands.selected == {"fc1"}


@pytest.mark.parametrize("scale", [0.05, 0.12, 0.25, 0.3, 0.49, 0.5, 0.8, 1.0, 1.7, 4.0])
def test_every_zoom_paints(hands: Hands, qtbot: QtBot, scale: float) -> None:
    hands.click(hands.block("conv1"))
    hands.view.viewport_.zoom_to(scale)
    hands.view.centerOn(hands.view.board.blocks[hands.id("conv1")])
    qtbot.wait(2 * SETTLE_MS)
    assert hands.view.board.cards.ratio == pytest.approx(scale * hands.view.devicePixelRatioF(), rel=1e-3)
    picture = grabbed(hands)
    assert len({picture.pixelColor(x, 450).rgb() for x in range(0, 1200, 2)}) > 3


def test_detail_follows_the_zoom(hands: Hands) -> None:
    caption = hands.view.board.blocks[hands.id("conv1")].caption
    label = hands.view.board.wires[(hands.id("relu1"), 0)].label
    for scale, level, words, shape in (
        (1.0, DetailLevel.FULL, True, True),
        (0.5, DetailLevel.FULL, True, True),
        (0.49, DetailLevel.NAME, True, False),
        (0.25, DetailLevel.NAME, True, False),
        (0.24, DetailLevel.COLOUR, False, False),
    ):
        hands.view.viewport_.zoom_to(scale)
        assert hands.view.board.level is level
        assert (caption.isVisible(), label.isVisible()) == (words, shape)


def test_far_away_a_block_is_its_familys_colour(hands: Hands, qtbot: QtBot) -> None:
    hands.view.viewport_.zoom_to(0.2)
    qtbot.wait(2 * SETTLE_MS)
    at = hands.at(hands.view.board.blocks[hands.id("conv1")].pos())
    seen = grabbed(hands).pixelColor(at)
    wanted = light().family("convolution")
    assert abs(seen.hslHue() - wanted.hslHue()) < 12


def test_light_and_dark_follow_the_palette(open_canvas: Maker, qtbot: QtBot) -> None:
    hands = open_canvas(plain())
    grounds: list[QColor] = []
    for theme in (light(), dark(), light()):
        hands.view.setPalette(theme.palette())
        hands.view.board.set_theme(theme)
        assert hands.view.board.cards.theme is theme
        grounds.append(grabbed(hands).pixelColor(hands.at(hands.view.board.blocks[hands.id("relu1")].pos() + QPointF(60, 20))))
    assert grounds[0] == grounds[2] != grounds[1]
    assert grounds[0].lightness() > 200 > 100 > grounds[1].lightness()


def test_an_empty_canvas_says_how_to_begin_and_totals_show_while_nothing_is_selected(hands: Hands) -> None:
    empty, total = (hands.view.findChild(object, name) for name in ("canvasEmpty", "canvasTotals"))
    assert total.isVisible()
    assert "parameters" in total.text()
    assert not empty.isVisible()
    assert f"{hands.workspace.analysis.parameters:,}" in total.text()
    hands.click(hands.block("conv1"))
    assert not total.isVisible()
    hands.key(Key.Key_A, CTRL)
    hands.key(Key.Key_Delete)
    assert empty.isVisible()
    assert "Double-click" in empty.text()
    assert not total.isVisible()


def test_another_document_is_fitted(hands: Hands) -> None:
    hands.view.viewport_.zoom_to(4.0)
    hands.workspace.open()
    assert not hands.view.board.blocks
    hands.workspace.open()
    assert hands.view.viewport_.scale == 1


def test_what_was_fitted_stays_so_while_the_canvas_changes_its_size(hands: Hands) -> None:
    hands.key(Key.Key_F)
    for size in ((700, 300), (500, 900), (1200, 900)):
        hands.view.resize(*size)
        seen = hands.view.viewport_.visible_rect()
        assert all(seen.contains(item.card) for item in hands.view.board.blocks.values())
    hands.view.viewport_.zoom_to(1.5)
    hands.view.resize(600, 400)
    assert hands.view.viewport_.scale == 1.5


def test_a_tall_network_opens_at_its_beginning_where_it_can_be_read(hands: Hands) -> None:
    hands.view.resize(900, 320)
    hands.workspace.open(Project(graph=plain()))
    seen = hands.view.viewport_.visible_rect()
    assert hands.view.board.level is DetailLevel.FULL
    assert seen.contains(hands.view.board.blocks[hands.id("input1")].card)
    assert not seen.contains(hands.view.board.blocks[hands.id("output1")].card)
    hands.view.resize(900, 2000)
    assert hands.view.viewport_.visible_rect().contains(hands.view.board.blocks[hands.id("output1")].card)


def test_the_canvas_follows_the_theme_of_the_application(hands: Hands, qapp: QApplication) -> None:
    before = qapp.palette()
    try:
        for theme in (dark(), light()):
            qapp.setPalette(theme.palette())
            theme_signals().changed.emit()
            assert hands.view.board.cards.theme == theme
    finally:
        qapp.setPalette(before)
        theme_signals().changed.emit()
