"""The sentences about a training: right for every code, and notes that come back from their files."""

from __future__ import annotations

from typing import Any

import pytest

from backend.datasets.images.resizing import size_notes
from backend.datasets.own.folders.walking import name_list
from backend.protocol.event_json import as_json, from_json
from backend.protocol.events import Finished, Marked, Started
from backend.protocol.sentences import NOTES, ending_message, mark_message
from builder.common.messages import Message
from tests.support.events import started


def ended(reason: str, **values: Any) -> str:
    usual = {"epoch": 3, "step": 1200, "samples_per_second": 1.0, "run_dir": ""}
    return str(ending_message(Finished(reason=reason, **usual | values)))


@pytest.mark.parametrize(
    ("reason", "values", "sentence"),
    [
        ("completed", {}, "Done: 3 epochs."),
        ("completed", {"epoch": 1}, "Done: 1 epoch."),
        ("stopped", {}, "Stopped after 3 epochs and 1,200 batches; the weights are kept."),
        ("stopped", {"epoch": 0, "step": 0}, "Stopped before the data were ready; nothing was trained."),
        (
            "stopped",
            {"epoch": 0, "step": 0, "test": {"accuracy": 0.1}, "test_samples": 359},
            "Stopped before the first batch; nothing was trained.",
        ),
        ("early-stopping", {"stale": 2}, "Stopped by itself after 3 epochs: the validation loss has not fallen for 2."),
        (
            "nan",
            {"broken_at": 1300, "learning_rate": 0.5},
            "The loss became no number at batch 1,300. The last good weights, those after batch 1,200, are kept. "
            "A learning rate below 0.5 may help.",
        ),
        (
            "completed",
            {"best_epoch": 2, "test": {"loss": 1.0, "accuracy": 0.9778}, "test_samples": 1360},
            "Done: 3 epochs. 97.78% of 1,360 test images are right with the best weights (epoch 2).",
        ),
        (
            "completed",
            {"test": {"accuracy": 0.5}, "test_samples": 2},
            "Done: 3 epochs. 50.00% of 2 test images are right with the last weights.",
        ),
        (
            "completed",
            {"best_epoch": 3, "test": {"loss": 0.1, "mean_iou": 0.8531, "pixel_accuracy": 0.9}, "test_samples": 200},
            "Done: 3 epochs. Mean IoU 85.31% on 200 test images with the best weights (epoch 3).",
        ),
        (
            "completed",
            {
                "best_epoch": 3,
                "test": {"loss": 0.1, "psnr": 28.412, "ssim": 0.9},
                "test_samples": 20,
                "baseline": {"psnr": 20.0},
                "intervals": {"psnr": (28.1, 28.75)},
            },
            "Done: 3 epochs. PSNR 28.41 dB on 20 test images with the best weights (epoch 3). "
            "95% interval: 28.10 dB to 28.75 dB. Without learning: 20.00 dB.",
        ),
        (
            "completed",
            {"test": {"loss": 0.1, "mae": 0.05, "r2": 0.91}, "test_samples": 20, "baseline": {"mae": 1.0, "r2": 0.0}},
            "Done: 3 epochs. R² 0.9100 on 20 test images with the last weights. Without learning: 0.0000.",
        ),
        (
            "completed",
            {"test": {"loss": 0.1, "mae": 0.05}, "test_samples": 20, "intervals": {"mae": (0.04, 0.06)}},
            "Done: 3 epochs. Mean absolute error 0.0500 on 20 test images with the last weights. "
            "95% interval: 0.0400 to 0.0600.",
        ),
        (
            "completed",
            {"test": {"loss": 0.1, "accuracy": 0.75, "exact_match": 0.5}, "test_samples": 20},
            "Done: 3 epochs. Accuracy 75.00% on 20 test images with the last weights.",
        ),
        (
            "early-stopping",
            {"stale": 4, "val": {"loss": 1.0, "mean_iou": 0.5}},
            "Stopped by itself after 3 epochs: Mean IoU on the validation images has not risen for 4.",
        ),
    ],
)
def test_every_ending_has_its_sentence(reason: str, values: dict[str, Any], sentence: str) -> None:
    assert ended(reason, **values) == sentence


@pytest.mark.parametrize("kind", ["paused", "resumed", "stepped", "learning_rate", "saved", "continued", "of later"])
def test_every_mark_is_said_with_its_batch(kind: str) -> None:
    assert str(mark_message(Marked(kind, 2, 1500, 0.25))).endswith("at batch 1,500")
    assert str(mark_message(Marked(kind, 2, 1500))).endswith("at batch 1,500")


def test_notes_are_kept_by_their_code() -> None:
    notes = (
        Message.of(NOTES["single-batch"], size=2000, count=1258),
        Message.of(NOTES["loss-of-outputs"], sum="1 × a + 0.3 × b", main="a"),
        *size_notes((1, 8, 8), (3, 28, 28)),
        Message.of(NOTES["unreadable-files"], count=9, files=name_list(["a", "b", "c", "d"], most=3)),
        Message.verbatim("Something else."),
    )
    text = as_json(started(notes=notes))
    assert "every epoch is a single batch" not in text
    again = from_json(Started, text)
    assert again is not None
    assert [str(note) for note in again.notes] == [str(note) for note in notes]
    assert [note.template for note in again.notes[:-1]] == [note.template for note in notes[:-1]]
    assert "images are resized" not in text


def test_a_note_that_is_not_known_brings_no_template() -> None:
    text = as_json(started(notes=(Message.verbatim("{size} {0.__class__}"),)))
    again = from_json(Started, text.replace('"text"', '"other"', 1))
    assert again is not None
    assert "{size}" in str(again.notes[0]) or str(again.notes[0]) == "other"
