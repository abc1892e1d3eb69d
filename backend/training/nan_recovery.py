"""The last weights that were surely good, kept in memory for the case that a loss becomes no number."""

from __future__ import annotations

import time

from backend.runs.checkpoint import State, copied
from backend.training.learner import Learner

EVERY = 5.0
"""Seconds between two copies within an epoch."""

SHARE = 100
"""Copies take at most one part in so many of the time."""


class LastGood:
    """A copy of the training state; one taken within an epoch counts once a later loss proved to be a number."""

    def __init__(self, learner: Learner) -> None:
        self._learner = learner
        self._good = copied(learner.state())
        self._candidate: State | None = None
        self._next = time.perf_counter() + EVERY

    def look(self, proved: int) -> None:
        """Copy when it is time; the losses up to batch `proved` are known to be numbers."""
        if self._candidate is not None and proved > self._candidate["progress"]["step"]:
            self._good, self._candidate = self._candidate, None
        if self._candidate is None and time.perf_counter() >= self._next:
            begun = time.perf_counter()
            self._candidate = copied(self._learner.state())
            cost = time.perf_counter() - begun
            self._next = time.perf_counter() + max(EVERY, SHARE * cost)

    def keep(self) -> None:
        """Copy now: the network was measured and is sound."""
        self._good, self._candidate = copied(self._learner.state()), None

    def bring_back(self) -> int:
        """Put the copy in the network's place; gives the batch it was taken after."""
        self._learner.restore(self._good)
        return self._learner.progress.step
