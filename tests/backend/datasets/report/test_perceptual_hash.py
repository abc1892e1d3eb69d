"""Hashes of images that look alike are close, and all close pairs are found without comparing all."""

from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from backend.datasets.report import perceptual_hash
from backend.datasets.report.perceptual_hash import (
    SAME_BUCKET,
    alike_pairs,
    candidate_pairs,
    difference_hashes,
    grey_values,
    near_hash_pairs,
    reduce_area,
    thumbnails,
)
from tests.support.lanes import draws


def bits_apart(first: int, second: int) -> int:
    return (int(first) ^ int(second)).bit_count()


@given(
    st.lists(st.integers(0, 2**64 - 1), min_size=1, max_size=12, unique=True),
    st.lists(st.tuples(st.integers(0, 11), st.sets(st.integers(0, 63), min_size=1, max_size=3)), max_size=20),
)
@settings(max_examples=draws(60))
def test_the_pairs_are_those_that_comparing_all_finds(hashes: list[int], flips: list[tuple[int, set[int]]]) -> None:
    values = list(hashes)
    for at, places in flips:
        flipped = values[at % len(hashes)]
        for place in places:
            flipped ^= 1 << place
        values.append(flipped)
    unique = list(dict.fromkeys(values))
    expected = {
        (first, second)
        for second in range(len(unique))
        for first in range(second)
        if bits_apart(unique[first], unique[second]) <= 2
    }
    assert set(map(tuple, near_hash_pairs(np.array(unique, np.uint64)).tolist())) == expected


def test_candidates_are_complete_where_few_images_share_a_hash() -> None:
    hashes = np.array([5, 7, 5, 2**63, 4, 0b11111, 5], np.uint64)
    expected = {
        (first, second) for second in range(7) for first in range(second) if bits_apart(hashes[first], hashes[second]) <= 2
    }
    assert set(map(tuple, candidate_pairs(hashes).tolist())) == expected


def test_a_thousand_equal_hashes_cost_no_million_comparisons() -> None:
    pairs = candidate_pairs(np.zeros(1000, np.uint64))
    assert len(pairs) <= 1000 * SAME_BUCKET
    assert set(pairs.ravel().tolist()) == set(range(1000))
    assert len(candidate_pairs(np.array([], np.uint64))) == 0


@given(st.integers(1, 40), st.integers(1, 40))
def test_cells_are_means_and_keep_the_mean(height: int, width: int) -> None:
    grey = np.random.default_rng(height * 41 + width).uniform(0, 255, (2, height, width)).astype(np.float32)
    cells = reduce_area(grey, 8, 9)
    assert cells.shape == (2, 8, 9)
    assert cells.mean(axis=(1, 2)) == pytest.approx(grey.mean(axis=(1, 2)), rel=1e-4)


def test_cells_of_a_multiple_are_block_means() -> None:
    grey = np.random.default_rng(0).uniform(0, 255, (1, 16, 27)).astype(np.float32)
    assert reduce_area(grey, 8, 9)[0] == pytest.approx(grey.reshape(8, 2, 9, 3).mean(axis=(1, 3)), rel=1e-5)


def test_colours_are_compared_by_their_luma() -> None:
    colour = np.random.default_rng(1).integers(0, 256, (3, 3, 8, 8)).astype(np.uint8)
    for own, grey in zip(colour, grey_values(colour), strict=True):
        pillow = np.asarray(Image.fromarray(own.transpose(1, 2, 0).copy()).convert("L"), np.float32)
        assert grey == pytest.approx(pillow, abs=1)


def photo(seed: int) -> Image.Image:
    """A smooth picture with structure, as photos have it."""
    coarse = np.random.default_rng(seed).integers(0, 256, (5, 5, 3)).astype(np.uint8)
    return Image.fromarray(coarse).resize((48, 48), Image.Resampling.BICUBIC)


def saved_as_jpeg(picture: Image.Image, quality: int) -> Image.Image:
    held = io.BytesIO()
    picture.save(held, "JPEG", quality=quality)
    return Image.open(held)


def arrays(pictures: list[Image.Image]) -> np.ndarray:
    return np.stack([np.asarray(each.convert("RGB")).transpose(2, 0, 1) for each in pictures])


def test_copies_of_a_photo_are_found_and_other_photos_are_not() -> None:
    others = [photo(seed) for seed in range(40)]
    copies = [
        saved_as_jpeg(others[0], 60),
        saved_as_jpeg(others[1].resize((40, 40)).resize((48, 48)), 80),
        others[2].point(lambda value: value * 0.8),
    ]
    grey = grey_values(arrays([*others, *copies]))
    pairs = alike_pairs(thumbnails(grey), candidate_pairs(difference_hashes(grey)))
    assert set(map(tuple, pairs.tolist())) == {(0, 40), (1, 41), (2, 42)}


def test_flat_images_are_alike_to_nothing() -> None:
    grey = grey_values(np.stack([np.full((1, 8, 8), value, np.uint8) for value in (0, 10, 200)]))
    pairs = candidate_pairs(difference_hashes(grey))
    assert len(pairs) == 3
    assert len(alike_pairs(thumbnails(grey), pairs)) == 0


def test_hashes_made_to_be_neighbours_of_each_other_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    dense = np.arange(2**12, dtype=np.uint64)  # 160,000 pairs are at most two bits apart
    assert len(candidate_pairs(dense)) == 2**12 * (12 + 66) // 2
    monkeypatch.setattr(perceptual_hash, "MOST_PAIRS", 1000)
    pairs = candidate_pairs(dense)
    assert 0 < len(pairs) <= 5000
    assert all(bits_apart(*dense[pair]) <= 2 for pair in pairs)
