"""The report on a data set, as it would be trained on: computed in one pass over the images of all splits."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from backend.datasets.base import SPLITS, Cancel, Images, LazyImages, Size, Splits, check_cancelled, never, quiet
from backend.datasets.notes import NOTES
from backend.datasets.report.class_balance import ClassBalance
from backend.datasets.report.duplicates import (
    Duplicates,
    Indices,
    Place,
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
from backend.datasets.report.target_summary import TargetSummary, summarize_targets
from backend.datasets.streaming.decode_files import decode_files
from backend.datasets.streaming.file_images import FileImages, gone_error
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.common.progress import Progress
from builder.tasks.classification import Classes

CHUNK_BYTES = 8_000_000
"""Images are looked at in chunks of about so many bytes."""

MOST_COMPARED = 200_000
"""Near duplicates are looked for in data sets of at most so many images: the search takes 600 bytes for each."""

LOOKING = QT_TRANSLATE_NOOP("Data", "Looking at the images")


@dataclass(frozen=True, slots=True, kw_only=True)
class DataReport:
    """What was found. `shape` is the size of the images looked at, `pixels` are the statistics of the training images.

    `blank` counts for each split the images of a single colour. `near` is None where the data are too many to compare.
    `balance` is None for tasks that are not about classes of images, and `targets` for those and for pictures. `names` are
    those of the files that are examples of duplicates.
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
    targets: TargetSummary | None = None
    names: Mapping[Place, str] = field(default_factory=dict)
    notes: tuple[Message, ...] = ()

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
            "targets": None if self.targets is None else self.targets.record(),
            "pixels": {
                "mean": list(self.pixels.mean),
                "deviation": list(self.pixels.deviation),
                "low": self.pixels.low,
                "high": self.pixels.high,
                "levels": self.pixels.levels,
            },
            "blank": dict(self.blank),
            "duplicates": {
                "exact": _duplicates_record(self.exact, self.names),
                "near": None if self.near is None else _duplicates_record(self.near, self.names),
            },
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
    exact = count_duplicates(groups, lengths, strata)
    return DataReport(
        name=splits.info.name,
        title=splits.info.title,
        location=splits.location,
        shape=splits.shape,
        lengths=lengths,
        balance=_balance(splits, parts),
        pixels=histogram.statistics(),
        blank=blank,
        exact=exact,
        near=near,
        targets=summarize_targets(splits.target, parts),
        names=_example_names(parts, exact, near),
        notes=tuple(note for note in splits.notes if note.template != NOTES["imbalance"]),  # is a finding
    )


def _chunks(parts: Mapping[str, Images], progress: Progress, cancelled: Cancel) -> Iterator[tuple[str, npt.NDArray[np.uint8]]]:
    """The images of all parts in pieces (n, C, H, W), each with the name of its split."""
    total, done = sum(map(len, parts.values())), 0
    for split, part in parts.items():
        with closing(_pieces(part.images, cancelled)) as pieces:
            while True:
                check_cancelled(cancelled)
                if done < total:
                    progress(Message.of(LOOKING), done, total)
                chunk = next(pieces, None)
                if chunk is None:
                    break
                yield split, chunk
                done += len(chunk)
    progress(Message.of(LOOKING), total, total)


def _pieces(images: npt.NDArray[np.uint8] | LazyImages, cancelled: Cancel) -> Generator[npt.NDArray[np.uint8], None, None]:
    """The images (N, C, H, W) in pieces (n, C, H, W); files are decoded by children where they are many."""
    if isinstance(images, FileImages):
        paths = images.paths_of(np.arange(len(images)))
        with closing(decode_files(paths, images.decoding, cancelled)) as chunks:
            for rows, results in chunks:
                for path, result in zip(paths, results, strict=False):
                    if result.failure is not None:
                        raise gone_error(path, result.failure)
                paths = paths[len(results) :]
                yield rows
        return
    stride = max(1, CHUNK_BYTES // max(1, int(np.prod(images.shape[1:]))))
    for start in range(0, len(images), stride):
        yield images[start : start + stride]


def _near_groups(groups: Indices, hashes: npt.NDArray[np.uint64], small: npt.NDArray[np.uint8]) -> Indices:
    """`groups` (n,) of equal images joined where images look alike; of equal ones the first is compared."""
    firsts = np.unique(groups)
    pairs = alike_pairs(small[firsts], candidate_pairs(hashes[firsts]))
    return join_groups(groups, firsts[pairs])


def _balance(splits: Splits, parts: Mapping[str, Images]) -> ClassBalance | None:
    classes = splits.target.names if splits.target.kind == Classes.kind else ()
    return ClassBalance(classes, {split: part.per_class(len(classes)) for split, part in parts.items()}) if classes else None


def _balance_record(balance: ClassBalance) -> list[dict[str, Any]]:
    return [{"name": name, **{split: balance.counts[split][at] for split in SPLITS}} for at, name in enumerate(balance.classes)]


def _baseline_record(balance: ClassBalance) -> dict[str, Any]:
    accuracies = {split: balance.majority_accuracy(split) for split in SPLITS}
    return {"kind": "majority", "class": balance.classes[balance.largest], "accuracy": accuracies}


def _duplicates_record(found: Duplicates, names: Mapping[Place, str]) -> dict[str, Any]:
    return {
        "groups": found.groups,
        "conflicting_labels": found.conflicts,
        "within": dict(found.within),
        "across": {f"{first}-{later}": count for (first, later), count in found.across.items()},
        "examples": [[_place_record(place, names) for place in group] for group in found.examples],
    }


def _place_record(place: Place, names: Mapping[Place, str]) -> dict[str, Any]:
    named = {"name": names[place]} if place in names else {}
    return {"split": place[0], "index": place[1], **named}


def _example_names(parts: Mapping[str, Images], *found: Duplicates | None) -> dict[Place, str]:
    """The files of the examples, where the images are files."""
    places = {place for each in found if each is not None for group in each.examples for place in group}
    return {(split, index): parts[split].names[index] for split, index in places if parts[split].names}
