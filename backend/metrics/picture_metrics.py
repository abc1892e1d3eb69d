"""How near pictures come to pictures: peak signal to noise ratio, and structural similarity."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np

from backend.metrics.confusion import Array, Floats

BEST_PSNR = 100.0
"""Decibels of a picture without any error: the logarithm has no end."""

WINDOW, SIGMA = 11, 1.5
"""The Gaussian window of Wang et al. 2004: its width and its standard deviation, in pixels."""

_C1, _C2 = 0.01**2, 0.03**2
"""The constants of Wang et al. 2004, for pixels from 0 to 1."""

_TILE = 64
"""Pixels that are smoothed by one product of matrices."""

_PIXELS = 1 << 20
"""Pixels that are compared at a time: some 100 MB of work space."""


def psnr(pictures: Array, targets: Array) -> Floats:
    """10 log10(1 / MSE) of each picture, (n,) in decibels; at most 100, which also stands for no error at all.

    Pictures and targets are (n, C, H, W), uint8 or float from 0 to 1 (cut to that range). The error is the mean over all
    pixels and channels. A pixel that is NaN makes its picture's value NaN.
    """
    return _by_chunks(_psnr_of, pictures, targets)


def ssim(pictures: Array, targets: Array) -> Floats:
    """The mean structural similarity of each picture (n,), 1 for equal ones (Wang, Bovik, Sheikh and Simoncelli 2004).

    Pictures and targets as in :func:`psnr`. Means, variances and covariance are taken under a Gaussian window of 11 pixels
    with deviation 1.5, wherever it lies inside of the picture whole; colour pictures have the mean of their channels. In
    a picture with a side below 11 pixels the window is the largest odd one that fits.
    """
    return _by_chunks(_ssim_of, pictures, targets)


def unit_pixels(pictures: Array) -> Floats:
    """Pixels as float64 from 0 to 1, of uint8 or float pictures of any shape."""
    if pictures.dtype == np.uint8:
        return pictures.astype(np.float64) / 255.0
    return np.clip(pictures.astype(np.float64), 0.0, 1.0)


def _by_chunks(measure: Callable[[Floats, Floats], Floats], pictures: Array, targets: Array) -> Floats:
    if pictures.shape != targets.shape:
        raise ValueError(f"pictures {pictures.shape} and targets {targets.shape} differ in shape")
    found = np.full(len(pictures), np.nan)
    size = max(1, _PIXELS // max(1, int(np.prod(pictures.shape[1:]))))
    for start in range(0, len(pictures), size):
        part = slice(start, start + size)
        found[part] = measure(unit_pixels(pictures[part]), unit_pixels(targets[part]))
    return found


def _psnr_of(pictures: Floats, targets: Floats) -> Floats:
    error = np.square(pictures - targets).mean(axis=(1, 2, 3))
    return np.asarray(-10 * np.log10(np.maximum(error, 10 ** (-BEST_PSNR / 10))))


def _ssim_of(x: Floats, y: Floats) -> Floats:
    width = min(WINDOW, *x.shape[2:])
    width -= 1 - width % 2
    mean_x, mean_y = _smooth(x, width), _smooth(y, width)
    variance_x = np.maximum(_smooth(x * x, width) - mean_x**2, 0)
    variance_y = np.maximum(_smooth(y * y, width) - mean_y**2, 0)
    covariance = _smooth(x * y, width) - mean_x * mean_y
    likeness = (2 * mean_x * mean_y + _C1) / (mean_x**2 + mean_y**2 + _C1)
    likeness *= (2 * covariance + _C2) / (variance_x + variance_y + _C2)
    return np.asarray(likeness.mean(axis=(1, 2, 3)))


def _smooth(values: Floats, width: int) -> Floats:
    """The Gaussian mean under each window that lies inside whole: (n, C, H - width + 1, W - width + 1)."""
    across = _smooth_rows(values, width)
    return _smooth_rows(across.swapaxes(2, 3), width).swapaxes(2, 3)


def _smooth_rows(values: Floats, width: int) -> Floats:
    count = values.shape[-1] - width + 1
    smoothed = np.empty((*values.shape[:-1], count))
    for start in range(0, count, _TILE):
        size = min(_TILE, count - start)
        smoothed[..., start : start + size] = values[..., start : start + size + width - 1] @ _band(size, width)
    return smoothed


@cache
def _band(size: int, width: int) -> Floats:
    """The matrix (size + width - 1, size) whose columns are the window, each one pixel farther."""
    places = np.arange(width) - (width - 1) / 2
    window = np.exp(-(places**2) / (2 * SIGMA**2))
    band = np.zeros((size + width - 1, size))
    for column in range(size):
        band[column : column + width, column] = window / window.sum()
    return band
