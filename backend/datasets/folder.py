"""A folder of images as a data set: one folder a class, with or without folders for train, validation and test."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median_low

import numpy as np
import numpy.typing as npt

from backend.datasets.base import Cancel, DataError, DatasetInfo, Images, Loaded, Progress, Size, Source, check, never, quiet
from backend.datasets.folder_scan import Tree, explored
from backend.datasets.image_decoding import Head, Unreadable, head, is_colourful, pixels
from backend.datasets.resizing import check_memory, size_notes

LOOKED_AT, LOOKED_INTO = 200, 24
"""Of how many files the head is read, and of how many the colours, to tell what the folder holds."""

KEPT_SIDE, MADE_SIDE = 96, 64
"""Images that all have one size keep it up to the first; all others are suggested to be made the second."""

EVERY = 50
"""After how many files progress is told and the wish to stop is heard."""


@dataclass(frozen=True, slots=True)
class FolderSource(Source):
    """The images under the folder whose path is the name of this source."""

    def info(self) -> DatasetInfo:
        """Classes and counts by the names of files, a size and colours by the heads of some of them."""
        return _info(self.name, explored(Path(self.name)))

    def ready(self) -> bool:
        """Whether the folder is there."""
        return Path(self.name).is_dir()

    def location(self) -> str:
        """The folder."""
        return self.name

    def load(self, progress: Progress = quiet, cancelled: Cancel = never) -> Loaded:
        """Decode every image to the size that suits the folder."""
        tree = explored(Path(self.name))
        info = _info(self.name, tree)
        return _loaded(tree, info, info.input_shape, progress, cancelled)

    def load_for(self, size: Size, progress: Progress = quiet, cancelled: Cancel = never) -> Loaded:
        """Decode every image to `size` at once, so that nothing is resized twice."""
        tree = explored(Path(self.name))
        return _loaded(tree, _info(self.name, tree), size, progress, cancelled)


@dataclass(slots=True)
class _Reader:
    """Reads images of one size, and keeps count of what it met."""

    size: Size
    total: int
    progress: Progress
    cancelled: Cancel
    done: int = 0
    transparent: int = 0
    broken: list[str] = field(default_factory=list)

    def part(self, by_class: Sequence[Sequence[str]]) -> Images:
        """The images of one split; those that cannot be read are left out and counted."""
        count = sum(map(len, by_class))
        made, labels = np.empty((count, *self.size), np.uint8), np.empty(count, np.int64)
        kept = 0
        for label, paths in enumerate(by_class):
            for path in paths:
                if self._read(path, made, kept):
                    labels[kept] = label
                    kept += 1
        return Images(made[:kept], labels[:kept])

    def _read(self, path: str, made: npt.NDArray[np.uint8], row: int) -> bool:
        if self.done % EVERY == 0:
            check(self.cancelled)
            self.progress("Reading images", self.done, self.total)
        self.done += 1
        try:
            made[row], clear = pixels(path, self.size)
        except Unreadable:
            self.broken.append(path)
            return False
        self.transparent += clear
        return True


def _info(name: str, tree: Tree) -> DatasetInfo:
    heads, colour = _sampled(tree)
    height, width = suggested([(each.height, each.width) for each in heads])
    total = sum(tree.counts.values())
    return DatasetInfo(
        name=name,
        title=Path(name).name or name,
        description=f"{total:,} images of {len(tree.classes)} classes in {tree.root}.",
        input_shape=(3 if colour else 1, height, width),
        classes=tree.classes,
        counts=tree.counts,
    )


def _sampled(tree: Tree) -> tuple[list[Head], bool]:
    """The heads of some images of every class, and whether any that was looked into shows colour."""
    paths = _spread(tree.files["train"], LOOKED_AT)
    read = []
    for path in paths:
        try:
            read.append((path, head(path)))
        except Unreadable:
            continue
    if not read:
        raise DataError(f"None of the {len(paths):,} images looked at in {tree.root} can be read.")
    coloured = [path for path, each in read if each.colour]
    return [each for _, each in read], any(map(_colourful, coloured[:: max(1, len(coloured) // LOOKED_INTO)]))


def _colourful(path: str) -> bool:
    try:
        return is_colourful(path)
    except Unreadable:
        return False


def _spread(by_class: Sequence[Sequence[str]], most: int) -> list[str]:
    """At most about `most` paths, as many of each class, spread evenly over it; one of each class at least."""
    each = max(1, most // len(by_class))
    return [path for paths in by_class for path in paths[:: max(1, -(-len(paths) // each))]][: max(most, len(by_class))]


def suggested(sizes: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Height and width that suit images of these sizes: their own where all agree and are small, else small ones."""
    heights, widths = [height for height, _ in sizes], [width for _, width in sizes]
    if len(set(sizes)) == 1 and max(sizes[0]) <= KEPT_SIDE:
        return sizes[0]
    if len(set(sizes)) == 1:
        scale = MADE_SIDE / max(sizes[0])
        return max(1, round(sizes[0][0] * scale)), max(1, round(sizes[0][1] * scale))
    side = min(MADE_SIDE, max(8, median_low([*heights, *widths])))
    return side, side


def _loaded(tree: Tree, info: DatasetInfo, size: Size, progress: Progress, cancelled: Cancel) -> Loaded:
    check_memory(info.total, size, copies=2)  # what is read, and what it is divided into
    reader = _Reader(size, info.total, progress, cancelled)
    parts = {split: reader.part(by_class) for split, by_class in tree.files.items()}
    progress("Reading images", info.total, info.total)
    for name, count in zip(tree.classes, parts["train"].per_class(len(tree.classes)), strict=True):
        if not count:
            raise DataError(f"None of the images of the class {name} in {tree.root} can be read.")
    own = {split: part for split, part in parts.items() if len(part)}
    notes = (*tree.notes, *_notes(reader, tree, info))
    return Loaded(info, own["train"], own.get("val"), own.get("test"), notes, str(tree.root))


def _notes(reader: _Reader, tree: Tree, info: DatasetInfo) -> Iterator[str]:
    channels, height, width = reader.size
    sizes = sorted({(each.height, each.width) for each in _sampled(tree)[0]}, key=math.prod)
    if sizes != [(height, width)]:
        first, last = (f"{high}×{wide}" for high, wide in (sizes[0], sizes[-1]))
        yield f"Images of {first if len(sizes) == 1 else f'{first} to {last}'} are resized to {height}×{width}."
    if channels != info.input_shape[0]:
        yield size_notes(info.input_shape, (channels, *info.input_shape[1:]))[0]
    if reader.transparent:
        yield f"{reader.transparent:,} transparent images are shown on white."
    if reader.broken:
        count = "1 file" if len(reader.broken) == 1 else f"{len(reader.broken):,} files"
        yield f"Left out {count} that cannot be read: {_listed_paths(reader.broken, tree.root)}."


def _listed_paths(paths: Sequence[str], root: Path) -> str:
    more = f" and {len(paths) - 3:,} more" if len(paths) > 3 else ""
    return ", ".join(os.path.relpath(path, root) for path in paths[:3]) + more
