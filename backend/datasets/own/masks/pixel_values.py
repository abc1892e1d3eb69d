"""The pixels of masks: class numbers, or colours that stand for classes; and the values that a whole set of masks holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from backend.datasets.base import Cancel, check_cancelled
from backend.datasets.images.file_faults import UnreadableImage
from backend.datasets.images.pixel_decoding import open_image
from backend.datasets.own.folders.walking import printable
from backend.datasets.time_left import with_time_left
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.common.progress import Progress

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

Pixels = npt.NDArray[np.uint32]
"""Class numbers, or colours as 0xRRGGBB, of a mask: (H, W)."""

MOST_VALUES = 256
"""A set of masks with more values is drawn with soft edges, or saved as JPEG."""

EVERY = 20


@dataclass(slots=True)
class MaskValues:
    """What masks hold: `indices` as numbers; `colours` of those that are coloured or have a palette.

    `coloured` counts masks without numbers of their own. `mixed` says that a number has different colours in different
    masks, so that only the colours mean something. `crowded` names the first mask with too many values.
    """

    indices: set[int] = field(default_factory=set)
    colours: set[int] = field(default_factory=set)
    palette: dict[int, int] = field(default_factory=dict)
    coloured: int = 0
    masks: int = 0
    mixed: bool = False
    lossy: int = 0
    crowded: str = ""

    @property
    def by_colour(self) -> bool:
        """Whether classes are told by colours."""
        return bool(self.coloured) or self.mixed

    @property
    def found(self) -> list[int]:
        """The values that stand for classes, in order."""
        return sorted(self.colours if self.by_colour else self.indices)

    def add(self, picture: Picture, path: str) -> None:
        """Take in an opened mask; raises what Pillow raises."""
        self.masks += 1
        self.lossy += picture.format in ("JPEG", "MPO")
        colours = _palette_of(picture)
        pixels, coloured = numbers_or_colours(picture)
        values = values_of(pixels)
        if coloured:
            self.coloured += 1
            self.colours.update(values)
        else:
            self.indices.update(values)
            for number in values:
                colour = colours.get(number, number * 0x010101) if colours else number * 0x010101
                self.mixed = self.mixed or self.palette.setdefault(number, colour) != colour
                self.colours.add(colour)
        if not self.crowded and len(self.colours) > MOST_VALUES:
            self.crowded = printable(path)


def collect_values(paths: Iterable[str], total: int, progress: Progress, cancelled: Cancel) -> MaskValues:
    """The values in all masks at `paths`; masks that cannot be read are left for later. Raises :class:`DataCancelled`."""
    found, report = MaskValues(), with_time_left(progress)
    text = Message.of(QT_TRANSLATE_NOOP("Data", "Looking for the classes in the masks"))
    for done, path in enumerate(paths):
        if done % EVERY == 0:
            check_cancelled(cancelled)
            report(text, done, total)
        try:
            with open_image(path) as picture:
                found.add(picture, path)
        except UnreadableImage:
            continue
    return found


def mask_pixels(picture: Picture, *, by_colour: bool) -> Pixels:
    """The pixels of an opened mask, upright: all of them colours, or numbers where the mask has them.

    Raises what Pillow raises.
    """
    from PIL import ImageOps

    return _colours(ImageOps.exif_transpose(picture)) if by_colour else numbers_or_colours(picture)[0]


def numbers_or_colours(picture: Picture) -> tuple[Pixels, bool]:
    """The pixels of an opened mask, upright, and whether they are colours. Equal channels are numbers."""
    from PIL import ImageOps

    picture = ImageOps.exif_transpose(picture)
    if picture.mode == "P":
        return np.asarray(picture).astype(np.uint32), False
    if picture.mode in ("I", "F") or picture.mode.startswith("I;16"):
        numbers = np.clip(np.nan_to_num(np.asarray(picture).astype(np.float64)), 0, 0xFFFFFF)
        return numbers.astype(np.uint32), False
    if picture.mode in ("1", "L", "LA", "La"):
        return np.asarray(picture.convert("L")).astype(np.uint32), False
    colours = _colours(picture)
    grey = (colours & 255) * 0x010101 == colours
    return ((colours & 255).astype(np.uint32), False) if grey.all() else (colours, True)


def _colours(picture: Picture) -> Pixels:
    if picture.mode in ("I", "F") or picture.mode.startswith("I;16"):
        return np.minimum(numbers_or_colours(picture)[0], 255) * np.uint32(0x010101)
    channels = np.asarray(picture.convert("RGB")).astype(np.uint32)
    return ((channels[..., 0] << 16) | (channels[..., 1] << 8) | channels[..., 2]).astype(np.uint32)


def values_of(pixels: Pixels) -> list[int]:
    """The different values in a mask: sought only where neighbours differ, since masks are made of areas."""
    flat = pixels.reshape(-1)
    begins = np.concatenate(([0], np.flatnonzero(flat[1:] != flat[:-1]) + 1)) if flat.size else np.empty(0, np.int64)
    return [int(value) for value in np.unique(flat[begins])]


def _palette_of(picture: Picture) -> dict[int, int]:
    """Number -> colour of a picture with a palette."""
    flat = (picture.getpalette("RGB") or []) if picture.mode == "P" else []
    return {at // 3: (flat[at] << 16) | (flat[at + 1] << 8) | flat[at + 2] for at in range(0, len(flat) - 2, 3)}
