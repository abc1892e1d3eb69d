"""Images made another size, grey made colour and colour grey: once, as bytes, before training."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from backend.datasets.base import Cancel, DataError, Images, Progress, Size, check, never, quiet
from builder.cost.memory_guard import machine_bytes

STRIDE = 500
"""After how many images progress is told and the wish to stop is heard."""

MEMORY_PART = 0.5
"""How much of the machine's memory images may take."""

Bytes = npt.NDArray[np.uint8]


def fitted(images: Images, size: Size, progress: Progress = quiet, cancelled: Cancel = never) -> Images:
    """`images` at `size` (channels, height, width), resized by Pillow, bilinear and antialiased."""
    pixels = images.images
    if pixels.shape[2:] == size[1:]:
        return Images(with_channels(pixels, size[0]), images.labels)
    channels = min(size[0], pixels.shape[1])
    made = np.empty((len(pixels), channels, *size[1:]), np.uint8)
    for start in range(0, len(pixels), STRIDE):
        check(cancelled)
        progress("Resizing images", start, len(pixels))
        made[start : start + STRIDE] = _resized(with_channels(pixels[start : start + STRIDE], channels), size)
    progress("Resizing images", len(pixels), len(pixels))
    return Images(with_channels(made, size[0]), images.labels)


def check_memory(count: int, size: Size, *, copies: int = 1) -> None:
    """Refuse so many images of `size` where they would fill the machine; raises :class:`DataError`."""
    needed, there = copies * count * math.prod(size), machine_bytes()
    if there is not None and needed > there * MEMORY_PART:
        raise DataError(
            f"{count:,} images of {size[1]}×{size[2]} need {needed / 2**30:,.1f} GiB of memory; this machine has "
            f"{there / 2**30:.1f} GiB. Make the images smaller at the Input block, or use fewer."
        )


def with_channels(pixels: Bytes, channels: int) -> Bytes:
    """(N, C, H, W) bytes with 1 or 3 channels: colour by repeating grey, grey by how bright people see colours."""
    if pixels.shape[1] == channels:
        return pixels
    if channels == 3:
        return np.repeat(pixels, 3, axis=1)
    red, green, blue = (pixels[:, index].astype(np.uint32) for index in range(3))
    return ((red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16).astype(np.uint8)[:, None]


def _resized(pixels: Bytes, size: Size) -> Bytes:
    from PIL import Image

    channels, height, width = pixels.shape[1], size[1], size[2]
    made = np.empty((len(pixels), channels, height, width), np.uint8)
    for index, image in enumerate(pixels):
        for channel, plane in enumerate(image):
            made[index, channel] = np.asarray(Image.fromarray(plane).resize((width, height), Image.Resampling.BILINEAR))
    return made


def size_notes(own: Size, size: Size) -> tuple[str, ...]:
    """What fitting does to images of the size `own`, in words; nothing when it does nothing."""
    notes = []
    if own[1:] != size[1:]:
        notes.append(f"{own[1]}×{own[2]} images are resized to {size[1]}×{size[2]}.")
    if own[0] < size[0]:
        notes.append("Grey images are given three equal colour channels.")
    if own[0] > size[0]:
        notes.append("Colour images are made grey.")
    return tuple(notes)
