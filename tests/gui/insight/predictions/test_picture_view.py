"""Predicted pictures after real trainings: four side by side, decibels, and how strong differences are."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel

from gui.insight.predictions.picture_view import PICTURE, PicturesView
from gui.insight.predictions.predictions_panel import PredictionsPanel
from tests.gui.insight.predictions.conftest import ShowRun

PICTURE_KINDS = ("reconstruction", "super-resolution")


def view_of(page: PredictionsPanel) -> PicturesView:
    view = page.view
    assert isinstance(view, PicturesView)
    return view


@pytest.mark.parametrize("kind", PICTURE_KINDS)
def test_the_worst_come_first_with_their_decibels(kind: str, show_run: ShowRun) -> None:
    page = show_run(kind)
    view, predicted = view_of(page), page._session.run.predictions
    error = np.square(predicted.predictions / 255.0 - predicted.targets / 255.0).mean((1, 2, 3))
    psnr = 10 * np.log10(1 / error)
    assert view.grid.samples.indices.tolist() == np.argsort(psnr, kind="stable").tolist()
    worst = int(psnr.argmin())
    assert view.captions(worst)[1] == f"output {psnr[worst]:.2f} dB"
    figure = float(page.findChild(QLabel, "testAccuracy").text().removesuffix(" dB"))
    # What is stored is rounded to whole levels of grey, what the training measured is not.
    assert figure == pytest.approx(page._session.history.finished.test["psnr"], abs=0.05)
    order = page.findChild(QComboBox, "pictureOrder")
    order.setFocus()
    QTest.keyClick(order, Qt.Key.Key_Down)
    assert view.grid.samples.indices[0] == psnr.argmax()


def test_noise_is_compared_with_what_came_in_and_a_smaller_picture_is_not(show_run: ShowRun) -> None:
    page = show_run("reconstruction")
    assert "that of the inputs is 1" in page.findChild(QLabel, "predictionMeaning").text()
    assert view_of(page).captions(0)[0].startswith("input 1")
    page = show_run("super-resolution")
    assert page.findChild(QLabel, "predictionMeaning").text() == "PSNR, mean of the pictures"
    assert view_of(page).captions(0)[0] == "input"


@pytest.mark.parametrize("kind", PICTURE_KINDS)
def test_four_pictures_of_one_size(kind: str, show_run: ShowRun) -> None:
    view = view_of(show_run(kind))
    assert {picture.deviceIndependentSize().toSize().width() for picture in view.pictures(3, 2.0)} == {PICTURE}


def test_differences_are_as_strong_as_is_said(show_run: ShowRun) -> None:
    page = show_run("reconstruction")
    view, predicted = view_of(page), page._session.run.predictions
    box = page.findChild(QComboBox, "differenceFactor")
    apart = np.abs(predicted.predictions[5].astype(int) - predicted.targets[5]).mean()
    means = []
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Down):
        box.setFocus()
        QTest.keyClick(box, key)
        image = view.pictures(5, 1.0)[3].toImage()
        means.append(np.mean([image.pixelColor(x, y).lightness() for x in range(0, PICTURE, 2) for y in range(0, PICTURE, 2)]))
        assert view.captions(5)[3] == f"difference ×{view.factor}"
    assert means[0] == pytest.approx(apart, rel=0.15)
    assert means[1] > 1.5 * means[0]
