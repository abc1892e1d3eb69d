"""What the canvas asks with small widgets over it: a name in place, a kind of layer, an answer in a box. One at a time."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, QPointF

from gui.canvas.overlays.quick_add import QuickAdd
from gui.canvas.overlays.rename_editor import NameEditor
from gui.canvas.viewport import ViewportController
from gui.common.name_prompt import NameBox, Question
from gui.model.workspace import Workspace


class CanvasPrompts(QObject):
    """Opens and closes the widgets that ask; answers go to the callback that came with the question."""

    def __init__(self, viewport: ViewportController, workspace: Workspace) -> None:
        super().__init__(viewport.view)
        self._viewport = viewport
        self._workspace = workspace
        self._quick_add = QuickAdd(viewport.view, workspace.kinds)
        self._quick_add.chosen.connect(self._take_kind)
        self._kind_wanted: Callable[[str], object] | None = None
        self._editor: NameEditor | None = None
        self._box: NameBox | None = None

    def ask(self, question: Question) -> None:
        """Ask in a box where the person looks."""
        at = self._viewport.pointer_or_focus()
        if self._box is not None:
            self._box.leave()
        self._box = NameBox(self._viewport.view.viewport(), question, at + QPoint(12, 12))
        self._box.destroyed.connect(self._forget_box)

    def ask_name(self, id: int, rename: Callable[[str], bool]) -> None:
        """Let a block's name be edited on its card; `rename` takes the new one and says whether it could be taken."""
        name = self._workspace.graph.blocks[id].name
        self._editor = NameEditor(self._viewport.view, self._viewport.board.blocks[id], name, rename)
        self._editor.destroyed.connect(self._forget_editor)

    def ask_kind(self, at: QPointF | None, take: Callable[[str], object]) -> None:
        """Let a kind of layer be searched at a point of the scene, or where the person looks."""
        self._kind_wanted = take
        self._quick_add.open(self._viewport.pointer_or_focus() if at is None else self._viewport.from_scene(at))

    def close_editor(self) -> None:
        """Close the line over a name; the name stays as it is."""
        if self._editor is not None:
            self._editor.leave()

    def hide_quick_add(self) -> None:
        """Close the search for a layer."""
        self._quick_add.hide()

    def follow_scroll(self) -> None:
        """Keep the line over a name on its block."""
        if self._editor is not None:
            self._editor.place()

    def _take_kind(self, kind: str) -> None:
        if self._kind_wanted is not None:
            self._kind_wanted(kind)

    def _forget_editor(self) -> None:
        self._editor = None

    def _forget_box(self) -> None:
        self._box = None
