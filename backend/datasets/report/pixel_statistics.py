"""Mean, deviation, range and levels of pixels, accumulated chunk by chunk without rounding."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

LEVELS = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class PixelStatistics:
    """`mean` and `deviation` of each channel from 0 to 1, as the Input block takes them.

    `low` and `high` are the smallest and largest value from 0 to 255, `levels` how many different values there are.
    """

    mean: tuple[float, ...] = ()
    deviation: tuple[float, ...] = ()
    low: int = 0
    high: int = 0
    levels: int = 0


class PixelHistogram:
    """Counts how often each value occurs in each channel: exact, whatever the order of the chunks."""

    def __init__(self, channels: int) -> None:
        """Begin with no pixels of images with so many channels."""
        self._counts = np.zeros((channels, LEVELS), np.int64)

    def add(self, images: npt.NDArray[np.uint8]) -> None:
        """Count the pixels of images (n, C, H, W)."""
        for channel, counts in enumerate(self._counts):
            counts += np.bincount(images[:, channel].ravel(), minlength=LEVELS)

    def statistics(self) -> PixelStatistics:
        """What was counted; the deviation is that of the population, sqrt(mean of squares - square of the mean)."""
        total = self._counts.sum(axis=1)
        used = np.flatnonzero(self._counts.sum(axis=0))
        if not len(used):
            return PixelStatistics()
        values = np.arange(LEVELS) / (LEVELS - 1)
        means = (self._counts @ values) / total
        spread = ((values[None, :] - means[:, None]) ** 2 * self._counts).sum(axis=1) / total
        return PixelStatistics(
            mean=tuple(map(float, means)),
            deviation=tuple(map(float, np.sqrt(spread))),
            low=int(used[0]),
            high=int(used[-1]),
            levels=len(used),
        )


def blank_images(images: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_]:
    """Which of the images (n, C, H, W) are of one colour all over, bool (n,)."""
    pixels = images.reshape(*images.shape[:2], -1)
    blank: npt.NDArray[np.bool_] = (pixels == pixels[:, :, :1]).all(axis=(1, 2))
    return blank
