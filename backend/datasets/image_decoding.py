"""Image files as bytes: whatever their format, size, depth and colours. Files are not trusted."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from backend.datasets.base import Size
from builder.common.errors import ConvasError
from builder.common.messages import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

FORMATS = ("PNG", "JPEG", "BMP", "GIF", "TIFF", "WEBP", "PPM")
"""The formats that are opened; none that runs another program."""

MOST_PIXELS = 64_000_000
"""Larger pictures are not decoded: one could fill the memory."""

FAINT = 12
"""The largest difference between the channels of a grey picture after JPEG compression."""

GREY_MODES = ("1", "L", "LA", "La", "I", "F", "I;16", "I;16B", "I;16L", "I;16N")


class UnreadableImage(ConvasError):
    """A file that holds no picture we can read."""


@dataclass(frozen=True, slots=True)
class ImageHead:
    """What the first bytes of a file say: the upright `height` and `width`, and whether it may hold colour."""

    height: int
    width: int
    colour: bool


def read_head(path: str) -> ImageHead:
    """Read no more than the head of the file; raises :class:`UnreadableImage`."""
    with _open_image(path) as picture:
        width, height = picture.size
        if _orientation(picture) >= 5:
            width, height = height, width
        return ImageHead(height, width, picture.mode not in GREY_MODES)


def is_colourful(path: str) -> bool:
    """Whether the channels of a small copy of the picture differ; raises :class:`UnreadableImage`."""
    with _open_image(path) as picture:
        try:
            picture.draft(None, (64, 64))
            small = np.asarray(_convert(picture, 3).resize((64, 64))).astype(np.int16)
        except decoding_errors() as error:
            raise UnreadableImage(QT_TRANSLATE_NOOP("Data", "{reason}"), reason=str(error)) from error
    return bool((small.max(axis=2) - small.min(axis=2)).max() > FAINT)


def decode_image(path: str, size: Size) -> tuple[npt.NDArray[np.uint8], bool]:
    """The picture as uint8 (C, H, W), upright and resized, and whether it was transparent; raises :class:`UnreadableImage`."""
    from PIL import Image, ImageOps

    channels, height, width = size
    with _open_image(path) as picture:
        try:
            picture.draft(None, (width * 2, height * 2))
            clear = picture.has_transparency_data
            upright = _convert(ImageOps.exif_transpose(picture), channels)
            made = np.asarray(upright.resize((width, height), Image.Resampling.BILINEAR))
        except decoding_errors() as error:
            raise UnreadableImage(QT_TRANSLATE_NOOP("Data", "{reason}"), reason=str(error)) from error
    return (made[None] if channels == 1 else made.transpose(2, 0, 1)), clear


def _convert(picture: Picture, channels: int) -> Picture:
    """Eight bits per channel, grey or colour; what is transparent is shown on white."""
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


def _open_image(path: str) -> Picture:
    from PIL import Image

    try:
        picture = Image.open(path, formats=FORMATS)
    except decoding_errors() as error:
        raise UnreadableImage(QT_TRANSLATE_NOOP("Data", "{reason}"), reason=str(error)) from error
    width, height = picture.size
    if not 0 < width * height <= MOST_PIXELS:
        picture.close()
        raise UnreadableImage(QT_TRANSLATE_NOOP("Data", "{width:,}×{height:,} pixels are too many"), width=width, height=height)
    return picture


def _orientation(picture: Picture) -> int:
    from PIL import ExifTags

    try:
        value = picture.getexif().get(ExifTags.Base.Orientation, 1)
    except decoding_errors():
        return 1
    return value if isinstance(value, int) else 1


def decoding_errors() -> tuple[type[BaseException], ...]:
    """What Pillow raises for files that are damaged or no pictures."""
    from PIL import Image

    bombs = (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError, OverflowError)
    damage = (OSError, EOFError, SyntaxError, struct.error, zlib.error)
    slips = (ValueError, TypeError, IndexError, KeyError, AttributeError, ZeroDivisionError, NotImplementedError)
    return (*bombs, *damage, *slips)
