"""Shapes of samples as people write them."""

from __future__ import annotations

import pytest

from builder.importing.common.shape_text import ShapeTextError, parse_sizes


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("3,32,32", (3, 32, 32)),
        ("3, 32, 32", (3, 32, 32)),
        ("3x32x32", (3, 32, 32)),
        ("3 × 32 × 32", (3, 32, 32)),
        (" 784 ", (784,)),
    ],
)
def test_sizes_are_read_however_they_are_divided(text: str, sizes: tuple[int, ...]) -> None:
    assert parse_sizes(text) == sizes


@pytest.mark.parametrize("text", ["", "3,,32", "3,0,32", "-3,32", "3,32.5", "three", "3,32,", "12345678", "²,3"])
def test_what_is_no_shape_is_refused(text: str) -> None:
    with pytest.raises(ShapeTextError, match="is no shape; write sizes with commas"):
        parse_sizes(text)


def test_a_long_text_is_shortened_in_the_refusal() -> None:
    with pytest.raises(ShapeTextError) as caught:
        parse_sizes("x" * 1000)
    assert len(str(caught.value)) < 150
