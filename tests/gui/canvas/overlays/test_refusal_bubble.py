"""The bubble with a bare QGraphicsView: it says refusals of edits that were tried here, and of no others."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QGraphicsView, QLabel
from pytestqt.qtbot import QtBot

from builder import edits
from builder.model.graph import Graph
from builder.model.project import Project
from gui.canvas.overlays.refusal_bubble import RefusalBubble
from gui.canvas.scene import CanvasScene
from gui.canvas.viewport import ViewportController
from gui.model.workspace import Workspace
from tests.gui.canvas.conftest import plain


@dataclass(slots=True)
class Said:
    """A bubble, and what it said so far."""

    workspace: Workspace
    bubble: RefusalBubble
    view: QGraphicsView
    texts: list[str] = field(default_factory=list)

    @property
    def label(self) -> QLabel:
        """The widget."""
        label = self.view.findChild(QLabel, "canvasHint")
        assert isinstance(label, QLabel)
        return label


@pytest.fixture
def said(qtbot: QtBot) -> Said:
    """A bubble on the plain network."""
    view = QGraphicsView()
    qtbot.addWidget(view)
    view.resize(800, 600)
    view.show()
    workspace = Workspace(Project(graph=plain()))
    viewport = ViewportController(view, CanvasScene(workspace, view))
    made = Said(workspace, RefusalBubble(viewport, workspace), view)
    made.bubble.text_changed.connect(made.texts.append)
    return made


def refused(graph: Graph) -> Graph:
    """No block can be called so."""
    return edits.rename(graph, 2, "not a name")


def test_an_edit_that_is_refused_is_said_and_taken_away_again(said: Said) -> None:
    before = said.workspace.graph
    assert not said.bubble.edit("Rename", refused)
    assert said.workspace.graph is before
    assert said.label.isVisible()
    assert said.texts == [said.label.text()]
    said.bubble.clear()
    assert not said.label.isVisible()
    assert said.texts[-1] == ""


def test_refusals_of_other_places_are_left_to_the_window(said: Said) -> None:
    assert not said.workspace.edit("Rename", refused)
    assert not said.texts


def test_a_bug_in_an_edit_goes_on_and_what_comes_later_is_not_said_here(said: Said) -> None:
    def broken(graph: Graph) -> Graph:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        said.bubble.edit("Broken", broken)
    assert not said.workspace.edit("Rename", refused)
    assert not said.texts


def test_the_bubble_stays_within_the_canvas(said: Said) -> None:
    for corner in (QPoint(0, 0), QPoint(799, 0), QPoint(0, 599), QPoint(799, 599)):
        said.bubble.say("A sentence of some length that has to be broken into lines somewhere, at a corner.", corner)
        assert said.view.rect().contains(said.label.geometry())
