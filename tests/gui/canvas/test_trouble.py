"""Problems on the canvas: ring, badge, red wires, words on hover, repairs in the menu."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from builder.model.graph import Graph, Port
from builder.sketch import Sketch
from tests.gui.canvas.conftest import Hands, Maker, mirrors

Key = Qt.Key

# The offscreen platform says so of every menu that opens.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)", extend=True)


def broken() -> Graph:
    """A kernel of 9 on an image of 6, with blocks behind it."""
    net = Sketch()
    x = net("Input", shape=(1, 6, 6))
    x = net("Conv2d", x, out_channels=4, kernel_size=9)
    x = net("ReLU", x)
    net("Output", x)
    return net.graph


@pytest.fixture
def trouble(open_canvas: Maker) -> Hands:
    """Hands at the broken network."""
    return open_canvas(broken())


def menu_at(hands: Hands, at: QPoint, *, by_key: bool = False) -> QMenu:
    """The context menu that opens there."""
    reason = QContextMenuEvent.Reason.Keyboard if by_key else QContextMenuEvent.Reason.Mouse
    event = QContextMenuEvent(reason, at, hands.view.viewport().mapToGlobal(at))
    QApplication.sendEvent(hands.view.viewport(), event)
    menu = hands.view.findChild(QMenu, "canvasMenu")
    assert menu is not None
    assert menu.isVisible()
    return menu


def test_the_broken_block_says_so_and_blocks_behind_it_do_not(trouble: Hands) -> None:
    blocks, wires = trouble.view.board.blocks, trouble.view.board.wires
    conv = blocks[trouble.id("conv1")]
    assert conv.look.errors == 1
    assert "9 × 9" in conv.toolTip()
    assert "6 × 6" in conv.toolTip()
    assert blocks[trouble.id("relu1")].look.errors == 0
    assert wires[Port(trouble.id("conv1"))].look.broken
    behind = wires[Port(trouble.id("relu1"))]
    assert not behind.look.broken
    assert behind.look.text == ""
    assert behind.pen().style() == Qt.PenStyle.CustomDashLine
    assert not behind.label.isVisible()


def test_the_ring_and_badge_can_be_seen(trouble: Hands) -> None:
    item = trouble.view.board.blocks[trouble.id("conv1")]
    picture = trouble.view.viewport().grab().toImage()
    corner = picture.pixelColor(trouble.at(item.card.topRight()) + QPoint(-11, 3))
    error = trouble.view.board.cards.theme.error
    assert abs(corner.red() - error.red()) < 40
    assert abs(corner.blue() - error.blue()) < 60


def test_a_repair_in_the_menu_mends_it(trouble: Hands, qtbot: QtBot) -> None:
    menu = menu_at(trouble, trouble.at(trouble.block("conv1")))
    assert trouble.selected == {"conv1"}
    texts = [action.text() for action in menu.actions()]
    assert any("9 × 9" in text for text in texts)
    repairs = [action for action in menu.actions() if action.objectName().startswith("canvasMenu.repair")]
    assert repairs
    repairs[0].trigger()
    menu.close()
    assert trouble.workspace.analysis.ok
    assert trouble.view.board.blocks[trouble.id("conv1")].look.errors == 0
    assert trouble.view.board.wires[Port(trouble.id("relu1"))].look.text
    mirrors(trouble.view)
    trouble.workspace.undo()
    assert not trouble.workspace.analysis.ok


def test_the_menu_of_a_block_by_key(hands: Hands) -> None:
    hands.click(hands.block("pool1"))
    menu = menu_at(hands, QPoint(2, 2), by_key=True)
    names = {action.objectName() for action in menu.actions()}
    assert {"canvasMenu.rename", "canvasMenu.delete", "canvasMenu.duplicate", "canvasMenu.addSkip"} <= names
    next(action for action in menu.actions() if action.objectName() == "canvasMenu.delete").trigger()
    menu.close()
    assert "pool1" not in hands.workspace.graph.names()


def test_the_menu_of_a_wire_removes_it(joins: Hands) -> None:
    target = Port(joins.id("output1"))
    joins.drag(joins.block("output1"), joins.block("output1") + QPoint(0, 120).toPointF())
    menu = menu_at(joins, joins.at(joins.view.board.wires[target].route.label_point()))
    next(action for action in menu.actions() if action.objectName() == "canvasMenu.unlink").trigger()
    menu.close()
    assert target not in joins.workspace.graph.wires


def test_the_menu_of_the_canvas_adds(hands: Hands) -> None:
    menu = menu_at(hands, QPoint(60, 60))
    next(action for action in menu.actions() if action.objectName() == "canvasMenu.search").trigger()
    menu.close()
    assert hands.view.findChild(object, "quickAdd").isVisible()
