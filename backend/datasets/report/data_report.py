"""The report on a data set, as it would be trained on: computed in one pass over the images of all splits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from backend.datasets.base import SPLITS, Cancel, Images, Size, Splits, check_cancelled, never, quiet
from backend.datasets.report.class_balance import ClassBalance
from backend.datasets.report.duplicates import (
    Duplicates,
    Indices,
    count_duplicates,
    equal_groups,
    join_groups,
    pixel_digests,
)
from backend.datasets.report.findings import Finding, find_remarks
from backend.datasets.report.perceptual_hash import (
    alike_pairs,
    candidate_pairs,
    difference_hashes,
    grey_values,
    thumbnails,
)
from backend.datasets.report.pixel_statistics import PixelHistogram, PixelStatistics, blank_images
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.common.progress import Progress

CHUNK_BYTES = 8_000_000
"""Images are looked at in chunks of about so many bytes."""

MOST_COMPARED = 200_000
"""Near duplicates are looked for in data sets of at most so many images: the search takes 600 bytes for each."""

LOOKING = QT_TRANSLATE_NOOP("Data", "Looking at the images")


@dataclass(frozen=True, slots=True, kw_only=True)
class DataReport:
    """What was found. `shape` is the size of the images looked at, `pixels` are the statistics of the training images.

    `blank` counts for each split the images of a single colour. `near` is None where the data are too many to compare.
    `balance` is None for data without classes.
    """

    name: str
    title: str | Message
    location: str | Message
    shape: Size
    lengths: Mapping[str, int]
    balance: ClassBalance | None
    pixels: PixelStatistics
    blank: Mapping[str, int]
    exact: Duplicates
    near: Duplicates | None
    notes: tuple[Message, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What a person should know before a training, the most important first."""
        return tuple(find_remarks(balance=self.balance, pixels=self.pixels, blank=self.blank, exact=self.exact, near=self.near))

    def record(self) -> dict[str, Any]:
        """The report as JSON values; texts are English."""
        return {
            "name": self.name,
            "title": str(self.title),
            "location": str(self.location),
            "shape": list(self.shape),
            "images": dict(self.lengths),
            "classes": None if self.balance is None else _balance_record(self.balance),
            "baseline": None if self.balance is None else _baseline_record(self.balance),
            "pixels": {
                "mean": list(self.pixels.mean),
                "deviation": list(self.pixels.deviation),
                "low": self.pixels.low,
                "high": self.pixels.high,
                "levels": self.pixels.levels,
            },
            "blank": dict(self.blank),
            "duplicates": {"exact": _duplicates_record(self.exact), "near": self.near and _duplicates_record(self.near)},
            "findings": [
                {"code": each.code, "text": str(each.message), "advice": None if each.advice is None else str(each.advice)}
                for each in self.findings
            ],
            "notes": [str(note) for note in self.notes],
        }


def measure_data(splits: Splits, progress: Progress = quiet, cancelled: Cancel = never) -> DataReport:
    """Look at every image of `splits` once; raises :class:`DataCancelled`."""
    parts = dict(zip(SPLITS, (splits.train, splits.val, splits.test), strict=True))
    lengths = {split: len(part) for split, part in parts.items()}
    histogram, blank = PixelHistogram(splits.shape[0]), dict.fromkeys(SPLITS, 0)
    compare = sum(lengths.values()) <= MOST_COMPARED
    digests, hashes, small = [], [], []
    for split, chunk in _chunks(parts, progress, cancelled):
        if split == "train":
            histogram.add(chunk)
        blank[split] += int(blank_images(chunk).sum())
        digests.append(pixel_digests(chunk))
        if compare:
            grey = grey_values(chunk)
            hashes.append(difference_hashes(grey))
            small.append(thumbnails(grey))
    strata = np.concatenate([part.strata for part in parts.values()])
    groups = equal_groups(np.concatenate(digests)) if digests else np.empty(0, np.int64)
    near = None
    if compare and hashes:
        check_cancelled(cancelled)
        joined = _near_groups(groups, np.concatenate(hashes), np.concatenate(small))
        near = count_duplicates(joined, lengths, strata, beyond=groups)
    return DataReport(
        name=splits.info.name,
        title=splits.info.title,
        location=splits.location,
        shape=splits.shape,
        lengths=lengths,
        balance=_balance(splits, parts),
        pixels=histogram.statistics(),
        blank=blank,
        exact=count_duplicates(groups, lengths, strata),
        near=near,
        notes=splits.notes,
    )


def _chunks(parts: Mapping[str, Images], progress: Progress, cancelled: Cancel) -> Iterator[tuple[str, npt.NDArray[np.uint8]]]:
    """The images of all parts in pieces (n, C, H, W), each with the name of its split."""
    total, done = sum(map(len, parts.values())), 0
    for split, part in parts.items():
        stride = max(1, CHUNK_BYTES // max(1, int(np.prod(part.shape))))
        for start in range(0, len(part), stride):
            check_cancelled(cancelled)
            progress(Message.of(LOOKING), done, total)
            chunk = part.images[start : start + stride]
            yield split, chunk
            done += len(chunk)
    progress(Message.of(LOOKING), total, total)


def _near_groups(groups: Indices, hashes: npt.NDArray[np.uint64], small: npt.NDArray[np.uint8]) -> Indices:
    """`groups` (n,) of equal images joined where images look alike; of equal ones the first is compared."""
    firsts = np.unique(groups)
    pairs = alike_pairs(small[firsts], candidate_pairs(hashes[firsts]))
    return join_groups(groups, firsts[pairs])


def _balance(splits: Splits, parts: Mapping[str, Images]) -> ClassBalance | None:
    classes = tuple(splits.info.classes)
    return ClassBalance(classes, {split: part.per_class(len(classes)) for split, part in parts.items()}) if classes else None


def _balance_record(balance: ClassBalance) -> list[dict[str, Any]]:
    return [{"name": name, **{split: balance.counts[split][at] for split in SPLITS}} for at, name in enumerate(balance.classes)]


def _baseline_record(balance: ClassBalance) -> dict[str, Any]:
    accuracies = {split: balance.majority_accuracy(split) for split in SPLITS}
    return {"kind": "majority", "class": balance.classes[balance.largest], "accuracy": accuracies}


def _duplicates_record(found: Duplicates) -> dict[str, Any]:
    return {
        "groups": found.groups,
        "conflicting_labels": found.conflicts,
        "within": dict(found.within),
        "across": {f"{first}-{later}": count for (first, later), count in found.across.items()},
        "examples": [[{"split": split, "index": index} for split, index in group] for group in found.examples],
    }
