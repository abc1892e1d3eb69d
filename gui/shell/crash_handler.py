"""The last net: bugs anywhere in the process are logged with their traceback and shown calmly; the program goes on.

A bug reaches it in two ways: as an error that nobody caught, in the window's thread, in a Qt slot or in another thread;
or as a record of our own loggers with a traceback, written where a thread or a child process ended with an error.
"""

from __future__ import annotations

import logging
import queue
import sys
import threading
from types import TracebackType

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from backend import logs

POLL_MS = 500

log = logging.getLogger(__name__)


class CrashHandler(QObject):
    """Catches what nobody caught, in all threads. `happened` carries a sentence and the details for a report."""

    happened = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._records = _BugRecords()
        self._before = (sys.excepthook, threading.excepthook)
        self._timer = QTimer(self, interval=POLL_MS)
        self._timer.timeout.connect(self._show)

    def install(self) -> None:
        """Begin to catch."""
        sys.excepthook = self.catch
        threading.excepthook = _log_thread_error
        logging.getLogger().addHandler(self._records)
        self._timer.start()

    def remove(self) -> None:
        """Restore what caught errors before."""
        sys.excepthook, threading.excepthook = self._before
        logging.getLogger().removeHandler(self._records)
        self._timer.stop()

    def catch(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log an error of the window's thread; Ctrl+C ends the program."""
        if issubclass(kind, KeyboardInterrupt):
            QGuiApplication.quit()
            return
        log.error("An error that nobody caught", exc_info=(kind, error, trace))

    def _show(self) -> None:
        # Errors of paint events come many times a second; the timer and the notification's own check keep them one.
        while not self._records.waiting.empty():
            details = logs.details(self._records.waiting.get())
            words = self.tr("This is a mistake in Convas, not yours. Your network is still here; save it to be sure.")
            self.happened.emit(words, details)


class _BugRecords(logging.Handler):
    """Keeps the tracebacks of our own error records until the window's thread shows them."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.waiting: queue.SimpleQueue[str] = queue.SimpleQueue()
        self.setFormatter(logging.Formatter("%(message)s (in the thread %(threadName)s)"))

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record with a traceback. Records of children are left out: their parent logs one of its own."""
        if record.exc_info and record.name.partition(".")[0] in logs.OUR_LOGGERS:
            self.waiting.put(self.format(record))


def _log_thread_error(caught: threading.ExceptHookArgs) -> None:
    if caught.exc_value is not None:
        name = caught.thread.name if caught.thread is not None else "?"
        log.error("An error ended the thread %s", name, exc_info=caught.exc_value)
