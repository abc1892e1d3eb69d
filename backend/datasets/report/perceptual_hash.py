"""Difference hashes (dHash, N. Krawetz 2013) of images, and pairs of hashes that differ in at most two bits.

Pairs are found without comparing all of them: two hashes differ in at most two bits if and only if flipping at most one
bit of each gives the same number. So every hash is written down with its 64 neighbours, the list is sorted, and equal
numbers lie next to each other: O(65 N log 65 N).
"""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

Hashes = npt.NDArray[np.uint64]
Pairs = npt.NDArray[np.int64]

BITS = 64
ROWS, COLUMNS = 8, 9
"""The grid of mean grey values whose neighbours in a row are compared."""

THUMBNAIL = 16
"""The side of the small copies by which candidates are verified."""

SAME_BUCKET = 16
"""With how many followers of equal hash an image is compared, so that a thousand similar ones cost no million comparisons."""

MEMBERS = 4
"""Of two neighbouring hashes, so many images of each are compared with each other."""

MOST_PAIRS = 1_000_000
"""About so many pairs of hashes are looked at: only data that were made for it have more."""

ALIKE = 0.99
"""Candidates are near duplicates when their small copies correlate at least so much: re-encoded or scaled copies do, while
two slim ones of MNIST, which share a hash, rarely do."""

STRIDE = 20_000
"""How many pairs are verified at a time."""

LUMA = np.array([0.299, 0.587, 0.114], np.float32)


def grey_values(images: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    """float32 (n, H, W), 0 to 255, of images uint8 (n, C, H, W): the luma of colour images, else the mean of the channels."""
    weights = LUMA if images.shape[1] == len(LUMA) else np.full(images.shape[1], 1 / images.shape[1], np.float32)
    grey: npt.NDArray[np.float32] = np.einsum("nchw,c->nhw", images, weights, dtype=np.float32)
    return grey


def difference_hashes(grey: npt.NDArray[np.float32]) -> Hashes:
    """The dHash uint64 (n,) of grey images (n, H, W): which cells of an 8×9 grid are brighter than their left neighbours."""
    cells = reduce_area(grey, ROWS, COLUMNS)
    bits = (cells[:, :, 1:] > cells[:, :, :-1]).reshape(len(grey), BITS)
    packed: Hashes = np.packbits(bits, axis=1).view(np.uint64)[:, 0]
    return packed


def thumbnails(grey: npt.NDArray[np.float32]) -> npt.NDArray[np.uint8]:
    """Small copies uint8 (n, 16, 16) of grey images (n, H, W)."""
    return np.round(reduce_area(grey, THUMBNAIL, THUMBNAIL)).astype(np.uint8)


def reduce_area(grey: npt.NDArray[np.float32], rows: int, columns: int) -> npt.NDArray[np.float32]:
    """The means float32 (n, rows, columns) of the cells of a grid over images (n, H, W), borders in parts."""
    along_columns = _area_weights(grey.shape[1], rows) @ grey
    made: npt.NDArray[np.float32] = (along_columns @ _area_weights(grey.shape[2], columns).T).astype(np.float32, copy=False)
    return made


@cache
def _area_weights(count: int, cells: int) -> npt.NDArray[np.float32]:
    """(cells, count): how much each of `count` pixels in a row counts in the mean of each cell."""
    edges = np.arange(cells + 1) * (count / cells)
    low, high = edges[:-1, None], edges[1:, None]
    at = np.arange(count)
    overlap = np.clip(np.minimum(high, at + 1) - np.maximum(low, at), 0, None)
    weights: npt.NDArray[np.float32] = (overlap / overlap.sum(axis=1, keepdims=True)).astype(np.float32)
    weights.flags.writeable = False
    return weights


def near_hash_pairs(hashes: Hashes) -> Pairs:
    """All pairs int64 (p, 2) of positions, first below second, of *different* hashes (n,) at most two bits apart.

    `hashes` must not repeat a value. Not many more than MOST_PAIRS are given.
    """
    flips = np.concatenate([np.zeros(1, np.uint64), np.uint64(1) << np.arange(BITS, dtype=np.uint64)])
    variants = (hashes[:, None] ^ flips).ravel()
    order = np.argsort(variants, kind="stable")
    return _distinct_pairs(_neighbours(variants[order], order // len(flips), BITS + 1), len(hashes))


def candidate_pairs(hashes: Hashes) -> Pairs:
    """Pairs int64 (p, 2) of positions in `hashes` (n,) whose values are at most two bits apart.

    Complete where few images share a hash; of many that do, each is compared with its next followers only.
    """
    order = np.argsort(hashes, kind="stable")
    values, starts, counts = np.unique(hashes[order], return_index=True, return_counts=True)
    found = [_neighbours(hashes[order], order, SAME_BUCKET)]
    near = near_hash_pairs(values)[:MOST_PAIRS]
    for first in range(MEMBERS):
        for second in range(MEMBERS):
            both = near[(counts[near[:, 0]] > first) & (counts[near[:, 1]] > second)]
            found.append(np.stack([order[starts[both[:, 0]] + first], order[starts[both[:, 1]] + second]], axis=1))
    return _distinct_pairs(np.concatenate(found), len(hashes))


def _neighbours(keys: npt.NDArray[np.uint64], items: Pairs, reach: int) -> Pairs:
    """Pairs of `items` (n,) with equal `keys` (n,), sorted, that are at most `reach` places apart."""
    found, total = [], 0
    for distance in range(1, min(reach, len(keys) - 1) + 1):
        same = np.flatnonzero(keys[distance:] == keys[:-distance])[:MOST_PAIRS]
        total += len(same)
        if not len(same) or total > 4 * MOST_PAIRS:
            break
        found.append(np.stack([items[same], items[same + distance]], axis=1))
    return np.concatenate(found) if found else np.empty((0, 2), np.int64)


def _distinct_pairs(pairs: Pairs, count: int) -> Pairs:
    """Every pair of positions below `count` once, first below second, sorted."""
    codes = np.unique(pairs.min(axis=1) * count + pairs.max(axis=1)) if len(pairs) else np.empty(0, np.int64)
    return np.stack([codes // max(count, 1), codes % max(count, 1)], axis=1)


def alike_pairs(small: npt.NDArray[np.uint8], pairs: Pairs) -> Pairs:
    """Those of the `pairs` (p, 2) whose small copies (n, 16, 16) correlate; flat ones correlate with nothing."""
    kept = []
    for start in range(0, len(pairs), STRIDE):
        piece = pairs[start : start + STRIDE]
        first, second = (_centred(small[piece[:, side]]) for side in (0, 1))
        norms = np.sqrt((first * first).sum(axis=1) * (second * second).sum(axis=1))
        kept.append(piece[(first * second).sum(axis=1) >= ALIKE * np.maximum(norms, 1.0)])
    return np.concatenate(kept) if kept else pairs


def _centred(small: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    flat = small.reshape(len(small), -1).astype(np.float32)
    flat -= flat.mean(axis=1, keepdims=True)
    return flat
