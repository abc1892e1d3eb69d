"""Runs that earlier versions wrote open with their curves, their ending and their weights, and go on.

``tests/samples/runs/version_N`` is a run as version N of its files was written; it is never written again. In
version 1 metrics were four columns, and the end and the notes were sentences.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from backend.insight.saved_run import observe_saved_run
from backend.protocol.event_json import VERSION
from backend.protocol.events import EpochEnded
from backend.protocol.sentences import ending_message
from backend.runs.history import History
from backend.runs.store import RunStore
from tests.support.training import end, of, run

SAMPLES = Path(__file__).parents[2] / "samples" / "runs"


@pytest.fixture
def version_1(tmp_path: Path) -> RunStore:
    return RunStore(shutil.copytree(SAMPLES / "version_1", tmp_path / "run"))


def test_curves_marks_and_notes_are_read(version_1: RunStore) -> None:
    history = History.load(version_1.folder)
    records = [json.loads(line) for line in (version_1.folder / "epochs.jsonl").read_text().splitlines()]
    assert history.metrics() == ("loss", "accuracy")
    assert history.val("loss").tolist() == [record["val_loss"] for record in records]
    assert history.train("accuracy").tolist() == [record["train_accuracy"] for record in records]
    assert [mark.kind for mark in history.marks] == ["paused", "learning_rate", "saved", "resumed"]
    assert history.started is not None
    assert [str(note) for note in history.started.notes] == [
        "The training loss is 1 × scores + 0.3 × extra. What is measured is scores alone, the main output."
    ]


def test_the_ending_is_said_in_the_same_words(version_1: RunStore) -> None:
    finished = version_1.read_finished()
    assert finished is not None
    said = json.loads((version_1.folder / "finished.json").read_text())["text"]
    assert str(ending_message(finished)) == said


@pytest.mark.parametrize("reason", ["stopped", "early-stopping", "nan"])
def test_every_ending_of_version_1_has_a_sentence(version_1: RunStore, reason: str) -> None:
    path = version_1.folder / "finished.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"reason": reason}))
    finished = version_1.read_finished()
    assert finished is not None
    assert "None" not in str(ending_message(finished))


def test_its_weights_are_looked_at(version_1: RunStore) -> None:
    taken = observe_saved_run(version_1, frozenset({2}), np.zeros((1, 8, 8), np.uint8), index=0, label=0)
    assert {one.kind for one in taken} == {"maps", "filters"}


def test_it_goes_on_and_is_written_in_the_version_of_today(version_1: RunStore) -> None:
    before = torch.load(version_1.state, weights_only=True)["progress"]
    job = version_1.job()
    events = run(version_1.folder, replace(job, resume=str(version_1.folder)))
    assert [event.epoch for event in of(EpochEnded, events)] == [4, 5, 6]
    first = of(EpochEnded, events)[0]
    assert first.best is (first.val["loss"] < before["best_loss"])
    assert first.learning_rate == 0.05  # the rate that was set by hand
    assert end(events).val is not None
    history = History.load(version_1.folder)
    assert len(history.epochs) == 6
    lines = (version_1.folder / "epochs.jsonl").read_text().splitlines()
    assert {json.loads(line).get("version") for line in lines} <= {None, VERSION}
    assert json.loads(lines[-1])["version"] == VERSION


def test_a_record_of_a_later_version_is_passed_over(version_1: RunStore) -> None:
    with (version_1.folder / "epochs.jsonl").open("a") as file:
        file.write('{"version": 99, "epoch": 4}\n')
    assert len(History.load(version_1.folder).epochs) == 3


@pytest.mark.parametrize("name", ["losses.jsonl", "epochs.jsonl", "marks.jsonl", "started.json", "finished.json"])
def test_damaged_records_of_version_1_are_passed_over(version_1: RunStore, name: str) -> None:
    path = version_1.folder / name
    *before, last = path.read_text().splitlines() if name.endswith("l") else [path.read_text()]
    for field in json.loads(last):
        for value in (None, True, "x", [], {}, 1.5, 10**400, [None], [[1]]):
            path.write_text("\n".join([*before, json.dumps(json.loads(last) | {field: value})]) + "\n")
            History.load(version_1.folder).csv()
        path.write_text("\n".join([*before, json.dumps({key: it for key, it in json.loads(last).items() if key != field})]))
        History.load(version_1.folder).csv()


@pytest.fixture
def version_2(tmp_path: Path) -> RunStore:
    return RunStore(shutil.copytree(SAMPLES / "version_2", tmp_path / "run"))


def test_a_run_of_version_2_is_read_with_its_predictions(version_2: RunStore) -> None:
    history, predicted = History.load(version_2.folder), version_2.predictions()
    records = [json.loads(line) for line in (version_2.folder / "epochs.jsonl").read_text().splitlines()]
    assert history.val("loss").tolist() == [record["val"]["loss"] for record in records]
    assert history.finished is not None
    assert (history.finished.baseline, history.finished.intervals) == (None, None)
    assert predicted is not None
    assert (predicted.kind, predicted.total, predicted.scores.size) == ("classification", 359, 0)
    right = float((predicted.labels == predicted.predictions).mean())
    assert history.finished.test == {"loss": pytest.approx(1.63555515), "accuracy": pytest.approx(right)}
    job = version_2.job()
    assert job.data.fit == "stretch"
    assert len(job.task.classes if job.task else history.started.classes if history.started else ()) == 10


def test_a_run_of_version_2_goes_on(version_2: RunStore) -> None:
    events = run(version_2.folder, replace(version_2.job(), resume=str(version_2.folder)))
    assert [event.epoch for event in of(EpochEnded, events)] == [4, 5, 6]
    lines = (version_2.folder / "epochs.jsonl").read_text().splitlines()
    assert [json.loads(line)["version"] for line in lines] == [2, 2, 2, VERSION, VERSION, VERSION]
