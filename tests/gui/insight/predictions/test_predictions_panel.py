"""The panel of predictions: what it says of them, asking for them while a training runs, and files that hold nonsense."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from backend.runs.store import RunStore
from builder.tasks.registry import TARGETS
from gui.insight.predictions.predictions_panel import PredictionsPanel
from gui.insight.predictions.registry import VIEWS
from gui.model.workspace import Workspace
from gui.training.training_session import TrainingSession
from tests.gui.insight.predictions.conftest import RunOf, ShowRun, wait_shown
from tests.support.lanes import some
from tests.support.learning import end, wait_for
from tests.support.tasks import KINDS, project_for, squares_known


def words(panel: PredictionsPanel, name: str) -> str:
    return panel.findChild(QLabel, name).text()


def test_every_kind_of_task_has_a_view(qapp: object) -> None:
    assert list(VIEWS) == list(TARGETS)
    for kind, make in VIEWS.items():
        view = make()
        assert kind in view.kinds
        view.deleteLater()


def test_it_says_what_will_be_here(panel: PredictionsPanel) -> None:
    assert words(panel, "predictionsEmptyWords") == "No predictions yet"
    assert not panel.findChild(QPushButton, "predictNow").isVisible()


@pytest.mark.parametrize("kind", KINDS)
def test_a_finished_run_shows_its_test_images_with_the_best_weights(kind: str, show_run: ShowRun) -> None:
    panel = show_run(kind)
    best = panel._session.history.best_epoch
    assert words(panel, "predictionSource") == f"60 test images, best weights (epoch {best})"
    assert words(panel, "testAccuracy") not in ("", "–")
    assert panel.view.kinds.count(kind) == 1
    assert words(panel, "testAccuracy") in panel.view.accessibleName()


def test_another_run_is_shown_by_another_view(show_run: ShowRun, qtbot: QtBot) -> None:
    first = show_run("classification").view
    panel = show_run("segmentation")
    assert panel.view is not first
    assert panel.view.controls.isVisible()
    assert not first.controls.isVisible()
    assert show_run("classification").view is first


def test_nothing_is_measured_while_it_is_hidden(panel: PredictionsPanel, run_of: RunOf, qtbot: QtBot) -> None:
    panel.hide()
    panel._session.open_run(run_of("regression"))
    assert not panel._worker.running
    assert panel.view is None
    panel.show()
    wait_shown(panel, qtbot)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_predictions_are_asked_for_while_it_trains_and_paused(kind: str, qapp: object, qtbot: QtBot) -> None:
    with squares_known():
        session = TrainingSession(Workspace(project_for(kind, epochs=100_000)))
        panel = PredictionsPanel(session)
        qtbot.addWidget(panel)
        panel.resize(1200, 300)
        panel.show()
        button = panel.findChild(QPushButton, "predictNow")
        assert not session.predict()
        assert session.train()
        assert words(panel, "predictionsEmptyWords") == "Still learning"
        wait_for(qtbot, session, "running")
        qtbot.waitUntil(button.isEnabled, timeout=5000)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert "Predicting" in button.text()
        wait_shown(panel, qtbot)
        assert words(panel, "predictionSource").startswith("30 validation images, epoch ")
        session.pause()
        wait_for(qtbot, session, "paused")
        first, step = panel._shown, session.history.step
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: panel._shown is not first, timeout=10_000)
        assert words(panel, "predictionSource").endswith(f", batch {step:,}")
        session.stop()
        wait_for(qtbot, session, "finished")
        qtbot.waitUntil(lambda: "test images" in words(panel, "predictionSource"), timeout=10_000)
        assert not button.isVisible()
        end(qtbot, session)
        assert panel.shut_down()


BROKEN = {
    "images": {"images": np.zeros((60, 3), np.uint8)},
    "targets of another length": {"targets": np.zeros(3, np.int64)},
    "classes below nothing": {"targets": np.full(60, -1)},
    "classes beyond all": {"predictions": np.full(60, 10**12)},
    "classes that are numbers": {"predictions": np.zeros(60)},
    "no confidences": {"confidences": np.zeros(0, np.float32)},
    "text": {"scores": np.array(["a"])},
    "a kind of later": {"kind": "tracking"},
    "masks that are classes": {"kind": "segmentation"},
    "numbers that are classes": {"kind": "regression"},
    "pictures that are classes": {"kind": "reconstruction"},
    "labels that are classes": {"kind": "multilabel"},
}


@pytest.mark.parametrize("case", some(BROKEN, 4))
def test_files_that_hold_something_else_are_refused(
    case: str, panel: PredictionsPanel, run_of: RunOf, tmp_path: Path, qtbot: QtBot
) -> None:
    shutil.copytree(run_of("classification"), tmp_path / "run")
    store = RunStore.open(tmp_path / "run")
    predicted = store.predictions()
    assert predicted is not None
    store.add(replace(predicted, **BROKEN[case]))
    assert panel._session.open_run(store.folder)
    qtbot.waitUntil(lambda: words(panel, "predictionsEmptyWords") == "These predictions cannot be read.", timeout=5000)
    assert panel.view is None
    assert not panel.findChild(QLabel, "testAccuracy").isVisible()


def test_no_test_image_is_said(panel: PredictionsPanel, run_of: RunOf, tmp_path: Path, qtbot: QtBot) -> None:
    shutil.copytree(run_of("segmentation"), tmp_path / "run")
    store = RunStore.open(tmp_path / "run")
    predicted = store.predictions()
    assert predicted is not None
    nothing = {name: getattr(predicted, name)[:0] for name in ("images", "targets", "predictions")}
    store.add(replace(predicted, total=0, **nothing))
    assert panel._session.open_run(store.folder)
    qtbot.waitUntil(lambda: words(panel, "predictionsEmptyWords") == "No image was predicted", timeout=5000)


def test_some_of_many_are_said_to_be_some(panel: PredictionsPanel, run_of: RunOf, tmp_path: Path, qtbot: QtBot) -> None:
    shutil.copytree(run_of("regression"), tmp_path / "run")
    store = RunStore.open(tmp_path / "run")
    predicted = store.predictions()
    assert predicted is not None
    store.add(replace(predicted, total=4000, epoch=0))
    assert panel._session.open_run(store.folder)
    wait_shown(panel, qtbot)
    assert words(panel, "predictionSource") == "60 of 4,000 test images, best weights"
