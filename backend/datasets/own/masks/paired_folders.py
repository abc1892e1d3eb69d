"""A folder of images and a folder of masks as a data set: a class for each pixel."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from backend.datasets.base import (
    Cancel,
    DataError,
    DatasetInfo,
    Images,
    LazyImages,
    LoadedData,
    Size,
    check_cancelled,
    never,
    quiet,
    select_images,
)
from backend.datasets.images.file_faults import UnreadableImage
from backend.datasets.images.picture_reader import EVERY, PictureReader, relative_name
from backend.datasets.images.picture_sample import PictureSample, sample_pictures
from backend.datasets.notes import NOTES
from backend.datasets.own.folders.walking import name_list, printable
from backend.datasets.own.masks.mask_classes import MaskClasses, find_classes
from backend.datasets.own.masks.mask_decoding import MaskDecoding, MaskImages, Masks, decode_mask
from backend.datasets.own.masks.pairing import MaskPairs, find_mask_pairs
from backend.datasets.own.masks.pixel_values import MaskValues, collect_values
from backend.datasets.own.path_source import PathSource
from backend.datasets.streaming.decoding import BETWEEN
from backend.datasets.streaming.file_images import FileImages
from backend.datasets.time_left import with_time_left
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.common.progress import Progress
from builder.tasks.base import Target
from builder.tasks.segmentation import PixelClasses


@dataclass(frozen=True, slots=True)
class MaskFolderSource(PathSource):
    """The images with masks under the folder whose path is the name of this source."""

    def info(self) -> DatasetInfo:
        """Classes by the values in all masks (kept until a mask changes), a size by the heads of some images."""
        return self.look()

    def look(self, progress: Progress = quiet, cancelled: Cancel = never) -> DatasetInfo:
        """As :meth:`info`; raises :class:`DataCancelled`."""
        pairs = self._pairs(progress, cancelled)
        return _info(self.name, pairs, _sample(pairs), _values(pairs, progress, cancelled)[1])

    def ready(self) -> bool:
        """Whether the folder is there."""
        return Path(self.name).is_dir()

    def files(self) -> Mapping[str, Path]:
        """All images and masks by their paths inside of the folder, with slashes."""
        pairs = self._pairs(quiet, never)
        paths = [path for of_split in pairs.pairs.values() for pair in of_split for path in pair]
        return {relative_name(path, pairs.root): Path(path) for path in paths}

    def _load(
        self,
        size: Size | None,
        progress: Progress,
        cancelled: Cancel,
        *,
        target: Target | None = None,
        fit: str = "letterbox",
    ) -> LoadedData:
        pairs = self._pairs(progress, cancelled)
        values, classes = _values(pairs, progress, cancelled)
        if "masks" in self.rule:
            classes = MaskClasses.parse(self.rule["masks"]).on(values)
        sample = _sample(pairs)
        info = _info(self.name, pairs, sample, classes)
        if target is not None:
            info.target(target.kind)
        wanted = size or info.input_shape
        reader = PictureReader(pairs.root, wanted, info.total, progress, cancelled, fit=fit, earlier=self.rule, planes=1)
        masks = _MaskReader(pairs.root, wanted, classes, info.total, with_time_left(progress), cancelled, fit=fit)
        reader.measure(image for of_split in pairs.pairs.values() for image, _ in of_split)
        own = {split: _read_split(of_split, reader, masks) for split, of_split in pairs.pairs.items()}
        reader.finish()
        own = {split: part for split, part in own.items() if len(part)}
        if "train" not in own:
            none = QT_TRANSLATE_NOOP("Data", "None of the images with masks in {folder} can be used. {why}")
            raise DataError(none, folder=printable(pairs.root), why=[*reader.notes(sample), *masks.notes()])
        return LoadedData(
            info,
            own["train"],
            val=own.get("val"),
            test=own.get("test"),
            rule={**reader.rule(), "masks": classes.record()},
            notes=(*pairs.notes, *reader.notes(sample), *classes.notes(values), *masks.notes()),
            location=str(pairs.root),
        )

    def _pairs(self, progress: Progress, cancelled: Cancel) -> MaskPairs:
        pairs = find_mask_pairs(Path(self.name), progress, cancelled)
        if pairs is None:
            gone = QT_TRANSLATE_NOOP("Data", "{folder} holds no folder of images beside a folder of masks with the same names.")
            raise DataError(gone, folder=self.name)
        return pairs


@dataclass(slots=True)
class _MaskReader:
    """Decodes masks as images are decoded, and counts those that cannot be used."""

    root: Path
    size: Size
    classes: MaskClasses
    total: int
    progress: Progress
    cancelled: Cancel
    fit: str = field(kw_only=True)
    done: int = 0
    unequal: list[str] = field(default_factory=list)
    unreadable: list[tuple[str, UnreadableImage]] = field(default_factory=list)

    def read(self, image: str, path: str) -> Masks | None:
        """The mask (H, W) of an `image` that was read; None where it cannot be used. Raises :class:`DataCancelled`."""
        if self.done % EVERY == 0:
            check_cancelled(self.cancelled)
            self.progress(Message.of(QT_TRANSLATE_NOOP("Data", "Reading masks")), self.done, self.total)
        self.done += 1
        try:
            mask = decode_mask(image, path, self.size, self.classes, fit=self.fit)
        except UnreadableImage as error:
            self.unreadable.append((path, error))
            return None
        if mask is None:
            self.unequal.append(path)
        return mask

    def notes(self) -> Iterator[Message]:
        """Which pairs were left out for their masks."""
        if self.unequal:
            yield Message.of(NOTES["mask-size"], count=len(self.unequal), files=self._names(self.unequal))
        if self.unreadable:
            names = self._names([path for path, _ in self.unreadable])
            reason = self.unreadable[0][1].message
            yield Message.of(NOTES["mask-unreadable"], count=len(self.unreadable), files=names, reason=reason)

    def _names(self, paths: Sequence[str]) -> Message:
        return name_list([relative_name(path, self.root) for path in paths], most=3)


def _read_split(pairs: Sequence[tuple[str, str]], reader: PictureReader, masks: _MaskReader) -> Images:
    """The images and masks of one split, both streamed where the images are."""
    images, kept = reader.read([image for image, _ in pairs])
    streamed = isinstance(images, LazyImages)
    made = np.empty((0 if streamed else len(kept), *reader.size[1:]), np.uint8)
    good: list[int] = []
    for row, index in enumerate(kept.tolist()):
        mask = masks.read(*pairs[index])
        if mask is not None:
            if not streamed:
                made[len(good)] = mask
            good.append(row)
    rows = np.array(good, np.int64)
    chosen = images if len(good) == len(images) else select_images(images, rows)
    names = tuple(relative_name(pairs[index][0], reader.root) for index in kept[rows].tolist())
    targets = _lazy_masks(pairs, masks).take(kept[rows]) if streamed else made[: len(good)]
    return Images(chosen, targets, np.zeros(len(good), np.int64), names)


def _lazy_masks(pairs: Sequence[tuple[str, str]], masks: _MaskReader) -> MaskImages:
    decoding = MaskDecoding(size=(1, *masks.size[1:]), fit=masks.fit, classes=masks.classes)
    return MaskImages(FileImages([BETWEEN.join(pair) for pair in pairs], decoding))


def _sample(pairs: MaskPairs) -> PictureSample:
    return sample_pictures([[image for image, _ in of_split] for of_split in pairs.pairs.values()], pairs.root)


def _values(pairs: MaskPairs, progress: Progress, cancelled: Cancel) -> tuple[MaskValues, MaskClasses]:
    """What all masks hold, and the classes that follow; looked for again only when a mask has changed."""
    stamps = tuple((path, *_stamp(path)) for path in pairs.masks)
    known = _KNOWN.get(stamps)
    if known is None:
        known = collect_values(pairs.masks, len(pairs.masks), progress, cancelled)
        _KNOWN.clear()
        _KNOWN[stamps] = known
    return known, find_classes(known, pairs.names_file)


_KNOWN: dict[tuple[tuple[str, int, int], ...], MaskValues] = {}
"""The values of the masks that were looked at last, by path, size and time of each."""


def _stamp(path: str) -> tuple[int, int]:
    try:
        status = Path(path).stat()
    except OSError:
        return -1, 0
    return status.st_size, status.st_mtime_ns


def _info(name: str, pairs: MaskPairs, sample: PictureSample, classes: MaskClasses) -> DatasetInfo:
    return DatasetInfo(
        name=name,
        title=Path(name).name or name,
        description=Message.of(
            QT_TRANSLATE_NOOP("Data", "{total:,} images with masks of {classes:,} classes in {folder}."),
            total=sum(pairs.counts.values()),
            classes=len(classes.names),
            folder=printable(pairs.root),
        ),
        input_shape=sample.input_shape,
        classes=(),
        counts=pairs.counts,
        targets={PixelClasses.kind: PixelClasses(classes.names)},
    )
