"""How masks become class numbers: as their images are scaled, by one rule for all, the same in every process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from backend.datasets.base import Key, LazyImages, Size
from backend.datasets.images.file_faults import UnreadableImage
from backend.datasets.images.pixel_decoding import open_image, read_head
from backend.datasets.images.resizing import fit_picture, scaled_size
from backend.datasets.own.masks.mask_classes import MaskClasses
from backend.datasets.own.masks.pixel_values import mask_pixels
from backend.datasets.streaming.decoding import BETWEEN, Decoding
from backend.datasets.streaming.file_images import FileImages
from builder.common.messages import QT_TRANSLATE_NOOP, Message

Masks = npt.NDArray[np.uint8]


def decode_mask(image: str, path: str, size: Size, classes: MaskClasses, *, fit: str) -> Masks | None:
    """The mask (H, W) of an `image` for a `size` of (C, H, W); None where it has another size than the image.

    Raises :class:`UnreadableImage`.
    """
    from PIL import Image

    head = read_head(image)
    with open_image(path) as picture:
        pixels = mask_pixels(picture, by_colour=classes.by_colour)
    if pixels.shape != (head.height, head.width):
        return None
    wanted = size[2], size[1]
    whole = classes.apply(_nearest(pixels, scaled_size((head.width, head.height), wanted, fit)))
    return np.asarray(fit_picture(Image.fromarray(whole), wanted, fit, mask=True))


def _nearest(pixels: npt.NDArray[np.uint32], size: tuple[int, int]) -> npt.NDArray[np.uint32]:
    """Pixels (H, W) at `size` (width, height), each that of the nearest centre, as Pillow scales by nearest neighbours."""
    rows, columns = (
        np.minimum((np.arange(new) + 0.5) * old / new, old - 1).astype(np.int64)
        for new, old in zip(size[::-1], pixels.shape, strict=True)
    )
    chosen: npt.NDArray[np.uint32] = pixels[rows][:, columns]
    return chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class MaskDecoding(Decoding):
    """What is made of every mask: (1, H, W) class numbers. Its paths are those of image and mask with BETWEEN."""

    classes: MaskClasses

    def record(self) -> dict[str, Any]:
        """As JSON values."""
        return {**Decoding.record(self), "masks": self.classes.record()}

    @classmethod
    def parse(cls, record: Mapping[str, Any]) -> MaskDecoding:
        """The value that :meth:`record` wrote down."""
        plain, masks = Decoding.parse(record), record["masks"]
        classes = MaskClasses(
            names=tuple(masks["classes"]),
            values=tuple(masks["values"]),
            numbers=tuple(masks["numbers"]),
            by_colour=masks["by_colour"],
            soft=masks["soft"],
        )
        return cls(size=plain.size, fit=plain.fit, classes=classes)

    def decode(self, path: str, row: npt.NDArray[np.uint8]) -> tuple[str, ...]:
        """Write the mask of a pair of paths into `row` (1, H, W). Raises :class:`UnreadableImage`."""
        image, _, mask = path.partition(BETWEEN)
        made = decode_mask(image, mask, self.size, self.classes, fit=self.fit)
        if made is None:
            other = QT_TRANSLATE_NOOP("Data", "it has another size than its image")
            raise UnreadableImage("damaged", reason=Message.of(other))
        row[0] = made
        return ()


class MaskImages(LazyImages):
    """Masks uint8 (N, H, W) that are read when they are indexed."""

    ndim = 3

    def __init__(self, source: FileImages) -> None:
        """The masks of `source`, which has them as (N, 1, H, W)."""
        self.source = source

    @property
    def shape(self) -> tuple[int, ...]:
        """Number, height and width."""
        count, _, height, width = self.source.shape
        return count, height, width

    def __getitem__(self, key: Key) -> Masks:
        """One mask (H, W), or several (M, H, W). Raises :class:`DataError`."""
        return self.source[key][..., 0, :, :]

    def take(self, indices: npt.NDArray[np.int64]) -> MaskImages:
        """The masks with these `indices` (M,), unread."""
        return MaskImages(self.source.take(indices))
