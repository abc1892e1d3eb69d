"""The bubble that says, at the place where an edit was tried, why it was refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, QPoint, Signal

from builder.model.graph import Graph
from gui.canvas.overlays.overlay import Bubble
from gui.canvas.viewport import ViewportController
from gui.model.workspace import Workspace

Result = TypeVar("Result")


class RefusalBubble(QObject):
    """Makes edits of a workspace and shows refusals on the canvas; other edits' refusals are left to the window.

    `text_changed` carries what the bubble says, empty when it is taken away.
    """

    text_changed = Signal(str)

    def __init__(self, viewport: ViewportController, workspace: Workspace) -> None:
        super().__init__(viewport.view)
        self._viewport = viewport
        self._workspace = workspace
        self._bubble = Bubble(viewport.view)
        self._tried_at: QPoint | None = None
        workspace.refused.connect(self._show_refusal)

    def say(self, text: str, at: QPoint | None = None, *, lasting: bool = False) -> None:
        """Show a sentence at a point of the viewport (where the person looks); unless it is `lasting` it goes by itself."""
        self._bubble.say(text, self._viewport.pointer_or_focus() if at is None else at, lasting=lasting)
        self.text_changed.emit(text)

    def clear(self) -> None:
        """Take the sentence away."""
        if self._bubble.isVisible():
            self._bubble.hide()
            self.text_changed.emit("")

    def edit(self, label: str, edit: Callable[[Graph], Graph], merge: str | None = None) -> bool:
        """Change the graph of the level that is shown; False, with the reason shown here, when that is refused."""
        return self.attempt(lambda: self._workspace.edit(label, edit, merge))

    def attempt(self, action: Callable[[], Result]) -> Result:
        """Do what the workspace may refuse, and show the refusal here."""
        self._tried_at = self._viewport.pointer_or_focus()
        try:
            return action()
        finally:
            self._tried_at = None

    def _show_refusal(self, text: str) -> None:
        if self._tried_at is not None:
            self.say(text, self._tried_at)
