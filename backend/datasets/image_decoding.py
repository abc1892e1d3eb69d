"""Image files as bytes: whatever their format, size, depth and colours. Files are hostile until they are read."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from backend.datasets.base import Size

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

FORMATS = ("PNG", "JPEG", "BMP", "GIF", "TIFF", "WEBP", "PPM")
"""What is opened; nothing that runs another program."""

MOST_PIXELS = 64_000_000
"""Larger pictures are not decoded: one of them could fill the memory."""

FAINT = 12
"""How far the three channels of a grey picture may differ once it was a JPEG."""

GREY_MODES = ("1", "L", "LA", "La", "I", "F", "I;16", "I;16B", "I;16L", "I;16N")


class Unreadable(ValueError):
    """A file that holds no picture we can read."""


@dataclass(frozen=True, slots=True)
class Head:
    """What the first bytes of a file say: the upright `height` and `width`, and whether it may hold colour."""

    height: int
    width: int
    colour: bool


def head(path: str) -> Head:
    """Read no more than the head of the file; raises :class:`Unreadable`."""
    with _opened(path) as picture:
        width, height = picture.size
        if _orientation(picture) >= 5:
            width, height = height, width
        return Head(height, width, picture.mode not in GREY_MODES)


def is_colourful(path: str) -> bool:
    """Whether the channels of a small copy of the picture differ; raises :class:`Unreadable`."""
    with _opened(path) as picture:
        try:
            picture.draft(None, (64, 64))
            small = np.asarray(_flat(picture, 3).resize((64, 64))).astype(np.int16)
        except broken() as error:
            raise Unreadable(str(error)) from error
    return bool((small.max(axis=2) - small.min(axis=2)).max() > FAINT)


def pixels(path: str, size: Size) -> tuple[npt.NDArray[np.uint8], bool]:
    """The picture as bytes (C, H, W), upright and resized, and whether it was transparent; raises :class:`Unreadable`."""
    from PIL import Image, ImageOps

    channels, height, width = size
    with _opened(path) as picture:
        try:
            picture.draft(None, (width * 2, height * 2))
            clear = picture.has_transparency_data
            upright = _flat(ImageOps.exif_transpose(picture), channels)
            made = np.asarray(upright.resize((width, height), Image.Resampling.BILINEAR))
        except broken() as error:
            raise Unreadable(str(error)) from error
    return (made[None] if channels == 1 else made.transpose(2, 0, 1)), clear


def _flat(picture: Picture, channels: int) -> Picture:
    """Eight bits a channel, grey or colour; what is transparent is shown on white."""
    from PIL import Image

    mode = "L" if channels == 1 else "RGB"
    if picture.mode in ("I", "F") or picture.mode.startswith("I;16"):
        return Image.fromarray(_eight_bits(np.asarray(picture))).convert(mode)
    if picture.has_transparency_data:
        solid = picture.convert("RGBA")
        white = Image.new("RGBA", solid.size, (255, 255, 255, 255))
        return Image.alpha_composite(white, solid).convert(mode)
    return picture.convert("RGB").convert(mode) if picture.mode == "P" else picture.convert(mode)


def _eight_bits(values: npt.NDArray[np.generic]) -> npt.NDArray[np.uint8]:
    """Sixteen-bit, 32-bit and fractional pixels as bytes, by the range that their values are in."""
    numbers = np.nan_to_num(values.astype(np.float64))
    high = numbers.max(initial=0.0)
    if values.dtype == np.uint16:
        high = max(high, 256.0)
    scale = 255.0 if high <= 1 and values.dtype.kind == "f" else 1.0 if high <= 255 else 255.0 / 65535.0
    return np.clip(np.round(numbers * scale), 0, 255).astype(np.uint8)


def _opened(path: str) -> Picture:
    from PIL import Image

    try:
        picture = Image.open(path, formats=FORMATS)
    except broken() as error:
        raise Unreadable(str(error)) from error
    width, height = picture.size
    if not 0 < width * height <= MOST_PIXELS:
        picture.close()
        raise Unreadable(f"{width:,}×{height:,} pixels are too many")
    return picture


def _orientation(picture: Picture) -> int:
    from PIL import ExifTags

    try:
        value = picture.getexif().get(ExifTags.Base.Orientation, 1)
    except broken():
        return 1
    return value if isinstance(value, int) else 1


def broken() -> tuple[type[BaseException], ...]:
    """What Pillow raises on files that are no pictures, or no longer."""
    from PIL import Image

    bombs = (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError, OverflowError)
    damage = (OSError, EOFError, SyntaxError, struct.error, zlib.error)
    slips = (ValueError, TypeError, IndexError, KeyError, AttributeError, ZeroDivisionError, NotImplementedError)
    return (*bombs, *damage, *slips)
