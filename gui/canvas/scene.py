"""The scene of one level: an observer that keeps one item per block and per wire. It reads the workspace, never writes it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from builder.model.diff import diff
from builder.model.graph import Graph, Port
from gui.canvas.item_looks import ViewState, families_of, problems_by_block, wires_on
from gui.canvas.item_store import ItemStore
from gui.canvas.texts import block_text, hover_text
from gui.model.workspace import Workspace

SCROLL_MARGIN = 4000.0
"""How far beyond the outermost blocks one can scroll, in scene units."""


class CanvasScene(ItemStore):
    """Shows graph, analysis and selection of the level that the workspace showed when the scene was made.

    While another level is shown it ignores all signals; :meth:`catch_up` brings it up to date. `wire_chosen` carries the
    target of the wire that Delete removes, or None.
    """

    wire_chosen = Signal(object)

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        # Blocks whose looks must be updated at the next analysis: `changed` comes before `analysed`, and looks need both.
        self._stale: set[int] = set()
        self._way = workspace.way
        workspace.changed.connect(self._on_changed)
        workspace.reset.connect(self._on_reset)
        workspace.analysed.connect(self._on_analysed)
        workspace.selected.connect(self._on_selected)
        self.rebuild()

    # -- following the document -----------------------------------------------------------------------------------

    def rebuild(self) -> None:
        """Replace all items by those of what the workspace shows."""
        self._apply(Graph())
        self.state = ViewState(active=self.state.active, selection=self.workspace.selection)
        self._apply(self.workspace.graph)
        self._on_analysed()

    def catch_up(self) -> None:
        """Follow all that happened while another level was shown."""
        self._apply(self.workspace.graph)
        self._on_selected(self.workspace.selection)
        self._on_analysed()

    def _is_hidden(self) -> bool:
        return self.workspace.way != self._way

    def _on_reset(self) -> None:
        if not self._is_hidden():
            self.rebuild()

    def _on_changed(self) -> None:
        if not self._is_hidden():
            self._apply(self.workspace.graph)

    def _apply(self, new: Graph) -> None:
        """Turn the items of the graph that is shown into those of `new`, touching only what differs."""
        old, change = self.graph, diff(self.graph, new)
        if not change:
            self.state.graph = new
            return
        altered = {*change.added, *change.removed, *change.changed}
        related = set(self.state.sharing_with(altered))
        self.state.families = families_of(new) if altered else self.state.families
        related |= self.state.sharing_with(altered)
        touched = {*change.added, *change.removed, *change.changed, *change.moved}
        for graph, targets in ((old, change.wires_removed), (new, change.wires_added)):
            touched |= {target.block for target in targets} | {graph.wires[target].block for target in targets}
        self.state.graph = new
        for target in change.wires_removed:
            self.drop_wire(target)
        for id in change.removed:
            self.drop_block(id)
        for id in change.added:
            self.add_block(id)
        for id in {*change.added, *change.moved}:
            self.blocks[id].setPos(*new.positions.get(id, (0.0, 0.0)))
        for target in change.wires_added:
            self.add_wire(target, new.wires[target])
        self.state.focused = self.state.focused if self.state.focused in self.blocks else None
        self.state.chosen = self.state.chosen if self.state.chosen in self.wires else None
        self._stale |= touched | related
        self.route(touched, long_ones=True)
        self.setSceneRect(self.blocks_rect().adjusted(-SCROLL_MARGIN, -SCROLL_MARGIN, SCROLL_MARGIN, SCROLL_MARGIN))

    # -- following analysis and selection ---------------------------------------------------------------------------

    def _on_analysed(self) -> None:
        """Update the blocks whose report changed: unchanged reports are the same objects, so `is` is enough."""
        if self._is_hidden():
            return
        analysis = self.workspace.analysis
        state, stale = self.state, self._stale & self.blocks.keys()
        before, problems = state.analysis.blocks, problems_by_block(analysis)
        stale |= {id for id in self.blocks if analysis.blocks.get(id) is not before.get(id)}
        stale |= {id for id in self.blocks if id in problems or id in state.problems}
        state.analysis, state.problems = analysis, problems
        self._stale = set()
        self.refresh(stale)

    def _on_selected(self, ids: frozenset[int]) -> None:
        """Update blocks that were or are selected, and those that share weights with them; a single one gets the focus."""
        if self._is_hidden():
            return
        state = self.state
        changed = state.selection ^ ids
        changed |= state.sharing_with(changed)
        state.selection = ids
        if state.focused not in ids:
            before, state.focused = state.focused, next(iter(ids)) if len(ids) == 1 else None
            changed |= {id for id in (before, state.focused) if id is not None}
        self.refresh(changed & self.blocks.keys())

    def refresh(self, ids: Iterable[int]) -> None:
        """Update the looks and texts of blocks and of the wires on them."""
        wires: set[Port] = set()
        for id in ids:
            item = self.blocks[id]
            look = self.state.block_look(id)
            item.show_look(look, block_text(self.graph, self.state.analysis, id, shared=look.shared), self.cards)
            item.setToolTip(hover_text(self.graph, id, self.state.problems.get(id, ())))
            wires.update(wires_on(self.graph, id))
        self._refresh_wires(wires)

    def _refresh_wires(self, targets: Iterable[Port | None]) -> None:
        for target in targets:
            wire = self.wires.get(target) if target is not None else None
            if wire is not None:
                wire.show_look(self.state.wire_look(wire.target, wire.source), self.cards)

    # -- for gestures and keys ----------------------------------------------------------------------------------------

    def current_block(self) -> int | None:
        """The block that a command for one block means: the focused one, else the first selected one."""
        focused = self.state.focused
        return min(self.workspace.selection, default=None) if focused is None else focused

    def focus_block(self, id: int | None) -> None:
        """Mark the block that the keyboard acts on."""
        before, self.state.focused = self.state.focused, id
        self.refresh([id for id in self.blocks if id in (before, self.state.focused)])

    def set_active(self, active: bool) -> None:
        """Say whether the canvas has the keyboard; the focused block shows it."""
        self.state.active = active
        self.refresh([id for id in self.blocks if id == self.state.focused])

    def choose_wire(self, target: Port | None) -> None:
        """Mark the wire that Delete removes."""
        before, self.state.chosen = self.state.chosen, target
        if target != before:
            self._refresh_wires({before, target})
            self.wire_chosen.emit(target)

    def light_wire(self, target: Port | None) -> None:
        """Highlight the wire that a drop would go into."""
        before, self.state.lit = self.state.lit, target
        self._refresh_wires({before, target})
