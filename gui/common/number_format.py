"""Numbers as people read them; sizes in bytes and short counts are in `builder.common.quantities`."""

from __future__ import annotations

from collections.abc import Sequence


def whole_number(number: int) -> str:
    """Every digit, in groups of three: 61,706."""
    return f"{number:,}"


def shape_text(shape: Sequence[int]) -> str:
    """The shape of a tensor: 6×1×5×5."""
    return "×".join(map(str, shape)) or "1"


def share(part: float, whole: float) -> str:
    """A part of a whole in percent; "<1%" where it would round to 0%."""
    percent = 100 * part / whole if whole else 0.0
    return "<1%" if 0 < percent < 1 else f"{percent:.0f}%"
