"""The code view: the very text that is trained, in step with the canvas, line by line."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from builder import edits
from builder.emit import emit
from gui.code.code_text import CodeText
from gui.code.code_view import CodeView
from gui.common.theme import Theme
from gui.model.workspace import Workspace
from tests.gui.conftest import IdOf


@pytest.fixture
def code(workspace: Workspace, qtbot: QtBot) -> CodeView:
    made = CodeView(workspace)
    qtbot.addWidget(made)
    made.resize(900, 900)
    made.show()
    qtbot.waitUntil(lambda: made.source is not None)
    return made


def test_it_shows_what_is_emitted(code: CodeView, workspace: Workspace) -> None:
    assert code.text.toPlainText() == emit(workspace.graph).text
    assert code.text.isReadOnly()


def test_it_follows_an_edit(code: CodeView, workspace: Workspace, id_of: IdOf, qtbot: QtBot) -> None:
    workspace.edit("Change", lambda graph: edits.set_fields(graph, [id_of("conv1")], {"out_channels": 17}))
    qtbot.waitUntil(lambda: "17" in code.text.toPlainText())


def test_many_edits_are_one_update(code: CodeView, workspace: Workspace, id_of: IdOf, qtbot: QtBot) -> None:
    updates = []
    code.text.textChanged.connect(lambda: updates.append(1))
    for filters in range(10, 30):
        workspace.edit("Change", lambda graph, n=filters: edits.set_fields(graph, [id_of("conv1")], {"out_channels": n}))
    qtbot.waitUntil(lambda: "29" in code.text.toPlainText())
    assert len(updates) <= 2


def test_hidden_it_does_nothing_and_catches_up_when_shown(
    code: CodeView, workspace: Workspace, id_of: IdOf, qtbot: QtBot
) -> None:
    code.hide()
    workspace.edit("Change", lambda graph: edits.set_fields(graph, [id_of("conv1")], {"out_channels": 19}))
    qtbot.wait(200)
    assert "19" not in code.text.toPlainText()
    code.show()
    assert "19" in code.text.toPlainText()


def test_selecting_a_block_marks_its_lines(code: CodeView, workspace: Workspace, id_of: IdOf) -> None:
    workspace.select({id_of("conv2")})
    text = code.text.toPlainText().splitlines()
    (line,) = code.text.marked
    assert text[line - 1].lstrip().startswith("conv2=nn.Conv2d(")
    workspace.select({id_of("fc3")})
    assert ["fc3=" in text[line - 1] or "self.classifier(" in text[line - 1] for line in code.text.marked] == [True, True]
    workspace.select(())
    assert code.text.marked == ()


def test_a_click_or_enter_on_a_line_selects_its_block(code: CodeView, workspace: Workspace, id_of: IdOf, qtbot: QtBot) -> None:
    lines = code.text.toPlainText().splitlines()
    number = next(index for index, line in enumerate(lines) if "fc2=" in line)
    block = code.text.document().findBlockByNumber(number)
    box = code.text.blockBoundingGeometry(block).translated(code.text.contentOffset())
    place = QPoint(30, round(box.center().y()))
    qtbot.mouseClick(code.text.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert workspace.selection == {id_of("fc2")}
    number = next(index for index, line in enumerate(lines) if "fc1=" in line)
    code.text.setTextCursor(QTextCursor(code.text.document().findBlockByNumber(number)))
    qtbot.keyClick(code.text, Qt.Key.Key_Return)
    assert workspace.selection == {id_of("fc1")}


def test_with_an_error_the_last_good_text_stays_and_the_problem_is_said(
    code: CodeView, workspace: Workspace, id_of: IdOf, qtbot: QtBot
) -> None:
    before = code.text.toPlainText()
    workspace.edit("Break", lambda graph: edits.set_fields(graph, [id_of("conv2")], {"kernel_size": (90, 90)}))
    note = code._note
    qtbot.waitUntil(lambda: "conv2" in note.text())
    assert code.text.toPlainText() == before
    assert note.property("severity") == "error"
    workspace.undo()
    qtbot.waitUntil(lambda: note.property("severity") == "")


def test_copy_puts_the_code_on_the_clipboard(code: CodeView, qtbot: QtBot) -> None:
    button = code.findChild(QPushButton, "copyCode")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == code.text.toPlainText()
    assert button.text().strip() == "Copied"


def test_an_empty_canvas_says_what_will_be_here(empty: Workspace, qtbot: QtBot) -> None:
    made = CodeView(empty)
    qtbot.addWidget(made)
    made.show()
    assert "as you draw" in made._note.text()
    assert not made.findChild(QPushButton, "copyCode").isEnabled()


def test_python_is_coloured(qapp: object, qtbot: QtBot) -> None:
    text = CodeText()
    qtbot.addWidget(text)
    text.show_code('class Net:  # a word\n    x = "1"\n    y = 12.5')
    formats = [
        (text.document().findBlockByNumber(line), at.start, at.length, at.format.foreground().color())
        for line in range(3)
        for at in text.document().findBlockByNumber(line).layout().formats()
    ]
    words = {block.text()[start : start + length]: colour for block, start, length, colour in formats}
    assert {"class", "Net", "# a word", '"1"', "12.5"} <= set(words)
    assert len({words[word].name() for word in ("class", "Net", "# a word", '"1"', "12.5")}) == 5
    text.set_faded(True)
    faded = text.document().firstBlock().layout().formats()
    assert faded[0].format.foreground().color() == Theme.current().muted


def test_a_task_that_does_not_fit_is_said_too(code: CodeView, workspace: Workspace, qtbot: QtBot) -> None:
    from builder.model.task import Task

    workspace.apply("Data", lambda project: replace(project, task=Task("classification", (1, 28, 28), ("a", "b"))))
    qtbot.waitUntil(lambda: code._note.property("severity") == "error")
