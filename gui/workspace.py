"""The document as the window shares it: one project, its analysis, the selection, and signals when they change.

Views read from here and never write; every change goes through :meth:`Workspace.apply` or :meth:`Workspace.edit`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from builder import edits
from builder.analysis import Analysis, analyse_project
from builder.document import Document
from builder.fields import FieldError
from builder.graph import Graph
from builder.layers import LAYERS
from builder.layers.base import ShapeError
from builder.problems import Problem
from builder.project import Project, ProjectError
from builder.repairs import Repair, repairs_for
from gui.problem_words import repair_text

REFUSALS = (edits.EditError, FieldError, ShapeError, ProjectError)
"""What an edit may say no with; anything else is a fault of the program."""


class Workspace(QObject):
    """Owns the document, its analysis and the selection.

    `changed` carries the old and the new project, `analysed` the new analysis, `selected` the ids now selected,
    `refused` the words of an edit that was not made; `reset` says that another document is open. When any of them
    is emitted, `project`, `analysis` and `selection` already agree with each other.
    """

    changed = Signal(object, object)
    analysed = Signal(object)
    selected = Signal(object)
    refused = Signal(str)
    reset = Signal()

    def __init__(self, project: Project | None = None, path: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._selection: frozenset[int] = frozenset()
        self._adopt(Document(project, path))

    @property
    def document(self) -> Document:
        """The document that is open."""
        return self._document

    @property
    def project(self) -> Project:
        """The project as it is now."""
        return self._document.project

    @property
    def graph(self) -> Graph:
        """The network as it is now."""
        return self._document.graph

    @property
    def analysis(self) -> Analysis:
        """Shapes, costs and problems of the network as it is now."""
        return self._analysis

    @property
    def selection(self) -> frozenset[int]:
        """The ids of the selected blocks; all of them exist."""
        return self._selection

    def apply(self, label: str, edit: Callable[[Project], Project], merge: str | None = None) -> bool:
        """Change the project; False, with the words in `refused`, when the edit says no."""
        return self._attempt(lambda: self._document.apply(label, edit, merge=merge))

    def edit(self, label: str, edit: Callable[[Graph], Graph], merge: str | None = None) -> bool:
        """Change the network; False, with the words in `refused`, when the edit says no."""
        return self._attempt(lambda: self._document.edit(label, edit, merge=merge))

    def undo(self) -> None:
        """Take the last change back."""
        if self._document.can_undo:
            self._document.undo()

    def redo(self) -> None:
        """Make the change again that was taken back last."""
        if self._document.can_redo:
            self._document.redo()

    def select(self, ids: Iterable[int]) -> None:
        """Select these blocks and no others; ids of blocks that are not there are left out."""
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
        self.analysed.emit(self._analysis)

    def append(self, kind: str) -> int | None:
        """Add a block after the selected one, wired, and select it; None when that is refused."""
        added: list[int] = []

        def edit(graph: Graph) -> Graph:
            changed, id = edits.append(graph, self._document.ids, kind, after=self._last_selected(), task=self.project.task)
            added[:] = [id]
            return changed

        title = LAYERS[kind].title if kind in LAYERS else kind
        if not self.edit(self.tr("Add {0}").format(title), edit):
            return None
        self.select(added)
        return added[0]

    def repairs(self, problem: Problem) -> list[Repair]:
        """What would mend the problem; each was tried."""
        return repairs_for(self.project, problem, self._document.ids)

    def apply_repair(self, repair: Repair) -> bool:
        """Make the repair."""
        return self.apply(repair_text(repair), repair.edit)

    def _attempt(self, change: Callable[[], object]) -> bool:
        try:
            change()
        except REFUSALS as refusal:
            self.refused.emit(str(refusal))
            return False
        return True

    def _adopt(self, document: Document) -> None:
        self._document = document
        self._unsubscribe = document.subscribe(self._follow)
        self._analysis = analyse_project(document.project)

    def _follow(self, old: Project, new: Project) -> None:
        same = (
            new.graph.blocks is old.graph.blocks
            and new.graph.wires is old.graph.wires
            and new.task == old.task
            and new.recipe == old.recipe
        )
        if not same:
            self._analysis = analyse_project(new)
        remaining = frozenset(id for id in self._selection if id in new.graph.blocks)
        pruned, self._selection = remaining != self._selection, remaining
        self.changed.emit(old, new)
        if pruned:
            self.selected.emit(remaining)
        if not same:
            self.analysed.emit(self._analysis)

    def _last_selected(self) -> int | None:
        if len(self._selection) <= 1:
            return next(iter(self._selection), None)
        return next((id for id in reversed(self.graph.order()) if id in self._selection), None)
