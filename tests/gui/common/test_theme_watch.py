"""A widget that watches the theme redraws once per change, until it is deleted."""

from __future__ import annotations

import shiboken6
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from gui.common.theme import Appearance, dark, theme_signals
from gui.common.theme_watch import set_property, theme_watch


class Watcher(QLabel):
    def __init__(self) -> None:
        super().__init__()
        self.redrawn: list[bool] = []
        theme_watch(self, self.redraw)

    def redraw(self) -> None:
        self.redrawn.append(True)


def test_a_widget_redraws_once_per_change(qtbot: QtBot) -> None:
    watcher = Watcher()
    qtbot.addWidget(watcher)
    assert watcher.redrawn == []
    theme_signals().changed.emit()
    assert watcher.redrawn == [True]


def test_a_deleted_widget_is_not_called(qtbot: QtBot) -> None:
    calls: list[int] = []
    methods, functions = Watcher(), QWidget()
    theme_watch(functions, lambda: calls.append(1))
    theme_signals().changed.emit()
    assert calls == [1]
    for widget in (methods, functions):
        shiboken6.delete(widget)
    theme_signals().changed.emit()
    assert calls == [1]
    assert methods.redrawn == [True]


def test_an_appearance_tells_every_watcher(qapp, qtbot: QtBot) -> None:
    before = qapp.palette(), qapp.styleSheet(), qapp.font()
    watcher = Watcher()
    qtbot.addWidget(watcher)
    appearance = Appearance(qapp)
    seen = len(watcher.redrawn)
    appearance.show(dark())
    assert len(watcher.redrawn) == seen + 1
    appearance.deleteLater()
    qapp.setStyleSheet(before[1])
    qapp.setPalette(before[0])
    qapp.setFont(before[2])


def test_a_property_takes_effect_at_once(qtbot: QtBot) -> None:
    label = QLabel("x")
    qtbot.addWidget(label)
    label.setStyleSheet('QLabel[invalid="true"] { color: #ff0000; }')
    set_property(label, "invalid", True)
    assert label.property("invalid") is True
    assert label.palette().windowText().color().name() == "#ff0000"
    set_property(label, "invalid", False)
    assert label.palette().windowText().color().name() != "#ff0000"
