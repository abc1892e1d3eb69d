"""Decodes many files in order, in this process or, where they are many, in children side by side."""

from __future__ import annotations

import math
from collections.abc import Generator, Sequence

import numpy as np
import numpy.typing as npt

from backend.datasets.base import Cancel, never
from backend.datasets.images.file_faults import UnreadableImage
from backend.datasets.streaming.decoding import Decoding
from backend.datasets.streaming.reading_pool import ReadingPool, RowResult, usable_cores

CHUNK, CHUNK_BYTES = 50, 16 << 20
"""Files that are decoded between two looks at what was made: at most so many, and of so many bytes unless one is larger."""

WORTH_CHILDREN = 4000
"""From so many files on, children gain more than their start takes."""


def decode_files(
    paths: Sequence[str], decoding: Decoding, cancelled: Cancel = never
) -> Generator[tuple[npt.NDArray[np.uint8], list[RowResult]], None, None]:
    """Chunks of images uint8 (n, C, H, W) in the order of `paths`, with what is to be said of each.

    The rows of files that cannot be read hold anything. A chunk is overwritten by the next one. Close it where it is not
    used up. Raises :class:`DataCancelled` and :class:`DataError` while children are waited for.
    """
    chunk = max(1, min(CHUNK, CHUNK_BYTES // math.prod(decoding.size)))
    rows = np.empty((chunk, *decoding.size), np.uint8)
    if len(paths) < WORTH_CHILDREN or usable_cores() < 2:
        for start in range(0, len(paths), chunk):
            made = [_decode(path, decoding, row) for path, row in zip(paths[start : start + chunk], rows, strict=False)]
            yield rows[: len(made)], made
        return
    with ReadingPool(decoding, children=usable_cores()) as pool:
        pool.start(paths)
        while results := pool.take(rows, cancelled):
            yield rows[: len(results)], results


def _decode(path: str, decoding: Decoding, row: npt.NDArray[np.uint8]) -> RowResult:
    try:
        return RowResult(flags=decoding.decode(path, row))
    except UnreadableImage as error:
        return RowResult(failure=error)
