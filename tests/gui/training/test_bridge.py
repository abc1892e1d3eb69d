"""The bridge: how often it looks, by who looks at it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.training.bridge import HIDDEN_MS, SHOWN_MS, WATCHED_MS, TrainingBridge
from gui.training.training_session import TrainingSession
from tests.support.learning import wait_for


def test_the_rate_follows_whether_someone_looks(qtbot: QtBot) -> None:
    bridge, view = TrainingBridge(), QWidget()
    qtbot.addWidget(view)
    assert bridge.interval == SHOWN_MS
    bridge.watch(view)
    assert bridge.interval == HIDDEN_MS
    view.resize(200, 200)
    view.show()
    assert bridge.interval in (SHOWN_MS, WATCHED_MS)
    QTest.mouseMove(view, QPoint(5, 5))  # where the mouse is already, nothing would be reported
    QTest.mouseMove(view, QPoint(20, 20))
    qtbot.waitUntil(lambda: view.underMouse(), timeout=3000)
    assert bridge.interval == WATCHED_MS
    view.hide()
    assert bridge.interval == HIDDEN_MS


def test_a_view_that_is_gone_is_forgotten(qtbot: QtBot) -> None:
    bridge, view = TrainingBridge(), QWidget()
    bridge.watch(view)
    view.deleteLater()
    qtbot.wait(50)
    assert bridge.interval == SHOWN_MS


@pytest.mark.slow
def test_a_hidden_window_loses_nothing_and_is_told_seldom(long_session: TrainingSession, qtbot: QtBot) -> None:
    view = QWidget()
    qtbot.addWidget(view)
    long_session.bridge.watch(view)
    long_session.train()
    wait_for(qtbot, long_session, "running")
    ticks: list[int] = []
    long_session.updated.connect(lambda: ticks.append(long_session.history.step))
    qtbot.wait(2600)
    assert 1 <= len(ticks) <= 3
    steps = long_session.history.steps
    assert steps[-1] == len(steps)


@pytest.mark.slow
def test_shown_it_is_told_five_times_a_second(long_session: TrainingSession, qtbot: QtBot) -> None:
    long_session.train()
    wait_for(qtbot, long_session, "running")
    ticks: list[int] = []
    long_session.updated.connect(lambda: ticks.append(1))
    qtbot.wait(2000)
    assert 4 <= len(ticks) <= 11
