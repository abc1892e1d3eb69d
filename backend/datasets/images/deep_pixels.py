"""Images with more than 8 bits per value, read with all of their bits: Pillow keeps only the upper 8 of colours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile as Picture

Values = npt.NDArray[np.floating[Any]]
Alpha = npt.NDArray[np.uint8]

_EIGHT_BIT = ("JPEG", "GIF", "BMP", "WebP", "AVIF")
"""What never has more than 8 bits as Pillow reads it."""

_OTHER_BYTE = {"RGB;16B": "RGB;16L", "RGB;16L": "RGB;16B", "RGBA;16B": "RGBA;16L", "RGBA;16L": "RGBA;16B"}
"""Pillow's unpackers take one byte of each 16-bit value: the partner of an unpacker takes the other one."""

_NATIVE = {"RGB;16N": ("RGB;16L", "RGB;16B"), "RGBA;16N": ("RGBA;16L", "RGBA;16B")}
"""Unpackers of values in the order of this machine, by the unpackers for the low-end-first order."""

GREY_ALPHA = "LA;16B"
"""PNG's grey with transparency: four bytes that Pillow also unpacks as they are."""


def may_be_deep(begin: bytes, kind: str) -> bool:
    """Whether a file of this `kind` (see ``format_of``) that begins with these bytes may have more than 8 bits per value."""
    if kind == "PNG":
        return len(begin) > 24 and begin[24] == 16
    return kind not in _EIGHT_BIT


def is_deep(picture: Picture) -> bool:
    """Whether an opened picture has more than 8 bits per value."""
    return picture.mode in ("I", "F") or picture.mode.startswith("I;16") or bool(_deep_unpacker(picture))


def deep_values(picture: Picture, reopened: Picture) -> tuple[Values, Alpha | None]:
    """The values of a deep picture, (H, W) or (H, W, 3), and its opacity as uint8 (H, W) where it has one.

    `reopened` is the same file opened a second time: colours are unpacked once for each byte. Raises what Pillow raises.
    """
    unpacker = _deep_unpacker(picture)
    if unpacker == GREY_ALPHA:
        _set_unpacker(picture, "RGBA")
        parts = np.asarray(picture)
        return _joined(parts[..., 0], parts[..., 1]), np.ascontiguousarray(parts[..., 2])
    if unpacker:
        high = np.asarray(picture)
        _set_unpacker(reopened, _partner(unpacker))
        low = np.asarray(reopened)
        values = _joined(high[..., :3], low[..., :3])
        return values, high[..., 3].copy() if high.shape[2] == 4 else _opaque_but(values, picture)
    values = _plain_values(picture)
    return values, _opaque_but(values, picture)


def _plain_values(picture: Picture) -> Values:
    values = np.asarray(picture)
    if picture.mode == "I" and _is_unsigned(picture):
        values = values.view(np.uint32)
    return values.astype(np.float64 if values.dtype.itemsize == 4 and values.dtype.kind != "f" else np.float32)


def _is_unsigned(picture: Picture) -> bool:
    """Whether a TIFF of 32-bit values counts from 0: Pillow gives them as signed numbers."""
    tags = getattr(picture, "tag_v2", None)
    return tags is not None and tags.get(339, (1,))[0] == 1 and tags.get(258, (0,))[0] == 32


def _opaque_but(values: Values, picture: Picture) -> Alpha | None:
    """Opacity where one value, or one colour, stands for transparent."""
    clear = picture.info.get("transparency")
    if not isinstance(clear, int | tuple):
        return None
    same = values == np.asarray(clear)
    return np.where(same.all(axis=2) if same.ndim == 3 else same, 0, 255).astype(np.uint8)


def _joined(high: npt.NDArray[np.uint8], low: npt.NDArray[np.uint8]) -> Values:
    return high.astype(np.float32) * 256 + low


def _deep_unpacker(picture: Picture) -> str:
    """The unpacker of 16-bit colours that the picture will be read with; empty where it has 8 bits or no colours."""
    if not picture.tile:
        return ""
    args: Any = picture.tile[0].args
    name = args if isinstance(args, str) else args[0] if isinstance(args, tuple) and args else ""
    return name if name in _OTHER_BYTE or name in _NATIVE or name == GREY_ALPHA else ""


def _partner(unpacker: str) -> str:
    if unpacker in _NATIVE:
        low_end_first, high_end_first = _NATIVE[unpacker]
        return high_end_first if np.little_endian else low_end_first
    return _OTHER_BYTE[unpacker]


def _set_unpacker(picture: Picture, unpacker: str) -> None:
    tiles = []
    for tile in picture.tile:
        args: Any = tile.args
        tiles.append(tile._replace(args=unpacker if isinstance(args, str) else (unpacker, *args[1:])))
    picture.tile = tiles
