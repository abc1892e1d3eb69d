"""Work in a thread of its own: its progress and answer arrive, its errors are shown, and it ends when it is asked to."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from builder.common.errors import ConvasError
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from gui.common.worker import Worker


def test_progress_and_answer_arrive_in_the_gui_thread(qapp: object, qtbot: QtBot) -> None:
    worker, seen = Worker(), []
    worker.progressed.connect(lambda *parts: seen.append((parts, threading.current_thread())))
    go_on = threading.Event()

    def work(progress, cancelled):
        progress("half", 1, 2)
        go_on.wait(5)
        return threading.current_thread().name

    worker.start(work, name="a name")
    qtbot.waitUntil(lambda: bool(seen), timeout=5000)
    go_on.set()
    with qtbot.waitSignal(worker.done, timeout=5000) as answer:
        pass
    assert seen == [(("half", 1, 2), threading.main_thread())]
    assert answer.args == ["a name"]
    assert not worker.running


def test_a_message_is_said_in_its_words(qapp: object, qtbot: QtBot) -> None:
    worker = Worker()

    def work(_progress, _cancelled):
        raise ConvasError(QT_TRANSLATE_NOOP("Data", "{folder} is empty."), folder="a/b")

    with qtbot.waitSignal(worker.failed, timeout=5000) as words:
        worker.start(work)
    assert words.args == ["a/b is empty.", ""]
    assert worker.join()


def test_what_the_system_refuses_is_said_and_logged(
    qapp: object, qtbot: QtBot, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    worker = Worker()
    with qtbot.waitSignal(worker.failed, timeout=5000) as words:
        worker.start(lambda _progress, _cancelled: (tmp_path / "gone").read_text())
    assert words.args == [f"{tmp_path / 'gone'}: there is no such file or folder.", ""]
    assert "FileNotFoundError" in caplog.text
    assert worker.join()


def test_a_bug_is_said_calmly_and_logged(qapp: object, qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    worker = Worker()

    def work(_progress, _cancelled):
        raise ValueError("a bug of ours")

    with qtbot.waitSignal(worker.failed, timeout=5000) as words:
        worker.start(work)
    assert "a bug of ours" not in words.args[0]
    assert "ValueError: a bug of ours" in words.args[1]
    assert "ValueError: a bug of ours" in caplog.text
    assert worker.join()


def test_marked_progress_arrives_as_text(qapp: object, qtbot: QtBot) -> None:
    worker = Worker()

    def work(progress, _cancelled):
        progress(Message.of(QT_TRANSLATE_NOOP("Data", "Reading {name}"), name="mnist"), 1, 2)
        threading.Event().wait(0.2)

    with qtbot.waitSignal(worker.progressed, timeout=5000) as told:
        worker.start(work)
    assert told.args == ["Reading mnist", 1, 2]
    assert worker.join()


def test_cancel_ends_it_without_an_answer(qapp: object, qtbot: QtBot) -> None:
    worker, answers = Worker(), []
    worker.done.connect(answers.append)

    def work(_progress, cancelled):
        while not cancelled():
            threading.Event().wait(0.01)
        return 1

    worker.start(work)
    with qtbot.waitSignal(worker.stopped, timeout=5000):
        worker.cancel()
    assert not answers
    assert worker.join()


def test_a_second_work_forgets_the_first(qapp: object, qtbot: QtBot) -> None:
    worker, answers = Worker(), []
    worker.done.connect(answers.append)
    held = threading.Event()
    worker.start(lambda _progress, _cancelled: held.wait(5) and "first")
    worker.start(lambda _progress, _cancelled: "second")
    qtbot.waitUntil(lambda: bool(answers), timeout=5000)
    held.set()
    qtbot.wait(150)
    assert answers == ["second"]
    assert worker.join()


def test_its_end_cancels_the_work(qapp: object, qtbot: QtBot) -> None:
    worker, ended = Worker(), threading.Event()

    def work(_progress, cancelled):
        while not cancelled():
            threading.Event().wait(0.01)
        ended.set()

    worker.start(work)
    worker.deleteLater()
    qtbot.waitUntil(ended.is_set, timeout=5000)
