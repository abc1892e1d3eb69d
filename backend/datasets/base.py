"""What a data set is: where it comes from, what it says of itself, and the images it gives. Numpy only."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from builder.model.task import Task

Size = tuple[int, int, int]
"""Channels, height, width of one image."""

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is (0 when nobody knows)."""

Cancel = Callable[[], bool]
"""Asked now and then whether to give up."""

SPLITS = ("train", "val", "test")


class DataError(ValueError):
    """Data that cannot be had or used; the text says where, what was found and what would be right."""


class Cancelled(RuntimeError):
    """The person gave up waiting for data."""

    def __init__(self) -> None:
        super().__init__("Stopped before the data were ready.")


def quiet(_text: str, _done: int, _total: int) -> None:
    """A progress that nobody watches."""


def never() -> bool:
    """A wait that nobody gives up."""
    return False


def check(cancelled: Cancel) -> None:
    """Raise :class:`Cancelled` when the person gave up."""
    if cancelled():
        raise Cancelled


@dataclass(frozen=True, slots=True)
class DatasetInfo:
    """What is known of a data set without reading its images.

    `input_shape` is the size that suits it (channels, height, width), `counts` how many images each split of its own
    holds (``{"train": 1797}`` where there is no test set).
    """

    name: str
    title: str
    description: str
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
    """`images` as bytes (N, C, H, W), `labels` as int64 (N,), numbers of classes."""

    images: npt.NDArray[np.uint8]
    labels: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.labels)

    @property
    def shape(self) -> Size:
        """Channels, height and width of one image."""
        _, channels, height, width = self.images.shape
        return channels, height, width

    def taken(self, indices: npt.NDArray[np.int64]) -> Images:
        """The images with these numbers, in that order."""
        return Images(self.images[indices], self.labels[indices])

    def per_class(self, classes: int) -> tuple[int, ...]:
        """How many images each class has."""
        return tuple(int(count) for count in np.bincount(self.labels, minlength=classes))


@dataclass(frozen=True, slots=True, eq=False)
class Loaded:
    """A data set as its source gives it: splits of its own where it has them, and remarks for people."""

    info: DatasetInfo
    train: Images
    val: Images | None = None
    test: Images | None = None
    notes: tuple[str, ...] = ()
    location: str = ""


@dataclass(frozen=True, slots=True)
class Source(ABC):
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
    def location(self) -> str:
        """Where the images lie, or would lie, for people."""

    @abstractmethod
    def load(self, progress: Progress = quiet, cancelled: Cancel = never) -> Loaded:
        """Read everything, downloading first where needed. Raises :class:`DataError` and :class:`Cancelled`."""

    def load_for(self, size: Size, progress: Progress = quiet, cancelled: Cancel = never) -> Loaded:
        """As :meth:`load`, for a network that takes `size`; images that each have a size of their own are made so at once."""
        del size
        return self.load(progress, cancelled)


@dataclass(frozen=True, slots=True, eq=False)
class Splits:
    """Images divided and made to fit the network; `counts` gives for each split how many of each class.

    `shape` is the size of every image, `location` where the data lie, `notes` what was done to them, in words.
    """

    train: Images
    val: Images
    test: Images
    info: DatasetInfo
    shape: Size
    location: str = ""
    notes: tuple[str, ...] = ()
    counts: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


def task_for(info: DatasetInfo) -> Task:
    """What is learned from a data set: to tell its classes apart."""
    return Task("classification", input_shape=info.input_shape, classes=info.classes)
