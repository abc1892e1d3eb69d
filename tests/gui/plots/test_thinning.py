"""Thinning keeps ends and extremes; smoothing keeps the mean."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.plots.thinning import POINTS, decimate, smooth, thin


@given(st.integers(0, 20_000), st.integers(10, 1500), st.integers(0, 2**32 - 1))
def test_thinning_keeps_ends_and_extremes(count: int, limit: int, seed: int) -> None:
    y = np.random.default_rng(seed).normal(size=count)
    x = np.arange(count)
    thin_x, thin_y = decimate(x, y, limit)
    assert len(thin_y) <= max(limit, 0)
    assert (np.diff(thin_x) > 0).all()
    assert np.array_equal(y[thin_x], thin_y)
    if count:
        assert (thin_x[0], thin_x[-1]) == (0, count - 1)
        assert (thin_y.max(), thin_y.min()) == (y.max(), y.min())


def test_thinning_a_long_run_is_quick_and_passes_over_gaps() -> None:
    y = np.random.default_rng(0).normal(size=1_000_000).astype(np.float32)
    y[5000:5100] = np.nan
    begun = time.perf_counter()
    thin = decimate(np.arange(len(y)), y)[1]
    assert time.perf_counter() - begun < 0.5
    assert np.nanmax(thin) == np.nanmax(y)


def test_smoothing_starts_at_the_first_value() -> None:
    y = np.array([4.0, 4.0, np.nan, 4.0])
    assert smooth(y, 0.9)[[0, 1, 3]].tolist() == pytest.approx([4.0, 4.0, 4.0])
    assert smooth(y, 0.0) is y


def test_smoothing_keeps_the_mean_and_calms_the_curve() -> None:
    noisy = np.random.default_rng(0).normal(1.0, 0.5, 20_000)
    x, y = thin(np.arange(20_000.0), noisy, 0.9)
    assert len(x) == len(y) <= POINTS
    assert abs(y.mean() - 1.0) < 0.05
    assert y.std() < 0.2
