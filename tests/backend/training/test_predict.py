"""Predictions that are asked for while it trains, for every kind of task, and what a stop measures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import torch

from backend.protocol.command_queue import CommandQueue
from backend.protocol.events import Batches, EpochEnded, Event, Marked, Pause, Predict, Predicted, Resume, Stop
from backend.runs.store import RunStore
from tests.support.lanes import some
from tests.support.tasks import COUNT, KINDS, SIDE, job_for, squares_known
from tests.support.training import end, job_of, losses, of, run, small_net

SHAPES = {
    "classification": (),
    "multilabel": (3,),
    "segmentation": (SIDE, SIDE),
    "regression": (2,),
    "reconstruction": (1, SIDE, SIDE),
    "super-resolution": (1, SIDE, SIDE),
}


@pytest.fixture(autouse=True)
def squares() -> Iterator[None]:
    with squares_known():
        yield


def asked(events: list[Event]) -> list[Predicted]:
    """The predictions that were asked for."""
    return [event for event in of(Predicted, events) if event.part != "test"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_task_predicts_when_asked_and_at_the_end(kind: str, tmp_path: Path) -> None:
    events = run(tmp_path, job_for(kind, epochs=1), Predict(7))
    first, last = of(Predicted, events)
    assert (first.part, first.kind, first.total, first.epoch, first.step) == ("val", kind, 7, 1, 0)
    assert (last.part, last.kind, last.epoch) == ("test", kind, 1)
    for predicted, count in ((first, 7), (last, round(COUNT * 0.2))):
        assert len(predicted.images) == len(predicted.targets) == count
        assert predicted.predictions.shape == (count, *SHAPES[kind])
        assert predicted.targets.shape[1:] == predicted.predictions.shape[1:]
        assert predicted.images.dtype == np.uint8
    read = RunStore.open(tmp_path).predictions()
    assert read is not None
    assert (read.kind, read.epoch, read.total) == (kind, 1, last.total)
    assert np.array_equal(read.predictions, last.predictions)


@pytest.mark.parametrize("kind", some(["dropout and batch normalization", *KINDS[1:]], 2))
def test_asking_changes_no_bit_of_what_is_learned(kind: str, tmp_path: Path) -> None:
    job = job_for(kind, epochs=1) if kind in KINDS else job_of(small_net(dropout=0.4, batch_norm=True), epochs=1)
    plain = run(tmp_path / "plain", job)

    def ask(event: Event, commands: CommandQueue) -> None:
        if isinstance(event, Batches | EpochEnded):
            commands.post(Predict(20))
            commands.post(Predict(3))

    busy = run(tmp_path / "busy", job, Predict(5), each=ask)
    assert len(asked(busy)) >= 3
    assert np.array_equal(losses(plain), losses(busy))
    assert end(plain).test == end(busy).test
    weights = [torch.load(tmp_path / each / "last.pt", weights_only=True) for each in ("plain", "busy")]
    assert all(torch.equal(value, weights[1][name]) for name, value in weights[0].items())


def test_samples_are_spread_over_the_validation_set_with_the_weights_as_they_are(tmp_path: Path) -> None:
    events = run(tmp_path, job_for("regression", epochs=2), Predict(10), each=_ask_after_epochs(Predict(10_000)))
    early, *later = asked(events)
    whole = later[0]
    assert (early.epoch, early.step) == (1, 0)
    assert [event.epoch for event in later] == [2, 3]
    assert [event.step for event in later] == [end.step for end in of(EpochEnded, events)]
    assert whole.total == len(whole.images) == COUNT // 10
    places = np.arange(10) * len(whole.images) // 10
    assert np.array_equal(early.images, whole.images[places])
    assert np.array_equal(early.targets, whole.targets[places])
    assert not np.allclose(early.predictions, whole.predictions[places])
    error = np.abs(whole.predictions - whole.targets).mean()
    assert error == pytest.approx(of(EpochEnded, events)[0].val["mae"], rel=1e-5)


def _ask_after_epochs(command: Predict) -> Callable[[Event, CommandQueue], None]:
    def each(event: Event, commands: CommandQueue) -> None:
        if isinstance(event, EpochEnded):
            commands.post(command)

    return each


def test_without_a_validation_set_training_images_are_predicted_and_no_epoch_is_best(tmp_path: Path) -> None:
    events = run(tmp_path, job_for("segmentation", data="unvalidated", epochs=2), Predict(9))
    (first,) = asked(events)
    assert (first.part, first.total) == ("train", 9)
    assert all(event.val is None and not event.best for event in of(EpochEnded, events))
    finish = end(events)
    assert (finish.best_epoch, finish.val) == (None, None)
    assert finish.test is not None
    last = of(Predicted, events)[-1]
    assert (last.epoch, last.step) == (3, finish.step)


def test_predictions_are_made_while_it_is_paused(tmp_path: Path) -> None:
    def resume(event: Event, commands: CommandQueue) -> None:
        if isinstance(event, Predicted) and event.part == "val":
            commands.post(Resume())

    events = run(tmp_path, job_for("multilabel", epochs=1), Pause(), Predict(4), each=resume)
    kinds = [event.kind for event in events if isinstance(event, Marked | Predicted)]
    assert kinds == ["paused", "multilabel", "resumed", "multilabel"]


@pytest.mark.parametrize("kind", some(KINDS, 2))
def test_a_stop_in_the_first_epoch_measures(kind: str, tmp_path: Path) -> None:
    events = run(tmp_path, job_for(kind, epochs=3, batch_size=8), each=_after_steps(3, Stop()))
    finish = end(events)
    assert (finish.reason, finish.epoch, finish.best_epoch) == ("stopped", 0, None)
    assert 0 < finish.step < 28
    assert finish.val is not None
    assert finish.test is not None
    assert finish.test_samples == round(COUNT * 0.2)
    (predicted,) = of(Predicted, events)
    assert (predicted.part, predicted.epoch, predicted.step) == ("test", 1, finish.step)


def _after_steps(count: int, command: Stop) -> Callable[[Event, CommandQueue], None]:
    def each(event: Event, commands: CommandQueue) -> None:
        if isinstance(event, Batches) and event.step >= count:
            commands.post(command)

    return each
