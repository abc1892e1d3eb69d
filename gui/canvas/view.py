"""The canvas: turns pointer and keys into gestures and commands, one at a time."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QWidget

from builder.layers import LAYERS
from builder.project import Project
from gui.canvas.clipboard import layer_kind
from gui.canvas.commands import Commander
from gui.canvas.gestures import Gesture, MoveBlocks, Pan, RubberBand, Spot
from gui.canvas.hits import END_REACH, PORT_REACH, WIRE_REACH, End, block_at, end_at, held_end, wire_at
from gui.canvas.keyboard import STEPS
from gui.canvas.menu import menu_at
from gui.canvas.overlay import EmptyHint, Totals
from gui.canvas.painting import Level, dotted
from gui.canvas.placing import PlaceBlock
from gui.canvas.wiring import ConnectByKeys, DragWire
from gui.canvas.words import spoken, totals, tr
from gui.theme import Theme
from gui.workspace import Workspace

_ADDING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
_PLAIN = Qt.KeyboardModifier.NoModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier


class CanvasView(Commander):
    """The drawing board of the window, on one workspace."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.setObjectName("canvas")
        self.setAccessibleName(tr("Canvas"))
        self.setAcceptDrops(True)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._gesture: Gesture | None = None
        self._space = False
        self._fitted = False
        self._grounded: bool | None = None
        self._totals = Totals(self)
        self._empty = EmptyHint(self)
        self._keys = self._key_table()
        workspace.selected.connect(self._tell)
        workspace.analysed.connect(self._tell)
        workspace.changed.connect(self._on_changed)
        workspace.reset.connect(self._on_reset)
        self.zoomed.connect(self._take_ground)
        self._take_theme()
        self._tell()

    def _key_table(self) -> dict[tuple[Qt.Key, Qt.KeyboardModifier], Callable[[], object]]:
        key = Qt.Key
        return {
            (key.Key_Delete, _PLAIN): self.delete_selection,
            (key.Key_Backspace, _PLAIN): self.delete_selection,
            (key.Key_X, _CTRL): self.cut,
            (key.Key_C, _CTRL): self.copy,
            (key.Key_V, _CTRL): self.paste,
            (key.Key_D, _CTRL): self.duplicate,
            (key.Key_A, _CTRL): self.select_all,
            (key.Key_L, _CTRL): self.arrange,
            (key.Key_F, _PLAIN): self.fit,
            (key.Key_F2, _PLAIN): self.rename,
            (key.Key_A, _PLAIN): self.quick_add,
            (key.Key_C, _PLAIN): self.connect_by_keys,
            (key.Key_W, _PLAIN): self.step_wire,
            (key.Key_Plus, _CTRL): self.zoom_in,
            (key.Key_Equal, _CTRL): self.zoom_in,
            (key.Key_Minus, _CTRL): self.zoom_out,
            (key.Key_0, _CTRL): self.reset_zoom,
            (key.Key_Z, _CTRL): self.workspace.undo,
            (key.Key_Z, _CTRL | _SHIFT): self.workspace.redo,
        }

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
        if gesture is not None:
            gesture.cancel()
        self.viewport().unsetCursor()

    def connect_by_keys(self) -> None:
        """Begin a wire at the selected block; arrows choose where it goes, Enter connects."""
        end = self.loose_end()
        if end is not None:
            self.begin(ConnectByKeys(self, end))

    def _finish(self, spot: Spot) -> None:
        gesture, self._gesture = self._gesture, None
        self.viewport().unsetCursor()
        if gesture is not None:
            gesture.finish(spot)

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
        """Rename a block; on the canvas open the quick-add box."""
        spot = self._spot(event.position().toPoint())
        self.end_gesture()
        if event.button() != Qt.MouseButton.LeftButton:
            return
        id = block_at(self.board, spot.scene)
        if id is not None:
            self.rename(id)
        elif end_at(self.board, spot.scene, self.reach(PORT_REACH)) is None:
            self.quick_add(spot.scene)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu of what is under the pointer; by key, of the focused block."""
        self.end_gesture()
        at = event.pos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard and self.board.sight.focused is not None:
            at = self.mapFromScene(self.board.blocks[self.board.sight.focused].pos())
        menu = menu_at(self, self.mapToScene(at))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.viewport().mapToGlobal(at))
        event.accept()

    # -- from the palette --------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome a layer; files and the rest are left to the window."""
        kind = layer_kind(event.mimeData())
        if kind not in LAYERS:
            event.ignore()
            return
        self.begin(PlaceBlock(self, kind))
        event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where the layer would go."""
        if not isinstance(self._gesture, PlaceBlock):
            event.ignore()
            return
        self._gesture.move(self._spot(event.position().toPoint()))
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

    # -- keys --------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc ends what is going on; arrows walk; the rest are commands."""
        key, modifiers = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        command = self._keys.get((key, modifiers))
        if key == Qt.Key.Key_Escape:
            self._escape()
        elif self._gesture is not None:
            self._gesture.key(event)
        elif key == Qt.Key.Key_Space:
            self._space = True
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        elif key in STEPS and modifiers == _CTRL:
            self.nudge(key)
        elif key in STEPS and modifiers in (_PLAIN, _SHIFT):
            self.walk(key, extend=modifiers == _SHIFT)
        elif command is not None:
            command()
        else:
            event.ignore()

    def _escape(self) -> None:
        if self._gesture is not None:
            self.end_gesture()
        elif self.board.sight.chosen is not None:
            self.board.choose_wire(None)
        else:
            self.workspace.select(())
        self.unhint()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Space is let go."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = False
            if self._gesture is None:
                self.viewport().unsetCursor()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.board.set_active(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keyboard is elsewhere."""
        super().focusOutEvent(event)
        self._space = False
        self.board.set_active(False)

    # -- following the workspace and the window ---------------------------------------------------------------------

    def _on_changed(self, old: Project, new: Project) -> None:
        if self._editor is not None:
            self._editor.leave()
        self._tell()

    def _on_reset(self) -> None:
        self.end_gesture()
        self._on_changed(self.workspace.project, self.workspace.project)
        self.fit()

    def _tell(self) -> None:
        """Bring the words over the canvas, and those for a screen reader, up to date."""
        graph, analysis, selection = self.workspace.graph, self.workspace.analysis, self.workspace.selection
        self._totals.show_text(totals(analysis) if graph.blocks and not selection else "")
        self._empty.setVisible(not graph.blocks)
        self.setAccessibleDescription(spoken(graph, analysis, selection))
        if len(selection) == 1 and self._gesture is None:
            self.show_blocks(selection)

    def _take_theme(self) -> None:
        self.board.set_theme(Theme.current())
        self._grounded = None
        self._take_ground()

    def _take_ground(self) -> None:
        """Dots near, plain colour from afar."""
        theme, near = self.board.cards.theme, self.board.level is Level.FULL
        if near is not self._grounded:
            self._grounded = near
            self.setBackgroundBrush(dotted(theme) if near else theme.canvas)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the system's light and dark."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.ApplicationPaletteChange):
            self._take_theme()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what stands over the canvas in its place."""
        super().resizeEvent(event)
        self._totals.place()
        self._empty.place()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Keep the line of a name that is being edited on its block."""
        super().scrollContentsBy(dx, dy)
        if self._editor is not None:
            self._editor.place()

    def showEvent(self, event: QShowEvent) -> None:
        """Fit once the size is known."""
        super().showEvent(event)
        if not self._fitted:
            self._fitted = True
            self.fit()
