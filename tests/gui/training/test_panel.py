"""The training panel: hands that know what they may do, a recipe with undo, words, and plots that come later."""

from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QProgressBar, QSpinBox, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from backend.protocol.recipe import Recipe
from builder import edits
from gui.model.workspace import Workspace
from gui.training.panel import TrainingPanel
from gui.training.training_session import TrainingSession
from tests.support.learning import block_of, end, wait_for
from tests.support.tasks import project_for, squares_known

NAMES = ("train", "continue", "pause", "step", "stop")


@pytest.fixture
def panel(session: TrainingSession, learner: Workspace, qtbot: QtBot) -> TrainingPanel:
    made = TrainingPanel(learner, session)
    qtbot.addWidget(made)
    made.resize(1200, 320)
    made.show()
    return made


@pytest.fixture
def long_panel(long_session: TrainingSession, qtbot: QtBot) -> TrainingPanel:
    made = TrainingPanel(long_session.parent(), long_session)
    qtbot.addWidget(made)
    made.resize(1200, 320)
    made.show()
    return made


def may(panel: TrainingPanel) -> set[str]:
    return {name for name in NAMES if panel.findChild(QToolButton, f"{name}Button").isEnabled()}


def said(panel: TrainingPanel, name: str) -> str:
    label = panel.findChild(QLabel, f"{name}Words")
    return label.text() if label.isVisible() else ""


def test_the_buttons_follow_the_training(long_panel: TrainingPanel, long_session: TrainingSession, qtbot: QtBot) -> None:
    assert may(long_panel) == {"train", "step"}
    qtbot.mouseClick(long_panel.findChild(QToolButton, "trainButton"), Qt.MouseButton.LeftButton)
    wait_for(qtbot, long_session, "running")
    assert may(long_panel) == {"pause", "step", "stop"}
    QTest.keyClick(long_panel.findChild(QToolButton, "pauseButton"), Qt.Key.Key_Space)
    wait_for(qtbot, long_session, "paused")
    assert may(long_panel) == {"continue", "step", "stop"}
    status = long_panel.findChild(QLabel, "trainingStatus").text()
    assert status.startswith("Paused in epoch")
    qtbot.mouseClick(long_panel.findChild(QToolButton, "stopButton"), Qt.MouseButton.LeftButton)
    wait_for(qtbot, long_session, "finished")
    assert may(long_panel) == {"train", "step", "continue"}


def test_progress_speed_and_the_end_are_said(panel: TrainingPanel, trained: TrainingSession) -> None:
    bar = panel.findChild(QProgressBar, "trainingProgress")
    assert bar.value() == bar.maximum()
    assert panel.findChild(QLabel, "trainingSpeed").text().endswith("images/s")
    assert panel.findChild(QLabel, "trainingAccuracy").text().endswith("%")
    assert "test images are right" in said(panel, "trainingVerdict")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "data", "caption", "end_of_value", "sentence"),
    [
        ("segmentation", "squares", "Mean IoU, validation", "%", "Mean IoU "),
        ("segmentation", "unvalidated", "Mean IoU, training", "%", " with the last weights"),
        ("reconstruction", "squares", "PSNR, validation", " dB", "PSNR "),
        ("regression", "unvalidated", "R², training", "", "R² "),
    ],
)
def test_every_task_is_shown_by_its_own_metric(
    kind: str, data: str, caption: str, end_of_value: str, sentence: str, qapp: object, qtbot: QtBot
) -> None:
    with squares_known():
        workspace = Workspace(project_for(kind, data=data, epochs=2))
        session = TrainingSession(workspace, workspace)
        panel = TrainingPanel(workspace, session)
        qtbot.addWidget(panel)
        panel.resize(1100, 320)
        panel.show()
        panel.load_plots()
        assert session.train()
        wait_for(qtbot, session, "finished")
        end(qtbot, session)
    assert panel.findChild(QLabel, "trainingAccuracy").text().endswith(end_of_value)
    assert caption in [label.text() for label in panel.findChildren(QLabel)]
    assert sentence in said(panel, "trainingVerdict")
    assert "Without learning: " in said(panel, "trainingVerdict")
    marks = [line.label.format for line in panel.plots.loss.marks.lines]
    assert marks == ([] if data == "unvalidated" else [f"best: epoch {session.history.best_epoch}"])
    assert panel.plots.metric_plot.accessibleName() == f"{caption.partition(',')[0]} over epochs"
    titles = session.history.csv().splitlines()[0].split(",")
    assert {f"train_{name}" for name in session.history.metrics()} <= set(titles)


def test_the_usual_fields_of_the_recipe_are_seen_without_scrolling(panel: TrainingPanel, qtbot: QtBot) -> None:
    panel.resize(1440, 284)
    usual = [name for name, info in Recipe.params().items() if not info.advanced]
    assert len(usual) >= 6
    for name in usual:
        editor = panel.findChild(QWidget, f"field.{name}")
        qtbot.waitUntil(lambda editor=editor: editor.visibleRegion().boundingRect() == editor.rect(), timeout=1000)


def test_long_words_do_not_make_the_window_grow(panel: TrainingPanel, trained: TrainingSession, learner: Workspace) -> None:
    assert panel.minimumSizeHint().width() <= 1100
    learner.edit("Change", lambda graph: edits.set_fields(graph, {block_of(learner, "Conv2d")}, {"out_channels": 7}))
    assert said(panel, "trainingNotice")
    assert said(panel, "trainingVerdict")
    assert panel.minimumSizeHint().height() <= 284


def test_a_field_of_the_recipe_is_one_undo(panel: TrainingPanel, learner: Workspace) -> None:
    epochs = panel.findChild(QSpinBox, "field.epochs")
    epochs.setFocus()
    epochs.selectAll()
    QTest.keyClicks(epochs, "25")
    assert Recipe(**learner.project.recipe).epochs == 25
    assert learner.document.undo_label == "Change epochs"
    learner.undo()
    assert Recipe(**learner.project.recipe).epochs == 1
    assert not learner.document.can_undo
    assert epochs.value() == 1


def test_another_optimiser_brings_its_learning_rate(panel: TrainingPanel, learner: Workspace) -> None:
    choice = panel.findChild(object, "field.optimizer")
    choice.setFocus()
    QTest.keyClick(choice, Qt.Key.Key_Home)
    choice.activated.emit(choice.currentIndex())
    recipe = Recipe(**learner.project.recipe)
    assert (recipe.optimizer, recipe.learning_rate) == ("SGD", 0.1)
    assert panel.findChild(QLineEdit, "field.learning_rate").text() == "0.1"


@pytest.mark.slow
def test_a_typed_learning_rate_takes_effect_when_the_hand_rests(
    long_panel: TrainingPanel, long_session: TrainingSession, qtbot: QtBot
) -> None:
    long_session.train()
    wait_for(qtbot, long_session, "running")
    field = long_panel.findChild(QLineEdit, "field.learning_rate")
    field.selectAll()
    QTest.keyClicks(field, "0.00025")
    qtbot.waitUntil(lambda: long_session.history.learning_rate == 0.00025, timeout=10_000)


@pytest.mark.slow
def test_the_learning_rate_is_changed_while_it_runs(
    long_panel: TrainingPanel, long_session: TrainingSession, qtbot: QtBot
) -> None:
    before = long_session.parent().project.recipe
    long_session.train()
    wait_for(qtbot, long_session, "running")
    assert not long_panel.findChild(QSpinBox, "field.epochs").isEnabled()
    field = long_panel.findChild(QLineEdit, "field.learning_rate")
    field.selectAll()
    QTest.keyClicks(field, "0.0005")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: any(mark.value == 0.0005 for mark in long_session.history.marks), timeout=10_000)
    qtbot.wait(300)
    assert field.text() == "0.0005"
    assert long_session.parent().project.recipe == before
    assert len([mark for mark in long_session.history.marks if mark.kind == "learning_rate"]) == 1


def test_a_changed_canvas_is_said(panel: TrainingPanel, trained: TrainingSession, learner: Workspace) -> None:
    assert said(panel, "trainingNotice") == ""
    learner.edit("Wider", lambda graph: edits.set_fields(graph, [block_of(learner, "Conv2d")], {"out_channels": 8}))
    assert "canvas has changed" in said(panel, "trainingNotice")
    learner.undo()
    assert said(panel, "trainingNotice") == ""


def test_a_refusal_is_said_in_the_panel(panel: TrainingPanel, session: TrainingSession, learner: Workspace) -> None:
    learner.edit("Cut", lambda graph: edits.remove(graph, block_of(learner, "Flatten")))
    session.train()
    assert said(panel, "trainingNotice")


def test_the_plots_come_with_the_first_look(panel: TrainingPanel, qtbot: QtBot) -> None:
    assert panel.plots is None
    qtbot.waitUntil(lambda: panel.plots is not None, timeout=10_000)
    assert said(panel, "trainingEmpty") == "No curves yet"


def test_curves_are_drawn_while_it_learns(panel: TrainingPanel, trained: TrainingSession, qtbot: QtBot) -> None:
    panel.load_plots()
    x, y = panel.plots.loss._batches.getData()
    assert len(x) == len(y) == trained.history.step
    assert panel.plots.isVisible()


def test_a_hidden_panel_draws_nothing(panel: TrainingPanel, session: TrainingSession, qtbot: QtBot) -> None:
    panel.load_plots()
    panel.hide()
    session.train()
    wait_for(qtbot, session, "finished")
    assert len(panel.plots.history.losses) == 0
    panel.show()
    assert len(panel.plots.history.losses) == session.history.step


@pytest.mark.slow
def test_importing_the_panel_brings_neither_pyqtgraph_nor_torch() -> None:
    parts = ["training.panel", "data.data_view", "shell.welcome.welcome_page", "dialogs.export_dialog"]
    parts += ["insight.feature_maps_view", "insight.predictions.predictions_panel"]
    code = (
        f"import sys, {', '.join(f'gui.{part}' for part in parts)};"
        "print(sorted({'torch', 'pyqtgraph', 'sklearn', 'PIL'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
