"""What a data set is: its source, what is known of it, and the images it gives. Numpy only."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, dataclass, field, replace
from pathlib import Path
from typing import Any, ClassVar, Self

import numpy as np
import numpy.typing as npt

from builder.common.errors import ConvasError
from builder.common.fields import Fields
from builder.common.messages import QT_TRANSLATE_NOOP, Message, join_names
from builder.common.progress import Progress
from builder.model.task import Task
from builder.tasks.base import Target
from builder.tasks.classification import Classes
from builder.tasks.registry import PICTURE_KINDS, TARGETS

Size = tuple[int, int, int]
"""Channels, height, width of one image."""

Cancel = Callable[[], bool]
"""Says whether to give up; called now and then."""

SPLITS = ("train", "val", "test")


class DataError(ConvasError):
    """Data that cannot be had or used; the message says where, what was found and what would be right."""


class DataCancelled(ConvasError):
    """The person gave up waiting for data."""

    def __init__(self) -> None:
        super().__init__(QT_TRANSLATE_NOOP("Data", "Stopped before the data were ready."))


def quiet(_text: str | Message, _done: int, _total: int) -> None:
    """Progress that is not shown."""


def never() -> bool:
    """Work that is not cancelled."""
    return False


def check_cancelled(cancelled: Cancel) -> None:
    """Raise :class:`DataCancelled` when the person gave up."""
    if cancelled():
        raise DataCancelled


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetInfo:
    """What is known of a data set without reading its images.

    `input_shape` is the size that suits it (channels, height, width), `counts` how many images each split of its own
    holds (``{"train": 1797}`` where there is no test set). `classes` name what the images are grouped by; `targets` is what
    they teach besides their classes, by kind of task; `unused` says why something in them teaches nothing. Images of
    `any_size` are made at the size that a network takes.
    Title and description are shown to people: marked literals, or a Message where they have values.
    """

    name: str
    title: str | Message
    description: str | Message
    input_shape: Size
    classes: tuple[str, ...]
    counts: Mapping[str, int]
    targets: Mapping[str, Target] = field(default_factory=dict)
    unused: tuple[Message, ...] = ()
    any_size: bool = False
    bytes_to_download: int = 0
    licence: str = ""

    @property
    def total(self) -> int:
        """All images of all splits."""
        return sum(self.counts.values())

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of task that the data can teach, the one to begin with first; every set of images teaches pictures."""
        own = [*self.targets]
        if self.classes and Classes.kind not in own:
            own.insert(0, Classes.kind)
        return (*own, *(kind for kind in PICTURE_KINDS if kind not in own))

    def class_name(self, stratum: int) -> str:
        """The name of the class with this number; empty where the images have no classes."""
        return self.classes[stratum] if 0 <= stratum < len(self.classes) else ""

    def target(self, kind: str | None = None) -> Target:
        """What the data teach of this kind of task, by default the first; raises :class:`DataError` where they do not."""
        kind = self.kinds[0] if kind is None else kind
        if kind in self.targets:
            return self.targets[kind]
        if kind == Classes.kind and self.classes:
            return Classes(self.classes)
        if kind in PICTURE_KINDS:
            return TARGETS[kind]()
        plain = QT_TRANSLATE_NOOP("Data", "{data} cannot teach {task}; it can teach {kinds}.")
        because = QT_TRANSLATE_NOOP("Data", "{data} cannot teach {task}; it can teach {kinds}. {why}")
        raise DataError(
            because if self.unused else plain,
            **({"why": self.unused} if self.unused else {}),
            data=self.title,
            task=TARGETS[kind].title if kind in TARGETS else kind,
            kinds=join_names([TARGETS[each].title for each in self.kinds]),
        )


Key = int | slice | npt.NDArray[np.int64]
"""What images are indexed by."""


class LazyImages(ABC):
    """Stands for images uint8 (N, C, H, W) that are not in memory: they are read when they are indexed."""

    dtype = np.dtype(np.uint8)
    ndim = 4

    @property
    @abstractmethod
    def shape(self) -> tuple[int, ...]:
        """Number, channels, height and width; of masks, which have no channels, three sizes."""

    @abstractmethod
    def __getitem__(self, key: Key) -> npt.NDArray[np.uint8]:
        """One image (C, H, W), or those of a slice or of indices (M,) as (M, C, H, W). Raises :class:`DataError`."""

    @abstractmethod
    def take(self, indices: npt.NDArray[np.int64]) -> Self:
        """The images with these `indices` (M,), in that order, unread."""

    def __len__(self) -> int:
        return self.shape[0]


def select_images(images: npt.NDArray[Any] | LazyImages, indices: npt.NDArray[np.int64]) -> npt.NDArray[Any] | LazyImages:
    """Copies of those of `images` or targets (N, ...) with these `indices` (M,), in that order; lazy ones stay unread."""
    return images.take(indices) if isinstance(images, LazyImages) else images[indices]


@dataclass(frozen=True, slots=True, eq=False)
class Images:
    """`images` as uint8 (N, C, H, W) from 0 to 255, and for each of them what is to be learned, `targets` (N, ...).

    By kind of task the targets are: classification int64 (N,), class numbers; multilabel uint8 (N, labels), 0 or 1;
    segmentation uint8 (N, H, W), class numbers, 255 where a pixel does not count; regression float32 (N, numbers);
    reconstruction the very array `images`; super-resolution uint8 (N, C, rH, rW). `strata` int64 (N,) are the numbers that
    splits keep in proportion and by which views group: class numbers, where the images have one class each. `names` (N,)
    are what the images are called in :meth:`DataSource.files`; empty where they are not a file each. Images that do not fit
    into memory are :class:`LazyImages`, which can be indexed and measured like arrays.
    """

    images: npt.NDArray[np.uint8] | LazyImages
    targets: npt.NDArray[Any] | LazyImages
    strata: npt.NDArray[np.int64]
    names: tuple[str, ...] = ()

    @classmethod
    def of_classes(
        cls, images: npt.NDArray[np.uint8] | LazyImages, labels: npt.NDArray[np.int64], names: tuple[str, ...] = ()
    ) -> Images:
        """Images that are of one class each."""
        return cls(images, labels, labels, names)

    @classmethod
    def without_classes(cls, images: npt.NDArray[np.uint8], targets: npt.NDArray[Any]) -> Images:
        """Images with targets (N, ...), and nothing to group them by."""
        return cls(images, targets, np.zeros(len(images), np.int64))

    def __len__(self) -> int:
        return len(self.images)

    @property
    def shape(self) -> Size:
        """Channels, height and width of one image."""
        _, channels, height, width = self.images.shape
        return channels, height, width

    def subset(self, indices: npt.NDArray[np.int64]) -> Images:
        """Copies of the images with these `indices` (int64, (M,)), in that order; lazy ones stay unread."""
        strata = self.strata[indices]
        images = select_images(self.images, indices)
        names = tuple(self.names[index] for index in indices.tolist()) if self.names else ()
        if self.targets is self.images:
            return Images(images, images, strata, names)
        targets = strata if self.targets is self.strata else select_images(self.targets, indices)
        return Images(images, targets, strata, names)

    def per_class(self, classes: int) -> tuple[int, ...]:
        """How many images each class has."""
        return tuple(int(count) for count in np.bincount(self.strata, minlength=classes))


@dataclass(frozen=True, slots=True, eq=False)
class LoadedData:
    """A data set as its source gives it: splits of its own where it has them, and remarks for people.

    `rule` is how files became pixels where that was decided by looking at the whole set, as JSON knows it.
    """

    info: DatasetInfo
    train: Images
    _: KW_ONLY
    val: Images | None = None
    test: Images | None = None
    rule: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[Message, ...] = ()
    location: str | Message = ""


@dataclass(frozen=True, slots=True)
class DataSource(ABC):
    """One place that images come from. `rule` is how an earlier run made pixels of the files, see :attr:`LoadedData.rule`."""

    name: str
    rule: Mapping[str, Any] = field(default_factory=dict, kw_only=True, compare=False)
    title: ClassVar[str] = ""
    options_class: ClassVar[type[Fields] | None] = None
    """The options that a project may set, see :meth:`with_options`; None for a source without any."""

    @abstractmethod
    def info(self) -> DatasetInfo:
        """What is known without reading the images; quick. Raises :class:`DataError`."""

    def look(self, progress: Progress = quiet, cancelled: Cancel = never) -> DatasetInfo:
        """As :meth:`info`, with progress where many files are looked at; also raises :class:`DataCancelled`."""
        del progress, cancelled
        return self.info()

    @abstractmethod
    def ready(self) -> bool:
        """Whether the images are on this machine."""

    @abstractmethod
    def location(self) -> str | Message:
        """Where the images are, or would be, for people."""

    def files(self) -> Mapping[str, Path]:
        """The files that the data are read from, by names that stay when the whole is moved; empty for data that are made.

        Raises :class:`DataError`.
        """
        return {}

    def remarks(self) -> tuple[Message, ...]:
        """What a person should know before the data are read: files that are missing, a checksum nobody has confirmed."""
        return ()

    def fetch(self, progress: Progress = quiet, cancelled: Cancel = never) -> None:
        """Download the files that are not on this machine, for data that can be. Raises DataError and DataCancelled."""
        del progress, cancelled

    @abstractmethod
    def load(self, progress: Progress = quiet, cancelled: Cancel = never) -> LoadedData:
        """Read everything, downloading first where needed. Raises :class:`DataError` and :class:`DataCancelled`."""

    def with_options(self, options: Mapping[str, Any], *, seed: int = 0) -> Self:
        """The source with options of its own from a project; raises :class:`DataError` where it has none of that name.

        `seed` is that of the project's data, for sources that generate theirs.
        """
        del seed
        if options:
            raise DataError(
                QT_TRANSLATE_NOOP("Data", "{data} has no options, but the project sets {names}."),
                data=self.title or self.name,
                names=", ".join(sorted(map(str, options))),
            )
        return self

    def with_rule(self, rule: Mapping[str, Any]) -> Self:
        """The source that makes pixels of files as a run did, where that was decided by looking at the whole set."""
        return replace(self, rule=rule)

    def option_values(self) -> dict[str, Any]:
        """The options of :meth:`with_options` that are not the usual ones, as a project keeps them."""
        return {}

    def settings(self) -> Mapping[str, bool | int | float | str | None]:
        """What decides the images besides files, by name: the options of data that are generated."""
        return {}

    def check_for(self, size: Size, target: Target) -> None:
        """Raise :class:`DataError` where :meth:`load_for` would at once, without reading any image."""
        del size
        self.info().target(target.kind)

    def load_for(
        self, size: Size, target: Target, progress: Progress = quiet, cancelled: Cancel = never, *, fit: str = "letterbox"
    ) -> LoadedData:
        """As :meth:`load`, with what `target` asks for; images of different sizes are decoded to `size` directly.

        `fit` says how an image of another form is brought to `size`: "letterbox", "crop" or "stretch". For pictures the
        images alone are enough, the rest is made of them. Raises :class:`DataError` for a target that the data do not have.
        """
        del size, fit
        self.info().target(target.kind)
        return self.load(progress, cancelled)


@dataclass(frozen=True, slots=True, eq=False)
class Splits:
    """Images divided and resized for the network; `counts` gives for each split how many of each class.

    `shape` is the size of every image, `target` what the targets are, `location` where the data are, `notes` what was done
    to them, `rule` as in :class:`LoadedData`. `train` has at least one image; `val` and `test` may be empty.
    """

    train: Images
    val: Images
    test: Images
    _: KW_ONLY
    info: DatasetInfo
    shape: Size
    target: Target
    location: str | Message = ""
    notes: tuple[Message, ...] = ()
    counts: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    rule: Mapping[str, Any] = field(default_factory=dict)


def task_for(info: DatasetInfo, kind: str | None = None) -> Task:
    """The task of this kind on a data set, by default the first that it can teach; raises :class:`DataError`."""
    return Task.of(info.target(kind), info.input_shape)
