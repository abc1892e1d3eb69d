"""The session on the real engine: what may be done when, what comes of it, and that no thread is left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from backend.insight.observer import Observer
from backend.insight.registry import OBSERVERS
from backend.protocol.events import Captured, Failed
from backend.protocol.mailbox import Drained
from backend.protocol.sentences import ending_message
from backend.training.device import thread_count
from builder import edits
from builder.common.messages import Message
from builder.model.project import Project
from builder.sketch import Sketch
from gui.model.workspace import Workspace
from gui.shell.crash_handler import CrashHandler
from gui.training.training_session import TrainingSession, TrainingState
from tests.support.learning import block_of, end, small_project, wait_for


def refusals(session: TrainingSession) -> list[tuple[str, int | None]]:
    heard: list[tuple[str, int | None]] = []
    session.refused.connect(lambda text, block: heard.append((text, block)))
    return heard


def test_it_trains_to_the_end(session: TrainingSession, learner: Workspace, qtbot: QtBot) -> None:
    states: list[str] = []
    session.state_changed.connect(states.append)
    assert session.state == "idle"
    with qtbot.waitSignal(session.finished, timeout=60_000) as ended:
        assert session.train()
    assert states == ["preparing", "running", "finished"]
    history = session.history
    assert len(history.losses) == history.step == history.started.steps_per_epoch
    assert len(history.val("loss")) == 1
    assert session.run.predictions is not None
    assert len(session.run.predictions.labels) == history.started.counts["test"]
    assert ended.args[0].reason == "completed"
    assert session.run.message == str(ending_message(ended.args[0]))
    assert learner.project.run == ended.args[0].run_dir
    assert Path(learner.project.run, "best.pt").is_file()
    qtbot.waitUntil(lambda: not session.bridge.busy, timeout=10_000)


def test_same_seed_same_losses(trained: TrainingSession, qtbot: QtBot) -> None:
    first = np.array(trained.history.losses)
    trained.train()
    qtbot.waitUntil(lambda: trained.history.finished is not None and trained.state == "finished", timeout=60_000)
    assert np.array_equal(first, trained.history.losses)


def test_pause_holds_and_resume_goes_on(long_session: TrainingSession, qtbot: QtBot) -> None:
    long_session.train()
    wait_for(qtbot, long_session, "running")
    long_session.pause()
    wait_for(qtbot, long_session, "paused")
    qtbot.wait(300)
    held = long_session.history.step
    qtbot.wait(500)
    assert long_session.history.step == held
    long_session.continue_()
    wait_for(qtbot, long_session, "running")
    qtbot.waitUntil(lambda: long_session.history.step > held, timeout=10_000)


def test_a_step_is_one_batch(long_session: TrainingSession, qtbot: QtBot) -> None:
    assert long_session.step()
    qtbot.waitUntil(lambda: long_session.history.step == 1, timeout=60_000)
    wait_for(qtbot, long_session, "paused")
    long_session.step()
    qtbot.waitUntil(lambda: long_session.history.step == 2, timeout=10_000)
    qtbot.wait(400)
    assert long_session.history.step == 2
    assert long_session.state == "paused"


def test_the_learning_rate_changes_while_it_runs(long_session: TrainingSession, qtbot: QtBot) -> None:
    long_session.train()
    wait_for(qtbot, long_session, "running")
    assert long_session.set_learning_rate(0.00025)
    qtbot.waitUntil(lambda: any(mark.kind == "learning_rate" for mark in long_session.history.marks), timeout=10_000)
    qtbot.waitUntil(lambda: long_session.history.learning_rate == 0.00025, timeout=10_000)


@pytest.mark.parametrize("rate", [0.0, -1.0, float("nan"), float("inf")])
def test_a_learning_rate_that_is_none_is_refused(session: TrainingSession, rate: float) -> None:
    heard = refusals(session)
    assert not session.set_learning_rate(rate)
    assert "above 0" in heard[0][0]


def test_stop_keeps_the_weights(long_session: TrainingSession, qtbot: QtBot) -> None:
    long_session.train()
    qtbot.waitUntil(lambda: long_session.history.epoch >= 1, timeout=60_000)
    with qtbot.waitSignal(long_session.finished, timeout=60_000) as ended:
        long_session.stop()
        assert long_session.state == "stopping"
    assert ended.args[0].reason == "stopped"
    assert long_session.run.store.best.is_file()
    assert long_session.run.store.last.is_file()


def test_continue_goes_on_where_it_ended(trained: TrainingSession, qtbot: QtBot) -> None:
    batches = trained.history.step
    folder = trained.run.store.folder
    assert trained.run.resumable
    assert trained.continue_()
    qtbot.waitUntil(lambda: trained.history.epoch == 2 and trained.state == "finished", timeout=60_000)
    assert trained.history.step == 2 * batches
    assert trained.run.store.folder == folder
    assert any(mark.kind == "continued" for mark in trained.history.marks)


def test_continue_is_refused_when_the_canvas_has_changed(trained: TrainingSession, learner: Workspace) -> None:
    heard = refusals(trained)
    learner.edit("Wider", lambda graph: edits.set_fields(graph, [block_of(learner, "Conv2d")], {"out_channels": 8}))
    assert trained.differs()
    assert not trained.continue_()
    assert "no longer fit" in heard[0][0]
    assert trained.state == "finished"


def test_moving_a_block_does_not_make_it_another_network(trained: TrainingSession, learner: Workspace) -> None:
    learner.edit("Move", lambda graph: edits.move(graph, {block_of(learner, "Conv2d"): (500.0, 500.0)}))
    assert not trained.differs()


def test_nothing_to_continue_is_said(session: TrainingSession) -> None:
    heard = refusals(session)
    assert not session.run.resumable
    assert not session.continue_()
    assert "has not been trained" in heard[0][0]


def test_a_network_in_error_is_refused_at_its_block(session: TrainingSession, learner: Workspace) -> None:
    heard = refusals(session)
    conv = block_of(learner, "Conv2d")
    learner.edit("Too large", lambda graph: edits.set_fields(graph, [conv], {"kernel_size": (20, 20)}))
    assert not session.train()
    assert heard[0][1] == conv
    assert "8" in heard[0][0]
    assert "20" in heard[0][0]
    assert learner.selection == {conv}
    assert session.state == "idle"


def test_an_empty_canvas_and_missing_data_are_said(session: TrainingSession, learner: Workspace) -> None:
    heard = refusals(session)
    learner.apply("No data", lambda project: replace(project, data={}, task=None))
    assert not session.train()
    learner.open(Project())
    assert not session.train()
    assert "data" in heard[0][0]
    assert "no network" in heard[1][0]


def test_what_the_machine_cannot_hold_is_refused(session: TrainingSession, learner: Workspace) -> None:
    heard = refusals(session)
    head, flatten = block_of(learner, "Linear"), block_of(learner, "Flatten")
    huge = edits.append(learner.graph, learner.document.ids, "Linear", after=flatten)
    learner.edit("Huge", lambda _graph: edits.set_fields(huge[0], [huge[1]], {"out_features": 2_000_000_000}))
    assert head in learner.graph.blocks
    assert not session.train()
    assert "GB" in heard[0][0] or "TB" in heard[0][0]


def test_a_second_training_waits_for_the_first(long_session: TrainingSession, qtbot: QtBot) -> None:
    heard = refusals(long_session)
    long_session.train()
    assert not long_session.train()
    assert "still running" in heard[0][0]


def test_a_loss_that_is_no_number_ends_in_words(qapp: object, qtbot: QtBot) -> None:
    workspace = Workspace(small_project(optimizer="SGD", learning_rate=1000.0, loss="MSE", epochs=50))
    session = TrainingSession(workspace)
    with qtbot.waitSignal(session.finished, timeout=60_000) as ended:
        session.train()
    assert ended.args[0].reason == "nan"
    assert session.run.message
    end(qtbot, session)


@pytest.mark.slow
def test_pictures_come_for_the_wanted_block(long_session: TrainingSession, qtbot: QtBot) -> None:
    pictures: list[Captured] = []
    long_session.captured.connect(pictures.append)
    conv = block_of(long_session.parent(), "Conv2d")
    long_session.capture(frozenset({conv}), sample=3)
    long_session.train()
    qtbot.waitUntil(lambda: {picture.kind for picture in pictures} == {"maps", "filters"}, timeout=60_000)
    assert all(picture.block == conv and picture.sample == 3 for picture in pictures)
    assert next(picture.array.shape for picture in pictures if picture.kind == "maps") == (4, 6, 6)
    long_session.capture(frozenset())
    qtbot.wait(500)
    pictures.clear()
    qtbot.wait(600)
    assert not pictures


def test_a_project_opens_with_its_last_run(trained: TrainingSession, learner: Workspace) -> None:
    later = TrainingSession(Workspace(learner.project))
    assert later.state == "finished"
    assert np.allclose(later.history.losses, trained.history.losses)
    assert later.run.predictions is not None
    assert later.run.message == trained.run.message
    assert later.run.resumable
    assert not later.differs()


def test_a_run_that_is_gone_is_no_trouble(qapp: object, tmp_path: Path) -> None:
    session = TrainingSession(Workspace(replace(small_project(), run=str(tmp_path / "gone"))))
    assert session.state == "idle"
    assert not session.open_run(tmp_path)
    assert session.run.job is None


def test_closing_does_not_wait(long_session: TrainingSession, qtbot: QtBot) -> None:
    long_session.train()
    wait_for(qtbot, long_session, "running")
    with qtbot.waitSignal(long_session.ended, timeout=30_000):
        assert not long_session.shut_down()
    assert long_session.shut_down()
    assert long_session.run.store.last.is_file()


def test_another_document_leaves_the_training_behind(long_session: TrainingSession, qtbot: QtBot) -> None:
    workspace = long_session.parent()
    long_session.train()
    wait_for(qtbot, long_session, "running")
    with qtbot.waitSignal(long_session.ended, timeout=30_000):
        workspace.open(small_project())
        assert long_session.state == "idle"
        assert long_session.history.step == 0
    assert workspace.project.run is None
    assert long_session.train()


def test_the_block_to_blame_is_selected_in_the_network_whatever_group_is_entered(
    session: TrainingSession, learner: Workspace
) -> None:
    inner = Sketch()
    inner("GroupOutput", inner("ReLU", inner("GroupInput")))
    net = Sketch()
    group = net(inner.definition("Bend"), net("Input", shape=(1, 8, 8)))
    flat = net("Flatten", group)
    net("Output", flat)
    learner.open(replace(small_project(), graph=net.graph, next_id=99))
    heard = refusals(session)
    assert learner.enter(group)
    assert not session.train()
    ((_, block),) = heard
    assert learner.way == ()
    assert learner.selection == {block}
    assert block in net.graph.blocks
    assert learner.enter(group)
    session.bridge.drained.emit(Drained((Failed(Message.verbatim("It broke."), flat),)))
    assert (learner.way, learner.selection) == ((), {flat})


def test_a_bug_in_the_training_is_said_calmly_and_logged(
    long_session: TrainingSession, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def observe(*_arguments: object) -> Iterator[Captured]:
        raise TypeError("an observer with a bug")
        yield

    monkeypatch.setitem(OBSERVERS, "broken", Observer("broken", observe))
    handler, shown = CrashHandler(), []
    handler.happened.connect(lambda *words: shown.append(words))
    handler.install()
    try:
        long_session.capture(frozenset({2}))
        with qtbot.waitSignals([long_session.failed, handler.happened], timeout=60_000):
            assert long_session.train()
    finally:
        handler.remove()
    assert long_session.state is TrainingState.FAILED
    assert "mistake in Convas" in long_session.run.message
    assert "TypeError" not in long_session.run.message
    ((_, details),) = shown
    assert "TypeError: an observer with a bug" in details
    assert any(record.exc_info for record in caplog.records)


@pytest.mark.parametrize(("recipe", "used"), [(0, 1), (2, 2)])
def test_preferred_threads_count_where_the_recipe_leaves_them_open(qtbot: QtBot, recipe: int, used: int) -> None:
    session = TrainingSession(Workspace(small_project(threads=recipe)))
    session.threads = 1
    assert session.train()
    wait_for(qtbot, session, "finished")
    assert session.run.store.job().recipe.threads == min(used, thread_count(0))
    end(qtbot, session)
