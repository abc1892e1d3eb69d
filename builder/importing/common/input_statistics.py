"""The mean and deviation of an Input block under arithmetic: (x - mean) / std stays of this form."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

Change = Callable[[float, float, float], tuple[float, float]]
"""(mean, std, number) -> mean and std after the arithmetic with that number."""


def changed_statistics(
    mean: Sequence[float] | None, std: Sequence[float] | None, numbers: Sequence[float], change: Change
) -> dict[str, Any] | None:
    """The fields `mean` and `std` of an Input after `change` with one number, or one per channel.

    None where the numbers of channels do not agree, and where the deviation would not be positive and finite.
    """
    columns = [tuple(mean or (0.0,)), tuple(std or (1.0,)), tuple(numbers)]
    count = max(map(len, columns))
    if any(len(column) not in (1, count) for column in columns):
        return None
    rows = zip(*(column * count if len(column) == 1 else column for column in columns), strict=True)
    try:
        means, stds = zip(*(change(*row) for row in rows), strict=True)
    except ZeroDivisionError:
        return None
    if not all(map(math.isfinite, [*means, *stds])) or min(stds) <= 0:
        return None
    return {"mean": _shortest(means, 0.0), "std": _shortest(stds, 1.0)}


def _shortest(values: tuple[float, ...], neutral: float) -> tuple[float, ...] | None:
    """One number for equal ones; None where they are all neutral."""
    if set(values) == {neutral}:
        return None
    return values[:1] if len(set(values)) == 1 else values
