"""A training in its thread: started, commanded, ended, and never heard of again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from backend.datasets.registry import source
from backend.datasets.splits import DataSpec
from backend.insight.observer import Observer, Sample, Subject
from backend.insight.registry import OBSERVERS
from backend.protocol.events import (
    BlockRef,
    Capture,
    Captured,
    Event,
    Failed,
    Finished,
    Marked,
    Pause,
    Resume,
    Started,
    StepOnce,
    Stop,
)
from backend.protocol.job import TrainingJob
from backend.runs.history import History
from backend.runs.store import RunStore
from backend.training.thread_runner import Runner
from tests.support.training import job_of, losses, run, small_net

Begin = Callable[..., "Watched"]


class Watched:
    """A runner, and what it has reported so far."""

    def __init__(self, runner: Runner) -> None:
        self.runner, self.history = runner, History()
        self.events: list[Event] = []
        self.pictures: dict[tuple[str, int], Captured] = {}

    def until(self, met: Callable[[], bool], seconds: float = 30) -> None:
        deadline = time.monotonic() + seconds
        while True:
            drained = self.runner.mailbox.drain()
            self.history.fold(drained)
            self.events += drained.events
            self.pictures |= drained.pictures
            if met():
                return
            assert time.monotonic() < deadline, f"waited {seconds} s; last heard: {self.events[-3:]}"
            time.sleep(0.01)

    def heard(self, kind: type[Event], count: int = 1) -> Callable[[], bool]:
        return lambda: sum(isinstance(event, kind) for event in self.events) >= count

    def marked(self, kind: str) -> Callable[[], bool]:
        return lambda: any(isinstance(event, Marked) and event.kind == kind for event in self.events)


@pytest.fixture
def begin(tmp_path: Path) -> Iterator[Begin]:
    begun: list[Runner] = []

    def start(job: TrainingJob) -> Watched:
        begun.append(Runner(job, RunStore(tmp_path / "run")))
        begun[-1].start()
        return Watched(begun[-1])

    yield start
    for runner in begun:
        runner.abort()
        assert runner.join(10)


def test_it_runs_to_its_end_with_the_losses_of_a_headless_run(begin: Begin, tmp_path: Path) -> None:
    watched = begin(job_of())
    watched.until(watched.heard(Finished))
    assert watched.runner.join(5)
    assert not watched.runner.alive
    assert np.array_equal(watched.history.losses, losses(run(tmp_path / "headless", job_of())))


def test_pause_holds_step_steps_and_resume_goes_on(begin: Begin) -> None:
    watched = begin(job_of(epochs=100_000))
    watched.until(lambda: watched.history.step > 0)
    watched.runner.send(Pause())
    watched.until(watched.marked("paused"))
    held = watched.history.step
    time.sleep(0.3)
    watched.until(lambda: True)
    assert watched.history.step == held
    watched.runner.send(StepOnce())
    watched.until(watched.marked("stepped"))
    assert watched.history.step == held + 1
    watched.runner.send(Resume())
    watched.until(lambda: watched.history.step > held + 10)
    watched.runner.send(Stop())
    watched.until(watched.heard(Finished))


def test_a_paused_thread_sleeps(begin: Begin) -> None:
    watched = begin(job_of(epochs=100_000))
    watched.runner.send(Pause())
    watched.until(watched.marked("paused"))
    begun = time.process_time()
    time.sleep(0.5)
    assert time.process_time() - begun < 0.1


def test_pauses_are_taken_out_of_the_time(begin: Begin) -> None:
    watched = begin(job_of(epochs=100_000))
    watched.until(lambda: watched.history.step > 0)
    watched.runner.send(Pause())
    watched.until(watched.marked("paused"))
    before = watched.history.elapsed
    time.sleep(1.0)
    watched.runner.send(StepOnce())
    watched.until(watched.marked("stepped"))
    assert watched.history.elapsed - before < 0.5


def test_maps_come_while_paused_too(begin: Begin) -> None:
    watched = begin(job_of(epochs=100_000))
    watched.runner.send(Pause())
    watched.until(watched.marked("paused"))
    watched.runner.send(Capture(frozenset({2}), sample=3))
    watched.until(lambda: {("maps", 2), ("filters", 2)} <= set(watched.pictures))
    assert watched.pictures["maps", 2].array.shape == (4, 8, 8)


def test_abort_ends_a_running_and_a_paused_one_at_once(begin: Begin) -> None:
    for first in ([], [Pause()]):
        watched = begin(job_of(epochs=100_000))
        for command in first:
            watched.runner.send(command)
        watched.until(watched.heard(Started))
        begun = time.monotonic()
        watched.runner.abort()
        assert watched.runner.join(5)
        assert time.monotonic() - begun < 2
        watched.until(lambda: True)
        assert not any(isinstance(event, Finished | Failed) for event in watched.events)


def test_what_goes_wrong_in_the_thread_is_said_in_words(begin: Begin) -> None:
    watched = begin(replace(job_of(), data=DataSpec(name="digit")))
    watched.until(watched.heard(Failed))
    failed = watched.events[-1]
    assert isinstance(failed, Failed)
    assert "Did you mean digits" in str(failed.message)
    assert "Traceback" not in str(failed.message)


def test_the_block_of_a_failure_reaches_the_window(begin: Begin) -> None:
    watched = begin(job_of(small_net(classes=3)))
    watched.until(watched.heard(Failed))
    assert isinstance(watched.events[-1], Failed)
    assert watched.events[-1].block is not None


def broken_observer(_subject: Subject, _sample: Sample, _places: Sequence[BlockRef]) -> Iterator[Captured]:
    yield Captured()  # type: ignore[call-arg]  # a bug, as anyone might write one


def test_a_bug_is_logged_with_its_traceback_and_reaches_the_window(
    begin: Begin, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(OBSERVERS, "broken", Observer("broken", broken_observer))
    watched = begin(job_of(epochs=100_000))
    watched.runner.send(Capture(frozenset({2})))
    watched.until(watched.heard(Failed))
    failed = watched.events[-1]
    assert isinstance(failed, Failed)
    assert "mistake in Convas" in str(failed.message)
    assert "TypeError" not in str(failed.message)
    assert "broken_observer" in failed.details
    assert "TypeError" in failed.details
    (record,) = [record for record in caplog.records if record.name == "backend.training.thread_runner"]
    assert record.exc_info is not None
    assert record.exc_info[0] is TypeError


def test_a_bug_while_the_data_are_read_is_logged_too(
    begin: Begin, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def load(_self: object, *_arguments: object) -> object:
        raise AttributeError("no such thing")

    monkeypatch.setattr(type(source("digits")), "load", load)
    watched = begin(job_of())
    watched.until(watched.heard(Failed))
    assert "no such thing" in watched.events[-1].details  # type: ignore[union-attr]
    assert any(record.exc_info for record in caplog.records)


def test_threads_of_torch_elsewhere_are_left_alone(begin: Begin) -> None:
    before = torch.get_num_threads()
    watched = begin(job_of(epochs=100_000, threads=1))
    watched.until(watched.heard(Started))
    assert torch.get_num_threads() == before


def test_a_runner_that_was_never_started_is_joined_at_once(tmp_path: Path) -> None:
    runner = Runner(job_of(), RunStore(tmp_path))
    assert runner.join(0)
