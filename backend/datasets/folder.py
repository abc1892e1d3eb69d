"""A folder of images as a data set: one folder per class, with or without folders for train, validation and test."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field
from pathlib import Path
from statistics import median_low

import numpy as np
import numpy.typing as npt

from backend.datasets.base import (
    Cancel,
    DataError,
    DatasetInfo,
    DataSource,
    Images,
    LoadedData,
    Size,
    check_cancelled,
    never,
    quiet,
)
from backend.datasets.folder_scan import FolderScan, scan_folder
from backend.datasets.folder_walk import name_list, printable
from backend.datasets.image_decoding import ImageHead, decode_image, is_colourful, read_deep_values, read_head
from backend.datasets.image_faults import UnreadableImage
from backend.datasets.notes import NOTES
from backend.datasets.pixel_range import PixelRange, RangeMeter
from backend.datasets.resizing import check_memory
from backend.datasets.time_left import with_time_left
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.common.progress import Progress
from builder.tasks.base import Target

LOOKED_AT, LOOKED_INTO = 200, 24
"""Of how many files the head is read, and how many are searched for colour, to describe the folder."""

KEPT_SIDE, MADE_SIDE = 96, 64
"""Images of one size keep it if no side is larger than KEPT_SIDE; for all others MADE_SIDE is suggested."""

UNEQUAL = 10
"""How many times the smallest class the largest one has to be for a remark."""

DARK = 16
"""A set without a pixel of this value is nearly black."""

EVERY = 50
"""The number of files between two reports of progress and checks for cancelling."""

READING = QT_TRANSLATE_NOOP("Data", "Reading images")


@dataclass(frozen=True, slots=True)
class FolderSource(DataSource):
    """The images under the folder whose path is the name of this source."""

    def info(self) -> DatasetInfo:
        """Classes and counts by the names of files, a size and colours by the heads of some of them."""
        return _info(self.name, scan_folder(Path(self.name)))

    def ready(self) -> bool:
        """Whether the folder is there."""
        return Path(self.name).is_dir()

    def location(self) -> str:
        """The folder."""
        return self.name

    def files(self) -> Mapping[str, Path]:
        """All images by their paths inside of the folder, with slashes."""
        scan = scan_folder(Path(self.name))
        paths = (path for by_class in scan.files.values() for of_class in by_class for path in of_class)
        return {relative_name(path, scan.root): Path(path) for path in paths}

    def load(self, progress: Progress = quiet, cancelled: Cancel = never) -> LoadedData:
        """Decode every image to the size that suits the folder."""
        scan = scan_folder(Path(self.name), progress, cancelled)
        info = _info(self.name, scan)
        return _load_scan(scan, info, info.input_shape, progress, cancelled, fit="letterbox")

    def load_for(
        self, size: Size, target: Target, progress: Progress = quiet, cancelled: Cancel = never, *, fit: str = "letterbox"
    ) -> LoadedData:
        """Decode every image to `size` at once, so that nothing is resized twice."""
        scan = scan_folder(Path(self.name))
        info = _info(self.name, scan)
        info.target(target.kind)
        return _load_scan(scan, info, size, progress, cancelled, fit=fit)


@dataclass(slots=True)
class _Reader:
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

    def measure(self, paths: Iterator[str]) -> None:
        """Decide the range of values of all images that have more than 8 bits; raises :class:`DataCancelled`."""
        meter = RangeMeter()
        text = Message.of(QT_TRANSLATE_NOOP("Data", "Looking for the range of the values"))
        for done, path in enumerate(paths):
            if done % EVERY == 0:
                check_cancelled(self.cancelled)
                self.progress(text, done, self.total)
            try:
                values = read_deep_values(path)
            except UnreadableImage:
                continue  # is said when it is decoded
            if values is not None:
                meter.add(values)
        self.pixels = meter.result()

    def read_split(self, by_class: Sequence[Sequence[str]]) -> Images:
        """The images of one split; those that cannot be read are left out and counted. Raises :class:`DataCancelled`."""
        count = sum(map(len, by_class))
        made, labels = np.empty((count, *self.size), np.uint8), np.empty(count, np.int64)
        kept, names = 0, []
        for label, paths in enumerate(by_class):
            for path in paths:
                if self._decode(path, made, kept):
                    labels[kept] = label
                    names.append(relative_name(path, self.root))
                    kept += 1
        self.brightest = max(self.brightest, int(made[:kept].max(initial=0)))
        return Images.of_classes(made[:kept], labels[:kept], tuple(names))

    def _decode(self, path: str, made: npt.NDArray[np.uint8], row: int) -> bool:
        if self.done % EVERY == 0:
            check_cancelled(self.cancelled)
            self.progress(Message.of(READING), self.done, self.total)
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


def _info(name: str, scan: FolderScan) -> DatasetInfo:
    heads, colour = _sample_heads(scan)
    height, width = suggest_size([(each.height, each.width) for each in heads])
    return DatasetInfo(
        name=name,
        title=Path(name).name or name,
        description=Message.of(
            QT_TRANSLATE_NOOP("Data", "{total:,} images of {classes:,} classes in {folder}."),
            total=sum(scan.counts.values()),
            classes=len(scan.classes),
            folder=scan.root,
        ),
        input_shape=(3 if colour else 1, height, width),
        classes=scan.classes,
        counts=scan.counts,
    )


def _sample_heads(scan: FolderScan) -> tuple[list[ImageHead], bool]:
    """The heads of some images of every class, and whether any of a few decoded ones shows colour; raises DataError."""
    paths = _pick_evenly(scan.files["train"], LOOKED_AT)
    read = []
    for path in paths:
        try:
            read.append((path, read_head(path)))
        except UnreadableImage:
            continue
    if not read:
        none = QT_TRANSLATE_NOOP("Data", "None of the {count:,} images looked at in {folder} can be read.")
        raise DataError(none, count=len(paths), folder=scan.root)
    coloured = [path for path, each in read if each.colour]
    return [each for _, each in read], any(map(_shows_colour, coloured[:: max(1, len(coloured) // LOOKED_INTO)]))


def _shows_colour(path: str) -> bool:
    try:
        return is_colourful(path)
    except UnreadableImage:
        return False


def _pick_evenly(by_class: Sequence[Sequence[str]], most: int) -> list[str]:
    """At most about `most` paths: equally many of each class, evenly spaced in it, and at least one."""
    each = max(1, most // len(by_class))
    return [path for paths in by_class for path in paths[:: max(1, -(-len(paths) // each))]][: max(most, len(by_class))]


def suggest_size(sizes: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Height and width that suit images of these sizes: their own where all agree and are small, else small ones."""
    heights, widths = [height for height, _ in sizes], [width for _, width in sizes]
    if len(set(sizes)) == 1 and max(sizes[0]) <= KEPT_SIDE:
        return sizes[0]
    if len(set(sizes)) == 1:
        scale = MADE_SIDE / max(sizes[0])
        return max(1, round(sizes[0][0] * scale)), max(1, round(sizes[0][1] * scale))
    side = min(MADE_SIDE, max(8, median_low([*heights, *widths])))
    return side, side


def _load_scan(
    scan: FolderScan, info: DatasetInfo, size: Size, progress: Progress, cancelled: Cancel, *, fit: str
) -> LoadedData:
    check_memory(info.total, size, copies=2)  # what is read, and the splits that it is divided into
    reader = _Reader(scan.root, size, info.total, with_time_left(progress), cancelled, fit=fit)
    reader.measure(path for by_class in scan.files.values() for paths in by_class for path in paths)
    reader.progress = with_time_left(progress)
    parts = {split: reader.read_split(by_class) for split, by_class in scan.files.items()}
    progress(Message.of(READING), info.total, info.total)
    for name, count in zip(scan.classes, parts["train"].per_class(len(scan.classes)), strict=True):
        if not count:
            none = QT_TRANSLATE_NOOP("Data", "None of the images of the class {name} in {folder} can be read.")
            raise DataError(none, name=name, folder=scan.root)
    own = {split: part for split, part in parts.items() if len(part)}
    counts = {split: part.per_class(len(scan.classes)) for split, part in own.items()}
    notes = (*scan.notes, *_notes(reader, scan), *class_notes(scan.classes, counts))
    return LoadedData(
        info,
        own["train"],
        val=own.get("val"),
        test=own.get("test"),
        rule={} if reader.pixels is None else {"range": reader.pixels.record()},
        notes=notes,
        location=str(scan.root),
    )


def _notes(reader: _Reader, scan: FolderScan) -> Iterator[Message]:
    """What was done to the images, and which could not be read."""
    channels, height, width = reader.size
    sizes = sorted({(each.height, each.width) for each in _sample_heads(scan)[0]}, key=math.prod)
    first, last = (f"{high}×{wide}" for high, wide in (sizes[0], sizes[-1]))
    target, count = f"{height}×{width}", reader.done - len(reader.broken)
    if len(sizes) > 1:
        yield Message.of(NOTES["folder-resized-many"], first=first, last=last, target=target)
    elif first != target:
        yield Message.of(NOTES["folder-resized"], first=first, target=target)
    if reader.fitted:
        yield Message.of(NOTES[reader.fit], count=reader.fitted)
    yield from _colour_notes(channels, reader.colourful, count)
    if reader.pixels is not None:
        yield from reader.pixels.notes(count)
    if count and reader.brightest < DARK:
        yield Message.of(NOTES["nearly-black"], most=reader.brightest)
    if reader.transparent:
        yield Message.of(NOTES["transparent"], count=reader.transparent)
    if reader.several:
        yield Message.of(NOTES["several-pictures"], count=reader.several)
    yield from broken_notes(reader.broken, scan.root)


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


def class_notes(classes: Sequence[str], counts: Mapping[str, Sequence[int]]) -> Iterator[Message]:
    """Classes of a single image, and classes of very unequal size; `counts` are those of each split."""
    single = [name for name, *each in zip(classes, *counts.values(), strict=True) if sum(each) == 1]
    if single:
        yield Message.of(NOTES["single-images"], names=name_list(single))
    train = counts["train"]
    large, small = max(train, default=0), min(train, default=0)
    if large >= UNEQUAL * max(small, 1):
        yield Message.of(
            NOTES["imbalance"],
            large=classes[train.index(large)],
            most=large,
            small=classes[train.index(small)],
            least=small,
            share=large / sum(train),
        )


def relative_name(path: str, root: Path) -> str:
    """What a file of a folder is called wherever the folder lies: its path inside, with slashes."""
    prefix = os.path.join(root, "")  # noqa: PTH118 - many files
    inside = path[len(prefix) :] if path.startswith(prefix) else os.path.relpath(path, root)
    return inside.replace(os.sep, "/")
