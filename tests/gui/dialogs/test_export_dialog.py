"""The export dialog: what it asks, hands to the export, and says of the result; real files are in test_round_trips."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from backend.export.export import Exported, ExportError
from backend.runs.store import RunStore
from builder import Sketch, edits
from builder.model.project import Project
from gui.common.theme import Appearance, light
from gui.model.workspace import Workspace
from gui.training.training_session import TrainingSession
from tests.gui.dialogs.conftest import export_dialog, press, type_path, words
from tests.support.learning import block_of, small_project


@dataclass
class Recorder:
    """An export that notes what it is asked for; `waits` until it is cancelled, or says that the file was made."""

    waits: bool = False
    asked: list[tuple[Any, ...]] = field(default_factory=list)
    gave_up: bool = False

    def __call__(self, source: object, format: str, path: Path, *, which: str, progress: Any, cancelled: Any) -> Exported:
        self.asked.append((source, format, path, which))
        progress("Making the file", 0, 3)
        while self.waits and not cancelled():
            time.sleep(0.005)
        if cancelled():
            self.gave_up = True
            raise ExportError("The export was cancelled.")
        return Exported(path=path, sidecar=None, load_line="the line that loads it", max_difference=0.0, notes=("A note.",))


def test_the_dialog_has_an_edge_where_no_window_manager_draws_one(
    session: TrainingSession, learner: Workspace, qtbot: QtBot
) -> None:
    Appearance(QApplication.instance()).show(light())
    dialog = export_dialog(learner, session, qtbot)
    picture = dialog.grab().toImage()
    assert picture.pixelColor(0, dialog.height() // 2) == light().border
    assert picture.pixelColor(4, dialog.height() // 2) == light().surface


@pytest.mark.slow
def test_trained_weights_are_saved_and_the_result_is_said(
    trained: TrainingSession, learner: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    recorder = Recorder()
    dialog = export_dialog(learner, trained, qtbot, export_file=recorder)
    assert dialog.format == "pt"
    assert dialog.findChild(QComboBox, "exportWeights").currentData() == "best"
    assert "1 × 8 × 8" in words(dialog, "exportPixels")
    type_path(dialog, "exportPath", tmp_path / "net.pt", qtbot)
    press(dialog, "exportSave", qtbot)
    assert not dialog.findChild(QPushButton, "exportSave").isEnabled()
    qtbot.waitUntil(lambda: dialog.exported is not None)
    ((source, *rest),) = recorder.asked
    assert isinstance(source, RunStore)
    assert rest == ["pt", tmp_path / "net.pt", "best"]
    text = words(dialog, "exportResultWords")
    assert "checked in a fresh Python" in text
    assert "differ by at most 0" in text
    assert text.endswith("A note.")
    press(dialog, "exportCopy", qtbot)
    assert QGuiApplication.clipboard().text() == "import torch\nthe line that loads it"
    dialog.reject()


def test_an_untrained_network_exports_source_only_and_says_why(
    session: TrainingSession,
    learner: Workspace,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    recorder = Recorder()
    dialog = export_dialog(learner, session, qtbot, export_file=recorder)
    assert dialog.format == "python"
    assert not dialog.findChild(QRadioButton, "format.pt").isEnabled()
    assert "has not been trained" in words(dialog, "exportWhyWords")
    type_path(dialog, "exportPath", tmp_path / "net.py", qtbot)
    assert words(dialog, "exportLine") == "from net import Net; model = Net()"
    press(dialog, "exportSave", qtbot)
    qtbot.waitUntil(lambda: dialog.exported is not None)
    ((source, *rest),) = recorder.asked
    assert isinstance(source, Project)
    assert rest[:2] == ["python", tmp_path / "net.py"]
    dialog.reject()


def test_how_a_network_with_several_ends_is_called_is_said(session: TrainingSession, learner: Workspace, qtbot: QtBot) -> None:
    net = Sketch()
    ways = [net("Flatten", net("Input", name=name, shape=(1, 8, 8))) for name in ("left", "right")]
    net("Output", net("Linear", ways[0], out_features=10), name="extra", loss_weight=0.3)
    net("Output", net("Linear", net("Concat", *ways), out_features=10), name="scores")
    learner.open(replace(small_project(), graph=net.graph, next_id=99))
    dialog = export_dialog(learner, session, qtbot)
    assert words(dialog, "exportPixels").endswith("model(left, right) gives scores, extra, in this order.")
    dialog.reject()


@pytest.mark.slow
def test_a_changed_network_exports_source_only(
    trained: TrainingSession,
    learner: Workspace,
    qtbot: QtBot,
) -> None:
    learner.edit("Wider", lambda graph: edits.set_fields(graph, [block_of(learner, "Conv2d")], {"out_channels": 8}))
    dialog = export_dialog(learner, trained, qtbot)
    assert "changed since" in words(dialog, "exportWhyWords")
    assert dialog.format == "python"
    dialog.reject()


def test_the_ending_follows_the_format(trained: TrainingSession, learner: Workspace, qtbot: QtBot) -> None:
    dialog = export_dialog(learner, trained, qtbot)
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
    dialog = export_dialog(learner, trained, qtbot)
    type_path(dialog, "exportPath", tmp_path / "no" / "such" / "net.pt", qtbot)
    press(dialog, "exportSave", qtbot)
    qtbot.waitUntil(lambda: "cannot be written" in words(dialog, "exportResultWords"), timeout=30_000)
    assert dialog.exported is None
    assert dialog.findChild(QPushButton, "exportSave").isEnabled()
    dialog.reject()


@pytest.mark.parametrize("how", ["cancel", "close"])
def test_an_export_can_be_given_up(
    trained: TrainingSession, learner: Workspace, qtbot: QtBot, tmp_path: Path, how: str
) -> None:
    recorder = Recorder(waits=True)
    dialog = export_dialog(learner, trained, qtbot, export_file=recorder)
    type_path(dialog, "exportPath", tmp_path / "net.pt", qtbot)
    press(dialog, "exportSave", qtbot)
    qtbot.waitUntil(lambda: "Making the file" in words(dialog, "exportProgressWords"))
    if how == "cancel":
        press(dialog, "exportCancel", qtbot)
        qtbot.waitUntil(lambda: "nothing was written" in words(dialog, "exportResultWords"))
    dialog.reject()
    assert recorder.gave_up


def test_a_bug_of_the_export_is_logged_and_said_calmly(
    session: TrainingSession, learner: Workspace, qtbot: QtBot, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_arguments: object, **_options: object) -> Exported:
        return Exported(*[])

    dialog = export_dialog(learner, session, qtbot, export_file=broken)
    type_path(dialog, "exportPath", tmp_path / "net.py", qtbot)
    press(dialog, "exportSave", qtbot)
    qtbot.waitUntil(lambda: "a mistake in Convas" in words(dialog, "exportResultWords"))
    assert "TypeError" in caplog.text
    assert "in broken" in caplog.text
    assert dialog.findChild(QPushButton, "exportSave").isEnabled()
    dialog.reject()


def test_no_text_is_squeezed_where_a_reason_is_shown(session: TrainingSession, learner: Workspace, qtbot: QtBot) -> None:
    """An untrained network has a line more to show; the rows of the formats keep their height all the same."""
    dialog = export_dialog(learner, session, qtbot)
    dialog.hide()
    dialog.resize(dialog.width(), 300)  # Qt gives a dialog at most two thirds of the screen, which is this on a small one
    dialog.show()
    for button in dialog.findChildren(QRadioButton):
        assert button.height() >= button.sizeHint().height()
    for label in (label for label in dialog.findChildren(QLabel) if label.isVisible() and label.wordWrap()):
        assert label.height() >= label.heightForWidth(label.width())
