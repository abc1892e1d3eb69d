"""Samples as their task needs them: with labels, a mask, numbers, or beside the picture that the network shall give."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from backend.datasets.base import Images, LazyImages, Splits
from builder.tasks.classification import Classes
from builder.tasks.multilabel import Labels
from builder.tasks.reconstruction import SamePicture
from builder.tasks.regression import Numbers
from builder.tasks.segmentation import PixelClasses
from builder.tasks.super_resolution import LargerPicture
from gui.common.thumbnails import thumbnail
from gui.plots.colours import class_colours

GAP = 4
"""Between two pictures of one sample, in logical pixels."""

STRENGTH = 0.6
"""How much of a pixel under a mask is the colour of its class."""

SEARCHED = 20_000
"""Of more masks than that, only the first are searched for a class."""


class SamplePictures:
    """Pictures and words for the samples of `splits`."""

    def __init__(self, splits: Splits) -> None:
        """Nothing is drawn yet."""
        self.splits = splits
        self.target = splits.target

    @property
    def paired(self) -> bool:
        """Whether a sample is two pictures: what the network gets, and what it shall give."""
        target = self.target
        return isinstance(target, LargerPicture) or (isinstance(target, SamePicture) and bool(target.noise or target.masked))

    @cached_property
    def colours(self) -> list[QColor]:
        """The colours of the masks, as in the predictions; the first class is the ground and cannot be seen."""
        return class_colours(len(self.target.names)) if isinstance(self.target, PixelClasses) else []

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What samples can be searched by: classes or labels."""
        target = self.target
        return target.names if isinstance(target, Classes | Labels | PixelClasses) else self.splits.info.classes

    def part(self, split: str) -> Images:
        """The samples of one split."""
        return {"train": self.splits.train, "val": self.splits.val, "test": self.splits.test}[split]

    def picture(self, part: Images, index: int, side: int, ratio: float) -> QPixmap:
        """Sample `index` of `part`, which is in memory, at most `side` logical pixels high; `ratio` pixels each."""
        pixels, target = part.images[index], self.target
        if isinstance(target, PixelClasses):
            return thumbnail(with_mask(pixels, part.targets[index], self.colours), side, ratio)
        if isinstance(target, LargerPicture):
            whole = thumbnail(part.targets[index], side, ratio)
            return _side_by_side(thumbnail(pixels, max(1, side // target.factor), ratio), whole, side, ratio)
        if isinstance(target, SamePicture) and self.paired:
            seen = thumbnail(_corrupt(pixels, target, index), side, ratio)
            return _side_by_side(seen, thumbnail(pixels, side, ratio), side, ratio)
        return thumbnail(pixels, side, ratio)

    def words(self, part: Images, index: int) -> str:
        """The line below a sample: its class, its labels or its numbers; empty where the picture says all."""
        target = self.target
        if isinstance(target, Labels):
            return ", ".join(self._held(part, index)) or QCoreApplication.translate("Samples", "none")
        if isinstance(target, Numbers):
            return ", ".join(f"{value:.3g}" for value in part.targets[index])
        if isinstance(target, PixelClasses | LargerPicture | SamePicture):
            return self.splits.info.class_name(int(part.strata[index])) if target.kind == SamePicture.kind else ""
        return self.splits.info.class_name(int(part.strata[index]))

    def tip(self, part: Images, index: int, split: str, number: int) -> str:
        """Everything known of sample `index` of `part`, which is `number` in its `split`, in some lines."""
        template = {
            "train": QCoreApplication.translate("Samples", "Training image {0}"),
            "val": QCoreApplication.translate("Samples", "Validation image {0}"),
            "test": QCoreApplication.translate("Samples", "Test image {0}"),
        }[split]
        lines = [template.format(number)]
        if part.names:
            lines.append(part.names[index])
        target = self.target
        if isinstance(target, Numbers):
            lines += [f"{name} = {value:.4g}" for name, value in zip(target.names, part.targets[index], strict=True)]
        elif isinstance(target, PixelClasses):
            lines.append(", ".join(self._held(part, index)))
        elif isinstance(target, LargerPicture):
            small, large = part.images.shape, part.targets.shape
            sizes = QCoreApplication.translate("Samples", "{0}×{1} as the network gets it, {2}×{3} as it shall give it")
            lines.append(sizes.format(small[2], small[3], large[2], large[3]))
        elif isinstance(target, SamePicture) and self.paired:
            lines.append(QCoreApplication.translate("Samples", "As the network gets it, and as it shall give it"))
        elif words := self.words(part, index):
            lines.append(words)
        return "\n".join(lines)

    def found(self, part: Images, text: str, limit: int) -> list[int]:
        """Up to `limit` samples of the classes or labels whose name holds `text`, in turn; all samples for an empty text."""
        wanted = [number for number, name in enumerate(self.names) if text.strip().casefold() in name.casefold()]
        if not text.strip() or not self.names:
            wanted = list(range(len(self.names)))
            if not isinstance(self.target, Labels | PixelClasses):
                return _over_groups(part.strata, limit)
            return list(range(min(limit, len(part))))
        if isinstance(self.target, Labels):
            hits = np.flatnonzero(part.targets[:][:, wanted].any(axis=1)) if wanted else np.zeros(0, np.int64)
            return [int(index) for index in hits[:limit]]
        if isinstance(self.target, PixelClasses):
            shown: list[int] = []
            for index in range(min(len(part), SEARCHED)):
                if len(shown) == limit:
                    break
                if np.isin(wanted, part.targets[index]).any():
                    shown.append(index)
            return shown
        return _over_groups(np.where(np.isin(part.strata, wanted), part.strata, -1), limit)

    def _held(self, part: Images, index: int) -> list[str]:
        """The labels or classes in one sample."""
        if isinstance(self.target, Labels):
            return [name for name, held in zip(self.target.names, part.targets[index], strict=True) if held]
        inside = np.unique(part.targets[index])
        return [self.target.names[number] for number in inside.tolist() if number < len(self.target.names)]


def in_memory(part: Images) -> bool:
    """Whether the samples need not be read from files."""
    return not isinstance(part.images, LazyImages) and not isinstance(part.targets, LazyImages)


def read_samples(part: Images, indices: Sequence[int]) -> Images:
    """The samples at these `indices`, in memory; raises :class:`DataError` for a file that cannot be read any more."""
    chosen = np.asarray(indices, np.int64)
    images = part.images[chosen]
    targets = images if part.targets is part.images else part.targets[chosen]
    names = tuple(part.names[index] for index in indices) if part.names else ()
    return Images(images, targets, part.strata[chosen], names)


def _over_groups(strata: NDArray[np.int64], limit: int) -> list[int]:
    """Up to `limit` positions in `strata` (n,) whose number is not negative: the first of each number, then the second."""
    kept = np.flatnonzero(strata >= 0)
    order = kept[np.argsort(strata[kept], kind="stable")]
    groups, starts = np.unique(strata[order], return_index=True)
    if not len(groups):
        return []
    ranks = np.arange(len(order)) - np.repeat(starts, np.diff([*starts, len(order)]))
    turn = np.lexsort((strata[order], ranks))[:limit]
    return [int(index) for index in order[turn]]


def with_mask(pixels: NDArray[np.uint8], mask: NDArray[np.uint8], colours: Sequence[QColor]) -> NDArray[np.uint8]:
    """`pixels` (C, H, W) in colour, (3, H, W), under the classes of `mask` (H, W); those without a colour are left clear."""
    image = np.repeat(pixels[:1], 3, axis=0) if len(pixels) < 3 else pixels[:3]
    painted = image.astype(np.float32)
    for number, colour in enumerate(colours):
        inside = mask == number
        if colour.alpha() and inside.any():
            for channel, level in enumerate((colour.red(), colour.green(), colour.blue())):
                painted[channel][inside] += STRENGTH * (level - painted[channel][inside])
    made: NDArray[np.uint8] = painted.round().clip(0, 255).astype(np.uint8)
    return made


def _corrupt(pixels: NDArray[np.uint8], target: SamePicture, index: int) -> NDArray[np.uint8]:
    """`pixels` (C, H, W) with noise and mask as strong as in a training; drawn without torch, so with other random numbers."""
    picker = np.random.default_rng(index)
    image = pixels.astype(np.float32) / 255
    if target.noise:
        image = (image + picker.normal(0, target.noise, image.shape)).clip(0, 1)
    if target.masked:
        image = image * (picker.random(image.shape[1:]) >= target.masked)
    corrupted: NDArray[np.uint8] = (image * 255).round().astype(np.uint8)
    return corrupted


def _side_by_side(left: QPixmap, right: QPixmap, side: int, ratio: float) -> QPixmap:
    """Two pictures in boxes of `side` logical pixels, what comes in at the left."""
    canvas = QPixmap(round((2 * side + GAP) * ratio), round(side * ratio))
    canvas.setDevicePixelRatio(ratio)
    canvas.fill(Qt.GlobalColor.transparent)
    painter = QPainter(canvas)
    for place, picture in enumerate((left, right)):
        size = picture.deviceIndependentSize()
        box = QRectF(place * (side + GAP), 0, side, side)
        corner = box.center() - QPointF(size.width() / 2, size.height() / 2)
        painter.drawPixmap(corner, picture)
    painter.end()
    return canvas
