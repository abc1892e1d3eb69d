"""Batches are the same wherever the images are kept."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from backend.datasets.base import Images
from backend.training.samples.device_dataset import DeviceDataset, fits_device

CPU, META = torch.device("cpu"), torch.device("meta")


def part() -> Images:
    images = np.random.default_rng(0).integers(0, 256, (10, 3, 4, 4)).astype(np.uint8)
    return Images.of_classes(images, np.arange(10, dtype=np.int64))


@pytest.mark.parametrize("resident", [True, False])
def test_batches_are_the_samples_that_were_chosen(resident: bool) -> None:
    data, kept = part(), DeviceDataset(part(), CPU, channels_last=True, resident=resident)
    images, targets = kept.batch(torch.tensor([7, 2]))
    assert (images.numpy() == data.images[[7, 2]].astype(np.float32) / 255).all()
    assert images.is_contiguous(memory_format=torch.channels_last)
    assert targets.tolist() == [7, 2]
    assert kept.batch(slice(3, 5))[1].tolist() == [3, 4]


def test_images_that_stay_in_memory_are_copied_batch_by_batch() -> None:
    kept = DeviceDataset(part(), META, resident=False)
    images, targets = kept.batch(torch.tensor([7, 2]))
    assert (kept.images.device, images.device, targets.device) == (CPU, META, META)
    assert DeviceDataset(part(), META).images.device == META


def test_pictures_that_are_their_own_targets_are_kept_once() -> None:
    images = part().images
    kept = DeviceDataset(Images(images, images, np.zeros(10, np.int64)), CPU)
    assert kept.targets is kept.images
    assert fits_device(part(), CPU)
