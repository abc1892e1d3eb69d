"""Images that are read from their files when they are indexed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from backend.datasets.base import DataError, Key, LazyImages
from backend.datasets.images.file_faults import UnreadableImage
from backend.datasets.streaming.decoding import Decoding, shown_path
from builder.common.messages import QT_TRANSLATE_NOOP


class FileImages(LazyImages):
    """The images in the files `paths[numbers]`, decoded by `decoding` in this process when they are indexed.

    The paths are shared by all parts of a data set. Many files are read faster by a reading pool, see `paths_of`.
    """

    def __init__(self, paths: Sequence[str], decoding: Decoding, numbers: npt.NDArray[np.int64] | None = None) -> None:
        """All of the `paths`, or those at the positions `numbers` (n,)."""
        self._paths, self.decoding = paths, decoding
        self._numbers = np.arange(len(paths), dtype=np.int64) if numbers is None else numbers

    @property
    def shape(self) -> tuple[int, int, int, int]:
        """Number, channels, height and width."""
        return (len(self._numbers), *self.decoding.size)

    def __getitem__(self, key: Key) -> npt.NDArray[np.uint8]:
        """One image (C, H, W), or several (M, C, H, W). Raises :class:`DataError` for a file that cannot be read any more."""
        chosen = self._numbers[key]
        made = np.empty((np.size(chosen), *self.decoding.size), np.uint8)
        for row, number in zip(made, np.atleast_1d(chosen), strict=True):
            path = self._paths[number]
            try:
                self.decoding.decode(path, row)
            except UnreadableImage as error:
                raise gone_error(path, error) from error
        return made[0] if np.ndim(chosen) == 0 else made

    def take(self, indices: npt.NDArray[np.int64]) -> FileImages:
        """The images with these `indices` (M,), unread."""
        return FileImages(self._paths, self.decoding, self._numbers[indices])

    def paths_of(self, indices: npt.NDArray[np.int64]) -> list[str]:
        """The files of the images with these `indices` (M,)."""
        return [self._paths[number] for number in self._numbers[indices]]


def gone_error(path: str, reason: UnreadableImage) -> DataError:
    """A file that was read when the data were listed, and cannot be read any more."""
    template = QT_TRANSLATE_NOOP("Data", "{file} could be read before, and cannot be read any more: {reason}.")
    return DataError(template, file=shown_path(path), reason=reason.message)
