"""The fingerprint of a data set: names, sizes and content hashes of its files. Time stamps decide what is hashed again."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from backend.datasets.base import Cancel, DataSource, check_cancelled, never, quiet
from backend.datasets.identity.hash_index import HashIndex, Stamp
from backend.datasets.time_left import with_time_left
from backend.paths import home
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.common.progress import Progress

CHUNK = 2**20
HASH_BYTES = 8
"""64 bits: among five million files two different ones have the same hash with a probability of 1 in a million."""

EVERY = 200
"""The number of files between two reports of progress."""


@dataclass(frozen=True, slots=True)
class FileMark:
    """What a file holds: its size in bytes, and the hash of its content in hexadecimal; "" where it cannot be read.

    Both are of the unzipped content of a gzipped file, so that it may be unpacked and still be the same.
    """

    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The files of a data set by their names (see :meth:`DataSource.files`), its classes in their order, and its settings.

    `settings` are those of :meth:`DataSource.settings`.
    """

    classes: tuple[str, ...]
    files: Mapping[str, FileMark] = field(default_factory=dict)
    settings: Mapping[str, bool | int | float | str | None] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """One hash of it all: classes in any order, names and contents of the files, and settings."""
        files = (f"{name}\0{mark.digest}" for name, mark in sorted(self.files.items()))
        settings = (f"\0{name}\0{value!r}" for name, value in sorted(self.settings.items()))
        return digest_of([*sorted(self.classes), "", *files, *settings])


def digest_of(lines: list[str]) -> str:
    """The hash of some lines, in hexadecimal."""
    whole = hashlib.sha256()
    for line in lines:
        # Names of files need not be text in any encoding.
        whole.update(line.encode("utf-8", "surrogateescape") + b"\n")
    return whole.hexdigest()[:32]


def index_path() -> Path:
    """Where the hashes of files are remembered."""
    return home() / "data" / "hashes.sqlite"


def fingerprint_of(source: DataSource, progress: Progress = quiet, cancelled: Cancel = never) -> Fingerprint:
    """The fingerprint of the data as they are now; raises :class:`DataError` and :class:`DataCancelled`.

    Files whose size and time of change are those of an earlier time are not read again.
    """
    text, progress = Message.of(QT_TRANSLATE_NOOP("Data", "Recording the files")), with_time_left(progress)
    paths = source.files()
    marks = {}
    with HashIndex(index_path()) as index:
        for done, (name, path) in enumerate(sorted(paths.items())):
            if done % EVERY == 0:
                progress(text, done, len(paths))
            check_cancelled(cancelled)
            marks[name] = _mark(path, index, cancelled)
    progress(text, len(paths), len(paths))
    return Fingerprint(source.info().classes, marks, source.settings())


def _mark(path: Path, index: HashIndex, cancelled: Cancel) -> FileMark:
    try:
        stamp = Stamp.of(path)
        known = index.find(path, stamp)
        if known is not None:
            return FileMark(*known)
        mark = hash_file(path, cancelled)
    except OSError:
        return FileMark(0, "")  # reading the data tells it
    index.add(path, stamp, (mark.size, mark.digest))
    return mark


def hash_file(path: Path, cancelled: Cancel = never) -> FileMark:
    """Size and hash of the content of a file, unzipped where it is gzipped; raises OSError and :class:`DataCancelled`."""
    if path.suffix == ".gz" and not path.name.endswith(".tar.gz"):
        try:
            with gzip.open(path) as unzipped:
                return _hash_stream(unzipped, cancelled)
        except (EOFError, zlib.error, gzip.BadGzipFile):
            pass  # then what is there, as it is
    with _plain(path) as stream:
        return _hash_stream(stream, cancelled)


@contextmanager
def _plain(path: Path) -> Iterator[IO[bytes]]:
    # Unbuffered: most images are read by one call.
    with open(path, "rb", buffering=0) as stream:  # noqa: PTH123 - many files
        yield stream


def _hash_stream(stream: IO[bytes] | gzip.GzipFile, cancelled: Cancel) -> FileMark:
    hashed, size = hashlib.blake2b(digest_size=HASH_BYTES), 0
    while chunk := stream.read(CHUNK):
        check_cancelled(cancelled)
        hashed.update(chunk)
        size += len(chunk)
    return FileMark(size, hashed.hexdigest())
