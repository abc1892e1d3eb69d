"""Hands on a running training: every command does what it says, and changes nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch

from backend.protocol.command_queue import CommandQueue
from backend.protocol.events import (
    Abort,
    Batches,
    Capture,
    Captured,
    Command,
    EpochEnded,
    Event,
    Marked,
    Pause,
    Predicted,
    Preparing,
    Resume,
    Saved,
    SaveNow,
    SetLearningRate,
    Started,
    StepOnce,
    Stop,
    TrainingError,
)
from backend.protocol.sentences import ending_message
from backend.runs.history import History
from backend.runs.store import RunStore
from backend.training.evaluation import FEWEST
from tests.support.training import end, job_of, losses, of, run, small_net


def after(kind: type[Event], count: int, *given: Command) -> Callable[[Event, CommandQueue], None]:
    """Give commands after the event of this kind with this number."""
    seen = [0]

    def each(event: Event, commands: CommandQueue) -> None:
        if isinstance(event, kind):
            seen[0] += 1
            if seen[0] == count:
                for command in given:
                    commands.post(command)

    return each


def test_hands_on_it_do_not_change_what_is_learned(tmp_path: Path) -> None:
    job = job_of(small_net(dropout=0.4, batch_norm=True), epochs=3)
    plain = run(tmp_path / "plain", job)
    busy = Capture(frozenset({1, 2, 3}), sample=5, every=0.0)
    disturbed = run(
        tmp_path / "disturbed",
        job,
        busy,
        Pause(),
        StepOnce(),
        busy,
        SaveNow(),
        StepOnce(),
        Resume(),
        each=after(EpochEnded, 1, Pause(), busy, SaveNow(), Resume()),
    )
    assert len(of(Captured, disturbed)) > 10
    assert np.array_equal(losses(plain), losses(disturbed))
    assert end(plain).test["loss"] == end(disturbed).test["loss"]


def test_steps_that_come_together_run_as_many_batches(tmp_path: Path) -> None:
    def each(event: Event, commands: CommandQueue) -> None:
        if isinstance(event, Marked) and event.step == 3:
            commands.post(Stop())

    events = run(tmp_path, job_of(), Pause(), StepOnce(), StepOnce(), StepOnce(), each=each)
    assert [mark.kind for mark in of(Marked, events)] == ["paused", "stepped", "stepped", "stepped"]
    assert [len(event.losses) for event in of(Batches, events)] == [1, 1, 1]


def test_steps_given_one_by_one_run_one_batch_each(tmp_path: Path) -> None:
    def each(event: Event, commands: CommandQueue) -> None:
        if isinstance(event, Marked) and event.kind in ("paused", "stepped"):
            commands.post(StepOnce() if event.step < 3 else Stop())

    events = run(tmp_path, job_of(), Pause(), each=each)
    assert [len(event.losses) for event in of(Batches, events)] == [1, 1, 1]
    stepped = [event for event in of(Marked, events) if event.kind == "stepped"]
    assert [event.step for event in stepped] == [1, 2, 3]
    assert [event.value for event in stepped] == pytest.approx(losses(events).tolist())
    assert end(events).step == 3


def test_a_learning_rate_given_while_paused_holds_from_the_next_batch(tmp_path: Path) -> None:
    def each(event: Event, commands: CommandQueue) -> None:
        if isinstance(event, Marked) and event.kind == "stepped" and event.step == 2:
            commands.post(SaveNow())
            commands.post(SetLearningRate(1e-30))
        elif isinstance(event, Marked) and event.kind == "learning_rate":
            before.update(torch.load(tmp_path / "last.pt", weights_only=True))
            commands.post(StepOnce())
        elif isinstance(event, Marked) and event.kind in ("paused", "stepped"):
            commands.post(StepOnce() if event.step < 3 else Stop())

    before: dict[str, torch.Tensor] = {}
    events = run(tmp_path, job_of(optimizer="SGD"), Pause(), each=each)
    assert of(Saved, events)[0].step == 2
    mark = next(event for event in of(Marked, events) if event.kind == "learning_rate")
    assert (mark.step, mark.value) == (2, 1e-30)
    assert of(Batches, events)[-1].learning_rate == 1e-30
    now = torch.load(tmp_path / "last.pt", weights_only=True)
    assert before
    assert all(torch.equal(before[name], now[name]) for name in before)


@pytest.mark.parametrize("value", [0.0, -1.0, float("nan"), float("inf")])
def test_a_learning_rate_is_a_number_above_nothing(value: float) -> None:
    with pytest.raises(TrainingError, match="above 0"):
        SetLearningRate(value)


def test_a_step_whose_loss_is_no_number_ends_with_words(tmp_path: Path) -> None:
    events = run(tmp_path, job_of(optimizer="SGD"), Pause(), SetLearningRate(1e30), *[StepOnce()] * 4)
    assert end(events).reason == "nan"
    assert "no number" in str(ending_message(end(events)))
    assert History.load(tmp_path).finished == end(events)


def test_stop_keeps_the_weights_and_measures_the_best_ones(tmp_path: Path) -> None:
    events = run(tmp_path, job_of(epochs=1000), each=after(EpochEnded, 2, Stop()))
    finish = end(events)
    assert (finish.reason, finish.epoch) == ("stopped", 2)
    assert finish.test["accuracy"] is not None
    assert (tmp_path / "last.pt").is_file()
    assert RunStore(tmp_path).read_finished() == finish


def test_a_stop_before_the_first_epoch_ends_leaves_weights_to_export(tmp_path: Path) -> None:
    events = run(tmp_path, job_of(), Pause(), StepOnce(), each=after(Marked, 2, Stop()))
    assert (end(events).best_epoch, end(events).step) == (None, 1)
    assert (tmp_path / "best.pt").is_file()


def test_a_stop_measures_evenly_spaced_samples_where_all_would_take_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("backend.training.engine.STOP_SECONDS", 0.0)
        events = run(tmp_path, job_of(), Pause(), StepOnce(), each=after(Marked, 2, Stop()))
    finish, (predicted,) = end(events), of(Predicted, events)
    assert finish.val is not None
    assert finish.test is not None
    assert finish.test_samples == len(predicted.images) == FEWEST
    total = of(Started, events)[0].counts["test"]
    monkeypatch.setattr("backend.training.engine.STOP_SECONDS", 1e9)
    everything = run(tmp_path / "whole", job_of(), Pause(), StepOnce(), each=after(Marked, 2, Stop()))
    (whole,) = of(Predicted, everything)
    assert np.array_equal(predicted.images, whole.images[np.arange(FEWEST) * total // FEWEST])


def test_a_stop_while_data_are_read_ends_without_a_run(tmp_path: Path) -> None:
    events = run(tmp_path / "run", None, Stop())
    assert [type(event) for event in events[:-1]] == [Preparing] * (len(events) - 1)
    assert end(events).reason == "stopped"
    assert not (tmp_path / "run").exists()


def test_abort_says_and_writes_nothing_more(tmp_path: Path) -> None:
    events = run(tmp_path, job_of(epochs=1000), each=after(EpochEnded, 1, Abort()))
    assert isinstance(events[-1], EpochEnded | Batches)
    assert not (tmp_path / "last.pt").exists()


def test_stop_then_continue_is_as_if_it_had_never_stopped(tmp_path: Path) -> None:
    graph = small_net(dropout=0.4, batch_norm=True)
    whole = run(tmp_path / "whole", job_of(graph, epochs=3))
    first = run(tmp_path / "parts", job_of(graph, epochs=3), Pause(), StepOnce(), StepOnce(), each=after(Marked, 3, Stop()))
    stopped = end(first).step
    second = run(tmp_path / "parts", job_of(graph, epochs=3, resume=str(tmp_path / "parts")))
    assert 0 < stopped < of(Started, whole)[0].steps_per_epoch
    assert np.array_equal(np.concatenate([losses(first), losses(second)]), losses(whole))
    assert end(second).test["loss"] == end(whole).test["loss"]
    history = History.load(tmp_path / "parts")
    assert np.array_equal(history.steps, np.arange(1, len(losses(whole)) + 1))
    assert history.losses == pytest.approx(losses(whole), rel=1e-5)
    assert [mark.kind for mark in history.marks][-1] == "continued"


def test_a_run_that_is_done_goes_on_for_as_many_epochs_again(tmp_path: Path) -> None:
    run(tmp_path, job_of(epochs=2))
    more = run(tmp_path, job_of(epochs=2, resume=str(tmp_path)))
    assert [event.epoch for event in of(EpochEnded, more)] == [3, 4]
    assert of(Started, more)[0].epochs == 4
    assert History.load(tmp_path).epochs.tolist() == [1, 2, 3, 4]


def test_going_on_into_another_folder_takes_the_curves_along(tmp_path: Path) -> None:
    run(tmp_path / "a", job_of(epochs=1))
    run(tmp_path / "b", job_of(epochs=1, resume=str(tmp_path / "a"), optimizer="SGD"))
    assert History.load(tmp_path / "b").epochs.tolist() == [1, 2]
    assert History.load(tmp_path / "a").epochs.tolist() == [1]


def test_another_learning_rate_holds_when_it_goes_on(tmp_path: Path) -> None:
    run(tmp_path, job_of(epochs=1, learning_rate=0.01), each=after(Started, 1, SetLearningRate(0.005)))
    same = run(tmp_path, job_of(epochs=1, learning_rate=0.01, resume=str(tmp_path)))
    assert of(EpochEnded, same)[0].learning_rate == 0.005
    other = run(tmp_path, job_of(epochs=1, learning_rate=0.002, resume=str(tmp_path)))
    assert of(EpochEnded, other)[0].learning_rate == 0.002
