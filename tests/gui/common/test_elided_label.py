"""A line that gives way: it never widens its window, and what is cut off ends in dots."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.common.elided_label import ElidedLabel


def test_it_asks_for_no_room_and_keeps_its_text(qtbot: QtBot) -> None:
    window, label = QWidget(), ElidedLabel()
    qtbot.addWidget(window)
    QHBoxLayout(window).addWidget(label)
    label.setText("a sentence that is much longer than the window is wide")
    window.resize(120, 40)
    window.show()
    assert window.width() == 120
    short = label.grab().toImage()
    window.resize(700, 40)
    assert label.grab().toImage().size() != short.size()
    assert label.text().startswith("a sentence")
    label.setText("")
    label.grab()
