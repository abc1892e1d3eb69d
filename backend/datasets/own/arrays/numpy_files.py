"""NumPy files, read without pickle: the heads of all arrays first, and nothing is allocated that they do not announce."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import numpy as np
import numpy.typing as npt

from backend.datasets.base import Cancel, DataError, check_cancelled, quiet
from backend.datasets.own.folders.walking import printable
from builder.common.errors import first_line, os_error_reason
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.common.progress import Progress
from builder.common.quantities import bytes_text
from builder.cost.memory_guard import machine_bytes

MOST_ARRAYS = 1000
MOST_HEAD = 10_000
"""Bytes of the head of an array: its shape and type in text."""

CHUNK = 16_000_000
MEMORY_PART = 0.4
"""The share of the machine's memory that one array may take."""

KINDS = "biufUS"
"""Truth values, whole numbers, fractions and texts; objects would have to be unpickled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrayHead:
    """What the head of an array announces; `member` is its name inside of an .npz, empty for an .npy."""

    name: str
    path: Path
    member: str
    shape: tuple[int, ...]
    dtype: np.dtype[Any]
    fortran: bool
    offset: int

    @property
    def bytes(self) -> int:
        """The size of the array."""
        count = 1
        for size in self.shape:
            count *= size
        return count * self.dtype.itemsize

    @property
    def text(self) -> str:
        """Shape and type for people: ``60000×28×28 uint8``."""
        return f"{'×'.join(map(str, self.shape)) or '1'} {self.dtype}"


def read_heads(path: Path) -> dict[str, ArrayHead]:
    """The arrays in the file at `path`, by name; an .npy has one, named like the file. Raises :class:`DataError`."""
    if path.suffix.casefold() == ".npy":
        with _opened(path) as stream:
            return {path.stem: _read_head(stream, path.stem, path, "")}
    heads = {}
    with _opened(path) as file, _archive(file, path) as archive:
        members = [each for each in archive.infolist() if each.filename.endswith(".npy")]
        if not members or len(members) > MOST_ARRAYS:
            count = QT_TRANSLATE_NOOP("Data", "{file} holds {count:,} arrays; 1 to {most:,} are needed.")
            raise DataError(count, file=printable(path), count=len(members), most=MOST_ARRAYS)
        for member in members:
            name = member.filename.removesuffix(".npy")
            with archive.open(member) as stream:
                head = _read_head(stream, name, path, member.filename)
            if member.file_size != head.offset + head.bytes:
                raise _damaged(path, name, Message.of(QT_TRANSLATE_NOOP("Data", "its size is not what its head says")))
            heads[name] = head
    return heads


def read_array(head: ArrayHead, progress: Progress = quiet, cancelled: Cancel = lambda: False) -> npt.NDArray[Any]:
    """The array itself; raises :class:`DataError` where it is damaged or does not fit, and :class:`DataCancelled`."""
    there = machine_bytes()
    if there is not None and head.bytes > there * MEMORY_PART:
        large = QT_TRANSLATE_NOOP("Data", "The array {name} in {file} needs {size}; this machine has {there}.")
        raise DataError(large, name=head.name, file=printable(head.path), size=bytes_text(head.bytes), there=bytes_text(there))
    made, done = np.empty(head.bytes, np.uint8), 0
    text = Message.of(QT_TRANSLATE_NOOP("Data", "Reading {data}"), data=head.name)
    with _opened(head.path) as file, _data(file, head) as stream:
        stream.read(head.offset)
        while done < head.bytes:
            check_cancelled(cancelled)
            progress(text, done // 1000, head.bytes // 1000)
            piece = stream.read(min(CHUNK, head.bytes - done))
            if not piece:
                raise _damaged(head.path, head.name, Message.of(QT_TRANSLATE_NOOP("Data", "it breaks off before its end")))
            made[done : done + len(piece)] = np.frombuffer(piece, np.uint8)
            done += len(piece)
    return made.view(head.dtype).reshape(head.shape, order="F" if head.fortran else "C")


def _read_head(stream: IO[bytes], name: str, path: Path, member: str) -> ArrayHead:
    from numpy.lib import format as npy

    try:
        version = npy.read_magic(stream)
        read = {(1, 0): npy.read_array_header_1_0, (2, 0): npy.read_array_header_2_0}.get(version)
        if read is None:
            raise ValueError(f"version {version[0]}.{version[1]}")
        shape, fortran, dtype = read(stream, max_header_size=MOST_HEAD)
    except (ValueError, EOFError, SyntaxError, TypeError, struct.error, RecursionError, MemoryError) as error:
        raise _damaged(path, name, Message.verbatim(first_line(error))) from error
    if dtype.hasobject or dtype.kind not in KINDS or dtype.itemsize == 0:
        kind = QT_TRANSLATE_NOOP(
            "Data",
            "The array {name} in {file} holds {kind}: only numbers, truth values and texts are read, since anything else "
            "may run a program. Save it with one of these types.",
        )
        raise DataError(kind, name=name, file=printable(path), kind=str(dtype))
    if any(size < 0 for size in shape):
        raise _damaged(path, name, Message.verbatim(str(shape)))
    return ArrayHead(
        name=name, path=path, member=member, shape=tuple(shape), dtype=dtype, fortran=fortran, offset=stream.tell()
    )


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    try:
        with path.open("rb") as stream:
            yield stream
    except OSError as error:
        unread = QT_TRANSLATE_NOOP("Data", "{file} cannot be read: {reason}.")
        raise DataError(unread, file=printable(path), reason=os_error_reason(error)) from error


@contextmanager
def _archive(file: IO[bytes], path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(file) as archive:
            yield archive
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise _damaged(path, path.name, Message.verbatim(first_line(error))) from error


@contextmanager
def _data(file: IO[bytes], head: ArrayHead) -> Iterator[IO[bytes]]:
    if not head.member:
        yield file
        return
    with _archive(file, head.path) as archive, archive.open(head.member) as stream:
        yield stream


def _damaged(path: Path, name: str, reason: Message) -> DataError:
    template = QT_TRANSLATE_NOOP("Data", "{name} in {file} is no array that can be read: {reason}.")
    return DataError(template, name=name, file=printable(path), reason=reason)
