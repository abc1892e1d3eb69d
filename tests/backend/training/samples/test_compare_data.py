"""Continuing a run on data that have changed: refused with the difference, or accepted, with parts and outputs kept."""

import json
import os
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from backend.datasets.base import task_for
from backend.datasets.identity.data_record import DataRecord
from backend.datasets.registry import source
from backend.datasets.splits import DataSpec
from backend.export.export import export
from backend.protocol.events import DataChanged, Failed, Started, TrainingError
from backend.protocol.job import TrainingJob
from backend.runs.store import RunStore
from backend.training.prepare_job import prepare_job
from backend.training.thread_runner import Runner
from builder.model.project import Project
from tests.support.training import job_of, of, run, small_net

LONG_AGO = 1_600_000_000


def picture(path, value):
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(np.full((8, 8), value, np.uint8)).save(path)
    os.utime(path, (LONG_AGO, LONG_AGO))


@pytest.fixture
def folder(tmp_path):
    """Dark cats and bright dogs."""
    for index in range(15):
        picture(tmp_path / "data" / "cat" / f"{index}.png", index)
        picture(tmp_path / "data" / "dog" / f"{index}.png", 255 - index)
    return tmp_path / "data"


def job_on(folder, **changed):
    job = job_of(small_net(classes=2), epochs=1, batch_size=8)
    return replace(job, data=DataSpec(name=str(folder)), **changed)


@pytest.fixture
def trained(folder, tmp_path):
    """A run on the folder."""
    run(tmp_path / "run", job_on(folder))
    return RunStore(tmp_path / "run")


def continued(trained, folder, **changed):
    return run(trained.folder, job_on(folder, resume=str(trained.folder), **changed))


def record_of(store):
    return DataRecord.parse(store.read_data())


def test_a_run_keeps_what_it_was_trained_on(trained, folder):
    record = record_of(trained)
    assert record.data == str(folder)
    assert record.classes == record.names == ("cat", "dog")
    assert record.counts == trained.read_started().counts
    assert sum(record.counts.values()) == len(record.splits) == len(record.files) == 30
    assert record.rule["size"] == [1, 8, 8]


def test_the_same_data_go_on_and_keep_their_parts(trained, folder):
    before = record_of(trained)
    assert of(Started, continued(trained, folder))
    assert record_of(trained) == before


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda data: (data / "cat").rename(data / "zebra"), "the class cat is called zebra now"),
        (lambda data: picture(data / "dog" / "new.png", 200), r"1 file was added \(dog/new\.png\)"),
        (lambda data: (data / "dog" / "2.png").unlink(), r"1 file was removed \(dog/2\.png\)"),
        (lambda data: (data / "dog" / "2.png").rename(data / "cat" / "2 dog.png"), "1 file was moved or renamed"),
    ],
)
def test_other_data_are_refused_with_the_difference(trained, folder, change, words):
    before, finished = record_of(trained), trained.read_finished()
    change(folder)
    with pytest.raises(DataChanged, match=f"not those that this run was trained on: {words}"):
        continued(trained, folder)
    assert record_of(trained) == before
    assert trained.read_finished() == finished


def test_accepted_data_keep_old_parts_and_divide_what_is_new(trained, folder):
    before = record_of(trained)
    for index in range(20, 40):
        picture(folder / "cat" / f"{index}.png", index)
    events = continued(trained, folder, accept_data=True)
    after = record_of(trained)
    assert {name: split for name, split in after.splits.items() if name in before.splits} == before.splits
    assert set(after.splits.values()) == {"train", "val", "test"}
    assert len(after.splits) == 50
    notes = [str(note) for note in of(Started, events)[0].notes]
    assert any("30 images stay in the part that they were in, 20 new ones are divided" in note for note in notes)
    assert of(Started, continued(trained, folder))  # what was accepted is what the run knows now


def test_a_folder_that_was_moved_is_the_same(trained, folder, tmp_path):
    before = record_of(trained)
    folder.rename(tmp_path / "elsewhere")
    assert of(Started, continued(trained, tmp_path / "elsewhere"))
    after = record_of(trained)
    assert (after.digest, after.splits) == (before.digest, before.splits)
    with pytest.raises(DataChanged):
        run(trained.folder, replace(job_of(resume=str(trained.folder)), graph=small_net(classes=2)))  # digits instead


def test_a_renamed_class_keeps_its_output(trained, folder):
    (folder / "cat").rename(folder / "zebra")  # dog would come first now
    events = continued(trained, folder, accept_data=True)
    assert of(Started, events)[0].classes == ("zebra", "dog")
    known = trained.predictions()
    assert known is not None
    assert of(Started, continued(trained, folder))[0].classes == ("zebra", "dog")  # without being asked again
    bright = known.images.reshape(len(known.images), -1).mean(1) > 128
    assert (known.targets == bright).all()


@pytest.mark.slow
def test_only_an_accepted_continuation_renames_the_classes_of_a_run(trained, folder):
    (folder / "cat").rename(folder / "zebra")
    with pytest.raises(DataChanged):
        continued(trained, folder)
    assert trained.read_started().classes == ("cat", "dog")
    continued(trained, folder, accept_data=True)
    assert trained.read_started().classes == ("zebra", "dog")


@pytest.mark.slow
def test_an_export_names_the_classes_that_its_weights_were_trained_with(trained, folder, tmp_path):
    (folder / "cat").rename(folder / "zebra")
    project = Project(small_net(classes=2), task=task_for(source(str(folder)).info()), run=str(trained.folder))
    assert project.task.classes == ("dog", "zebra")
    made = export(project, "python", tmp_path / "net.py")
    assert json.loads(made.sidecar.read_text())["output"]["classes"] == ["cat", "dog"]


@pytest.mark.slow
def test_one_class_more_does_not_fit_the_outputs(trained, folder):
    for index in range(5):
        picture(folder / "ape" / f"{index}.png", 99 + index)
    with pytest.raises(TrainingError, match="3"):
        continued(trained, folder, accept_data=True)


@pytest.mark.slow
def test_other_settings_of_the_data_are_refused_or_accepted(trained, folder):
    other = DataSpec(name=str(folder), test_fraction=0.4)
    job = replace(job_on(folder), data=other, resume=str(trained.folder))
    with pytest.raises(TrainingError, match="The data were changed since this run"):
        run(trained.folder, job)
    before = record_of(trained).splits
    run(trained.folder, replace(job, accept_data=True))
    assert record_of(trained).splits == before


@pytest.mark.slow
def test_runs_of_earlier_versions_kept_nothing_and_go_on(trained, folder):
    (trained.folder / "data.json").unlink()
    picture(folder / "dog" / "new.png", 200)
    assert of(Started, continued(trained, folder))
    assert len(record_of(trained).files) == 31


@pytest.mark.slow
def test_a_record_that_cannot_be_read_is_said_or_accepted(trained, folder):
    (trained.folder / "data.json").write_text('{"classes": 3}', encoding="utf-8")
    with pytest.raises(TrainingError, match="record of this run's data cannot be read"):
        continued(trained, folder)
    assert of(Started, continued(trained, folder, accept_data=True))


def test_the_window_hears_that_the_person_may_accept(trained, folder):
    picture(folder / "dog" / "new.png", 200)
    runner = Runner(job_on(folder, resume=str(trained.folder)), trained)
    runner.start()
    assert runner.join(60)
    (failed,) = of(Failed, runner.mailbox.drain().events)
    assert failed.data_changed
    assert "1 file was added" in str(failed.message)


def test_prepare_job_passes_the_choice_on(trained, folder):
    project = Project(small_net(classes=2), data={"name": str(folder)}, run=str(trained.folder))
    job = prepare_job(project, resume=trained.folder, accept_data=True).job
    assert job.accept_data
    assert "accept_data" not in job.record()
    assert not TrainingJob.parse(job.record()).accept_data


@pytest.mark.slow
def test_outputs_that_would_stand_for_each_other_are_refused(folder, tmp_path):
    table = folder / "values.csv"

    def write(*columns):
        lines = [",".join(("file", *columns))]
        lines += [f"{name}/{index}.png,{index / 15:.2f},{1 - index / 15:.2f}" for name in ("cat", "dog") for index in range(15)]
        table.write_text("\n".join(lines) + "\n", encoding="utf-8")

    write("left", "right")
    found = source(str(table))
    job = job_of(small_net(classes=2), epochs=1, batch_size=8, loss="MSE")
    job = replace(job, data=DataSpec(name=str(table)), task=task_for(found.info(), "regression"))
    run(tmp_path / "run", job)
    assert RunStore(tmp_path / "run").read_started().classes == ("left", "right")
    write("right", "left")
    with pytest.raises(TrainingError, match="stand for left, right, in this order; the data have right, left now"):
        run(tmp_path / "run", replace(job, resume=str(tmp_path / "run"), accept_data=True))


@pytest.mark.slow
def test_the_range_of_deep_images_stays_that_of_the_run(tmp_path):
    def deep(name, value):
        (tmp_path / "deep" / name).parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(np.full((8, 8), value, np.uint16)).save(tmp_path / "deep" / name)

    for index in range(15):
        deep(f"cat/{index}.png", 100 + index)
        deep(f"dog/{index}.png", 4000 - index)  # 12 bits
    run(tmp_path / "run", job_on(tmp_path / "deep"))
    before = RunStore(tmp_path / "run").read_data()["rule"]["range"]
    assert (before["low"], before["high"]) == (0, 4095)
    deep("dog/new.png", 60_000)  # by itself it would make all others dark
    run(tmp_path / "run", job_on(tmp_path / "deep", resume=str(tmp_path / "run"), accept_data=True))
    assert RunStore(tmp_path / "run").read_data()["rule"]["range"] == before
