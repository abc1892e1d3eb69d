"""What cannot be trained is refused in words, with the block where it is known, and without harm."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from backend.datasets.splits import DataSpec
from backend.insight.observer import Observer
from backend.insight.registry import OBSERVERS
from backend.protocol.events import Capture, Captured, EpochEnded, Started, TrainingError
from backend.runs.store import RunStore
from builder.sketch import Sketch
from tests.support.training import end, job_of, of, run, small_net


def test_a_gpu_that_is_not_there_is_said(tmp_path: Path) -> None:
    if torch.cuda.is_available():
        pytest.skip("there is a GPU")
    with pytest.raises(TrainingError, match="GPU"):
        run(tmp_path, job_of(device="cuda"))


def test_an_unsound_network_names_its_block(tmp_path: Path) -> None:
    net = Sketch()
    x = net("Input", shape=(1, 8, 8))
    bad = net("Conv2d", x, out_channels=4, kernel_size=11)
    net("Output", net("Linear", net("Flatten", bad), out_features=10))
    with pytest.raises(TrainingError, match="11") as caught:
        run(tmp_path, job_of(net.graph))
    assert caught.value.block == bad


def test_a_head_that_does_not_fit_the_classes_is_said_and_nothing_is_changed(tmp_path: Path) -> None:
    graph = small_net(classes=7)
    with pytest.raises(TrainingError, match="10"):
        run(tmp_path, job_of(graph))
    assert graph == small_net(classes=7)


def test_a_network_without_weights_has_nothing_to_learn(tmp_path: Path) -> None:
    net = Sketch()
    x = net("Flatten", net("AdaptiveAvgPool2d", net("Input", shape=(1, 8, 8)), output_size=(2, 5)))
    net("Output", x)
    with pytest.raises(TrainingError, match="nothing to learn"):
        run(tmp_path, job_of(net.graph))


def test_a_network_too_large_for_the_machine_is_said_before_it_is_built(tmp_path: Path) -> None:
    net = Sketch()
    x = net("Flatten", net("Input", shape=(1, 8, 8)))
    x = net("Linear", net("Linear", x, out_features=200_000), out_features=200_000)
    net("Output", net("Linear", x, out_features=10))
    with pytest.raises(TrainingError, match="memory"):
        run(tmp_path, job_of(net.graph))


def test_data_that_are_not_there_are_said(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="Did you mean digits"):
        run(tmp_path, replace(job_of(), data=DataSpec(name="digit")))


def test_a_last_batch_of_one_sample_joins_the_one_before(tmp_path: Path) -> None:
    train = of(Started, run(tmp_path / "a", job_of(epochs=1)))[0].counts["train"]
    size = train // 2
    assert train % size in (0, 1)
    size = size if train % size == 1 else next(size for size in range(2, train) if train % size == 1)
    events = run(tmp_path / "b", job_of(small_net(batch_norm=True), epochs=1, batch_size=size))
    assert of(EpochEnded, events)[0].step == of(Started, events)[0].steps_per_epoch == train // size


def test_a_batch_larger_than_the_training_set_is_one_batch_and_said(tmp_path: Path) -> None:
    events = run(tmp_path, job_of(epochs=1, batch_size=100_000))
    started = of(Started, events)[0]
    assert started.steps_per_epoch == 1
    assert any("100,000" in str(note) for note in started.notes)
    assert end(events).reason == "completed"


def test_an_error_of_torch_names_the_block(tmp_path: Path) -> None:
    net = Sketch()
    x = net("Linear", net("Flatten", net("Input", shape=(1, 8, 8))), out_features=16)
    norm = net("BatchNorm1d", x)
    net("Output", net("Linear", norm, out_features=10))
    with pytest.raises(TrainingError, match="batch size of 2 or more") as caught:
        run(tmp_path, job_of(net.graph, batch_size=1))
    assert caught.value.block == norm


def test_a_run_of_another_network_cannot_go_on(tmp_path: Path) -> None:
    run(tmp_path, job_of(epochs=1))
    with pytest.raises(TrainingError, match="network was changed"):
        run(tmp_path, job_of(small_net(dropout=0.5), resume=str(tmp_path)))


def test_a_run_without_its_state_cannot_go_on(tmp_path: Path) -> None:
    run(tmp_path, job_of(epochs=1))
    whole = (tmp_path / "state.pt").read_bytes()
    for damaged in (whole[:100], b"", b"junk", b"(lp0\n.", b"0", b"."):
        (tmp_path / "state.pt").write_bytes(damaged)
        with pytest.raises(TrainingError, match="cannot be read"):
            run(tmp_path, job_of(resume=str(tmp_path)))
    (tmp_path / "state.pt").unlink()
    with pytest.raises(TrainingError, match=r"has no state\.pt"):
        run(tmp_path, job_of(resume=str(tmp_path)))
    with pytest.raises(TrainingError, match="no run"):
        run(tmp_path, job_of(resume=str(tmp_path / "nowhere")))


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(TrainingError, match="cannot be read or written"):
        run(tmp_path / "file" / "run", job_of(epochs=1))


def test_a_full_disk_is_said_while_it_trains(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def add(_store: RunStore, event: object) -> None:
        if isinstance(event, EpochEnded):
            raise OSError(errno.ENOSPC, "No space left on device", str(tmp_path / "epochs.jsonl"))

    monkeypatch.setattr(RunStore, "add", add)
    with pytest.raises(TrainingError, match="the disk is full") as caught:
        run(tmp_path, job_of(epochs=1))
    assert isinstance(caught.value.__cause__, OSError)


def test_a_bug_passes_through_the_engine_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def observe(*_arguments: object) -> Iterator[Captured]:
        raise ValueError("a bug")
        yield

    monkeypatch.setitem(OBSERVERS, "broken", Observer("broken", observe))
    with pytest.raises(ValueError, match="a bug"):
        run(tmp_path, job_of(epochs=1), Capture(frozenset({2})))
