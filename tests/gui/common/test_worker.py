"""Work beside the window: its progress and answer arrive, its errors are said, and it ends when it is asked to."""

from __future__ import annotations

import threading

from pytestqt.qtbot import QtBot

from gui.common.worker import Background


def test_progress_and_answer_arrive_in_the_gui_thread(qapp: object, qtbot: QtBot) -> None:
    background, seen = Background(), []
    background.progressed.connect(lambda *parts: seen.append((parts, threading.current_thread())))
    go_on = threading.Event()

    def work(progress, cancelled):
        progress("half", 1, 2)
        go_on.wait(5)
        return threading.current_thread().name

    background.start(work, name="a name")
    qtbot.waitUntil(lambda: bool(seen), timeout=5000)
    go_on.set()
    with qtbot.waitSignal(background.done, timeout=5000) as answer:
        pass
    assert seen == [(("half", 1, 2), threading.main_thread())]
    assert answer.args == ["a name"]
    assert not background.running


def test_an_error_is_said_in_its_words(qapp: object, qtbot: QtBot) -> None:
    background = Background()

    def work(_progress, _cancelled):
        raise ValueError("the folder is empty")

    with qtbot.waitSignal(background.failed, timeout=5000) as words:
        background.start(work)
    assert words.args == ["the folder is empty"]
    assert background.join()


def test_cancel_ends_it_without_an_answer(qapp: object, qtbot: QtBot) -> None:
    background, answers = Background(), []
    background.done.connect(answers.append)

    def work(_progress, cancelled):
        while not cancelled():
            threading.Event().wait(0.01)
        return 1

    background.start(work)
    with qtbot.waitSignal(background.stopped, timeout=5000):
        background.cancel()
    assert not answers
    assert background.join()


def test_a_second_work_forgets_the_first(qapp: object, qtbot: QtBot) -> None:
    background, answers = Background(), []
    background.done.connect(answers.append)
    held = threading.Event()
    background.start(lambda _progress, _cancelled: held.wait(5) and "first")
    background.start(lambda _progress, _cancelled: "second")
    qtbot.waitUntil(lambda: bool(answers), timeout=5000)
    held.set()
    qtbot.wait(150)
    assert answers == ["second"]
    assert background.join()


def test_its_end_cancels_the_work(qapp: object, qtbot: QtBot) -> None:
    background, ended = Background(), threading.Event()

    def work(_progress, cancelled):
        while not cancelled():
            threading.Event().wait(0.01)
        ended.set()

    background.start(work)
    background.deleteLater()
    qtbot.waitUntil(ended.is_set, timeout=5000)
