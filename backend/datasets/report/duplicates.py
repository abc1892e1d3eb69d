"""Images that occur more than once: groups of samples, counted within each split and across splits."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Indices = npt.NDArray[np.int64]

Place = tuple[str, int]
"""A split and a position in it."""

EXAMPLES, SHOWN = 10, 6
"""How many groups are listed, and how many images of each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicates:
    """Groups of images that are the same. `within` counts for each split the images that could be left out of it.

    `across` counts for (first split, later split) the images of the later one that the first one holds too. `conflicts` is
    the number of groups whose images have different labels. `examples` lists some groups, those across splits first.
    """

    groups: int = 0
    within: Mapping[str, int] = field(default_factory=dict)
    across: Mapping[tuple[str, str], int] = field(default_factory=dict)
    conflicts: int = 0
    examples: tuple[tuple[Place, ...], ...] = ()

    @property
    def total(self) -> int:
        """How many images could be left out of all splits together, if each was kept once."""
        return sum(self.within.values()) + sum(self.across.values())


def pixel_digests(images: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint64]:
    """A 64-bit BLAKE2 digest of the pixels of each image (n, C, H, W) as uint64 (n,)."""
    rows = np.ascontiguousarray(images).reshape(len(images), -1)
    text = b"".join(hashlib.blake2b(row.data, digest_size=8).digest() for row in rows)
    return np.frombuffer(text, np.uint64)


def equal_groups(digests: npt.NDArray[np.uint64]) -> Indices:
    """For each of (n,) digests the position of the first equal one, int64 (n,)."""
    _, first, inverse = np.unique(digests, return_index=True, return_inverse=True)
    groups: Indices = first[inverse].astype(np.int64)
    return groups


def join_groups(groups: Indices, pairs: Indices) -> Indices:
    """`groups` (n,) with the groups of each of `pairs` (p, 2) made one: the smallest position is the name of all.

    Connected components by hooking and pointer jumping (Shiloach and Vishkin 1982), vectorised.
    """
    roots = groups.copy()
    while True:
        first, second = roots[pairs[:, 0]], roots[pairs[:, 1]]
        low, high = np.minimum(first, second), np.maximum(first, second)
        apart = low != high
        if not apart.any():
            return roots
        np.minimum.at(roots, high[apart], low[apart])
        while (jumped := roots[roots]).tobytes() != roots.tobytes():
            roots = jumped


def count_duplicates(
    groups: Indices, lengths: Mapping[str, int], labels: Indices, *, beyond: Indices | None = None
) -> Duplicates:
    """What `groups` (n,), names of groups for the samples of all splits one after the other, say.

    `lengths` are the sizes of the splits in that order, `labels` int64 (n,) those of the samples. With `beyond`, other names
    of groups (n,), only groups count in which those differ: near duplicates that are not exact ones.
    """
    names = tuple(lengths)
    splits = np.repeat(np.arange(len(names)), list(lengths.values()))
    order = np.argsort(groups, kind="stable")
    starts = np.flatnonzero(np.r_[True, np.diff(groups[order]) != 0]) if len(order) else np.empty(0, np.int64)
    members = [
        order[start:end]
        for start, end in pairwise([*starts.tolist(), len(order)])
        if end - start > 1 and (beyond is None or (beyond[order[start:end]] != beyond[order[start]]).any())
    ]
    within, across, conflicts = dict.fromkeys(names, 0), dict[tuple[str, str], int](), 0
    for group in members:
        counts = np.bincount(splits[group], minlength=len(names))
        conflicts += bool((labels[group] != labels[group[0]]).any())
        held = [index for index in range(len(names)) if counts[index]]
        within[names[held[0]]] += int(counts[held[0]]) - 1
        for first, later in ((held[0], each) for each in held[1:]):
            pair = names[first], names[later]
            across[pair] = across.get(pair, 0) + int(counts[later])
    members.sort(key=lambda group: (splits[group[0]] == splits[group[-1]], group[0]))
    offsets = np.cumsum([0, *lengths.values()])
    shown = tuple(_places(group, names, splits, offsets) for group in members[:EXAMPLES])
    return Duplicates(groups=len(members), within=within, across=across, conflicts=conflicts, examples=shown)


def _places(group: Indices, names: Sequence[str], splits: Indices, offsets: Indices) -> tuple[Place, ...]:
    """Some members of a group, at least one of every split that it lies in."""
    first_of_split = np.unique(splits[group], return_index=True)[1]
    others = np.setdiff1d(np.arange(len(group)), first_of_split)[: max(0, SHOWN - len(first_of_split))]
    chosen = group[np.sort(np.concatenate([first_of_split, others]))]
    return tuple((names[splits[each]], int(each - offsets[splits[each]])) for each in chosen)
