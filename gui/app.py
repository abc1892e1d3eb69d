"""Starts the window: paints it first, imports what is slow afterwards, and ends cleanly."""

from __future__ import annotations

from gui.quick_start import end_imports  # before the first import of PySide6

# isort: split

import importlib
import signal
import threading
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from gui.common.i18n import install_language
from gui.common.theme import Appearance
from gui.model.settings import Settings
from gui.model.workspace import Workspace
from gui.shell.crash_handler import CrashHandler
from gui.shell.main_window import MainWindow

end_imports()

PULSE_MS = 200
AFTER_PAINT_MS = 20


class WarmUp(QObject):
    """Imports torch in a thread of its own while the person looks around, so that Train begins at once."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = threading.Thread(target=importlib.import_module, args=("torch",), name="warm-up", daemon=True)

    def start(self) -> None:
        """Start importing; call it once."""
        self._thread.start()

    def join(self) -> None:
        """Wait for the end of the import: Python crashes when it exits in the middle of it."""
        if self._thread.ident is not None:
            self._thread.join()


def application(argv: Sequence[str], language: str | None = None) -> QApplication:
    """The QApplication with its name, theme and language (None: the system's); the existing one if there is one."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(list(argv))
    app.setApplicationName("Convas")
    app.setApplicationDisplayName("Convas")
    app.setDesktopFileName("convas")
    app.setQuitOnLastWindowClosed(False)
    if app.findChild(Appearance) is None:
        Appearance(app)
        install_language(app, language)
    return app


def run(argv: Sequence[str], *, language: str | None = None) -> int:
    """Open the window, with the project that `argv` names; blocks until it is closed and gives the exit status."""
    app = application(argv, language)
    workspace = Workspace()
    window = MainWindow(workspace, Settings())
    crash_handler = show_crashes(window)
    warm_up = WarmUp(window)
    window.painted.connect(lambda: QTimer.singleShot(AFTER_PAINT_MS, window, window.load))
    window.loaded.connect(warm_up.start)
    window.closed.connect(app.quit)
    if len(argv) > 1:
        window.open_path(Path(argv[1]))
    window.show()
    pulse = leave_on_interrupt(app)
    try:
        return app.exec()
    finally:
        pulse.stop()
        window.hide()
        if window.training is not None:
            window.training.join()
        warm_up.join()
        crash_handler.remove()
        window.deleteLater()
        app.processEvents()


def show_crashes(window: MainWindow) -> CrashHandler:
    """Show in the window what nobody caught; gives the handler, which catches until it is removed."""
    handler = CrashHandler(window)
    handler.happened.connect(window.report_fault)
    handler.install()
    return handler


def leave_on_interrupt(app: QApplication) -> QTimer:
    """Let Ctrl+C in the terminal close the window. Python handles signals only while it runs: a timer wakes it."""
    signal.signal(signal.SIGINT, lambda _number, _frame: app.closeAllWindows())
    pulse = QTimer(interval=PULSE_MS)
    pulse.timeout.connect(lambda: None)
    pulse.start()
    return pulse
