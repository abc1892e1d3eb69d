"""Numbers that arrive over time: arrays that grow at a constant cost a number, and thinning for plots."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Series:
    """A row of numbers that grows; `array` is a read-only view of what is there."""

    def __init__(self, dtype: Any = np.float64) -> None:
        self._room = np.empty(64, dtype=dtype)
        self._size = 0

    def __len__(self) -> int:
        return self._size

    def extend(self, values: Sequence[float] | NDArray[Any]) -> None:
        """Add numbers at the end."""
        size = self._size + len(values)
        if size > len(self._room):
            room = np.empty(max(size, 2 * len(self._room)), dtype=self._room.dtype)
            room[: self._size] = self._room[: self._size]
            self._room = room
        self._room[self._size : size] = values
        self._size = size

    def append(self, value: float) -> None:
        """Add one number at the end."""
        self.extend([value])

    def cut(self, size: int) -> None:
        """Keep the first `size` numbers; views that were given before stay as they are."""
        if size < self._size:
            self._room, self._size = self._room.copy(), size

    @property
    def array(self) -> NDArray[Any]:
        """The numbers so far, (n,); the view stays as it is when more are added."""
        view = self._room[: self._size]
        view.flags.writeable = False
        return view


def decimated(x: NDArray[Any], y: NDArray[Any], limit: int = 1500) -> tuple[NDArray[Any], NDArray[Any]]:
    """At most `limit` points of a curve: the first, the last, and the lowest and highest of each stretch between."""
    count = len(y)
    if count <= limit:
        return x, y
    stretches = (limit - 2) // 2
    edges = np.linspace(1, count - 1, stretches + 1).astype(np.int64)
    size = int(np.diff(edges).max())
    # every stretch as one row; a row that is short repeats its last point
    places = np.minimum(edges[:-1, None] + np.arange(size)[None, :], edges[1:, None] - 1)
    window = np.where(np.isnan(y[places]), np.inf, y[places])
    low = places[np.arange(stretches), window.argmin(axis=1)]
    window = np.where(np.isnan(y[places]), -np.inf, y[places])
    high = places[np.arange(stretches), window.argmax(axis=1)]
    inner = np.sort(np.stack([low, high], axis=1), axis=1).ravel()
    keep = np.unique(np.concatenate([[0], inner, [count - 1]]))
    return x[keep], y[keep]


def smoothed(y: NDArray[Any], weight: float) -> NDArray[Any]:
    """The running average whose old part counts `weight` (0 leaves `y` as it is), without a pull towards zero."""
    if weight <= 0 or len(y) == 0:
        return y
    result, level, mass = np.empty(len(y), dtype=np.float64), 0.0, 0.0
    for index, value in enumerate(y.tolist()):
        if value == value:
            level, mass = weight * level + (1 - weight) * value, weight * mass + (1 - weight)
        result[index] = level / mass if mass else np.nan
    return result
