"""A canvas on the screen, and hands: real mouse, wheel, key and drag events at places of the scene."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from builder.model.graph import Graph, Port
from builder.model.project import Project
from builder.model.task import Task
from builder.sketch import Sketch
from gui.canvas.hit_testing import End, point_of
from gui.canvas.view import CanvasView
from gui.common.media_types import LAYER_MIME
from gui.model.workspace import Workspace
from gui.shell.canvas_commands import install_canvas_commands

LEFT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton
PLAIN, CTRL, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


class Hands:
    """Someone at the canvas `view`."""

    def __init__(self, view: CanvasView) -> None:
        self.view = view
        self.workspace = view.workspace

    # -- where things are

    def id(self, name: str) -> int:
        """The block called `name`."""
        return next(block.id for block in self.workspace.graph.blocks.values() if block.name == name)

    def block(self, name: str) -> QPointF:
        """A place on the block's card away from its ports."""
        return self.view.board.blocks[self.id(name)].pos() + QPointF(40, 8)

    def output(self, name: str) -> QPointF:
        """The block's output port."""
        return point_of(self.view.board, End(Port(self.id(name)), True))

    def input(self, name: str, index: int = 0) -> QPointF:
        """One of the block's input ports."""
        return point_of(self.view.board, End(Port(self.id(name), index), False))

    def at(self, point: QPointF) -> QPoint:
        """A place of the scene in the viewport."""
        return self.view.mapFromScene(point)

    def source(self, name: str, index: int = 0) -> str | None:
        """What feeds an input, by name."""
        port = self.workspace.graph.wires.get(Port(self.id(name), index))
        return None if port is None else self.workspace.graph.blocks[port.block].name

    @property
    def selected(self) -> set[str]:
        """The names of the selected blocks."""
        return {self.workspace.graph.blocks[id].name for id in self.workspace.selection}

    # -- what they do

    def press(self, point: QPointF, keys: Qt.KeyboardModifier = PLAIN, button: Qt.MouseButton = LEFT) -> None:
        """Press a mouse button."""
        QTest.mousePress(self.view.viewport(), button, keys, self.at(point))

    def move(self, point: QPointF | QPoint, button: Qt.MouseButton = LEFT) -> None:
        """Move the pointer with the button down (a place of the scene, or a QPoint of the viewport)."""
        place = point if isinstance(point, QPoint) else self.at(point)
        there = QPointF(self.view.viewport().mapToGlobal(place))
        event = QMouseEvent(QMouseEvent.Type.MouseMove, QPointF(place), there, Qt.MouseButton.NoButton, button, PLAIN)
        QApplication.sendEvent(self.view.viewport(), event)

    def release(self, point: QPointF, keys: Qt.KeyboardModifier = PLAIN, button: Qt.MouseButton = LEFT) -> None:
        """Let the button go."""
        QTest.mouseRelease(self.view.viewport(), button, keys, self.at(point))

    def drag(self, start: QPointF, end: QPointF, keys: Qt.KeyboardModifier = PLAIN) -> None:
        """Press, move in steps, let go."""
        self.press(start, keys)
        for step in (0.1, 0.5, 1.0):
            self.move(start + (end - start) * step)
        self.release(end, keys)

    def click(self, point: QPointF, keys: Qt.KeyboardModifier = PLAIN) -> None:
        """Click."""
        QTest.mouseClick(self.view.viewport(), LEFT, keys, self.at(point))

    def double_click(self, point: QPointF) -> None:
        """Double-click, with the click before it."""
        self.click(point)
        QTest.mouseDClick(self.view.viewport(), LEFT, PLAIN, self.at(point))
        QTest.mouseRelease(self.view.viewport(), LEFT, PLAIN, self.at(point))

    def key(self, key: Qt.Key, keys: Qt.KeyboardModifier = PLAIN) -> None:
        """Press a key on the canvas, in its window: shortcuts count in the active one only."""
        if not self.view.isActiveWindow():
            self.view.activateWindow()
            assert QTest.qWaitForWindowActive(self.view)
            self.view.setFocus()
        QTest.keyClick(self.view, key, keys)

    def wheel(self, at: QPoint, turned: int, keys: Qt.KeyboardModifier = PLAIN) -> None:
        """Turn the wheel (120 is one notch upwards)."""
        there = QPointF(self.view.viewport().mapToGlobal(at))
        buttons, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
        event = QWheelEvent(QPointF(at), there, QPoint(), QPoint(0, turned), buttons, keys, phase, False)
        QApplication.sendEvent(self.view.viewport(), event)

    def hover_layer(self, kind: str, point: QPointF) -> QMimeData | None:
        """Bring a layer from the palette over the canvas; None when the canvas does not want it."""
        data = QMimeData()
        data.setData(LAYER_MIME, kind.encode())
        enter = QDragEnterEvent(self.at(point), Qt.DropAction.CopyAction, data, LEFT, PLAIN)
        QApplication.sendEvent(self.view.viewport(), enter)
        if not enter.isAccepted():
            return None
        move = QDragMoveEvent(self.at(point), Qt.DropAction.CopyAction, data, LEFT, PLAIN)
        QApplication.sendEvent(self.view.viewport(), move)
        return data

    def drop_layer(self, kind: str, point: QPointF) -> bool:
        """Drag a layer from the palette and drop it; whether the canvas took it."""
        data = self.hover_layer(kind, point)
        if data is None:
            return False
        event = QDropEvent(QPointF(self.at(point)), Qt.DropAction.CopyAction, data, LEFT, PLAIN)
        QApplication.sendEvent(self.view.viewport(), event)
        return event.isAccepted()

    def leave(self) -> None:
        """Take the layer out of the canvas again."""
        QApplication.sendEvent(self.view.viewport(), QDragLeaveEvent())


def plain() -> Graph:
    """input1 - conv1 - relu1 - pool1 - flatten1 - fc1 - output1, arranged, and a lonely conv2 next to them."""
    net = Sketch()
    x = net("Input", shape=(1, 28, 28))
    x = net("Conv2d", x, out_channels=6, kernel_size=5)
    x = net("ReLU", x)
    x = net("MaxPool2d", x)
    x = net("Flatten", x)
    x = net("Linear", x, out_features=10)
    net("Output", x)
    lonely = net("Conv2d", out_channels=6, kernel_size=3)
    return net.graph.at({lonely: (420.0, 208.0)})


def joined() -> Graph:
    """input1 feeds conv1 and conv2, and add1 joins both."""
    net = Sketch()
    x = net("Input", shape=(4, 16, 16))
    a = net("Conv2d", x, out_channels=4, kernel_size=3, padding=1)
    b = net("Conv2d", x, out_channels=4, kernel_size=1)
    y = net("Add", a, b)
    net("Output", y)
    return net.graph


Maker = Callable[..., Hands]


@pytest.fixture
def open_canvas(qtbot: QtBot) -> Iterator[Maker]:
    """A function that shows a canvas with a graph and gives the hands at it."""

    def make(graph: Graph | None = None, task: Task | None = None) -> Hands:
        view = CanvasView(Workspace(Project(graph=Graph() if graph is None else graph, task=task)))
        install_canvas_commands(view)
        qtbot.addWidget(view)
        view.resize(1200, 900)
        with qtbot.waitActive(view):
            view.show()
            view.activateWindow()
        view.setFocus()
        return Hands(view)

    return make


@pytest.fixture
def hands(open_canvas: Maker) -> Hands:
    """Hands at the plain network."""
    return open_canvas(plain())


@pytest.fixture
def joins(open_canvas: Maker) -> Hands:
    """Hands at the network with a join."""
    return open_canvas(joined())


def mirrors(view: CanvasView) -> None:
    """The scene shows exactly the graph: every block and wire, where and as it is, and nothing else."""
    scene, graph = view.board, view.workspace.graph
    assert scene.graph == graph
    assert scene.blocks.keys() == set(graph.blocks)
    assert {target: wire.source for target, wire in scene.wires.items()} == dict(graph.wires)
    items = set(scene.items())
    shown = {item for block in scene.blocks.values() for item in (block, block.caption)}
    shown |= {item for wire in scene.wires.values() for item in (wire, wire.label)}
    assert items == shown
    for id, item in scene.blocks.items():
        assert item.centre == graph.positions.get(id, (0.0, 0.0))
        assert item.look == scene.state.block_look(id)
        assert item.look.selected == (id in view.workspace.selection)
    for target, wire in scene.wires.items():
        assert wire.look == scene.state.wire_look(target, wire.source)
        start, end = point_of(scene, End(wire.source, True)), point_of(scene, End(target, False))
        assert wire.route is not None
        assert wire.pos().isNull()
        assert (wire.route.x1, wire.route.y1, wire.route.x2, wire.route.y2) == (start.x(), start.y(), end.x(), end.y())
