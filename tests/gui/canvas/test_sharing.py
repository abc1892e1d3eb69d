"""Shared weights on the canvas: shown on the cards, marked among the selected, and made by hand."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QWidget

from builder.edits import rename, share_weights
from builder.model.graph import Graph
from builder.sketch import Sketch
from tests.gui.canvas.conftest import CTRL, Hands, Maker, mirrors
from tests.gui.canvas.test_trouble import menu_at

Key = Qt.Key

# The offscreen platform says so of every menu that opens.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)", extend=True)


def twins() -> Graph:
    """input1 - conv1 and conv2 with its weights - sub1 - output1, and conv3 with weights of its own behind input1."""
    net = Sketch()
    x = net("Input", shape=(1, 28, 28))
    left = net("Conv2d", x, out_channels=4)
    right = net("Conv2d", x, weights_of=left)
    net("Output", net("Subtract", left, right))
    net("Conv2d", x, out_channels=7)
    return net.graph


def look(hands: Hands, name: str) -> tuple[bool, bool, bool]:
    """Whether a card says that its weights are shared, is marked as sharing with a selected one, or is selected."""
    shown = hands.view.board.blocks[hands.id(name)].look
    return shown.shared, shown.shares_selected, shown.selected


def summary(hands: Hands, name: str) -> str:
    return hands.view.board.blocks[hands.id(name)].caption.text.summary


def action(menu: QMenu, name: str) -> QAction | None:
    return menu.findChild(QAction, name)


def owner_of(hands: Hands, name: str) -> str | None:
    owner = hands.workspace.graph.blocks[hands.id(name)].weights_of
    return None if owner is None else hands.workspace.graph.blocks[owner].name


def chosen(hands: Hands, menu: QMenu, name: str) -> None:
    """Click an entry of the menu."""
    entry = action(menu, name)
    assert entry is not None
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(entry).center())


def test_cards_name_the_owner_and_a_selection_marks_the_family(open_canvas: Maker) -> None:
    hands = open_canvas(twins())
    assert summary(hands, "conv2").startswith("conv1 · ")
    assert "conv1" in hands.view.board.blocks[hands.id("conv2")].toolTip()
    assert [look(hands, name) for name in ("conv1", "conv2", "conv3")] == [(True, False, False)] * 2 + [(False,) * 3]
    hands.click(hands.block("conv2"))
    assert [look(hands, name)[1:] for name in ("conv1", "conv2", "conv3")] == [(True, False), (False, True), (False, False)]
    assert "uses the weights of conv1" in hands.view.accessibleDescription()
    hands.click(hands.block("conv3"))
    assert [look(hands, name)[1] for name in ("conv1", "conv2", "conv3")] == [False] * 3
    mirrors(hands.view)


def test_the_owners_new_name_is_on_the_cards_at_once(open_canvas: Maker) -> None:
    hands = open_canvas(twins())
    hands.workspace.edit("Rename", lambda graph: rename(graph, hands.id("conv1"), "left"))
    assert summary(hands, "conv2").startswith("left · ")
    hands.click(hands.block("left"))
    hands.key(Key.Key_Delete)
    assert owner_of(hands, "conv2") is None
    assert look(hands, "conv2") == (False, False, False)
    assert "·" not in summary(hands, "conv2")
    mirrors(hands.view)
    hands.workspace.undo()
    assert summary(hands, "conv2").startswith("left · ")
    mirrors(hands.view)


def test_the_menu_offers_the_owners_of_the_kind_and_own_weights_again(open_canvas: Maker) -> None:
    hands = open_canvas(twins())
    menu = menu_at(hands, hands.at(hands.block("conv3")))
    assert action(menu, "canvasMenu.ownWeights") is None
    entry = action(menu, f"canvasMenu.owner.{hands.id('conv1')}")
    assert entry is not None
    assert action(menu, f"canvasMenu.owner.{hands.id('conv2')}") is None, "it has no weights of its own"
    entry.trigger()
    menu.close()
    assert owner_of(hands, "conv3") == "conv1"
    mirrors(hands.view)
    hands.view.findChild(QMenu, "canvasMenu").setObjectName("gone")
    menu = menu_at(hands, hands.at(hands.block("conv3")))
    chosen(hands, menu, "canvasMenu.ownWeights")
    assert owner_of(hands, "conv3") is None
    assert hands.workspace.document.undo_label == "Own weights"
    mirrors(hands.view)


def test_blocks_of_several_kinds_are_not_offered_to_share(open_canvas: Maker) -> None:
    hands = open_canvas(twins())
    hands.workspace.select({hands.id("conv3"), hands.id("sub1")})
    menu = menu_at(hands, hands.at(hands.block("conv3")))
    assert action(menu, "canvasMenu.shared") is None
    menu.close()


def typed(hands: Hands, text: str) -> str:
    """Add a layer with the quick-add box behind the selection; its name."""
    hands.key(Key.Key_A)
    box = hands.view.findChild(QWidget, "quickAdd")
    QTest.keyClicks(box.search, text)
    QTest.keyClick(box.search, Key.Key_Return)
    (name,) = hands.selected
    return name


def dropped(hands: Hands, kind: str, x: float, y: float) -> str:
    """Drag a layer from the palette; its name."""
    before = hands.workspace.graph.names()
    assert hands.drop_layer(kind, QPointF(x, y))
    (name,) = hands.workspace.graph.names() - before
    return name


def test_a_siamese_network_is_built_by_mouse_and_keyboard(open_canvas: Maker) -> None:
    hands = open_canvas()
    ways = []
    for x in (0.0, 260.0):
        first, conv = dropped(hands, "Input", x, 0.0), dropped(hands, "Conv2d", x, 120.0)
        hands.drag(hands.output(first), hands.input(conv))
        relu = dropped(hands, "ReLU", x, 240.0)
        hands.drag(hands.output(conv), hands.input(relu))
        ways.append((first, conv, relu))
    joined = dropped(hands, "Subtract", 130.0, 380.0)
    for index, (_, _, relu) in enumerate(ways):
        hands.drag(hands.output(relu), hands.input(joined, index))
    hands.click(hands.block(joined))
    head = typed(hands, "linear")
    hands.view.viewport_.fit()
    (_, left, _), (_, right, _) = ways
    hands.click(hands.block(right))
    hands.click(hands.block(left), CTRL)
    menu = menu_at(hands, hands.at(hands.block(left)))
    chosen(hands, menu, "canvasMenu.shared")
    graph, report = hands.workspace.graph, hands.workspace.analysis
    assert report.ok
    assert owner_of(hands, right) == left
    assert len(graph.of_kind("Input")) == 2
    assert hands.source(joined, 0) == ways[0][2]
    assert hands.source(joined, 1) == ways[1][2]
    weights = report.blocks[hands.id(left)].parameters + report.blocks[hands.id(head)].parameters
    assert report.parameters == weights
    assert report.blocks[hands.id(right)].parameters == 0
    mirrors(hands.view)
    hands.key(Key.Key_Z, CTRL)
    assert owner_of(hands, right) is None
    mirrors(hands.view)


def test_at_every_zoom_the_family_is_marked(open_canvas: Maker) -> None:
    hands = open_canvas(share_weights(twins(), 5 + 1, 2))
    hands.workspace.select({hands.id("conv1")})
    pictures = []
    for scale in (1.0, 0.4, 0.15):
        hands.view.board.set_scale(scale)
        hands.view.board.sharpen()
        marked, plain = (hands.view.board.blocks[hands.id(name)] for name in ("conv3", "sub1"))
        pictures.append((marked.pixmap().toImage(), plain.pixmap().toImage()))
        assert marked.look.shares_selected
    for marked, plain in pictures:
        assert marked != plain
