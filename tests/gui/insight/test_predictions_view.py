"""The page of predictions after a real training: counts, filters, and pictures only of what is asked for."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from gui.insight.predictions_view import PredictionsView
from gui.training.training_session import TrainingSession


@pytest.fixture
def page(session: TrainingSession, qtbot: QtBot) -> PredictionsView:
    made = PredictionsView(session)
    qtbot.addWidget(made)
    made.resize(1100, 300)
    made.show()
    return made


def test_it_says_what_will_be_here(page: PredictionsView) -> None:
    assert page.findChild(QLabel, "predictionsEmptyWords").text() == "No predictions yet"


def test_right_and_wrong_add_up(page: PredictionsView, trained: TrainingSession, qtbot: QtBot) -> None:
    predicted = trained.run.predictions
    total, right = len(predicted.labels), int((predicted.labels == predicted.predictions).sum())
    assert page.findChild(QLabel, "testAccuracy").text() == f"{100 * right / total:.2f}%"
    assert abs(trained.history.finished.test["accuracy"] - right / total) < 1e-6
    assert page.model.rowCount() == total - right
    QTest.keyClick(page.findChild(QToolButton, "showRight"), Qt.Key.Key_Space)
    assert page.model.rowCount() == right
    assert "rightly" in page.model.index(0, 0).data()
    qtbot.mouseClick(page.findChild(QToolButton, "showAll"), Qt.MouseButton.LeftButton)
    assert page.model.rowCount() == total


def test_the_most_confident_error_comes_first(page: PredictionsView, trained: TrainingSession) -> None:
    places, predicted = page.model.indices, trained.run.predictions
    sure = predicted.confidences[places]
    assert (sure[:-1] >= sure[1:]).all()
    assert (predicted.labels[places] != predicted.predictions[places]).all()


def test_one_class_alone(page: PredictionsView, trained: TrainingSession) -> None:
    classes = page.findChild(QComboBox, "predictionClass")
    assert classes.count() == 11
    page.findChild(QToolButton, "showAll").click()
    classes.setCurrentIndex(4)
    classes.activated.emit(4)
    assert {int(label) for label in trained.run.predictions.labels[page.model.indices]} == {3}


@pytest.mark.slow
def test_cards_are_drawn(page: PredictionsView, trained: TrainingSession, qapp: QApplication) -> None:
    page.findChild(QToolButton, "showAll").click()
    qapp.processEvents()
    picture = page.model.picture(0, 1.0)
    assert picture.width() == 64
    colours = {page.grab().toImage().pixelColor(x, 120).name() for x in range(10, 400)}
    assert len(colours) > 5
