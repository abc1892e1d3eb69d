"""Resizes images and converts grey and colour: once, as uint8, before training."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from backend.datasets.base import Cancel, DataError, Images, LazyImages, Size, check_cancelled, never, quiet
from backend.datasets.notes import NOTES
from builder.common.messages import QT_TRANSLATE_NOOP, Message, Template
from builder.common.progress import Progress
from builder.common.quantities import bytes_text
from builder.cost.memory_guard import machine_bytes

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

FITS: Mapping[str, Template] = {
    "letterbox": QT_TRANSLATE_NOOP("Data", "whole, with a black border"),
    "crop": QT_TRANSLATE_NOOP("Data", "the middle, without what is beyond"),
    "stretch": QT_TRANSLATE_NOOP("Data", "whole, stretched"),
}
"""How a picture of other proportions is brought to a size."""

NOT_COUNTED = 255
"""The value of mask pixels that are no part of the picture; they are not learned and not measured."""

STRIDE = 500
"""The number of images between two reports of progress and checks for cancelling."""

MEMORY_PART = 0.5
"""The share of the machine's memory that images may take."""

Bytes = npt.NDArray[np.uint8]


def fit_size(
    images: Images, size: Size, progress: Progress = quiet, cancelled: Cancel = never, *, fit: str = "letterbox"
) -> Images:
    """`images` at `size` (channels, height, width), resized by Pillow, bilinear and antialiased; masks go with them.

    `fit` says what is done to another form, see :data:`FITS`; the border of a mask is NOT_COUNTED.
    """
    pixels, targets = images.images, images.targets
    if isinstance(pixels, LazyImages) or isinstance(targets, LazyImages):  # are decoded to the size that was asked for
        assert images.shape == size
        return images
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
        planes = with_channels(pixels[start : start + STRIDE], channels)
        made[start : start + STRIDE] = _fit_planes(planes, size, fit, mask=False)
        if masks:
            fitted[start : start + STRIDE] = _fit_planes(targets[start : start + STRIDE, None], size, fit, mask=True)[:, 0]
    progress(text, len(pixels), len(pixels))
    return Images(with_channels(made, size[0]), fitted, images.strata, images.names)


def has_other_form(own: tuple[int, int], wanted: tuple[int, int]) -> bool:
    """Whether a picture of the size `own` (width, height) leaves a border of a pixel or more when it is scaled to `wanted`."""
    return scaled_size(own, wanted, "letterbox") != wanted


def scaled_size(own: tuple[int, int], wanted: tuple[int, int], fit: str) -> tuple[int, int]:
    """The (width, height) that a picture of the size `own` is scaled to before a border is added or cut off."""
    if fit == "stretch":
        return wanted
    ratios = [to / have for to, have in zip(wanted, own, strict=True)]
    scale = max(ratios) if fit == "crop" else min(ratios)
    width, height = (max(1, round(side * scale)) for side in own)
    return width, height


def fit_picture(picture: Picture, wanted: tuple[int, int], fit: str, *, mask: bool = False) -> Picture:
    """`picture` at the size `wanted` (width, height), bilinear and antialiased.

    A `mask` is an "L" picture of class numbers: it is scaled by nearest neighbours, and its border is NOT_COUNTED.
    """
    from PIL import Image

    size = scaled_size(picture.size, wanted, fit)
    made = (
        picture
        if picture.size == size
        else picture.resize(size, Image.Resampling.NEAREST if mask else Image.Resampling.BILINEAR)
    )
    if size == wanted:
        return made
    left, top = ((to - have) // 2 for to, have in zip(wanted, size, strict=True))
    if fit == "crop":
        return made.crop((-left, -top, wanted[0] - left, wanted[1] - top))
    whole = Image.new(made.mode, wanted, NOT_COUNTED if mask else 0)
    whole.paste(made, (left, top))
    return whole


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


def _fit_planes(pixels: Bytes, size: Size, fit: str, *, mask: bool) -> Bytes:
    """Planes (N, C, H, W) at the height and width of `size`."""
    from PIL import Image

    made = np.empty((*pixels.shape[:2], *size[1:]), np.uint8)
    for index, image in enumerate(pixels):
        for channel, plane in enumerate(image):
            made[index, channel] = np.asarray(fit_picture(Image.fromarray(plane), (size[2], size[1]), fit, mask=mask))
    return made


def size_notes(own: Size, size: Size, fit: str = "letterbox") -> tuple[Message, ...]:
    """What :func:`fit_size` does to images of the size `own`; nothing where the sizes are the same."""
    notes = []
    if own[1:] != size[1:]:
        notes.append(Message.of(NOTES["resized"], height=own[1], width=own[2], high=size[1], wide=size[2]))
        if has_other_form((own[2], own[1]), (size[2], size[1])):
            notes.append(Message.of(NOTES[f"all-{fit}"]))
    if own[0] < size[0]:
        notes.append(Message.of(NOTES["grey-to-colour"]))
    if own[0] > size[0]:
        notes.append(Message.of(NOTES["colour-to-grey"]))
    return tuple(notes)
