"""Predicted labels after a real training: which are wrong, bars, and one label alone."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from gui.common.theme import Theme
from gui.insight.predictions.label_view import BAR, MOST_ROWS, MultiLabelView
from gui.insight.predictions.predictions_panel import PredictionsPanel
from tests.backend.insight.test_prediction_scores import predicted as predictions_of
from tests.gui.insight.predictions.conftest import ShowRun


@pytest.fixture
def page(show_run: ShowRun) -> PredictionsPanel:
    return show_run("multilabel")


def view_of(page: PredictionsPanel) -> MultiLabelView:
    view = page.view
    assert isinstance(view, MultiLabelView)
    return view


def test_samples_with_a_wrong_label_are_apart_the_worst_first(page: PredictionsPanel, qtbot: QtBot) -> None:
    predicted, view = page._session.run.predictions, view_of(page)
    wrong = (predicted.targets != predicted.predictions).sum(1)
    shown = view.grid.samples.indices
    assert sorted(shown) == np.flatnonzero(wrong).tolist()
    assert (np.diff(wrong[shown]) <= 0).all()
    qtbot.mouseClick(view._switch.findChild(QToolButton, "showRight"), Qt.MouseButton.LeftButton)
    assert sorted(view.grid.samples.indices) == np.flatnonzero(wrong == 0).tolist()
    assert page.findChild(QLabel, "testAccuracy").text() == f"{100 * (1 - wrong.sum() / predicted.targets.size):.2f}%"


def test_a_label_shows_its_samples_alone(page: PredictionsPanel) -> None:
    predicted, view = page._session.run.predictions, view_of(page)
    labels = page.findChild(QComboBox, "predictionLabel")
    labels.setFocus()
    QTest.keyClick(labels, Qt.Key.Key_Down)
    view._switch.findChild(QToolButton, "showAll").click()
    either = (predicted.targets[:, 0] > 0) | (predicted.predictions[:, 0] > 0)
    assert sorted(view.grid.samples.indices) == np.flatnonzero(either).tolist()
    view.table.setCurrentIndex(view.table.model().index(0, 0))
    QTest.keyClick(view.table, Qt.Key.Key_Return)
    assert len(view.grid.samples.indices) == len(predicted.targets)


def test_a_card_has_a_bar_for_each_label(page: PredictionsPanel, qapp: QApplication) -> None:
    view, predicted = view_of(page), page._session.run.predictions
    sample = int(view.grid.samples.indices[0])
    rows = view.rows(sample)
    assert [row.name for row in rows] == ["filled", "left", "upper"]
    for number, row in enumerate(rows):
        assert row.chance == pytest.approx(1 / (1 + np.exp(-predicted.scores[sample, number])), abs=1e-6)
        assert row.holds == (predicted.targets[sample, number] > 0)
        assert row.wrong == (predicted.targets[sample, number] != predicted.predictions[sample, number])
    qapp.processEvents()
    rect = view.grid.visualRect(view.grid.samples.index(0, 0))
    picture = view.grid.viewport().grab().toImage()
    blue, ratio = Theme.current().accent, picture.devicePixelRatio()
    seen = sum(
        picture.pixelColor(round(x * ratio), round(y * ratio)) == blue
        for x in range(rect.left(), rect.right())
        for y in range(rect.top(), rect.bottom())
    )
    assert bool(seen) == any(row.chance >= 0.5 for row in rows)
    assert seen < BAR * rect.height()


def test_of_many_labels_the_wrong_ones_are_shown_first(qtbot: QtBot) -> None:
    view = MultiLabelView()
    qtbot.addWidget(view)
    targets, scores = np.zeros((1, 50), np.uint8), np.full((1, 50), -5.0, np.float32)
    targets[0, [7, 30]], scores[0, [30, 41]] = 1, 3.0
    predicted = predictions_of("multilabel", targets, (scores > 0).astype(np.uint8), scores=scores)
    names = tuple(f"label {number}" for number in range(50))
    view.show_predictions(predicted, names, view.measure(predicted, names))
    rows = view.rows(0)
    assert len(rows) == MOST_ROWS
    assert [(row.name, row.wrong) for row in rows[:3]] == [("label 7", True), ("label 41", True), ("label 30", False)]
    assert "label 7, label 30; predicted: label 30, label 41" in view.describe(0)
