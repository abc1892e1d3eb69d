"""How the files of a data set become rows of bytes: the same in every process, so that it does not matter who decodes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from backend.datasets.base import Size
from backend.datasets.images.pixel_decoding import decode_image
from backend.datasets.images.pixel_range import PixelRange

BETWEEN = "\0"
"""Between two paths that are decoded together and stand for the last of them, a mask: no path holds it."""

FLAGS = ("transparent", "colourful", "several", "fitted")
"""What is to be said of an image, see :class:`backend.datasets.images.pixel_decoding.Decoded`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoding:
    """What is made of every file: an image of `size` (C, H, W).

    `fit` is what is done to images of another form, `pixels` the range of the whole set, by which values of more than 8 bits
    become bytes.
    """

    size: Size
    fit: str = "letterbox"
    pixels: PixelRange | None = None

    def record(self) -> dict[str, Any]:
        """As JSON values."""
        return {"size": list(self.size), "fit": self.fit, "pixels": None if self.pixels is None else self.pixels.record()}

    @classmethod
    def parse(cls, record: Mapping[str, Any]) -> Decoding:
        """The value that :meth:`record` wrote down."""
        channels, height, width = record["size"]
        pixels = None if record["pixels"] is None else PixelRange.parse(record["pixels"])
        return cls(size=(channels, height, width), fit=record["fit"], pixels=pixels)

    def decode(self, path: str, row: npt.NDArray[np.uint8]) -> tuple[str, ...]:
        """Write the image at `path` into `row` (C, H, W); gives its flags. Raises UnreadableImage."""
        decoded = decode_image(path, self.size, pixels=self.pixels, fit=self.fit)
        row[...] = decoded.pixels
        return tuple(flag for flag in FLAGS if getattr(decoded, flag))


def shown_path(path: str) -> str:
    """The path that a person knows a file by; of two that are decoded together the last."""
    return path.rpartition(BETWEEN)[2]
