"""Resizes images and converts grey and colour: once, as uint8, before training."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from backend.datasets.base import Cancel, DataError, Images, Size, check_cancelled, never, quiet
from backend.datasets.notes import NOTES
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.common.progress import Progress
from builder.common.quantities import bytes_text
from builder.cost.memory_guard import machine_bytes

STRIDE = 500
"""The number of images between two reports of progress and checks for cancelling."""

MEMORY_PART = 0.5
"""The share of the machine's memory that images may take."""

Bytes = npt.NDArray[np.uint8]


def fit_size(
    images: Images, size: Size, progress: Progress = quiet, cancelled: Cancel = never, *, fit: str = "letterbox"
) -> Images:
    """`images` at `size` (channels, height, width), resized by Pillow, bilinear and antialiased; masks go with them.

    Images of another form are given a border ("letterbox"), lose what is beyond the middle ("crop") or are stretched.
    """
    del fit  # the images of one array have one form: sources that have several decode them to the size themselves
    pixels, targets = images.images, images.targets
    masks = targets.ndim == 3 and targets.shape[1:] == pixels.shape[2:]
    if pixels.shape[2:] == size[1:]:
        return Images(with_channels(pixels, size[0]), targets, images.strata, images.names)
    channels = min(size[0], pixels.shape[1])
    made = np.empty((len(pixels), channels, *size[1:]), np.uint8)
    fitted = np.empty((len(pixels), *size[1:]), targets.dtype) if masks else targets
    text = Message.of(QT_TRANSLATE_NOOP("Data", "Resizing images"))
    for start in range(0, len(pixels), STRIDE):
        check_cancelled(cancelled)
        progress(text, start, len(pixels))
        made[start : start + STRIDE] = _resize_planes(with_channels(pixels[start : start + STRIDE], channels), size)
        if masks:
            fitted[start : start + STRIDE] = _resize_masks(targets[start : start + STRIDE], size)
    progress(text, len(pixels), len(pixels))
    return Images(with_channels(made, size[0]), fitted, images.strata, images.names)


def _resize_masks(masks: Bytes, size: Size) -> Bytes:
    """Masks (N, H, W) at the height and width of `size`, by the nearest pixel: classes cannot be mixed."""
    rows, columns = (
        np.minimum((np.arange(new) + 0.5) * old / new, old - 1).astype(np.int64)
        for new, old in zip(size[1:], masks.shape[1:], strict=True)
    )
    chosen: Bytes = masks[:, rows][:, :, columns]
    return chosen


def check_memory(count: int, size: Size, *, copies: int = 1) -> None:
    """Refuse so many images of `size` where they would fill the machine; raises :class:`DataError`."""
    needed, there = copies * count * math.prod(size), machine_bytes()
    if there is not None and needed > there * MEMORY_PART:
        raise DataError(
            QT_TRANSLATE_NOOP(
                "Data",
                "{count:,} images of {height}×{width} need {needed} of memory; this machine has "
                "{there}. Make the images smaller at the Input block, or use fewer.",
            ),
            count=count,
            height=size[1],
            width=size[2],
            needed=bytes_text(needed),
            there=bytes_text(there),
        )


def with_channels(pixels: Bytes, channels: int) -> Bytes:
    """uint8 (N, C, H, W) with 1 or 3 channels: colour repeats grey, grey is the luma of ITU-R BT.601 as Pillow computes it."""
    if pixels.shape[1] == channels:
        return pixels
    if channels == 3:
        return np.repeat(pixels, 3, axis=1)
    red, green, blue = (pixels[:, index].astype(np.uint32) for index in range(3))
    return ((red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16).astype(np.uint8)[:, None]


def _resize_planes(pixels: Bytes, size: Size) -> Bytes:
    from PIL import Image

    channels, height, width = pixels.shape[1], size[1], size[2]
    made = np.empty((len(pixels), channels, height, width), np.uint8)
    for index, image in enumerate(pixels):
        for channel, plane in enumerate(image):
            made[index, channel] = np.asarray(Image.fromarray(plane).resize((width, height), Image.Resampling.BILINEAR))
    return made


def size_notes(own: Size, size: Size, fit: str = "letterbox") -> tuple[Message, ...]:
    """What :func:`fit_size` does to images of the size `own`; nothing where the sizes are the same."""
    del fit
    notes = []
    if own[1:] != size[1:]:
        notes.append(Message.of(NOTES["resized"], height=own[1], width=own[2], high=size[1], wide=size[2]))
    if own[0] < size[0]:
        notes.append(Message.of(NOTES["grey-to-colour"]))
    if own[0] > size[0]:
        notes.append(Message.of(NOTES["colour-to-grey"]))
    return tuple(notes)
