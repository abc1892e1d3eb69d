"""What a terminal shows of a training: words or JSON on one side, bars on the other."""

import json
import math
import os
import pty
import termios
from contextlib import suppress
from dataclasses import replace

import numpy as np
import pytest

from backend.cli.training_output import TrainingOutput, epoch_message, json_line, progress_bar, result_messages
from backend.protocol import metric_names
from backend.protocol.events import Finished, Marked, Preparing
from backend.protocol.sentences import ending_message
from builder.common.messages import Message
from tests.support.events import batches, epoch_ended, started

STARTED = started(
    parameters=61_706,
    counts={"train": 40, "val": 5, "test": 5},
    steps_per_epoch=10,
    epochs=12,
    notes=(Message.verbatim("Grey."),),
)
EPOCH = epoch_ended(
    3, {"loss": 0.5, "accuracy": 0.25}, {"loss": math.nan, "accuracy": 1.0}, samples_per_second=1234.5, best=True
)
FINISHED = Finished(reason="nan", epoch=3, step=30, samples_per_second=5.0, run_dir="run", broken_at=33, learning_rate=0.5)


def two_losses(step):
    return batches(3, step, np.array([0.5, 1.5], np.float32))


EVENTS = [
    Preparing(Message.verbatim("Reading"), 1, 2),
    STARTED,
    two_losses(22),
    Marked("learning_rate", 3, 25, 0.1),
    two_losses(30),
    EPOCH,
    FINISHED,
]


def test_words():
    told = []
    assert TrainingOutput(told.append).follow(EVENTS) == FINISHED
    assert told == [
        "61,706 parameters; 40 training, 5 validation, 5 test images; cpu, 1 thread",
        "Grey.",
        "learning rate 0.1 at batch 25",
        epoch_message(EPOCH, 12).text(),
        str(ending_message(FINISHED)),
    ]
    assert epoch_message(EPOCH, 12).text().startswith("epoch  3/12  loss 0.5000  accuracy  25.00%")
    assert "validation loss nan  accuracy 100.00%" in epoch_message(EPOCH, 12).text()
    assert epoch_message(EPOCH, 12).text().endswith("1,234 samples/s  best")


def test_json_holds_only_numbers_that_json_knows():
    told = []
    TrainingOutput(told.append, as_json=True).follow(EVENTS)
    records = [json.loads(line, parse_constant=pytest.fail) for line in told]
    assert [record["event"] for record in records] == ["mark", "epoch", "finished"]
    assert records[1]["val_loss"] is None
    assert records[1]["epoch"] == 3
    assert records[2]["reason"] == "nan"
    assert json_line(STARTED) is None


MEASURED = Finished(
    reason="completed",
    epoch=2,
    step=20,
    samples_per_second=5.0,
    run_dir="run",
    best_epoch=2,
    val={"loss": 0.5, "mean_iou": 0.8},
    test={"loss": 0.6, "mean_iou": 0.75, "dice": 0.85, "iou/0": math.nan, "iou/1": 0.75},
    test_samples=40,
    baseline={"mean_iou": 0.2, "dice": 0.25},
    intervals={"mean_iou": (0.7, 0.8), "dice": (0.8, 0.9)},
)


def test_every_metric_of_the_test_set_has_a_sentence():
    told = []
    TrainingOutput(told.append).follow([MEASURED])
    assert told == [
        "Done: 2 epochs. Mean IoU 75.00% on 40 test images with the best weights (epoch 2). "
        "95% interval: 70.00% to 80.00%. Without learning: 20.00%.",
        "Dice: 85.00% (95% interval: 80.00% to 90.00%; without learning: 25.00%)",
    ]
    bare = [result_messages(replace(MEASURED, baseline=None))[0], result_messages(replace(MEASURED, intervals={}))[0]]
    assert [each.text() for each in bare] == [
        "Dice: 85.00% (95% interval: 80.00% to 90.00%)",
        "Dice: 85.00% (without learning: 25.00%)",
    ]
    assert result_messages(replace(MEASURED, baseline=None, intervals=None))[0].text() == "Dice: 85.00%"
    assert result_messages(FINISHED) == ()


def test_json_has_metrics_flat_and_by_name():
    record = json.loads(json_line(MEASURED), parse_constant=pytest.fail)
    assert {name: record[name] for name in record if name.startswith(("val_", "test_"))} == {
        "val_loss": 0.5,
        "val_mean_iou": 0.8,
        "test_loss": 0.6,
        "test_mean_iou": 0.75,
        "test_dice": 0.85,
        "test_samples": 40,
    }
    assert record["metrics"]["mean_iou"] == {"val": 0.8, "test": 0.75, "baseline": 0.2, "interval": [0.7, 0.8]}
    assert record["metrics"]["iou/0"] == {"test": None}
    assert not {"baseline", "intervals"} & set(record)
    alone = json.loads(json_line(epoch_ended(1, {"loss": 0.5, "psnr": 20.0}, None)))
    assert (alone["train_psnr"], alone["val_psnr"]) == (20.0, None)
    assert alone["metrics"] == {"loss": {"train": 0.5}, "psnr": {"train": 20.0}}


@pytest.mark.parametrize("kind", metric_names.MEASURED)
def test_what_was_not_measured_is_null_by_the_names_of_the_task(kind):
    told = []
    TrainingOutput(told.append, as_json=True, kind=kind).follow([STARTED, FINISHED])
    (record,) = map(json.loads, told)
    measured = [name for name in record if name.startswith(("val_", "test_")) and name != "test_samples"]
    assert measured == [f"{part}_{name}" for part in ("val", "test") for name in metric_names.MEASURED[kind]]
    assert {record[name] for name in measured} == {None}


def test_other_metrics_are_called_by_their_titles():
    line = epoch_message(epoch_ended(1, {"loss": 0.5, "psnr": 20.0}, {"loss": 0.6, "mae": 0.25}), 1).text()
    assert "loss 0.5000  PSNR 20.00 dB  validation loss 0.6000  Mean absolute error 0.2500" in line


def test_a_training_that_does_not_end_gives_nothing():
    assert TrainingOutput(lambda _line: None).follow(EVENTS[:-1]) is None


def seen_on_a_terminal(monkeypatch, show):
    """What `show` writes to standard error when that is a terminal."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(ours, (24, 100))
    with os.fdopen(theirs, "w") as terminal:
        monkeypatch.setattr("sys.stderr", terminal)
        show()
    text = b""
    with suppress(OSError):  # nobody writes any more, and everything is read
        while part := os.read(ours, 100_000):
            text += part
    os.close(ours)
    return text.decode()


def test_bars_stand_on_a_terminal(monkeypatch):
    text = seen_on_a_terminal(monkeypatch, lambda: TrainingOutput(lambda _line: None).follow(EVENTS))
    reading, learning = text.index("Reading:   0%"), text.index("epoch 3/12:   0%")
    assert reading < learning


def test_export_has_a_bar_of_its_own(monkeypatch):
    def show():
        with progress_bar() as progress:
            progress("Making the file", 0, 3)
            progress("Writing", 2, 3)

    text = seen_on_a_terminal(monkeypatch, show)
    assert "Making the file" in text
    assert "2/3" in text


def test_no_bar_without_a_terminal(capsys):
    TrainingOutput(lambda _line: None).follow(EVENTS)
    TrainingOutput(lambda _line: None, as_json=True).follow(EVENTS)
    assert capsys.readouterr().err == ""
