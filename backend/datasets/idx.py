"""Data sets in the IDX format of MNIST: four files, plain or gzipped, kept by the person or downloaded."""

from __future__ import annotations

import gzip
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from backend.datasets.base import (
    Cancel,
    DataError,
    DatasetInfo,
    DataSource,
    Images,
    LoadedData,
    check_cancelled,
    never,
    quiet,
)
from backend.datasets.download import Published, RemoteFile, fetch
from backend.paths import data_folder, home
from builder.common.errors import os_error_reason
from builder.common.messages import QT_TRANSLATE_NOOP, Message, Template
from builder.common.progress import Progress

BYTES_MAGIC = 0x0800
"""First two bytes 0, then 8 for unsigned bytes; the fourth byte counts the axes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IdxSource(DataSource):
    """A data set of four IDX files. `mirrors` are URLs to which a file's name is appended, tried in order.

    `folders` are the names that its folder may have in ``CONVAS_DATA``.
    """

    about: DatasetInfo
    train: tuple[RemoteFile, RemoteFile]
    test: tuple[RemoteFile, RemoteFile]
    mirrors: tuple[str, ...]
    folders: tuple[str, ...] = field(default=())

    @property
    def files(self) -> tuple[RemoteFile, ...]:
        """Images and labels of train, then of test."""
        return (*self.train, *self.test)

    def info(self) -> DatasetInfo:
        """What is published of the data set."""
        return self.about

    def ready(self) -> bool:
        """Whether all four files are in one of the folders that are searched."""
        return self._find_folder() is not None

    def location(self) -> str:
        """The folder that holds the files, or would hold them once downloaded."""
        return str(self._find_folder() or self.downloads())

    def downloads(self) -> Path:
        """Where downloaded files are put."""
        return home() / "data" / self.name

    def load(self, progress: Progress = quiet, cancelled: Cancel = never) -> LoadedData:
        """Read the four files, from the person's folder or else downloaded with their checksums."""
        folder = self._find_folder()
        if folder is None:
            folder = self.downloads()
            fetch(Published(self.about.title, self.files, self.mirrors), folder, progress, cancelled)
        parts, text = {}, Message.of(QT_TRANSLATE_NOOP("Data", "Reading {data}"), data=self.about.title)
        for done, (split, files) in enumerate((("train", self.train), ("test", self.test))):
            check_cancelled(cancelled)
            progress(text, done, 2)
            parts[split] = self._read_split(folder, split, files)
        progress(text, 2, 2)
        return LoadedData(self.about, train=parts["train"], test=parts["test"], location=str(folder))

    def _find_folder(self) -> Path | None:
        given = data_folder()
        roots = [given / name for name in (self.name, *self.folders)] if given else []
        places = [place for root in roots for place in (root, root / "raw")]
        return next((place for place in (*places, self.downloads()) if self._complete(place)), None)

    def _complete(self, folder: Path) -> bool:
        return all(_path(folder, file.name) is not None for file in self.files)

    def _read_split(self, folder: Path, split: str, files: tuple[RemoteFile, RemoteFile]) -> Images:
        count, (_, height, width) = self.about.counts[split], self.about.input_shape
        images = _read_array(folder, files[0].name, (count, height, width))
        labels = _read_array(folder, files[1].name, (count,))
        classes = len(self.about.classes)
        if labels.max() >= classes:
            unknown = QT_TRANSLATE_NOOP("Data", "{file} holds the label {label}; {data} has the labels 0 to {last}.")
            values = {"label": int(labels.max()), "data": self.about.title, "last": classes - 1}
            raise DataError(unknown, file=_path(folder, files[1].name), **values)
        return Images.of_classes(images[:, None], labels.astype(np.int64))


def _path(folder: Path, name: str) -> Path | None:
    stems = (name, name.replace("-idx", ".idx"))
    paths = (folder / f"{stem}{end}" for stem in stems for end in (".gz", ""))
    return next((path for path in paths if path.is_file()), None)


def _read_array(folder: Path, name: str, shape: tuple[int, ...]) -> npt.NDArray[np.uint8]:
    """The array of a file, copied: torch warns of arrays that cannot be written. Raises :class:`DataError`."""
    path = _path(folder, name)
    if path is None:
        raise DataError(QT_TRANSLATE_NOOP("Data", "{file} is gone."), file=folder / name)
    header = 4 + 4 * len(shape)
    wanted = header + int(np.prod(shape))
    content = _content(path, wanted + 1)
    expected = struct.pack(f">I{len(shape)}I", BYTES_MAGIC + len(shape), *shape)
    if content[:4] != expected[:4]:
        begin = content[:4].hex() or QT_TRANSLATE_NOOP("Data", "nothing")
        other = QT_TRANSLATE_NOOP("Data", "{file} does not begin like an IDX file of bytes: {begin}, not {expected}.")
        raise DataError(other, file=path, begin=begin, expected=expected[:4].hex())
    if content[:header] != expected:
        sizes = struct.unpack(f">{len(shape)}I", content[4:header]) if len(content) >= header else ()
        wrong = QT_TRANSLATE_NOOP("Data", "{file} holds {sizes} bytes; {expected} are expected.")
        raise DataError(wrong, file=path, sizes=_times(sizes), expected=_times(shape))
    if len(content) != wanted:
        short = QT_TRANSLATE_NOOP(
            "Data", "{file} ends too early: {expected} bytes are expected after its head. Copy or download it again."
        )
        long = QT_TRANSLATE_NOOP(
            "Data", "{file} goes on too long: {expected} bytes are expected after its head. Copy or download it again."
        )
        raise DataError(short if len(content) < wanted else long, file=path, expected=_times(shape))
    return np.frombuffer(content, np.uint8, offset=header).reshape(shape).copy()


def _content(path: Path, most: int) -> bytes:
    """At most `most` bytes of what the file holds, so that no file can fill the memory."""
    try:
        with path.open("rb") as plain:
            zipped = plain.read(2) == b"\x1f\x8b"
        with gzip.open(path, "rb") if zipped else path.open("rb") as stream:
            return stream.read(most)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        damaged = QT_TRANSLATE_NOOP("Data", "{file} is damaged ({reason}). Copy or download it again.")
        raise DataError(damaged, file=path, reason=str(error)) from error
    except OSError as error:
        unread = QT_TRANSLATE_NOOP("Data", "{file} cannot be read: {reason}.")
        raise DataError(unread, file=path, reason=os_error_reason(error)) from error


def _times(sizes: tuple[int, ...]) -> str | Template:
    return "×".join(f"{size:,}" for size in sizes) or QT_TRANSLATE_NOOP("Data", "too few")


def mnist_like_info(classes: tuple[str, ...], texts: Mapping[str, str], bytes_to_download: int) -> DatasetInfo:
    """What MNIST and its successors share: 60,000 training and 10,000 test images, grey, of 28×28."""
    counts = {"train": 60_000, "test": 10_000}
    return DatasetInfo(
        name=texts["name"],
        title=texts["title"],
        description=texts["description"],
        licence=texts.get("licence", ""),
        input_shape=(1, 28, 28),
        classes=classes,
        counts=counts,
        bytes_to_download=bytes_to_download,
    )
