"""What all commands of the canvas act on, as protocols, so that they need no view; and what they share."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, QPoint, QPointF

from builder.model.graph import Graph
from gui.canvas.scene import CanvasScene
from gui.common.name_prompt import Question
from gui.model.workspace import Workspace

Result = TypeVar("Result")


class Refusals(Protocol):
    """Makes edits and tells the person what was refused: on the canvas the bubble at the pointer."""

    def say(self, text: str, at: QPoint | None = None, *, lasting: bool = False) -> None:
        """Show a sentence at a point of the viewport, or where the person looks."""

    def clear(self) -> None:
        """Take the sentence away."""

    def edit(self, label: str, edit: Callable[[Graph], Graph], merge: str | None = None) -> bool:
        """Change the graph of the level that is shown; False, with the reason shown, when that is refused."""

    def attempt(self, action: Callable[[], Result]) -> Result:
        """Do what the workspace may refuse; a refusal is shown."""


class Screen(Protocol):
    """What is on screen: the scene of the level that is shown, and ways to bring blocks into view."""

    board: CanvasScene

    def show_blocks(self, ids: Collection[int]) -> None:
        """Scroll as little as needed to have the blocks in view."""

    def show_beginning(self) -> None:
        """Show the first blocks."""


class Prompts(Protocol):
    """Asks the person; answers go to the callbacks."""

    def ask(self, question: Question) -> None:
        """Ask for a name or number."""

    def ask_name(self, id: int, rename: Callable[[str], bool]) -> None:
        """Ask for another name of a block; `rename` says whether it could be taken."""

    def ask_kind(self, at: QPointF | None, take: Callable[[str], object]) -> None:
        """Ask for a kind of layer, at a point of the scene."""


class CanvasCommands(QObject):
    """The base of both sets of commands: each command is one edit of the document, with its label for undo."""

    def __init__(self, workspace: Workspace, refusals: Refusals, screen: Screen, prompts: Prompts) -> None:
        super().__init__()
        self.workspace = workspace
        self.refusals = refusals
        self.screen = screen
        self.prompts = prompts

    def add_and_select(self, label: str, edit: Callable[[Graph], tuple[Graph, frozenset[int]]]) -> None:
        """Make an edit that gives the graph and the ids of new blocks; select those and bring them into view."""
        added: frozenset[int] = frozenset()

        def change(graph: Graph) -> Graph:
            nonlocal added
            changed, added = edit(graph)
            return changed

        if self.refusals.edit(label, change):
            self.workspace.select(added)
            self.screen.show_blocks(added)
