"""Sizes and counts as people read them."""

from __future__ import annotations

import pytest

from builder.common.quantities import bytes_text, count_text


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 B"),
        (512, "512 B"),
        (2_000, "2 kB"),
        (41_000_000, "41 MB"),
        (999_700_000, "1 GB"),
        (1_300_000_000, "1.3 GB"),
        (3 * 10**15, "3,000 TB"),
    ],
)
def test_bytes(size: int, text: str) -> None:
    assert bytes_text(size) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (156, "156"),
        (99_999, "99,999"),
        (100_000, "100 k"),
        (417_000, "417 k"),
        (999_600, "1.00 M"),
        (1_234_567, "1.23 M"),
        (25_557_032, "25.6 M"),
        (4_089_184_256, "4.09 G"),
        (10**15, "1000 T"),
    ],
)
def test_counts(number: int, text: str) -> None:
    assert count_text(number) == text
