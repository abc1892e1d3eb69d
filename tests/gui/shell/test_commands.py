"""The command table: every command has words, a name, and keys that no other command has; keys reach their commands."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from builder.common.messages import QT_TRANSLATE_NOOP
from gui.canvas.view import CanvasView
from gui.common.theme import RESOURCES
from gui.model.settings import Settings
from gui.model.workspace import Workspace
from gui.shell.canvas_commands import install_canvas_commands
from gui.shell.commands import Command, CommandActions, keys_used_twice
from gui.shell.main_window import MainWindow

OWED = (
    "new open save saveAs undo redo cut copy paste duplicate delete selectAll arrange fit zoomIn zoomOut addSkip rename "
    "train continue pause step stop export"
).split()


@pytest.fixture
def window(settings: Settings, qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(settings=settings)
    yield made
    made.deleteLater()  # not close(): that would ask about unsaved work
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def canvas(workspace: Workspace, qtbot: QtBot) -> CanvasView:
    """A canvas without a window, with its commands."""
    view = CanvasView(workspace)
    qtbot.addWidget(view)
    install_canvas_commands(view)
    view.show()
    qtbot.waitExposed(view)
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    return view


def example(id: str, **keys: tuple[str, ...]) -> Command:
    text = QT_TRANSLATE_NOOP("Test", "&Text")
    return Command(id=id, section=text, text=text, tip=text, run=list, **keys)


def test_every_command_is_there_under_its_name(window: MainWindow) -> None:
    for name in OWED:
        action = window.actions_[name]
        assert action.objectName() == f"action.{name}"
        assert window.findChild(QAction, f"action.{name}") is action
        assert action.text().replace("&", "")
        assert action.toolTip()
        assert not action.icon().isNull()


def test_every_command_has_a_mnemonic_and_a_sentence(window: MainWindow) -> None:
    for command in window.actions_.commands:
        assert command.text.count("&") == 1, command.id
        assert command.tip[0].isupper(), command.id


def test_every_command_has_its_drawing(window: MainWindow) -> None:
    for command in window.actions_.commands:
        if command.sign:
            assert (RESOURCES / "icons" / f"{command.sign}.svg").is_file(), command.id


def test_no_keys_mean_two_things(window: MainWindow) -> None:
    assert keys_used_twice(window.actions_.commands) == []


@pytest.mark.parametrize("second", [{"shortcut": ("Ctrl+K",)}, {"canvas_shortcut": ("Ctrl+K",)}])
def test_a_key_given_twice_is_found(second: dict[str, tuple[str, ...]]) -> None:
    assert keys_used_twice([example("a", shortcut=("Ctrl+K", "K")), example("b", **second)]) == ["Ctrl+K"]


def test_letters_alone_count_only_on_the_canvas(window: MainWindow) -> None:
    for command in window.actions_.commands:
        assert all(len(key.toString()) > 1 for key in window.actions_[command.id].shortcuts()) or (
            window.actions_[command.id].shortcutContext() is Qt.ShortcutContext.WidgetShortcut
            and window.actions_[command.id] in window.canvas.actions()
        ), command.id


def test_the_tip_names_the_keys_and_the_text_what_is_undone(window: MainWindow) -> None:
    assert "Ctrl+Z" in window.actions_["undo"].toolTip()
    window.workspace.append("Conv2d")
    assert window.actions_["undo"].text().startswith("&Undo Add")
    assert "Ctrl+Z" in window.actions_["undo"].toolTip()


def test_menus_of_the_canvas_find_its_commands(canvas: CanvasView) -> None:
    names = {action.objectName() for action in canvas.actions()}
    assert {"action.rename", "action.fit", "action.group", "action.addBlock"} <= names


def test_keys_work_on_a_canvas_without_a_window(canvas: CanvasView, qtbot: QtBot) -> None:
    workspace = canvas.workspace
    blocks = len(workspace.graph.blocks)
    qtbot.keyClick(canvas, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(workspace.selection) == blocks
    workspace.select(workspace.graph.of_kind("ReLU")[:1])
    qtbot.keyClick(canvas, Qt.Key.Key_Backspace)
    assert len(workspace.graph.blocks) == blocks - 1
    qtbot.keyClick(canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(workspace.graph.blocks) == blocks


def test_a_chosen_wire_can_be_deleted_by_key(canvas: CanvasView, qtbot: QtBot) -> None:
    workspace = canvas.workspace
    wires = len(workspace.graph.wires)
    canvas.board.choose_wire(next(iter(workspace.graph.wires)))
    assert not workspace.selection
    qtbot.keyClick(canvas, Qt.Key.Key_Delete)
    assert len(workspace.graph.wires) == wires - 1


def test_enter_belongs_to_the_wire_that_is_drawn_by_keys(canvas: CanvasView, qtbot: QtBot) -> None:
    workspace = canvas.workspace
    workspace.select(workspace.graph.of_kind("ReLU")[:1])
    qtbot.keyClick(canvas, Qt.Key.Key_C)
    assert canvas.gestures.is_active
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert not canvas.gestures.is_active


def test_what_cannot_be_given_any_more_is_told(window: MainWindow, qtbot: QtBot) -> None:
    actions: CommandActions = window.actions_
    window.workspace.append("Conv2d")
    assert actions["cut"].isEnabled()
    with qtbot.waitSignal(actions.taken_back, check_params_cb=lambda id: id == "cut"):
        window.workspace.select(())
