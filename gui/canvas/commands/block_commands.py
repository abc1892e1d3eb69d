"""What can be done on the canvas without a pointer: each command is one edit of the document, with its name for undo."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QWidget

from builder import edits
from builder.model.graph import Graph, Port
from gui.canvas.commands import system_clipboard as clipboard
from gui.canvas.gestures.place import Place, place_for, put
from gui.canvas.overlays.quick_add import QuickAdd
from gui.canvas.overlays.refusal_bubble import Teller
from gui.canvas.overlays.rename_editor import NameEditor
from gui.canvas.overlays.texts import tr
from gui.model.workspace import Workspace

PASTE_STEP = 32.0


class Commander(Teller):
    """A view with the commands of the canvas."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._quick = QuickAdd(self, workspace.kinds)
        self._quick.chosen.connect(self._add_chosen)
        self._wanted: tuple[QPointF, Port | None] | None = None
        self._editor: NameEditor | None = None
        self._pasted = ("", 0)

    def arrange(self) -> None:
        """Let the automatic layout place every block; the selection stays in view."""
        if self.edit(tr("Arrange"), edits.arrange):
            if self.workspace.selection:
                self.show_blocks(self.workspace.selection)
            else:
                self.show_beginning()

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
            self.say(tr("The clipboard holds no blocks. Copy some with Ctrl+C first."), self.here(), lasting=False)
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

    def share_weights(self, owner: int | None) -> None:
        """Let the selected blocks use the weights of `owner`; with None each gets weights of its own."""
        ids = sorted(self.workspace.selection - {owner})
        label = tr("Own weights") if owner is None else tr("Share weights of {0}", self.workspace.graph.blocks[owner].name)

        def change(graph: Graph) -> Graph:
            for id in ids:
                graph = edits.share_weights(graph, id, owner)
            return graph

        self.edit(label, change)

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
        at = self.here() if scene_pos is None else self.mapFromScene(scene_pos)
        self._quick.open(at)

    def _add_chosen(self, kind: str) -> None:
        if self._wanted is None:
            id = self.trying(lambda: self.workspace.append(kind))
            if id is not None:
                self.show_blocks({id})
        else:
            point, source = self._wanted
            cls = self.workspace.kind(kind)
            if cls is None:
                return
            if source is None:
                put(self, place_for(self.board, cls, point))
            else:
                put(self, Place(cls, round(point.x()), round(point.y()), source=source))
