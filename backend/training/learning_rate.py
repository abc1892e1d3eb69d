"""The learning rate as a function of the step: a schedule, and the rates set by hand that override it from a step on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence

Rate = Callable[[int], float]
"""The number of steps that are done -> the learning rate of the next one."""


def constant(rate: float) -> Rate:
    """The same rate at every step."""
    return lambda _step: rate


class Schedule:
    """A rate function; each mark replaces it from its step on."""

    def __init__(self, rate: Rate) -> None:
        """Follow `rate`, without marks."""
        self._rate = rate
        self._steps: list[int] = []
        self._values: list[float] = []

    def at(self, step: int) -> float:
        """The learning rate of the step after `step` steps."""
        if not self._steps:
            return self._rate(step)
        index = bisect_right(self._steps, step) - 1
        return self._values[index] if index >= 0 else self._rate(step)

    def set_from(self, step: int, value: float) -> None:
        """Use `value` from `step` on; later marks are dropped."""
        while self._steps and self._steps[-1] >= step:
            self._steps.pop()
            self._values.pop()
        self._steps.append(step)
        self._values.append(value)

    def record(self) -> list[list[float]]:
        """The marks as a saved state keeps them: pairs of step and rate."""
        return [[step, value] for step, value in zip(self._steps, self._values, strict=True)]

    def restore(self, record: Sequence[Sequence[float]]) -> None:
        """Take the marks of a saved state; raises TypeError or ValueError where they are none."""
        self._steps, self._values = [], []
        for step, value in record:
            self.set_from(int(step), float(value))
