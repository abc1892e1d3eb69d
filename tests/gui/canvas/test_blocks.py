"""Blocks under the hand: select, move, delete, copy."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication

from builder.model.layout.arrange import GAP_X
from gui.common.media_types import BLOCKS_MIME
from tests.gui.canvas.conftest import CTRL, SHIFT, Hands, Maker, mirrors, plain

Key = Qt.Key


def test_a_click_selects_one_block_and_one_on_nothing_none(hands: Hands) -> None:
    hands.click(hands.block("conv1"))
    assert hands.selected == {"conv1"}
    hands.click(hands.block("pool1"))
    assert hands.selected == {"pool1"}
    hands.click(QPointF(-400, 0))
    assert hands.selected == set()
    assert not hands.workspace.document.can_undo


def test_ctrl_click_adds_and_takes_away(hands: Hands) -> None:
    hands.click(hands.block("conv1"))
    hands.click(hands.block("relu1"), CTRL)
    assert hands.selected == {"conv1", "relu1"}
    hands.click(hands.block("conv1"), CTRL)
    assert hands.selected == {"relu1"}


def test_a_click_on_one_of_several_selected_keeps_that_one(hands: Hands) -> None:
    hands.key(Key.Key_A, CTRL)
    assert len(hands.selected) == 8
    hands.click(hands.block("relu1"))
    assert hands.selected == {"relu1"}


def test_a_rubber_band_selects_what_it_touches(hands: Hands) -> None:
    first, last = hands.block("conv1"), hands.block("pool1")
    hands.drag(QPointF(-180, first.y()), QPointF(-60, last.y()))
    assert hands.selected == {"conv1", "relu1", "pool1"}
    hands.drag(QPointF(560, 150), QPointF(500, 190), SHIFT)
    assert hands.selected == {"conv1", "relu1", "pool1", "conv2"}


def test_esc_gives_the_selection_before_the_rubber_band_back(hands: Hands) -> None:
    hands.click(hands.block("fc1"))
    hands.press(QPointF(-300, 0))
    hands.move(QPointF(0, 300))
    assert "conv1" in hands.selected
    hands.key(Key.Key_Escape)
    assert hands.selected == {"fc1"}
    mirrors(hands.view)


def test_dragging_several_blocks_is_one_undo(hands: Hands) -> None:
    before = hands.workspace.graph
    hands.click(hands.block("conv1"))
    hands.click(hands.block("relu1"), CTRL)
    hands.drag(hands.block("relu1"), hands.block("relu1") + QPointF(120, 60))
    after = hands.workspace.graph
    for name in ("conv1", "relu1"):
        x, y = before.positions[hands.id(name)]
        assert after.positions[hands.id(name)] == (x + 120, y + 60)
    assert after.same_network(before)
    assert hands.selected == {"conv1", "relu1"}
    mirrors(hands.view)
    hands.workspace.undo()
    assert hands.workspace.graph == before
    assert not hands.workspace.document.can_undo
    mirrors(hands.view)


def test_a_drag_shows_itself_without_touching_the_document_and_esc_ends_it(hands: Hands) -> None:
    before = hands.workspace.graph
    item, wire = hands.view.board.blocks[hands.id("conv1")], hands.view.board.wires[(hands.id("conv1"), 0)]
    place, way = item.centre, wire.route
    hands.press(hands.block("conv1"))
    hands.move(hands.block("conv1") + QPointF(200, 40))
    assert item.centre == (place[0] + 200, place[1] + 40)
    assert wire.route != way
    assert hands.workspace.graph is before
    hands.key(Key.Key_Escape)
    assert item.centre == place
    hands.release(QPointF(300, 300))
    assert hands.workspace.graph is before
    mirrors(hands.view)


def test_delete_bridges_and_undo_restores(hands: Hands) -> None:
    before = hands.workspace.graph
    hands.click(hands.block("relu1"))
    hands.key(Key.Key_Delete)
    assert hands.source("pool1") == "conv1"
    assert hands.selected == set()
    mirrors(hands.view)
    hands.key(Key.Key_Z, CTRL)
    assert hands.workspace.graph == before
    hands.key(Key.Key_Z, CTRL | SHIFT)
    assert "relu1" not in hands.workspace.graph.names()


def test_copy_and_paste_keep_wires_and_step_further_each_time(hands: Hands) -> None:
    hands.click(hands.block("conv1"))
    hands.click(hands.block("relu1"), CTRL)
    hands.key(Key.Key_C, CTRL)
    hands.key(Key.Key_V, CTRL)
    first = hands.selected
    assert len(first) == 2
    assert not first & {"conv1", "relu1"}
    relu = next(name for name in first if name.startswith("relu"))
    assert hands.source(relu) in first
    hands.key(Key.Key_V, CTRL)
    places = hands.workspace.graph.positions
    assert len(set(places.values())) == len(places)
    mirrors(hands.view)


def test_the_clipboard_carries_blocks_to_another_window(open_canvas: Maker) -> None:
    one, other = open_canvas(plain()), open_canvas()
    one.key(Key.Key_A, CTRL)
    one.key(Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().mimeData().hasFormat(BLOCKS_MIME)
    other.key(Key.Key_V, CTRL)
    copied = other.workspace.graph
    assert copied.names() == one.workspace.graph.names()
    assert len(copied.wires) == len(one.workspace.graph.wires)
    mirrors(other.view)


def test_a_clipboard_without_blocks_is_said_at_the_canvas(hands: Hands) -> None:
    hints: list[str] = []
    hands.view.refusals.text_changed.connect(hints.append)
    for text in ("just words", '{"format": "something else"}', '{"format": "convas'):
        QGuiApplication.clipboard().setText(text)
        hands.key(Key.Key_V, CTRL)
    assert len(hints) == 3
    assert all(hints)
    assert not hands.workspace.document.can_undo


def test_cut_takes_the_blocks_along(hands: Hands) -> None:
    hands.click(hands.block("conv2"))
    hands.key(Key.Key_X, CTRL)
    assert "conv2" not in hands.workspace.graph.names()
    hands.key(Key.Key_V, CTRL)
    assert "conv2" in hands.workspace.graph.names()


def test_duplicate_puts_a_copy_next_to_it(hands: Hands) -> None:
    hands.click(hands.block("conv1"))
    hands.key(Key.Key_D, CTRL)
    (copy,) = hands.selected
    places = hands.workspace.graph.positions
    assert copy not in ("conv1", "conv2")
    assert places[hands.id(copy)][0] - places[hands.id("conv1")][0] >= GAP_X


def test_arrange_is_one_undo(hands: Hands) -> None:
    before = hands.workspace.graph
    hands.drag(hands.block("conv1"), hands.block("conv1") + QPointF(300, 10))
    moved = hands.workspace.graph
    hands.key(Key.Key_L, CTRL)
    assert hands.workspace.graph.positions != moved.positions
    assert hands.workspace.graph.same_network(before)
    hands.workspace.undo()
    assert hands.workspace.graph == moved
    mirrors(hands.view)


def test_add_skip_joins_the_selected_stretch(hands: Hands) -> None:
    hands.click(hands.block("relu1"))
    hands.view.commands.add_skip()
    assert "add1" in hands.workspace.graph.names()
    assert {hands.source("add1", 0), hands.source("add1", 1)} == {"relu1", "conv1"}
    mirrors(hands.view)


def test_a_refused_command_says_why_on_the_canvas(hands: Hands) -> None:
    hints: list[str] = []
    hands.view.refusals.text_changed.connect(hints.append)
    hands.view.commands.add_skip()
    assert hints
    assert "skip" in hints[-1].lower()
    assert hands.view.findChild(object, "canvasHint").isVisible()
