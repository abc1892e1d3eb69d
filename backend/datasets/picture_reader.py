"""Decodes many image files to one size by one rule, and says what was done to them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import KW_ONLY, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from backend.datasets.base import Cancel, Size, check_cancelled
from backend.datasets.folder_walk import name_list, printable
from backend.datasets.image_decoding import decode_image, read_deep_values
from backend.datasets.image_faults import UnreadableImage
from backend.datasets.notes import NOTES
from backend.datasets.picture_sample import PictureSample
from backend.datasets.pixel_range import PixelRange, RangeMeter
from backend.datasets.time_left import with_time_left
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.common.progress import Progress

DARK = 16
"""A set without a pixel of this value is nearly black."""

EVERY = 50
"""The number of files between two reports of progress and checks for cancelling."""

READING = QT_TRANSLATE_NOOP("Data", "Reading images")


@dataclass(slots=True)
class PictureReader:
    """Decodes images to one size by one range of values, and counts what is to be said of them."""

    root: Path
    size: Size
    total: int
    progress: Progress
    cancelled: Cancel
    _: KW_ONLY
    fit: str
    pixels: PixelRange | None = None
    done: int = 0
    transparent: int = 0
    colourful: int = 0
    several: int = 0
    fitted: int = 0
    brightest: int = 0
    broken: list[tuple[str, UnreadableImage]] = field(default_factory=list)
    _timed: Progress = field(init=False)

    def __post_init__(self) -> None:
        self._timed = with_time_left(self.progress)

    def measure(self, paths: Iterable[str]) -> None:
        """Decide the range of values of all images that have more than 8 bits; raises :class:`DataCancelled`."""
        meter, progress = RangeMeter(), with_time_left(self.progress)
        text = Message.of(QT_TRANSLATE_NOOP("Data", "Looking for the range of the values"))
        for done, path in enumerate(paths):
            if done % EVERY == 0:
                check_cancelled(self.cancelled)
                progress(text, done, self.total)
            try:
                values = read_deep_values(path)
            except UnreadableImage:
                continue  # is said when it is decoded
            if values is not None:
                meter.add(values)
        self.pixels = meter.result()

    def read(self, paths: Sequence[str]) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
        """The images as uint8 (M, C, H, W), and which of the `paths` they are, int64 (M,).

        Those that cannot be read are left out and counted. Raises :class:`DataCancelled`.
        """
        made = np.empty((len(paths), *self.size), np.uint8)
        kept: list[int] = []
        for index, path in enumerate(paths):
            if self._decode(path, made, len(kept)):
                kept.append(index)
        made = made[: len(kept)]
        self.brightest = max(self.brightest, int(made.max(initial=0)))
        return made, np.array(kept, np.int64)

    def rule(self) -> dict[str, Any]:
        """How files became pixels, where that was decided by looking at the whole set."""
        return {} if self.pixels is None else {"range": self.pixels.record()}

    def finish(self) -> None:
        """Report that all is read."""
        self.progress(Message.of(READING), self.total, self.total)

    def notes(self, sample: PictureSample) -> Iterator[Message]:
        """What was done to the images, of which `sample` tells the sizes, and which could not be read."""
        yield from self._size_notes(sample)
        count = self.done - len(self.broken)
        yield from _colour_notes(self.size[0], self.colourful, count)
        if self.pixels is not None:
            yield from self.pixels.notes(count)
        if count and self.brightest < DARK:
            yield Message.of(NOTES["nearly-black"], most=self.brightest)
        if self.transparent:
            yield Message.of(NOTES["transparent"], count=self.transparent)
        if self.several:
            yield Message.of(NOTES["several-pictures"], count=self.several)
        yield from broken_notes(self.broken, self.root)

    def _size_notes(self, sample: PictureSample) -> Iterator[Message]:
        target = f"{self.size[1]}×{self.size[2]}"
        first, last = (f"{height}×{width}" for height, width in sample.extremes)
        if len(set(sample.sizes)) > 1:
            yield Message.of(NOTES["folder-resized-many"], first=first, last=last, target=target)
        elif first != target:
            yield Message.of(NOTES["folder-resized"], first=first, target=target)
        if self.fitted:
            yield Message.of(NOTES[self.fit], count=self.fitted)

    def _decode(self, path: str, made: npt.NDArray[np.uint8], row: int) -> bool:
        if self.done % EVERY == 0:
            check_cancelled(self.cancelled)
            self._timed(Message.of(READING), self.done, self.total)
        self.done += 1
        try:
            decoded = decode_image(path, self.size, pixels=self.pixels, fit=self.fit)
        except UnreadableImage as error:
            self.broken.append((path, error))
            return False
        made[row] = decoded.pixels
        self.transparent += decoded.transparent
        self.colourful += decoded.colourful
        self.several += decoded.several
        self.fitted += decoded.fitted
        return True


def _colour_notes(channels: int, colourful: int, total: int) -> Iterator[Message]:
    """What is done to the `colourful` ones of `total` images, and to the grey ones."""
    if channels == 1 and colourful:
        whole = colourful == total
        yield Message.of(NOTES["colour-to-grey" if whole else "colour-among-grey"], **_shares(whole, colourful, total))
    if channels == 3 and colourful < total:
        whole = not colourful
        yield Message.of(NOTES["grey-to-colour" if whole else "grey-among-colour"], **_shares(whole, total - colourful, total))


def _shares(whole: bool, count: int, total: int) -> dict[str, int]:
    return {} if whole else {"count": count, "total": total}


def broken_notes(broken: Sequence[tuple[str, UnreadableImage]], root: Path) -> Iterator[Message]:
    """A line for each reason why files under `root` were left out, with the first of them."""
    by_fault: dict[str, list[tuple[str, UnreadableImage]]] = {}
    for path, error in broken:
        by_fault.setdefault(error.fault, []).append((path, error))
    for fault, files in sorted(by_fault.items()):
        names = name_list([printable(os.path.relpath(path, root)) for path, _ in files], most=3)
        detail = {"detail": files[0][1].detail} if files[0][1].detail else {}
        yield Message.of(NOTES[f"unreadable-{fault}"], count=len(files), files=names, **detail)


def relative_name(path: str, root: Path) -> str:
    """What a file of a folder is called wherever the folder lies: its path inside, with slashes."""
    prefix = os.path.join(root, "")  # noqa: PTH118 - many files
    inside = path[len(prefix) :] if path.startswith(prefix) else os.path.relpath(path, root)
    return printable(inside.replace(os.sep, "/"))
