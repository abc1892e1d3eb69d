"""What can be reached without learning: the frequent class, the mean, and what picture filters do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from backend.metrics.confusion import Array, Floats

_MOST = 2_000
"""Training targets that the baseline of a large set is made of."""


_MOST_BYTES = 64 << 20
"""Memory for them."""


class Targets(Protocol):
    """Targets (N, ...): an array, or what reads them when it is indexed."""

    @property
    def shape(self) -> tuple[int, ...]:
        """The sizes of all axes."""

    @property
    def dtype(self) -> np.dtype[Any]:
        """The type of a number."""

    def __len__(self) -> int: ...

    def __getitem__(self, key: Any, /) -> Any: ...


def evenly_spaced(targets: Targets) -> Array:
    """At most 2,000 rows of (N, ...), and no more than fit into 64 MB, evenly spaced."""
    count, each = len(targets), int(np.prod(targets.shape[1:])) * targets.dtype.itemsize
    most = min(_MOST, max(1, _MOST_BYTES // max(1, each)))
    if count <= most:
        return np.asarray(targets[:])
    return np.asarray(targets[np.linspace(0, count - 1, most).astype(np.int64)])


def majority_class(targets: Array, classes: int, ignored: int | None = None) -> int:
    """The most frequent of the class numbers `targets` (any shape), the lowest of several; 0 where there is none.

    `ignored` is a class number that does not count.
    """
    counted = np.asarray(targets).ravel()
    counted = counted if ignored is None else counted[counted != ignored]
    return int(np.bincount(counted, minlength=classes).argmax()) if classes else 0


def class_shares(targets: Array, classes: int) -> Floats:
    """How large a share each class has among `targets` (n,): (classes,); equal shares without any."""
    counts = np.bincount(np.asarray(targets), minlength=classes).astype(np.float64)
    return counts / counts.sum() if counts.sum() else np.full(classes, 1.0 / max(1, classes))


def label_shares(targets: Array) -> Floats:
    """The share of samples (n, labels) for which each label holds: (labels,); 0 without samples."""
    return np.asarray(targets, np.float64).mean(0) if len(targets) else np.zeros(targets.shape[1])


def mean_numbers(targets: Array) -> Floats:
    """The mean of each number of (n, numbers), which has the least squared error of all constants; 0 without samples."""
    return np.asarray(targets, np.float64).mean(0) if len(targets) else np.zeros(targets.shape[1])


def mean_picture(pictures: Targets) -> Floats:
    """The mean (C, H, W) of pictures uint8 (n, C, H, W), from 0 to 1; of some evenly spaced ones where there are many.

    Black without any.
    """
    if not len(pictures):
        return np.zeros(pictures.shape[1:])
    return np.asarray(evenly_spaced(pictures).mean(axis=0, dtype=np.float64) / 255.0)


def bicubic(pictures: NDArray[np.uint8], factor: int) -> NDArray[np.uint8]:
    """Pictures (n, C, H, W) uint8 enlarged `factor` times by bicubic interpolation: (n, C, factor H, factor W) uint8."""
    height, width = pictures.shape[2] * factor, pictures.shape[3] * factor
    return _by_channels(pictures, lambda image: image.resize((width, height), Image.Resampling.BICUBIC))


def median_filter(pictures: NDArray[np.uint8], size: int = 3) -> NDArray[np.uint8]:
    """Pictures (n, C, H, W) uint8 with the median of the `size` by `size` neighbours in each pixel; borders are repeated."""
    return _by_channels(pictures, lambda image: image.filter(ImageFilter.MedianFilter(size)))


def _by_channels(pictures: NDArray[np.uint8], change: Callable[[Image.Image], Image.Image]) -> NDArray[np.uint8]:
    """`change` done to every channel of every picture (n, C, H, W)."""
    count, channels, height, width = pictures.shape
    planes = np.ascontiguousarray(pictures).reshape(-1, height, width)
    made = [np.asarray(change(Image.fromarray(plane))) for plane in planes]
    if not made:
        empty = np.asarray(change(Image.new("L", (width, height))))
        return np.zeros((0, channels, *empty.shape), np.uint8)
    return np.stack(made).reshape(count, channels, *made[0].shape)
