"""What a pointer does on the canvas: one gesture at a time, begun by what is under it; layers dragged from the palette."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from builder.groups.group import Group
from gui.canvas.commands.group_commands import Grouper
from gui.canvas.commands.keyboard import loose_end
from gui.canvas.commands.system_clipboard import layer_kind
from gui.canvas.gestures.base import Gesture, MoveBlocks, Pan, RubberBand, Spot
from gui.canvas.gestures.edge_scroll import EdgeScroll
from gui.canvas.gestures.place import PlaceBlock
from gui.canvas.gestures.wire import ConnectByKeys, DragWire
from gui.canvas.hit_testing import END_REACH, PORT_REACH, WIRE_REACH, End, block_at, end_at, held_end, wire_at
from gui.model.workspace import Workspace

_ADDING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class Pointed(Grouper):
    """A view that turns the pointer into gestures."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.setAcceptDrops(True)
        self.setMouseTracking(True)
        self._gesture: Gesture | None = None
        self._space = False
        self._edge = EdgeScroll(self, self._lead)

    # -- gestures ----------------------------------------------------------------------------------------------------

    def begin(self, gesture: Gesture) -> None:
        """Let `gesture` have the pointer, instead of one that is still alive."""
        self.end_gesture()
        self._gesture = gesture
        if gesture.cursor is not None:
            self.viewport().setCursor(gesture.cursor)

    def end_gesture(self) -> None:
        """Cancel what is going on."""
        gesture, self._gesture = self._gesture, None
        self._edge.stop()
        if gesture is not None:
            gesture.cancel()
        self.viewport().unsetCursor()

    def connect_by_keys(self) -> None:
        """Begin a wire at the selected block; arrows choose where it goes, Enter connects."""
        end = loose_end(self)
        if end is not None:
            self.begin(ConnectByKeys(self, end))

    def _finish(self, spot: Spot) -> None:
        gesture, self._gesture = self._gesture, None
        self._edge.stop()
        self.viewport().unsetCursor()
        if gesture is not None:
            gesture.finish(spot)

    def give_key(self, event: QKeyEvent) -> bool:
        """Let the gesture that is going on have a key; False when there is none."""
        gesture, self._gesture = self._gesture, None
        if gesture is None:
            return False
        if gesture.key(event):
            self.end_gesture()
        else:
            self._gesture = gesture
        return True

    def _lead(self, at: QPoint) -> None:
        """The pointer is at `at`, or what is under it moved."""
        if self._gesture is not None:
            self._gesture.move(self._spot(at))

    def _spot(self, at: QPoint) -> Spot:
        return Spot(self.viewportTransform().inverted()[0].map(at.toPointF()), at)

    # -- pointer -----------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin the gesture that belongs to what is under the pointer."""
        if self._gesture is not None:
            return
        self._quick.hide()
        self.unhint()
        spot = self._spot(event.position().toPoint())
        left = event.button() == Qt.MouseButton.LeftButton
        if event.button() == Qt.MouseButton.MiddleButton or (left and self._space):
            self.begin(Pan(self, spot))
        elif left:
            self._press(spot, event.modifiers())
        event.accept()

    def _press(self, spot: Spot, modifiers: Qt.KeyboardModifier) -> None:
        self.board.choose_wire(None)
        end = end_at(self.board, spot.scene, self.reach(PORT_REACH))
        id = block_at(self.board, spot.scene)
        if end is not None:
            self._take_port(end, spot)
        elif id is not None:
            self._press_block(id, spot, modifiers)
        elif not self._press_wire(spot):
            self.begin(RubberBand(self, spot, bool(modifiers & _ADDING)))

    def _take_port(self, end: End, spot: Spot) -> None:
        """A wire from an output or a free input; a fed input gives its wire's end."""
        source = None if end.output else self.board.graph.wires.get(end.port)
        fixed, held = (end, None) if source is None else (End(source, True), end.port)
        self.begin(DragWire(self, spot, fixed, held))

    def _press_block(self, id: int, spot: Spot, modifiers: Qt.KeyboardModifier) -> None:
        selection = self.workspace.selection
        if modifiers & _ADDING:
            self.workspace.select(selection ^ {id})
        elif id not in selection:
            self.workspace.select({id})
        if id in self.workspace.selection:
            self.board.focus_block(id)
            if not modifiers & _ADDING:
                self.begin(MoveBlocks(self, spot, id))

    def _press_wire(self, spot: Spot) -> bool:
        """Take hold of a wire near one of its ends, or choose it."""
        wire = wire_at(self.board, spot.scene, self.reach(WIRE_REACH))
        if wire is None:
            return False
        held = held_end(self.board, wire, spot.scene, self.reach(END_REACH))
        if held is None:
            self.workspace.select(())
            self.board.choose_wire(wire.target)
        else:
            fixed = End(wire.target, False) if held.output else End(wire.source, True)
            self.begin(DragWire(self, spot, fixed, wire.target))
        return True

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Lead the gesture, or show what a press would take hold of."""
        spot = self._spot(event.position().toPoint())
        if self._gesture is not None:
            self._gesture.move(spot)
            if self._gesture.scrolls:
                self._edge.follow(spot.view)
        elif self._space:
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        elif end_at(self.board, spot.scene, self.reach(PORT_REACH)) is not None:
            self.viewport().setCursor(Qt.CursorShape.CrossCursor)
        elif block_at(self.board, spot.scene) is None and wire_at(self.board, spot.scene, self.reach(WIRE_REACH)) is not None:
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.viewport().unsetCursor()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Finish the gesture."""
        if self._gesture is not None and event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._finish(self._spot(event.position().toPoint()))
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Enter a group, rename any other block; on the canvas open the quick-add box."""
        spot = self._spot(event.position().toPoint())
        self.end_gesture()
        if event.button() != Qt.MouseButton.LeftButton:
            return
        id = block_at(self.board, spot.scene)
        if id is not None and isinstance(self.workspace.graph.blocks[id].layer, Group):
            self.enter_group(id)
        elif id is not None:
            self.rename(id)
        elif end_at(self.board, spot.scene, self.reach(PORT_REACH)) is None:
            self.quick_add(spot.scene)

    # -- from the palette --------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome a layer; files and the rest are left to the window."""
        name = layer_kind(event.mimeData())
        kind = None if name is None else self.workspace.kind(name)
        if kind is None:
            event.ignore()
            return
        self.begin(PlaceBlock(self, kind))
        event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where the layer would go."""
        if not isinstance(self._gesture, PlaceBlock):
            event.ignore()
            return
        self._lead(event.position().toPoint())
        self._edge.follow(event.position().toPoint())
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Forget the layer."""
        if isinstance(self._gesture, PlaceBlock):
            self.end_gesture()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add the layer."""
        if not isinstance(self._gesture, PlaceBlock):
            event.ignore()
            return
        self._finish(self._spot(event.position().toPoint()))
        event.acceptProposedAction()
        self.setFocus(Qt.FocusReason.MouseFocusReason)
