"""The training loop, headless: what it says, what it writes, and that the same asked twice is the same."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

from backend.datasets.splits import DataSpec, prepare
from backend.protocol.command_queue import CommandQueue
from backend.protocol.events import EpochEnded, Predicted, Preparing, Saved, Started
from backend.protocol.recipe import OPTIMIZERS
from backend.protocol.sentences import ending_message
from backend.runs.history import History
from backend.runs.store import RunStore
from backend.training.engine import train
from builder.tasks.classification import Classes
from tests.support.training import end, job_of, losses, of, run, small_net


def test_a_training_says_what_happens_in_order_and_learns(tmp_path: Path) -> None:
    events = run(tmp_path, job_of(epochs=4))
    started = of(Started, events)[0]
    assert isinstance(events[0], Preparing)
    assert started.counts["train"] + started.counts["val"] + started.counts["test"] == 1797
    assert started.parameters == 4 * 9 + 4 + 64 * 10 + 10
    ended = of(EpochEnded, events)
    assert [event.epoch for event in ended] == [1, 2, 3, 4]
    assert [event.step for event in ended] == [started.steps_per_epoch * n for n in (1, 2, 3, 4)]
    assert len(losses(events)) == started.steps_per_epoch * 4
    assert ended[-1].val["loss"] < ended[0].val["loss"] / 2
    finish = end(events)
    assert finish.reason == "completed"
    assert finish.test["accuracy"] is not None
    assert finish.test["accuracy"] > 0.8
    assert finish.val["loss"] == min(event.val["loss"] for event in ended)
    assert f"{finish.test['accuracy']:.2%}" in str(ending_message(finish))


@pytest.mark.slow
def test_the_weights_in_the_folder_are_read_by_torch_alone(tmp_path: Path) -> None:
    events = run(tmp_path)
    splits = prepare(DataSpec(name="digits"), (1, 8, 8))
    np.savez(tmp_path / "test.npz", x=splits.test.images, y=splits.test.strata)
    program = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "import numpy, torch, model\n"
        "net = model.Net(); net.load_state_dict(torch.load(sys.argv[1] + '/best.pt', weights_only=True)); net.eval()\n"
        "data = numpy.load(sys.argv[1] + '/test.npz')\n"
        "guess = net(torch.from_numpy(data['x']).float() / 255).argmax(1).numpy()\n"
        "assert not any(name.split('.')[0] in ('builder', 'backend', 'gui') for name in sys.modules)\n"
        "print((guess == data['y']).mean())"
    )
    result = subprocess.run([sys.executable, "-I", "-c", program, str(tmp_path)], capture_output=True, text=True, check=True)
    assert float(result.stdout) == pytest.approx(end(events).test["accuracy"])


@pytest.mark.parametrize("threads", [1, 2])
def test_same_seed_and_threads_same_losses_twice(tmp_path: Path, threads: int) -> None:
    job = job_of(small_net(dropout=0.3), threads=threads)
    first, second = (losses(run(tmp_path / name, job)) for name in "ab")
    assert np.array_equal(first, second)
    other = losses(run(tmp_path / "c", job_of(small_net(dropout=0.3), threads=threads, seed=1)))
    assert not np.array_equal(first, other)


def test_measurements_are_those_of_the_weights_in_evaluation_mode(tmp_path: Path) -> None:
    job = job_of(small_net(dropout=0.5, batch_norm=True), epochs=1)
    ended = of(EpochEnded, run(tmp_path, job))[0]
    space: dict[str, object] = {}
    exec((tmp_path / "model.py").read_text(), space)
    net = space["Net"]()  # type: ignore[operator]
    net.load_state_dict(torch.load(tmp_path / "last.pt", weights_only=True))
    net.eval()
    splits = prepare(job.data, (1, 8, 8))
    outputs = net(torch.from_numpy(splits.val.images).float() / 255)
    labels = torch.from_numpy(splits.val.strata)
    assert ended.val["loss"] == pytest.approx(torch.nn.functional.cross_entropy(outputs, labels).item(), rel=1e-5)
    assert ended.val["accuracy"] == pytest.approx((outputs.argmax(1) == labels).float().mean().item())
    whole = net(torch.from_numpy(splits.train.images).float() / 255)
    on_all = torch.nn.functional.cross_entropy(whole, torch.from_numpy(splits.train.strata)).item()
    assert ended.train["loss"] == pytest.approx(on_all, rel=0.3)


def test_best_is_the_lowest_validation_loss_and_its_weights_are_kept(tmp_path: Path) -> None:
    events = run(tmp_path, job_of(epochs=6, optimizer="SGD", learning_rate=2.0, batch_size=128))
    ended = of(EpochEnded, events)
    best = min(ended, key=lambda event: event.val["loss"])
    assert end(events).best_epoch == best.epoch
    assert [event.best for event in ended] == [
        event.val["loss"] < min([before.val["loss"] for before in ended[:index]], default=np.inf)
        for index, event in enumerate(ended)
    ]
    assert (tmp_path / "best.pt").is_file()
    assert Path(of(Saved, events)[-1].path) == tmp_path / "last.pt"


def test_predictions_are_the_test_set_in_its_order(tmp_path: Path) -> None:
    events = run(tmp_path)
    predicted = of(Predicted, events)[0]
    splits = prepare(DataSpec(name="digits"), (1, 8, 8))
    assert np.array_equal(predicted.labels, splits.test.strata)
    assert np.array_equal(predicted.images, splits.test.images)
    assert (predicted.predictions == predicted.labels).mean() == pytest.approx(end(events).test["accuracy"])
    assert ((predicted.confidences >= 0.1) & (predicted.confidences <= 1)).all()
    with pytest.raises(ValueError, match="read-only"):
        predicted.predictions[0] = 3


@pytest.mark.parametrize("name", sorted(OPTIMIZERS))
@pytest.mark.parametrize("loss", Classes.losses)
def test_every_optimiser_learns_with_every_loss(tmp_path: Path, name: str, loss: str) -> None:
    rate = OPTIMIZERS[name].rate * (1 if loss == "Cross entropy" else 2)
    ended = of(EpochEnded, run(tmp_path, job_of(optimizer=name, loss=loss, learning_rate=rate, epochs=3, batch_size=32)))
    assert ended[-1].train["loss"] < ended[0].train["loss"]
    assert ended[-1].val["accuracy"] > 0.5


def test_early_stopping_ends_after_so_many_epochs_without_a_better_one(tmp_path: Path) -> None:
    events = run(tmp_path, job_of(epochs=50, optimizer="SGD", learning_rate=1e-30, early_stopping=True, patience=2))
    assert end(events).reason == "early-stopping"
    assert end(events).best_epoch == 1
    assert end(events).epoch == 3


def test_a_loss_that_is_no_number_ends_it_with_the_last_good_weights(tmp_path: Path) -> None:
    events = run(tmp_path, job_of(optimizer="SGD", learning_rate=1000.0, loss="MSE", epochs=50))
    finish = end(events)
    assert finish.reason == "nan"
    assert "no number" in str(ending_message(finish))
    assert not np.isfinite(losses(events)).all()
    assert "NaN" not in (tmp_path / "losses.jsonl").read_text()
    assert np.isnan(History.load(tmp_path).losses[-1])
    for name in ("last.pt", "best.pt"):
        assert all(value.isfinite().all() for value in torch.load(tmp_path / name, weights_only=True).values())


@pytest.mark.slow
def test_torch_is_given_back_as_it_was(tmp_path: Path) -> None:
    before, random = torch.get_num_threads(), torch.get_rng_state()
    run(tmp_path, job_of(threads=1 if before > 1 else 2))
    assert torch.get_num_threads() == before
    assert torch.equal(torch.get_rng_state(), random)


def test_closing_ends_it_at_once_and_gives_torch_back(tmp_path: Path) -> None:
    before = torch.get_num_threads()
    events = train(job_of(epochs=1000), CommandQueue(), RunStore(tmp_path))
    for event in events:
        if isinstance(event, EpochEnded):
            break
    events.close()  # type: ignore[attr-defined]
    assert torch.get_num_threads() == before
    assert RunStore(tmp_path).read_finished() is None
    assert not (tmp_path / "last.pt").exists()
