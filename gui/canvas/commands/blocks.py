"""Commands for blocks and wires: clipboard, delete, duplicate, arrange, rename, add, share weights."""

from __future__ import annotations

from PySide6.QtCore import QPointF

from builder import edits
from builder.model.graph import Graph, Port
from gui.canvas.commands import system_clipboard
from gui.canvas.commands.base import CanvasCommands, Prompts, Refusals, Screen
from gui.canvas.commands.keyboard import next_wire, step_positions
from gui.canvas.placement import Placement, place_for
from gui.canvas.texts import block_names, kind_title
from gui.model.workspace import Workspace

PASTE_STEP = 32.0
"""How far each paste of the same blocks is moved right and down, in scene units."""


class BlockCommands(CanvasCommands):
    """What can be done with the selected blocks and the chosen wire."""

    def __init__(self, workspace: Workspace, refusals: Refusals, screen: Screen, prompts: Prompts) -> None:
        super().__init__(workspace, refusals, screen, prompts)
        self._pasted = ("", 0)  # what was pasted last, and how many times

    # -- delete, clipboard, duplicate ----------------------------------------------------------------------------------

    def delete_selection(self) -> None:
        """Remove the chosen wire, or else the selected blocks; a source feeds on what a block with one input fed."""
        wire, ids = self.screen.board.state.chosen, self.workspace.selection
        if wire is not None:
            self.remove_wire(wire)
        elif ids:
            label = self.tr("Delete {blocks}").format(blocks=self._names(ids))
            self.refusals.edit(label, lambda graph: edits.delete(graph, ids))

    def remove_wire(self, target: Port) -> None:
        """Remove the wire into an input."""
        self.refusals.edit(self.tr("Remove wire"), lambda graph: edits.disconnect(graph, target))

    def copy_selection(self) -> None:
        """Put the selected blocks on the clipboard."""
        if self.workspace.selection:
            system_clipboard.write_blocks(edits.copy_record(self.workspace.graph, self.workspace.selection))
            self._pasted = ("", 0)

    def cut_selection(self) -> None:
        """Put the selected blocks on the clipboard and remove them."""
        ids = self.workspace.selection
        if ids:
            self.copy_selection()
            label = self.tr("Cut {blocks}").format(blocks=self._names(ids))
            self.refusals.edit(label, lambda graph: edits.delete(graph, ids))

    def paste(self) -> None:
        """Add the blocks on the clipboard, a step further each time, and select them."""
        record = system_clipboard.read_blocks()
        if record is None:
            self.refusals.say(self.tr("The clipboard holds no blocks. Copy some with Ctrl+C first."))
            return
        times = self._pasted[1] + 1 if self._pasted[0] == record else 1
        self._pasted = (record, times)
        offset = (PASTE_STEP * times, PASTE_STEP * times)
        ids = self.workspace.document.ids
        self.add_and_select(self.tr("Paste"), lambda graph: edits.paste(graph, ids, record, offset))

    def duplicate_selection(self) -> None:
        """Add copies of the selected blocks, with the wires among them, and select the copies."""
        chosen, ids = self.workspace.selection, self.workspace.document.ids
        if chosen:
            label = self.tr("Duplicate {blocks}").format(blocks=self._names(chosen))
            self.add_and_select(label, lambda graph: edits.duplicate(graph, ids, chosen))

    # -- select and move -----------------------------------------------------------------------------------------------

    def select_all(self) -> None:
        """Select every block."""
        self.workspace.select(self.workspace.graph.blocks)

    def choose_next_wire(self) -> None:
        """Choose the next wire of the focused block, so that Delete removes it."""
        self.screen.board.choose_wire(next_wire(self.screen.board))

    def nudge(self, dx: int, dy: int) -> None:
        """Move the selected blocks by some steps; a run of steps is one undo."""
        moved = step_positions(self.screen.board, dx, dy)
        if moved:
            label = self.tr("Move {blocks}").format(blocks=self._names(moved))
            merge = "nudge:" + ",".join(map(str, sorted(moved)))
            self.refusals.edit(label, lambda graph: edits.move(graph, moved), merge)

    def arrange(self) -> None:
        """Let the automatic layout place every block; the selection stays in view."""
        if self.refusals.edit(self.tr("Arrange"), edits.arrange):
            if self.workspace.selection:
                self.screen.show_blocks(self.workspace.selection)
            else:
                self.screen.show_beginning()

    # -- change --------------------------------------------------------------------------------------------------------

    def add_skip(self) -> None:
        """Connect the start and the end of the selected stretch with an Add."""
        chosen, ids = self.workspace.selection, self.workspace.document.ids
        self.refusals.edit(self.tr("Add skip"), lambda graph: edits.add_skip(graph, ids, chosen))

    def share_weights(self, owner: int | None) -> None:
        """Let the selected blocks use the weights of `owner`; with None each gets weights of its own."""
        chosen, blocks = sorted(self.workspace.selection - {owner}), self.workspace.graph.blocks
        if owner is None:
            label = self.tr("Own weights")
        else:
            label = self.tr("Share weights of {owner}").format(owner=blocks[owner].name)

        def change(graph: Graph) -> Graph:
            for id in chosen:
                graph = edits.share_weights(graph, id, owner)
            return graph

        self.refusals.edit(label, change)

    def rename(self, id: int | None = None) -> None:
        """Ask for another name of a block (the current one) on its card."""
        id = self.screen.board.current_block() if id is None else id
        if id is None or id not in self.screen.board.blocks:
            return
        chosen = id
        self.screen.show_blocks({chosen})
        label = self.tr("Rename {block}").format(block=self.workspace.graph.blocks[chosen].name)
        self.prompts.ask_name(chosen, lambda name: self.refusals.edit(label, lambda graph: edits.rename(graph, chosen, name)))

    # -- add -----------------------------------------------------------------------------------------------------------

    def quick_add(self, at: QPointF | None = None, source: Port | None = None) -> None:
        """Ask for a layer, and add it at a point of the scene, fed by `source`; without a point, after the selection."""
        if at is None:
            self.prompts.ask_kind(None, self._append)
        else:
            self.prompts.ask_kind(at, lambda kind: self._add_at(kind, at, source))

    def add(self, placement: Placement) -> None:
        """Add a block in its place and select it."""
        document, task = self.workspace.document, self.workspace.project.task
        id = document.ids.next
        label = self.tr("Add {kind}").format(kind=kind_title(placement.kind))
        if self.refusals.edit(label, lambda graph: placement.add_to(graph, document.ids, task)):
            self.workspace.select({id})

    def _append(self, kind: str) -> None:
        id = self.refusals.attempt(lambda: self.workspace.append(kind))
        if id is not None:
            self.screen.show_blocks({id})

    def _add_at(self, kind: str, at: QPointF, source: Port | None) -> None:
        """Add a layer that was asked for at a point; the workspace may not know the kind any more."""
        layer = self.workspace.kind(kind)
        if layer is None:
            return
        if source is None:
            self.add(place_for(self.screen.board, layer, at))
        else:
            self.add(Placement(layer, round(at.x()), round(at.y()), source=source))

    def _names(self, ids: frozenset[int] | dict[int, tuple[float, float]]) -> str:
        return block_names(self.workspace.graph, ids)
