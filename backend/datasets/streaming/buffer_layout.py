"""Where in the shared memory the children write: first the place that each is at, then the slots of rows."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from backend.datasets.base import Size

PLACE = 2
"""Numbers of a place: the piece, and the position in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BufferLayout:
    """`slots` of `length` images (C, H, W) for `children` processes."""

    children: int
    slots: int
    length: int
    image: Size

    @property
    def size(self) -> int:
        """Bytes of all of it."""
        return self._rows_begin + self.slots * self.length * math.prod(self.image)

    @property
    def _rows_begin(self) -> int:
        return 8 * PLACE * self.children

    def places(self, memory: npt.NDArray[np.uint8]) -> npt.NDArray[np.int64]:
        """The places of the children in `memory`, int64 (children, 2)."""
        return memory[: self._rows_begin].view(np.int64).reshape(self.children, PLACE)

    def rows(self, memory: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
        """The images in `memory`, uint8 (slots, length, C, H, W)."""
        return memory[self._rows_begin :].reshape(self.slots, self.length, *self.image)

    def record(self) -> dict[str, Any]:
        """As JSON values."""
        return asdict(self)

    @classmethod
    def parse(cls, record: Mapping[str, Any]) -> BufferLayout:
        """The value that :meth:`record` wrote down."""
        channels, height, width = record["image"]
        sizes = {name: int(record[name]) for name in ("children", "slots", "length")}
        return cls(image=(channels, height, width), **sizes)
