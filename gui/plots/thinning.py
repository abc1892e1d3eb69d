"""Fewer points for long curves, and running averages."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

POINTS = 1500
"""No curve is drawn with more points."""

Numbers = NDArray[Any]


def thin(x: Numbers, y: Numbers, weight: float = 0.0) -> tuple[Numbers, Numbers]:
    """At most POINTS points of the curve `y` over `x`, both (n,); smoothed with `weight` (0 to 1, 0 leaves it as it is).

    A smoothed curve is thinned to the means of equal stretches: the extremes would be averaged away in any case.
    """
    if weight <= 0:
        return decimate(x, y)
    if len(y) > POINTS:
        edges = np.linspace(0, len(y), POINTS + 1).astype(np.int64)[:-1]
        sizes = np.diff(np.append(edges, len(y)))
        x, y = np.add.reduceat(x, edges) / sizes, np.add.reduceat(y.astype(np.float64), edges) / sizes
    return x, smooth(y, weight)


def decimate(x: Numbers, y: Numbers, limit: int = POINTS) -> tuple[Numbers, Numbers]:
    """At most `limit` points of a curve, x and y (n,): the first, the last, the lowest and highest of each stretch between.

    Minimum-maximum decimation: unlike every n-th point it keeps spikes, and no stretch costs a Python loop.
    """
    count = len(y)
    if count <= limit:
        return x, y
    stretches = (limit - 2) // 2
    edges = np.linspace(1, count - 1, stretches + 1).astype(np.int64)
    size = int(np.diff(edges).max())
    # One row per stretch; a row that is short repeats its last point.
    places = np.minimum(edges[:-1, None] + np.arange(size)[None, :], edges[1:, None] - 1)
    window = np.where(np.isnan(y[places]), np.inf, y[places])
    low = places[np.arange(stretches), window.argmin(axis=1)]
    window = np.where(np.isnan(y[places]), -np.inf, y[places])
    high = places[np.arange(stretches), window.argmax(axis=1)]
    inner = np.sort(np.stack([low, high], axis=1), axis=1).ravel()
    keep = np.unique(np.concatenate([[0], inner, [count - 1]]))
    return x[keep], y[keep]


def smooth(y: Numbers, weight: float) -> Numbers:
    """The exponential moving average of `y`, (n,), with weight `weight` for the past; `y` itself where that is 0.

    Divided by the sum of the weights so far, as Adam corrects its moments, so that it is not pulled towards 0 at first.
    NaN repeats the average.
    """
    if weight <= 0 or len(y) == 0:
        return y
    result, level, mass = np.empty(len(y), dtype=np.float64), 0.0, 0.0
    for index, value in enumerate(y.tolist()):
        if value == value:
            level, mass = weight * level + (1 - weight) * value, weight * mass + (1 - weight)
        result[index] = level / mass if mass else np.nan
    return result
