"""One long piece of work at a time in a thread of its own; progress and answer arrive in the GUI thread.

The thread never touches Qt: it writes into a plain record, and a timer of the owner reads it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, QTimer, Signal

Progress = Callable[[str, int, int], None]
"""Says what is being done, how much of it, and out of how much (0 when unknown)."""
Cancelled = Callable[[], bool]
Work = Callable[[Progress, Cancelled], object]

INTERVAL_MS = 40


@dataclass(slots=True)
class _Job:
    """What thread and owner share; each field is written by one side only."""

    cancel: threading.Event = field(default_factory=threading.Event)
    progress: tuple[str, int, int] | None = None
    answer: object = None
    error: Exception | None = None
    ended: threading.Event = field(default_factory=threading.Event)


class Background(QObject):
    """Runs one function at a time beside the window; starting another cancels the first and forgets its answer."""

    progressed = Signal(str, int, int)
    done = Signal(object)
    failed = Signal(str)
    stopped = Signal()
    """Cancelled by hand; nothing came of it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._job: _Job | None = None
        self._threads: list[threading.Thread] = []
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self._look)

    @property
    def running(self) -> bool:
        """Whether an answer is still to come."""
        return self._job is not None

    def start(self, work: Work, *, name: str = "background") -> None:
        """Run `work(progress, cancelled)` in a thread."""
        self.forget()
        job = _Job()
        self.destroyed.connect(job.cancel.set)
        thread = threading.Thread(target=_run, args=(job, work), name=name, daemon=True)
        self._threads = [*(other for other in self._threads if other.is_alive()), thread]
        self._job = job
        thread.start()
        self._timer.start()

    def cancel(self) -> None:
        """Ask the work to end; `stopped` follows when it has."""
        if self._job is not None:
            self._job.cancel.set()

    def forget(self) -> None:
        """Ask the work to end and hear nothing more of it."""
        self.cancel()
        self._job = None
        self._timer.stop()

    def join(self, timeout: float = 5.0) -> bool:
        """Wait until no thread of this owner is left; for tests and for the program's end. False when one is."""
        for thread in self._threads:
            thread.join(timeout)
        self._threads = [thread for thread in self._threads if thread.is_alive()]
        return not self._threads

    def _look(self) -> None:
        job = self._job
        if job is None:
            return
        progress, job.progress = job.progress, None
        if progress is not None:
            self.progressed.emit(*progress)
        if not job.ended.is_set() or self._job is not job:
            return
        self._job = None
        self._timer.stop()
        if job.cancel.is_set():
            self.stopped.emit()
        elif job.error is not None:
            self.failed.emit(_words(job.error))
        else:
            self.done.emit(job.answer)


def _run(job: _Job, work: Work) -> None:
    def progress(text: str, done: int, total: int) -> None:
        job.progress = (text, done, total)

    try:
        job.answer = work(progress, job.cancel.is_set)
    except Exception as error:  # noqa: BLE001 - the edge of the thread: whatever happened is said, not lost
        job.error = error
    finally:
        job.ended.set()


def _words(error: Exception) -> str:
    text = str(error)
    return text if text and isinstance(error, ValueError | RuntimeError | OSError) else f"{type(error).__name__}: {text}"
