"""A view that makes edits and says at the place where they were tried why one was refused."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TypeVar

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QWidget

from builder.model.graph import Graph
from gui.canvas.overlays.overlay import Bubble
from gui.canvas.overlays.texts import tr
from gui.canvas.scene import CanvasScene
from gui.canvas.viewport import Navigator
from gui.model.workspace import Workspace

Result = TypeVar("Result")


class Teller(Navigator):
    """A view on a workspace; `hint` carries what is said on the canvas, empty when it is taken away."""

    hint = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(CanvasScene(workspace), parent)
        self.board.setParent(self)
        self.workspace = workspace
        self._bubble = Bubble(self)
        self._tried_at: QPoint | None = None
        workspace.refused.connect(self._say_refusal)

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
        return self.trying(lambda: self.workspace.edit(label, edit, merge))

    def trying(self, attempt: Callable[[], Result]) -> Result:
        """Do what may be refused; the refusal is said here."""
        self._tried_at = self.here()
        result = attempt()
        self._tried_at = None
        return result

    def _say_refusal(self, text: str) -> None:
        if self._tried_at is not None:
            self.say(text, self._tried_at, lasting=False)

    def here(self) -> QPoint:
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

    def show_blocks(self, ids: Collection[int]) -> None:
        """Scroll as little as needed to have the blocks in view."""
        for id in sorted(set(ids) & self.board.blocks.keys()):
            self.ensureVisible(self.board.blocks[id].card, 24, 24)

    def named(self, ids: Collection[int]) -> str:
        """One block by its name, several by their number."""
        if len(ids) == 1:
            return self.workspace.graph.blocks[next(iter(ids))].name
        return tr("{0} blocks", len(ids))
