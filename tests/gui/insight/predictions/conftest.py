"""A short training for each kind of task, once for all tests of this folder, and a panel that shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.insight.predictions.prediction_view import PredictionView
from gui.insight.predictions.predictions_panel import PredictionsPanel
from gui.model.workspace import Workspace
from gui.training.training_session import TrainingSession
from tests.support.learning import end
from tests.support.tasks import job_for, squares_known
from tests.support.training import run

RunOf = Callable[[str], Path]
ShowRun = Callable[[str], PredictionsPanel]


@pytest.fixture(scope="session")
def run_of(tmp_path_factory: pytest.TempPathFactory) -> RunOf:
    """The folder of a finished run of a kind of task; trained when it is first asked for."""
    made: dict[str, Path] = {}

    def folder(kind: str) -> Path:
        if kind not in made:
            made[kind] = tmp_path_factory.mktemp(kind)
            with squares_known():
                run(made[kind], job_for(kind, epochs=2))
        return made[kind]

    return folder


@pytest.fixture
def panel(qapp: QApplication, qtbot: QtBot) -> Iterator[PredictionsPanel]:
    """A panel as large as at the bottom of a window, without a run."""
    session = TrainingSession(Workspace())
    made = PredictionsPanel(session)
    session.setParent(made)
    qtbot.addWidget(made)
    made.resize(1200, 300)
    made.show()
    yield made
    end(qtbot, session)
    assert made.shut_down()


@pytest.fixture
def show_run(panel: PredictionsPanel, run_of: RunOf, qtbot: QtBot) -> ShowRun:
    """The panel with the run of a kind of task."""

    def show(kind: str) -> PredictionsPanel:
        assert panel._session.open_run(run_of(kind))
        wait_shown(panel, qtbot)
        return panel

    return show


def wait_shown(panel: PredictionsPanel, qtbot: QtBot) -> PredictionView:
    """Wait until the panel shows the latest predictions of its session."""
    qtbot.waitUntil(lambda: panel._shown is panel._session.run.predictions and panel.view is not None, timeout=10_000)
    view = panel.view
    assert view is not None
    return view
