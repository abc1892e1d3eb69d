"""In which order the samples of an epoch are learned from: it depends on the seed and the epoch alone."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

Strata = NDArray[np.int64]


def epoch_seed(seed: int, epoch: int) -> int:
    """A seed for every epoch of a run.

    A large prime keeps the epochs of one seed apart from those of its neighbours; the modulus keeps it in torch's range.
    """
    return (seed * 1_000_003 + epoch) % 2**63


def shuffled_order(count: int, seed: int, epoch: int, device: torch.device) -> Tensor:
    """The numbers below `count`, shuffled, int64 (count,) on the device."""
    random = torch.Generator(device).manual_seed(epoch_seed(seed, epoch))
    return torch.randperm(count, generator=random, device=device)


def balanced_order(strata: Strata, seed: int, epoch: int) -> NDArray[np.int64]:
    """As many samples as there are, int64 (n,): equally many of each class in `strata` (n,), shuffled.

    The samples of a class are drawn equally often too: those of a small one several times, of a large one some not at all.
    """
    random = np.random.default_rng(epoch_seed(seed, epoch))
    classes = np.unique(strata)
    # classes that are drawn once more than others, where the samples cannot be divided evenly, change from epoch to epoch
    extra = random.permutation(len(classes)) < len(strata) % len(classes)
    drawn = []
    for stratum, one_more in zip(classes, extra, strict=True):
        members = np.flatnonzero(strata == stratum)
        wanted = len(strata) // len(classes) + bool(one_more)
        rounds = -(-wanted // len(members))
        drawn.append(np.concatenate([random.permutation(members) for _ in range(rounds)])[:wanted])
    order: NDArray[np.int64] = random.permutation(np.concatenate(drawn)).astype(np.int64)
    return order


def class_weights(strata: Strata, classes: int) -> NDArray[np.float32]:
    """How much a sample of each class counts, float32 (classes,), so that all classes count alike.

    N / (K n) for n of N samples and K classes that have any; 1 where all have equally many, 0 for a class without samples.
    """
    counts = np.bincount(strata, minlength=classes)
    present = np.count_nonzero(counts)
    weights = len(strata) / (present * np.maximum(counts, 1))
    return np.where(counts > 0, weights, 0).astype(np.float32)
