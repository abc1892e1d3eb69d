"""Predicted numbers after a real training: the points, choosing one by mouse and keys, and the image that belongs to it."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from gui.common.theme import Appearance, dark, light
from gui.common.thumbnails import thumbnail
from gui.insight.predictions.number_view import PICTURE, RegressionView
from gui.insight.predictions.predictions_panel import PredictionsPanel
from tests.gui.insight.predictions.conftest import ShowRun


@pytest.fixture
def page(show_run: ShowRun, qapp: QApplication) -> PredictionsPanel:
    shown = show_run("regression")
    qapp.processEvents()
    return shown


def view_of(page: PredictionsPanel) -> RegressionView:
    view = page.view
    assert isinstance(view, RegressionView)
    return view


def lonely(view: RegressionView) -> int:
    """A point, other than the chosen one, that no other is near to."""
    places = np.array([(view.plot.place_of(point).x(), view.plot.place_of(point).y()) for point in range(60)])
    apart = np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1))
    np.fill_diagonal(apart, np.inf)
    nearest = apart.min(1)
    nearest[view.sample] = 0
    return int(nearest.argmax())


def test_every_image_is_a_point_and_both_axes_are_alike(page: PredictionsPanel) -> None:
    view, predicted = view_of(page), page._session.run.predictions
    x, y = view.plot._points.getData()
    assert np.allclose(x, predicted.targets[:, 0])
    assert np.allclose(y, predicted.predictions[:, 0])
    assert np.allclose(view.plot.viewRange()[0], view.plot.viewRange()[1])


def test_a_click_on_a_point_shows_its_picture_and_numbers(page: PredictionsPanel, qtbot: QtBot) -> None:
    view, predicted = view_of(page), page._session.run.predictions
    point = lonely(view)
    qtbot.mouseClick(view.plot.viewport(), Qt.MouseButton.LeftButton, pos=view.plot.place_of(point) + QPoint(2, 1))
    assert (view.sample, view.plot.current) == (point, point)
    shown = page.findChild(QLabel, "numberPicture").pixmap().toImage()
    wanted = thumbnail(predicted.images[point], PICTURE, view.devicePixelRatioF()).toImage()
    assert shown.convertToFormat(QImage.Format.Format_RGB32) == wanted.convertToFormat(QImage.Format.Format_RGB32)
    assert page.findChild(QLabel, "numberCaption").text() == f"Image {point}"
    model = view.table.model()
    assert [model.index(row, 0).data() for row in range(2)] == ["x", "y"]
    for row in range(2):
        truth, given = float(predicted.targets[point, row]), float(predicted.predictions[point, row])
        assert float(model.index(row, 1).data()) == pytest.approx(truth, abs=1e-3)
        assert float(model.index(row, 2).data()) == pytest.approx(given, abs=1e-3)
        assert float(model.index(row, 3).data()) == pytest.approx(given - truth, abs=1e-3)


def test_a_click_beside_all_points_and_a_drag_choose_nothing(page: PredictionsPanel, qtbot: QtBot) -> None:
    view = view_of(page)
    before, corner = view.sample, QPoint(view.plot.width() - 12, view.plot.height() - 60)
    assert view.plot.nearest(corner) is None
    qtbot.mouseClick(view.plot.viewport(), Qt.MouseButton.LeftButton, pos=corner)
    assert view.sample == before
    place = view.plot.place_of(lonely(view))
    qtbot.mousePress(view.plot.viewport(), Qt.MouseButton.LeftButton, pos=place - QPoint(30, 0))
    qtbot.mouseMove(view.plot.viewport(), place)
    qtbot.mouseRelease(view.plot.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert view.sample == before


def test_keys_go_along_the_truth(page: PredictionsPanel) -> None:
    view = view_of(page)
    order = np.argsort(view.plot.truth, kind="stable").tolist()
    view.plot.setFocus()
    seen = []
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Left):
        QTest.keyClick(view.plot, key)
        seen.append(view.sample)
    assert seen == [order[place] for place in (0, 1, 2, 1, 0, 0)]
    QTest.keyClick(view.plot, Qt.Key.Key_End)
    assert view.sample == order[-1]
    assert f"Image {order[-1]}. x: it is " in page.findChild(QLabel, "numberPicture").accessibleName()


def test_the_worst_is_shown_at_first_and_then_the_next_worst(page: PredictionsPanel, qtbot: QtBot) -> None:
    view, predicted = view_of(page), page._session.run.predictions
    error = np.abs(predicted.predictions[:, 0] - predicted.targets[:, 0])
    order = np.argsort(-error, kind="stable")
    assert view.sample == order[0]
    qtbot.mouseClick(page.findChild(QToolButton, "nextWorst"), Qt.MouseButton.LeftButton)
    assert view.sample == order[1]


def test_another_number_is_plotted(page: PredictionsPanel, qtbot: QtBot) -> None:
    view, predicted = view_of(page), page._session.run.predictions
    first = page.findChild(QLabel, "testAccuracy").text()
    place = view.table.visualRect(view.table.model().index(1, 0)).center()
    qtbot.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert page.findChild(QComboBox, "quantity").currentText() == "y"
    assert np.allclose(view.plot.truth, predicted.targets[:, 1])
    assert page.findChild(QLabel, "testAccuracy").text() != first
    assert page.findChild(QLabel, "predictionMeaning").text().startswith("R² of y; mean absolute error ")


def test_the_plot_follows_the_theme(page: PredictionsPanel, qapp: QApplication) -> None:
    appearance = Appearance(qapp)
    for theme in (dark(), light()):
        appearance.show(theme)
        qapp.processEvents()
        assert view_of(page).plot.grab().toImage().pixelColor(2, 2) == theme.surface
