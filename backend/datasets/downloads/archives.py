"""Reads members of archives into memory: bounded, by their exact names, and without unpacking anything to the disk."""

from __future__ import annotations

import gzip
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, TypeVar

from backend.datasets.base import Cancel, DataError, check_cancelled, never
from builder.common.errors import first_line, os_error_reason
from builder.common.messages import QT_TRANSLATE_NOOP

Read = TypeVar("Read")

MOST_MEMBERS = 1_000
GZIP_MAGIC = b"\x1f\x8b"

DAMAGED = (EOFError, zlib.error, gzip.BadGzipFile, tarfile.TarError, zipfile.BadZipFile, NotImplementedError, RuntimeError)
"""What the standard library raises for archives that are cut, damaged, encrypted, or packed in an unknown way."""


def read_file(path: Path, most: int) -> bytes:
    """At most `most` bytes of what a file holds, unzipped where it is gzipped, so that no file can fill the memory.

    Raises :class:`DataError`.
    """

    def read() -> bytes:
        with path.open("rb") as plain:
            zipped = plain.read(2) == GZIP_MAGIC
        with gzip.open(path, "rb") if zipped else path.open("rb") as stream:
            return stream.read(most)

    return _in_words(path, read)


def read_zip_member(path: Path, name: str, most: int) -> bytes:
    """At most `most` bytes of the member called `name` (its last part), unzipped where it is gzipped itself.

    Raises :class:`DataError`.
    """

    def read() -> bytes:
        with zipfile.ZipFile(path) as archive:
            found = next((each for each in archive.infolist() if each.filename.rpartition("/")[2] == name), None)
            if found is None:
                raise DataError(QT_TRANSLATE_NOOP("Data", "{file} does not hold {name}."), file=path, name=name)
            with archive.open(found) as member:
                zipped = member.read(2) == GZIP_MAGIC
            with archive.open(found) as member:
                if not zipped:
                    return member.read(most)
                with gzip.GzipFile(fileobj=member) as stream:
                    return stream.read(most)

    return _in_words(path, read)


def read_tar_members(path: Path, sizes: Mapping[str, int], cancelled: Cancel = never) -> dict[str, bytes]:
    """Members of a tar file (gzipped or not) by their last part: what is larger than its entry in `sizes` is refused.

    Only files are read, never links; those that are not there are left out. Raises :class:`DataError` and DataCancelled.
    """
    # Headers, padding, and small files that are passed over, such as readme.html.
    most = sum(sizes.values()) + MOST_MEMBERS * 4 * tarfile.BLOCKSIZE + 2**20

    def read() -> dict[str, bytes]:
        with path.open("rb") as plain:
            zipped = plain.read(2) == GZIP_MAGIC
        found: dict[str, bytes] = {}
        with gzip.open(path, "rb") if zipped else path.open("rb") as stream:
            bounded = _Bounded(stream, most, path)
            with tarfile.open(fileobj=bounded, mode="r|") as archive:  # type: ignore[call-overload]
                for count, member in enumerate(archive):
                    check_cancelled(cancelled)
                    if count > MOST_MEMBERS:
                        many = QT_TRANSLATE_NOOP("Data", "{file} holds more than {most:,} files; that is another archive.")
                        raise DataError(many, file=path, most=MOST_MEMBERS)
                    name = member.name.rpartition("/")[2]
                    if name in sizes and name not in found and member.isreg():
                        found[name] = _read_member(archive, member, sizes[name], path)
        return found

    return _in_words(path, read)


def _read_member(archive: tarfile.TarFile, member: tarfile.TarInfo, most: int, path: Path) -> bytes:
    if member.size > most:
        large = QT_TRANSLATE_NOOP("Data", "{name} in {file} holds {size:,} bytes; at most {most:,} are expected.")
        raise DataError(large, name=member.name, file=path, size=member.size, most=most)
    stream = archive.extractfile(member)
    return stream.read(most) if stream else b""


class _Bounded:
    """A stream that ends with an error after so many bytes: a few kilobytes of gzip may stand for terabytes."""

    def __init__(self, stream: IO[bytes] | gzip.GzipFile, most: int, path: Path) -> None:
        self._stream, self._left, self._path = stream, most, path

    def read(self, size: int) -> bytes:
        """The next bytes; raises :class:`DataError`."""
        data = self._stream.read(size)
        self._left -= len(data)
        if self._left < 0:
            raise DataError(QT_TRANSLATE_NOOP("Data", "{file} holds much more than expected."), file=self._path)
        return data


def _in_words(path: Path, read: Callable[[], Read]) -> Read:
    """What `read` gives; raises :class:`DataError` for what the system and the archive's reader refuse."""
    try:
        return read()
    except DAMAGED as error:
        if _is_web_page(path):
            page = QT_TRANSLATE_NOOP("Data", "{file} is a web page, not the file that it is named after. Download it again.")
            raise DataError(page, file=path) from error
        damaged = QT_TRANSLATE_NOOP("Data", "{file} is damaged ({reason}). Copy or download it again.")
        raise DataError(damaged, file=path, reason=first_line(error)) from error
    except OSError as error:
        unread = QT_TRANSLATE_NOOP("Data", "{file} cannot be read: {reason}.")
        raise DataError(unread, file=path, reason=os_error_reason(error)) from error


def _is_web_page(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return is_web_page(file.read(200))
    except OSError:
        return False


def is_web_page(start: bytes) -> bool:
    """Whether a file that begins so is a web page: what servers and portals send instead of a file."""
    return start.lstrip().lower().startswith((b"<!doctype html", b"<html", b"<?xml"))
