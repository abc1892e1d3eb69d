"""One real round trip per kind of file through the dialogs: real child processes, no part replaced."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
import torch
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from backend.runs.store import RunStore, list_runs
from builder.model.project import Project
from gui.dialogs.import_dialog import ImportDialog
from gui.model.workspace import Workspace
from gui.training.training_session import TrainingSession
from tests.gui.dialogs.conftest import choose, export_dialog, networks, press, type_path, words

pytestmark = pytest.mark.slow


@pytest.fixture
def shown() -> list[Project]:
    """The imported projects that were opened."""
    return []


@pytest.fixture
def dialog(qtbot: QtBot, shown: list[Project]) -> ImportDialog:
    """An import dialog that really imports."""

    def show(project: Project) -> bool:
        shown.append(project)
        return True

    made = ImportDialog(show, (1, 8, 8))
    made.show()
    qtbot.waitExposed(made)
    return made


def running_process(dialog: ImportDialog, file: Path, qtbot: QtBot) -> int:
    """Import the function that never returns; the number of the process that runs it."""
    choose(dialog, file, qtbot)
    networks(dialog).setCurrentText("slow")
    press(dialog, "importRun", qtbot)
    ran = file.with_name("ran")
    qtbot.waitUntil(lambda: ran.exists() and ran.read_text() != "", timeout=30_000)
    return int(ran.read_text())


def test_an_exported_network_is_checked_and_loads_in_plain_pytorch(
    trained: TrainingSession, learner: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = export_dialog(learner, trained, qtbot)
    type_path(dialog, "exportPath", tmp_path / "net.pt", qtbot)
    press(dialog, "exportSave", qtbot)
    qtbot.waitUntil(lambda: dialog.exported is not None, timeout=90_000)
    text = words(dialog, "exportResultWords")
    assert "checked in a fresh Python" in text
    assert "differ by at most 0" in text
    press(dialog, "exportCopy", qtbot)
    line = QGuiApplication.clipboard().text()
    code = f"{line}\nprint(tuple(model(torch.zeros(2, 1, 8, 8)).shape))"
    done = subprocess.run([sys.executable, "-I", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "(2, 10)"
    sidecar = json.loads((tmp_path / "net.pt.json").read_text())
    assert sidecar["input"]["range"] == [0, 1]
    dialog.reject()


def test_an_export_that_is_closed_leaves_nothing(
    trained: TrainingSession, learner: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = export_dialog(learner, trained, qtbot)
    type_path(dialog, "exportPath", tmp_path / "net.pt", qtbot)
    press(dialog, "exportSave", qtbot)
    qtbot.wait(200)
    dialog.reject()
    qtbot.wait(50)
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_python_runs_in_another_process_and_keeps_its_weights(
    dialog: ImportDialog, file: Path, shown: list[Project], qtbot: QtBot
) -> None:
    choose(dialog, file, qtbot)
    networks(dialog).setCurrentText("Net")
    press(dialog, "importRun", qtbot)
    qtbot.waitUntil(lambda: bool(shown), timeout=60_000)
    assert int(file.with_name("ran").read_text()) != os.getpid()
    (project,) = shown
    assert project.graph.of_kind("Conv2d")
    weights = torch.load(RunStore(project.run).best, weights_only=True)
    assert sum(value.numel() for value in weights.values()) == 4 * 9 + 4 + 1440 + 10


def test_what_is_worth_knowing_of_a_file_of_python_is_shown(
    dialog: ImportDialog, file: Path, shown: list[Project], qtbot: QtBot
) -> None:
    choose(dialog, file, qtbot)
    networks(dialog).setCurrentText("Erf")
    type_path(dialog, "importShape", Path("3"), qtbot)
    press(dialog, "importRun", qtbot)
    qtbot.waitUntil(lambda: bool(shown), timeout=60_000)
    assert "erf" in words(dialog, "importNotesWords")
    dialog.reject()


def test_cancel_ends_the_process(dialog: ImportDialog, file: Path, shown: list[Project], qtbot: QtBot) -> None:
    process = running_process(dialog, file, qtbot)
    press(dialog, "importCancel", qtbot)
    qtbot.waitUntil(lambda: not dialog.running, timeout=10_000)
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
    assert not shown
    assert list_runs() == []
    dialog.reject()


def test_escape_ends_the_process_without_waiting(dialog: ImportDialog, file: Path, shown: list[Project], qtbot: QtBot) -> None:
    process = running_process(dialog, file, qtbot)
    began = time.monotonic()
    with qtbot.waitSignal(dialog.destroyed, timeout=10_000):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        assert time.monotonic() - began < 0.5
        assert not dialog.isVisible()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
    assert not shown
