"""What is published of a data set that can be downloaded, and where its files lie on this machine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from backend.paths import data_folder, home
from builder.common.messages import QT_TRANSLATE_NOOP, Message

SUBFOLDERS = ("", "raw", "gzip")
"""Where files may lie inside the folder of a data set: torchvision puts them into ``raw``, EMNIST's archive into ``gzip``."""

UNCONFIRMED = QT_TRANSLATE_NOOP(
    "Data", "Size and checksum of the download are taken from public lists and not yet confirmed by a download."
)


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """One published file: its name on the servers, its size, and its checksum (``sha256:...``).

    `confirmed` says whether a developer has seen a download whose checksum agreed. Where it is False, size and checksum
    are taken from public lists (named next to them) and a person is told so until a download has confirmed them.
    """

    name: str
    bytes: int
    checksum: str
    confirmed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """Files that belong together, who has them, and the names that their folder may have.

    `mirrors` are URLs to which a file's name is appended, tried in order. Downloads go to ``CONVAS_HOME/data/folder``;
    a person may keep the files in any of `folders` (or in `folder`) under ``CONVAS_DATA``, or in one of `subfolders` there.
    """

    title: str | Message
    files: tuple[RemoteFile, ...]
    mirrors: tuple[str, ...]
    folder: str
    folders: tuple[str, ...] = ()
    subfolders: tuple[str, ...] = SUBFOLDERS

    @property
    def bytes(self) -> int:
        """The size of all files together."""
        return sum(file.bytes for file in self.files)

    def remarks(self) -> tuple[Message, ...]:
        """What to know before a download: whether sizes and checksums have ever been confirmed."""
        return () if all(file.confirmed for file in self.files) else (Message.of(UNCONFIRMED),)

    def downloads(self) -> Path:
        """Where downloaded files are put."""
        return home() / "data" / self.folder

    def offline_folders(self) -> Iterator[Path]:
        """The folders under ``CONVAS_DATA`` that may hold the files, the first choice first; they need not be there."""
        given = data_folder()
        if given is not None:
            yield from (given / name / below for name in (self.folder, *self.folders) for below in self.subfolders)

    def places(self) -> tuple[Path, ...]:
        """All folders that are searched: the person's own first, then the one for downloads."""
        return (*self.offline_folders(), self.downloads())


def find_file(folder: Path, name: str) -> Path | None:
    """The file with this name in `folder`: gzipped or not, and with the dot that some unpackers make of the dash."""
    stem = name.removesuffix(".gz")
    paths = (folder / f"{each}{end}" for each in (stem, stem.replace("-idx", ".idx")) for end in (".gz", ""))
    return next((path for path in paths if path.is_file()), None)


def find_files(places: Iterable[Path], names: tuple[str, ...]) -> tuple[Path | None, dict[str, Path]]:
    """The first folder that holds all of `names`, or else the first that holds most of them; and the files found there.

    None and nothing where no folder holds any.
    """
    best: tuple[Path | None, dict[str, Path]] = (None, {})
    for place in places:
        found = {name: path for name in names if (path := find_file(place, name)) is not None}
        if len(found) > len(best[1]):
            best = (place, found)
        if len(found) == len(names):
            break
    return best


def missing_message(folder: Path, names: tuple[str, ...], found: Iterable[str]) -> Message:
    """How many of the files are there, and which are not: "3 of 4 files are in /data/mnist; ... is missing"."""
    there = set(found)
    missing = [name for name in names if name not in there]
    one = QT_TRANSLATE_NOOP("Data", "{there} of {count} files are in {folder}; {names} is missing.")
    several = QT_TRANSLATE_NOOP("Data", "{there} of {count} files are in {folder}; {names} are missing.")
    return Message.of(
        one if len(missing) == 1 else several,
        there=len(names) - len(missing),
        count=len(names),
        folder=folder,
        names=", ".join(missing),
    )
