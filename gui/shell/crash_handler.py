"""The last net: an error that nobody expected becomes a log entry and a notice in words, never a silent end."""

from __future__ import annotations

import datetime
import queue
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

LOOK_MS = 500
LARGEST_LOG = 1_000_000


class Faults(QObject):
    """Catches what no one did, in the window's thread and in others. `happened` carries a sentence and the details."""

    happened = Signal(str, str)

    def __init__(self, log: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.log = log
        self._waiting: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._before = (sys.excepthook, threading.excepthook)
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._tell)

    def install(self) -> None:
        """Begin to catch."""
        sys.excepthook = self.catch
        threading.excepthook = self._catch_thread
        self._timer.start()

    def remove(self) -> None:
        """Leave things as they were."""
        sys.excepthook, threading.excepthook = self._before
        self._timer.stop()

    def catch(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Take one error; Ctrl+C ends the program as ever."""
        if issubclass(kind, KeyboardInterrupt):
            QGuiApplication.quit()
            return
        self._take("".join(traceback.format_exception(kind, error, trace)))

    def _catch_thread(self, caught: threading.ExceptHookArgs) -> None:
        name = caught.thread.name if caught.thread is not None else "?"
        trace = traceback.format_exception(caught.exc_type, caught.exc_value, caught.exc_traceback)
        self._take(f"In the thread {name}:\n{''.join(trace)}")

    def _take(self, details: str) -> None:
        try:
            self.log.parent.mkdir(parents=True, exist_ok=True)
            mode = "a" if not self.log.exists() or self.log.stat().st_size < LARGEST_LOG else "w"
            with self.log.open(mode, encoding="utf-8") as file:
                file.write(f"\n{datetime.datetime.now().isoformat(timespec='seconds')}\n{details}")
        except OSError as error:
            details += f"\nThe log {self.log} could not be written: {error}"
        self._waiting.put(details)

    def _tell(self) -> None:
        while not self._waiting.empty():
            details = self._waiting.get()
            last = details.strip().splitlines()[-1][:160]
            words = self.tr("A fault of the program: {0}. Your network is still here; save it to be sure.").format(last)
            self.happened.emit(words, details)
