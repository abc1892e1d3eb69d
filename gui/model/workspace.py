"""The document as the window shares it: one project, its analysis, the level shown, the selection, and signals.

Views read from here and never write; every change goes through :meth:`Workspace.apply` or :meth:`Workspace.edit`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from builder import edits
from builder.analysis import Analysis
from builder.analysis.incremental import Analyser
from builder.common.fields import FieldError
from builder.common.json_checks import ProjectError
from builder.groups.errors import GroupError
from builder.layers.base import Layer, ShapeError
from builder.model.block_paths import GroupPath
from builder.model.document import Document
from builder.model.graph import Graph
from builder.model.problem import Problem
from builder.model.project import Project
from builder.repairs.repairs import Repair, repairs_for
from gui.common.i18n import say
from gui.model.group_library import GroupLibrary
from gui.model.group_navigation import EnteredGroup, Level, level_at

REFUSALS = (edits.EditError, FieldError, ShapeError, ProjectError, GroupError)
"""How an edit refuses; any other error is a bug."""


class OpenProject(QObject):
    """The document that is open, with the analysis of its whole network; what the window as a whole is about.

    `changed` carries the old and the new project, `analysed` the new analysis of the network, `refused` the sentence of an
    edit that refused; `reset` says that another document is open.
    """

    changed = Signal(object, object)
    analysed = Signal(object)
    refused = Signal(str)
    reset = Signal()

    _document: Document
    _whole: Analysis

    @property
    def document(self) -> Document:
        """The document that is open."""
        return self._document

    @property
    def project(self) -> Project:
        """The project as it is now."""
        return self._document.project

    @property
    def network(self) -> Graph:
        """The whole network as it is now, whichever group is entered."""
        return self._document.graph

    @property
    def whole(self) -> Analysis:
        """Shapes, costs and problems of the whole network as it is now."""
        return self._whole

    def apply(self, label: str, edit: Callable[[Project], Project], merge: str | None = None) -> bool:
        """Change the project; False, with the reason in `refused`, when the edit refuses."""
        return self._attempt(lambda: self._document.apply(label, edit, merge=merge))

    def edit_network(self, label: str, edit: Callable[[Graph], Graph], merge: str | None = None) -> bool:
        """Change the whole network, also while a group is entered; False, with the reason in `refused`, when refused."""
        return self._attempt(lambda: self._document.edit(label, edit, merge=merge))

    def undo(self) -> None:
        """Take the last change back."""
        if self._document.can_undo:
            self._document.undo()

    def redo(self) -> None:
        """Make the change again that was taken back last."""
        if self._document.can_redo:
            self._document.redo()

    def why_not(self, edit: Callable[[Graph], Graph]) -> str:
        """Why an edit of the whole network would be refused; empty when it would not. Nothing changes."""
        ids = self._document.ids
        mark = ids.next
        try:
            edit(self.network)
        except REFUSALS as refusal:
            return say(refusal.message)
        finally:
            ids.next = mark
        return ""

    def _attempt(self, change: Callable[[], object]) -> bool:
        try:
            change()
        except REFUSALS as refusal:
            self.refused.emit(say(refusal.message))
            return False
        return True


class Workspace(OpenProject):
    """The project as it is worked on: which of its groups is entered, and what is selected there.

    `graph` and `analysis` are those of the level shown: the network, or the blocks of the group that is entered.
    `selected` carries the ids now selected, `entered` the path to the level now shown, `leaving` comes just before
    another level is shown. When any other signal is emitted, project, level and selection already agree with each other.
    """

    selected = Signal(object)
    leaving = Signal()
    entered = Signal(object)

    def __init__(self, project: Project | None = None, path: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.group_library = GroupLibrary(self)
        self._selection: frozenset[int] = frozenset()
        self._adopt(Document(project, path))

    @property
    def graph(self) -> Graph:
        """The blocks that are shown, as they are now."""
        return self._level.graph

    @property
    def analysis(self) -> Analysis:
        """Shapes, costs and problems of the blocks that are shown."""
        return self._level.analysis

    @property
    def way(self) -> GroupPath:
        """The ids of the group blocks that were entered, outermost first; empty where the network is shown."""
        return self._level.way

    @property
    def steps(self) -> tuple[EnteredGroup, ...]:
        """The groups that were entered, each with the pass of it that is shown."""
        return self._level.steps

    @property
    def selection(self) -> frozenset[int]:
        """The ids of the selected blocks; all of them are shown."""
        return self._selection

    def edit(self, label: str, edit: Callable[[Graph], Graph], merge: str | None = None) -> bool:
        """Change the blocks that are shown; all blocks of the group that is entered follow.

        False, with the reason in `refused`, when the edit refuses.
        """
        way = self.way
        if not way:
            return self.edit_network(label, edit, merge)
        return self.edit_network(label, lambda graph: edits.edit_inside(graph, way, edit), merge and f"{way}:{merge}")

    def enter(self, id: int) -> bool:
        """Show the blocks of a group that is shown; False, with the reason in `refused`, for a block that is none."""

        def attempt() -> None:
            edits.graph_at(self.graph, (id,))

        return self._attempt(attempt) and self.go((*self.way, id))

    def leave(self, levels: int = 1) -> None:
        """Show what is around the group that is entered, and select it."""
        left = self.way[-levels:]
        if left and self.go(self.way[:-levels]):
            self.select(left[:1])

    def go(self, way: Sequence[int], numbers: Sequence[int] = ()) -> bool:
        """Show the level at the end of `way`, of repeated groups the passes `numbers`; False where it cannot be entered."""
        numbers = numbers or [step.number for step in self.steps]
        level = level_at(self.network, self.whole, way, numbers)
        if level.steps == self.steps:
            return level.way == tuple(way)
        self.leaving.emit()
        self._document.end_merge()
        same = level.way == self.way
        before, self._level = self._selection, level
        self._selection = before if same else frozenset()
        self.entered.emit(level.way)
        if self._selection != before:
            self.selected.emit(self._selection)
        return level.way == tuple(way)

    def select(self, ids: Iterable[int]) -> None:
        """Select these blocks and no others; ids of blocks that are not shown are left out."""
        wanted = frozenset(id for id in ids if id in self.graph.blocks)
        if wanted != self._selection:
            self._selection = wanted
            self.selected.emit(wanted)

    def open(self, project: Project | None = None, path: Path | None = None) -> None:
        """Show another project, or an empty one."""
        self._unsubscribe()
        self._selection = frozenset()
        self._adopt(Document(project, path))
        self.reset.emit()
        self.selected.emit(self._selection)
        self.analysed.emit(self._whole)

    def kinds(self) -> list[type[Layer]]:
        """What a block can be at the level shown: the catalogue, and every group of the library."""
        return self.group_library.kinds(self.network, inside=bool(self.way))

    def kind(self, name: str) -> type[Layer] | None:
        """The kind of layer that a name in the palette stands for; None for one that is not there any more."""
        return self.group_library.kind(name, self.network)

    def append(self, kind: str) -> int | None:
        """Add a block after the selected one, wired, and select it; None when that is refused."""
        added: list[int] = []
        cls = self.kind(kind)
        task = None if self.way else self.project.task

        def edit(graph: Graph) -> Graph:
            changed, id = edits.append(
                graph, self._document.ids, cls or kind, after=self._last_selected(), task=task, known=self.analysis
            )
            added[:] = [id]
            return changed

        if not self.edit(self.tr("Add {0}").format(kind if cls is None else cls.title or kind), edit):
            return None
        self.select(added)
        return added[0]

    def repairs(self, problem: Problem) -> list[Repair]:
        """Repairs of the problem; each was tried."""
        return repairs_for(self.project, problem, self._document.ids, self.way, analyser=self._analyser)

    def apply_repair(self, repair: Repair) -> bool:
        """Apply the repair."""
        return self.apply(say(repair.message), repair.edit)

    def _adopt(self, document: Document) -> None:
        self._document = document
        self._unsubscribe = document.subscribe(self._follow)
        self._analyser = Analyser()
        self._whole = self._analyser.analyse_project(document.project)
        self._level = Level(document.graph, self._whole)

    def _follow(self, old: Project, new: Project) -> None:
        same = (
            new.graph.blocks is old.graph.blocks
            and new.graph.wires is old.graph.wires
            and new.task == old.task
            and new.recipe == old.recipe
        )
        if not same:
            self._whole = self._analyser.analyse_project(new)
        way = self.way
        level = level_at(new.graph, self._whole, way, [step.number for step in self.steps])
        moved = level.way != way
        if moved:
            self.leaving.emit()
        self._level = level
        remaining = frozenset() if moved else frozenset(id for id in self._selection if id in self.graph.blocks)
        pruned, self._selection = remaining != self._selection, remaining
        self.changed.emit(old, new)
        if moved:
            self.entered.emit(level.way)
        if pruned:
            self.selected.emit(remaining)
        if not same:
            self.analysed.emit(self._whole)

    def _last_selected(self) -> int | None:
        if len(self._selection) <= 1:
            return next(iter(self._selection), None)
        return next((id for id in reversed(self.graph.order()) if id in self._selection), None)
