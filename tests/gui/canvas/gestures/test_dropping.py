"""Layers from the palette: dropped anywhere, into a wire, behind a free output."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtWidgets import QApplication, QGraphicsPixmapItem

from builder.layers import LAYERS
from builder.layers.base import Category
from builder.model.graph import Port
from builder.model.task import Task
from gui.canvas.placement import new_layer
from tests.gui.canvas.conftest import Hands, Maker, mirrors

Key = Qt.Key


def ghosts(hands: Hands) -> list[QGraphicsPixmapItem]:
    """Blocks that are shown but not there yet."""
    return [item for item in hands.view.board.items() if isinstance(item, QGraphicsPixmapItem) and 0 < item.opacity() < 1]


def test_a_layer_stands_where_it_was_dropped(hands: Hands) -> None:
    hands.drop_layer("Dropout", QPointF(-350, 150))
    assert hands.selected == {"drop1"}
    assert hands.workspace.graph.positions[hands.id("drop1")] == (-350, 150)
    assert hands.source("drop1") is None
    mirrors(hands.view)
    hands.workspace.undo()
    assert "drop1" not in hands.workspace.graph.names()


@pytest.mark.parametrize("family", sorted({kind.category for kind in LAYERS.values()}))
def test_every_kind_can_be_dropped_on_an_empty_canvas(open_canvas: Maker, family: Category) -> None:
    hands = open_canvas()
    for kind in (name for name, layer in LAYERS.items() if layer.category is family):
        hands.drop_layer(kind, QPointF(10, 20))
        assert [block.kind for block in hands.workspace.graph.blocks.values()] == [kind]
        mirrors(hands.view)
        hands.workspace.undo()
        assert not hands.workspace.graph.blocks


def test_over_a_wire_the_wire_lights_up_and_the_layer_goes_in_between(hands: Hands) -> None:
    before = hands.workspace.graph
    wire = hands.view.board.wires[Port(hands.id("relu1"))]
    hands.hover_layer("BatchNorm2d", wire.route.label_point() + QPointF(12, 0))
    assert wire.look.lit
    assert len(ghosts(hands)) == 1
    hands.drop_layer("BatchNorm2d", wire.route.label_point() + QPointF(12, 0))
    assert not ghosts(hands)
    assert hands.source("bn1") == "conv1"
    assert hands.source("relu1") == "bn1"
    cards = [item.card for item in hands.view.board.blocks.values()]
    assert not any(a.intersects(b) for i, a in enumerate(cards) for b in cards[:i]), "what is below made room"
    assert not any(item.look.lit for item in hands.view.board.wires.values())
    mirrors(hands.view)
    hands.workspace.undo()
    assert hands.workspace.graph == before


def test_below_a_free_output_it_is_wired_to_it(hands: Hands) -> None:
    below = hands.output("conv2") + QPointF(9, 80)
    hands.drop_layer("ReLU", below)
    assert hands.source("relu2") == "conv2"
    x, y = hands.workspace.graph.positions[hands.id("relu2")]
    assert x == hands.output("conv2").x(), "and stands straight under it"
    assert y == below.y()
    mirrors(hands.view)


def test_a_taken_output_draws_no_wire(hands: Hands) -> None:
    hands.drop_layer("ReLU", hands.output("conv1") + QPointF(300, -60))
    assert hands.source("relu2") is None


def test_an_input_dropped_above_a_free_input_feeds_it(hands: Hands) -> None:
    hands.drop_layer("Input", hands.input("conv2") + QPointF(5, -80))
    assert hands.source("conv2") == "input2"


def test_leaving_takes_the_preview_away(hands: Hands) -> None:
    before = hands.workspace.graph
    hands.hover_layer("ReLU", QPointF(-300, 100))
    assert ghosts(hands)
    hands.leave()
    assert not ghosts(hands)
    assert hands.workspace.graph is before
    mirrors(hands.view)


def test_esc_ends_the_preview_too(hands: Hands) -> None:
    hands.hover_layer("ReLU", QPointF(-300, 100))
    hands.key(Key.Key_Escape)
    assert not ghosts(hands)
    mirrors(hands.view)


@pytest.mark.parametrize("kind", ["", "NoSuchLayer", "conv2d", "\x00"])
def test_what_is_no_layer_is_not_taken(hands: Hands, kind: str) -> None:
    assert not hands.drop_layer(kind, QPointF(0, 0))
    assert not hands.workspace.document.can_undo


def test_files_are_left_to_the_window(hands: Hands) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/somewhere/pictures")])
    event = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0))
    QApplication.sendEvent(hands.view.viewport(), event)
    assert not event.isAccepted()


def test_an_input_takes_the_shape_of_the_data(open_canvas: Maker) -> None:
    task = Task(input_shape=(3, 32, 32), classes=("cat", "dog"))
    hands = open_canvas(task=task)
    hands.drop_layer("Input", QPointF(0, 0))
    assert hands.workspace.graph.blocks[hands.id("input1")].layer == new_layer(LAYERS["Input"], task)
    assert hands.workspace.analysis.blocks[hands.id("input1")].output.sizes == (3, 32, 32)
