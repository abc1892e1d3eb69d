"""Which images a folder of images holds: its classes and splits, by the names of its folders."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from backend.datasets.base import Cancel, DataError, never, quiet
from backend.datasets.notes import NOTES
from backend.datasets.own.folders.walking import MOST_DEPTH, FolderWalk, name_list, natural_key, printable
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.common.progress import Progress

SPLIT_WORDS: Mapping[str, str] = {
    **dict.fromkeys(("train", "training"), "train"),
    **dict.fromkeys(("val", "valid", "validation", "validate", "dev"), "val"),
    **dict.fromkeys(("test", "testing"), "test"),
}
_AFTER_SPLIT = re.compile(r"[ _-]?(set|data|images|imgs|split)$")
MOST_CLASSES = 10_000
FEWEST = 2
"""Fewer images without classes are no data set."""

ByClass = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class FolderScan:
    """The images of a folder: `files` gives for each split the paths of each class, both in a fixed order.

    Images without `classes` are a single list for each split.
    """

    root: Path
    classes: tuple[str, ...]
    files: Mapping[str, tuple[tuple[str, ...], ...]]
    notes: tuple[Message, ...] = field(default=())

    @property
    def counts(self) -> dict[str, int]:
        """How many images each split has."""
        return {split: sum(map(len, by_class)) for split, by_class in self.files.items()}


def scan_folder(root: Path, progress: Progress = quiet, cancelled: Cancel = never) -> FolderScan:
    """Find the images under `root` by names alone, and tell what is passed over.

    Raises :class:`DataError` when they make no task, and :class:`DataCancelled`.
    """
    walk = FolderWalk(progress, cancelled)
    root = _skip_wrappers(root, walk)
    splits = split_folders(root, walk) or _flat_splits(root, walk) or {"train": root}
    found = {split: _by_class(place, walk) for split, place in splits.items()}
    classes = sorted((name for name, paths in found["train"].items() if paths), key=natural_key)
    if not any(any(by_class.values()) for by_class in found.values()):
        flat = _without_classes(root, splits, walk)
        if flat is not None:
            return flat
    notes = [*_left_beside(root, splits, found, classes, walk)]
    for split in [each for each in found if each != "train" and not any(found[each].get(name) for name in classes)]:
        del found[split]
    _check(splits, found, classes, walk)
    empty = sorted((name for name, paths in found["train"].items() if not paths), key=natural_key)
    if empty:
        notes.insert(0, Message.of(NOTES["empty-folders"], folders=name_list(empty)))
    files = {split: tuple(by_class.get(name, ()) for name in classes) for split, by_class in found.items()}
    return FolderScan(root, tuple(classes), files, (*notes, *walk.notes()))


def split_of(name: str) -> str | None:
    """The split that a folder of this name stands for: "train" for ``Training_set``; None where it is a class."""
    plain = name.casefold()
    return SPLIT_WORDS.get(plain) or SPLIT_WORDS.get(_AFTER_SPLIT.sub("", plain))


def split_folders(root: Path, walk: FolderWalk) -> dict[str, Path] | None:
    """The folders that are splits rather than classes: there is a train, and what it holds is folders.

    Raises :class:`DataError` where two folders are the same split.
    """
    named: dict[str, Path] = {}
    for folder in walk.listing(root).folders:
        split = split_of(folder.name)
        if split in named:
            both = QT_TRANSLATE_NOOP("Data", "{first} and {second} are both the {split} part; only one of them can be.")
            raise DataError(both, first=named[split], second=folder, split=split)
        if split:
            named[split] = folder
    train = named.get("train")
    if train is None:
        return None
    inside = walk.listing(train)
    return named if inside.folders and (len(inside.folders) > 1 or not inside.images) else None


def _flat_splits(root: Path, walk: FolderWalk) -> dict[str, Path] | None:
    """Folders of images that are all called like splits, a train among them: they are no classes."""
    filled = [folder for folder in walk.listing(root).folders if walk.listing(folder).images]
    named = {split_of(folder.name): folder for folder in filled if not walk.listing(folder).folders}
    if len(named) < max(2, len(filled)) or None in named or "train" not in named or walk.listing(root).images:
        return None
    return {split: folder for split, folder in named.items() if split is not None}


def _without_classes(root: Path, splits: Mapping[str, Path], walk: FolderWalk) -> FolderScan | None:
    """Images that lie in no folders of classes; None where there are not at least two to learn from."""
    files = {split: (walk.listing(place).images,) for split, place in splits.items() if walk.listing(place).images}
    if len(files.get("train", ((),))[0]) < FEWEST:
        return None
    return FolderScan(root, (), files, (Message.of(NOTES["no-classes"]), *walk.notes()))


def _by_class(place: Path, walk: FolderWalk) -> dict[str, tuple[str, ...]]:
    """The images of each class of one split."""
    found = {}
    for folder in walk.listing(place).folders:
        name = folder.name
        if printable(name) != name:
            raise DataError(
                QT_TRANSLATE_NOOP("Data", "The name of the folder {folder} is not UTF-8. Rename it: it names a class."),
                folder=printable(folder),
            )
        found[name] = walk.images_below(folder)
    return found


def _left_beside(
    root: Path, splits: Mapping[str, Path], found: Mapping[str, ByClass], classes: list[str], walk: FolderWalk
) -> Iterator[Message]:
    """A line for pictures without a class, for splits without classes, and for folders beside the splits."""
    for split, place in splits.items():
        loose, inside = len(walk.listing(place).images), sum(map(len, found[split].values()))
        if split != "train" and not any(found[split].get(name) for name in classes):
            if loose + inside:
                yield Message.of(NOTES["flat-split"], folder=printable(place.name), count=loose + inside)
        elif loose and inside:
            yield Message.of(NOTES["loose-pictures"], folder=printable(place.name), count=loose)
    if root in splits.values():
        return
    if walk.listing(root).images:
        yield Message.of(NOTES["loose-pictures"], folder=printable(root.name), count=len(walk.listing(root).images))
    for folder in walk.listing(root).folders:
        if folder not in splits.values():
            count = len(walk.images_below(folder))
            if count:
                yield Message.of(NOTES["folder-beside"], folder=printable(folder.name), count=count)


def _check(splits: Mapping[str, Path], found: Mapping[str, ByClass], classes: list[str], walk: FolderWalk) -> None:
    """Raise :class:`DataError` where the folders make no classification task."""
    train = splits["train"]
    if not classes:
        raise DataError(_why_no_classes(train, walk))
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
        raise DataError(many, folder=train, count=len(classes), most=MOST_CLASSES)
    for split, by_class in found.items():
        extra = sorted((name for name, paths in by_class.items() if paths and name not in classes), key=natural_key)
        if extra:
            unknown = QT_TRANSLATE_NOOP("Data", "{folder} holds classes that {train} does not: {names}.")
            raise DataError(unknown, folder=splits[split], train=train, names=name_list(extra))


def _why_no_classes(folder: Path, walk: FolderWalk) -> Message:
    loose, others = len(walk.listing(folder).images), walk.unreadable_pictures()
    if not loose and others:
        foreign = QT_TRANSLATE_NOOP(
            "Data",
            "{folder} holds no images that can be read here, but {count:,} of other kinds ({kinds}). "
            "Convert them to PNG, JPEG or TIFF.",
        )
        kinds = Message.of("{names}", names=[Message.of("{kind}", kind=kind) for kind in sorted(others)])
        return Message.of(foreign, folder=printable(folder), count=sum(others.values()), kinds=kinds)
    nothing = QT_TRANSLATE_NOOP("Data", "{folder} holds no images. Make one folder for each class and put its images there.")
    one = QT_TRANSLATE_NOOP(
        "Data",
        "{folder} holds 1 image but no folders of images. Make one folder for each class and put its images there.",
    )
    return Message.of(one if loose else nothing, folder=printable(folder))


def _skip_wrappers(root: Path, walk: FolderWalk) -> Path:
    """The folder below all folders that hold only one folder of folders, as unpacked archives have them."""
    for _ in range(MOST_DEPTH):
        here = walk.listing(root)
        if len(here.folders) != 1 or here.images:
            break
        inside = walk.listing(here.folders[0])
        if inside.images or not inside.folders:
            break
        root = here.folders[0]
    return root
