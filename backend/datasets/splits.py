"""From a data set to what is trained on: divided into train, validation and test, and resized for the network."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Literal, Self, cast

from pydantic import model_validator

from backend.datasets.base import (
    SPLITS,
    Cancel,
    DataError,
    DatasetInfo,
    DataSource,
    LazyImages,
    Size,
    Splits,
    check_cancelled,
    never,
    quiet,
)
from backend.datasets.division import Division, EarlierData, check_division, split_data, with_class_order
from backend.datasets.images.resizing import check_memory, fit_size, size_notes
from backend.datasets.picture_targets import enlarged_notes, with_pictures
from backend.datasets.registry import DEFAULT, source, sources
from backend.datasets.time_left import with_time_left
from builder.common.fields import FieldError, Fields, param
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.common.progress import Progress
from builder.tasks.base import Target
from builder.tasks.registry import PICTURE_KINDS

MOST_FOLDS = 1000


class DataSpec(Fields):
    """Which data a project learns from, and how they are divided."""

    place: ClassVar = "data"

    name: str = param(
        DEFAULT,
        doc=QT_TRANSLATE_NOOP("Data", "A data set by its name, or your own by the path of its folder or file."),
        label=QT_TRANSLATE_NOOP("Data", "Data"),
    )
    val_fraction: float = param(
        0.1,
        low=0.0,
        high=0.45,
        step=0.05,
        label=QT_TRANSLATE_NOOP("Data", "Validation part"),
        doc=QT_TRANSLATE_NOOP(
            "Data", "How much of the images is kept to validate on, where the data have no validation set; 0 for none."
        ),
    )
    test_fraction: float = param(
        0.2,
        low=0.0,
        high=0.45,
        step=0.05,
        label=QT_TRANSLATE_NOOP("Data", "Test part"),
        doc=QT_TRANSLATE_NOOP(
            "Data", "How much of the images is kept to test on, where the data have no test set; 0 for none."
        ),
    )
    val_count: int = param(
        0,
        low=0,
        label=QT_TRANSLATE_NOOP("Data", "Validation images"),
        doc=QT_TRANSLATE_NOOP("Data", "How many images are kept to validate on, instead of a part; 0 to go by the part."),
        advanced=True,
    )
    test_count: int = param(
        0,
        low=0,
        label=QT_TRANSLATE_NOOP("Data", "Test images"),
        doc=QT_TRANSLATE_NOOP("Data", "How many images are kept to test on, instead of a part; 0 to go by the part."),
        advanced=True,
    )
    folds: int = param(
        0,
        low=0,
        high=MOST_FOLDS,
        label=QT_TRANSLATE_NOOP("Data", "Folds"),
        doc=QT_TRANSLATE_NOOP(
            "Data",
            "Cross-validation: what is not tested on is divided into so many equal parts, and one of them is validated on. "
            "0 for none.",
        ),
        advanced=True,
    )
    fold: int = param(
        1,
        low=1,
        high=MOST_FOLDS,
        label=QT_TRANSLATE_NOOP("Data", "Fold"),
        doc=QT_TRANSLATE_NOOP("Data", "Which of the folds is validated on, from 1."),
        advanced=True,
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

    def division(self) -> Division:
        """How the data are divided."""
        return Division(
            val=self.val_count or self.val_fraction,
            test=self.test_count or self.test_fraction,
            folds=self.folds,
            fold=self.fold,
            seed=self.seed,
        )

    @model_validator(mode="after")
    def _check_folds(self) -> Self:
        if self.folds == 1:
            several = QT_TRANSLATE_NOOP("Data", "must be 0, for none, or at least 2")
            raise FieldError(self.place, "folds", self.folds, Message.of(several))
        if self.folds and self.fold > self.folds:
            within = QT_TRANSLATE_NOOP("Data", "must be one of the {folds} folds")
            raise FieldError(self.place, "fold", self.fold, Message.of(within, folds=self.folds))
        return self


def prepare(
    spec: DataSpec,
    shape: Sequence[int],
    target: Target | None = None,
    progress: Progress = quiet,
    cancelled: Cancel = never,
    *,
    earlier: EarlierData | None = None,
) -> Splits:
    """Read the data of `spec`, divide them, and make of each image what an Input of `shape` (C, H, W) and `target` need.

    Without a target, the first that the data can teach. The same spec gives the same splits everywhere; images
    that are in `earlier` keep their split and the order of its classes. Raises :class:`DataError` and
    :class:`DataCancelled`.
    """
    size = image_size(shape)
    found = source_of(spec)
    if earlier is not None:
        found = found.with_rule(earlier.rule)
    target = found.info().target() if target is None else target
    wanted = cast(Size, target.data_size(size))
    loaded = found.load_for(wanted, target, progress, cancelled, fit=spec.fit)
    check_cancelled(cancelled)
    if earlier is not None:
        loaded = with_class_order(loaded, earlier.classes)
    if target.kind not in PICTURE_KINDS:
        target = loaded.info.target(target.kind)  # what the data hold now, which may not be what they held before
    parts = split_data(loaded, spec.division(), None if earlier is None else earlier.splits)
    whole, done = sum(map(len, parts)), 0
    if not isinstance(loaded.train.images, LazyImages):
        check_memory(whole, wanted)
    made, timed = [], with_time_left(progress)
    for part in parts:
        fitted = fit_size(part, wanted, _offset_progress(timed, done, whole), cancelled, fit=spec.fit)
        made.append(with_pictures(fitted, target, size, _offset_progress(timed, done, whole), cancelled))
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
        notes=(
            *loaded.notes,
            *size_notes(loaded.train.shape, wanted, spec.fit),
            *enlarged_notes(loaded, wanted, target, spec.fit),
        ),
        counts={split: part.per_class(len(loaded.info.classes)) for split, part in zip(SPLITS, made, strict=True)},
        rule=loaded.rule,
    )


def check_reading(spec: DataSpec, info: DatasetInfo, shape: Sequence[int], target: Target) -> None:
    """Raise :class:`DataError` where :func:`prepare` would for reasons that are known before any image is read.

    `info` is what is known of the data. Folders are not looked into again.
    """
    check_division(info, spec.division())
    if spec.name in sources():
        wanted = cast(Size, target.data_size(image_size(shape)))
        source_of(spec).check_for(wanted, target)
        check_memory(info.total, wanted)


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


def _offset_progress(progress: Progress, done: int, whole: int) -> Progress:
    return lambda text, here, _total: progress(text, done + here, whole)
