"""How long reading will take is said once it is known."""

from __future__ import annotations

import pytest

from backend.datasets.time_left import with_time_left
from builder.common.messages import Message


@pytest.mark.parametrize(
    ("seconds", "done", "words"),
    [
        (1, 50, "Reading"),
        (10, 0, "Reading"),
        (10, 50, "Reading, about 10 s left"),
        (10, 1, "Reading, about 16 min left"),
        (300, 1, "Reading, about 8 h left"),
        (10, 100, "Reading"),
    ],
)
def test_the_time_left_follows_the_speed_so_far(seconds: float, done: int, words: str) -> None:
    said: list[str] = []
    times = iter([5.0, 5.0, 5.0 + seconds])
    report = with_time_left(lambda text, _done, _total: said.append(str(text)), lambda: next(times))
    report(Message.of("Reading"), 0, 100)
    report(Message.of("Reading"), done, 100)
    assert said == ["Reading", words]


def test_what_was_there_before_took_no_time() -> None:
    times, said = iter([0.0, 0.0, 10.0]), list[str]()
    report = with_time_left(lambda text, _done, _total: said.append(str(text)), lambda: next(times))
    report("Downloading", 700, 1000)
    report("Downloading", 800, 1000)
    assert said == ["Downloading", "Downloading, about 20 s left"]
