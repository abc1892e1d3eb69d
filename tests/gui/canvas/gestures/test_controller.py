"""Gestures with a bare QGraphicsView: the controller is given events, and nothing else of the canvas exists."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QGraphicsView
from pytestqt.qtbot import QtBot

from builder.model.graph import Port
from builder.model.project import Project
from gui.canvas.commands.blocks import BlockCommands
from gui.canvas.commands.groups import GroupCommands
from gui.canvas.gestures.base import GestureContext
from gui.canvas.gestures.controller import GestureController
from gui.canvas.hit_testing import End, point_of
from gui.canvas.scene import CanvasScene
from gui.canvas.viewport import ViewportController
from gui.common.media_types import LAYER_MIME
from gui.model.workspace import Workspace
from tests.gui.canvas.conftest import plain
from tests.support.canvas_parts import ReadyAnswers, RecordingRefusals

LEFT, MIDDLE, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.NoButton
PLAIN = Qt.KeyboardModifier.NoModifier


@dataclass(frozen=True, slots=True)
class Pointer:
    """Sends mouse events to a controller."""

    gestures: GestureController
    viewport: ViewportController
    refusals: RecordingRefusals
    prompts: ReadyAnswers

    @property
    def workspace(self) -> Workspace:
        """What is edited."""
        return self.refusals.workspace

    def id(self, name: str) -> int:
        """The block called `name`."""
        return next(block.id for block in self.workspace.graph.blocks.values() if block.name == name)

    def card(self, name: str) -> QPoint:
        """A place on a block's card."""
        return self.viewport.from_scene(self.viewport.board.blocks[self.id(name)].pos() + QPointF(40, 8))

    def port(self, name: str, *, output: bool) -> QPoint:
        """A connector."""
        return self.viewport.from_scene(point_of(self.viewport.board, End(Port(self.id(name)), output)))

    def press(self, at: QPoint, button: Qt.MouseButton = LEFT) -> None:
        """Press a button."""
        self.gestures.press(QMouseEvent(QEvent.Type.MouseButtonPress, at.toPointF(), at.toPointF(), button, button, PLAIN))

    def move(self, at: QPoint) -> None:
        """Move."""
        self.gestures.move(QMouseEvent(QEvent.Type.MouseMove, at.toPointF(), at.toPointF(), NONE, LEFT, PLAIN))

    def release(self, at: QPoint, button: Qt.MouseButton = LEFT) -> None:
        """Release the button."""
        event = QMouseEvent(QEvent.Type.MouseButtonRelease, at.toPointF(), at.toPointF(), button, NONE, PLAIN)
        self.gestures.release(event)

    def drag(self, start: QPoint, end: QPoint) -> None:
        """Press, move, release."""
        self.press(start)
        self.move((start + end) / 2)
        self.move(end)
        self.release(end)


@pytest.fixture
def pointer(qtbot: QtBot) -> Pointer:
    """A pointer over the plain network."""
    view = QGraphicsView()
    qtbot.addWidget(view)
    view.resize(1200, 900)
    workspace = Workspace(Project(graph=plain()))
    viewport = ViewportController(view, CanvasScene(workspace, view))
    viewport.fit()
    refusals, prompts = RecordingRefusals(workspace), ReadyAnswers()
    commands = BlockCommands(workspace, refusals, viewport, prompts)
    context = GestureContext(workspace=workspace, viewport=viewport, refusals=refusals, commands=commands)
    return Pointer(
        GestureController(context, GroupCommands(workspace, refusals, viewport, prompts)), viewport, refusals, prompts
    )


def test_a_block_follows_the_pointer_and_is_moved_once(pointer: Pointer) -> None:
    start = pointer.card("conv2")
    x, y = pointer.workspace.graph.positions[pointer.id("conv2")]
    pointer.drag(start, start + QPoint(60, 30))
    moved_x, moved_y = pointer.workspace.graph.positions[pointer.id("conv2")]
    scale = pointer.viewport.scale
    assert (moved_x - x, moved_y - y) == pytest.approx((60 / scale, 30 / scale), abs=1)
    assert pointer.workspace.document.undo_label == "Move conv2"
    assert not pointer.gestures.is_active


def test_a_wire_is_drawn_from_port_to_port(pointer: Pointer) -> None:
    pointer.drag(pointer.port("conv1", output=True), pointer.port("conv2", output=False))
    assert pointer.workspace.graph.wires[Port(pointer.id("conv2"))] == Port(pointer.id("conv1"))


def test_a_wire_that_cannot_be_is_refused_in_words(pointer: Pointer) -> None:
    before = pointer.workspace.graph
    pointer.drag(pointer.port("fc1", output=True), pointer.card("input1"))
    assert pointer.workspace.graph is before
    assert pointer.refusals.texts


def test_cancelling_puts_back_what_a_gesture_showed(pointer: Pointer) -> None:
    before, start = pointer.workspace.graph, pointer.card("conv1")
    centre = pointer.viewport.board.blocks[pointer.id("conv1")].centre
    pointer.press(start)
    pointer.move(start + QPoint(80, 80))
    assert pointer.gestures.is_active
    pointer.gestures.cancel()
    assert not pointer.gestures.is_active
    assert pointer.viewport.board.blocks[pointer.id("conv1")].centre == centre
    assert pointer.workspace.graph is before


def test_a_second_button_does_not_begin_another_gesture(pointer: Pointer) -> None:
    start = pointer.card("conv1")
    pointer.press(start)
    seen = pointer.viewport.scroll_position()
    pointer.press(start, MIDDLE)
    pointer.move(start + QPoint(40, 0))
    assert pointer.viewport.scroll_position() == seen
    pointer.gestures.cancel()


def test_space_and_the_left_button_pan(pointer: Pointer) -> None:
    before, start = pointer.viewport.scroll_position(), pointer.card("conv1")
    pointer.gestures.hold_space(True)
    pointer.drag(start, start + QPoint(-30, 10))
    pointer.gestures.hold_space(False)
    assert pointer.viewport.scroll_position() == before + QPoint(30, -10)
    assert not pointer.workspace.selection


def test_keys_go_to_the_gesture_only_while_there_is_one(pointer: Pointer) -> None:
    enter = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, PLAIN)
    assert not pointer.gestures.use_key(enter)
    pointer.workspace.select({pointer.id("relu1")})
    pointer.gestures.connect_by_keys()
    assert "Enter connects" in pointer.refusals.texts[-1]
    assert pointer.gestures.use_key(enter)
    assert not pointer.gestures.is_active
    assert pointer.workspace.document.undo_label == "Connect"


def test_a_layer_is_dropped_and_anything_else_is_left_to_the_window(pointer: Pointer) -> None:
    data = QMimeData()
    enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, LEFT, PLAIN)
    pointer.gestures.drag_enter(enter)
    assert not enter.isAccepted()
    data.setData(LAYER_MIME, b"Dropout")
    pointer.gestures.drag_enter(QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, LEFT, PLAIN))
    assert pointer.gestures.is_active
    assert pointer.gestures.drop(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, LEFT, PLAIN))
    (id,) = pointer.workspace.selection
    assert pointer.workspace.graph.blocks[id].kind == "Dropout"
