"""Numbers that arrive over time: an array that grows, at a constant cost per number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray


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
