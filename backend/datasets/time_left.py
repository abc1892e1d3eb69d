"""Says with the progress of reading how long it will take."""

from __future__ import annotations

import time
from collections.abc import Callable

from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.common.progress import Progress

SURE_AFTER = 2.0
"""Seconds after which the speed so far says how long the rest takes."""


def with_time_left(progress: Progress, clock: Callable[[], float] = time.monotonic) -> Progress:
    """`progress` whose texts also say how long is left, by the speed since the first report; `clock` gives seconds.

    What was done before the first report, as the beginning of a file that a download goes on with, took no time.
    """
    start: list[tuple[float, int]] = []

    def report(text: str | Message, done: int, total: int) -> None:
        if not start:
            start.append((clock(), done))
        begun, before = start[0]
        elapsed = clock() - begun
        if elapsed >= SURE_AFTER and before < done < total:
            text = _with_seconds(text, elapsed * (total - done) / (done - before))
        progress(text, done, total)

    return report


def _with_seconds(doing: str | Message, seconds: float) -> Message:
    if seconds < 90:
        text = QT_TRANSLATE_NOOP("Data", "{doing}, about {count} s left")
        return Message.of(text, doing=doing, count=max(1, round(seconds)))
    if seconds < 90 * 60:
        return Message.of(QT_TRANSLATE_NOOP("Data", "{doing}, about {count} min left"), doing=doing, count=round(seconds / 60))
    return Message.of(QT_TRANSLATE_NOOP("Data", "{doing}, about {count} h left"), doing=doing, count=round(seconds / 3600))
