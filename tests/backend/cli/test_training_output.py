"""What a terminal shows of a training: words or JSON on one side, bars on the other."""

import json
import math
import os
import pty
import termios
from contextlib import suppress

import numpy as np
import pytest

from backend.cli.training_output import TrainingOutput, epoch_message, json_line, progress_bar
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
