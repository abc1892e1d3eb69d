"""Which images a folder of images holds: its classes and splits, by the names of its folders."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from backend.datasets.base import DataError
from backend.datasets.notes import NOTES
from builder.common.errors import os_error_reason
from builder.common.messages import QT_TRANSLATE_NOOP, Message

ENDINGS = frozenset(".png .jpg .jpeg .jpe .jfif .bmp .gif .tif .tiff .webp .ppm .pgm .pbm .pnm".split())
SPLIT_WORDS: Mapping[str, str] = {
    **dict.fromkeys(("train", "training"), "train"),
    **dict.fromkeys(("val", "valid", "validation", "validate", "dev"), "val"),
    **dict.fromkeys(("test", "testing"), "test"),
}
MOST_FILES, MOST_DEPTH, MOST_CLASSES = 5_000_000, 12, 10_000


@dataclass(frozen=True, slots=True)
class FolderScan:
    """The images of a folder: `files` gives for each split the paths of each class, both in a fixed order."""

    root: Path
    classes: tuple[str, ...]
    files: Mapping[str, tuple[tuple[str, ...], ...]]
    notes: tuple[Message, ...] = field(default=())

    @property
    def counts(self) -> dict[str, int]:
        """How many images each split has."""
        return {split: sum(map(len, by_class)) for split, by_class in self.files.items()}


def scan_folder(root: Path) -> FolderScan:
    """Find the images under `root` by names alone; raises :class:`DataError` when they make no task."""
    root = _skip_wrappers(root)
    splits = _split_folders(root) or {"train": root}
    found = {split: {folder.name: tuple(_images(folder)) for folder in _folders(place)} for split, place in splits.items()}
    classes = sorted((name for name, paths in found["train"].items() if paths), key=natural_key)
    _check(root, splits, found, classes)
    empty = sorted((name for name, paths in found["train"].items() if not paths), key=natural_key)
    notes = [Message.of(NOTES["empty-folders"], folders=name_list(empty))] if empty else []
    files = {split: tuple(by_class.get(name, ()) for name in classes) for split, by_class in found.items()}
    files = {split: by_class for split, by_class in files.items() if split == "train" or any(by_class)}
    return FolderScan(root, tuple(classes), files, tuple(notes))


def natural_key(name: str) -> tuple[tuple[int, int, str], ...]:
    """A key for natural sorting: class 2 before class 10."""
    parts = re.findall(r"[0-9]+|[^0-9]+", name)
    keys = ((0, int(part[:18]), part) if part[0] in "0123456789" else (1, 0, part.casefold()) for part in parts)
    return (*keys, (-1, 0, name))


def _check(root: Path, splits: Mapping[str, Path], found: Mapping[str, Mapping[str, object]], classes: list[str]) -> None:
    """Raise :class:`DataError` where the folders make no classification task."""
    train = splits["train"]
    if not classes:
        raise DataError(_why_no_classes(train))
    if len(classes) == 1:
        one = QT_TRANSLATE_NOOP(
            "Data",
            "{folder} holds one class, {name}; at least two are needed. "
            "Make one folder for each class and put its images there.",
        )
        raise DataError(one, folder=train, name=classes[0])
    if len(classes) > MOST_CLASSES:
        many = QT_TRANSLATE_NOOP(
            "Data", "{folder} holds {count:,} folders of images; at most {most:,} classes can be told apart."
        )
        raise DataError(many, folder=root, count=len(classes), most=MOST_CLASSES)
    for split, by_class in found.items():
        extra = sorted((name for name, paths in by_class.items() if paths and name not in classes), key=natural_key)
        if extra:
            unknown = QT_TRANSLATE_NOOP("Data", "{folder} holds classes that {train} does not: {names}.")
            raise DataError(unknown, folder=splits[split], train=train, names=name_list(extra))


def _why_no_classes(folder: Path) -> Message:
    loose = sum(1 for _ in _entries(folder, files=True))
    nothing = QT_TRANSLATE_NOOP("Data", "{folder} holds no images. Make one folder for each class and put its images there.")
    one = QT_TRANSLATE_NOOP(
        "Data",
        "{folder} holds 1 image but no folders of images. Make one folder for each class and put its images there.",
    )
    several = QT_TRANSLATE_NOOP(
        "Data",
        "{folder} holds {count:,} images but no folders of images. Make one folder for each class and put its images there.",
    )
    return Message.of({0: nothing, 1: one}.get(loose, several), folder=folder, count=loose)


def _skip_wrappers(root: Path) -> Path:
    """The folder below all folders that hold only one folder of folders, as unpacked archives have them."""
    for _ in range(MOST_DEPTH):
        inside = _folders(root)
        if len(inside) != 1 or _has_images(root) or _has_images(inside[0]) or not _folders(inside[0]):
            break
        root = inside[0]
    return root


def _has_images(folder: Path) -> bool:
    return any(True for _ in _entries(folder, files=True))


def _split_folders(root: Path) -> dict[str, Path] | None:
    """The folders that are splits rather than classes: there is a train, and what it holds is folders."""
    named: dict[str, Path] = {}
    for folder in _folders(root):
        split = SPLIT_WORDS.get(folder.name.casefold())
        if split in named:
            both = QT_TRANSLATE_NOOP("Data", "{first} and {second} are both the {split} part; only one of them can be.")
            raise DataError(both, first=named[split], second=folder, split=split)
        if split:
            named[split] = folder
    train = named.get("train")
    return named if train and _folders(train) and not _has_images(train) else None


def _entries(folder: Path, *, files: bool) -> Iterator[os.DirEntry[str]]:
    """The image files of a folder, or its folders; hidden ones are left out."""
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                hidden = entry.name.startswith((".", "__MACOSX"))
                if hidden or (files and os.path.splitext(entry.name)[1].casefold() not in ENDINGS):  # noqa: PTH122 - many files
                    continue
                if entry.is_file() if files else entry.is_dir():
                    yield entry
    except OSError as error:
        unread = QT_TRANSLATE_NOOP("Data", "{folder} cannot be read: {reason}.")
        raise DataError(unread, folder=folder, reason=os_error_reason(error)) from error


def _folders(folder: Path) -> list[Path]:
    return [folder / name for name in sorted((entry.name for entry in _entries(folder, files=False)), key=natural_key)]


def _images(folder: Path) -> list[str]:
    """The images of a class, those in folders below it too; a link back to where we have been is not followed."""
    found: list[str] = []
    seen = {_identity(above) for above in folder.parents}
    waiting = [(folder, 0)]
    while waiting:
        here, depth = waiting.pop()
        if _identity(here) in seen or depth > MOST_DEPTH:
            continue
        seen.add(_identity(here))
        found.extend(entry.path for entry in _entries(here, files=True))
        waiting.extend((below, depth + 1) for below in _folders(here))
        if len(found) > MOST_FILES:
            many = QT_TRANSLATE_NOOP("Data", "{folder} holds more than {most:,} images; that is too many to read.")
            raise DataError(many, folder=folder, most=MOST_FILES)
    return sorted(found, key=natural_key)


def _identity(folder: Path) -> tuple[int, int]:
    status = folder.stat()
    return status.st_dev, status.st_ino


def name_list(names: Sequence[str], most: int = 5) -> Message:
    """The first names, and how many more there are."""
    shown = ", ".join(names[:most])
    if len(names) <= most:
        return Message.verbatim(shown)
    return Message.of(QT_TRANSLATE_NOOP("Data", "{names} and {count:,} more"), names=shown, count=len(names) - most)
