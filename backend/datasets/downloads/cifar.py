"""CIFAR-10 and CIFAR-100, the binary versions: small colour photographs of things and animals.

A. Krizhevsky, "Learning Multiple Layers of Features from Tiny Images", 2009. A record is the label (CIFAR-100: the coarse
label, then the fine one that is learned) and 3072 bytes: 1024 of red, green and blue each, row by row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from pathlib import Path

import numpy as np

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
from backend.datasets.downloads.archives import read_file, read_tar_members
from backend.datasets.downloads.download import fetch
from backend.datasets.downloads.publication import Published, RemoteFile, find_file, find_files, missing_message
from builder.common.messages import QT_TRANSLATE_NOOP, Message, Template
from builder.common.progress import Progress

LARGEST_NAME_LIST = 100_000
"""How many bytes the file with the names of the classes may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CifarSource(DataSource):
    """A CIFAR data set: `train` and `test` name its files of records, `names` the file with the names of its classes.

    A record begins with `label_bytes` labels, of which the last is learned. `pickled` is what the version of the data is
    called that Convas does not read, since unpickling can run programs.
    """

    about: DatasetInfo
    published: Published
    train: tuple[str, ...]
    test: tuple[str, ...]
    names: str
    label_bytes: int
    pickled: tuple[str, ...] = ()

    @property
    def archive(self) -> str:
        """The published archive."""
        return self.published.files[0].name

    def info(self) -> DatasetInfo:
        """What is published of the data set."""
        return self.about

    def ready(self) -> bool:
        """Whether the archive or its unpacked files are on this machine."""
        return self._find() is not None

    def location(self) -> str:
        """The folder or archive that holds the images, or the folder that would hold them once downloaded."""
        return str(self._find() or self.published.downloads())

    def remarks(self) -> tuple[Message, ...]:
        """What is there but not enough, and whether the checksum was ever confirmed."""
        return () if self.ready() else (*self._missing(), *self._pickles(), *self.published.remarks())

    def files(self) -> Mapping[str, Path]:
        """The files of records, or the archive that holds them."""
        place = self._find()
        if place is None or place.is_file():
            return {} if place is None else {place.name: place}
        names = (*self.train, *self.test)
        return {name: path for name in names if (path := find_file(place, name)) is not None}

    def fetch(self, progress: Progress = quiet, cancelled: Cancel = never) -> None:
        """Download the archive where neither it nor its files are in any of the folders."""
        if self.ready():
            return
        hints = (*self._missing(), *self._pickles())
        try:
            fetch(self.published, self.published.files, progress, cancelled)
        except DataError as error:
            if not hints:
                raise
            both = QT_TRANSLATE_NOOP("Data", "{missing} {error}")
            raise DataError(both, missing=hints[0], error=error.message) from error

    def load(self, progress: Progress = quiet, cancelled: Cancel = never) -> LoadedData:
        """Read the records, from the person's folder or else downloaded with their checksum."""
        self.fetch(progress, cancelled)
        place = self._find() or self.published.downloads() / self.archive
        text = Message.of(QT_TRANSLATE_NOOP("Data", "Reading {data}"), data=self.about.title)
        progress(text, 0, 2)
        check_cancelled(cancelled)
        contents = self._read_files(place, cancelled)
        progress(text, 1, 2)
        _check_names(self, place, contents.pop(self.names, b""))
        train, test = (self._parse(place, contents, split, names) for split, names in self._splits())
        progress(text, 2, 2)
        return LoadedData(self.about, train=train, test=test, location=str(place))

    def _splits(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return ("train", self.train), ("test", self.test)

    def _find(self) -> Path | None:
        """The folder with all files of records or the archive; the person's own first."""
        for places in (tuple(self.published.offline_folders()), (self.published.downloads(),)):
            folder, found = find_files(places, (*self.train, *self.test))
            if folder is not None and len(found) == len(self.train) + len(self.test):
                return folder
            archive = next((path for place in places if (path := find_file(place, self.archive)) is not None), None)
            if archive is not None:
                return archive
        return None

    def _missing(self) -> tuple[Message, ...]:
        names = (*self.train, *self.test)
        folder, found = find_files(self.published.offline_folders(), names)
        return () if folder is None else (missing_message(folder, names, found),)

    def _pickles(self) -> tuple[Message, ...]:
        """A remark where only the version for Python is there."""
        places = self.published.offline_folders()
        path = next((place / name for place in places for name in self.pickled if (place / name).exists()), None)
        if path is None:
            return ()
        other = QT_TRANSLATE_NOOP(
            "Data",
            "{found} is the version for Python, which is not read, since opening such files can run programs; "
            "the binary version, {archive}, is needed.",
        )
        return (Message.of(other, found=path, archive=self.archive),)

    def _file_bytes(self, split: str) -> int:
        """The size of each file of records of a split."""
        files = len(self.train if split == "train" else self.test)
        return self.about.counts[split] // files * self._record_bytes()

    def _record_bytes(self) -> int:
        return self.label_bytes + prod(self.about.input_shape)

    def _read_files(self, place: Path, cancelled: Cancel) -> dict[str, bytes]:
        """What the files hold by their names, bounded: one byte more than expected shows that a file is too large."""
        sizes = {name: self._file_bytes(split) + 1 for split, names in self._splits() for name in names}
        sizes[self.names] = LARGEST_NAME_LIST
        if place.is_file():
            return read_tar_members(place, sizes, cancelled)
        contents = {}
        for name, most in sizes.items():
            check_cancelled(cancelled)
            if (path := find_file(place, name)) is not None:
                contents[name] = read_file(path, most)
        return contents

    def _parse(self, place: Path, contents: Mapping[str, bytes], split: str, names: tuple[str, ...]) -> Images:
        """The records of one split; raises :class:`DataError`."""
        expected, width = self._file_bytes(split), self._record_bytes()
        for name in names:
            if len(contents.get(name, b"")) != expected:
                wrong = QT_TRANSLATE_NOOP(
                    "Data",
                    "{name} in {place} holds {size} bytes; {expected:,} are expected: {count:,} records of {width:,}. Copy or "
                    "download it again.",
                )
                size = len(contents.get(name, b""))
                shown = (
                    f"{size:,}"
                    if size <= expected
                    else Message.of(QT_TRANSLATE_NOOP("Data", "more than {most:,}"), most=expected)
                )
                values = {"expected": expected, "count": expected // width, "width": width}
                raise DataError(wrong, name=name, place=place, size=shown, **values)
        count = len(names) * (expected // width)
        images, labels = np.empty((count, *self.about.input_shape), np.uint8), np.empty(count, np.int64)
        for index, name in enumerate(names):
            records = np.frombuffer(contents[name], np.uint8).reshape(-1, width)
            rows = slice(index * len(records), (index + 1) * len(records))
            labels[rows] = records[:, self.label_bytes - 1]
            images[rows] = records[:, self.label_bytes :].reshape(-1, *self.about.input_shape)
        if labels.max() >= len(self.about.classes):
            unknown = QT_TRANSLATE_NOOP("Data", "{file} holds the label {label}; {data} has the labels {first} to {last}.")
            values = {"label": int(labels.max()), "first": 0, "last": len(self.about.classes) - 1}
            raise DataError(unknown, file=place, data=self.about.title, **values)
        return Images.of_classes(images, labels)


def _check_names(source: CifarSource, place: Path, content: bytes) -> None:
    """Refuse data whose own list of classes is another one; a folder may lack the list."""
    listed = tuple(content.decode("utf-8", "replace").split())
    if listed and listed != source.about.classes:
        other = QT_TRANSLATE_NOOP("Data", "{names} in {place} lists other classes ({first} ...); {data} begins with {own}.")
        raise DataError(
            other,
            names=source.names,
            place=place,
            first=", ".join(listed[:3])[:60],
            data=source.about.title,
            own=", ".join(source.about.classes[:3]),
        )


CIFAR10 = tuple("airplane automobile bird cat deer dog frog horse ship truck".split())
CIFAR100 = tuple(
    "apple aquarium_fish baby bear beaver bed bee beetle bicycle bottle bowl boy bridge bus butterfly camel can castle "
    "caterpillar cattle chair chimpanzee clock cloud cockroach couch crab crocodile cup dinosaur dolphin elephant flatfish "
    "forest fox girl hamster house kangaroo keyboard lamp lawn_mower leopard lion lizard lobster man maple_tree motorcycle "
    "mountain mouse mushroom oak_tree orange orchid otter palm_tree pear pickup_truck pine_tree plain plate poppy porcupine "
    "possum rabbit raccoon ray road rocket rose sea seal shark shrew skunk skyscraper snail snake spider squirrel streetcar "
    "sunflower sweet_pepper table tank telephone television tiger tractor train trout tulip turtle wardrobe whale "
    "willow_tree wolf woman worm".split()
)
"""The fine labels, in alphabetical order."""

LICENCE = "none stated; cite Krizhevsky 2009"


def _info(name: str, title: str, classes: tuple[str, ...], description: Template, bytes_to_download: int) -> DatasetInfo:
    return DatasetInfo(
        name=name,
        title=title,
        description=description,
        input_shape=(3, 32, 32),
        classes=classes,
        counts={"train": 50_000, "test": 10_000},
        bytes_to_download=bytes_to_download,
        licence=LICENCE,
    )


# Sizes and checksums: url_checksums/cifar10.txt and cifar100.txt of tensorflow/datasets; the MD5 sums on the publisher's page
# are c32a1d4ab5d03f1284b67883e8d87530 and 03b5dce01913d631647c71ecec9e9cb8. Not confirmed by a download yet.
TEN = Published(
    title="CIFAR-10",
    files=(
        RemoteFile(
            "cifar-10-binary.tar.gz",
            170_052_171,
            "sha256:c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
        ),
    ),
    mirrors=(
        "https://www.cs.toronto.edu/~kriz",
        "https://cave.cs.toronto.edu/kriz",
        "https://storage.googleapis.com/mirror.tensorflow.org/www.cs.toronto.edu/~kriz",
    ),
    folder="cifar-10",
    folders=("cifar10", "CIFAR10", "CIFAR-10", "."),
    subfolders=("", "cifar-10-batches-bin"),
)
HUNDRED = Published(
    title="CIFAR-100",
    files=(
        RemoteFile(
            "cifar-100-binary.tar.gz",
            168_513_733,
            "sha256:58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec",
        ),
    ),
    mirrors=("https://www.cs.toronto.edu/~kriz", "https://cave.cs.toronto.edu/kriz"),
    folder="cifar-100",
    folders=("cifar100", "CIFAR100", "CIFAR-100", "."),
    subfolders=("", "cifar-100-binary"),
)
SOURCES = (
    CifarSource(
        "cifar-10",
        about=_info(
            "cifar-10",
            "CIFAR-10",
            CIFAR10,
            QT_TRANSLATE_NOOP("Data", "60,000 colour photographs of animals and vehicles in ten kinds, by A. Krizhevsky."),
            TEN.bytes,
        ),
        published=TEN,
        train=tuple(f"data_batch_{number}.bin" for number in range(1, 6)),
        test=("test_batch.bin",),
        names="batches.meta.txt",
        label_bytes=1,
        pickled=("cifar-10-batches-py", "cifar-10-python.tar.gz"),
    ),
    CifarSource(
        "cifar-100",
        about=_info(
            "cifar-100",
            "CIFAR-100",
            CIFAR100,
            QT_TRANSLATE_NOOP(
                "Data", "60,000 colour photographs of animals, plants and things in 100 kinds, by A. Krizhevsky."
            ),
            HUNDRED.bytes,
        ),
        published=HUNDRED,
        train=("train.bin",),
        test=("test.bin",),
        names="fine_label_names.txt",
        label_bytes=2,
        pickled=("cifar-100-python", "cifar-100-python.tar.gz"),
    ),
)
