"""Events folded into arrays, thinned for plots, and put in words."""

from __future__ import annotations

import csv
import io
import time
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.protocol.events import Batches, EpochEnded, Marked, frozen
from backend.protocol.mailbox import Mailbox
from backend.protocol.sentences import Overfitting, overfitting_message
from backend.runs.history import History
from backend.runs.series import Series
from tests.support.events import batches, epoch_ended, started

STARTED = started(steps_per_epoch=10, epochs=4)


def batch(step: int, *losses: float, seconds: float = 0.1, elapsed: float = 0.0) -> Batches:
    row = frozen(np.array(losses, dtype=np.float32))
    return batches(1, step, row, samples=64 * len(losses), seconds=seconds, elapsed=elapsed)


def epoch(number: int, train: float, val: float, *, best: bool = False, seconds: float = 2.0) -> EpochEnded:
    scores = {"loss": train, "accuracy": 0.5}, {"loss": val, "accuracy": 0.5}
    return epoch_ended(number, *scores, seconds=seconds, elapsed=2.0 * number, best=best)


def test_losses_and_epochs_become_arrays() -> None:
    history = History()
    for event in (
        STARTED,
        batch(2, 3.0, 2.0),
        batch(3, 1.0, elapsed=0.3),
        Marked("paused", 1, 3),
        epoch(1, 0.9, 1.0, best=True),
    ):
        history.add(event)
    assert history.steps.tolist() == [1, 2, 3]
    assert history.losses.tolist() == [3.0, 2.0, 1.0]
    assert (history.val("loss").tolist(), history.epoch_steps.tolist(), history.best_epoch) == ([1.0], [10], 1)
    assert [mark.kind for mark in history.marks] == ["paused"]
    with pytest.raises(ValueError, match="read-only"):
        history.losses[0] = 0


@given(st.lists(st.floats(0, 100, width=32), min_size=1, max_size=60), st.integers(1, 9))
def test_the_mailbox_folds_batches_without_losing_one(values: list[float], every: int) -> None:
    box, whole, parts = Mailbox(), History(), History()
    for start in range(0, len(values), every):
        piece = values[start : start + every]
        box.post(batch(start + len(piece), *piece))
        whole.add(batch(start + len(piece), *piece))
        if start % 3 == 0:
            parts.fold(box.drain())
    parts.fold(box.drain())
    assert parts.losses.tolist() == whole.losses.tolist() == values
    assert parts.steps.tolist() == list(range(1, len(values) + 1))


def test_speed_and_time_left_follow_the_work_not_the_clock() -> None:
    history = History()
    history.add(STARTED)
    assert history.seconds_left is None
    history.add(batch(5, *[1.0] * 5, seconds=0.5, elapsed=0.5))
    assert history.samples_per_second == pytest.approx(640)
    assert history.seconds_left == pytest.approx(35 * 0.1)
    history.add(batch(10, *[1.0] * 5, seconds=0.5, elapsed=1.0))
    history.add(epoch(1, 1.0, 1.0))
    # an epoch took 2 s, of which 1 s were batches: three more of both are left
    assert history.seconds_left == pytest.approx(3 * 2.0)
    assert history.elapsed == 2.0


def overfits(*pairs: tuple[float, float]) -> Overfitting | None:
    history = History()
    for number, (train, val) in enumerate(pairs, 1):
        history.add(epoch(number, train, val))
    return history.overfitting()


def test_overfitting_is_found_with_its_epoch() -> None:
    found = overfits((1.0, 1.0), (0.5, 0.6), (0.3, 0.7), (0.2, 0.9))
    assert found is not None
    assert (found.since, found.until, found.val_loss, found.train_loss) == (2, 4, (0.6, 0.9), (0.5, 0.2))
    assert "Overfitting since epoch 2" in str(overfitting_message(found))
    assert "0.6000 to 0.9000" in str(overfitting_message(found))


@pytest.mark.parametrize(
    "pairs",
    [
        [(1.0, 1.0), (0.5, 0.6), (0.3, 0.5)],
        [(1.0, 1.0), (0.5, 0.6), (0.3, 0.7)],
        [(1.0, 1.0), (0.5, 0.6), (0.6, 0.7), (0.7, 0.9)],
        [(1.0, 1.0), (0.5, 0.6), (0.4, 0.601), (0.3, 0.602)],
        [],
    ],
    ids=["both fall", "one bad epoch", "both rise", "within noise", "nothing yet"],
)
def test_no_false_alarm(pairs: list[tuple[float, float]]) -> None:
    assert overfits(*pairs) is None


def test_going_on_from_an_earlier_place_forgets_what_came_after_it() -> None:
    history = History()
    history.add(STARTED)
    for number in (1, 2, 3):
        history.add(batch(10 * number, *[float(number)] * 10))
        history.add(epoch(number, 1.0, 1.0, best=number == 3))
        history.add(Marked("paused", number, 10 * number))
    shown = history.losses
    history.add(replace(STARTED, epoch=2, step=20))
    history.add(batch(21, 9.0))
    assert history.steps.tolist() == list(range(1, 22))
    assert (history.epochs.tolist(), len(history.marks), history.best_epoch) == ([1, 2], 2, None)
    assert shown[20] == 3.0


def test_the_table_has_a_line_an_epoch() -> None:
    history = History()
    history.add(epoch(1, 0.9, 1.0))
    history.add(epoch(2, 0.8, 0.9))
    rows = list(csv.DictReader(io.StringIO(history.csv())))
    assert [float(row["val_loss"]) for row in rows] == [1.0, 0.9]
    assert [row["epoch"] for row in rows] == ["1", "2"]


def test_a_series_grows_without_moving_what_was_shown() -> None:
    series = Series()
    series.append(1.0)
    early = series.array
    for number in range(1000):
        series.append(number)
    assert early.tolist() == [1.0]
    assert len(series) == 1001


def test_a_hundred_thousand_batches_fold_quickly() -> None:
    history = History()
    piece = batch(10, *[0.5] * 10)
    begun = time.perf_counter()
    for number in range(1, 10_001):
        history.add(replace(piece, step=10 * number))
    assert time.perf_counter() - begun < 3
    assert len(history.losses) == 100_000
