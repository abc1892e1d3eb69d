"""A folder of images as a data set: one folder per class, with or without folders for train, validation and test."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from backend.datasets.base import (
    Cancel,
    DataError,
    DatasetInfo,
    Images,
    LazyImages,
    LoadedData,
    Size,
    never,
    quiet,
)
from backend.datasets.images.picture_reader import PictureReader, relative_name
from backend.datasets.images.picture_sample import PictureSample, sample_pictures
from backend.datasets.notes import NOTES
from backend.datasets.own.folders.scanning import FolderScan, scan_folder
from backend.datasets.own.folders.walking import name_list, printable
from backend.datasets.own.path_source import PathSource
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.common.progress import Progress
from builder.tasks.base import Target

UNEQUAL = 10
"""How many times the smallest class the largest one has to be for a remark."""


@dataclass(frozen=True, slots=True)
class FolderSource(PathSource):
    """The images under the folder whose path is the name of this source."""

    def info(self) -> DatasetInfo:
        """Classes and counts by the names of files, a size and colours by the heads of some of them."""
        return self.look()

    def look(self, progress: Progress = quiet, cancelled: Cancel = never) -> DatasetInfo:
        """As :meth:`info`; raises :class:`DataCancelled`."""
        scan = scan_folder(Path(self.name), progress, cancelled)
        return _info(self.name, scan, _sample(scan))

    def ready(self) -> bool:
        """Whether the folder is there."""
        return Path(self.name).is_dir()

    def files(self) -> Mapping[str, Path]:
        """All images by their paths inside of the folder, with slashes."""
        scan = scan_folder(Path(self.name))
        paths = (path for by_class in scan.files.values() for of_class in by_class for path in of_class)
        return {relative_name(path, scan.root): Path(path) for path in paths}

    def _load(
        self,
        size: Size | None,
        progress: Progress,
        cancelled: Cancel,
        *,
        target: Target | None = None,
        fit: str = "letterbox",
    ) -> LoadedData:
        scan = scan_folder(Path(self.name), progress, cancelled)
        sample = _sample(scan)
        info = _info(self.name, scan, sample)
        if target is not None:
            info.target(target.kind)
        reader = PictureReader(scan.root, size or info.input_shape, info.total, progress, cancelled, fit=fit, earlier=self.rule)
        return _load_scan(scan, info, sample, reader)


def _info(name: str, scan: FolderScan, sample: PictureSample) -> DatasetInfo:
    return DatasetInfo(
        name=name,
        title=Path(name).name or name,
        description=Message.of(
            QT_TRANSLATE_NOOP("Data", "{total:,} images of {classes:,} classes in {folder}.")
            if scan.classes
            else QT_TRANSLATE_NOOP("Data", "{total:,} images without classes in {folder}."),
            total=sum(scan.counts.values()),
            classes=len(scan.classes),
            folder=scan.root,
        ),
        input_shape=sample.input_shape,
        classes=scan.classes,
        counts=scan.counts,
    )


def _sample(scan: FolderScan) -> PictureSample:
    return sample_pictures(scan.files["train"], scan.root)


def _load_scan(scan: FolderScan, info: DatasetInfo, sample: PictureSample, reader: PictureReader) -> LoadedData:
    reader.measure(path for by_class in scan.files.values() for paths in by_class for path in paths)
    own = {}
    for split, by_class in scan.files.items():
        paths = [path for of_class in by_class for path in of_class]
        labels = np.repeat(np.arange(len(by_class)), [len(of_class) for of_class in by_class])
        images, kept = reader.read(paths)
        if len(kept):
            names = tuple(relative_name(paths[index], scan.root) for index in kept.tolist())
            own[split] = Images.of_classes(images, labels[kept], names) if scan.classes else _plain(images, names)
    reader.finish()
    counts = {split: part.per_class(len(scan.classes)) for split, part in own.items()} if scan.classes else {}
    for name, count in zip(scan.classes, counts.get("train", (0,) * len(scan.classes)), strict=True):
        if not count:
            none = QT_TRANSLATE_NOOP("Data", "None of the images of the class {name} in {folder} can be read.")
            raise DataError(none, name=name, folder=printable(scan.root))
    if "train" not in own:
        raise DataError(QT_TRANSLATE_NOOP("Data", "None of the images in {folder} can be read."), folder=printable(scan.root))
    return LoadedData(
        info,
        own["train"],
        val=own.get("val"),
        test=own.get("test"),
        rule=reader.rule(),
        notes=(*scan.notes, *reader.notes(sample), *class_notes(scan.classes, counts)),
        location=str(scan.root),
    )


def _plain(images: npt.NDArray[np.uint8] | LazyImages, names: tuple[str, ...]) -> Images:
    """Images from which only pictures can be learned."""
    return Images(images, images, np.zeros(len(images), np.int64), names)


def class_notes(classes: Sequence[str], counts: Mapping[str, Sequence[int]]) -> Iterator[Message]:
    """Classes of a single image, and classes of very unequal size; `counts` are those of each split."""
    if not classes:
        return
    single = [name for name, *each in zip(classes, *counts.values(), strict=True) if sum(each) == 1]
    if single:
        yield Message.of(NOTES["single-images"], names=name_list(single))
    train = counts["train"]
    large, small = max(train, default=0), min(train, default=0)
    if large >= UNEQUAL * max(small, 1):
        yield Message.of(
            NOTES["imbalance"],
            large=classes[train.index(large)],
            most=large,
            small=classes[train.index(small)],
            least=small,
            share=large / sum(train),
        )
