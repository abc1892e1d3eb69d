"""A training is the same to the bit whether its images are read whole or streamed, and leaves no process behind."""

from __future__ import annotations

import os
import signal
import threading
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from backend.datasets.base import DataError
from backend.datasets.registry import source
from backend.datasets.splits import DataSpec, prepare
from backend.protocol.command_queue import CommandQueue
from backend.protocol.events import (
    Abort,
    Batches,
    Capture,
    Captured,
    EpochEnded,
    Event,
    Finished,
    Predict,
    Predicted,
    Started,
    Stop,
    TrainingError,
)
from backend.protocol.job import TrainingJob
from backend.protocol.recipe import Recipe
from backend.runs.store import RunStore
from backend.training.engine import train
from builder.model.graph import Graph
from builder.model.task import Task
from builder.sketch import Sketch
from builder.tasks.base import Target
from builder.tasks.classification import Classes
from builder.tasks.reconstruction import SamePicture
from builder.tasks.super_resolution import LargerPicture
from tests.support.image_files import class_folders, mask_folders
from tests.support.training import end, losses, of, run

SIZE = (3, 8, 8)


def classifier(channels: int = 4) -> Graph:
    net = Sketch()
    x = net("Conv2d", net("Input", shape=SIZE), out_channels=channels, kernel_size=3, padding=1)
    x = net("Flatten", net("MaxPool2d", net("ReLU", x)))
    net("Output", net("Linear", x, out_features=2))
    return net.graph


def picture_maker(scale: int = 1) -> Graph:
    net = Sketch()
    x = net("Conv2d", net("Input", shape=SIZE), out_channels=3 * scale**2, kernel_size=3, padding=1)
    net("Output", net("PixelShuffle", x, upscale_factor=scale) if scale > 1 else x)
    return net.graph


CASES: dict[str, tuple[Callable[[], Graph], Target, str]] = {
    "classification": (classifier, Classes(("cat", "dog")), "Cross entropy"),
    "denoising": (picture_maker, SamePicture(noise=0.1), "MSE"),
    "super-resolution": (lambda: picture_maker(2), LargerPicture(2), "MSE"),
}


def job_on(root: Path, kind: str = "classification", **recipe: object) -> TrainingJob:
    build, target, loss = CASES[kind]
    asked = {"epochs": 2, "batch_size": 16, "learning_rate": 0.01, "threads": 1, "device": "cpu", "loss": loss, **recipe}
    return TrainingJob(build(), Recipe(**asked), DataSpec(name=str(root)), task=Task.of(target, SIZE))


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return class_folders(tmp_path_factory.mktemp("pictures") / "set", 60)


@pytest.mark.parametrize("kind", ["classification", *(pytest.param(kind, marks=pytest.mark.slow) for kind in list(CASES)[1:])])
def test_losses_are_the_same_whole_and_streamed(kind: str, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    both = {}
    for reading in ("whole", "streamed"):
        monkeypatch.setenv("CONVAS_READING", reading)
        both[reading] = run(tmp_path / reading, job_on(root, kind))
    whole, streamed = both.values()
    assert any("Streamed: " in str(note) for note in of(Started, streamed)[0].notes)
    assert losses(whole).tolist() == losses(streamed).tolist()
    for ours, theirs in zip(of(EpochEnded, whole), of(EpochEnded, streamed), strict=True):
        assert (ours.train, ours.val) == (theirs.train, theirs.val)
    assert end(whole).test == end(streamed).test
    for name in ("images", "targets", "predictions"):
        ours, theirs = (getattr(of(Predicted, events)[-1], name) for events in both.values())
        assert np.array_equal(ours, theirs), name


@pytest.mark.slow
def test_looking_on_and_going_on_change_nothing(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONVAS_READING", "whole")
    expected = losses(run(tmp_path / "whole", job_on(root, epochs=2)))
    monkeypatch.setenv("CONVAS_READING", "streamed")

    def look(event: Event, commands: CommandQueue) -> None:
        if isinstance(event, Batches) and event.step >= 2 and not sum(map(len, seen)):
            commands.post(Capture(blocks=(2,), sample=3, every=0))
            commands.post(Predict(20))
            commands.post(Stop())
        if isinstance(event, Captured | Predicted):
            seen[isinstance(event, Predicted)].append(event)

    seen: tuple[list[Event], list[Event]] = ([], [])
    first = run(tmp_path / "streamed", job_on(root, epochs=2), each=look)
    assert end(first).reason == "stopped"
    assert all(seen)
    rest = run(tmp_path / "streamed", replace(job_on(root, epochs=2), resume=str(tmp_path / "streamed")))
    assert np.concatenate([losses(first), losses(rest)]).tolist() == expected.tolist()


@pytest.mark.slow
def test_a_file_that_goes_away_ends_the_training_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONVAS_READING", "streamed")
    root = class_folders(tmp_path / "set", 40)

    def remove(event: Event, commands: CommandQueue) -> None:
        if isinstance(event, EpochEnded) and event.epoch == 1:
            for path in (root / "dog").iterdir():
                path.unlink()

    with pytest.raises(TrainingError, match=r"dog.*\.png could be read before, and cannot be read any more: there is no such"):
        run(tmp_path / "run", job_on(root, epochs=50), each=remove)


@pytest.mark.slow
def test_a_training_that_is_dropped_leaves_no_process(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONVAS_READING", "streamed")
    events = train(job_on(root), CommandQueue(), RunStore(tmp_path))
    while not isinstance(next(events), Batches):
        pass
    assert children_of_this_process()
    events.close()
    assert not children_of_this_process()


@pytest.mark.slow
def test_a_child_that_hangs_does_not_hold_up_an_abort(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONVAS_READING", "streamed")
    commands = CommandQueue()
    events = train(job_on(root, epochs=1000), commands, RunStore(tmp_path))
    while not isinstance(next(events), Batches):
        pass
    stopped = children_of_this_process()
    for process in stopped:
        os.kill(process, signal.SIGSTOP)  # as one that waits for a network drive
    impatience = threading.Timer(1.5, commands.post, [Abort()])
    impatience.start()
    rest = list(events)
    assert not of(Finished, rest)
    assert stopped
    assert not children_of_this_process()


def children_of_this_process() -> list[int]:
    """The processes that read images for this one."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                status, command = (folder / "status").read_text(), (folder / "cmdline").read_text()
            except OSError:
                continue
            if f"PPid:\t{os.getpid()}\n" in status and "streaming.decode_child" in command:
                found.append(int(folder.name))
    return found


@pytest.mark.slow
def test_memory_that_is_free_decides(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CONVAS_READING", raising=False)
    monkeypatch.setattr("backend.datasets.streaming.reading_choice.free_bytes", lambda: 10_000)
    notes = list(map(str, of(Started, run(tmp_path, job_on(root, epochs=1)))[0].notes))
    assert (
        "Streamed: 23 kB do not fit into the 10 kB of memory that are free, so files are read while the network learns."
        in notes
    )


@pytest.mark.slow
def test_masks_are_streamed_with_their_images(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = mask_folders(tmp_path / "set", 80)
    (root / "masks" / "7.png").write_bytes(b"broken")
    (root / "images" / "9.png").write_bytes(b"broken")
    target = source(root).info().target("segmentation")
    net = Sketch()
    net("Output", net("Conv2d", net("Input", shape=SIZE), out_channels=2, kernel_size=3, padding=1))
    recipe = Recipe(epochs=2, batch_size=16, learning_rate=0.01, threads=1, device="cpu")
    job = TrainingJob(net.graph, recipe, DataSpec(name=str(root)), task=Task.of(target, SIZE))
    both = []
    for reading in ("whole", "streamed"):
        monkeypatch.setenv("CONVAS_READING", reading)
        both.append(run(tmp_path / reading, job))
    whole, streamed = both
    assert any("Streamed: " in str(note) for note in of(Started, streamed)[0].notes)
    assert sum(of(Started, streamed)[0].counts.values()) == 78
    assert losses(whole).tolist() == losses(streamed).tolist()
    assert (end(whole).test, end(whole).baseline) == (end(streamed).test, end(streamed).baseline)
    assert np.array_equal(of(Predicted, whole)[-1].targets, of(Predicted, streamed)[-1].targets)
    splits = prepare(job.data, SIZE, target)
    assert splits.train.targets.shape == (len(splits.train), 8, 8)
    for path in (root / "masks").iterdir():
        path.unlink()
    with pytest.raises(DataError, match=r"masks.*\.png could be read before, and cannot be read any more"):
        splits.train.targets[3]


@pytest.mark.slow
def test_a_table_of_numbers_is_streamed_too(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = sorted(root.rglob("*.png"))
    rows = [f"{file},{number / len(files):.3f}" for number, file in enumerate(files)]
    table = tmp_path / "scores.csv"
    table.write_text("\n".join(["file,score", *rows]))
    target = source(table).info().target("regression")
    net = Sketch()
    net("Output", net("Linear", net("Flatten", net("Input", shape=SIZE)), out_features=1))
    recipe = Recipe(epochs=1, batch_size=16, threads=1, device="cpu", loss="MSE")
    job = TrainingJob(net.graph, recipe, DataSpec(name=str(table)), task=Task.of(target, SIZE))
    both = []
    for reading in ("whole", "streamed"):
        monkeypatch.setenv("CONVAS_READING", reading)
        both.append(run(tmp_path / reading, job))
    assert any("Streamed: " in str(note) for note in of(Started, both[1])[0].notes)
    assert losses(both[0]).tolist() == losses(both[1]).tolist()
    assert end(both[0]).test == end(both[1]).test


CIFAR = Path(os.environ.get("CONVAS_DATA", "nowhere")) / "cifar10-jpg.zip"


@pytest.mark.nightly
@pytest.mark.skipif(not CIFAR.is_file(), reason="CONVAS_DATA names no folder that holds cifar10-jpg.zip")
def test_sixty_thousand_colour_files_whole_and_streamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Listed, split by its own folders, read both ways with the same losses; prints what each took."""
    with zipfile.ZipFile(CIFAR) as archive:
        archive.extractall(tmp_path / "cifar10")
    folder = tmp_path / "cifar10"
    begun = time.perf_counter()
    info = source(folder).info()
    print(f"listed in {time.perf_counter() - begun:.1f} s: {info.counts}, {info.input_shape}")
    assert (dict(info.counts), info.input_shape, len(info.classes)) == ({"train": 50_000, "test": 10_000}, (3, 32, 32), 10)
    net = Sketch()
    x = net("Input", shape=(3, 32, 32))
    for channels in (16, 32):
        x = net("MaxPool2d", net("ReLU", net("Conv2d", x, out_channels=channels, kernel_size=3, padding=1)))
    net("Output", net("Linear", net("Flatten", x), out_features=10))
    recipe = Recipe(epochs=1, batch_size=128, learning_rate=0.01, threads=1, device="cpu")
    job = TrainingJob(net.graph, recipe, DataSpec(name=str(folder)), task=Task.of(Classes(info.classes), (3, 32, 32)))
    both = {}
    for reading in ("whole", "streamed"):
        monkeypatch.setenv("CONVAS_READING", reading)
        begun = time.perf_counter()
        both[reading] = events = run(tmp_path / reading, job)
        finished = end(events)
        print(
            f"{reading}: {time.perf_counter() - begun:.1f} s in all, {finished.samples_per_second:,.0f} samples/s, "
            f"accuracy {finished.test['accuracy']:.2%}; " + " ".join(map(str, of(Started, events)[0].notes))
        )
        assert of(Started, events)[0].counts == {"train": 45_000, "val": 5_000, "test": 10_000}
    assert losses(both["whole"]).tolist() == losses(both["streamed"]).tolist()
    assert len(losses(both["whole"])) == 352
    assert isinstance(both["whole"][-1], Finished)
    assert end(both["whole"]).test == end(both["streamed"]).test
