"""The one place where what a worker says enters the GUI thread, at the rate of repainting and never faster."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from backend.protocol.events import Command, Stop
from backend.training.thread_runner import Runner

HIDDEN_MS = 1000
SHOWN_MS = 200
WATCHED_MS = 100
SOON_MS = 25

_TURNS = (QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.Enter, QEvent.Type.Leave)


class TrainingBridge(QObject):
    """Holds the runner and empties its mailbox by a timer: 5 times a second, 10 while the mouse is over a watched widget.

    While no watched widget can be seen the mailbox is still emptied once a second, so that it does not grow; views
    that are hidden draw nothing. `drained` carries what was there; `ended` says that no thread is left and that
    everything was taken.
    """

    drained = Signal(object)
    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner: Runner | None = None
        self._leaving: list[Runner] = []
        self._views: list[QWidget] = []
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.drain)

    @property
    def interval(self) -> int:
        """Milliseconds from one emptying to the next, as things are now."""
        visible = [view for view in self._views if view.isVisible()]
        if not visible:
            return HIDDEN_MS if self._views else SHOWN_MS
        return WATCHED_MS if any(view.underMouse() for view in visible) else SHOWN_MS

    @property
    def busy(self) -> bool:
        """Whether a thread runs, or has left something to be taken."""
        return self._runner is not None or bool(self._leaving)

    def start(self, runner: Runner) -> None:
        """Let the runner run, and carry what it says."""
        self._runner = runner
        runner.start()
        self._timer.start(self.interval)

    def send(self, command: Command) -> None:
        """Give the runner a command, and look for its answer soon."""
        if self._runner is not None:
            self._runner.send(command)
            QTimer.singleShot(SOON_MS, self, self.drain)

    def leave(self) -> None:
        """Let the runner end by itself, unheard."""
        if self._runner is not None:
            for _ in range(2):
                self._runner.send(Stop())
            self._leaving.append(self._runner)
            self._runner = None

    def watch(self, view: QWidget) -> None:
        """Let the rate follow whether `view` is shown and whether the mouse is over it."""
        self._views.append(view)
        view.installEventFilter(self)
        view.destroyed.connect(lambda _gone=None, view=view: self._forget(view))

    def drain(self) -> None:
        """Take what the runner has said."""
        self._leaving = [runner for runner in self._leaving if runner.alive]
        runner = self._runner
        if runner is not None:
            over = not runner.alive
            drained = runner.mailbox.drain()
            if drained:
                self.drained.emit(drained)
            if over and self._runner is runner:
                self._runner = None
        if self._timer.isActive() and not self.busy:
            self._timer.stop()
            self.ended.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the rate that fits when a watched widget comes, goes, or meets the mouse."""
        if event.type() in _TURNS and self._timer.isActive():
            QTimer.singleShot(0, self, self._retime)
        return False

    def _retime(self) -> None:
        if self._timer.isActive() and self._timer.interval() != self.interval:
            self._timer.setInterval(self.interval)

    def _forget(self, view: QWidget) -> None:
        self._views = [other for other in self._views if other is not view]
