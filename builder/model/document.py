"""The document: the current project, its undo history, and its observers.

Undo keeps earlier values, so an edit needs no inverse; values share structure, so keeping them costs little.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from builder.model.graph import Graph
from builder.model.ids import Ids
from builder.model.project import Project

Observer = Callable[[Project, Project], None]


@dataclass(frozen=True, slots=True)
class _UndoStep:
    label: str
    project: Project


class Document:
    """One project being edited, with undo and redo.

    Observers are called with the old and the new project after every change, undo and redo included; changes made by
    an observer reach the others afterwards, in order.
    """

    def __init__(self, project: Project | None = None, path: Path | None = None) -> None:
        self._project = project or Project()
        self.path = path
        self.ids = Ids(self._project.next_id)
        self._undo: list[_UndoStep] = []
        self._redo: list[_UndoStep] = []
        self._merge: str | None = None
        self._saved = self._project
        self._observers: dict[int, Observer] = {}
        self._keys = count()
        self._pending: deque[tuple[Project, Project]] = deque()
        self._notifying = False

    @property
    def project(self) -> Project:
        """The current project, with the id high-water mark that its file needs."""
        if self._project.next_id != self.ids.next:
            self._project = replace(self._project, next_id=self.ids.next)
        return self._project

    @property
    def graph(self) -> Graph:
        """The current graph."""
        return self._project.graph

    @property
    def clean(self) -> bool:
        """Whether the project equals the saved one; a run noted since counts as a change where there is a file."""
        return self._project == self._saved and (self.path is None or self._project.run == self._saved.run)

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to undo."""
        return bool(self._undo)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to redo."""
        return bool(self._redo)

    @property
    def undo_label(self) -> str:
        """The label of the step that undo reverts; empty without one."""
        return self._undo[-1].label if self._undo else ""

    @property
    def redo_label(self) -> str:
        """The label of the step that redo repeats; empty without one."""
        return self._redo[-1].label if self._redo else ""

    def apply(self, label: str, edit: Callable[[Project], Project], merge: str | None = None) -> None:
        """Replace the project by what `edit` makes of it, as one step of undo.

        Steps with the same `merge` key that follow each other become one: a drag, a slider. Merging ends with another
        key, with undo, redo and save, and with :meth:`end_merge`. When `edit` raises, nothing has changed.
        """
        mark = self.ids.next
        old = self._project
        try:
            # The last run belongs to the file, not to the history: an edit that returns an older value must not change it.
            new = replace(edit(old), run=old.run)
        except BaseException:
            self.ids.next = mark
            raise
        self.ids.next = max(self.ids.next, new.next_id)
        if new == old:
            return
        if merge is None or merge != self._merge:
            self._undo.append(_UndoStep(label, old))
        # A drag that ends where it began leaves no step.
        elif self._undo[-1].project == new:
            self._undo.pop()
            merge = None
        self._merge = merge
        self._redo.clear()
        self._change_to(new)

    def edit(self, label: str, edit: Callable[[Graph], Graph], merge: str | None = None) -> None:
        """:meth:`apply` for an edit of the graph alone."""
        self.apply(label, lambda project: replace(project, graph=edit(project.graph)), merge)

    def end_merge(self) -> None:
        """End a gesture: the next step with the same key is a step of its own."""
        self._merge = None

    def undo(self) -> None:
        """Revert the last step, if there is one."""
        self._step_through(self._undo, self._redo)

    def redo(self) -> None:
        """Repeat the last reverted step, if there is one."""
        self._step_through(self._redo, self._undo)

    def _step_through(self, from_: list[_UndoStep], to: list[_UndoStep]) -> None:
        self._merge = None
        if not from_:
            return
        step = from_.pop()
        to.append(_UndoStep(step.label, self._project))
        self._change_to(replace(step.project, run=self._project.run))

    def mark_saved(self, path: Path) -> None:
        """Note that the current project is in the file at `path`."""
        self.path = path
        self._saved = self._project
        self._merge = None

    def note_run(self, run: str | None) -> None:
        """Remember `run` as the project's last run; no step of undo, and undo does not forget it."""
        if run != self._project.run:
            self._change_to(replace(self._project, run=run))

    def subscribe(self, observer: Observer) -> Callable[[], None]:
        """Call `observer` (old, new) after each change, until the function that is returned is called."""
        key = next(self._keys)
        self._observers[key] = observer

        def unsubscribe() -> None:
            self._observers.pop(key, None)

        return unsubscribe

    def _change_to(self, new: Project) -> None:
        old, self._project = self.project, new
        self._pending.append((old, self.project))
        if self._notifying:
            return
        self._notifying = True
        try:
            while self._pending:
                self._notify(*self._pending.popleft())
        finally:
            self._pending.clear()
            self._notifying = False

    def _notify(self, old: Project, new: Project) -> None:
        # ExitStack calls every observer even if one raises, last one first, hence reversed; the error is raised afterwards.
        with ExitStack() as calls:
            for key in reversed(list(self._observers)):
                calls.callback(self._call, key, old, new)

    def _call(self, key: int, old: Project, new: Project) -> None:
        if key in self._observers:
            self._observers[key](old, new)
