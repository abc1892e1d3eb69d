"""What a data set is: its source, what is known of it, and the images it gives. Numpy only."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, dataclass, field
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from builder.common.errors import ConvasError
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.common.progress import Progress
from builder.model.task import Task

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
    holds (``{"train": 1797}`` where there is no test set). Title and description are shown to people: marked literals, or
    a Message where they have values.
    """

    name: str
    title: str | Message
    description: str | Message
    input_shape: Size
    classes: tuple[str, ...]
    counts: Mapping[str, int]
    bytes_to_download: int = 0
    licence: str = ""

    @property
    def total(self) -> int:
        """All images of all splits."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True, eq=False)
class Images:
    """`images` as uint8 (N, C, H, W) from 0 to 255, `labels` as int64 (N,): indices of classes."""

    images: npt.NDArray[np.uint8]
    labels: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.labels)

    @property
    def shape(self) -> Size:
        """Channels, height and width of one image."""
        _, channels, height, width = self.images.shape
        return channels, height, width

    def subset(self, indices: npt.NDArray[np.int64]) -> Images:
        """Copies of the images with these `indices` (int64, (M,)), in that order."""
        return Images(self.images[indices], self.labels[indices])

    def per_class(self, classes: int) -> tuple[int, ...]:
        """How many images each class has."""
        return tuple(int(count) for count in np.bincount(self.labels, minlength=classes))


@dataclass(frozen=True, slots=True, eq=False)
class LoadedData:
    """A data set as its source gives it: splits of its own where it has them, and remarks for people."""

    info: DatasetInfo
    train: Images
    _: KW_ONLY
    val: Images | None = None
    test: Images | None = None
    notes: tuple[Message, ...] = ()
    location: str | Message = ""


@dataclass(frozen=True, slots=True)
class DataSource(ABC):
    """One place that images come from."""

    name: str
    title: ClassVar[str] = ""

    @abstractmethod
    def info(self) -> DatasetInfo:
        """What is known without reading the images; quick. Raises :class:`DataError`."""

    @abstractmethod
    def ready(self) -> bool:
        """Whether the images are on this machine."""

    @abstractmethod
    def location(self) -> str | Message:
        """Where the images are, or would be, for people."""

    @abstractmethod
    def load(self, progress: Progress = quiet, cancelled: Cancel = never) -> LoadedData:
        """Read everything, downloading first where needed. Raises :class:`DataError` and :class:`DataCancelled`."""

    def load_for(self, size: Size, progress: Progress = quiet, cancelled: Cancel = never) -> LoadedData:
        """As :meth:`load`, for a network that takes `size`; images of different sizes are decoded to it directly."""
        del size
        return self.load(progress, cancelled)


@dataclass(frozen=True, slots=True, eq=False)
class Splits:
    """Images divided and resized for the network; `counts` gives for each split how many of each class.

    `shape` is the size of every image, `location` where the data are, `notes` what was done to them.
    """

    train: Images
    val: Images
    test: Images
    _: KW_ONLY
    info: DatasetInfo
    shape: Size
    location: str | Message = ""
    notes: tuple[Message, ...] = ()
    counts: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


def task_for(info: DatasetInfo) -> Task:
    """The classification task of a data set."""
    return Task("classification", input_shape=info.input_shape, classes=info.classes)
