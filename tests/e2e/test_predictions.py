"""Predictions in the real window: the mouse drags the strength of masks, and points at numbers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel, QPushButton, QSlider

from gui.insight.predictions.mask_view import SegmentationView
from gui.insight.predictions.number_view import RegressionView
from tests.support.person import Person, wait
from tests.support.tasks import job_for, project_for, squares_known
from tests.support.training import run

pytestmark = pytest.mark.display


def show(person: Person, folder: Path) -> object:
    """Open a run in the window and bring its predictions to the front; gives their view."""
    training = person.window.training
    assert training.session.open_run(folder)
    training._docks["predictions"].reveal()
    panel = training.predictions
    person.wait_until(lambda: panel.view is not None and panel._shown is training.session.run.predictions, "the predictions")
    wait(200)
    return panel.view


@pytest.mark.slow
def test_masks_and_points_answer_to_the_mouse(person: Person, tmp_path: Path) -> None:
    with squares_known():
        for kind in ("segmentation", "regression"):
            run(tmp_path / kind, job_for(kind, epochs=1))
    masks = show(person, tmp_path / "segmentation")
    assert isinstance(masks, SegmentationView)
    slider = person.find("maskStrength", QSlider)
    before = masks.grid.viewport().grab().toImage()
    handle = slider.mapToGlobal(QPoint(round(6 + (slider.width() - 12) * masks.strength), slider.height() // 2))
    person.drag(handle, slider.mapToGlobal(QPoint(2, slider.height() // 2)))
    assert masks.strength < 0.05
    assert masks.grid.viewport().grab().toImage() != before
    person.look("predictions-masks")

    numbers = show(person, tmp_path / "regression")
    assert isinstance(numbers, RegressionView)
    plot = numbers.plot
    places = np.array([(plot.place_of(point).x(), plot.place_of(point).y()) for point in range(len(plot.truth))])
    apart = np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1))
    np.fill_diagonal(apart, np.inf)
    alone = apart.min(1)
    alone[numbers.sample] = 0
    point = int(alone.argmax())
    person.press_at(plot.viewport().mapToGlobal(plot.place_of(point)))
    person.wait_until(lambda: numbers.sample == point, "the point that was clicked")
    assert person.find("numberCaption", QLabel).text() == f"Image {point}"
    person.look("predictions-numbers")


@pytest.mark.slow
def test_a_running_training_predicts_when_asked(person: Person) -> None:
    with squares_known():
        person.window.workspace.open(project_for("segmentation", epochs=100_000))
        training = person.window.training
        person.wait_until(lambda: training.train() or training.session.active, "the training")
        training._docks["predictions"].reveal()
        person.wait_until(lambda: training.session.can_predict, "the first batch")
        person.click(person.find("predictNow", QPushButton))
        source = person.find("predictionSource", QLabel)
        person.wait_until(lambda: "validation images, epoch" in source.text(), "the answer")
        training.session.stop()
        person.wait_until(lambda: "test images" in source.text(), "the end")
