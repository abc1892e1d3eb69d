"""Targets that are pictures: the images themselves, or the larger ones that small images are made from."""

from __future__ import annotations

import numpy as np

from backend.datasets.base import Cancel, Images, Size, check_cancelled, never, quiet
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
        return Images(part.images, part.images, part.strata, part.names)
    if not isinstance(target, LargerPicture):
        return part
    small = np.empty((len(part), *size), np.uint8)
    text = Message.of(QT_TRANSLATE_NOOP("Data", "Making small images"))
    for start in range(0, len(part), STRIDE):
        check_cancelled(cancelled)
        progress(text, start, len(part))
        small[start : start + STRIDE] = reduce_bicubic(part.images[start : start + STRIDE], size)
    return Images(small, part.images, part.strata, part.names)


def reduce_bicubic(images: np.ndarray, size: Size) -> np.ndarray:
    """`images` uint8 (N, C, H, W) at the height and width of `size`, by Pillow's antialiased bicubic filter."""
    from PIL import Image

    made = np.empty((len(images), *size), np.uint8)
    for index, image in enumerate(images):
        for channel, plane in enumerate(image):
            made[index, channel] = np.asarray(Image.fromarray(plane).resize(size[:0:-1], Image.Resampling.BICUBIC))
    return made
