"""The folder of a run: read back whole, after a crash, and when it is damaged."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from backend.datasets.base import task_for
from backend.datasets.registry import source
from backend.protocol.events import EpochEnded, Marked, Pause, Resume
from backend.protocol.job import JobError, TrainingJob
from backend.runs.history import History
from backend.runs.store import RunStore, list_runs, new_run
from builder.common.files import replace_text, replacing
from builder.common.messages import Message
from tests.support.training import end, job_of, losses, of, run


def test_a_run_is_read_back_as_it_went(tmp_path: Path) -> None:
    job = job_of()
    events = run(tmp_path, job, Pause(), Resume())
    history = History.load(tmp_path)
    assert history.losses == pytest.approx(losses(events), rel=1e-6)
    assert history.val("loss").tolist() == [event.val["loss"] for event in of(EpochEnded, events)]
    assert [mark.kind for mark in history.marks] == ["paused", "resumed"]
    assert history.finished == end(events)
    assert history.seconds_left == 0
    store = RunStore.open(tmp_path)
    assert store.job() == replace(job, task=task_for(source("digits").info()))
    predicted = store.predictions()
    assert predicted is not None
    assert (predicted.labels == predicted.predictions).mean() == pytest.approx(end(events).test["accuracy"])


def test_same_wishes_are_written_with_the_threads_that_were_meant(tmp_path: Path) -> None:
    run(tmp_path, job_of(threads=0, epochs=1))
    assert RunStore.open(tmp_path).job().recipe.threads >= 1


def test_a_run_that_was_cut_off_opens_with_what_there_is(tmp_path: Path) -> None:
    events = run(tmp_path)
    (tmp_path / "finished.json").unlink()
    (tmp_path / "predictions.npz").write_bytes(b"PK")
    for name in ("losses.jsonl", "epochs.jsonl"):
        text = (tmp_path / name).read_text()
        (tmp_path / name).write_text(text[: len(text) - 20])
    history = History.load(tmp_path)
    assert history.finished is None
    assert len(history.epochs) == 1
    assert 0 < len(history.losses) < len(losses(events))
    assert RunStore.open(tmp_path).predictions() is None


DEEP = '{"epoch": ' + "[" * 100_000


@pytest.mark.parametrize("line", ["[1, 2]", '{"step": 3}', "nonsense", "null", '{"epoch": 1}', DEEP])
def test_lines_that_are_none_are_passed_over(tmp_path: Path, line: str) -> None:
    run(tmp_path, job_of(epochs=1))
    with (tmp_path / "epochs.jsonl").open("a") as file:
        file.write(line + "\n")
    assert History.load(tmp_path).epochs.tolist() == [1]


WRONG = (None, True, "x", [], {}, [None], ["a"], [[1.0]], 10**400)


@pytest.mark.parametrize("name", ["losses.jsonl", "epochs.jsonl", "marks.jsonl", "started.json", "finished.json"])
def test_values_of_the_wrong_kind_are_passed_over(tmp_path: Path, name: str) -> None:
    run(tmp_path, job_of(epochs=1), Pause(), Resume())
    path, whole = tmp_path / name, (tmp_path / name).read_text()
    *before, last = whole.splitlines() if name.endswith("l") else [whole]
    for field in json.loads(last):
        for value in WRONG:
            damaged = json.loads(last) | {field: value}
            path.write_text("\n".join([*before, json.dumps(damaged)]) + "\n")
            History.load(tmp_path).csv()
            RunStore(tmp_path).rewind(0)


def test_damaged_predictions_are_none(tmp_path: Path) -> None:
    run(tmp_path, job_of(epochs=1))
    path = tmp_path / "predictions.npz"
    whole = path.read_bytes()
    middle = len(whole) // 2
    for damaged in (b"", b"PKxx", whole[:middle], whole[:middle] + bytes(50) + whole[middle + 50 :]):
        path.write_bytes(damaged)
        assert RunStore(tmp_path).predictions() is None


def test_what_is_no_number_is_written_as_null(tmp_path: Path) -> None:
    store = RunStore(tmp_path)
    ended = end(run(tmp_path, job_of(epochs=1)))
    store.add(replace(ended, test={"loss": float("inf"), "accuracy": 0.5}))
    store.add(Marked("stepped", 1, 1, float("nan")))
    assert json.loads((tmp_path / "finished.json").read_text(), parse_constant=pytest.fail)["test"]["loss"] is None
    assert json.loads((tmp_path / "marks.jsonl").read_text(), parse_constant=pytest.fail)["value"] is None


def test_rewinding_forgets_what_came_later_and_mends_half_a_line(tmp_path: Path) -> None:
    run(tmp_path)
    with (tmp_path / "losses.jsonl").open("a") as file:
        file.write('{"epoch": 2, "st')
    per_epoch = int(History.load(tmp_path).epoch_steps[0])
    RunStore(tmp_path).rewind(per_epoch)
    history = History.load(tmp_path)
    assert history.epochs.tolist() == [1]
    assert int(history.steps[-1]) == per_epoch
    assert all(json.loads(line) for line in (tmp_path / "losses.jsonl").read_text().splitlines())


def test_no_run_is_said(tmp_path: Path) -> None:
    with pytest.raises(JobError, match="no run"):
        RunStore.open(tmp_path)
    (tmp_path / "job.json").write_text("{")
    with pytest.raises(JobError, match="cannot be read"):
        RunStore.open(tmp_path).job()


def test_the_reason_why_a_job_cannot_be_read_can_be_translated() -> None:
    record = job_of().record()
    record["recipe"] = {**record["recipe"], "epochs": -1}
    with pytest.raises(JobError, match="epochs") as caught:
        TrainingJob.parse(record)
    assert isinstance(caught.value.message.values["reason"], Message)


def test_runs_are_listed_the_newest_first(tmp_path: Path) -> None:
    assert list_runs(tmp_path) == []
    made = [new_run(tmp_path, "net") for _ in range(3)]
    assert len({store.folder for store in made}) == 3
    for store in made:
        (store.folder / "job.json").write_text("{}")
    (tmp_path / "runs" / "not-a-run").mkdir()
    listed = [store.folder for store in list_runs(tmp_path)]
    assert sorted(listed) == sorted(store.folder for store in made)
    assert listed == sorted(listed, reverse=True)


def test_a_file_is_written_as_a_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    replace_text(path, "before")
    with pytest.raises(UnicodeEncodeError):
        replace_text(path, "half \udc80")
    with pytest.raises(TypeError), replacing(path) as file:
        file.writelines([b"half", "text"])  # type: ignore[list-item]
    assert path.read_text() == "before"
    assert [entry.name for entry in tmp_path.iterdir()] == ["file.json"]


def test_losses_in_the_folder_are_numbers_anyone_can_read(tmp_path: Path) -> None:
    events = run(tmp_path, job_of(epochs=1))
    lines = [json.loads(line) for line in (tmp_path / "losses.jsonl").read_text().splitlines()]
    assert np.concatenate([line["losses"] for line in lines]) == pytest.approx(losses(events), rel=1e-6)
