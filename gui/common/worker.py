"""One long task at a time in a thread of its own; progress and result arrive in the GUI thread.

The thread never touches Qt: it writes into a plain record, and a timer of the owner reads it.
"""

from __future__ import annotations

import logging
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, QTimer, Signal

from builder.common.error_messages import message_of
from builder.common.errors import ConvasError
from builder.common.messages import Message
from builder.common.progress import Progress
from gui.common.i18n import say

Cancelled = Callable[[], bool]
Work = Callable[[Progress, Cancelled], object]

INTERVAL_MS = 40

log = logging.getLogger(__name__)


@dataclass(slots=True, kw_only=True)
class _Job:
    """What thread and owner share; each field is written by one side only. `bug` is a traceback."""

    cancel: threading.Event = field(default_factory=threading.Event)
    progress: tuple[str | Message, int, int] | None = None
    result: object = None
    error: Message | None = None
    bug: str = ""
    ended: threading.Event = field(default_factory=threading.Event)


class Worker(QObject):
    """Runs one function at a time in a thread; starting another cancels the first and drops its result.

    `failed` carries the message for people and, after a bug, its traceback, which is in the log too.
    """

    progressed = Signal(str, int, int)
    done = Signal(object)
    failed = Signal(str, str)
    stopped = Signal()
    """Cancelled by hand; there is no result."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._job: _Job | None = None
        self._threads: list[threading.Thread] = []
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self._poll)

    @property
    def running(self) -> bool:
        """Whether a result is still to come."""
        return self._job is not None

    def start(self, work: Work, *, name: str = "worker") -> None:
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
        """Ask the work to end and drop its result."""
        self.cancel()
        self._job = None
        self._timer.stop()

    def join(self, timeout: float = 5.0) -> bool:
        """Wait until no thread of this owner is left; for tests and for the program's end. False when one is."""
        for thread in self._threads:
            thread.join(timeout)
        self._threads = [thread for thread in self._threads if thread.is_alive()]
        return not self._threads

    def _poll(self) -> None:
        job = self._job
        if job is None:
            return
        progress, job.progress = job.progress, None
        if progress is not None:
            text, done, total = progress
            self.progressed.emit(say(text), done, total)
        if not job.ended.is_set() or self._job is not job:
            return
        self._job = None
        self._timer.stop()
        if job.cancel.is_set():
            self.stopped.emit()
        elif job.error is not None:
            self.failed.emit(say(job.error), "")
        elif job.bug:
            self.failed.emit(self.tr("This is a mistake in Convas, not yours; the log tells what happened."), job.bug)
        else:
            self.done.emit(job.result)


def _run(job: _Job, work: Work) -> None:
    def progress(text: str | Message, done: int, total: int) -> None:
        job.progress = (text, done, total)

    try:
        job.result = work(progress, job.cancel.is_set)
    except Exception as error:  # the edge of the thread
        job.error = message_of(error)
        name = threading.current_thread().name
        if job.error is None:
            log.exception("The worker %s failed", name)
            job.bug = traceback.format_exc()
        elif not isinstance(error, ConvasError):
            log.warning("The worker %s was refused something", name, exc_info=True)
    finally:
        job.ended.set()
