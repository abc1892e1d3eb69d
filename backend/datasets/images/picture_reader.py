"""Decodes many image files to one size by one rule, and says what was done to them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import KW_ONLY, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from backend.datasets.base import Cancel, DataError, LazyImages, Size, check_cancelled
from backend.datasets.images.file_faults import UnreadableImage
from backend.datasets.images.picture_sample import PictureSample
from backend.datasets.images.pixel_decoding import read_deep_values
from backend.datasets.images.pixel_range import PixelRange, RangeMeter
from backend.datasets.notes import NOTES
from backend.datasets.own.folders.walking import name_list, printable
from backend.datasets.streaming.decode_files import decode_files
from backend.datasets.streaming.decoding import Decoding
from backend.datasets.streaming.file_images import FileImages
from backend.datasets.streaming.reading_choice import ReadingChoice, choose_reading
from backend.datasets.streaming.reading_pool import RowResult
from backend.datasets.time_left import with_time_left
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.common.progress import Progress

DARK = 16
"""A set without a pixel of this value is nearly black."""

EVERY = 50
"""The number of files between two reports of progress and checks for cancelling."""

Chunk = tuple[npt.NDArray[np.uint8], list[RowResult]]

READING = QT_TRANSLATE_NOOP("Data", "Reading images")


@dataclass(slots=True)
class PictureReader:
    """Decodes images to one size by one range of values, and counts what is to be said of them.

    Every file is decoded once even if the images are to be streamed: what cannot be read must be known before the data are
    divided, and what is said of them does not depend on how they are read.
    """

    root: Path
    size: Size
    total: int
    progress: Progress
    cancelled: Cancel
    _: KW_ONLY
    fit: str
    earlier: Mapping[str, Any] = field(default_factory=dict)
    """The rule of an earlier run, whose range of values is kept."""

    planes: int = 0
    """How many more channels of the same size are kept for each image, such as its mask."""

    pixels: PixelRange | None = None
    done: int = 0
    transparent: int = 0
    colourful: int = 0
    several: int = 0
    fitted: int = 0
    brightest: int = 0
    broken: list[tuple[str, UnreadableImage]] = field(default_factory=list)
    choice: ReadingChoice = field(init=False)
    _timed: Progress = field(init=False)

    def __post_init__(self) -> None:
        """Raises :class:`DataError` for images of which not even a batch fits into memory."""
        self.choice = choose_reading(self.total, (self.size[0] + self.planes, *self.size[1:]))
        self._timed = with_time_left(self.progress)

    def measure(self, paths: Iterable[str]) -> None:
        """Decide the range of values of all images that have more than 8 bits, unless it is that of an earlier run.

        Raises :class:`DataCancelled`, and :class:`DataError` where the earlier range cannot be read, or no value is a number.
        """
        if "range" in self.earlier:
            self.pixels = PixelRange.parse(self.earlier["range"])
            return
        meter, progress = RangeMeter(), with_time_left(self.progress)
        text = Message.of(QT_TRANSLATE_NOOP("Data", "Looking for the range of the values"))
        shallow = 0
        for done, path in enumerate(paths):
            if done % EVERY == 0:
                check_cancelled(self.cancelled)
                progress(text, done, self.total)
            try:
                values = read_deep_values(path)
            except UnreadableImage:
                continue  # is said when it is decoded
            if values is None:
                shallow += 1
            else:
                meter.add(values)
        if meter.images and not meter.samples and not shallow:
            empty = QT_TRANSLATE_NOOP(
                "Data", "The images in {folder} hold no picture: none of the values in any of the {count:,} is a number."
            )
            raise DataError(empty, folder=printable(self.root), count=meter.images)
        self.pixels = meter.result()

    def read(self, paths: Sequence[str]) -> tuple[npt.NDArray[np.uint8] | LazyImages, npt.NDArray[np.int64]]:
        """The images (M, C, H, W), to be streamed if they are too many, and which of the `paths` they are, int64 (M,).

        Those that cannot be read are left out and counted. Raises :class:`DataCancelled` and :class:`DataError`.
        """
        decoding = Decoding(size=self.size, fit=self.fit, pixels=self.pixels)
        made = None if self.choice.streamed else np.empty((len(paths), *self.size), np.uint8)
        kept: list[int] = []
        begin = self.done
        with closing(decode_files(paths, decoding, self.cancelled)) as chunks:
            for rows, results in self._watch(chunks):
                first, before = self.done - begin, len(kept)
                for path, result in zip(paths[first : first + len(results)], results, strict=True):
                    self._count(path, result)
                good = [at for at, result in enumerate(results) if result.failure is None]
                kept += [first + at for at in good]
                readable = rows if len(good) == len(results) else rows[good]
                self.brightest = max(self.brightest, int(readable.max(initial=0)))
                if made is not None:
                    made[before : len(kept)] = readable
                self.done += len(results)
        chosen = np.array(kept, np.int64)
        return (FileImages(paths, decoding, chosen) if made is None else made[: len(kept)]), chosen

    def rule(self) -> dict[str, Any]:
        """How files became pixels, where that was decided by looking at the whole set."""
        return {} if self.pixels is None else {"range": self.pixels.record()}

    def finish(self) -> None:
        """Report that all is read."""
        self.progress(Message.of(READING), self.total, self.total)

    def notes(self, sample: PictureSample) -> Iterator[Message]:
        """What was done to the images, of which `sample` tells the sizes, and which could not be read."""
        yield from self._size_notes(sample)
        yield from self.choice.notes
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

    def _watch(self, chunks: Iterator[Chunk]) -> Iterator[Chunk]:
        """The chunks; before each of them progress is reported, and whether to give up is asked."""
        while True:
            check_cancelled(self.cancelled)
            if self.done < self.total:
                self._timed(Message.of(READING), self.done, self.total)
            chunk = next(chunks, None)
            if chunk is None:
                return
            yield chunk

    def _count(self, path: str, result: RowResult) -> None:
        if result.failure is not None:
            self.broken.append((path, result.failure))
        self.transparent += "transparent" in result.flags
        self.colourful += "colourful" in result.flags
        self.several += "several" in result.flags
        self.fitted += "fitted" in result.flags


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
