"""Numbers as people read them."""

from __future__ import annotations

from collections.abc import Sequence


def grouped(number: int) -> str:
    """Every digit, in groups of three: 61,706."""
    return f"{number:,}"


def short(number: float) -> str:
    """Three digits and a unit: 417 k, 1.82 G; small whole numbers as they are."""
    for size, unit in ((1e12, "T"), (1e9, "G"), (1e6, "M"), (1e4, "k")):
        if number >= size:
            return f"{number / (1e3 if unit == 'k' else size):.3g} {unit}"
    return f"{number:,.0f}"


def bytes_in_words(count: int) -> str:
    """A size in memory: 41 MB."""
    for size, unit in ((1e12, "TB"), (1e9, "GB"), (1e6, "MB"), (1e3, "kB")):
        if count >= size:
            return f"{count / size:.3g} {unit}"
    return f"{count} B"


def sizes(shape: Sequence[int]) -> str:
    """The sizes of a tensor: 6×1×5×5."""
    return "×".join(map(str, shape)) or "1"


def share(part: float, whole: float) -> str:
    """A part in percent; "<1%" where it would round to nothing."""
    percent = 100 * part / whole if whole else 0.0
    return "<1%" if 0 < percent < 1 else f"{percent:.0f}%"
