"""The surroundings of canvas commands without a view: refusals that are recorded, a screen that only counts, ready answers."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TypeVar

from PySide6.QtCore import QPoint, QPointF

from builder.model.graph import Graph
from gui.canvas.scene import CanvasScene
from gui.common.name_prompt import Question
from gui.model.workspace import Workspace

Result = TypeVar("Result")


class RecordingRefusals:
    """Makes edits of a workspace and records what a bubble would say."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.texts: list[str] = []
        workspace.refused.connect(self.texts.append)

    def say(self, text: str, at: QPoint | None = None, *, lasting: bool = False) -> None:
        """Record the sentence."""
        self.texts.append(text)

    def clear(self) -> None:
        """Nothing is shown, so nothing is taken away."""

    def edit(self, label: str, edit: Callable[[Graph], Graph], merge: str | None = None) -> bool:
        """Change the graph that is shown."""
        return self.attempt(lambda: self.workspace.edit(label, edit, merge))

    def attempt(self, action: Callable[[], Result]) -> Result:
        """Do it; the workspace's own signal brings the refusal."""
        return action()


class StillScreen:
    """A real scene that no view shows; it records which blocks would have come into view."""

    def __init__(self, workspace: Workspace) -> None:
        self.board = CanvasScene(workspace)
        self.shown: list[frozenset[int]] = []
        self.beginnings = 0

    def show_blocks(self, ids: Collection[int]) -> None:
        """Record the blocks."""
        self.shown.append(frozenset(ids))

    def show_beginning(self) -> None:
        """Count."""
        self.beginnings += 1


class ReadyAnswers:
    """Answers every question at once with `answer`, as a person does who types it; None: with what the question suggests."""

    def __init__(self, answer: str | None = None) -> None:
        self.answer = answer
        self.questions: list[Question] = []
        self.accepted: list[bool] = []

    def ask(self, question: Question) -> None:
        """Take the answer if the question has nothing against it."""
        self.questions.append(question)
        answer = question.text if self.answer is None else self.answer
        if not question.check(answer):
            question.take(answer)

    def ask_name(self, id: int, rename: Callable[[str], bool]) -> None:
        """Record whether the name was accepted."""
        self.accepted.append(rename(self.answer or ""))

    def ask_kind(self, at: QPointF | None, take: Callable[[str], object]) -> None:
        """Choose that kind."""
        take(self.answer or "ReLU")
