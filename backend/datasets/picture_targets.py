"""Targets that are pictures: the images themselves, or the larger ones that small images are made from."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from backend.datasets.base import Cancel, Images, Key, LazyImages, LoadedData, Size, check_cancelled, never, quiet
from backend.datasets.images.picture_sample import MADE_SIDE
from backend.datasets.images.resizing import scaled_size
from backend.datasets.notes import NOTES
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.common.progress import Progress
from builder.tasks.base import Target
from builder.tasks.reconstruction import SamePicture
from builder.tasks.super_resolution import LargerPicture

STRIDE = 500
"""The number of images between two reports of progress and checks for cancelling."""


def with_pictures(part: Images, target: Target, size: Size, progress: Progress = quiet, cancelled: Cancel = never) -> Images:
    """`part` with pictures as targets where `target` asks for them; `size` (C, H, W) is what the Input takes."""
    if isinstance(target, SamePicture):
        return replace(part, targets=part.images)
    if not isinstance(target, LargerPicture):
        return part
    if isinstance(part.images, LazyImages):
        return replace(part, images=ReducedImages(part.images, size), targets=part.images)
    small = np.empty((len(part), *size), np.uint8)
    text = Message.of(QT_TRANSLATE_NOOP("Data", "Making small images"))
    for start in range(0, len(part), STRIDE):
        check_cancelled(cancelled)
        progress(text, start, len(part))
        small[start : start + STRIDE] = reduce_bicubic(part.images[start : start + STRIDE], size)
    return replace(part, images=small, targets=part.images)


def enlarged_notes(loaded: LoadedData, size: Size, target: Target, fit: str) -> tuple[Message, ...]:
    """That the large pictures of super-resolution, of `size` (C, H, W), are made from smaller ones; else nothing.

    Files are decoded to `size` at once: what is known of their own size is then the size that suits the set.
    """
    info = loaded.info
    if not isinstance(target, LargerPicture) or info.any_size:
        return ()
    decoded = loaded.train.shape[1:] == size[1:]
    height, width = info.input_shape[1:] if decoded else loaded.train.shape[1:]
    if decoded and max(height, width) == MADE_SIDE:
        return ()  # larger images are given that size too
    wide, high = scaled_size((width, height), (size[2], size[1]), fit)
    if high * wide <= height * width:
        return ()
    times = high * wide / (height * width)
    values = {"height": height, "width": width, "high": high, "wide": wide, "times": times}
    return (Message.of(NOTES["enlarged-targets"], **values),)


def reduce_bicubic(images: np.ndarray, size: Size) -> np.ndarray:
    """`images` uint8 (N, C, H, W) at the height and width of `size`, by Pillow's antialiased bicubic filter."""
    from PIL import Image

    made = np.empty((len(images), *size), np.uint8)
    for index, image in enumerate(images):
        for channel, plane in enumerate(image):
            made[index, channel] = np.asarray(Image.fromarray(plane).resize(size[:0:-1], Image.Resampling.BICUBIC))
    return made


class ReducedImages(LazyImages):
    """The images of `large`, made smaller by the bicubic filter when they are indexed: what super-resolution begins with."""

    def __init__(self, large: LazyImages, size: Size) -> None:
        """Make `large` (N, C, H, W) as small as `size` (C, h, w)."""
        self._large, self._size = large, size

    @property
    def shape(self) -> tuple[int, int, int, int]:
        """Number, channels, height and width."""
        return (len(self._large), *self._size)

    def __getitem__(self, key: Key) -> npt.NDArray[np.uint8]:
        """One small image (C, h, w), or several (M, C, h, w); reads the large ones."""
        large = self._large[key]
        return self.reduce(large) if large.ndim == 4 else self.reduce(large[None])[0]

    def reduce(self, large: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
        """Large images (M, C, H, W) that are read already as small ones (M, C, h, w)."""
        return reduce_bicubic(large, self._size)

    def take(self, indices: npt.NDArray[np.int64]) -> ReducedImages:
        """The small images with these `indices` (M,), unread."""
        return ReducedImages(self._large.take(indices), self._size)
