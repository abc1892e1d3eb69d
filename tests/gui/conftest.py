"""What the tests of the window share: a workspace on a real network, and settings in a file of the test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from builder import zoo
from builder.model.project import Project
from gui.model.settings import Settings
from gui.model.workspace import Workspace

IdOf = Callable[[str], int]
"""The id of the block with a name."""


@pytest.fixture
def workspace(qapp: object) -> Workspace:
    """A workspace on LeNet-5."""
    return Workspace(Project(zoo.build("lenet5")))


@pytest.fixture
def empty(qapp: object) -> Workspace:
    """A workspace with nothing on it."""
    return Workspace()


@pytest.fixture
def settings(qapp: object, tmp_path: Path) -> Settings:
    """Settings that no one else reads."""
    return Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def id_of(workspace: Workspace) -> IdOf:
    """The id of the block with a name."""

    def find(name: str) -> int:
        return next(id for id, block in workspace.graph.blocks.items() if block.name == name)

    return find
