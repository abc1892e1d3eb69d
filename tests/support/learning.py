"""A small network on the embedded digits, a session on it, and an end to every thread: for the tests of the training side."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from backend.datasets.base import task_for
from backend.datasets.registry import source
from backend.datasets.splits import DataSpec
from backend.protocol.recipe import Recipe
from builder.model.project import Project
from builder.sketch import Sketch
from gui.model.workspace import Workspace
from gui.training.training_session import TrainingSession


def small_project(**recipe: object) -> Project:
    """Digits at 8 x 8, one convolution, one epoch of some tenths of a second; one thread, so that tests do not crowd."""
    net = Sketch()
    x = net("Input", shape=(1, 8, 8))
    x = net("Conv2d", x, out_channels=4, kernel_size=3)
    x = net("ReLU", x)
    x = net("Flatten", x)
    x = net("Linear", x, out_features=10)
    net("Output", x)
    values = {"epochs": 1, "batch_size": 64, "threads": 1, **recipe}
    info = source("digits").info()
    return Project(
        net.graph,
        task=task_for(info),
        data=DataSpec(name="digits").record(),
        recipe=Recipe(**values).record(),
        next_id=max(net.graph.blocks) + 1,
    )


def block_of(workspace: Workspace, kind: str) -> int:
    """The first block of a kind."""
    return workspace.graph.of_kind(kind)[0]


def wait_for(qtbot: QtBot, session: TrainingSession, state: str, timeout: int = 60_000) -> None:
    """Wait until the session is in `state`."""
    qtbot.waitUntil(lambda: session.state == state, timeout=timeout)


def end(qtbot: QtBot, session: TrainingSession) -> None:
    """Stop what runs, and wait for its thread."""
    session.shut_down()
    qtbot.waitUntil(lambda: not session.bridge.busy, timeout=60_000)


@pytest.fixture
def learner(qapp: object) -> Workspace:
    """A workspace on the small network."""
    return Workspace(small_project())


@pytest.fixture
def session(learner: Workspace, qtbot: QtBot) -> Iterator[TrainingSession]:
    """A session on the small network; whatever runs at the end of the test is stopped."""
    made = TrainingSession(learner)
    yield made
    end(qtbot, made)


@pytest.fixture
def long_session(qapp: object, qtbot: QtBot) -> Iterator[TrainingSession]:
    """A session whose training does not end by itself; its workspace is its parent."""
    workspace = Workspace(small_project(epochs=100_000))
    made = TrainingSession(workspace, workspace)
    yield made
    end(qtbot, made)


@pytest.fixture
def trained(session: TrainingSession, qtbot: QtBot) -> TrainingSession:
    """The session after its training."""
    assert session.train()
    wait_for(qtbot, session, "finished")
    qtbot.waitUntil(lambda: not session.bridge.busy, timeout=10_000)
    return session
