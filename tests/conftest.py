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

from tests.support.lanes import FAST, is_slow_file

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile("house", deadline=None, derandomize=True)
settings.load_profile("house")

REFERENCE = Path(__file__).parent / "reference"


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """In the fast lane, leave files that are slow as a whole unread."""
    if FAST and collection_path.name.startswith("test_") and is_slow_file(collection_path):
        return True
    return None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what belongs to a slower lane, unless it is asked for with -m or by its own id; put the window first.

    All tests of the window run in one worker, and the tests of one file in one worker, so that what they share is made
    once. The window comes first because its worker has the most to do.
    """
    named = any("::" in argument for argument in config.args)
    left_out = set() if config.option.markexpr or named else {"nightly", *(["slow"] if FAST else [])}
    kept, dropped = [], []
    for item in items:
        (dropped if any(item.get_closest_marker(mark) for mark in left_out) else kept).append(item)
    if dropped:
        config.hook.pytest_deselected(items=dropped)
    items[:] = sorted(kept, key=lambda item: not _of_window(item))
    for item in items:
        item.add_marker(pytest.mark.xdist_group("window" if _of_window(item) and FAST else item.nodeid.split("::")[0]))


def _of_window(item: pytest.Item) -> bool:
    return "gui" in item.path.relative_to(Path(__file__).parent).parts[:1]


@pytest.fixture(scope="session", autouse=True)
def one_torch_thread_per_worker() -> None:
    """Workers of xdist side by side must not share the cores with each other's torch threads."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        os.environ.setdefault("OMP_NUM_THREADS", "1")


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs, downloads and settings go to a folder of the test, never to the person's own."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("CONVAS_HOME", str(home / "convas"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))


@pytest.fixture(autouse=True)
def no_threads_left_running() -> Iterator[None]:
    """Every thread that a test starts has ended when the test ends."""
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + 5
    running = [thread for thread in threading.enumerate() if thread not in before and thread.is_alive()]
    while running and time.monotonic() < deadline:
        running[0].join(0.05)
        running = [thread for thread in running if thread.is_alive()]
    assert not running, f"threads left running: {[thread.name for thread in running]}"


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
