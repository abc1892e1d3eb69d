"""The export dialog on a network that was really trained: the file is made, checked, and loads where Convas is not."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from builder import Sketch, edits
from gui.common.theme import Appearance, light
from gui.dialogs.export_dialog import ExportDialog
from gui.model.workspace import Workspace
from gui.training.training_session import TrainingSession
from tests.support.learning import block_of, learner, session, small_project, trained

__all__ = ["learner", "session", "trained"]


def opened(workspace: Workspace, session: TrainingSession, qtbot: QtBot) -> ExportDialog:
    dialog = ExportDialog(workspace, session)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def type_path(dialog: ExportDialog, path: Path, qtbot: QtBot) -> None:
    field = dialog.findChild(QLineEdit, "exportPath")
    field.selectAll()
    qtbot.keyClicks(field, str(path))


def press(dialog: ExportDialog, name: str, qtbot: QtBot) -> None:
    qtbot.mouseClick(dialog.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def words(dialog: ExportDialog, name: str) -> str:
    return dialog.findChild(QLabel, name).text()


def test_the_dialog_has_an_edge_where_no_window_manager_draws_one(
    session: TrainingSession, learner: Workspace, qtbot: QtBot
) -> None:
    Appearance(QApplication.instance()).show(light())
    dialog = opened(learner, session, qtbot)
    picture = dialog.grab().toImage()
    assert picture.pixelColor(0, dialog.height() // 2) == light().border
    assert picture.pixelColor(4, dialog.height() // 2) == light().surface


def test_trained_weights_are_saved_and_checked(
    trained: TrainingSession,
    learner: Workspace,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    dialog = opened(learner, trained, qtbot)
    assert dialog.format == "pt"
    assert dialog.findChild(QComboBox, "exportWeights").currentData() == "best"
    type_path(dialog, tmp_path / "net.pt", qtbot)
    press(dialog, "exportSave", qtbot)
    assert not dialog.findChild(QPushButton, "exportSave").isEnabled()
    qtbot.waitUntil(lambda: dialog.result is not None, timeout=90_000)
    said = words(dialog, "exportResultWords")
    assert "checked in a fresh Python" in said
    assert "differ by at most 0" in said
    press(dialog, "exportCopy", qtbot)
    line = QGuiApplication.clipboard().text()
    code = f"{line}\nprint(tuple(model(torch.zeros(2, 1, 8, 8)).shape))"
    done = subprocess.run([sys.executable, "-I", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "(2, 10)"
    beside = json.loads((tmp_path / "net.pt.json").read_text())
    assert beside["input"]["range"] == [0, 1]
    assert "1 × 8 × 8" in words(dialog, "exportPixels")
    dialog.reject()


def test_an_untrained_network_exports_source_only_and_says_why(
    session: TrainingSession,
    learner: Workspace,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    dialog = opened(learner, session, qtbot)
    assert dialog.format == "python"
    assert not dialog.findChild(QRadioButton, "format.pt").isEnabled()
    assert "has not been trained" in words(dialog, "exportWhyWords")
    type_path(dialog, tmp_path / "net.py", qtbot)
    assert words(dialog, "exportLine") == "from net import Net; model = Net()"
    press(dialog, "exportSave", qtbot)
    qtbot.waitUntil(lambda: dialog.result is not None, timeout=90_000)
    assert (tmp_path / "net.py").read_text().count("class Net(nn.Module)") == 1
    dialog.reject()


def test_how_a_network_with_several_ends_is_called_is_said(session: TrainingSession, learner: Workspace, qtbot: QtBot) -> None:
    net = Sketch()
    ways = [net("Flatten", net("Input", name=name, shape=(1, 8, 8))) for name in ("left", "right")]
    net("Output", net("Linear", ways[0], out_features=10), name="extra", loss_weight=0.3)
    net("Output", net("Linear", net("Concat", *ways), out_features=10), name="scores")
    learner.open(replace(small_project(), graph=net.graph, next_id=99))
    dialog = opened(learner, session, qtbot)
    assert words(dialog, "exportPixels").endswith("model(left, right) gives scores, extra, in this order.")
    dialog.reject()


def test_a_changed_network_exports_source_only(
    trained: TrainingSession,
    learner: Workspace,
    qtbot: QtBot,
) -> None:
    learner.edit("Wider", lambda graph: edits.set_fields(graph, [block_of(learner, "Conv2d")], {"out_channels": 8}))
    dialog = opened(learner, trained, qtbot)
    assert "changed since" in words(dialog, "exportWhyWords")
    assert dialog.format == "python"
    dialog.reject()


def test_the_ending_follows_the_format(trained: TrainingSession, learner: Workspace, qtbot: QtBot) -> None:
    dialog = opened(learner, trained, qtbot)
    field = dialog.findChild(QLineEdit, "exportPath")
    assert field.text().endswith(".pt")
    dialog.findChild(QRadioButton, "format.python").click()
    assert field.text().endswith(".py")
    assert not dialog.findChild(QComboBox, "exportWeights").isVisible()
    dialog.findChild(QRadioButton, "format.state-dict").click()
    assert "weights_only=True" in words(dialog, "exportLine")
    dialog.reject()


def test_what_cannot_be_written_is_said(
    trained: TrainingSession,
    learner: Workspace,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    dialog = opened(learner, trained, qtbot)
    type_path(dialog, tmp_path / "no" / "such" / "net.pt", qtbot)
    press(dialog, "exportSave", qtbot)
    qtbot.waitUntil(lambda: "cannot be written" in words(dialog, "exportResultWords"), timeout=30_000)
    assert dialog.result is None
    assert dialog.findChild(QPushButton, "exportSave").isEnabled()
    dialog.reject()


@pytest.mark.parametrize("how", ["cancel", "close"])
def test_an_export_can_be_given_up(
    trained: TrainingSession,
    learner: Workspace,
    qtbot: QtBot,
    tmp_path: Path,
    how: str,
) -> None:
    dialog = opened(learner, trained, qtbot)
    type_path(dialog, tmp_path / "net.pt", qtbot)
    press(dialog, "exportSave", qtbot)
    qtbot.wait(200)
    if how == "cancel":
        press(dialog, "exportCancel", qtbot)
        qtbot.waitUntil(lambda: "nothing was written" in words(dialog, "exportResultWords"), timeout=30_000)
    dialog.reject()
    qtbot.wait(50)
    assert list(tmp_path.iterdir()) == []
