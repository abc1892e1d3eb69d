"""Hashes of files remembered between sessions, by path, size and time of change: a small SQLite file that may be deleted."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

YOUNG_NS = 3_000_000_000
"""A file that was changed so short a time ago is not remembered: it may change again without another time stamp."""

KEEP_DAYS = 200
"""What nobody has asked for so many days is forgotten."""

WAIT_SECONDS = 5.0

Entry = tuple[int, str]
"""Size and hash of a file's content."""

_TABLE = (
    "CREATE TABLE IF NOT EXISTS files (path BLOB PRIMARY KEY, bytes INTEGER, changed INTEGER, size INTEGER, digest TEXT, "
    "day INTEGER) WITHOUT ROWID"
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """By what a file is known to be the same as before without reading it."""

    bytes: int
    changed: int

    @classmethod
    def of(cls, path: Path) -> Stamp:
        """The stamp of a file as it is now; raises OSError."""
        status = os.stat(path)  # noqa: PTH116 - many files
        return cls(status.st_size, status.st_mtime_ns)


class HashIndex:
    """Remembers hashes of files. A file that cannot be used, or is damaged, only costs the time of hashing again.

    It is used as a context manager, in one thread; what was added is written when it ends.
    """

    def __init__(self, path: Path) -> None:
        """The index in the file at `path`, which need not exist."""
        self._path = path
        self._open: sqlite3.Connection | None = None
        self._added: list[tuple[bytes, int, int, int, str, int]] = []
        self._day = int(time.time() // 86_400)

    def __enter__(self) -> Self:
        for _attempt in range(2):
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                self._open = sqlite3.connect(self._path, timeout=WAIT_SECONDS)
                self._open.execute(_TABLE)
                return self
            except (sqlite3.DatabaseError, OSError) as error:
                self._close()
                if isinstance(error, sqlite3.OperationalError | OSError):  # a folder that cannot be written, or locked
                    break
                with contextlib.suppress(OSError):
                    self._path.unlink()  # damaged: begin with an empty one
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: BaseException | None, _where: TracebackType | None) -> None:
        if self._open is not None:
            with contextlib.suppress(sqlite3.Error), self._open:
                self._open.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?)", self._added)
                self._open.execute("DELETE FROM files WHERE day < ?", (self._day - KEEP_DAYS,))
        self._close()

    def find(self, path: Path, stamp: Stamp) -> Entry | None:
        """What is known of the file, if it is as it was."""
        if self._open is None:
            return None
        key = _key(path)
        try:
            row = self._open.execute(
                "SELECT size, digest, day FROM files WHERE path = ? AND bytes = ? AND changed = ?",
                (key, stamp.bytes, stamp.changed),
            ).fetchone()
        except sqlite3.Error:
            return None
        if row is None or not (isinstance(row[0], int) and isinstance(row[1], str)):
            return None
        if row[2] < self._day - KEEP_DAYS // 4:
            self._added.append((key, stamp.bytes, stamp.changed, row[0], row[1], self._day))
        return row[0], row[1]

    def add(self, path: Path, stamp: Stamp, entry: Entry) -> None:
        """Remember the hash of a file, unless it was changed just now."""
        if time.time_ns() - stamp.changed > YOUNG_NS:
            self._added.append((_key(path), stamp.bytes, stamp.changed, *entry, self._day))

    def _close(self) -> None:
        if self._open is not None:
            self._open.close()
            self._open = None


def _key(path: Path) -> bytes:
    text = os.fspath(path)
    return os.fsencode(text if os.path.isabs(text) else os.path.abspath(text))  # noqa: PTH100, PTH117 - many files
