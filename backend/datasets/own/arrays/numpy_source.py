"""NumPy files as a data set: arrays of images, and of what is to be learned of them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, Self

import numpy as np
import numpy.typing as npt

from backend.datasets.base import Cancel, DataError, DatasetInfo, DataSource, Images, LoadedData, never, quiet
from backend.datasets.images.picture_sample import suggest_size
from backend.datasets.images.pixel_range import PixelRange, RangeMeter
from backend.datasets.images.resizing import check_memory
from backend.datasets.notes import NOTES
from backend.datasets.own.arrays.array_roles import ArrayRoles, find_roles, has_role
from backend.datasets.own.arrays.image_arrays import as_images, image_size, measure_range
from backend.datasets.own.arrays.numpy_files import ArrayHead, read_array, read_heads
from backend.datasets.own.arrays.target_arrays import ArrayTargets, find_targets
from backend.datasets.own.folders.class_folders import class_notes
from backend.datasets.own.folders.walking import name_list, printable
from builder.common.fields import FieldError, Fields, param, value_text
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.common.progress import Progress
from builder.tasks.classification import Classes

ARRAY_ENDINGS = (".npz", ".npy")
MOST_BESIDE = 100
"""So many .npy files beside the chosen one are looked at for its targets and other parts."""

DARK = 16


class ArrayOptions(Fields):
    """Which arrays are what."""

    place: ClassVar = "data.options"

    arrays: dict[str, Any] = param(
        {},
        label=QT_TRANSLATE_NOOP("Data", "Arrays"),
        doc=QT_TRANSLATE_NOOP(
            "Data",
            "The names of the arrays for images, targets, val_images, val_targets, test_images, test_targets and names; "
            "without an entry they are found by their names.",
        ),
    )


@dataclass(frozen=True, slots=True)
class ArraySource(DataSource):
    """The arrays in the file at the path of this source; for an .npy also those in files beside it."""

    options: ArrayOptions = field(default_factory=ArrayOptions)

    options_class: ClassVar = ArrayOptions

    def info(self) -> DatasetInfo:
        """What the targets teach; of images only the heads are read."""
        roles = self._roles()
        return self._info(roles, self._targets(roles, quiet, never))

    def ready(self) -> bool:
        """Whether the file is there."""
        return Path(self.name).is_file()

    def location(self) -> str:
        """The file."""
        return self.name

    def files(self) -> Mapping[str, Path]:
        """The file, and those beside it that are used."""
        roles = self._roles()
        heads = [head for part in roles.parts.values() for head in (part.images, part.targets) if head is not None]
        return {head.path.name: head.path for head in heads}

    def option_values(self) -> dict[str, Any]:
        """The fields that differ from the defaults."""
        usual = ArrayOptions().record()
        return {name: value for name, value in self.options.record().items() if value != usual[name]}

    def with_options(self, options: Mapping[str, Any], *, seed: int = 0) -> Self:
        """The arrays chosen by `options` (fields of ArrayOptions); raises :class:`DataError` with the field."""
        del seed
        try:
            return type(self)(self.name, ArrayOptions(**options))
        except FieldError as error:
            raise DataError(
                QT_TRANSLATE_NOOP("Data", "{place}: {expected}, not {value}"),
                place=f"{Path(self.name).name}.{error.field}",
                expected=error.expected,
                value=value_text(error.value),
            ) from error

    def load(self, progress: Progress = quiet, cancelled: Cancel = never) -> LoadedData:
        """Read all arrays; values that are no bytes become bytes by one range."""
        roles = self._roles()
        targets = self._targets(roles, progress, cancelled)
        size = image_size(roles.parts["train"].images)
        check_memory(sum(part.images.shape[0] for part in roles.parts.values()), size, copies=2)
        arrays = {split: read_array(part.images, progress, cancelled) for split, part in roles.parts.items()}
        pixels = PixelRange.parse(self.rule["range"]) if "range" in self.rule else _range_of(arrays, roles)
        own, brightest = {}, 0
        for split, part in roles.parts.items():
            images = as_images(arrays.pop(split), part.images, pixels)
            brightest = max(brightest, int(images.max(initial=0)))
            own[split] = _images(images, None if targets is None else targets.by_part[split], targets)
        info = self._info(roles, targets)
        notes = [] if pixels is None else [Message.of(NOTES["array-range"], low=pixels.low, high=pixels.high)]
        if pixels is not None and pixels.not_numbers:
            notes.append(Message.of(NOTES["not-numbers"], count=pixels.not_numbers))
        if brightest < DARK:
            notes.append(Message.of(NOTES["nearly-black"], most=brightest))
        if roles.unused:
            notes.append(Message.of(NOTES["arrays-unused"], names=name_list(roles.unused)))
        if info.classes:
            notes.extend(class_notes(info.classes, {split: part.per_class(len(info.classes)) for split, part in own.items()}))
        return LoadedData(
            info,
            own["train"],
            val=own.get("val"),
            test=own.get("test"),
            rule={} if pixels is None else {"range": pixels.record()},
            notes=tuple(notes),
            location=self.name,
        )

    def _roles(self) -> ArrayRoles:
        path = Path(self.name)
        heads = read_heads(path)
        if path.suffix.casefold() == ".npy" and (self.options.arrays or has_role(heads[path.stem])):
            for beside in sorted(path.parent.glob("*.npy"))[:MOST_BESIDE]:
                if beside != path:
                    heads.update(_heads_beside(beside))
        return find_roles(heads, {role: str(name) for role, name in self.options.arrays.items()})

    def _targets(self, roles: ArrayRoles, progress: Progress, cancelled: Cancel) -> ArrayTargets | None:
        heads = {split: part.targets for split, part in roles.parts.items() if part.targets is not None}
        if "train" not in heads:
            return None
        image = image_size(roles.parts["train"].images)[1:]
        names = [] if roles.names is None else [str(name) for name in read_array(roles.names).reshape(-1).tolist()]
        arrays = {split: _read_once(head, progress, cancelled) for split, head in heads.items()}
        return find_targets(arrays, heads, image, names)

    def _info(self, roles: ArrayRoles, targets: ArrayTargets | None) -> DatasetInfo:
        sizes = {image_size(part.images) for part in roles.parts.values()}
        if len(sizes) > 1:
            unequal = QT_TRANSLATE_NOOP("Data", "The images of the parts in {file} have different sizes: {shapes}.")
            raise DataError(
                unequal, file=printable(self.name), shapes=", ".join(part.images.text for part in roles.parts.values())
            )
        (channels, height, width) = sizes.pop()
        counts = {split: part.images.shape[0] for split, part in roles.parts.items()}
        target = None if targets is None else targets.target
        return DatasetInfo(
            name=self.name,
            title=Path(self.name).name,
            description=Message.of(
                QT_TRANSLATE_NOOP("Data", "{total:,} images of {height}×{width} in {file}."),
                total=sum(counts.values()),
                height=height,
                width=width,
                file=printable(self.name),
            ),
            input_shape=(channels, *suggest_size([(height, width)])),
            classes=target.names if isinstance(target, Classes) else (),
            counts=counts,
            targets={} if target is None else {target.kind: target},
        )


def _range_of(arrays: Mapping[str, npt.NDArray[Any]], roles: ArrayRoles) -> PixelRange | None:
    """One range for the images of all parts; None where they are bytes. Raises :class:`DataError` where none is a number."""
    meter = RangeMeter()
    for split, array in arrays.items():
        own = RangeMeter()
        measure_range(array, own)
        if own.images and not own.samples:
            head = roles.parts[split].images
            empty = QT_TRANSLATE_NOOP(
                "Data", "The array {name} ({shape}) in {file} holds no picture: none of its values is a number."
            )
            raise DataError(empty, name=head.name, shape=head.text, file=printable(head.path))
        meter.merge(own)
    return meter.result()


def _images(images: npt.NDArray[np.uint8], targets: npt.NDArray[Any] | None, found: ArrayTargets | None) -> Images:
    if targets is None or found is None:
        return Images.without_classes(images, images)
    if isinstance(found.target, Classes):
        return Images.of_classes(images, targets)
    return Images.without_classes(images, targets)


def _heads_beside(path: Path) -> dict[str, ArrayHead]:
    """The array of another file of the folder, where it can be read."""
    try:
        return read_heads(path)
    except DataError:
        return {}


def _read_once(head: ArrayHead, progress: Progress, cancelled: Cancel) -> npt.NDArray[Any]:
    """A target array, read again only when its file has changed."""
    status = os.stat(head.path)  # noqa: PTH116 - its head has been read
    key = (str(head.path), head.name, status.st_size, status.st_mtime_ns)
    known = _KNOWN.get(key)
    if known is None:
        if len(_KNOWN) >= MOST_KNOWN:
            _KNOWN.clear()
        known = _KNOWN[key] = read_array(head, progress, cancelled)
        known.flags.writeable = False
    return known


MOST_KNOWN = 3
_KNOWN: dict[tuple[str, str, int, int], npt.NDArray[Any]] = {}
"""The targets that were read last, by path, name, size and time."""
