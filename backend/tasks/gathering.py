"""Rows of numbers of many batches, and bootstrap intervals of some metrics: shared by the reporters of all kinds of task."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from torch import Tensor

from backend.metrics.confusion import Floats
from backend.protocol.events import Array
from backend.protocol.metric_names import of_class

MOST_CLASSES = 40
"""With more classes than that, a report has no metrics of each of them; views measure them from stored outputs."""


MOST_RANKED = 20_000_000
"""With more scores than that, none is ranked: sorting them takes some seconds."""

RANKING_COST = 2
RANKING_DRAWS = 400
"""How many times longer ranking a sample takes than counting it, and how often it is done for an interval."""


class Rows:
    """Arrays (n, ...) of batches, joined when they are asked for; tensors are copied to the CPU."""

    def __init__(self, shape: tuple[int, ...] = ()) -> None:
        """`shape` is that of a row, for when there is none."""
        self._parts: list[Array] = []
        self._shape = shape

    def add(self, rows: Tensor | Array) -> None:
        """Add rows (n, ...)."""
        self._parts.append(rows.detach().cpu().numpy() if isinstance(rows, Tensor) else rows)

    def joined(self) -> Array:
        """All rows (n, ...)."""
        return np.concatenate(self._parts) if self._parts else np.zeros((0, *self._shape))


def of_classes(name: str, values: Floats) -> dict[str, float]:
    """A metric of each class (classes,) that has a value, by its name; none where there are too many classes."""
    if len(values) > MOST_CLASSES:
        return {}
    return {of_class(name, number): float(value) for number, value in enumerate(values) if math.isfinite(value)}


def finite(metrics: Mapping[str, float | Floats]) -> dict[str, float]:
    """The metrics that have a value, numbers or arrays ()."""
    return {name: float(value) for name, value in metrics.items() if math.isfinite(value)}
