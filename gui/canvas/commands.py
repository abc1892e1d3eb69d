"""What can be done on the canvas without a pointer: each command is one edit of the document, with its name for undo."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import QPoint, QPointF, Qt, Signal
from PySide6.QtWidgets import QWidget

from builder import edits
from builder.graph import Graph, Port
from gui.canvas import clipboard
from gui.canvas.hits import End, ends_of
from gui.canvas.keyboard import STEPS, neighbour
from gui.canvas.navigator import Navigator
from gui.canvas.overlay import Bubble
from gui.canvas.placing import Place, added_label, place_for
from gui.canvas.quick_add import QuickAdd
from gui.canvas.rename import NameEditor
from gui.canvas.scene import CanvasScene
from gui.canvas.words import tr
from gui.workspace import Workspace

PASTE_STEP = 32.0
NUDGE = 16.0


class Commander(Navigator):
    """A view with the commands of the canvas; `hint` carries what is said at the pointer."""

    hint = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(CanvasScene(workspace), parent)
        self.board.setParent(self)
        self.workspace = workspace
        self._bubble = Bubble(self)
        self._quick = QuickAdd(self)
        self._quick.chosen.connect(self._add_chosen)
        self._wanted: tuple[QPointF, Port | None] | None = None
        self._editor: NameEditor | None = None
        self._tried_at: QPoint | None = None
        self._pasted = ("", 0)
        workspace.refused.connect(self._say_refusal)

    # -- words at the place they are about -----------------------------------------------------------------------------

    def say(self, text: str, at: QPoint, *, lasting: bool = True) -> None:
        """Show a sentence at a point of the viewport; unless it is `lasting` it goes by itself."""
        self._bubble.say(text, at, lasting=lasting)
        self.hint.emit(text)

    def unhint(self) -> None:
        """Take the sentence away."""
        if self._bubble.isVisible():
            self._bubble.hide()
            self.hint.emit("")

    def edit(self, label: str, edit: Callable[[Graph], Graph], merge: str | None = None) -> bool:
        """Change the graph; a refusal is said where it was tried."""
        self._tried_at = self._here()
        done = self.workspace.edit(label, edit, merge)
        self._tried_at = None
        return done

    def _say_refusal(self, text: str) -> None:
        if self._tried_at is not None:
            self.say(text, self._tried_at, lasting=False)

    def _here(self) -> QPoint:
        """Where the person is looking: the pointer when it is over the canvas, else the selection."""
        focus = self.current()
        if self.underMouse() or focus not in self.board.blocks:
            at = self.viewport().mapFromGlobal(self.cursor().pos())
            return at if self.viewport().rect().contains(at) else self.viewport().rect().center()
        return self.mapFromScene(self.board.blocks[focus].card.bottomLeft())

    def current(self) -> int | None:
        """The block that a command for one block means: where the keyboard is, else the first selected one."""
        focused = self.board.sight.focused
        return min(self.workspace.selection, default=None) if focused is None else focused

    # -- commands ------------------------------------------------------------------------------------------------------

    def arrange(self) -> None:
        """Let the automatic layout place every block, and show all."""
        if self.edit(tr("Arrange"), edits.arrange):
            self.fit()

    def delete_selection(self) -> None:
        """Remove the chosen wire, or the selected blocks; what a block with one way in fed is fed by its source."""
        wire, ids = self.board.sight.chosen, self.workspace.selection
        if wire is not None:
            self.edit(tr("Remove wire"), lambda graph: edits.disconnect(graph, wire))
        elif ids:
            self.edit(tr("Delete {0}", self.named(ids)), lambda graph: edits.delete(graph, ids))

    def copy(self) -> None:
        """Put the selected blocks on the clipboard."""
        if self.workspace.selection:
            clipboard.put(edits.copy_record(self.workspace.graph, self.workspace.selection))
            self._pasted = ("", 0)

    def cut(self) -> None:
        """Put the selected blocks on the clipboard and remove them."""
        if self.workspace.selection:
            self.copy()
            ids = self.workspace.selection
            self.edit(tr("Cut {0}", self.named(ids)), lambda graph: edits.delete(graph, ids))

    def paste(self) -> None:
        """Add the blocks on the clipboard, a step further each time, and select them."""
        record = clipboard.taken()
        if record is None:
            self.say(tr("The clipboard holds no blocks. Copy some with Ctrl+C first."), self._here(), lasting=False)
            return
        times = self._pasted[1] + 1 if self._pasted[0] == record else 1
        self._pasted = (record, times)
        offset = (PASTE_STEP * times, PASTE_STEP * times)
        self._add_many(tr("Paste"), lambda graph: edits.paste(graph, self.workspace.document.ids, record, offset))

    def duplicate(self) -> None:
        """Add copies of the selected blocks, with the wires among them, and select the copies."""
        ids = self.workspace.selection
        if ids:
            label = tr("Duplicate {0}", self.named(ids))
            self._add_many(label, lambda graph: edits.duplicate(graph, self.workspace.document.ids, ids))

    def _add_many(self, label: str, edit: Callable[[Graph], tuple[Graph, frozenset[int]]]) -> None:
        added: list[frozenset[int]] = []

        def change(graph: Graph) -> Graph:
            changed, new = edit(graph)
            added[:] = [new]
            return changed

        if self.edit(label, change):
            self.workspace.select(added[0])
            self.show_blocks(added[0])

    def select_all(self) -> None:
        """Select every block."""
        self.workspace.select(self.workspace.graph.blocks)

    def add_skip(self) -> None:
        """Join the start and the end of the selected stretch with an Add."""
        ids = self.workspace.selection
        document = self.workspace.document
        self.edit(tr("Add skip"), lambda graph: edits.add_skip(graph, document.ids, ids))

    def rename(self, id: int | None = None) -> None:
        """Edit a block's name (the focused one's) on its card."""
        id = self.current() if id is None else id
        if id is None or id not in self.board.blocks:
            return
        self.show_blocks({id})
        label = tr("Rename {0}", self.workspace.graph.blocks[id].name)
        name = self.workspace.graph.blocks[id].name
        self._editor = NameEditor(
            self, self.board.blocks[id], name, lambda new: self.edit(label, lambda graph: edits.rename(graph, id, new))
        )
        self._editor.destroyed.connect(self._forget_editor)

    def _forget_editor(self) -> None:
        self._editor = None

    def quick_add(self, scene_pos: QPointF | None = None, source: Port | None = None) -> None:
        """Open the quick-add box at a point, for a block fed by `source`; without a point, for one after the selection."""
        self._wanted = None if scene_pos is None else (scene_pos, source)
        at = self._here() if scene_pos is None else self.mapFromScene(scene_pos)
        self._quick.open(at)

    def _add_chosen(self, kind: str) -> None:
        self._tried_at = self._here()
        if self._wanted is None:
            id = self.workspace.append(kind)
            if id is not None:
                self.show_blocks({id})
        else:
            point, source = self._wanted
            if source is None:
                self.add_at(place_for(self.board, kind, point))
            else:
                self.add_at(Place(kind, round(point.x()), round(point.y()), source=source))
        self._tried_at = None

    def add_at(self, place: Place) -> None:
        """Add a block in its place and select it."""
        document, task = self.workspace.document, self.workspace.project.task
        id = document.ids.next
        if self.edit(added_label(place.kind), lambda graph: place.edit(graph, document.ids, task)):
            self.workspace.select({id})

    # -- by keyboard ---------------------------------------------------------------------------------------------------

    def walk(self, key: Qt.Key, *, extend: bool) -> None:
        """Follow an arrow key to the next block, and select it, alone or beside the others."""
        id = neighbour(self.board, self.board.sight.focused, key)
        if id is not None:
            self.workspace.select(self.workspace.selection | {id} if extend else {id})
            self.board.focus_block(id)
            self.show_blocks({id})

    def nudge(self, key: Qt.Key) -> None:
        """Move the selected blocks a little; one undo for a run of steps."""
        dx, dy = STEPS[key]
        moved = {id: (x + dx * NUDGE, y + dy * NUDGE) for id, (x, y) in self._selected_centres().items()}
        if moved:
            merge = "nudge:" + ",".join(map(str, sorted(moved)))
            self.edit(tr("Move {0}", self.named(moved)), lambda graph: edits.move(graph, moved), merge)

    def step_wire(self) -> None:
        """Choose the next wire of the selected block, so that Delete removes it."""
        id = self.board.sight.focused
        if id is None:
            return
        wires = [target for target, wire in sorted(self.board.wires.items()) if id in (target.block, wire.source.block)]
        chosen = self.board.sight.chosen
        after = wires[(wires.index(chosen) + 1) % len(wires)] if chosen in wires else next(iter(wires), None)
        self.board.choose_wire(after)

    def loose_end(self) -> End | None:
        """The port of the focused block from which a wire is drawn by keyboard: an output, else an input."""
        id = self.board.sight.focused
        ends = [] if id is None else sorted(ends_of(self.board.graph, id), key=lambda end: not end.output)
        return next(iter(ends), None)

    def show_blocks(self, ids: Collection[int]) -> None:
        """Scroll as little as needed to have the blocks in view."""
        for id in sorted(set(ids) & self.board.blocks.keys()):
            self.ensureVisible(self.board.blocks[id].card, 24, 24)

    def named(self, ids: Collection[int]) -> str:
        """One block by its name, several by their number."""
        if len(ids) == 1:
            return self.workspace.graph.blocks[next(iter(ids))].name
        return tr("{0} blocks", len(ids))

    def _selected_centres(self) -> dict[int, tuple[float, float]]:
        return {id: self.board.blocks[id].centre for id in self.workspace.selection}
