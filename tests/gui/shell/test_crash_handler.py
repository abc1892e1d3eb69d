"""A bug is logged with its traceback and shown calmly in the window, wherever it happened."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from backend import logs
from backend.export.child_client import MAKE, ask
from builder.common.errors import ConvasError
from builder.common.messages import QT_TRANSLATE_NOOP
from gui.app import show_crashes
from gui.common.worker import Worker
from gui.model.settings import Settings
from gui.model.workspace import Workspace
from gui.shell.crash_handler import CrashHandler
from gui.shell.main_window import MainWindow


@pytest.fixture
def log_file() -> Iterator[logs.LogFile]:
    with logs.logging_to_file("test") as file:
        yield file


@pytest.fixture
def handler(qapp: object, log_file: logs.LogFile) -> Iterator[CrashHandler]:
    made = CrashHandler()
    made.install()
    yield made
    made.remove()


def written(file: logs.LogFile) -> str:
    return file.path.read_text(encoding="utf-8") if file.path else ""


def test_an_uncaught_error_is_shown_and_logged(handler: CrashHandler, log_file: logs.LogFile, qtbot: QtBot) -> None:
    with qtbot.waitSignal(handler.happened) as happened:
        try:
            raise ZeroDivisionError("a block of zero")
        except ZeroDivisionError:
            sys.excepthook(*sys.exc_info())
    words, details = happened.args
    assert "Your network is still here" in words
    assert "Traceback" not in words
    assert details.startswith("Convas ")
    assert "PySide6 " in details
    assert "Traceback" in details
    assert "ZeroDivisionError: a block of zero" in written(log_file)


def test_an_uncaught_error_of_a_thread_is_shown_too(handler: CrashHandler, log_file: logs.LogFile, qtbot: QtBot) -> None:
    def fail() -> None:
        raise OSError("the disk is gone")

    with qtbot.waitSignal(handler.happened) as happened:
        thread = threading.Thread(target=fail, name="reader")
        thread.start()
        thread.join()
    assert "OSError: the disk is gone" in happened.args[1]
    assert "reader" in happened.args[1]
    assert "the disk is gone" in written(log_file)


def test_messages_and_records_of_libraries_are_not_shown(handler: CrashHandler, qtbot: QtBot) -> None:
    worker, seen = Worker(), []
    handler.happened.connect(lambda *parts: seen.append(parts))

    def refuse(_progress: object, _cancelled: object) -> None:
        raise ConvasError(QT_TRANSLATE_NOOP("Data", "There is no such data."))

    with qtbot.waitSignal(worker.failed) as failed:
        worker.start(refuse)
    assert failed.args == ["There is no such data.", ""]
    logging.getLogger("elsewhere").error("odd", exc_info=ValueError("theirs"))
    qtbot.wait(700)
    assert seen == []
    assert worker.join()


def test_hooks_are_restored(qapp: object) -> None:
    before = (sys.excepthook, threading.excepthook, list(logging.getLogger().handlers))
    made = CrashHandler()
    made.install()
    assert sys.excepthook == made.catch
    made.remove()
    assert (sys.excepthook, threading.excepthook, list(logging.getLogger().handlers)) == before


@pytest.fixture
def window(settings: Settings, workspace: Workspace, qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(workspace, settings)
    handler = show_crashes(made)
    made.show()
    yield made
    handler.remove()
    made.hide()
    made.deleteLater()


def test_bugs_of_slots_and_workers_reach_the_window(window: MainWindow, log_file: logs.LogFile, qtbot: QtBot) -> None:
    def slot() -> None:
        raise KeyError("a slot")

    def work(_progress: object, _cancelled: object) -> None:
        raise IndexError("a worker")

    worker = Worker(window)
    with qtbot.waitSignal(worker.failed) as failed:
        QTimer.singleShot(0, slot)
        worker.start(work, name="some work")
    assert "mistake in Convas" in failed.args[0]
    assert "IndexError: a worker" in failed.args[1]
    qtbot.waitUntil(lambda: bool(window.notifications.notices), timeout=3000)
    qtbot.waitUntil(lambda: "a slot" in written(log_file) and "a worker" in written(log_file), timeout=3000)
    assert "some work" in written(log_file)
    (notice,) = window.notifications.notices
    assert "Your network is still here" in notice.text
    button = notice.findChild(object, "noticeAction")
    button.click()
    copied = QApplication.clipboard().text()
    assert copied.startswith("Convas ")
    assert "Traceback" in copied
    assert "a slot" in copied or "a worker" in copied
    assert worker.join()


@pytest.mark.slow
def test_a_bug_of_a_child_process_reaches_the_window(
    window: MainWindow, log_file: logs.LogFile, qtbot: QtBot, tmp_path: Path
) -> None:
    worker = Worker(window)
    request = {"source": "", "class_name": "Net", "weights": None}
    with qtbot.waitSignal(worker.failed, timeout=60_000) as failed:
        worker.start(lambda _progress, cancelled: ask(MAKE, request, tmp_path, cancelled=cancelled), name="export")
    assert "mistake in Convas" in failed.args[0]
    assert "KeyError: 'Net'" in failed.args[1]
    qtbot.waitUntil(lambda: bool(window.notifications.notices), timeout=3000)
    assert "child_main.py" in written(log_file)
    assert worker.join()
