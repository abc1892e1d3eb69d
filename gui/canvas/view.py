"""The canvas of the window: a QGraphicsView that receives Qt's events and hands them to the objects it holds."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGestureEvent, QGraphicsView, QToolTip, QWidget

from gui.canvas.commands.blocks import BlockCommands
from gui.canvas.commands.context_menu import ContextMenus
from gui.canvas.commands.groups import GroupCommands
from gui.canvas.commands.keyboard import DIRECTIONS, walk
from gui.canvas.gestures.base import GestureContext
from gui.canvas.gestures.controller import GestureController
from gui.canvas.gestures.zoom_input import use_pinch, use_wheel
from gui.canvas.hit_testing import PORT_REACH, end_at
from gui.canvas.overlays.canvas_overlays import CanvasOverlays
from gui.canvas.overlays.prompts import CanvasPrompts
from gui.canvas.overlays.refusal_bubble import RefusalBubble
from gui.canvas.scene import CanvasScene
from gui.canvas.texts import port_text
from gui.canvas.viewport import ViewportController
from gui.canvas.workspace_follower import WorkspaceFollower
from gui.common.theme import Theme
from gui.common.theme_watch import theme_watch
from gui.model.workspace import Workspace

_PLAIN = Qt.KeyboardModifier.NoModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_FOCUS_BY_KEY = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)


class CanvasView(QGraphicsView):
    """The canvas on one workspace: `viewport_`, `refusals`, `prompts`, `commands`, `groups`, `gestures`, `menus`.

    Here are only Qt's events. The keys of commands are not among them: the command table installs them as actions.
    """

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("canvas")
        self.setAccessibleName(self.tr("Canvas"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        self.setMouseTracking(True)
        self.workspace = workspace
        self.viewport_ = ViewportController(self, CanvasScene(workspace, self))
        self.refusals = RefusalBubble(self.viewport_, workspace)
        self.prompts = CanvasPrompts(self.viewport_, workspace)
        self.commands = BlockCommands(workspace, self.refusals, self.viewport_, self.prompts)
        self.groups = GroupCommands(workspace, self.refusals, self.viewport_, self.prompts)
        context = GestureContext(workspace=workspace, viewport=self.viewport_, refusals=self.refusals, commands=self.commands)
        self.gestures = GestureController(context, self.groups)
        self.menus = ContextMenus(self.viewport_, self.commands, self.groups, self.gestures.connect_by_keys)
        self._overlays = CanvasOverlays(self, workspace)
        self._follower = WorkspaceFollower(
            workspace, self.viewport_, self._overlays, gestures=self.gestures, prompts=self.prompts
        )
        theme_watch(self, self._follow_theme)
        self._follow_theme()

    @property
    def board(self) -> CanvasScene:
        """The scene of the level that is shown."""
        return self.viewport_.board

    def center_on(self, id: int) -> None:
        """Bring a block of the level that is shown to the centre, close enough to read, and select it."""
        if id in self.board.blocks:
            self.workspace.select({id})
            self.viewport_.center_on(id)

    # -- keys and menu -------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Keep keys from the commands while a gesture uses them, as Enter while a wire is drawn by keys."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self.gestures.claims_key(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc ends what is going on; a gesture gets the rest; arrows walk and nudge; space pans. Commands have shortcuts."""
        key, modifiers = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key == Qt.Key.Key_Escape:
            self._escape()
        elif self.gestures.use_key(event):
            pass
        elif key == Qt.Key.Key_Space:
            self.gestures.hold_space(True)
        elif key in DIRECTIONS and modifiers == _CTRL:
            self.commands.nudge(*DIRECTIONS[key])
        elif key in DIRECTIONS and modifiers in (_PLAIN, _SHIFT):
            walk(self.viewport_, key, extend=modifiers == _SHIFT)
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """The space bar is released."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.gestures.hold_space(False)

    def _escape(self) -> None:
        """End the innermost thing that is going on: gesture, chosen wire, selection, entered group."""
        if self.gestures.is_active:
            self.gestures.cancel()
        elif self.board.state.chosen is not None:
            self.board.choose_wire(None)
        elif self.workspace.selection:
            self.workspace.select(())
        else:
            self.groups.leave_group()
        self.refusals.clear()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu of what is under the pointer; by key, of the focused block."""
        self.gestures.cancel()
        at, focused = event.pos(), self.board.state.focused
        if event.reason() == QContextMenuEvent.Reason.Keyboard and focused is not None:
            at = self.mapFromScene(self.board.blocks[focused].pos())
        menu = self.menus.menu_at(self.mapToScene(at))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.viewport().mapToGlobal(at))
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        """Name the connector under a resting pointer; pinches zoom; the rest is for the base class."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            end = end_at(self.board, self.mapToScene(event.pos()), self.viewport_.reach(PORT_REACH))
            if end is not None:
                text = port_text(self.workspace.graph, self.workspace.analysis, end.port, output=end.output)
                if text:
                    QToolTip.showText(event.globalPos(), text, self.viewport())
                    return True
        # The type is asked first: Qt sends events to the viewport also while this object is being destroyed.
        elif isinstance(event, QGestureEvent | QNativeGestureEvent) and use_pinch(self.viewport_, event):
            return True
        return super().viewportEvent(event)

    # -- pointer -------------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Close what is open, and begin a gesture."""
        if not self.gestures.is_active:
            self.prompts.hide_quick_add()
            self.refusals.clear()
        self.gestures.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Lead the gesture."""
        self.gestures.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Finish the gesture."""
        self.gestures.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Enter a group, rename a block, or add one."""
        self.gestures.double_click(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll or zoom."""
        use_wheel(self.viewport_, event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a layer from the palette."""
        self.gestures.drag_enter(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where the layer would go."""
        self.gestures.drag_move(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Forget the layer."""
        self.gestures.drag_leave()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add the layer, and take the keyboard."""
        if self.gestures.drop(event):
            self.setFocus(Qt.FocusReason.MouseFocusReason)

    # -- focus, size and theme -----------------------------------------------------------------------------------------

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.board.set_active(True)
        self._overlays.show_focus(event.reason() in _FOCUS_BY_KEY)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keyboard is elsewhere."""
        super().focusOutEvent(event)
        self.gestures.hold_space(False)
        self.board.set_active(False)
        self._overlays.show_focus(False)

    def showEvent(self, event: QShowEvent) -> None:
        """Frame the network once the size is known."""
        super().showEvent(event)
        self._follower.frame_once()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what was framed in view, unless the person has moved since, and the overlays in their places."""
        framed = self.viewport_.is_framed()
        super().resizeEvent(event)
        if framed:
            self.viewport_.frame_again()
        self._overlays.place()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Keep the line over a name that is being edited on its block."""
        super().scrollContentsBy(dx, dy)
        self.prompts.follow_scroll()

    def _follow_theme(self) -> None:
        self.viewport_.set_theme(Theme.current())
