"""The bottom axis: it has room for the whole course, little more, and mostly stands still while the course grows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gui.plots.course import axis_end


@given(st.floats(0.001, 100_000))
def test_the_axis_ends_a_little_after_the_course(end: float) -> None:
    assert end <= axis_end(end) <= end * 1.07


def test_the_axis_moves_seldom() -> None:
    ends = {axis_end(step / 422) for step in range(4_220, 8_440)}
    assert len(ends) <= 17
