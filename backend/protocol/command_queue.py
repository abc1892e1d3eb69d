"""Commands on their way to a training; they wait here until it takes them between two batches."""

from __future__ import annotations

import threading

from backend.protocol.events import Command


class Commands:
    """Commands on their way to a training, in order; safe between threads."""

    def __init__(self) -> None:
        self._waiting: list[Command] = []
        self._changed = threading.Condition()

    def put(self, command: Command) -> None:
        """Add one, and wake who waits."""
        with self._changed:
            self._waiting.append(command)
            self._changed.notify_all()

    def drain(self) -> list[Command]:
        """Take all that wait."""
        if not self._waiting:
            return []
        with self._changed:
            taken, self._waiting = self._waiting, []
        return taken

    def wait(self, timeout: float | None = None) -> bool:
        """Sleep until there is a command, at most `timeout` seconds; whether there is one."""
        with self._changed:
            return self._changed.wait_for(lambda: bool(self._waiting), timeout)

    def holds(self, *kinds: type[Command]) -> bool:
        """Whether a command of one of these kinds waits; it stays."""
        with self._changed:
            return any(isinstance(command, kinds) for command in self._waiting)
