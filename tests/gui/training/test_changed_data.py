"""Continue on a folder that has changed: the session asks, and goes on if the person accepts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from backend.datasets.base import task_for
from backend.datasets.identity.data_record import DataRecord
from backend.datasets.registry import source
from backend.datasets.splits import DataSpec
from backend.training.samples.compare_data import was_accepted
from builder import edits
from gui.model.samples import Samples
from gui.model.workspace import Workspace
from gui.shell.data_question import ask_about_data
from gui.training.training_session import TrainingSession
from tests.support.learning import end, small_project, wait_for


def picture(path: Path, value: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(np.full((8, 8), value, np.uint8)).save(path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for index in range(10):
        picture(tmp_path / "cat" / f"{index}.png", index)
        picture(tmp_path / "dog" / f"{index}.png", 255 - index)
    return tmp_path


@pytest.fixture
def session(folder: Path, qtbot: QtBot) -> Iterator[TrainingSession]:
    project = small_project(batch_size=8)
    head = project.graph.of_kind("Linear")[0]
    graph = edits.set_fields(project.graph, [head], {"out_features": 2})
    task = task_for(source(str(folder)).info())
    workspace = Workspace(replace(project, graph=graph, task=task, data=DataSpec(name=str(folder)).record()))
    made = TrainingSession(workspace, workspace)
    yield made
    end(qtbot, made)


def at_rest(session: TrainingSession, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not session.bridge.busy, timeout=10_000)


def test_other_data_are_asked_about_and_accepted(session: TrainingSession, folder: Path, qtbot: QtBot) -> None:
    assert session.train()
    wait_for(qtbot, session, "finished")
    at_rest(session, qtbot)
    picture(folder / "cat" / "new.png", 77)
    failures: list[object] = []
    session.failed.connect(lambda *words: failures.append(words))
    with qtbot.waitSignal(session.data_changed, timeout=60_000) as asked:
        assert session.continue_()
    assert "1 file was added (cat/new.png)" in asked.args[0]
    at_rest(session, qtbot)
    assert failures == []
    assert session.run.resumable
    assert session.continue_(accept_data=True)
    qtbot.waitUntil(lambda: session.history.epoch == 2 and session.state == "finished", timeout=60_000)
    at_rest(session, qtbot)
    assert sum(session.history.started.counts.values()) == 21
    assert was_accepted(session.history.started.notes)


@pytest.mark.slow
def test_samples_are_those_of_the_run_that_went_on(session: TrainingSession, folder: Path, qtbot: QtBot) -> None:
    assert session.train()
    wait_for(qtbot, session, "finished")
    at_rest(session, qtbot)
    for index in range(20, 60):
        picture(folder / "cat" / f"{index}.png", index)
    assert session.continue_(accept_data=True)
    qtbot.waitUntil(lambda: session.history.epoch == 2 and session.state == "finished", timeout=60_000)
    at_rest(session, qtbot)
    store = session.run.store
    assert store is not None
    parts = DataRecord.parse(store.read_data()).splits
    samples = Samples(session._workspace)
    seen = []
    for run in (None, str(store.folder)):
        samples.keep_parts_of(run)
        with qtbot.waitSignal(samples.loaded, timeout=20_000) as loaded:
            samples.want()
        splits = loaded.args[0]
        seen.append({name: part for part in ("train", "val", "test") for name in getattr(splits, part).names})
    assert samples.shut_down()
    assert seen[1] == parts
    assert seen[0] != parts


@pytest.mark.parametrize(("button", "went_on"), [("changedDataAccept", True), ("", False)])
def test_the_question_shows_the_difference_and_does_what_is_chosen(button: str, went_on: bool, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    done: list[bool] = []
    box = ask_about_data(parent, "The class cat is called zebra now.", lambda: done.append(True))
    assert box.isVisible()
    assert box.informativeText() == "The class cat is called zebra now."
    chosen = box.findChild(QPushButton, button) if button else box.button(QMessageBox.StandardButton.Cancel)
    with qtbot.waitSignal(box.finished, timeout=3000):
        qtbot.mouseClick(chosen, Qt.MouseButton.LeftButton)
    assert bool(done) is went_on
