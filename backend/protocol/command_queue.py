"""The queue of commands on their way to a training, which takes them between two batches."""

from __future__ import annotations

import threading

from backend.protocol.events import Command


class CommandQueue:
    """Commands in their order; safe between threads."""

    def __init__(self) -> None:
        """An empty queue."""
        self._waiting: list[Command] = []
        self._changed = threading.Condition()

    def post(self, command: Command) -> None:
        """Add a command, and wake a thread that waits."""
        with self._changed:
            self._waiting.append(command)
            self._changed.notify_all()

    def drain(self) -> list[Command]:
        """Take all commands out."""
        if not self._waiting:  # read without the lock: this runs before every batch
            return []
        with self._changed:
            commands, self._waiting = self._waiting, []
        return commands

    def wait(self, timeout: float | None = None) -> bool:
        """Sleep until there is a command, at most `timeout` seconds; returns whether there is one."""
        with self._changed:
            return self._changed.wait_for(lambda: bool(self._waiting), timeout)

    def holds(self, *kinds: type[Command]) -> bool:
        """Whether a command of one of these kinds waits; it stays in the queue."""
        with self._changed:
            return any(isinstance(command, kinds) for command in self._waiting)
