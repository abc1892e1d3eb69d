"""Which gesture a press begins, and who gets the pointer: at most one gesture at a time."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent, QMouseEvent

from builder.groups.group import Group
from gui.canvas.commands.groups import GroupCommands
from gui.canvas.commands.keyboard import loose_end
from gui.canvas.commands.system_clipboard import layer_kind
from gui.canvas.gestures.base import Gesture, GestureContext, PointerPosition
from gui.canvas.gestures.edge_scroll import EdgeScroll
from gui.canvas.gestures.move import MoveBlocks
from gui.canvas.gestures.pan import Pan
from gui.canvas.gestures.place import PlaceBlock
from gui.canvas.gestures.select import RubberBand
from gui.canvas.gestures.wire import ConnectByKeys, DragWire
from gui.canvas.hit_testing import END_REACH, PORT_REACH, WIRE_REACH, End, block_at, end_at, held_end, wire_at
from gui.canvas.scene import CanvasScene

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ADDING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class GestureController(QObject):
    """Turns mouse, drag and key events into gestures. The view hands its events over; nothing here needs that view."""

    def __init__(self, context: GestureContext, groups: GroupCommands) -> None:
        super().__init__(context.viewport)
        self._context = context
        self._viewport = context.viewport
        self._workspace = context.workspace
        self._groups = groups
        self._gesture: Gesture | None = None
        self._space = False
        self._edge_scroll = EdgeScroll(context.viewport, self._move_to)

    @property
    def is_active(self) -> bool:
        """Whether a gesture is going on."""
        return self._gesture is not None

    # -- the one gesture -----------------------------------------------------------------------------------------------

    def begin(self, gesture: Gesture) -> None:
        """Let `gesture` have the pointer, instead of one that is still going on."""
        self.cancel()
        self._gesture = gesture
        if gesture.cursor is not None:
            self._viewport.set_cursor(gesture.cursor)

    def cancel(self) -> None:
        """Cancel the gesture that is going on, if one is."""
        gesture = self._release()
        if gesture is not None:
            gesture.cancel()

    def connect_by_keys(self) -> None:
        """Begin a wire at the current block; arrows choose where it goes, Enter connects."""
        end = loose_end(self._board)
        if end is not None:
            self.begin(ConnectByKeys(self._context, end))

    def claims_key(self, event: QKeyEvent) -> bool:
        """Whether a key is for the gesture that is going on and not for a command: Enter, letters, no chords or F keys."""
        chord = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        return (
            self._gesture is not None
            and not chord
            and (event.key() in _ENTER or (event.text().isprintable() and bool(event.text())))
        )

    def use_key(self, event: QKeyEvent) -> bool:
        """Let the gesture that is going on have a key; False when there is none."""
        # While it has the key there is no gesture: an edit that it makes must not cancel it.
        gesture, self._gesture = self._gesture, None
        if gesture is None:
            return False
        if gesture.key(event):
            self.cancel()
        else:
            self._gesture = gesture
        return True

    def hold_space(self, down: bool) -> None:
        """Let the left button pan while the space bar is down."""
        changed, self._space = down != self._space, down
        if changed and self._gesture is None:
            self._viewport.set_cursor(Qt.CursorShape.OpenHandCursor if down else None)

    def _release(self) -> Gesture | None:
        """The gesture, which has the pointer no longer."""
        gesture, self._gesture = self._gesture, None
        self._edge_scroll.stop()
        self._viewport.set_cursor(None)
        return gesture

    def _finish(self, at: QPoint) -> None:
        pointer = self._position(at)
        gesture = self._release()
        if gesture is not None:
            gesture.finish(pointer)

    def _move_to(self, at: QPoint) -> None:
        """Tell the gesture that the pointer is at `at`, or that the scene under it was scrolled."""
        if self._gesture is not None:
            self._gesture.move(self._position(at))

    def _position(self, at: QPoint) -> PointerPosition:
        return PointerPosition(self._viewport.to_scene(at), at)

    @property
    def _board(self) -> CanvasScene:
        return self._viewport.board

    # -- mouse ---------------------------------------------------------------------------------------------------------

    def press(self, event: QMouseEvent) -> None:
        """Begin the gesture that belongs to what is under the pointer."""
        if self._gesture is not None:
            return
        pointer = self._position(event.position().toPoint())
        left = event.button() == Qt.MouseButton.LeftButton
        if event.button() == Qt.MouseButton.MiddleButton or (left and self._space):
            self.begin(Pan(self._context, pointer))
        elif left:
            self._press_left(pointer, event.modifiers())
        event.accept()

    def move(self, event: QMouseEvent) -> None:
        """Lead the gesture, or show with the cursor what a press would take hold of."""
        pointer = self._position(event.position().toPoint())
        if self._gesture is not None:
            self._gesture.move(pointer)
            if self._gesture.scrolls:
                self._edge_scroll.follow(pointer.view)
        else:
            self._viewport.set_cursor(self._cursor_over(pointer))

    def release(self, event: QMouseEvent) -> None:
        """Finish the gesture."""
        if self._gesture is not None and event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._finish(event.position().toPoint())
        event.accept()

    def double_click(self, event: QMouseEvent) -> None:
        """Enter a group, rename any other block; on the free canvas ask for a layer to add."""
        pointer = self._position(event.position().toPoint())
        self.cancel()
        if event.button() != Qt.MouseButton.LeftButton:
            return
        id = block_at(self._board, pointer.scene)
        if id is not None and isinstance(self._workspace.graph.blocks[id].layer, Group):
            self._groups.enter_group(id)
        elif id is not None:
            self._context.commands.rename(id)
        elif end_at(self._board, pointer.scene, self._viewport.reach(PORT_REACH)) is None:
            self._context.commands.quick_add(pointer.scene)

    def _press_left(self, pointer: PointerPosition, modifiers: Qt.KeyboardModifier) -> None:
        """Ports lie on the edges of cards and wires below both, so they are asked for in this order."""
        self._board.choose_wire(None)
        end = end_at(self._board, pointer.scene, self._viewport.reach(PORT_REACH))
        id = block_at(self._board, pointer.scene)
        if end is not None:
            self._press_port(end, pointer)
        elif id is not None:
            self._press_block(id, pointer, modifiers)
        elif not self._press_wire(pointer):
            self.begin(RubberBand(self._context, pointer, adding=bool(modifiers & _ADDING)))

    def _press_port(self, end: End, pointer: PointerPosition) -> None:
        """Draw a wire from an output or a free input; of a fed input, move the end of its wire."""
        source = None if end.output else self._board.graph.wires.get(end.port)
        fixed, moved = (end, None) if source is None else (End(source, True), end.port)
        self.begin(DragWire(self._context, pointer, fixed, moved))

    def _press_block(self, id: int, pointer: PointerPosition, modifiers: Qt.KeyboardModifier) -> None:
        """Select the block and begin to move the selection; with Ctrl or Shift only change the selection."""
        selection = self._workspace.selection
        if modifiers & _ADDING:
            self._workspace.select(selection ^ {id})
        elif id not in selection:
            self._workspace.select({id})
        if id in self._workspace.selection:
            self._board.focus_block(id)
            if not modifiers & _ADDING:
                self.begin(MoveBlocks(self._context, pointer, id))

    def _press_wire(self, pointer: PointerPosition) -> bool:
        """Move an end of the wire under the pointer, or choose the wire; False when there is none."""
        wire = wire_at(self._board, pointer.scene, self._viewport.reach(WIRE_REACH))
        if wire is None:
            return False
        held = held_end(self._board, wire, pointer.scene, self._viewport.reach(END_REACH))
        if held is None:
            self._workspace.select(())
            self._board.choose_wire(wire.target)
        else:
            fixed = End(wire.target, False) if held.output else End(wire.source, True)
            self.begin(DragWire(self._context, pointer, fixed, wire.target))
        return True

    def _cursor_over(self, pointer: PointerPosition) -> Qt.CursorShape | None:
        """The cursor that says what a press here would do."""
        board, reach = self._board, self._viewport.reach
        if self._space:
            return Qt.CursorShape.OpenHandCursor
        if end_at(board, pointer.scene, reach(PORT_REACH)) is not None:
            return Qt.CursorShape.CrossCursor
        if block_at(board, pointer.scene) is None and wire_at(board, pointer.scene, reach(WIRE_REACH)) is not None:
            return Qt.CursorShape.PointingHandCursor
        return None

    # -- layers dragged from the palette -------------------------------------------------------------------------------

    def drag_enter(self, event: QDragEnterEvent) -> None:
        """Begin to place a layer; files and the rest are left to the window."""
        name = layer_kind(event.mimeData())
        kind = None if name is None else self._workspace.kind(name)
        if kind is None:
            event.ignore()
            return
        self.begin(PlaceBlock(self._context, kind))
        event.acceptProposedAction()

    def drag_move(self, event: QDragMoveEvent) -> None:
        """Show where the layer would go."""
        if not isinstance(self._gesture, PlaceBlock):
            event.ignore()
            return
        self._move_to(event.position().toPoint())
        self._edge_scroll.follow(event.position().toPoint())
        event.acceptProposedAction()

    def drag_leave(self) -> None:
        """Forget the layer."""
        if isinstance(self._gesture, PlaceBlock):
            self.cancel()

    def drop(self, event: QDropEvent) -> bool:
        """Add the layer; False when none was dragged."""
        if not isinstance(self._gesture, PlaceBlock):
            event.ignore()
            return False
        self._finish(event.position().toPoint())
        event.acceptProposedAction()
        return True
