"""Predicted classes after a real training: counts, the matrix as a filter, and pictures only of what is asked for."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from backend.insight.prediction_scores import class_scores
from backend.protocol.events import Predicted
from gui.insight.predictions.class_view import ClassificationView
from gui.insight.predictions.predictions_panel import PredictionsPanel
from tests.gui.insight.predictions.conftest import ShowRun


@pytest.fixture
def page(show_run: ShowRun) -> PredictionsPanel:
    return show_run("classification")


def view_of(page: PredictionsPanel) -> ClassificationView:
    view = page.view
    assert isinstance(view, ClassificationView)
    return view


def test_right_and_wrong_add_up(page: PredictionsPanel, qtbot: QtBot) -> None:
    predicted, model = page._session.run.predictions, view_of(page).grid.samples
    total, right = len(predicted.labels), int((predicted.labels == predicted.predictions).sum())
    assert 0 < right < total
    assert page.findChild(QLabel, "testAccuracy").text() == f"{100 * right / total:.2f}%"
    assert abs(page._session.history.finished.test["accuracy"] - right / total) < 1e-6
    assert model.rowCount() == total - right
    QTest.keyClick(page.findChild(QToolButton, "showRight"), Qt.Key.Key_Space)
    assert model.rowCount() == right
    assert "rightly" in model.index(0, 0).data()
    qtbot.mouseClick(page.findChild(QToolButton, "showAll"), Qt.MouseButton.LeftButton)
    assert model.rowCount() == total


def test_the_most_confident_error_comes_first(page: PredictionsPanel) -> None:
    places, predicted = view_of(page).grid.samples.indices, page._session.run.predictions
    sure = predicted.confidences[places]
    assert (sure[:-1] >= sure[1:]).all()
    assert (predicted.labels[places] != predicted.predictions[places]).all()


def test_one_class_alone(page: PredictionsPanel) -> None:
    classes = page.findChild(QComboBox, "predictionClass")
    assert [classes.itemText(row) for row in range(classes.count())] == ["Every class", "filled", "hollow"]
    page.findChild(QToolButton, "showAll").click()
    classes.setFocus()
    QTest.keyClick(classes, Qt.Key.Key_End)
    labels = page._session.run.predictions.labels
    assert set(labels[view_of(page).grid.samples.indices]) == {1}


def test_a_cell_of_the_matrix_shows_its_images_and_again_all(page: PredictionsPanel, qtbot: QtBot) -> None:
    view, predicted = view_of(page), page._session.run.predictions
    truth, taken = np.argwhere(view.matrix.matrix.counts - np.diag(view.matrix.matrix.counts.diagonal()))[0].tolist()
    cell = view.matrix.matrix.index(truth, taken)
    assert "taken for" in cell.data(Qt.ItemDataRole.AccessibleTextRole)
    place = view.matrix.visualRect(cell).center()
    qtbot.mouseClick(view.matrix.viewport(), Qt.MouseButton.LeftButton, pos=place)
    wanted = np.flatnonzero((predicted.labels == truth) & (predicted.predictions == taken))
    assert sorted(view.grid.samples.indices) == wanted.tolist()
    assert len(wanted) == view.matrix.matrix.counts[truth, taken]
    chip = page.findChild(QToolButton, "clearFilter")
    assert chip.isVisible()
    assert "→" in chip.text()
    view.matrix.setFocus()
    QTest.keyClick(view.matrix, Qt.Key.Key_Return)
    assert len(view.grid.samples.indices) == len(predicted.labels)
    assert not chip.isVisible()
    qtbot.mouseClick(view.matrix.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert view.grid.samples.rowCount() == len(predicted.labels)


def test_the_names_of_the_matrix_choose_rows_and_columns(page: PredictionsPanel, qtbot: QtBot) -> None:
    view, predicted = view_of(page), page._session.run.predictions
    header = view.matrix.horizontalHeader()
    place = header.sectionViewportPosition(1) + header.sectionSize(1) // 2
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=header.viewport().rect().center().__class__(place, 5))
    assert set(predicted.predictions[view.grid.samples.indices]) == {1}
    assert set(predicted.labels[view.grid.samples.indices]) == {0, 1}


def test_each_class_has_its_scores_and_can_be_chosen(page: PredictionsPanel) -> None:
    view, predicted = view_of(page), page._session.run.predictions
    view._tabs.setCurrentIndex(1)
    model = view.table.model()
    texts = [[model.index(row, column).data() for column in range(5)] for row in range(2)]
    scores = class_scores(predicted, 2)
    assert texts[1] == [
        "hollow",
        str(int((predicted.labels == 1).sum())),
        *(f"{100 * each[1]:.2f}%" for each in (scores.precision, scores.recall, scores.f1)),
    ]
    view.table.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    assert float(model.index(0, 2).data()[:-1]) >= float(model.index(1, 2).data()[:-1])
    view.table.setCurrentIndex(model.index(0, 0))
    QTest.keyClick(view.table, Qt.Key.Key_Space)
    chosen = {"filled": 0, "hollow": 1}[model.index(0, 0).data()]
    assert set(predicted.labels[view.grid.samples.indices]) == {chosen}


@pytest.mark.slow
def test_of_very_many_images_only_those_in_sight_are_made(qtbot: QtBot, qapp: QApplication) -> None:
    random = np.random.default_rng(0)
    count = 20_000
    labels = random.integers(0, 40, count)
    predicted = Predicted(
        images=random.integers(0, 255, (count, 1, 8, 8)).astype(np.uint8),
        targets=labels,
        predictions=np.where(random.random(count) < 0.5, labels, 0),
        confidences=random.random(count).astype(np.float32),
        scores=np.zeros(0, np.float32),
        total=count,
    )
    names = tuple(f"class number {number}" for number in range(40))
    view = ClassificationView()
    qtbot.addWidget(view)
    view.resize(1200, 300)
    made: list[int] = []
    thumbnail = view.picture

    def picture(sample: int, ratio: float):
        made.append(sample)
        return thumbnail(sample, ratio)

    view.picture = picture
    view.show()
    view.show_predictions(predicted, names, view.measure(predicted, names))
    qtbot.waitUntil(lambda: len(made) > 0, timeout=5000)
    view.grid.scrollToBottom()
    qapp.processEvents()
    assert len(set(made)) < 200
    assert view.matrix.matrix.rowCount(QModelIndex()) == 40
