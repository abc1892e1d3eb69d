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
from backend.datasets.folder_scan import FolderScan, name_list, scan_folder
from backend.datasets.image_decoding import ImageHead, UnreadableImage, decode_image, is_colourful, read_head
from backend.datasets.notes import NOTES
from backend.datasets.resizing import check_memory, size_notes
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.common.progress import Progress
from builder.tasks.base import Target

LOOKED_AT, LOOKED_INTO = 200, 24
"""Of how many files the head is read, and how many are searched for colour, to describe the folder."""

KEPT_SIDE, MADE_SIDE = 96, 64
"""Images of one size keep it if no side is larger than KEPT_SIDE; for all others MADE_SIDE is suggested."""

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
        scan = scan_folder(Path(self.name))
        info = _info(self.name, scan)
        return _load_scan(scan, info, info.input_shape, progress, cancelled)

    def load_for(
        self, size: Size, target: Target, progress: Progress = quiet, cancelled: Cancel = never, *, fit: str = "letterbox"
    ) -> LoadedData:
        """Decode every image to `size` at once, so that nothing is resized twice."""
        del fit
        scan = scan_folder(Path(self.name))
        info = _info(self.name, scan)
        info.target(target.kind)
        return _load_scan(scan, info, size, progress, cancelled)


@dataclass(slots=True)
class _Reader:
    """Decodes images to one size, and counts those that are transparent or broken."""

    root: Path
    size: Size
    total: int
    progress: Progress
    cancelled: Cancel
    _: KW_ONLY
    done: int = 0
    transparent: int = 0
    broken: list[str] = field(default_factory=list)

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
        return Images.of_classes(made[:kept], labels[:kept], tuple(names))

    def _decode(self, path: str, made: npt.NDArray[np.uint8], row: int) -> bool:
        if self.done % EVERY == 0:
            check_cancelled(self.cancelled)
            self.progress(Message.of(READING), self.done, self.total)
        self.done += 1
        try:
            made[row], clear = decode_image(path, self.size)
        except UnreadableImage:
            self.broken.append(path)
            return False
        self.transparent += clear
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


def _load_scan(scan: FolderScan, info: DatasetInfo, size: Size, progress: Progress, cancelled: Cancel) -> LoadedData:
    check_memory(info.total, size, copies=2)  # what is read, and the splits that it is divided into
    reader = _Reader(scan.root, size, info.total, progress, cancelled)
    parts = {split: reader.read_split(by_class) for split, by_class in scan.files.items()}
    progress(Message.of(READING), info.total, info.total)
    for name, count in zip(scan.classes, parts["train"].per_class(len(scan.classes)), strict=True):
        if not count:
            none = QT_TRANSLATE_NOOP("Data", "None of the images of the class {name} in {folder} can be read.")
            raise DataError(none, name=name, folder=scan.root)
    own = {split: part for split, part in parts.items() if len(part)}
    notes = (*scan.notes, *_notes(reader, scan, info))
    return LoadedData(info, own["train"], val=own.get("val"), test=own.get("test"), notes=notes, location=str(scan.root))


def _notes(reader: _Reader, scan: FolderScan, info: DatasetInfo) -> Iterator[Message]:
    channels, height, width = reader.size
    sizes = sorted({(each.height, each.width) for each in _sample_heads(scan)[0]}, key=math.prod)
    first, last = (f"{high}×{wide}" for high, wide in (sizes[0], sizes[-1]))
    target = f"{height}×{width}"
    if len(sizes) > 1:
        yield Message.of(NOTES["folder-resized-many"], first=first, last=last, target=target)
    elif first != target:
        yield Message.of(NOTES["folder-resized"], first=first, target=target)
    if channels != info.input_shape[0]:
        yield size_notes(info.input_shape, (channels, *info.input_shape[1:]))[0]
    if reader.transparent:
        yield Message.of(NOTES["transparent"], count=reader.transparent)
    if reader.broken:
        count = len(reader.broken)
        yield Message.of(
            NOTES["unreadable-file" if count == 1 else "unreadable-files"],
            count=count,
            files=_path_list(reader.broken, scan.root),
        )


def relative_name(path: str, root: Path) -> str:
    """What a file of a folder is called wherever the folder lies: its path inside, with slashes."""
    prefix = os.path.join(root, "")  # noqa: PTH118 - many files
    inside = path[len(prefix) :] if path.startswith(prefix) else os.path.relpath(path, root)
    return inside.replace(os.sep, "/")


def _path_list(paths: Sequence[str], root: Path) -> Message:
    return name_list([os.path.relpath(path, root) for path in paths], most=3)
