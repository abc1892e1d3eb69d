"""The real window on a virtual display, and a person in front of it."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from gui.app import WarmUp, application
from gui.model.settings import Settings
from gui.shell.main_window import MainWindow
from tests.support.person import Person, wait


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    """The application as Convas makes it."""
    return QApplication


@pytest.fixture
def person(qapp: QApplication) -> Iterator[Person]:
    """Somebody in front of a window that has just opened, put together as the program does it."""
    if os.environ.get("QT_QPA_PLATFORM") != "xcb":
        pytest.skip("drives a real window; `make test` runs this under Xvfb")
    application([])
    window = MainWindow(settings=Settings())
    warm_up = WarmUp(window)
    window.painted.connect(window.load)
    window.loaded.connect(warm_up.start)
    window.move(0, 0)
    window.show()
    window.activateWindow()
    person = Person(window)
    person.wait_until(lambda: window.training is not None, "the training panels")
    wait(300)
    yield person
    window.workspace.document.mark_saved(window.workspace.document.path)
    window.close()
    person.wait_until(lambda: window.training.shut_down(), "the training to end")
    window.training.join()
    warm_up.join()
    window.deleteLater()
