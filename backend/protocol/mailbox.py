"""Events on their way from the training thread to the window, in three lanes.

Rare events (epochs, marks, the end) must arrive all and in order; losses come by the thousand and are merged; of
pictures only the latest counts. So the mailbox stays small however seldom it is emptied.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from backend.protocol.events import Batches, BlockRef, Captured, Event, frozen


@dataclass(frozen=True, slots=True)
class Drained:
    """What was in the mailbox: rare events in order, all batches as one, the latest picture by (kind, block)."""

    events: tuple[Event, ...] = ()
    batches: Batches | None = None
    pictures: Mapping[tuple[str, BlockRef], Captured] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.events or self.batches or self.pictures)


class Mailbox:
    """Takes events from one thread and gives them to another; `post` never blocks for long."""

    def __init__(self) -> None:
        """An empty mailbox."""
        self._events: list[Event] = []
        self._batches: list[Batches] = []
        self._pictures: dict[tuple[str, BlockRef], Captured] = {}
        # Appending alone would be atomic in CPython. The lock is for drain(): without it, post() could append to a list that
        # was just taken out, and the event would be lost. It is not held while batches are merged.
        self._lock = threading.Lock()

    def post(self, event: Event) -> None:
        """Add an event to its lane."""
        with self._lock:
            if isinstance(event, Batches):
                self._batches.append(event)
            elif isinstance(event, Captured):
                self._pictures[event.kind, event.block] = event
            else:
                self._events.append(event)

    def drain(self) -> Drained:
        """Take everything out."""
        with self._lock:
            events, self._events = self._events, []
            batches, self._batches = self._batches, []
            pictures, self._pictures = self._pictures, {}
        return Drained(tuple(events), merge_batches(batches), pictures)


def merge_batches(batches: list[Batches]) -> Batches | None:
    """Consecutive batches as one event, at the place of the last; None for none."""
    if len(batches) <= 1:
        return batches[0] if batches else None
    return replace(
        batches[-1],
        losses=frozen(np.concatenate([part.losses for part in batches])),
        samples=sum(part.samples for part in batches),
        seconds=sum(part.seconds for part in batches),
    )
