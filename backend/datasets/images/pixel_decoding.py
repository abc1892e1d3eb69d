"""Image files as bytes: whatever their format, size, depth and colours. Files are not trusted."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from backend.datasets.base import Size
from backend.datasets.images.deep_pixels import Alpha, Values, deep_values, is_deep, may_be_deep
from backend.datasets.images.file_faults import UnreadableImage, decoding_errors, too_large, unreadable
from backend.datasets.images.pixel_range import WHOLE_16_BIT, WHOLE_FLOAT, PixelRange, RangeMeter
from backend.datasets.images.readable_formats import format_of, formats_for
from backend.datasets.images.resizing import fit_picture, has_other_form

if TYPE_CHECKING:
    from PIL.Image import Image as Picture
    from PIL.ImageFile import ImageFile

MOST_PIXELS = 64_000_000
"""Larger pictures are not decoded, one could fill the memory; but JPEG is decoded smaller, up to twice what Pillow warns of."""

MOST_BYTES = 2**31
"""Larger files are not opened."""

FAINT = 12
"""The largest difference between the channels of a grey picture after JPEG compression."""

GREY_MODES = ("1", "L", "LA", "La", "I", "F", "I;16", "I;16B", "I;16L", "I;16N")
JPEG = ("JPEG", "MPO")
SEQUENCES = ("GIF", "PNG", "WEBP", "AVIF", "TIFF")
"""Formats with several pictures in one file. Phones put previews into JPEG; those are not counted."""


@dataclass(frozen=True, slots=True)
class ImageHead:
    """What the first bytes of a file say: the upright `height` and `width`, and whether it may hold colour."""

    height: int
    width: int
    colour: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A picture as uint8 (C, H, W), upright, and what is to be said of it.

    `colourful`: it shows colours, whether they were asked for or not. `several`: the file holds more pictures. `fitted`: it
    has other proportions than were asked for.
    """

    pixels: npt.NDArray[np.uint8]
    transparent: bool = False
    colourful: bool = False
    several: bool = False
    deep: bool = False
    fitted: bool = False


def read_head(path: str) -> ImageHead:
    """Read no more than the head of the file; raises :class:`UnreadableImage`."""
    with open_image(path) as picture:
        width, height = picture.size
        # Pillow turns TIFF by itself, and would decode all of a PNG to look for EXIF behind the pixels.
        known = "exif" in picture.info if picture.format == "PNG" else picture.format != "TIFF"
        if known and _orientation(picture) >= 5:
            width, height = height, width
        return ImageHead(height, width, picture.mode not in GREY_MODES)


def is_colourful(path: str) -> bool:
    """Whether the channels of a small copy of the picture differ; raises :class:`UnreadableImage`."""
    with open_image(path) as picture:
        picture.draft(None, (64, 64))
        small = np.asarray(_eight_bits(picture, path, 3, _own_range(path)).resize((64, 64)))
    return _shows_colour(small)


def _own_range(path: str) -> PixelRange | None:
    """The range of a single deep picture, good enough to see colours; None for any other."""
    values, meter = read_deep_values(path), RangeMeter()
    if values is not None:
        meter.add(values)
    return meter.result()


def decode_image(path: str, size: Size, *, pixels: PixelRange | None = None, fit: str = "letterbox") -> Decoded:
    """The picture at `size` (channels, height, width); raises :class:`UnreadableImage`.

    `pixels` is the range of the data set, by which values of more than 8 bits become bytes; without it they are taken to
    fill all 16 bits, or 0 to 1. `fit` says what is done to other proportions, see ``resizing.FITS``.
    """
    channels, height, width = size
    with open_image(path) as picture:
        several = picture.format in SEQUENCES and bool(getattr(picture, "is_animated", False))
        clear, deep, grey = picture.has_transparency_data, is_deep(picture), picture.mode in GREY_MODES
        _read_smaller(picture, (2 * width, 2 * height))
        upright = _eight_bits(picture, path, 1 if grey else 3, pixels)
    made = np.asarray(fit_picture(upright, (width, height), fit))
    colourful = made.ndim == 3 and _shows_colour(made)
    return Decoded(
        pixels=_as_channels(made, channels),
        transparent=clear,
        colourful=colourful,
        several=several,
        deep=deep,
        fitted=has_other_form(upright.size, (width, height)),
    )


def read_deep_values(path: str) -> Values | None:
    """All values of a picture of more than 8 bits, (H, W) or (H, W, 3); None for any other, of which the head is read.

    Raises :class:`UnreadableImage`.
    """
    try:
        with open(path, "rb") as stream:  # noqa: PTH123 - paths are strings here: there may be millions
            begin = stream.read(32)
    except OSError as error:
        raise unreadable(error, path) from error
    if not may_be_deep(begin, format_of(begin)):
        return None
    with open_image(path) as picture:
        return _deep_values(picture, path)[0] if is_deep(picture) else None


@contextmanager
def open_image(path: str) -> Iterator[ImageFile]:
    """An opened picture whose pixels are not read yet; what Pillow raises inside becomes :class:`UnreadableImage`.

    Pillow warns in prose of large, odd and damaged files; what is wrong with them is said by us.
    """
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", module=r"PIL\.")
        try:
            with _open(path) as picture:
                yield picture
        except decoding_errors() as error:
            raise unreadable(error, path) from error


def _open(path: str) -> ImageFile:
    from PIL import Image

    size = os.stat(path).st_size  # noqa: PTH116 - many files
    if size == 0:
        raise UnreadableImage("empty")
    if size > MOST_BYTES:
        raise too_large(size // 3)
    picture = Image.open(path, formats=formats_for(os.path.splitext(path)[1]))  # noqa: PTH122 - many files
    width, height = picture.size
    if width * height <= 0 or (width * height > MOST_PIXELS and picture.format not in JPEG):
        picture.close()
        raise too_large(width * height, width, height)
    return picture


def _read_smaller(picture: ImageFile, wanted: tuple[int, int]) -> None:
    """Let JPEG leave out pixels that a picture of this size (width, height) does not show, and more if it is still huge."""
    if picture.format not in JPEG:
        return
    width, height = wanted[::-1] if _orientation(picture) >= 5 else wanted
    own = picture.size
    divisor = next((each for each in (1, 2, 4, 8) if own[0] * own[1] <= MOST_PIXELS * each * each), 8)
    picture.draft(None, (max(1, min(width, own[0] // divisor)), max(1, min(height, own[1] // divisor))))
    if picture.width * picture.height > MOST_PIXELS:
        raise too_large(own[0] * own[1], *own)


def _eight_bits(picture: ImageFile, path: str, channels: int, pixels: PixelRange | None) -> Picture:
    """Eight bits per channel, grey or colour, upright; what is transparent is shown on white."""
    from PIL import Image, ImageOps

    mode = "L" if channels == 1 else "RGB"
    if is_deep(picture):
        values, alpha = _deep_values(picture, path)
        usual = WHOLE_FLOAT if picture.mode == "F" else WHOLE_16_BIT
        made = Image.fromarray((pixels or usual).to_bytes(values))
        if alpha is not None:
            made.putalpha(Image.fromarray(alpha))
        made = _turned(made, _orientation(picture))
    else:
        made = ImageOps.exif_transpose(picture)
    if made.has_transparency_data:
        solid = made.convert("RGBA")
        white = Image.new("RGBA", solid.size, (255, 255, 255, 255))
        return Image.alpha_composite(white, solid).convert(mode)
    return made.convert("RGB").convert(mode) if made.mode in ("P", "LAB", "HSV") else made.convert(mode)


def _deep_values(picture: ImageFile, path: str) -> tuple[Values, Alpha | None]:
    with open_image(path) as again:
        return deep_values(picture, again)


def _as_channels(made: npt.NDArray[np.uint8], channels: int) -> npt.NDArray[np.uint8]:
    """uint8 (H, W) or (H, W, 3) as (C, H, W): grey is repeated, colour becomes the luma of ITU-R BT.601, as in Pillow."""
    if made.ndim == 2:
        return np.repeat(made[None], channels, axis=0)
    if channels == 3:
        return made.transpose(2, 0, 1)
    red, green, blue = (made[..., index].astype(np.uint32) for index in range(3))
    return ((red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16).astype(np.uint8)[None]


def _shows_colour(made: npt.NDArray[np.uint8]) -> bool:
    return bool((made.max(axis=-1) - made.min(axis=-1)).max(initial=0) > FAINT)


def _turned(picture: Picture, orientation: int) -> Picture:
    """A picture without EXIF as the EXIF `orientation` (1 to 8) of its file has it."""
    from PIL import Image

    turn = Image.Transpose
    turns = {
        2: turn.FLIP_LEFT_RIGHT,
        3: turn.ROTATE_180,
        4: turn.FLIP_TOP_BOTTOM,
        5: turn.TRANSPOSE,
        6: turn.ROTATE_270,
        7: turn.TRANSVERSE,
        8: turn.ROTATE_90,
    }
    return picture.transpose(turns[orientation]) if orientation in turns else picture


def _orientation(picture: Picture) -> int:
    from PIL import ExifTags

    try:
        value = picture.getexif().get(ExifTags.Base.Orientation, 1)
    except decoding_errors():
        return 1
    return value if isinstance(value, int) else 1
