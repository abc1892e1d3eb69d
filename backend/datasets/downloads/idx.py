"""Data sets in the IDX format of MNIST: four files, plain, gzipped or in an archive, kept by the person or downloaded."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
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
from backend.datasets.downloads.archives import is_web_page, read_file, read_zip_member
from backend.datasets.downloads.download import fetch
from backend.datasets.downloads.publication import Published, find_file, find_files, missing_message
from builder.common.messages import QT_TRANSLATE_NOOP, Message, Template
from builder.common.progress import Progress

BYTES_MAGIC = 0x0800
"""First two bytes 0, then 8 for unsigned bytes; the fourth byte counts the axes."""

MNIST_NAMES = (
    "train-images-idx3-ubyte.gz",
    "train-labels-idx1-ubyte.gz",
    "t10k-images-idx3-ubyte.gz",
    "t10k-labels-idx1-ubyte.gz",
)
"""The four files of MNIST and its successors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IdxSource(DataSource):
    """A data set of four IDX files: `names` of images and labels of train, then of test.

    `archive` is the published file that holds them all, where they are published so. `first_label` is the label of the
    first class. `transposed` says that rows and columns of each image are exchanged in the files.
    """

    about: DatasetInfo
    published: Published
    names: tuple[str, str, str, str] = MNIST_NAMES
    archive: str = ""
    first_label: int = 0
    transposed: bool = False

    def info(self) -> DatasetInfo:
        """What is published of the data set."""
        return self.about

    def ready(self) -> bool:
        """Whether all four files, or the archive that holds them, are on this machine."""
        return len(self._find()) == len(self.names)

    def location(self) -> str:
        """The folder that holds the files, or would hold them once downloaded."""
        found = self._find()
        complete = len(found) == len(self.names)
        return str(found[self.names[0]].parent if complete else self.published.downloads())

    def remarks(self) -> tuple[Message, ...]:
        """Which files are missing where some are there, and whether the checksums were ever confirmed."""
        return () if self.ready() else (*self._missing(), *self.published.remarks())

    def _missing(self) -> tuple[Message, ...]:
        folder, found = self._find_offline()
        return () if folder is None or self.ready() else (missing_message(folder, self.names, found),)

    def files(self) -> Mapping[str, Path]:
        """The four files, or the archive that holds them."""
        found = self._find()
        return {(path.name if self._is_archive(path) else name.removesuffix(".gz")): path for name, path in found.items()}

    def fetch(self, progress: Progress = quiet, cancelled: Cancel = never) -> None:
        """Download the files that are in none of the folders, with their checksums."""
        found, missing = self._find(), self._missing()
        if len(found) == len(self.names):
            return
        files = [file for file in self.published.files if file.name == self.archive or file.name not in found]
        try:
            fetch(self.published, files, progress, cancelled)
        except DataError as error:
            if not missing:
                raise
            both = QT_TRANSLATE_NOOP("Data", "{missing} {error}")
            raise DataError(both, missing=missing[0], error=error.message) from error

    def load(self, progress: Progress = quiet, cancelled: Cancel = never) -> LoadedData:
        """Read the four files, from the person's folder or else downloaded with their checksums."""
        missing = self._missing()
        self.fetch(progress, cancelled)
        found = self._find()
        parts, text = {}, Message.of(QT_TRANSLATE_NOOP("Data", "Reading {data}"), data=self.about.title)
        for done, split in enumerate(("train", "test")):
            check_cancelled(cancelled)
            progress(text, done, 2)
            images, labels = self.names[2 * done : 2 * done + 2]
            parts[split] = self._read_split(split, (images, labels), found)
        progress(text, 2, 2)
        location = str(found[self.names[0]].parent)
        return LoadedData(self.about, train=parts["train"], test=parts["test"], location=location, notes=missing)

    def _find(self) -> dict[str, Path]:
        """Where each of the files is (the path of the archive, where it is inside); what is nowhere is left out.

        The person's folder wins: what it lacks comes from the folder for downloads.
        """
        _, found = self._find_offline()
        if len(found) < len(self.names) and self.archive:
            archives = (find_file(place, self.archive) for place in self.published.places())
            path = next((each for each in archives if each is not None), None)
            return dict.fromkeys(self.names, path) if path is not None else {}
        downloads = self.published.downloads()
        for name in self.names:
            if name not in found and (path := find_file(downloads, name)) is not None:
                found[name] = path
        return found

    def _is_archive(self, path: Path) -> bool:
        return bool(self.archive) and path.name == self.archive

    def _find_offline(self) -> tuple[Path | None, dict[str, Path]]:
        return find_files(self.published.offline_folders(), self.names)

    def _read_split(self, split: str, names: tuple[str, str], found: Mapping[str, Path]) -> Images:
        count, (_, height, width) = self.about.counts[split], self.about.input_shape
        images = self._read_array(found, names[0], (count, height, width))
        labels = self._read_array(found, names[1], (count,)).astype(np.int64)
        last = self.first_label + len(self.about.classes) - 1
        wrong = labels[(labels < self.first_label) | (labels > last)]
        if len(wrong):
            unknown = QT_TRANSLATE_NOOP("Data", "{file} holds the label {label}; {data} has the labels {first} to {last}.")
            values = {"label": int(wrong[0]), "data": self.about.title, "first": self.first_label, "last": last}
            raise DataError(unknown, file=_file_text(found[names[1]], names[1]), **values)
        if self.transposed:
            images = np.ascontiguousarray(images.transpose(0, 2, 1))
        return Images.of_classes(images[:, None], labels - self.first_label)

    def _read_array(self, found: Mapping[str, Path], name: str, shape: tuple[int, ...]) -> npt.NDArray[np.uint8]:
        """The array of a file; raises :class:`DataError`."""
        path = found.get(name)
        if path is None:  # removed since it was found
            raise DataError(QT_TRANSLATE_NOOP("Data", "{file} is gone."), file=self.published.downloads() / name)
        most = _header_bytes(shape) + int(np.prod(shape)) + 1
        content = read_zip_member(path, name, most) if self._is_archive(path) else read_file(path, most)
        return parse_idx(content, shape, _file_text(path, name))


def _file_text(path: Path, name: str) -> str:
    """A file as messages name it: its path, and its name inside of an archive."""
    return str(path) if name.split("-")[0] in path.name else f"{path}/{name}"


def _header_bytes(shape: tuple[int, ...]) -> int:
    return 4 + 4 * len(shape)


def parse_idx(content: bytes, shape: tuple[int, ...], file: str) -> npt.NDArray[np.uint8]:
    """The bytes of `content` as an array of `shape`, copied: torch warns of arrays that cannot be written.

    `file` is named by the :class:`DataError` that is raised where the content is anything else.
    """
    header = _header_bytes(shape)
    wanted = header + int(np.prod(shape))
    expected = struct.pack(f">I{len(shape)}I", BYTES_MAGIC + len(shape), *shape)
    if is_web_page(content[:200]):
        page = QT_TRANSLATE_NOOP("Data", "{file} is a web page, not the file that it is named after. Download it again.")
        raise DataError(page, file=file)
    if content[:4] != expected[:4]:
        begin = content[:4].hex() or QT_TRANSLATE_NOOP("Data", "nothing")
        other = QT_TRANSLATE_NOOP("Data", "{file} does not begin like an IDX file of bytes: {begin}, not {expected}.")
        raise DataError(other, file=file, begin=begin, expected=expected[:4].hex())
    if content[:header] != expected:
        sizes = struct.unpack(f">{len(shape)}I", content[4:header]) if len(content) >= header else ()
        wrong = QT_TRANSLATE_NOOP("Data", "{file} holds {sizes} bytes; {expected} are expected.")
        raise DataError(wrong, file=file, sizes=_times(sizes), expected=_times(shape))
    if len(content) != wanted:
        short = QT_TRANSLATE_NOOP(
            "Data", "{file} ends too early: {expected} bytes are expected after its head. Copy or download it again."
        )
        long = QT_TRANSLATE_NOOP(
            "Data", "{file} goes on too long: {expected} bytes are expected after its head. Copy or download it again."
        )
        raise DataError(short if len(content) < wanted else long, file=file, expected=_times(shape))
    return np.frombuffer(content, np.uint8, offset=header).reshape(shape).copy()


def _times(sizes: tuple[int, ...]) -> str | Template:
    return "×".join(f"{size:,}" for size in sizes) or QT_TRANSLATE_NOOP("Data", "too few")


def mnist_like_info(
    classes: tuple[str, ...],
    texts: Mapping[str, str],
    *,
    bytes_to_download: int,
    counts: tuple[int, int] = (60_000, 10_000),
) -> DatasetInfo:
    """What MNIST and its successors share: grey images of 28×28, `counts` of them for training and for testing."""
    own = {"train": counts[0], "test": counts[1]}
    return DatasetInfo(
        name=texts["name"],
        title=texts["title"],
        description=texts["description"],
        licence=texts.get("licence", ""),
        input_shape=(1, 28, 28),
        classes=classes,
        counts=own,
        bytes_to_download=bytes_to_download,
    )
