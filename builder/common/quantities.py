"""Sizes and counts as people read them: one way to write them for the window, the command line and messages."""

from __future__ import annotations

EXACT_BELOW = 100_000
"""Counts below are written with every digit."""

_BYTES = ((1e12, "TB"), (1e9, "GB"), (1e6, "MB"), (1e3, "kB"), (1.0, "B"))
_COUNTS = ((1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k"))


def bytes_text(count: float) -> str:
    """A number of bytes with three digits and a unit: "1.3 GB", "41 MB", "512 B"."""
    scaled, unit = _in_largest_unit(count, _BYTES)
    return f"{float(f'{scaled:.3g}'):,.10g} {unit}"  # not 3e+03: what is larger than the largest unit keeps its digits


def count_text(number: float) -> str:
    """A count that fits in little room: every digit below 100,000, then three digits and a unit: "417 k", "1.82 G"."""
    if number < EXACT_BELOW:
        return f"{number:,.0f}"
    scaled, unit = _in_largest_unit(number, _COUNTS)
    return f"{scaled:.{max(0, 3 - len(str(int(scaled))))}f} {unit}"


def _in_largest_unit(number: float, units: tuple[tuple[float, str], ...]) -> tuple[float, str]:
    """`number` in the largest unit that it fills."""
    # 0.9995: what rounds up to 1000 of a unit is written as 1 of the next.
    size, unit = next(((size, unit) for size, unit in units if number >= size * 0.9995), units[-1])
    return number / size, unit
