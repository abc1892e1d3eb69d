"""How evenly classes are filled, and what guessing the largest one would reach."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from backend.datasets.base import SPLITS

UNEVEN = 3.0
"""From this ratio of the largest to the smallest class on, a loss that counts every sample alike neglects the small ones."""

FEW = 10
"""A class with fewer training images can hardly be learned, and its accuracy not be measured."""


@dataclass(frozen=True, slots=True)
class ClassBalance:
    """`counts` gives for each split how many samples each of the `classes` has."""

    classes: tuple[str, ...]
    counts: Mapping[str, Sequence[int]]

    @property
    def train(self) -> Sequence[int]:
        """Samples of each class in the training part."""
        return self.counts["train"]

    @property
    def largest(self) -> int:
        """The number of the class with most training samples: the first of several."""
        return max(range(len(self.classes)), key=lambda each: self.train[each])

    @property
    def smallest(self) -> int:
        """The number of the class with fewest training samples: the first of several."""
        return min(range(len(self.classes)), key=lambda each: self.train[each])

    @property
    def ratio(self) -> float:
        """Samples of the largest class for one of the smallest; infinite where that is empty."""
        low = self.train[self.smallest]
        return self.train[self.largest] / low if low else float("inf")

    def majority_accuracy(self, split: str) -> float | None:
        """The share of a split that is right when every prediction is the largest class; None for an empty split."""
        counts = self.counts[split]
        return counts[self.largest] / sum(counts) if sum(counts) else None

    def few(self) -> list[str]:
        """The classes with fewer than ``FEW`` training samples."""
        return [name for name, count in zip(self.classes, self.train, strict=True) if count < FEW]

    def unmeasured(self) -> list[str]:
        """The classes of which no sample is in a validation or test part, where there are such parts."""
        others = [self.counts[split] for split in SPLITS[1:] if sum(self.counts[split])]
        if not others:
            return []
        return [name for at, name in enumerate(self.classes) if not any(counts[at] for counts in others)]
