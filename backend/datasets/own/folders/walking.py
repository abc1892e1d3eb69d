"""Lists folders for images, bounded and cancellable, and counts everything that is passed over, to tell it."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from backend.datasets.base import Cancel, DataError, check_cancelled, never, quiet
from backend.datasets.images.readable_formats import ARCHIVES, ARRAYS, OTHER_PICTURES, VIDEOS, VOLUMES, readable_endings
from backend.datasets.notes import NOTES
from builder.common.errors import os_error_reason
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.common.progress import Progress

MOST_FILES, MOST_DEPTH = 5_000_000, 12

STRIDE = 1000
"""The number of entries between two reports of progress and checks for cancelling."""

LISTED = 6
"""How many names or endings a remark lists."""

SYSTEM_NAMES = frozenset(
    (
        *"@eadir @tmp @recycle @recently-snapshot #recycle #snapshot $recycle.bin recycler recycled".split(),
        *"lost+found found.000 __macosx __pycache__ thumbs.db ehthumbs.db ehthumbs_vista.db desktop.ini".split(),
        *("pspbrwse.jbf", "picasa.ini", "icon\r"),
        *("system volume information", "network trash folder", "temporary items"),
    )
)
"""Names, in lower case, that systems, network storage and programs use for themselves."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What a folder holds: paths of images in natural order, and folders."""

    images: tuple[str, ...]
    folders: tuple[Path, ...]


@dataclass(slots=True)
class FolderWalk:
    """Lists each folder once. Raises :class:`DataError` for folders that cannot be read, :class:`DataCancelled`."""

    progress: Progress = quiet
    cancelled: Cancel = never
    most: int = MOST_FILES
    listings: dict[Path, Listing] = field(default_factory=dict)
    seen: int = 0
    system: Counter[str] = field(default_factory=Counter)
    endings: Counter[str] = field(default_factory=Counter)
    too_deep: int = 0
    links_back: int = 0
    links_nowhere: int = 0
    special: int = 0

    def listing(self, folder: Path) -> Listing:
        """The images and folders in `folder`; the rest is counted."""
        known = self.listings.get(folder)
        if known is None:
            known = self.listings[folder] = self._list(folder)
        return known

    def images_below(self, folder: Path) -> tuple[str, ...]:
        """The images of `folder` and of folders below it, in natural order; a link back to where we were is not followed."""
        found: list[str] = []
        seen = {_identity(above) for above in folder.parents}
        waiting = [(folder, 0)]
        while waiting:
            here, depth = waiting.pop()
            if depth > MOST_DEPTH:
                self.too_deep += 1
                continue
            identity = _identity(here)
            if identity in seen:
                self.links_back += 1
                continue
            seen.add(identity)
            listing = self.listing(here)
            found.extend(listing.images)
            waiting.extend((below, depth + 1) for below in listing.folders)
        return tuple(sorted(found, key=natural_key))

    def notes(self) -> Iterator[Message]:
        """A line for each kind of thing that was passed over, with its count and what would do."""
        if self.system:
            yield Message.of(NOTES["system-files"], names=_counts(self.system))
        kinds: Counter[tuple[str, str]] = Counter()
        others: Counter[str] = Counter()
        for ending, count in self.endings.items():
            code, kind = _kind_of(ending)
            if code == "other-files":
                others[ending or QT_TRANSLATE_NOOP("Data", "without ending")] += count
            else:
                kinds[code, kind] += count
        for (code, kind), count in sorted(kinds.items()):
            yield Message.of(NOTES[code], count=count, **({"kind": kind} if kind else {}))
        if others:
            yield Message.of(NOTES["other-files"], names=_counts(others))
        if self.too_deep:
            yield Message.of(NOTES["too-deep"], most=MOST_DEPTH, count=self.too_deep)
        for code, count in (
            ("links-back", self.links_back),
            ("links-nowhere", self.links_nowhere),
            ("special-files", self.special),
        ):
            if count:
                yield Message.of(NOTES[code], count=count)

    def unreadable_pictures(self) -> Counter[str]:
        """How many pictures of kinds that are not read here were seen, by the name of the kind."""
        found: Counter[str] = Counter()
        for ending, count in self.endings.items():
            code, kind = _kind_of(ending)
            if code in ("other-pictures", "volumes"):
                found[kind] += count
        return found

    def _list(self, folder: Path) -> Listing:
        images, folders, readable = [], [], readable_endings()
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    self._count()
                    name = entry.name
                    if is_system(name):
                        self.system["._*" if name.startswith("._") else printable(name)] += 1
                    elif entry.is_dir():
                        folders.append(name)
                    elif not entry.is_file():
                        if entry.is_symlink() and not os.path.exists(entry.path):  # noqa: PTH110 - many files
                            self.links_nowhere += 1
                        else:
                            self.special += 1
                    elif _ending(name) in readable:
                        images.append(entry.path)
                    else:
                        self.endings[printable(_ending(name))] += 1
        except OSError as error:
            unread = QT_TRANSLATE_NOOP("Data", "{folder} cannot be read: {reason}.")
            raise DataError(unread, folder=printable(folder), reason=os_error_reason(error)) from error
        folders.sort(key=natural_key)
        return Listing(tuple(sorted(images, key=natural_key)), tuple(folder / name for name in folders))

    def _count(self) -> None:
        if self.seen % STRIDE == 0:
            check_cancelled(self.cancelled)
            self.progress(Message.of(QT_TRANSLATE_NOOP("Data", "Looking through the folder")), self.seen, 0)
        self.seen += 1
        if self.seen > self.most:
            many = QT_TRANSLATE_NOOP("Data", "There are more than {most:,} files; that is too many to read.")
            raise DataError(many, most=self.most)


def is_system(name: str) -> bool:
    """Whether a file or folder of this name is hidden, or made by a system or program for itself."""
    return name.startswith((".", "~$")) or name.casefold() in SYSTEM_NAMES


def natural_key(name: str) -> tuple[tuple[int, int, str], ...]:
    """A key for natural sorting: class 2 before class 10."""
    parts = re.findall(r"[0-9]+|[^0-9]+", name)
    keys = ((0, int(part[:18]), part) if part[0] in "0123456789" else (1, 0, part.casefold()) for part in parts)
    return (*keys, (-1, 0, name))


def printable(path: str | Path) -> str:
    """A path that may hold bytes which are no UTF-8, as text that can be shown and written."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def name_list(names: Sequence[str], most: int = 5) -> Message:
    """The first names, and how many more there are."""
    shown = ", ".join(names[:most])
    if len(names) <= most:
        return Message.verbatim(shown)
    return Message.of(QT_TRANSLATE_NOOP("Data", "{names} and {count:,} more"), names=shown, count=len(names) - most)


def _counts(found: Counter[str]) -> Message:
    """Names with their counts, the most frequent first."""
    ordered = sorted(found.items(), key=lambda each: (-each[1], each[0]))
    return name_list([f"{name} ({count:,})" for name, count in ordered], LISTED)


def _ending(name: str) -> str:
    ending = os.path.splitext(name)[1].casefold()  # noqa: PTH122 - many files
    return ".nii.gz" if ending == ".gz" and name.casefold().endswith(".nii.gz") else ending


def _kind_of(ending: str) -> tuple[str, str]:
    """The code of the remark on files with this ending, and what they are called where the remark names it."""
    if ending in OTHER_PICTURES:
        return "other-pictures", OTHER_PICTURES[ending]
    if ending in VOLUMES:
        return "volumes", VOLUMES[ending]
    for code, endings in (("videos", VIDEOS), ("archives", ARCHIVES), ("arrays", ARRAYS)):
        if ending in endings:
            return code, ""
    return "other-files", ""


def _identity(folder: Path) -> tuple[int, int]:
    try:
        status = folder.stat()
    except OSError as error:
        unread = QT_TRANSLATE_NOOP("Data", "{folder} cannot be read: {reason}.")
        raise DataError(unread, folder=printable(folder), reason=os_error_reason(error)) from error
    return status.st_dev, status.st_ino
