"""The learning rate as a function of the step, and the rates set by hand."""

from __future__ import annotations

import pytest

from backend.training.learning_rate import Schedule, constant


def test_a_constant_schedule_has_one_rate() -> None:
    schedule = Schedule(constant(0.1))
    assert {schedule.at(step) for step in (0, 1, 1000)} == {0.1}


def test_a_mark_holds_from_its_step_on() -> None:
    schedule = Schedule(lambda step: 1 / (1 + step))
    schedule.set_from(3, 0.5)
    schedule.set_from(5, 0.25)
    assert [schedule.at(step) for step in range(7)] == [1, 1 / 2, 1 / 3, 0.5, 0.5, 0.25, 0.25]


def test_a_mark_replaces_those_that_come_later() -> None:
    schedule = Schedule(constant(0.1))
    for step, value in ((4, 0.4), (2, 0.2), (2, 0.3)):
        schedule.set_from(step, value)
    assert [schedule.at(step) for step in (1, 2, 4)] == [0.1, 0.3, 0.3]


def test_marks_are_kept_in_a_record() -> None:
    schedule, again = Schedule(constant(0.1)), Schedule(constant(0.1))
    schedule.set_from(2, 0.2)
    again.restore(schedule.record())
    assert [again.at(step) for step in (1, 2)] == [0.1, 0.2]
    with pytest.raises(TypeError):
        again.restore([3])  # type: ignore[list-item]
