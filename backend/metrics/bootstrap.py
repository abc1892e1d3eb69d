"""How far a metric could be off by the choice of test samples: percentile bootstrap intervals (Efron 1979).

The samples are drawn again and again with replacement, and the metric is measured each time. What is drawn is given as how
often each sample counts, so that a metric over many draws is one product of matrices.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from backend.metrics.confusion import Array, Counts, Floats

Statistics = Callable[[Floats], Mapping[str, Array]]
"""From weights (rows, n), how often each sample counts in each draw, to metrics (rows,) by name."""

RESAMPLES = 1000
FEWEST = 200
"""Draws where there is time for all, and the fewest that give an interval."""

SMALLEST = 30
"""Samples below which there is no interval: percentile intervals of so few are too narrow, such as 100% to 100% of four."""

WORK = 50_000_000
"""Samples that are drawn in all, times what measuring one costs: about a second."""

_CHUNK = 1 << 20
"""Weights that are held at a time: 8 MB."""


def draws_for(samples: int, cost: int = 1, most: int = RESAMPLES) -> int:
    """How many draws of so many samples fit into the time; `cost` is how many times one is looked at. 0 where too few fit."""
    count = min(most, WORK // max(1, samples * cost))
    return count if count >= FEWEST else 0


def resampled_weights(samples: int, draws: int, seed: int = 0) -> Iterator[Floats]:
    """How often each of `samples` samples counts in each draw with replacement: pieces (rows, samples), `draws` rows in all."""
    random = np.random.default_rng(seed)
    rows = max(1, _CHUNK // max(1, samples))
    for start in range(0, draws, rows):
        count = min(rows, draws - start)
        drawn = random.integers(0, samples, (count, samples)) + samples * np.arange(count)[:, None]
        yield np.bincount(drawn.ravel(), minlength=count * samples).reshape(count, samples).astype(np.float64)


def intervals(
    statistics: Statistics,
    samples: int,
    *,
    cost: int = 1,
    most: int = RESAMPLES,
    level: float = 0.95,
    seed: int = 0,
) -> dict[str, tuple[float, float]]:
    """For each metric the range in which the middle `level` of its draws lies; the same for the same seed.

    There are at most `most` draws. `cost` is how many times `statistics` looks at a weight; with too many samples for that
    there is no interval. A draw in which a metric is NaN (a class is missing) is left out; a metric that is NaN in most
    draws has no interval either, and neither has any with fewer than SMALLEST samples.
    """
    draws = draws_for(samples, cost, most)
    if samples < SMALLEST or not draws:
        return {}
    drawn: dict[str, list[Array]] = {}
    for weights in resampled_weights(samples, draws, seed):
        for name, values in statistics(weights).items():
            drawn.setdefault(name, []).append(values)
    found = {}
    for name, parts in drawn.items():
        values = np.concatenate(parts)
        values = values[np.isfinite(values)]
        if 2 * len(values) > draws:
            low, high = np.quantile(values, ((1 - level) / 2, (1 + level) / 2))
            found[name] = (float(low), float(high))
    return found


def weighted_means(values: Mapping[str, Array]) -> Statistics:
    """Metrics that are means over samples, from their `values` (n,) for each."""
    names = list(values)
    table = np.stack([np.asarray(values[name], np.float64) for name in names], axis=1) if names else np.zeros((0, 0))
    return lambda weights: dict(zip(names, (weights @ table / weights.sum(1, keepdims=True)).T, strict=True)) if names else {}


class ClassSums:
    """Sums weights of samples by class: (rows, n) to (rows, classes), whatever the number of classes."""

    def __init__(self, labels: Array, classes: int, chosen: NDArray[np.bool_] | None = None) -> None:
        """`labels` (n,) are class numbers; of the samples `chosen` (n,), or of all."""
        places = np.arange(len(labels)) if chosen is None else np.flatnonzero(chosen)
        order = np.argsort(np.asarray(labels)[places], kind="stable")
        self._places, self._classes = places[order], classes
        self._present, self._starts = np.unique(np.asarray(labels)[self._places], return_index=True)

    def __call__(self, weights: Floats) -> Floats:
        """The sums (rows, classes) of `weights` (rows, n)."""
        sums = np.zeros((len(weights), self._classes))
        if len(self._places):
            sums[:, self._present] = np.add.reduceat(weights[:, self._places], self._starts, axis=1)
        return sums


def resampled_counts(targets: Array, predictions: Array, classes: int) -> Callable[[Floats], Counts]:
    """From weights (rows, n) to the counts (rows, classes) of a classification: class numbers (n,) of truth and prediction."""
    right = np.asarray(targets) == np.asarray(predictions)
    hits, actual, predicted = ClassSums(targets, classes, right), ClassSums(targets, classes), ClassSums(predictions, classes)
    return lambda weights: Counts(hits(weights), actual(weights), predicted(weights))
