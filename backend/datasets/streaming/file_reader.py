"""Reads batches of images for several sets with one pool of children, which begins with the first batch."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from backend.datasets.base import Cancel, DataCancelled, DataError, never
from backend.datasets.streaming.decoding import Decoding
from backend.datasets.streaming.file_images import FileImages, gone_error
from backend.datasets.streaming.reading_pool import ReadingPool

FEW = 8
"""So few images that were not announced are read in this process: what was read ahead for a training is not dropped."""

Bytes = npt.NDArray[np.uint8]


@dataclass(slots=True)
class _Served:
    """A pool, and the order that it reads ahead in."""

    pool: ReadingPool
    announcement: object = None


class FileReader:
    """Owns the children: close it.

    There is one pool for each way of decoding, images and masks. One set at a time is read ahead in it; sets take turns, such
    as training and validation.
    """

    def __init__(self, cancelled: Cancel = never) -> None:
        """Start nothing yet; `cancelled` is asked while children are waited for, such as for a network drive."""
        self._cancelled = cancelled
        self._served: dict[Decoding, _Served] = {}

    def read_next(self, announcement: object, source: FileImages, order: npt.NDArray[np.int64], count: int) -> Bytes:
        """The first `count` of the images `order` (m,) of `source`, and read on behind them.

        `announcement` stands for an order: while it stays the same, each call goes on where the last one ended. Raises
        :class:`DataError` for a file that cannot be read any more, :class:`DataCancelled`, and as the pool does.
        """
        served = self._serve(source.decoding)
        if served.announcement is not announcement:
            served.pool.start(path for number in order for path in source.paths_of(np.array([number])))
            served.announcement = announcement
        return self._take(served.pool, source, order[:count])

    def read(self, source: FileImages, numbers: npt.NDArray[np.int64]) -> Bytes:
        """The images `numbers` (n,) of `source`; raises as :meth:`read_next`."""
        if len(numbers) <= FEW:
            return source[numbers]
        served = self._serve(source.decoding)
        served.announcement = None
        served.pool.start(source.paths_of(numbers))
        return self._take(served.pool, source, numbers)

    def close(self) -> None:
        """End the children."""
        while self._served:
            self._served.popitem()[1].pool.close()

    def _take(self, pool: ReadingPool, source: FileImages, numbers: npt.NDArray[np.int64]) -> Bytes:
        images = np.empty((len(numbers), *source.decoding.size), np.uint8)
        try:
            results = pool.take(images, self._cancelled)
        except (DataError, DataCancelled):
            self.close()  # a child is missing, or hangs
            raise
        for at, result in enumerate(results):
            if result.failure is not None:
                raise gone_error(source.paths_of(numbers[at : at + 1])[0], result.failure)
        return images

    def _serve(self, decoding: Decoding) -> _Served:
        if decoding not in self._served:
            self._served[decoding] = _Served(ReadingPool(decoding))
        return self._served[decoding]
