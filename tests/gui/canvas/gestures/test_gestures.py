"""Rules of all gestures: one at a time, cancelled by Esc and by a document that changes under them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from builder import edits
from tests.gui.canvas.conftest import Hands, mirrors

Key = Qt.Key

BEGINNINGS: dict[str, Callable[[Hands], QPointF]] = {
    "move": lambda hands: hands.block("conv1"),
    "wire": lambda hands: hands.output("relu1"),
    "end": lambda hands: hands.input("relu1"),
    "upper end": lambda hands: hands.output("relu1") + QPointF(0, 16),
    "band": lambda hands: QPointF(-320, 40),
}


@pytest.mark.parametrize("name", sorted(BEGINNINGS))
def test_esc_leaves_everything_as_it_was(hands: Hands, name: str) -> None:
    start, before, seen = BEGINNINGS[name](hands), hands.workspace.graph, hands.view.viewport_.scroll_position()
    hands.press(start)
    for step in (QPointF(30, 10), QPointF(160, 120), QPointF(-90, 60)):
        hands.move(start + step)
    hands.key(Key.Key_Escape)
    hands.release(start + QPointF(-90, 60))
    assert hands.workspace.graph is before
    assert hands.view.viewport_.scroll_position() == seen
    mirrors(hands.view)
    hands.click(hands.block("fc1"))
    assert hands.selected == {"fc1"}, "and the next gesture works"


@pytest.mark.parametrize("name", sorted(BEGINNINGS))
def test_a_document_that_changes_ends_the_gesture(hands: Hands, name: str) -> None:
    start = BEGINNINGS[name](hands)
    hands.press(start)
    hands.move(start + QPointF(120, 80))
    gone = {hands.id("conv1"), hands.id("relu1")}
    assert hands.workspace.edit("Delete", lambda graph: edits.delete(graph, gone))
    mirrors(hands.view)
    after = hands.workspace.graph
    hands.move(start + QPointF(10, 200))
    hands.release(start + QPointF(10, 200))
    assert hands.workspace.graph is after
    mirrors(hands.view)


@pytest.mark.parametrize("name", sorted(BEGINNINGS))
def test_another_button_does_not_begin_a_second_one(hands: Hands, name: str) -> None:
    start, seen = BEGINNINGS[name](hands), hands.view.viewport_.scroll_position()
    hands.press(start)
    hands.move(start + QPointF(40, 30))
    hands.press(QPointF(-300, 300), button=Qt.MouseButton.MiddleButton)
    hands.move(start + QPointF(60, 30))
    assert hands.view.viewport_.scroll_position() == seen
    hands.key(Key.Key_Escape)
    mirrors(hands.view)


def test_another_document_ends_the_gesture(hands: Hands) -> None:
    hands.press(hands.block("conv1"))
    hands.move(hands.block("conv1") + QPointF(90, 90))
    hands.workspace.open()
    mirrors(hands.view)
    hands.release(QPointF(0, 0))
    assert not hands.workspace.graph.blocks


def test_the_canvas_scrolls_while_a_gesture_is_held_at_its_edge(hands: Hands, qtbot: QtBot) -> None:
    seen = hands.view.viewport_.scroll_position()
    hands.press(hands.block("conv1"))
    edge = QPoint(hands.view.viewport().width() - 2, 400)
    hands.move(edge)
    qtbot.waitUntil(lambda: hands.view.viewport_.scroll_position().x() > seen.x() + 60)
    x = hands.view.board.blocks[hands.id("conv1")].x()
    assert x > hands.view.mapToScene(edge).x() - 120, "the block stays under the pointer"
    QTest.mouseRelease(hands.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(600, 400))
    still = hands.view.viewport_.scroll_position()
    qtbot.wait(120)
    assert hands.view.viewport_.scroll_position() == still
    mirrors(hands.view)


def test_a_frame_shows_that_the_keyboard_came(hands: Hands) -> None:
    frame = hands.view.findChild(object, "canvasFocus")
    hands.view.clearFocus()
    hands.view.setFocus(Qt.FocusReason.TabFocusReason)
    assert frame.isVisible()
    assert frame.geometry() == hands.view.rect()
    hands.view.clearFocus()
    assert not frame.isVisible()
