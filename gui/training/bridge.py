"""The one place where events of the training thread enter the GUI thread, at the rate of repainting and never faster."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from backend.protocol.events import Command, Stop
from backend.training.thread_runner import Runner

HIDDEN_MS = 1000
SHOWN_MS = 200
WATCHED_MS = 100
SOON_MS = 25

_RATE_EVENTS = (QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.Enter, QEvent.Type.Leave)


class TrainingBridge(QObject):
    """Owns the runner and drains its mailbox by a timer: 5 times a second, 10 while the mouse is over a watched widget.

    While no watched widget is visible the mailbox is drained once a second, so that it does not grow; hidden views draw
    nothing. `drained` carries the contents; `ended` says that no thread is left and that everything was delivered.
    """

    drained = Signal(object)
    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """A bridge without a runner."""
        super().__init__(parent)
        self._runner: Runner | None = None
        self._leaving: list[Runner] = []
        self._views: list[QWidget] = []
        self._shown_ms = SHOWN_MS
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.drain)

    @property
    def interval(self) -> int:
        """Milliseconds between two drains, as things are now."""
        visible = [view for view in self._views if view.isVisible()]
        if not visible:
            return max(HIDDEN_MS, self._shown_ms) if self._views else self._shown_ms
        return self._shown_ms // 2 if any(view.underMouse() for view in visible) else self._shown_ms

    def set_rate(self, hertz: float) -> None:
        """Drain so many times per second while a watched widget is shown, and twice as often under the mouse."""
        self._shown_ms = max(WATCHED_MS // 5, round(1000 / hertz))
        if self._timer.isActive():
            self._timer.start(self.interval)

    @property
    def busy(self) -> bool:
        """Whether a thread runs, or has left something in its mailbox."""
        return self._runner is not None or bool(self._leaving)

    def start(self, runner: Runner) -> None:
        """Start the runner, and deliver its events."""
        self._runner = runner
        runner.start()
        self._timer.start(self.interval)

    def send(self, command: Command) -> None:
        """Send a command to the runner, and drain its answer soon."""
        if self._runner is not None:
            self._runner.send(command)
            QTimer.singleShot(SOON_MS, self, self.drain)

    def leave(self) -> None:
        """Let the runner end by itself; its events are dropped."""
        if self._runner is not None:
            for _ in range(2):  # the second Stop skips the evaluation
                self._runner.send(Stop())
            self._leaving.append(self._runner)
            self._runner = None

    def watch(self, view: QWidget) -> None:
        """Let the rate depend on whether `view` is visible and whether the mouse is over it."""
        self._views.append(view)
        view.installEventFilter(self)
        view.destroyed.connect(lambda _gone=None, view=view: self._forget(view))

    def drain(self) -> None:
        """Deliver what the mailbox holds."""
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
        """Adapt the rate when a watched widget is shown or hidden, or the mouse enters or leaves it."""
        if event.type() in _RATE_EVENTS and self._timer.isActive():
            QTimer.singleShot(0, self, self._adapt_rate)
        return False

    def _adapt_rate(self) -> None:
        if self._timer.isActive() and self._timer.interval() != self.interval:
            self._timer.setInterval(self.interval)

    def _forget(self, view: QWidget) -> None:
        self._views = [other for other in self._views if other is not view]
