"""Metrics of pictures, by hand; torchmetrics is asked in another file."""

from __future__ import annotations

import math

import numpy as np
import pytest

from backend.metrics.picture_metrics import psnr, ssim


def test_psnr_by_hand() -> None:
    black = np.zeros((3, 1, 4, 4), np.uint8)
    lighter = black.copy()
    lighter[1] = 255
    lighter[2] = 51
    assert psnr(lighter, black) == pytest.approx([100.0, 0.0, 20 * math.log10(5)])
    assert psnr(lighter.astype(np.float32) / 255, black) == pytest.approx(psnr(lighter, black))


def test_floats_are_cut_to_the_range_of_pixels() -> None:
    white = np.full((1, 3, 12, 12), 255, np.uint8)
    over = np.full((1, 3, 12, 12), 1.7, np.float32)
    assert psnr(over, white).tolist() == [100.0]
    assert ssim(over, white) == pytest.approx([1.0])


def ssim_by_hand(x: np.ndarray, y: np.ndarray, width: int) -> float:
    """The formula of Wang et al. (2004), window by window."""
    line = np.exp(-((np.arange(width) - width // 2) ** 2) / (2 * 1.5**2))
    window = np.outer(line, line) / line.sum() ** 2
    found = []
    for top in range(x.shape[0] - width + 1):
        for left in range(x.shape[1] - width + 1):
            a, b = (part[top : top + width, left : left + width] for part in (x, y))
            mean_a, mean_b = (window * a).sum(), (window * b).sum()
            var_a, var_b = (window * (a - mean_a) ** 2).sum(), (window * (b - mean_b) ** 2).sum()
            both = (window * (a - mean_a) * (b - mean_b)).sum()
            brightness = (2 * mean_a * mean_b + 1e-4) / (mean_a**2 + mean_b**2 + 1e-4)
            found.append(brightness * (2 * both + 9e-4) / (var_a + var_b + 9e-4))
    return float(np.mean(found))


@pytest.mark.parametrize(("high", "wide", "width"), [(14, 80, 11), (11, 11, 11), (8, 20, 7), (9, 9, 9), (1, 5, 1), (2, 2, 1)])
def test_ssim_by_hand(high: int, wide: int, width: int) -> None:
    random = np.random.default_rng(high)
    x = random.random((2, 2, high, wide))
    y = np.clip(x + random.normal(0, 0.2, x.shape), 0, 1)
    expected = [np.mean([ssim_by_hand(x[n, c], y[n, c], width) for c in range(2)]) for n in range(2)]
    assert ssim(x, y) == pytest.approx(expected, abs=1e-12)
    assert ssim(x, x) == pytest.approx([1.0, 1.0])


def test_constant_and_broken_and_no_pictures() -> None:
    grey, darker = np.full((1, 1, 16, 16), 0.5), np.full((1, 1, 16, 16), 0.25)
    assert ssim(grey, darker) == pytest.approx([(2 * 0.125 + 1e-4) / (0.25 + 0.0625 + 1e-4)])
    broken = grey.copy()
    broken[0, 0, 3, 3] = math.nan
    assert math.isnan(psnr(broken, grey)[0])
    assert math.isnan(ssim(broken, grey)[0])
    assert psnr(grey[:0], grey[:0]).shape == ssim(grey[:0], grey[:0]).shape == (0,)
    with pytest.raises(ValueError, match="differ in shape"):
        psnr(grey, grey[..., 1:])
