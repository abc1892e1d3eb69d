"""The samples of a split as batches on the device: kept there whole, or read from their files when they are needed."""

from __future__ import annotations

import math
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from backend.datasets.base import DataError, Images, LazyImages
from backend.datasets.own.masks.mask_decoding import MaskImages
from backend.datasets.picture_targets import ReducedImages
from backend.datasets.streaming.file_images import FileImages
from backend.datasets.streaming.file_reader import FileReader
from backend.protocol.events import TrainingError

DEVICE_PART = 0.4
"""The share of a GPU's free memory that the images of one split may take: the network and its batches need the rest."""


class Dataset(Protocol):
    """Batches of a split by the numbers of samples."""

    resident: bool
    """Whether the images are on the device."""

    def __len__(self) -> int: ...

    def batch(self, chosen: Tensor | slice) -> tuple[Tensor, Tensor]:
        """Images float32 (n, C, H, W), 0 to 1, and targets (n, ...) of the samples `chosen` (n,) int64, or of a slice."""

    def read_ahead(self, order: Tensor) -> None:
        """Announce that batches of the samples `order` (m,) int64 will be asked for, in this order."""


def make_dataset(part: Images, device: torch.device, reader: FileReader, *, channels_last: bool = False) -> Dataset:
    """The samples of `part` on `device`; lazy images are read by `reader`. Batches may have their channels last in memory."""
    if isinstance(part.images, LazyImages):
        return StreamedDataset(part, device, reader, channels_last=channels_last)
    return DeviceDataset(part, device, channels_last=channels_last, resident=fits_device(part, device))


def fits_device(part: Images, device: torch.device) -> bool:
    """Whether the images and targets of `part` fit into what is free of a GPU; on the CPU they are in memory anyway."""
    if device.type != "cuda":
        return True
    arrays = [part.images] if part.targets is part.images else [part.images, part.targets]
    needed = sum(math.prod(each.shape) * each.dtype.itemsize for each in arrays)
    return needed <= torch.cuda.mem_get_info(device)[0] * DEVICE_PART


class DeviceDataset:
    """Images uint8 (N, C, H, W) and targets (N, ...), batched by index: on the device, or in memory."""

    def __init__(self, part: Images, device: torch.device, *, channels_last: bool = False, resident: bool = True) -> None:
        """Move `part` to `device` if it is to be `resident` there, else each batch.

        Batches have their channels last in memory if wanted.
        """
        self.resident, self._device = resident, device
        home = device if resident else torch.device("cpu")
        self.images = torch.from_numpy(np.require(part.images, requirements=["C", "W"])).to(home)
        shared = part.targets is part.images
        targets = self.images if shared else torch.from_numpy(np.require(part.targets, requirements=["C", "W"])).to(home)
        self.targets = targets
        self._format = torch.channels_last if channels_last else torch.contiguous_format

    def __len__(self) -> int:
        return len(self.images)

    def batch(self, chosen: Tensor | slice) -> tuple[Tensor, Tensor]:
        """Images float32 (n, C, H, W), 0 to 1, and targets (n, ...) of the samples `chosen` (n,) int64, or of a slice."""
        if not self.resident and isinstance(chosen, Tensor):
            chosen = chosen.to(self.images.device)
        images = self.images[chosen] if isinstance(chosen, slice) else self.images.index_select(0, chosen)
        targets = self.targets[chosen]
        if not self.resident:
            images, targets = images.to(self._device), targets.to(self._device)
        return images.to(torch.float32, memory_format=self._format).div_(255), targets

    def read_ahead(self, order: Tensor) -> None:
        """Nothing is left to read."""


class StreamedDataset:
    """Images in files and targets (N, ...): what a batch needs is read, and moved to the device. The same bits as if whole.

    Targets are in memory, or masks in files of their own, or pictures: the images themselves, or the large ones that the
    images are made from.
    """

    resident = False

    def __init__(self, part: Images, device: torch.device, reader: FileReader, *, channels_last: bool = False) -> None:
        """Read the lazy images of `part` with `reader`, which may serve other sets as well."""
        self._reduced = part.images if isinstance(part.images, ReducedImages) else None
        source = part.targets if self._reduced is not None else part.images
        assert isinstance(source, FileImages)
        self._source, self._device, self._reader = source, device, reader
        self._targets = part.targets
        self._masks = part.targets.source if isinstance(part.targets, MaskImages) else None
        self._format = torch.channels_last if channels_last else torch.contiguous_format
        self._order, self._at, self._announcement = np.empty(0, np.int64), 0, object()

    def __len__(self) -> int:
        return len(self._source)

    def read_ahead(self, order: Tensor) -> None:
        """Read the samples `order` (m,) int64 before they are asked for, in this order."""
        self._order, self._at, self._announcement = order.cpu().numpy(), 0, object()

    def batch(self, chosen: Tensor | slice) -> tuple[Tensor, Tensor]:
        """Images float32 (n, C, H, W), 0 to 1, and targets (n, ...) of the samples `chosen` (n,) int64, or of a slice.

        Raises TrainingError for a file that cannot be read any more.
        """
        numbers = np.arange(len(self))[chosen] if isinstance(chosen, slice) else chosen.cpu().numpy()
        try:
            announced = np.array_equal(self._order[self._at : self._at + len(numbers)], numbers)
            read = self._read(self._source, numbers, announced=announced)
            masks = None if self._masks is None else self._read(self._masks, numbers, announced=announced)[:, 0]
        except DataError as error:
            raise TrainingError(error.message) from error
        images = read if self._reduced is None else self._reduced.reduce(read)
        self._at += len(numbers) if announced else 0
        given = torch.from_numpy(images).to(self._device)
        return given.to(torch.float32, memory_format=self._format).div_(255), self._targets_of(numbers, read, masks)

    def _read(self, source: FileImages, numbers: NDArray[np.int64], *, announced: bool) -> NDArray[np.uint8]:
        """The images (n, C, H, W) of these samples, from those that are read ahead where they were announced."""
        if not announced:
            return self._reader.read(source, numbers)
        return self._reader.read_next(self._announcement, source, self._order[self._at :], len(numbers))

    def _targets_of(self, numbers: NDArray[np.int64], read: NDArray[np.uint8], masks: NDArray[np.uint8] | None) -> Tensor:
        lazy = isinstance(self._targets, LazyImages)
        targets = masks if masks is not None else read if lazy else self._targets[numbers]
        return torch.from_numpy(np.ascontiguousarray(targets)).to(self._device)
