"""From a data set to what is trained on: divided into train, validation and test, and resized for the network."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, cast

import numpy as np
import numpy.typing as npt

from backend.datasets.base import (
    SPLITS,
    Cancel,
    DataError,
    DataSource,
    Images,
    LoadedData,
    Size,
    Splits,
    check_cancelled,
    never,
    quiet,
)
from backend.datasets.pictures import with_pictures
from backend.datasets.registry import DEFAULT, source
from backend.datasets.resizing import check_memory, fit_size, size_notes
from builder.common.fields import Fields, param
from builder.common.messages import QT_TRANSLATE_NOOP
from builder.common.progress import Progress
from builder.tasks.base import Target
from builder.tasks.registry import PICTURE_KINDS

Indices = npt.NDArray[np.int64]


class DataSpec(Fields):
    """Which data a project learns from, and how they are divided."""

    name: str = param(
        DEFAULT,
        doc=QT_TRANSLATE_NOOP("Data", "A data set by its name, or a folder of images by its path."),
        label=QT_TRANSLATE_NOOP("Data", "Data"),
    )
    val_fraction: float = param(
        0.1,
        low=0.01,
        high=0.45,
        step=0.05,
        label=QT_TRANSLATE_NOOP("Data", "Validation part"),
        doc=QT_TRANSLATE_NOOP("Data", "How much of the images is kept to validate on, where the data have no validation set."),
    )
    test_fraction: float = param(
        0.2,
        low=0.01,
        high=0.45,
        step=0.05,
        label=QT_TRANSLATE_NOOP("Data", "Test part"),
        doc=QT_TRANSLATE_NOOP("Data", "How much of the images is kept to test on, where the data have no test set."),
    )
    fit: Literal["letterbox", "crop", "stretch"] = param(
        "letterbox",
        label=QT_TRANSLATE_NOOP("Data", "Fit"),
        doc=QT_TRANSLATE_NOOP(
            "Data",
            "What is done to images of another form than the Input's: a border is added, the middle is cut out, or they are "
            "stretched.",
        ),
        advanced=True,
    )
    options: dict[str, Any] = param(
        {},
        label=QT_TRANSLATE_NOOP("Data", "Options"),
        doc=QT_TRANSLATE_NOOP("Data", "Settings of the data set itself, such as the size of images that are generated."),
        advanced=True,
    )
    seed: int = param(
        0,
        low=0,
        doc=QT_TRANSLATE_NOOP("Data", "Decides which images go where."),
        label=QT_TRANSLATE_NOOP("Data", "Seed"),
        advanced=True,
    )


def prepare(
    spec: DataSpec,
    shape: Sequence[int],
    target: Target | None = None,
    progress: Progress = quiet,
    cancelled: Cancel = never,
) -> Splits:
    """Read the data of `spec`, divide them, and make of each image what an Input of `shape` (C, H, W) and `target` need.

    Without a target, the first that the data can teach. The same spec gives the same splits everywhere. Raises
    :class:`DataError` and :class:`DataCancelled`.
    """
    size = image_size(shape)
    found = source_of(spec)
    target = found.info().target() if target is None else target
    wanted = cast(Size, target.data_size(size))
    loaded = found.load_for(wanted, target, progress, cancelled, fit=spec.fit)
    check_cancelled(cancelled)
    if target.kind not in PICTURE_KINDS:
        target = loaded.info.target(target.kind)  # what the data hold now, which may not be what they held before
    parts = split_data(loaded, spec)
    whole, done = sum(map(len, parts)), 0
    check_memory(whole, wanted)
    made = []
    for part in parts:
        fitted = fit_size(part, wanted, _offset_progress(progress, done, whole), cancelled, fit=spec.fit)
        made.append(with_pictures(fitted, target, size, _offset_progress(progress, done, whole), cancelled))
        done += len(part)
    train, val, test = made
    return Splits(
        train,
        val,
        test,
        info=loaded.info,
        shape=size,
        target=target,
        location=loaded.location,
        notes=(*loaded.notes, *size_notes(loaded.train.shape, wanted, spec.fit)),
        counts={split: part.per_class(len(loaded.info.classes)) for split, part in zip(SPLITS, made, strict=True)},
    )


def source_of(spec: DataSpec) -> DataSource:
    """The source that `spec` names, with its options; raises :class:`DataError`."""
    return source(spec.name).with_options(spec.options, seed=spec.seed)


def image_size(shape: Sequence[int]) -> Size:
    """`shape` as the size of an image; raises :class:`DataError` where images cannot be made so."""
    if len(shape) != 3 or shape[0] not in (1, 3):
        wrong = QT_TRANSLATE_NOOP(
            "Data",
            "Input wants {sizes}; an image has 3 sizes: channels (1 for grey, 3 for colour), height and width.",
        )
        raise DataError(wrong, sizes="×".join(map(str, shape)) or QT_TRANSLATE_NOOP("Data", "nothing"))
    return cast(Size, tuple(shape))


def split_data(loaded: LoadedData, spec: DataSpec) -> tuple[Images, Images, Images]:
    """Train, validation and test; splits that the data lack are taken from their training images. Raises DataError."""
    rest = np.arange(len(loaded.train), dtype=np.int64)
    labels, total = loaded.train.strata, len(rest)
    picker = np.random.default_rng(spec.seed)
    test, val = loaded.test, loaded.val
    needed = (test is None) + (val is None) + 1
    if total < needed:
        few = QT_TRANSLATE_NOOP("Data", "{data} holds {count} training images; at least {needed} are needed to divide them.")
        raise DataError(few, data=loaded.info.title, count=total, needed=needed)
    if test is None:
        rest, chosen = _take_part(labels, rest, round(spec.test_fraction * total), picker)
        test = loaded.train.subset(chosen)
    if val is None:
        rest, chosen = _take_part(labels, rest, round(spec.val_fraction * total), picker)
        val = loaded.train.subset(chosen)
    train = loaded.train if len(rest) == total else loaded.train.subset(rest)
    return train, val, test


def _take_part(
    labels: npt.NDArray[np.int64], rest: Indices, wanted: int, picker: np.random.Generator
) -> tuple[Indices, Indices]:
    """`rest` without about `wanted` indices, and those: stratified by class, and at least one of each class is left."""
    wanted = min(max(wanted, 1), len(rest) - 1)
    by_class = [picker.permutation(rest[labels[rest] == label]) for label in np.unique(labels[rest])]
    sizes = np.array([len(members) for members in by_class])
    quota = _shares(sizes, wanted)
    chosen = [members[:count] for members, count in zip(by_class, quota, strict=True)]
    kept = [members[count:] for members, count in zip(by_class, quota, strict=True)]
    return np.sort(np.concatenate(kept)), np.sort(np.concatenate(chosen))


def _shares(sizes: Indices, wanted: int) -> Indices:
    """`wanted` divided in proportion to `sizes`, by largest remainder, leaving one of each class while that can be."""
    exact = sizes * (wanted / sizes.sum())
    shares: Indices = np.minimum(np.floor(exact).astype(np.int64), sizes)
    order = np.argsort(-(exact - shares), kind="stable")
    for limit in (sizes - 1, sizes):
        shares = np.minimum(shares, limit)
        while shares.sum() < wanted and (shares < limit).any():
            for label in order:
                if shares.sum() < wanted and shares[label] < limit[label]:
                    shares[label] += 1
    return shares


def _offset_progress(progress: Progress, done: int, whole: int) -> Progress:
    return lambda text, here, _total: progress(text, done + here, whole)
