"""A copy in memory of the last weights that are known to be good, for the case that a loss is not a number."""

from __future__ import annotations

import time

from backend.runs.checkpoint import State, cpu_copy
from backend.training.learner import Learner

COPY_EVERY = 5.0
"""Seconds between two copies within an epoch."""

COPY_SHARE = 100
"""Copies take at most one part in so many of the time."""


class NanRecovery:
    """Keeps a copy of the training state. Losses are read some batches late, so a copy that is taken within an epoch
    counts only once a later loss proved to be a number."""

    def __init__(self, learner: Learner) -> None:
        """Copy the state that `learner` has now."""
        self._learner = learner
        self._good = cpu_copy(learner.state())
        self._candidate: State | None = None
        self._next = time.perf_counter() + COPY_EVERY

    def copy_if_due(self, finite_step: int) -> None:
        """Copy when it is time; all losses up to batch `finite_step` are known to be numbers."""
        if self._candidate is not None and finite_step > self._candidate["progress"]["step"]:
            self._good, self._candidate = self._candidate, None
        if self._candidate is None and time.perf_counter() >= self._next:
            begun = time.perf_counter()
            self._candidate = cpu_copy(self._learner.state())
            cost = time.perf_counter() - begun
            self._next = time.perf_counter() + max(COPY_EVERY, COPY_SHARE * cost)

    def copy_now(self) -> None:
        """Copy at once: the network was evaluated, and its loss is a number."""
        self._good, self._candidate = cpu_copy(self._learner.state()), None

    def restore(self) -> None:
        """Put the copy back into the learner."""
        self._learner.restore(self._good)
