"""The import dialog: what it asks, hands to the import, and says of the result; real files are in test_round_trips."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import shiboken6
import torch
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from backend.imported_weights import ImportedProject
from builder.importing.common.trace import ImportFailed
from builder.model.project import Project
from gui.common.worker import Cancelled
from gui.dialogs.import_dialog import ImportDialog, ImportRequest
from gui.model.settings import Settings
from gui.model.workspace import Workspace
from gui.shell.main_window import MainWindow
from tests.gui.dialogs.conftest import choose, networks, press, type_path, words
from tests.support.learning import small_project
from tests.support.onnx_files import export


@dataclass
class Recorder:
    """An import that notes what it is asked for; it `waits` until cancelled, `breaks`, or gives a project with `notes`."""

    waits: bool = False
    breaks: bool = False
    notes: tuple[str, ...] = ()
    asked: list[ImportRequest] = field(default_factory=list)
    gave_up: bool = False

    def __call__(self, request: ImportRequest, cancelled: Cancelled) -> ImportedProject:
        self.asked.append(request)
        while self.waits and not cancelled():
            time.sleep(0.005)
        if cancelled():
            self.gave_up = True
            raise ImportFailed("The import was cancelled.")
        if self.breaks:
            raise ZeroDivisionError
        return ImportedProject(small_project(), self.notes)


@pytest.fixture
def onnx(tmp_path: Path) -> Path:
    module = torch.nn.Sequential(torch.nn.Conv2d(1, 2, 3), torch.nn.ReLU(), torch.nn.Flatten(), torch.nn.Linear(72, 10))
    return Path(export(module, (1, 8, 8), tmp_path / "digits.onnx"))


@pytest.fixture
def opened() -> list[Project]:
    """The projects that were shown."""
    return []


@pytest.fixture
def recorder() -> Recorder:
    """The import of `dialog`."""
    return Recorder()


@pytest.fixture
def dialog(qtbot: QtBot, opened: list[Project], recorder: Recorder) -> Iterator[ImportDialog]:
    """A dialog that shows whatever is imported."""

    def show(project: Project) -> bool:
        opened.append(project)
        return True

    made = ImportDialog(show, (1, 8, 8), import_file=recorder)
    made.show()
    qtbot.waitExposed(made)
    yield made
    if shiboken6.isValid(made):
        made.reject()


@pytest.fixture
def real_dialog(qtbot: QtBot) -> Iterator[ImportDialog]:
    """A dialog that really imports."""
    made = ImportDialog(lambda _project: True, (1, 8, 8))
    made.show()
    qtbot.waitExposed(made)
    yield made
    if shiboken6.isValid(made):
        made.reject()


def run_button(dialog: ImportDialog) -> QPushButton:
    return dialog.findChild(QPushButton, "importRun")


def result(dialog: ImportDialog) -> str:
    return words(dialog, "importResultWords")


def test_a_file_of_python_is_run_only_when_a_person_says_so(
    dialog: ImportDialog, file: Path, opened: list[Project], recorder: Recorder, qtbot: QtBot
) -> None:
    choose(dialog, file, qtbot)
    assert [networks(dialog).itemText(at) for at in range(3)] == ["slow", "Erf", "Net"]
    assert "it can do whatever you can do" in words(dialog, "importWarningWords")
    assert run_button(dialog).text() == "Run it and import"
    for name in ("importPath", "importShape"):
        qtbot.keyClick(dialog.findChild(QLineEdit, name), Qt.Key.Key_Return)
    assert not dialog.running
    assert not recorder.asked
    assert not file.with_name("ran").exists()
    networks(dialog).setCurrentText("Net")
    assert dialog.findChild(QLineEdit, "importShape").text() == "1 × 8 × 8"
    press(dialog, "importRun", qtbot)
    assert dialog.running
    assert not run_button(dialog).isEnabled()
    qtbot.waitUntil(lambda: bool(opened))
    assert recorder.asked == [ImportRequest(file, "Net", ((1, 8, 8),))]


def test_a_file_of_onnx_needs_one_press_of_return(
    dialog: ImportDialog, opened: list[Project], recorder: Recorder, qtbot: QtBot
) -> None:
    type_path(dialog, "importPath", Path("digits.onnx"), qtbot)
    assert "only read" in words(dialog, "importWarningWords")
    assert not networks(dialog).isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(opened))
    assert recorder.asked == [ImportRequest(Path("digits.onnx"), "", ())]


def test_what_is_worth_knowing_is_said(
    dialog: ImportDialog, file: Path, opened: list[Project], recorder: Recorder, qtbot: QtBot
) -> None:
    recorder.notes = ("erf became a block of PyTorch code.",)
    choose(dialog, file, qtbot)
    networks(dialog).setCurrentText("Erf")
    press(dialog, "importRun", qtbot)
    qtbot.waitUntil(lambda: bool(opened))
    assert dialog.isVisible()
    assert "Imported: " in result(dialog)
    assert "erf" in words(dialog, "importNotesWords")
    assert not run_button(dialog).isVisible()
    assert dialog.findChild(QPushButton, "importCancel").text() == "Close"


def test_cancel_gives_the_import_up(
    dialog: ImportDialog, file: Path, opened: list[Project], recorder: Recorder, qtbot: QtBot
) -> None:
    recorder.waits = True
    choose(dialog, file, qtbot)
    press(dialog, "importRun", qtbot)
    qtbot.waitUntil(lambda: bool(recorder.asked))
    press(dialog, "importCancel", qtbot)
    qtbot.waitUntil(lambda: not dialog.running)
    assert result(dialog) == "Stopped; nothing was imported."
    assert recorder.gave_up
    assert not opened


def test_escape_gives_the_import_up_without_waiting(
    dialog: ImportDialog, file: Path, opened: list[Project], recorder: Recorder, qtbot: QtBot
) -> None:
    recorder.waits = True
    choose(dialog, file, qtbot)
    press(dialog, "importRun", qtbot)
    qtbot.waitUntil(lambda: bool(recorder.asked))
    with qtbot.waitSignal(dialog.destroyed):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible()
    assert recorder.gave_up
    assert not opened


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("net.onnx", b"no network", "net.onnx is no file of ONNX, or is damaged"),
        ("nix.onnx", None, "nix.onnx cannot be opened: there is no such file or folder"),
    ],
)
def test_what_cannot_be_imported_is_said(
    real_dialog: ImportDialog, tmp_path: Path, qtbot: QtBot, name: str, content: bytes | None, said: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    type_path(real_dialog, "importPath", tmp_path / name, qtbot)
    press(real_dialog, "importRun", qtbot)
    qtbot.waitUntil(lambda: said in result(real_dialog), timeout=10_000)
    assert run_button(real_dialog).isEnabled()


def test_a_file_that_is_no_python_is_said_before_anything_runs(dialog: ImportDialog, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "net.py"
    path.write_text("class Net(:\n")
    type_path(dialog, "importPath", path, qtbot)
    qtbot.waitUntil(lambda: "net.py is not Python, line 1" in result(dialog))


def test_other_files_and_odd_sizes_are_said(dialog: ImportDialog, file: Path, tmp_path: Path, qtbot: QtBot) -> None:
    type_path(dialog, "importPath", tmp_path / "picture.png", qtbot)
    assert "Only files of Python (.py) and ONNX (.onnx)" in words(dialog, "importWarningWords")
    assert not run_button(dialog).isEnabled()
    choose(dialog, file, qtbot)
    networks(dialog).setCurrentText("Net")
    dialog.findChild(QLineEdit, "importShape").setText("one")
    press(dialog, "importRun", qtbot)
    assert "'one' is no shape" in result(dialog)
    dialog.findChild(QLineEdit, "importShape").setText("1,8,8")
    networks(dialog).setEditText("")
    press(dialog, "importRun", qtbot)
    assert result(dialog) == "Say which network of the file is meant."
    assert not dialog.running


def test_every_part_has_a_name(dialog: ImportDialog, file: Path, qtbot: QtBot) -> None:
    choose(dialog, file, qtbot)
    for kind in (QLineEdit, QPushButton, QComboBox):
        for part in dialog.findChildren(kind):
            assert part.objectName(), part
            assert part.accessibleName(), part.objectName()


def test_a_bug_of_the_import_is_logged_and_said_calmly(
    dialog: ImportDialog, recorder: Recorder, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    recorder.breaks = True
    type_path(dialog, "importPath", Path("digits.onnx"), qtbot)
    press(dialog, "importRun", qtbot)
    qtbot.waitUntil(lambda: "a mistake in Convas" in result(dialog))
    assert "ZeroDivisionError" in caplog.text
    assert "test_import_dialog" in caplog.text
    assert run_button(dialog).isEnabled()


# -- in the window -----------------------------------------------------------------------------------------------------


@pytest.fixture
def window(settings: Settings, qtbot: QtBot) -> Iterator[MainWindow]:
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


@pytest.mark.slow
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
    qtbot.waitUntil(lambda: dialog.imported is not None, timeout=30_000)
    assert workspace.graph is kept
    assert "The open project was kept" in result(dialog)
    assert run_button(dialog).text() == "Open it"
    press(dialog, "importRun", qtbot)
    assert len(workspace.graph.blocks) == 6
    window.hide()
    window.deleteLater()
