"""Notices: words in the corner, one thing to do, gone by time or by hand."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from gui.shell.notifications import MOST, Notifications


@pytest.fixture
def notices(qtbot: QtBot) -> Notifications:
    host = QWidget()
    host.resize(800, 600)
    qtbot.addWidget(host)
    host.show()
    made = Notifications(host)
    made.host = host
    return made


def test_a_notice_stands_in_the_corner_with_its_words(notices: Notifications) -> None:
    notice = notices.say("conv2 needs at least 5 × 5, but pool2 gives 3 × 3", "warning")
    assert notice.isVisible()
    assert notice.accessibleName() == "conv2 needs at least 5 × 5, but pool2 gives 3 × 3"
    assert notice.geometry().right() <= 800
    assert notice.geometry().bottom() <= 600
    assert notice.geometry().left() > 300


def test_it_goes_by_itself_but_not_while_it_is_read(notices: Notifications, qtbot: QtBot) -> None:
    notice = notices.say("Saved")
    notice.clock.setInterval(60)
    notice.clock.start()
    with qtbot.waitSignal(notice.gone):
        pass
    assert notices.notices == []
    stays = notices.say("Look", stays=True)
    assert not stays.clock.isActive()


def test_the_same_words_twice_are_one_notice(notices: Notifications) -> None:
    assert notices.say("No") is notices.say("No")
    assert len(notices.notices) == 1


def test_few_are_shown_at_once_and_they_do_not_overlap(notices: Notifications) -> None:
    for number in range(MOST + 3):
        notices.say(f"Notice {number}")
    assert len(notices.notices) == MOST
    boxes = [notice.geometry() for notice in notices.notices]
    assert not any(one.intersects(other) for one in boxes for other in boxes if one is not other)


def test_the_button_acts_once_and_closes(notices: Notifications, qtbot: QtBot) -> None:
    done = []
    notice = notices.say("Trained", "success", label="Export", act=lambda: done.append(1))
    qtbot.mouseClick(notice.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert done == [1]
    assert notices.notices == []


def test_it_is_closed_by_its_cross_and_by_escape(notices: Notifications, qtbot: QtBot) -> None:
    notice = notices.say("One")
    qtbot.mouseClick(notice.findChild(QToolButton, "closeNotice"), Qt.MouseButton.LeftButton)
    other = notices.say("Two")
    qtbot.keyClick(other, Qt.Key.Key_Escape)
    assert notices.notices == []


def test_it_follows_the_corner(notices: Notifications) -> None:
    notice = notices.say("Here")
    notices.host.resize(500, 300)
    assert notice.geometry().bottom() <= 300
    assert notice.geometry().right() <= 500
