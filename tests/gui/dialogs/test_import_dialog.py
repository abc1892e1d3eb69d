"""The import dialog: real files, a real process that runs them, and a window that shows what came of it."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
import torch
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from backend.runs.store import RunStore, list_runs
from builder.model.project import Project
from gui.dialogs.import_dialog import ImportDialog
from gui.model.settings import Settings
from gui.model.workspace import Workspace
from gui.shell.main_window import MainWindow
from tests.support.onnx_files import export

NET = """
import os, time
from pathlib import Path

import torch
from torch import nn

Path(__file__).with_name("ran").write_text(str(os.getpid()))


class Block(nn.Module):
    def __init__(self, channels):
        super().__init__()


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 4, 3)
        self.fc = nn.Linear(4 * 6 * 6, 10)

    def forward(self, x):
        return self.fc(torch.relu(self.conv(x)).flatten(1))


class Erf(nn.Module):
    def __init__(self):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(3))

    def forward(self, x):
        return torch.erf(x) + self.scale


def slow() -> Net:
    time.sleep(600)
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "net.py"
    path.write_text(NET)
    return path


@pytest.fixture
def onnx(tmp_path: Path) -> Path:
    module = torch.nn.Sequential(torch.nn.Conv2d(1, 2, 3), torch.nn.ReLU(), torch.nn.Flatten(), torch.nn.Linear(72, 10))
    return Path(export(module, (1, 8, 8), tmp_path / "digits.onnx"))


@pytest.fixture
def opened() -> list[Project]:
    """The projects that were shown."""
    return []


@pytest.fixture
def dialog(qtbot: QtBot, opened: list[Project]) -> ImportDialog:
    """A dialog that shows whatever comes of it."""

    def show(project: Project) -> bool:
        opened.append(project)
        return True

    made = ImportDialog(show, (1, 8, 8))
    made.show()
    qtbot.waitExposed(made)
    yield made
    import shiboken6

    if shiboken6.isValid(made):
        made.reject()


def type_path(dialog: ImportDialog, path: Path, qtbot: QtBot) -> None:
    field = dialog.findChild(QLineEdit, "importPath")
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, str(path))
    qtbot.keyClick(field, Qt.Key.Key_Tab)


def choose(dialog: ImportDialog, path: Path, qtbot: QtBot) -> None:
    """Take a file of Python, and wait until its networks are listed."""
    type_path(dialog, path, qtbot)
    qtbot.waitUntil(lambda: networks(dialog).count() > 0)


def networks(dialog: ImportDialog) -> QComboBox:
    return dialog.findChild(QComboBox, "importNetwork")


def run_button(dialog: ImportDialog) -> QPushButton:
    return dialog.findChild(QPushButton, "importRun")


def press(dialog: ImportDialog, name: str, qtbot: QtBot) -> None:
    qtbot.mouseClick(dialog.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def words(dialog: ImportDialog, name: str = "importResultWords") -> str:
    return dialog.findChild(QLabel, name).text()


def test_a_file_of_python_is_run_only_when_a_person_says_so(
    dialog: ImportDialog, file: Path, opened: list[Project], qtbot: QtBot
) -> None:
    choose(dialog, file, qtbot)
    assert [networks(dialog).itemText(at) for at in range(3)] == ["slow", "Erf", "Net"]
    assert "it can do whatever you can do" in words(dialog, "importWarningWords")
    assert run_button(dialog).text() == "Run it and import"
    for name in ("importPath", "importShape"):
        qtbot.keyClick(dialog.findChild(QLineEdit, name), Qt.Key.Key_Return)
    assert not dialog.running
    assert not file.with_name("ran").exists()
    networks(dialog).setCurrentText("Net")
    assert dialog.findChild(QLineEdit, "importShape").text() == "1 × 8 × 8"
    press(dialog, "importRun", qtbot)
    assert dialog.running
    assert not run_button(dialog).isEnabled()
    qtbot.waitUntil(lambda: bool(opened), timeout=60_000)
    assert int(file.with_name("ran").read_text()) != os.getpid()
    (project,) = opened
    assert project.graph.of_kind("Conv2d")
    weights = torch.load(RunStore(project.run).best, weights_only=True)
    assert sum(value.numel() for value in weights.values()) == 4 * 9 + 4 + 1440 + 10


def test_a_file_of_onnx_needs_one_press_of_return(
    dialog: ImportDialog, onnx: Path, opened: list[Project], qtbot: QtBot
) -> None:
    type_path(dialog, onnx, qtbot)
    assert "only read" in words(dialog, "importWarningWords")
    assert not networks(dialog).isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(opened), timeout=30_000)
    assert len(opened[0].graph.blocks) == 6


def test_what_is_worth_knowing_is_said(dialog: ImportDialog, file: Path, opened: list[Project], qtbot: QtBot) -> None:
    choose(dialog, file, qtbot)
    networks(dialog).setCurrentText("Erf")
    field = dialog.findChild(QLineEdit, "importShape")
    field.selectAll()
    qtbot.keyClicks(field, "3")
    press(dialog, "importRun", qtbot)
    qtbot.waitUntil(lambda: bool(opened), timeout=60_000)
    assert dialog.isVisible()
    assert "Imported: " in words(dialog)
    assert "erf" in words(dialog, "importNotesWords")
    assert not run_button(dialog).isVisible()
    assert dialog.findChild(QPushButton, "importCancel").text() == "Close"


def test_cancel_ends_the_process(dialog: ImportDialog, file: Path, opened: list[Project], qtbot: QtBot) -> None:
    choose(dialog, file, qtbot)
    networks(dialog).setCurrentText("slow")
    press(dialog, "importRun", qtbot)
    ran = file.with_name("ran")
    qtbot.waitUntil(lambda: ran.exists() and ran.read_text() != "", timeout=30_000)
    press(dialog, "importCancel", qtbot)
    qtbot.waitUntil(lambda: not dialog.running, timeout=10_000)
    assert words(dialog) == "Stopped; nothing was imported."
    with pytest.raises(ProcessLookupError):
        os.kill(int(ran.read_text()), 0)
    assert not opened
    assert list_runs() == []


def test_escape_ends_the_process_without_waiting(dialog: ImportDialog, file: Path, opened: list[Project], qtbot: QtBot) -> None:
    choose(dialog, file, qtbot)
    networks(dialog).setCurrentText("slow")
    press(dialog, "importRun", qtbot)
    ran = file.with_name("ran")
    qtbot.waitUntil(lambda: ran.exists() and ran.read_text() != "", timeout=30_000)
    began = time.monotonic()
    with qtbot.waitSignal(dialog.destroyed, timeout=10_000):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        assert time.monotonic() - began < 0.5
        assert not dialog.isVisible()
    with pytest.raises(ProcessLookupError):
        os.kill(int(ran.read_text()), 0)
    assert not opened


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("net.onnx", b"no network", "net.onnx is no file of ONNX, or is damaged"),
        ("nix.onnx", None, "nix.onnx cannot be opened: there is no such file or folder"),
    ],
)
def test_what_cannot_be_imported_is_said(
    dialog: ImportDialog, tmp_path: Path, qtbot: QtBot, name: str, content: bytes | None, said: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    type_path(dialog, tmp_path / name, qtbot)
    press(dialog, "importRun", qtbot)
    qtbot.waitUntil(lambda: said in words(dialog), timeout=10_000)
    assert run_button(dialog).isEnabled()


def test_a_file_that_is_no_python_is_said_before_anything_runs(dialog: ImportDialog, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "net.py"
    path.write_text("class Net(:\n")
    type_path(dialog, path, qtbot)
    qtbot.waitUntil(lambda: "net.py is not Python, line 1" in words(dialog))


def test_other_files_and_odd_sizes_are_said(dialog: ImportDialog, file: Path, tmp_path: Path, qtbot: QtBot) -> None:
    type_path(dialog, tmp_path / "picture.png", qtbot)
    assert "Only files of Python (.py) and ONNX (.onnx)" in words(dialog, "importWarningWords")
    assert not run_button(dialog).isEnabled()
    choose(dialog, file, qtbot)
    networks(dialog).setCurrentText("Net")
    dialog.findChild(QLineEdit, "importShape").setText("one")
    press(dialog, "importRun", qtbot)
    assert "'one' is no shape" in words(dialog)
    dialog.findChild(QLineEdit, "importShape").setText("1,8,8")
    networks(dialog).setEditText("")
    press(dialog, "importRun", qtbot)
    assert words(dialog) == "Say which network of the file is meant."
    assert not dialog.running


def test_every_part_has_a_name(dialog: ImportDialog, file: Path, qtbot: QtBot) -> None:
    choose(dialog, file, qtbot)
    for kind in (QLineEdit, QPushButton, QComboBox):
        for part in dialog.findChildren(kind):
            assert part.objectName(), part
            assert part.accessibleName(), part.objectName()


# -- in the window -----------------------------------------------------------------------------------------------------


@pytest.fixture
def window(settings: Settings, qtbot: QtBot) -> MainWindow:
    made = MainWindow(Workspace(), settings)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.hide()
    if made.training is not None:
        made.training.join()
    made.deleteLater()


def the_dialog(window: MainWindow, qtbot: QtBot) -> ImportDialog:
    qtbot.waitUntil(lambda: window.findChild(ImportDialog) is not None)
    return window.findChild(ImportDialog)


def test_an_imported_network_can_go_on_learning(window: MainWindow, onnx: Path, qtbot: QtBot) -> None:
    window.load()
    window.actions_["import"].trigger()
    dialog = the_dialog(window, qtbot)
    dialog.choose(onnx)
    press(dialog, "importRun", qtbot)
    qtbot.waitUntil(lambda: bool(window.workspace.graph.blocks), timeout=30_000)
    assert window.workspace.document.path is None
    assert window.centre.currentWidget() is window.canvas
    qtbot.waitUntil(lambda: window.findChild(ImportDialog) is None)
    window.training.choose_data("digits")
    qtbot.waitUntil(lambda: bool(window.workspace.project.data), timeout=10_000)
    assert window.actions_["continue"].isEnabled()
    assert not window.training.session.differs()
    assert window.training.session.continue_()
    qtbot.waitUntil(lambda: window.training.session.history.epoch > 0, timeout=60_000)
    window.training.session.stop()
    qtbot.waitUntil(lambda: not window.training.session.active, timeout=60_000)
    qtbot.waitUntil(lambda: not window.training.session.bridge.busy, timeout=10_000)


def test_a_network_is_dropped_on_the_window(window: MainWindow, onnx: Path, qtbot: QtBot) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(onnx))])
    keys, buttons = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(QPoint(300, 300), Qt.DropAction.CopyAction, data, buttons, keys)
    window.dragEnterEvent(enter)
    assert enter.isAccepted()
    window.dropEvent(QDropEvent(QPointF(300, 300), Qt.DropAction.CopyAction, data, buttons, keys))
    dialog = the_dialog(window, qtbot)
    assert dialog.findChild(QLineEdit, "importPath").text() == str(onnx)
    assert not dialog.running
    dialog.reject()


def test_work_that_would_be_lost_is_asked_about(
    settings: Settings, workspace: Workspace, onnx: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = MainWindow(workspace, settings)
    window.show()
    workspace.edit("Remove", lambda graph: graph.without_block(max(graph.blocks)))
    kept = workspace.graph
    answers = [QMessageBox.StandardButton.Cancel, QMessageBox.StandardButton.Discard]
    monkeypatch.setattr(QMessageBox, "exec", lambda _box: answers.pop(0))
    window.open_path(onnx)
    dialog = the_dialog(window, qtbot)
    press(dialog, "importRun", qtbot)
    qtbot.waitUntil(lambda: dialog.brought is not None, timeout=30_000)
    assert workspace.graph is kept
    assert "The open project was kept" in words(dialog)
    assert run_button(dialog).text() == "Open it"
    press(dialog, "importRun", qtbot)
    assert len(workspace.graph.blocks) == 6
    window.hide()
    window.deleteLater()
