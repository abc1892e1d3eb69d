"""Wires under the hand: draw, refuse with the reason at the cursor, move, remove."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QGraphicsEllipseItem, QLabel, QWidget

from builder.model.graph import Port
from tests.gui.canvas.conftest import Hands, mirrors

Key = Qt.Key


def bubble(hands: Hands) -> QLabel:
    """What is said at the cursor."""
    label = hands.view.findChild(QLabel, "canvasHint")
    assert label is not None
    return label


def lights(hands: Hands) -> list[QPointF]:
    """Where ports are lit."""
    return [item.pos() for item in hands.view.board.items() if isinstance(item, QGraphicsEllipseItem)]


def test_a_wire_is_drawn_from_output_to_input(hands: Hands) -> None:
    before = hands.workspace.graph
    hands.drag(hands.output("input1"), hands.input("conv2"))
    assert hands.source("conv2") == "input1"
    mirrors(hands.view)
    hands.workspace.undo()
    assert hands.workspace.graph == before


def test_and_from_a_free_input_to_an_output(hands: Hands) -> None:
    hands.drag(hands.input("conv2"), hands.output("relu1"))
    assert hands.source("conv2") == "relu1"


def test_it_may_be_dropped_anywhere_on_the_block(hands: Hands) -> None:
    hands.drag(hands.output("input1"), hands.block("conv2"))
    assert hands.source("conv2") == "input1"


def test_ports_that_would_take_it_light_up_and_only_those(hands: Hands) -> None:
    hands.press(hands.output("relu1"))
    hands.move(hands.output("relu1") + QPointF(60, 30))
    lit = lights(hands)
    assert hands.input("conv2") in lit
    assert hands.input("fc1") in lit
    assert hands.input("conv1") not in lit, "that would be a loop"
    assert hands.input("pool1") not in lit, "it feeds that already"
    hands.key(Key.Key_Escape)
    assert lights(hands) == []
    mirrors(hands.view)


def test_a_refusal_stands_at_the_cursor_while_it_is_over_the_block(hands: Hands) -> None:
    before = hands.workspace.graph
    hands.press(hands.output("pool1"))
    place = hands.block("conv1")
    hands.move(place)
    assert bubble(hands).isVisible()
    assert "loop" in bubble(hands).text()
    assert "relu1" in bubble(hands).text()
    gap = bubble(hands).geometry().topLeft() - hands.at(place)
    assert abs(gap.x()) < 40
    assert abs(gap.y()) < 40
    hands.move(QPointF(-350, 200))
    assert not bubble(hands).isVisible()
    hands.move(place)
    hands.release(place)
    assert bubble(hands).isVisible(), "and stays a little when it was dropped"
    assert hands.workspace.graph is before
    mirrors(hands.view)


def test_an_output_is_not_wired_to_an_output(hands: Hands) -> None:
    hands.press(hands.output("conv1"))
    hands.move(hands.output("conv1") + QPointF(30, 30))
    hands.move(hands.block("input1"))
    assert bubble(hands).isVisible()
    assert bubble(hands).text()
    hands.release(hands.block("input1"))
    assert hands.source("conv1") == "input1"


def test_a_wire_to_a_fed_input_replaces_the_old_one(hands: Hands) -> None:
    hands.drag(hands.output("conv1"), hands.input("pool1"))
    assert hands.source("pool1") == "conv1"
    assert len(hands.workspace.graph.wires) == 6
    mirrors(hands.view)


def test_the_lower_end_of_a_wire_moves_to_another_input(hands: Hands) -> None:
    hands.drag(hands.input("conv1"), hands.input("conv2"))
    assert hands.source("conv2") == "input1"
    assert hands.source("conv1") is None
    assert hands.workspace.document.undo_label
    hands.workspace.undo()
    assert hands.source("conv1") == "input1"
    assert hands.source("conv2") is None
    mirrors(hands.view)


def test_the_upper_end_of_a_wire_moves_to_another_output(hands: Hands) -> None:
    grip = hands.output("relu1") + QPointF(0, 16)
    hands.drag(grip, hands.output("conv1"))
    assert hands.source("pool1") == "conv1"


def test_an_end_dropped_on_nothing_removes_the_wire(hands: Hands) -> None:
    before = hands.workspace.graph
    hands.drag(hands.input("relu1"), QPointF(-380, 150))
    assert hands.source("relu1") is None
    mirrors(hands.view)
    hands.workspace.undo()
    assert hands.workspace.graph == before


def test_an_end_put_back_changes_nothing(hands: Hands) -> None:
    hands.press(hands.input("relu1"))
    hands.move(QPointF(-300, 200))
    hands.move(hands.input("relu1"))
    hands.release(hands.input("relu1"))
    assert hands.source("relu1") == "conv1"
    assert not hands.workspace.document.can_undo
    mirrors(hands.view)


def test_esc_puts_the_held_wire_back(hands: Hands) -> None:
    hands.press(hands.input("relu1"))
    hands.move(QPointF(-300, 200))
    wire = hands.view.board.wires[Port(hands.id("relu1"))]
    assert not wire.isVisible()
    hands.key(Key.Key_Escape)
    assert wire.isVisible()
    assert wire.label.isVisible()
    hands.release(QPointF(-300, 200))
    assert hands.source("relu1") == "conv1"
    mirrors(hands.view)


def test_a_join_always_has_one_free_input(joins: Hands) -> None:
    joins.drag(joins.output("input1"), joins.input("add1", 2))
    assert [joins.source("add1", index) for index in range(3)] == ["conv1", "conv2", "input1"]
    mirrors(joins.view)


def test_the_inputs_of_a_join_close_up(joins: Hands) -> None:
    joins.drag(joins.input("add1", 0), QPointF(-420, 200))
    assert [joins.source("add1", index) for index in range(2)] == ["conv2", None]
    mirrors(joins.view)


def test_a_wire_moves_to_the_end_of_its_own_join(joins: Hands) -> None:
    joins.drag(joins.input("add1", 0), joins.input("add1", 2))
    assert [joins.source("add1", index) for index in range(3)] == ["conv2", "conv1", None]
    mirrors(joins.view)


def test_a_new_wire_dropped_on_nothing_offers_blocks_that_it_then_feeds(hands: Hands) -> None:
    hands.drag(hands.output("conv1"), QPointF(-380, 330))
    box = hands.view.findChild(QWidget, "quickAdd")
    assert box is not None
    assert box.isVisible()
    box.search.setText("tanh")
    box.results.itemClicked.emit(box.results.item(0))
    (name,) = hands.selected
    assert hands.source(name) == "conv1"
    mirrors(hands.view)


def test_a_click_in_the_middle_of_a_wire_chooses_it_and_delete_removes_it(joins: Hands) -> None:
    target = Port(joins.id("output1"))
    joins.drag(joins.block("output1"), joins.block("output1") + QPointF(0, 150))
    wire = joins.view.board.wires[target]
    joins.click(wire.route.label_point() + QPointF(0, 14))
    assert wire.look.chosen
    joins.key(Key.Key_Delete)
    assert target not in joins.workspace.graph.wires
    mirrors(joins.view)
