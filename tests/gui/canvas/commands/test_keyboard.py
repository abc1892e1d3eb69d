"""Everything without a mouse: walk, extend, move, connect, unplug, add, rename."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from gui.canvas.commands.keyboard import NUDGE
from tests.gui.canvas.conftest import CTRL, SHIFT, Hands, Maker, mirrors

Key = Qt.Key


def test_arrows_walk_along_wires(hands: Hands) -> None:
    way = []
    for _ in range(4):
        hands.key(Key.Key_Down)
        way.append(hands.selected)
    assert way == [{"input1"}, {"conv1"}, {"relu1"}, {"pool1"}]
    hands.key(Key.Key_Up)
    assert hands.selected == {"relu1"}
    hands.key(Key.Key_Right)
    assert hands.selected == {"conv2"}
    hands.key(Key.Key_Left)
    assert hands.selected != {"conv2"}


def test_shift_and_arrow_extends(hands: Hands) -> None:
    hands.click(hands.block("conv1"))
    hands.key(Key.Key_Down, SHIFT)
    hands.key(Key.Key_Down, SHIFT)
    assert hands.selected == {"conv1", "relu1", "pool1"}
    hands.key(Key.Key_Escape)
    assert hands.selected == set()


def test_the_walked_to_block_comes_into_view_and_shows_its_focus(hands: Hands) -> None:
    hands.view.viewport_.zoom_to(2.0)
    for _ in range(7):
        hands.key(Key.Key_Down)
    item = hands.view.board.blocks[hands.id("output1")]
    assert hands.view.viewport_.visible_rect().contains(item.card)
    assert item.look.focused
    assert item.look.selected
    hands.view.clearFocus()
    assert not item.look.focused
    assert item.look.selected


def test_ctrl_and_arrows_move_blocks_in_one_undo(hands: Hands) -> None:
    before = hands.workspace.graph
    hands.click(hands.block("conv1"))
    for key in (Key.Key_Right, Key.Key_Right, Key.Key_Down):
        hands.key(key, CTRL)
    x, y = before.positions[hands.id("conv1")]
    assert hands.workspace.graph.positions[hands.id("conv1")] == (x + 2 * NUDGE, y + NUDGE)
    hands.workspace.undo()
    assert hands.workspace.graph == before


def test_c_arrows_and_enter_connect(hands: Hands) -> None:
    hands.click(hands.block("relu1"))
    hands.key(Key.Key_C)
    hint = hands.view.findChild(QWidget, "canvasHint")
    assert hint.isVisible()
    assert "Enter" in hint.text()
    for _ in range(8):
        if "conv2" in hint.text():
            break
        hands.key(Key.Key_Down)
    hands.key(Key.Key_Return)
    assert hands.source("conv2") == "relu1"
    assert not hint.isVisible()
    mirrors(hands.view)


def test_a_wire_by_keys_is_given_up_with_esc(hands: Hands) -> None:
    before = hands.workspace.graph
    hands.click(hands.block("relu1"))
    hands.key(Key.Key_C)
    hands.key(Key.Key_Right)
    hands.key(Key.Key_Escape)
    hands.key(Key.Key_Return)
    assert hands.workspace.graph is before
    mirrors(hands.view)


def test_an_output_block_looks_for_what_feeds_it(hands: Hands) -> None:
    hands.click(hands.block("output1"))
    hands.key(Key.Key_Delete)
    hands.drop_layer("Output", hands.block("conv2") + (hands.block("pool1") - hands.block("conv1")) * 2)
    assert hands.source("output1") is None
    hands.key(Key.Key_C)
    hands.key(Key.Key_Return)
    assert hands.source("output1") is not None


def test_w_chooses_a_wire_that_delete_removes(hands: Hands) -> None:
    hands.click(hands.block("relu1"))
    hands.key(Key.Key_W)
    hands.key(Key.Key_W)
    hands.key(Key.Key_W)
    chosen = [wire.target for wire in hands.view.board.wires.values() if wire.look.chosen]
    assert len(chosen) == 1
    hands.key(Key.Key_Delete)
    assert chosen[0] not in hands.workspace.graph.wires
    assert "relu1" in hands.workspace.graph.names()
    mirrors(hands.view)


def test_a_network_is_built_with_keys_alone(open_canvas: Maker) -> None:
    hands = open_canvas()
    for typed in ("max pool", "relu"):
        hands.key(Key.Key_A)
        box = hands.view.findChild(QWidget, "quickAdd")
        assert box.isVisible()
        QTest.keyClicks(box.search, typed)
        QTest.keyClick(box.search, Key.Key_Return)
        assert not box.isVisible()
    kinds = [hands.workspace.graph.blocks[id].kind for id in hands.workspace.graph.order()]
    assert kinds[:3] == ["Input", "MaxPool2d", "ReLU"]
    mirrors(hands.view)


def test_the_quick_add_box_moves_in_its_list_and_closes(hands: Hands, qtbot: QtBot) -> None:
    hands.double_click(hands.block("conv1") + (hands.block("conv1") - hands.block("conv2")))
    box = hands.view.findChild(QWidget, "quickAdd")
    listed = box.findChild(QListWidget, "quickAddResults")
    assert box.isVisible()
    everything = listed.count()
    assert everything > 20
    QTest.keyClicks(box.search, "pool")
    assert 0 < listed.count() < everything / 2
    QTest.keyClick(box.search, Key.Key_Down)
    assert listed.currentRow() == 1
    QTest.keyClicks(box.search, "zzzz")
    assert listed.count() == 0
    QTest.keyClick(box.search, Key.Key_Return)
    assert box.isVisible()
    QTest.keyClick(box.search, Key.Key_Escape)
    assert not box.isVisible()
    assert hands.view.hasFocus()
    assert not hands.workspace.document.can_undo


def test_double_click_adds_at_the_cursor(hands: Hands) -> None:
    place = hands.view.board.blocks[hands.id("relu1")].pos()
    place.setX(place.x() - 400)
    hands.double_click(place)
    box = hands.view.findChild(QWidget, "quickAdd")
    QTest.keyClicks(box.search, "gelu")
    QTest.keyClick(box.search, Key.Key_Return)
    (name,) = hands.selected
    x, y = hands.workspace.graph.positions[hands.id(name)]
    assert abs(x - place.x()) <= 2
    assert abs(y - place.y()) <= 2


def rename(hands: Hands) -> QLineEdit:
    """The line over the name."""
    line = hands.view.findChild(QLineEdit, "renameInPlace")
    assert line is not None
    return line


def test_f2_renames_in_place(hands: Hands) -> None:
    hands.click(hands.block("conv1"))
    hands.key(Key.Key_F2)
    line = rename(hands)
    assert line.hasSelectedText()
    assert line.text() == "conv1"
    QTest.keyClicks(line, "edges")
    QTest.keyClick(line, Key.Key_Return)
    assert "edges" in hands.workspace.graph.names()
    QApplication.processEvents()
    assert hands.view.hasFocus()
    hands.workspace.undo()
    assert "conv1" in hands.workspace.graph.names()


def test_a_name_that_cannot_be_is_refused_in_words_and_may_be_mended(hands: Hands) -> None:
    hands.click(hands.block("conv1"))
    hands.key(Key.Key_F2)
    line = rename(hands)
    for wrong in ("relu1", "train", "3d", "a b", ""):
        line.setText(wrong)
        QTest.keyClick(line, Key.Key_Return)
        hint = hands.view.findChild(QWidget, "canvasHint")
        assert line.isVisible()
        assert hint.isVisible()
        assert hint.text()
    QTest.keyClick(line, Key.Key_Escape)
    assert "conv1" in hands.workspace.graph.names()
    assert not hands.workspace.document.can_undo


def test_double_click_on_a_block_renames_it(hands: Hands) -> None:
    hands.double_click(hands.block("pool1"))
    line = rename(hands)
    assert line.text() == "pool1"
    line.setText("smaller")
    hands.view.setFocus()
    assert "smaller" in hands.workspace.graph.names(), "leaving the line takes the name"


def test_a_screen_reader_hears_the_selection(hands: Hands) -> None:
    assert hands.view.accessibleName()
    assert "nothing is selected" in hands.view.accessibleDescription()
    hands.click(hands.block("conv1"))
    said = hands.view.accessibleDescription()
    assert "conv1" in said
    assert "156 parameters" in said
    assert "6×24×24" in said
    hands.key(Key.Key_Down, SHIFT)
    assert "2 blocks" in hands.view.accessibleDescription()


def test_enter_on_a_block_that_is_no_group_says_what_to_select(hands: Hands) -> None:
    hands.click(hands.block("conv1"))
    hands.key(Key.Key_Return)
    assert hands.view.findChild(QWidget, "canvasHint").text() == "Select a group to look inside of it."


def test_enter_connects_also_while_a_group_is_selected(hands: Hands) -> None:
    hands.view.groups.make_group([hands.id("relu1")], "Stage")
    hands.key(Key.Key_C)
    assert hands.view.gestures.is_active
    hands.key(Key.Key_Return)
    assert hands.workspace.way == ()
    assert hands.workspace.document.undo_label == "Connect"


def test_letters_are_not_commands_while_a_gesture_is_going_on(hands: Hands) -> None:
    hands.press(hands.block("conv1"))
    hands.key(Key.Key_A)
    assert not hands.view.findChild(QWidget, "quickAdd").isVisible()
    hands.key(Key.Key_Escape)
