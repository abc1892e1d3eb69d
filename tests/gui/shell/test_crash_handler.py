"""An error nobody caught is logged and said in words, wherever it happened."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui.shell.crash_handler import Faults


@pytest.fixture
def faults(tmp_path: Path, qapp: object):
    made = Faults(tmp_path / "deep" / "convas.log")
    made.install()
    yield made
    made.remove()


def test_a_fault_is_said_and_logged(faults: Faults, qtbot: QtBot) -> None:
    with qtbot.waitSignal(faults.happened) as happened:
        try:
            raise ZeroDivisionError("a block of zero")
        except ZeroDivisionError:
            sys.excepthook(*sys.exc_info())
    words, details = happened.args
    assert "a block of zero" in words
    assert "Traceback" not in words
    assert "Traceback" in details
    assert "a block of zero" in faults.log.read_text(encoding="utf-8")


def test_a_fault_of_a_thread_is_said_too(faults: Faults, qtbot: QtBot) -> None:
    def fail() -> None:
        raise OSError("the disk is gone")

    with qtbot.waitSignal(faults.happened) as happened:
        thread = threading.Thread(target=fail, name="reader")
        thread.start()
        thread.join()
    assert "the disk is gone" in happened.args[0]
    assert "reader" in happened.args[1]


def test_everything_is_as_before_when_it_is_removed(tmp_path: Path, qapp: object) -> None:
    before = (sys.excepthook, threading.excepthook)
    made = Faults(tmp_path / "log")
    made.install()
    assert sys.excepthook == made.catch
    made.remove()
    assert (sys.excepthook, threading.excepthook) == before
