"""Arrays as images: any usual order of axes and any type, as bytes by one range for the whole set."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from backend.datasets.base import DataError, Size
from backend.datasets.images.pixel_range import PixelRange, RangeMeter
from backend.datasets.own.arrays.numpy_files import ArrayHead
from backend.datasets.own.folders.walking import printable
from builder.common.messages import QT_TRANSLATE_NOOP

CHANNELS = (1, 3, 4)
STRIDE = 256
"""Images that are converted at a time."""


def image_size(head: ArrayHead) -> Size:
    """Channels (1 or 3), height and width of the images in an array; raises :class:`DataError` where it holds none."""
    shape = head.shape[1:]
    if len(shape) == 1 and math.isqrt(shape[0]) ** 2 == shape[0]:
        return 1, math.isqrt(shape[0]), math.isqrt(shape[0])
    if len(shape) == 2:
        return 1, shape[0], shape[1]
    if len(shape) == 3 and channels_last(shape):
        return min(shape[2], 3), shape[0], shape[1]
    if len(shape) == 3 and shape[0] in CHANNELS:
        return min(shape[0], 3), shape[1], shape[2]
    wrong = QT_TRANSLATE_NOOP(
        "Data",
        "The array {name} ({shape}) in {file} holds no images: they are N×H×W, N×H×W×C or N×C×H×W, with 1, 3 or 4 channels.",
    )
    raise DataError(wrong, name=head.name, shape=head.text, file=printable(head.path))


def channels_last(shape: tuple[int, ...]) -> bool:
    """Whether images of this shape have their channels last; where both ends could be channels, the last are."""
    return shape[2] in CHANNELS


def measure_range(array: npt.NDArray[Any], meter: RangeMeter) -> None:
    """Add the values of images that are no bytes and no truth values."""
    if array.dtype.kind in "iuf" and array.dtype != np.uint8:
        for start in range(0, len(array), STRIDE):
            piece = array[start : start + STRIDE]
            meter.add(piece.astype(np.float64), len(piece))


def as_images(array: npt.NDArray[Any], head: ArrayHead, pixels: PixelRange | None) -> npt.NDArray[np.uint8]:
    """The images as uint8 (N, C, H, W); a fourth channel is transparency, shown on white."""
    size = image_size(head)
    made = np.empty((len(array), *size), np.uint8)
    for start, planes in _planes(array, size):
        values = _to_bytes(planes, pixels)
        if values.shape[1] == 4:
            alpha = values[:, 3:].astype(np.uint16)
            values = ((values[:, :3] * alpha + 255 * (255 - alpha) + 127) // 255).astype(np.uint8)
        made[start : start + STRIDE] = values
    return made


def _planes(array: npt.NDArray[Any], size: Size) -> Iterator[tuple[int, npt.NDArray[Any]]]:
    """Pieces of the array as (n, C, H, W), each with the index of its first image."""
    for start in range(0, len(array), STRIDE):
        piece = array[start : start + STRIDE]
        if piece.ndim < 4:
            yield start, piece.reshape(len(piece), 1, *size[1:])
        else:
            yield start, piece.transpose(0, 3, 1, 2) if channels_last(piece.shape[1:]) else piece


def _to_bytes(planes: npt.NDArray[Any], pixels: PixelRange | None) -> npt.NDArray[np.uint8]:
    if planes.dtype == np.bool_:
        return planes.astype(np.uint8) * np.uint8(255)
    if planes.dtype == np.uint8 or pixels is None:
        return planes.astype(np.uint8)
    return pixels.to_bytes(planes.astype(np.float64))
