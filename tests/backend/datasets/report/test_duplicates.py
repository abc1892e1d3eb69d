"""Images that occur more than once are counted where they can be left out, within splits and across them."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.datasets.report.duplicates import count_duplicates, equal_groups, join_groups, pixel_digests
from tests.support.lanes import draws


def groups_of(names: list[int]) -> np.ndarray:
    return equal_groups(np.array(names, np.uint64))


@given(st.lists(st.integers(0, 5), max_size=30))
def test_equal_images_have_the_position_of_their_first(names: list[int]) -> None:
    assert groups_of(names).tolist() == [names.index(name) for name in names]


def test_digests_are_of_the_pixels() -> None:
    images = np.random.default_rng(0).integers(0, 256, (6, 3, 4, 4)).astype(np.uint8)
    images[4] = images[1]
    digests = pixel_digests(images)
    assert (digests[:, None] == digests[None]).sum() == 8
    assert digests[4] == digests[1]
    assert (pixel_digests(images[::-1]) == digests[::-1]).all()


@given(
    st.integers(1, 30).flatmap(lambda n: st.tuples(st.just(n), st.lists(st.tuples(*[st.integers(0, n - 1)] * 2), max_size=40)))
)
@settings(max_examples=draws(80))
def test_joined_groups_are_connected_components(case: tuple[int, list[tuple[int, int]]]) -> None:
    count, edges = case
    parts = [{each} for each in range(count)]
    for first, second in edges:
        a, b = (next(part for part in parts if each in part) for each in (first, second))
        if a is not b:
            parts.remove(b)
            a |= b
    expected = [min(next(part for part in parts if each in part)) for each in range(count)]
    joined = join_groups(np.arange(count), np.array(edges, np.int64).reshape(-1, 2))
    assert joined.tolist() == expected


def test_repeats_are_counted_where_they_are() -> None:
    #        train            val    test
    names = [1, 2, 2, 2, 3, 4, 1, 5, 5, 1, 4]
    found = count_duplicates(groups_of(names), {"train": 6, "val": 3, "test": 2}, np.array([0] * 10 + [1]))
    assert found.within == {"train": 2, "val": 1, "test": 0}
    assert found.across == {("train", "val"): 1, ("train", "test"): 2}
    assert (found.groups, found.conflicts, found.total) == (4, 1, 6)
    assert found.examples[0] == (("train", 0), ("val", 0), ("test", 0))
    assert found.examples[2] == (("train", 1), ("train", 2), ("train", 3))


@given(st.lists(st.integers(0, 6), max_size=24), st.data())
@settings(max_examples=draws(60))
def test_all_repeats_together_are_what_a_set_would_leave_out(names: list[int], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(names)))
    second = data.draw(st.integers(first, len(names)))
    lengths = {"train": first, "val": second - first, "test": len(names) - second}
    found = count_duplicates(groups_of(names), lengths, np.zeros(len(names), np.int64))
    assert found.total == len(names) - len(set(names))
    assert found.conflicts == 0


def test_groups_of_exact_repeats_alone_are_no_near_ones() -> None:
    exact = groups_of([1, 1, 2, 3, 3])
    near = join_groups(exact, np.array([[2, 3]]))
    found = count_duplicates(near, {"train": 5}, np.zeros(5, np.int64), beyond=exact)
    assert found.groups == 1
    assert found.examples == ((("train", 2), ("train", 3), ("train", 4)),)
