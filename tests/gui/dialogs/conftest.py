"""The dialogs as a person finds them, a file of Python to import, and the small trained network."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from gui.dialogs.export_dialog import ExportDialog
from gui.dialogs.import_dialog import ImportDialog
from gui.model.workspace import Workspace
from gui.training.training_session import TrainingSession
from tests.support.learning import learner, session, trained

__all__ = ["learner", "session", "trained"]

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
    """A file of Python with three networks, which notes that it was run."""
    path = tmp_path / "net.py"
    path.write_text(NET)
    return path


def export_dialog(workspace: Workspace, session: TrainingSession, qtbot: QtBot, **options: object) -> ExportDialog:
    """An export dialog on the screen."""
    dialog = ExportDialog(workspace, session, **options)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def type_path(dialog: QDialog, name: str, path: Path, qtbot: QtBot) -> None:
    """Type a path into the line called `name`, and leave it."""
    field = dialog.findChild(QLineEdit, name)
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, str(path))
    qtbot.keyClick(field, Qt.Key.Key_Tab)


def choose(dialog: ImportDialog, path: Path, qtbot: QtBot) -> None:
    """Take a file of Python, and wait until its networks are listed."""
    type_path(dialog, "importPath", path, qtbot)
    qtbot.waitUntil(lambda: networks(dialog).count() > 0)


def networks(dialog: ImportDialog) -> QComboBox:
    """The list of networks in the file."""
    return dialog.findChild(QComboBox, "importNetwork")


def press(dialog: QDialog, name: str, qtbot: QtBot) -> None:
    """Click a button."""
    qtbot.mouseClick(dialog.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def words(dialog: QDialog, name: str) -> str:
    """The text of a label."""
    return dialog.findChild(QLabel, name).text()
