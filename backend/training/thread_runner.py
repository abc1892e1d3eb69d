"""A training in a thread of its own, and the two doors to it: commands go in, events wait in a mailbox."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace

import numpy as np

from backend.protocol.command_queue import Commands
from backend.protocol.events import Abort, Batches, Captured, Command, Event, Failed, Place, TrainingError, frozen
from backend.protocol.job import TrainingJob
from backend.runs.store import RunStore
from builder.common.messages import Message


@dataclass(frozen=True, slots=True)
class Drained:
    """What was in the mailbox: rare events in order, all batches as one, the latest picture of each (kind, block)."""

    events: tuple[Event, ...] = ()
    batches: Batches | None = None
    pictures: Mapping[tuple[str, Place], Captured] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.events or self.batches or self.pictures)


class Mailbox:
    """Events on their way to the window, in three lanes; safe between threads, and never full."""

    def __init__(self) -> None:
        self._events: list[Event] = []
        self._batches: list[Batches] = []
        self._pictures: dict[tuple[str, Place], Captured] = {}
        self._lock = threading.Lock()

    def put(self, event: Event) -> None:
        """Add one to its lane."""
        with self._lock:
            if isinstance(event, Batches):
                self._batches.append(event)
            elif isinstance(event, Captured):
                self._pictures[event.kind, event.block] = event
            else:
                self._events.append(event)

    def drain(self) -> Drained:
        """Take all there is."""
        with self._lock:
            events, self._events = self._events, []
            batches, self._batches = self._batches, []
            pictures, self._pictures = self._pictures, {}
        return Drained(tuple(events), folded(batches), pictures)


def folded(batches: list[Batches]) -> Batches | None:
    """Batches in a row as one event; None for none."""
    if len(batches) <= 1:
        return batches[0] if batches else None
    return replace(
        batches[-1],
        losses=frozen(np.concatenate([part.losses for part in batches])),
        samples=sum(part.samples for part in batches),
        seconds=sum(part.seconds for part in batches),
    )


class Runner:
    """One training in one thread. Who makes it ends it: `send(Stop())` or `abort()`, then `join`."""

    def __init__(self, job: TrainingJob, store: RunStore) -> None:
        self.job, self.store = job, store
        self.mailbox = Mailbox()
        self._commands = Commands()
        self._thread = threading.Thread(target=self._run, name="training", daemon=True)

    def start(self) -> None:
        """Begin; once only."""
        self._thread.start()

    def send(self, command: Command) -> None:
        """Give a command; it is obeyed before the next batch."""
        self._commands.put(command)

    def abort(self) -> None:
        """End as soon as can be; nothing more is written."""
        self._commands.put(Abort())

    def join(self, timeout: float | None = None) -> bool:
        """Wait for the end, at most `timeout` seconds; whether it has ended."""
        if self._thread.ident is not None:
            self._thread.join(timeout)
        return not self._thread.is_alive()

    @property
    def alive(self) -> bool:
        """Whether the thread runs."""
        return self._thread.is_alive()

    def _run(self) -> None:
        try:
            from backend.training.engine import train  # imports torch: only here, in the thread

            with closing(train(self.job, self._commands, self.store)) as events:
                for event in events:
                    self.mailbox.put(event)
        except TrainingError as error:
            self.mailbox.put(Failed(error.message, error.block))
        except Exception as error:  # noqa: BLE001 - the edge of the thread: whatever it is must reach the window
            self.mailbox.put(
                Failed(Message.verbatim(f"The training ended by an error of the program: {type(error).__name__}: {error}"))
            )
