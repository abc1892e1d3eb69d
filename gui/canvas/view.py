"""The canvas of the window: keys, menu, and what stands over the network."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QHelpEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QToolTip, QWidget

from builder.model.project import Project
from gui.canvas.block_pixmaps import Level, dotted
from gui.canvas.commands.context_menu import menu_at
from gui.canvas.commands.keyboard import STEPS, nudge, step_wire, walk
from gui.canvas.gestures.controller import Pointed
from gui.canvas.hit_testing import PORT_REACH, end_at
from gui.canvas.overlays.breadcrumbs import HEIGHT, GroupBar
from gui.canvas.overlays.overlay import EmptyHint, FocusFrame, Totals
from gui.canvas.overlays.texts import port_words, spoken, totals, tr
from gui.canvas.scene import CanvasScene
from gui.common.theme import Theme
from gui.model.group_navigation import Way
from gui.model.workspace import Workspace

_PLAIN = Qt.KeyboardModifier.NoModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_BY_KEY = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier


class CanvasView(Pointed):
    """The drawing board of the window, on one workspace."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.setObjectName("canvas")
        self.setAccessibleName(tr("Canvas"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._fitted = False
        self._grounded: bool | None = None
        self._totals = Totals(self)
        self._empty = EmptyHint(self)
        self._frame = FocusFrame(self)
        self._bar = GroupBar(workspace, self)
        self._bar.hide()
        self._boards: dict[Way, CanvasScene] = {(): self.board}
        self._places: dict[Way, tuple[float, QPoint]] = {}
        self._keys = self._key_table()
        workspace.leaving.connect(self._before_leaving)
        workspace.entered.connect(self._on_entered)
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
            (key.Key_W, _PLAIN): lambda: step_wire(self),
            (key.Key_Plus, _CTRL): self.zoom_in,
            (key.Key_Equal, _CTRL): self.zoom_in,
            (key.Key_Minus, _CTRL): self.zoom_out,
            (key.Key_0, _CTRL): self.reset_zoom,
            (key.Key_Z, _CTRL): self.workspace.undo,
            (key.Key_Z, _CTRL | _SHIFT): self.workspace.redo,
            (key.Key_G, _CTRL): self.group_selection,
            (key.Key_G, _CTRL | _SHIFT): self.ungroup,
            (key.Key_Return, _PLAIN): self.enter_group,
            (key.Key_Enter, _PLAIN): self.enter_group,
            (key.Key_Down, _ALT): self.enter_group,
            (key.Key_Up, _ALT): self.leave_group,
        }

    # -- keys and menu --------------------------------------------------------------------------------------------------

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc ends what is going on; arrows walk; the rest are commands."""
        key, modifiers = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        command = self._keys.get((key, modifiers))
        if key == Qt.Key.Key_Escape:
            self._escape()
        elif self.give_key(event):
            pass
        elif key == Qt.Key.Key_Space:
            self._space = True
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        elif key in STEPS and modifiers == _CTRL:
            nudge(self, key)
        elif key in STEPS and modifiers in (_PLAIN, _SHIFT):
            walk(self, key, extend=modifiers == _SHIFT)
        elif command is not None:
            command()
        else:
            event.ignore()

    def _escape(self) -> None:
        if self._gesture is not None:
            self.end_gesture()
        elif self.board.sight.chosen is not None:
            self.board.choose_wire(None)
        elif self.workspace.selection:
            self.workspace.select(())
        else:
            self.leave_group()
        self.unhint()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Space is let go."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = False
            if self._gesture is None:
                self.viewport().unsetCursor()

    def viewportEvent(self, event: QEvent) -> bool:
        """Name the connector under a resting pointer; all else as it was."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            end = end_at(self.board, self.mapToScene(event.pos()), self.reach(PORT_REACH))
            words = (
                "" if end is None else port_words(self.workspace.graph, self.workspace.analysis, end.port, output=end.output)
            )
            if words:
                QToolTip.showText(event.globalPos(), words, self.viewport())
                return True
        return super().viewportEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.board.set_active(True)
        self._frame.setVisible(event.reason() in _BY_KEY)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keyboard is elsewhere."""
        super().focusOutEvent(event)
        self._space = False
        self.board.set_active(False)
        self._frame.hide()

    # -- following the workspace and the window ---------------------------------------------------------------------

    def _on_changed(self, old: Project, new: Project) -> None:
        self.end_gesture()
        if self._editor is not None:
            self._editor.leave()
        self._tell()

    def _before_leaving(self) -> None:
        """End what is going on, and keep where the person looks for when they come back."""
        self.end_gesture()
        if self._editor is not None:
            self._editor.leave()
        self._places[self.workspace.way] = (self.scale_now, self.scrolled())

    def _on_entered(self, way: Way) -> None:
        """Show another level: where it was left, or from its beginning."""
        known = way in self._boards
        self._make_room()
        self._show_board(way)
        scale, place = self._places.get(way, (0.0, QPoint()))
        if known and scale:
            self.zoom_to(scale)
            self.horizontalScrollBar().setValue(place.x())
            self.verticalScrollBar().setValue(place.y())
        else:
            self.show_beginning()
        self._tell()

    def _show_board(self, way: Way) -> None:
        """Show the scene of a level; those around it rest, so that coming back is quick, and all others go."""
        board = self._boards.get(way)
        if board is None:
            board = self._boards[way] = CanvasScene(self.workspace, self)
        board.sight.active = self.hasFocus()
        board.set_theme(Theme.current())
        board.catch_up()
        if board is not self.board:
            self.board = board
            self.setScene(board)
        for other in [other for other in self._boards if way[: len(other)] != other]:
            self._boards.pop(other).deleteLater()

    def _make_room(self) -> None:
        """Let the bar stand above the canvas while a group is entered."""
        high = HEIGHT if self.workspace.way else 0
        self.setViewportMargins(0, high, 0, 0)
        self._bar.setGeometry(0, 0, self.width(), HEIGHT)

    def _on_reset(self) -> None:
        self._places = {}
        self._show_board(())
        self._make_room()
        self._on_changed(self.workspace.project, self.workspace.project)
        self._fitted = self.isVisible()
        self.show_beginning()

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
        self._bar.setGeometry(0, 0, self.width(), HEIGHT)
        self._totals.place()
        self._empty.place()
        self._frame.setGeometry(self.rect())

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Keep the line of a name that is being edited on its block."""
        super().scrollContentsBy(dx, dy)
        if self._editor is not None:
            self._editor.place()

    def showEvent(self, event: QShowEvent) -> None:
        """Show the network once the size is known."""
        super().showEvent(event)
        if not self._fitted:
            self._fitted = True
            self.show_beginning()
