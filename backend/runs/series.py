"""Numbers that arrive over time: an array that grows, at a constant cost per number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray


class Series:
    """An array that grows: appending costs amortised constant time. `array` is a read-only view of what there is."""

    def __init__(self, dtype: Any = np.float64) -> None:
        """An empty series of numbers of `dtype`."""
        self._buffer = np.empty(64, dtype=dtype)
        self._size = 0

    def __len__(self) -> int:
        return self._size

    def extend(self, values: Sequence[float] | NDArray[Any]) -> None:
        """Append numbers (n,)."""
        size = self._size + len(values)
        if size > len(self._buffer):
            buffer = np.empty(max(size, 2 * len(self._buffer)), dtype=self._buffer.dtype)
            buffer[: self._size] = self._buffer[: self._size]
            self._buffer = buffer
        self._buffer[self._size : size] = values
        self._size = size

    def append(self, value: float) -> None:
        """Append one number."""
        self.extend([value])

    def truncate(self, size: int) -> None:
        """Keep the first `size` numbers; views that were given before do not change."""
        if size < self._size:
            # A copy: views given before share the buffer, and what is appended from now on would overwrite their end.
            self._buffer, self._size = self._buffer.copy(), size

    @property
    def array(self) -> NDArray[Any]:
        """The numbers so far, (n,), as a read-only view that does not change when more are added."""
        view = self._buffer[: self._size]
        view.flags.writeable = False
        return view
