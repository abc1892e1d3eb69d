"""Baselines by hand."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image
from scipy import ndimage

from backend.metrics import baselines


def test_classes_labels_and_numbers() -> None:
    assert baselines.majority_class(np.array([2, 1, 2, 0]), 3) == 2
    assert baselines.majority_class(np.array([[255, 255], [255, 1]]), 3, ignored=255) == 1
    assert baselines.majority_class(np.zeros(0, np.int64), 3) == 0
    assert baselines.class_shares(np.array([0, 0, 2, 2]), 3).tolist() == [0.5, 0.0, 0.5]
    assert baselines.class_shares(np.zeros(0, np.int64), 4).tolist() == [0.25] * 4
    assert baselines.label_shares(np.array([[1, 0], [1, 1]], np.uint8)).tolist() == [1.0, 0.5]
    assert baselines.mean_numbers(np.array([[1.0, 4.0], [3.0, 0.0]])).tolist() == [2.0, 2.0]
    assert baselines.mean_numbers(np.zeros((0, 2))).tolist() == [0.0, 0.0]


def test_the_mean_picture() -> None:
    pictures = np.stack([np.zeros((1, 2, 2), np.uint8), np.full((1, 2, 2), 255, np.uint8)])
    assert baselines.mean_picture(pictures) == pytest.approx(np.full((1, 2, 2), 0.5))
    many = np.arange(3000, dtype=np.float64) / 3000 * 255
    assert baselines.mean_picture(many.astype(np.uint8).reshape(-1, 1, 1, 1))[0, 0, 0] == pytest.approx(0.5, abs=0.01)
    assert (baselines.mean_picture(pictures[:0]) == np.zeros((1, 2, 2))).all()


@pytest.mark.parametrize("channels", [1, 3])
def test_pictures_are_filtered_channel_by_channel(channels: int) -> None:
    pictures = np.random.default_rng(0).integers(0, 256, (2, channels, 5, 4)).astype(np.uint8)
    larger = baselines.bicubic(pictures, 3)
    assert larger.shape == (2, channels, 15, 12)
    mode = pictures[1].transpose(1, 2, 0) if channels == 3 else pictures[1, 0]
    expected = np.asarray(Image.fromarray(mode).resize((12, 15), Image.Resampling.BICUBIC))
    assert (larger[1] == (expected.transpose(2, 0, 1) if channels == 3 else expected)).all()
    medians = baselines.median_filter(pictures)
    assert (medians[0, 0] == ndimage.median_filter(pictures[0, 0], 3, mode="nearest")).all()
    assert baselines.bicubic(pictures[:0], 2).shape == (0, channels, 10, 8)
