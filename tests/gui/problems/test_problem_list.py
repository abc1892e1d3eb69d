"""The problem list: every problem in words, one click from its block and one from its repair."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QTranslator
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from builder import edits, zoo
from builder.model.graph import Port
from builder.model.project import Project
from builder.model.task import Task
from gui.common.i18n import say
from gui.model.workspace import Workspace
from gui.problems.problem_list import ProblemList
from gui.problems.problem_row import ProblemRow
from tests.gui.conftest import IdOf

DIGITS = Task("classification", (1, 28, 28), tuple("0123456789"))


@pytest.fixture
def problems(workspace: Workspace, qtbot: QtBot) -> ProblemList:
    made = ProblemList(workspace)
    qtbot.addWidget(made)
    made.resize(900, 240)
    made.show()
    return made


@pytest.fixture
def broken(workspace: Workspace, id_of: IdOf, problems: ProblemList) -> int:
    """The Linear that misses its Flatten."""
    workspace.apply("Data", lambda project: replace(project, task=DIGITS))
    workspace.edit("Delete", lambda graph: edits.delete(graph, {id_of("flatten")}))
    return id_of("fc1")


def shown_row(problems: ProblemList, qtbot: QtBot, index: int = 0):
    qtbot.waitUntil(lambda: problems.row(index) is not None and problems.row(index).findChild(QPushButton) is not None)
    return problems.row(index)


class Shouting(QTranslator):
    """A language whose words are those of English, shouted."""

    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str:
        ours = context in ("Problems", "Repairs", "Layers")
        return re.sub(r"[^{}]+(?![^{]*})", lambda part: part[0].upper(), text) if ours else ""


def test_a_repair_speaks_the_language_of_the_window_and_so_does_its_undo(
    problems: ProblemList, workspace: Workspace, broken: int, qapp: QApplication
) -> None:
    language = Shouting()
    assert qapp.installTranslator(language)
    try:
        repair = workspace.repairs(problems.problems[0])[0]
        assert say(repair.message) == "INSERT Flatten BEFORE fc1"
        assert say(problems.problems[0].message).startswith("fc1 SEES ONLY")
        workspace.apply_repair(repair)
    finally:
        qapp.removeTranslator(language)
    assert workspace.document.undo_label == "INSERT Flatten BEFORE fc1"


def test_no_problems_is_said(problems: ProblemList) -> None:
    assert problems.problems == ()
    assert not problems.list.isVisible()
    assert "No problems" in problems._nothing.text()


def test_an_empty_canvas_is_no_problem(empty: Workspace, qtbot: QtBot) -> None:
    made = ProblemList(empty)
    qtbot.addWidget(made)
    assert made.problems == ()
    assert "empty" in made._nothing.text()


def test_problems_come_with_their_count(problems: ProblemList, workspace: Workspace, id_of: IdOf, qtbot: QtBot) -> None:
    with qtbot.waitSignal(problems.counted) as counted:
        workspace.edit("Delete", lambda graph: edits.disconnect(graph, Port(id_of("relu1"))))
    assert counted.args[0] == len(workspace.analysis.problems) == problems.list.count() > 0


def test_a_click_selects_and_shows_the_block(problems: ProblemList, workspace: Workspace, broken: int, qtbot: QtBot) -> None:
    block = problems.problems[0].block
    place = problems.list.visualItemRect(problems.list.item(0)).center()
    with qtbot.waitSignal(problems.show_block) as shown:
        qtbot.mouseClick(problems.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert shown.args[0] == block
    assert workspace.selection == {block}


def test_a_click_on_the_row_itself_shows_the_block(problems: ProblemList, broken: int, qtbot: QtBot) -> None:
    row = shown_row(problems, qtbot)
    with qtbot.waitSignal(problems.show_block):
        qtbot.mouseClick(row, Qt.MouseButton.LeftButton)


def test_the_button_makes_the_repair(problems: ProblemList, workspace: Workspace, broken: int, qtbot: QtBot) -> None:
    button = shown_row(problems, qtbot).findChild(QPushButton)
    assert "Flatten" in button.text()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert workspace.analysis.ok
    assert problems.problems == ()
    workspace.undo()
    assert problems.problems


def test_the_keys_walk_show_and_repair(problems: ProblemList, workspace: Workspace, broken: int, qtbot: QtBot) -> None:
    problems.list.setFocus()
    with qtbot.waitSignal(problems.show_block):
        qtbot.keyClick(problems.list, Qt.Key.Key_Return)
    qtbot.keyClick(problems.list, Qt.Key.Key_Space)
    assert workspace.analysis.ok


def test_no_row_of_before_is_seen_below_a_new_one(
    problems: ProblemList, workspace: Workspace, broken: int, qtbot: QtBot
) -> None:
    old = shown_row(problems, qtbot)
    workspace.edit("Rename", lambda graph: edits.rename(graph, broken, "head"))
    assert not old.isVisible()
    new = shown_row(problems, qtbot)
    rows = problems.list.viewport().findChildren(ProblemRow)
    assert [row for row in rows if row.isVisible() and row.y() == new.y()] == [new]


def test_only_rows_in_view_ask_for_repairs(problems: ProblemList, workspace: Workspace, qtbot: QtBot) -> None:
    graph = zoo.build("lenet5")
    ids = edits.Ids(100)
    for number in range(60):
        graph = edits.add_block(graph, ids, graph.blocks[graph.of_kind("ReLU")[0]].layer, (400.0, 80.0 * number))
    workspace.open(Project(graph))
    assert len(problems.problems) >= 60
    qtbot.waitUntil(lambda: problems.row(0) is not None)
    assert problems.row(59) is None
    problems.list.scrollToBottom()
    qtbot.waitUntil(lambda: problems.row(problems.list.count() - 1) is not None)
