"""Tasks with real hands: segmentation from the welcome page to a file, and other tasks chosen in the data panel."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QScrollArea, QSlider

from gui.training.training_session import TrainingState
from tests.e2e.test_main_job import picture, show_panel, state
from tests.support.person import Person, wait

pytestmark = [pytest.mark.display, pytest.mark.slow]


def words(person: Person, name: str) -> str:
    return str(person.find(name, QLabel).text())


def predict_now(person: Person) -> None:
    """Ask for predictions, and wait until they are shown."""
    run = person.window.training.session.run
    before = run.predictions
    person.click("predictNow")
    person.wait_until(lambda: person.window.training.session.run.predictions is not before, "the predictions")
    person.wait_until(lambda: "validation images" in words(person, "predictionSource"), "their view")


def train_batches(person: Person, count: int) -> None:
    """Train, and wait for so many batches."""
    person.trigger("action.train")
    session = person.window.training.session
    person.wait_until(lambda: state(person) is TrainingState.RUNNING, "the training to run")
    person.wait_until(lambda: session.history.step >= count, f"{count} batches")


def stop(person: Person) -> None:
    person.trigger("action.stop")
    person.wait_until(lambda: state(person) is TrainingState.FINISHED, "the end")


def test_segmentation_from_the_welcome_page_to_a_file(person: Person, tmp_path: Path) -> None:
    """Two clicks train a U-Net on shapes; predictions are there at once and after a stop in the first epoch; the file says
    what it gives."""
    card = person.find("start.unet_small")
    person.find("welcome", QScrollArea).ensureWidgetVisible(card)
    wait(200)
    person.click(card)
    train_batches(person, 6)
    assert person.actions == 2
    assert person.window.workspace.project.task.kind == "segmentation"
    person.look("60-unet-training")

    show_panel(person, "predictions")
    predict_now(person)
    assert "mean IoU" in words(person, "predictionMeaning")
    masks = person.find("maskPage")
    before, slider = picture(masks), person.find("maskStrength", QSlider)
    handle = QPoint(slider.width() * slider.value() // 100, slider.height() // 2)
    person.drag(slider.mapToGlobal(handle), slider.mapToGlobal(handle) + QPoint(slider.width(), 0))
    assert slider.value() == 100
    assert (picture(masks) != before).any()
    person.look("61-unet-masks")

    stop(person)
    finished = person.window.training.session.history.finished
    assert finished.epoch == 0
    assert 0 < finished.test["mean_iou"] < 1
    assert finished.val is not None
    person.wait_until(lambda: "test images" in words(person, "predictionSource"), "the test images")
    show_panel(person, "training")
    assert "Mean IoU" in words(person, "trainingVerdictWords")
    person.look("62-unet-stopped")

    target = tmp_path / "shapes.pt"
    person.trigger("action.export")
    person.click(person.find("exportPath", QLineEdit), times=3)
    person.type(str(target))
    person.click("exportSave")
    person.wait_until(lambda: "differ by at most 0" in words(person, "exportResultWords"), "the check of the file", seconds=120)
    person.find("exportDialog").close()
    about = json.loads(Path(f"{target}.json").read_text(encoding="utf-8"))
    assert about["task"] == {"kind": "segmentation", "classes": ["ground", "circle", "square", "triangle", "cross"]}
    assert about["output"]["shape"] == ["N", 5, 64, 64]


def test_tasks_chosen_in_the_data_panel(person: Person) -> None:
    """Data, then a task: what changed is said, what does not fit is repaired by a click, one undo takes each back."""
    person.click("start.lenet5")
    show_panel(person, "data")
    workspace = person.window.workspace
    person.pick("dataChoice", "Shapes")
    person.wait_until(lambda: workspace.project.data["name"] == "shapes", "the shapes")
    plain = workspace.project
    person.pick("dataTask", "Several labels")
    assert workspace.project.task.kind == "multilabel"
    assert "Binary cross entropy" in words(person, "dataChangeWords")
    train_batches(person, 40)
    show_panel(person, "predictions")
    predict_now(person)
    assert "of the labels are right" in words(person, "predictionMeaning")
    person.look("65-several-labels")
    stop(person)

    show_panel(person, "data")
    person.pick("dataTask", "Regression")
    assert "out_features is 3 instead of 4" in words(person, "dataChangeWords")
    assert person.window.notifications.notices
    train_batches(person, 40)
    assert not person.window.notifications.notices  # it told of the run before
    show_panel(person, "predictions")
    predict_now(person)
    assert person.find("scatterPlot").isVisible()
    person.look("66-regression")
    stop(person)

    show_panel(person, "data")
    person.click("dataChangeUndo")
    assert workspace.project.task.kind == "multilabel"
    person.find("canvas").setFocus()
    person.key("ctrl+z")
    assert workspace.project == plain

    person.pick("dataTask", "Segmentation")
    before = workspace.project
    (problem,) = workspace.analysis.errors
    assert "map of scores" in problem.text()
    name = f"repair.{problem.code}.0"
    about = person.find("dataAbout", QScrollArea)
    person.wait_until(lambda: about.findChild(QAbstractButton, name), "the repair")
    about.ensureWidgetVisible(about.findChild(QAbstractButton, name))
    wait(200)
    person.look("67-does-not-fit")
    person.click(about.findChild(QAbstractButton, name))
    assert workspace.analysis.ok
    person.find("canvas").setFocus()
    person.key("ctrl+z")
    assert workspace.project == before
    person.key("ctrl+z")
    assert workspace.project == plain
