"""House rules for every test: nothing leaks, nothing lingers, nobody's own folders are touched."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile("house", deadline=None, derandomize=True)
settings.load_profile("house")

REFERENCE = Path(__file__).parent / "reference"


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs, downloads and settings go to a folder of the test, never to the person's own."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("CONVAS_HOME", str(home / "convas"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))


@pytest.fixture(autouse=True)
def no_stray_threads() -> Iterator[None]:
    """Every thread that a test starts has ended when the test ends."""
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + 5
    stray = [thread for thread in threading.enumerate() if thread not in before and thread.is_alive()]
    while stray and time.monotonic() < deadline:
        stray[0].join(0.05)
        stray = [thread for thread in stray if thread.is_alive()]
    assert not stray, f"threads left running: {[thread.name for thread in stray]}"


@pytest.fixture(autouse=True)
def no_leaked_windows() -> Iterator[None]:
    """Every top-level widget that a test makes is gone when the test ends."""
    before = _windows()
    yield
    leaked = [widget for widget in _windows() if widget not in before]
    assert not leaked, f"top-level widgets left: {[(type(widget).__name__, widget.objectName()) for widget in leaked]}"


def _windows() -> list[object]:
    widgets = sys.modules.get("PySide6.QtWidgets")
    application = widgets.QApplication.instance() if widgets else None
    if application is None:
        return []
    from PySide6.QtCore import QEvent

    application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    application.processEvents()
    return list(widgets.QApplication.topLevelWidgets())
