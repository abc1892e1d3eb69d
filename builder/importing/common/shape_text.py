"""Sizes of a sample as people write them."""

from __future__ import annotations


def sizes_in(text: str) -> tuple[int, ...]:
    """The sizes in a text such as 3,32,32 or 3 × 32 × 32; raises ValueError in words."""
    parts = text.replace("x", ",").replace("×", ",").split(",")
    if not all(len(part.strip()) < 8 and part.strip().isdecimal() and int(part) > 0 for part in parts):
        raise ValueError(f"{text[:60]!r} is no shape; write sizes with commas, such as 3,32,32.")
    return tuple(map(int, parts))
