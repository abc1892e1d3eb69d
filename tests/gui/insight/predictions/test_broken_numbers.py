"""Views of predictions that are no numbers, and of a single sample: a network that diverged is looked at, too."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.insight.predictions.prediction_view import PredictionView
from gui.insight.predictions.registry import VIEWS
from tests.backend.insight.test_prediction_scores import predicted

NAN, INF = float("nan"), float("inf")
ONE_MASK = np.full((1, 4, 4), 255, np.uint8)
ONE_PICTURE = np.zeros((1, 1, 4, 4), np.uint8)

CASES: dict[str, tuple[str, Any, Any, dict[str, Any]]] = {
    "no confidence": ("classification", [0, 1], [0, 0], {"confidences": np.array([NAN, INF], np.float32)}),
    "one sample of one class": ("classification", [0], [0], {}),
    "a class without a name": ("classification", [7], [3], {}),
    "scores that are none": ("multilabel", [[1, 0]], [[0, 0]], {"scores": np.array([[NAN, INF]], np.float32)}),
    "nothing that counts": ("segmentation", ONE_MASK, np.zeros((1, 4, 4), np.uint8), {}),
    "numbers that are none": ("regression", [[0.5, 1.0], [0.7, 1.0]], [[NAN, INF], [NAN, -INF]], {}),
    "some numbers that are none": ("regression", [[0.5], [0.7], [0.1]], [[NAN], [0.6], [INF]], {}),
    "one number": ("regression", [[3.0]], [[3.0]], {}),
    "enormous numbers": ("regression", [[0.0], [1e30]], [[1e30], [-1e30]], {}),
    "one black picture": ("reconstruction", ONE_PICTURE, ONE_PICTURE, {}),
}


@pytest.mark.parametrize("case", CASES)
def test_it_is_shown_all_the_same(case: str, qtbot: QtBot, qapp: QApplication) -> None:
    kind, targets, predictions, values = CASES[case]
    targets = np.asarray(targets, np.float32) if kind == "regression" else np.asarray(targets)
    predictions = np.asarray(predictions, np.float32) if kind == "regression" else np.asarray(predictions)
    view: PredictionView = VIEWS[kind]()
    qtbot.addWidget(view)
    view.resize(1000, 260)
    view.show()
    given = predicted(kind, targets, predictions, **values)
    view.show_predictions(given, ("one",), view.measure(given, ("one",)))
    qapp.processEvents()
    assert not view.grab().isNull()
    assert "nan" not in view.headline().figure
    for part in (getattr(view, "grid", None), getattr(view, "plot", None)):
        if part is not None:
            for key in (Qt.Key.Key_Home, Qt.Key.Key_Right, Qt.Key.Key_End):
                QTest.keyClick(part, key)
    qapp.processEvents()
    if hasattr(view, "grid"):
        texts = [view.describe(sample) for sample in range(len(given.images))]
        assert not any("nan" in text or "inf" in text for text in texts)
