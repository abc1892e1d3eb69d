"""Predicted masks after a real training: the slider, the order, the legend, and colours that can be told apart."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QSlider, QWidget
from pytestqt.qtbot import QtBot

from gui.insight.predictions.mask_view import PICTURE, SegmentationView, mask_pixmap
from gui.insight.predictions.predictions_panel import PredictionsPanel
from gui.plots.colours import class_colours
from tests.backend.insight.test_prediction_scores import predicted as predictions_of
from tests.gui.insight.predictions.conftest import ShowRun


@pytest.fixture
def page(show_run: ShowRun) -> PredictionsPanel:
    return show_run("segmentation")


def view_of(page: PredictionsPanel) -> SegmentationView:
    view = page.view
    assert isinstance(view, SegmentationView)
    return view


def card(view: SegmentationView, qapp: QApplication) -> QImage:
    """The first card as it is painted."""
    qapp.processEvents()
    return view.grid.viewport().grab(view.grid.visualRect(view.grid.samples.index(0, 0))).toImage()


def test_the_worst_come_first_and_the_figure_is_the_mean_iou(page: PredictionsPanel) -> None:
    view = view_of(page)
    scores = view._scores.samples
    assert (np.diff(scores[view.grid.samples.indices]) >= 0).all()
    measured = page._session.history.finished.test["mean_iou"]
    assert page.findChild(QLabel, "testAccuracy").text() == f"{100 * measured:.2f}%"
    order = page.findChild(QComboBox, "maskOrder")
    order.setFocus()
    QTest.keyClick(order, Qt.Key.Key_Down)
    assert (np.diff(scores[view.grid.samples.indices]) <= 0).all()
    QTest.keyClick(order, Qt.Key.Key_Down)
    assert view.grid.samples.indices.tolist() == list(range(60))


def drag(widget: QWidget, places: list[QPoint]) -> None:
    """Press at the first place, move over the others, release at the last; the events carry the button themselves."""
    kinds = [QEvent.Type.MouseButtonPress, *([QEvent.Type.MouseMove] * (len(places) - 1)), QEvent.Type.MouseButtonRelease]
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    for kind, place in zip(kinds, [*places, places[-1]], strict=True):
        button = none if kind == QEvent.Type.MouseMove else left
        held = none if kind == QEvent.Type.MouseButtonRelease else left
        there = QPointF(place)
        event = QMouseEvent(kind, there, widget.mapToGlobal(there), button, held, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(widget, event)


def test_the_slider_says_how_strong_masks_are(page: PredictionsPanel, qapp: QApplication) -> None:
    view, slider = view_of(page), page.findChild(QSlider, "maskStrength")
    usual = card(view, qapp)
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_Home)
    assert view.strength == 0
    none = card(view, qapp)
    # A person drags the handle from the left end to the right one.
    middle = slider.height() // 2
    start, end = QPoint(6, middle), QPoint(slider.width() - 2, middle)
    drag(slider, [start + (end - start) * step / 5 for step in range(6)])
    assert view.strength == 1
    full = card(view, qapp)
    assert len({image.constBits().tobytes() for image in (usual, none, full)}) == 3
    orange = QColor("#E69F00").rgb()
    left = [full.pixel(x, y) for x in range(12, 12 + PICTURE) for y in range(12, 12 + PICTURE)]
    sample = int(view.grid.samples.indices[0])
    truth = view._predicted.targets[sample]
    assert left.count(orange) / len(left) == pytest.approx((truth == 1).mean(), abs=0.02)
    assert all(none.pixel(x, y) != orange for x in range(none.width()) for y in range(none.height()))


def test_the_legend_has_colour_and_iou_of_each_class_and_filters(page: PredictionsPanel, qtbot: QtBot) -> None:
    view = view_of(page)
    model = view.table.model()
    assert [model.index(row, 0).data() for row in range(2)] == ["ground", "square"]
    assert [model.index(row, 1).data() for row in range(2)] == [f"{100 * iou:.2f}%" for iou in view._scores.iou]
    swatch = model.index(1, 0).data(Qt.ItemDataRole.DecorationRole).toImage()
    assert swatch.pixelColor(5, 5) == QColor("#E69F00")
    place = view.table.visualRect(model.index(1, 0)).center()
    qtbot.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    has = (view._predicted.targets == 1).any((1, 2)) | (view._predicted.predictions == 1).any((1, 2))
    assert sorted(view.grid.samples.indices) == np.flatnonzero(has).tolist()
    qtbot.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert len(view.grid.samples.indices) == 60


def test_masks_smaller_than_the_image_lie_in_its_middle(qtbot: QtBot, qapp: QApplication) -> None:
    view = SegmentationView()
    qtbot.addWidget(view)
    view.resize(900, 300)
    images = np.zeros((1, 1, 16, 16), np.uint8)
    truth, given = np.ones((1, 16, 16), np.uint8), np.ones((1, 8, 8), np.uint8)
    predicted = predictions_of("segmentation", truth, given, images=images)
    view.show_predictions(predicted, ("ground", "thing"), view.measure(predicted, ("ground", "thing")))
    view.show()
    view._strength.setValue(100)
    picture = card(view, qapp)
    black, orange = QColor("black"), QColor("#E69F00")
    left, right, top = 12, 12 + PICTURE + 8, 12
    assert picture.pixelColor(left + 4, top + 4) == orange
    assert picture.pixelColor(right + 4, top + 4) == black
    assert picture.pixelColor(right + PICTURE // 2, top + PICTURE // 2) == orange


def test_what_does_not_count_cannot_be_seen(qapp: QApplication) -> None:
    image = mask_pixmap(np.array([[0, 1], [255, 2]], np.uint8), class_colours(3)).toImage()
    assert [image.pixelColor(*place).alpha() for place in ((0, 0), (1, 0), (0, 1), (1, 1))] == [0, 255, 0, 255]


def test_colours_of_many_classes_differ() -> None:
    names = [colour.name(QColor.NameFormat.HexArgb) for colour in class_colours(30)]
    assert len(set(names)) == 30
    assert len(class_colours(0)) == 0
