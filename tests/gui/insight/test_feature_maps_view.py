"""Feature maps in front of a real training: they follow selection and sample, and stay when it has ended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

from backend.protocol.events import BlockRef
from builder import edits
from builder.model.project import Project
from builder.sketch import Sketch
from gui.common.empty_state import EmptyState
from gui.insight.feature_maps_view import FeatureMapsView
from gui.insight.mosaic_view import MosaicView
from gui.insight.sample_list import SampleList
from gui.model.workspace import Workspace
from gui.plots.bars import BarPicture
from gui.training.training_session import TrainingSession
from tests.support.learning import block_of, small_project, wait_for


@pytest.fixture
def maps(session: TrainingSession, learner: Workspace, qtbot: QtBot) -> Iterator[FeatureMapsView]:
    made = FeatureMapsView(learner, session)
    qtbot.addWidget(made)
    made.resize(1100, 260)
    made.show()
    yield made
    assert made.shut_down()


def shown(view: FeatureMapsView, block: BlockRef, kind: str = "maps") -> bool:
    return view.picture is not None and (view.picture.block, view.picture.kind) == (block, kind)


def words(view: FeatureMapsView) -> str:
    return view.findChild(QLabel, "featureMapsEmptyWords").text()


def test_it_says_what_to_do_before_anything_is_trained(maps: FeatureMapsView, learner: Workspace, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: words(maps) == "Nothing has been trained yet", timeout=5000)
    learner.open(Project())
    qtbot.waitUntil(lambda: words(maps) == "No network yet", timeout=5000)


def test_they_move_while_it_learns(long_session: TrainingSession, qtbot: QtBot) -> None:
    workspace = long_session.parent()
    view = FeatureMapsView(workspace, long_session)
    qtbot.addWidget(view)
    view.resize(1100, 260)
    view.show()
    conv = block_of(workspace, "Conv2d")
    long_session.train()
    qtbot.waitUntil(lambda: shown(view, conv), timeout=60_000)
    first, picture = view.picture, view.findChild(MosaicView).canvas.image.copy()
    qtbot.waitUntil(lambda: view.picture.step > first.step + 20, timeout=30_000)
    assert not np.array_equal(view.picture.array, first.array)
    assert view.findChild(MosaicView).canvas.image != picture
    assert view.findChild(MosaicView).canvas.grid.count == 4
    assert view.shut_down()


def test_they_follow_the_selection_and_stay_after_the_end(
    maps: FeatureMapsView, trained: TrainingSession, learner: Workspace, qtbot: QtBot
) -> None:
    conv, head, flatten = (block_of(learner, kind) for kind in ("Conv2d", "Linear", "Flatten"))
    qtbot.waitUntil(
        lambda: shown(maps, conv) and "best weights" in maps.findChild(QLabel, "featureMapsDetail").text(), timeout=30_000
    )
    learner.select({head})
    qtbot.waitUntil(lambda: shown(maps, head), timeout=10_000)
    bars = maps.findChild(BarPicture)
    assert bars.isVisible()
    assert len(bars.values) == 10
    learner.select({flatten})
    qtbot.waitUntil(lambda: shown(maps, flatten), timeout=10_000)
    assert len(bars.values) == 144


def test_another_sample_gives_other_maps(maps: FeatureMapsView, trained: TrainingSession, qtbot: QtBot) -> None:
    samples = maps.findChild(SampleList)
    qtbot.waitUntil(lambda: samples.model().rowCount() == 40, timeout=30_000)
    # Until the list is filled the pictures are of image 0, which may be the very one that the key selects.
    qtbot.waitUntil(lambda: maps.picture is not None and maps.picture.sample == samples.sample, timeout=30_000)
    before = maps.picture
    samples.setFocus()
    QTest.keyClick(samples, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: maps.picture is not None and maps.picture.sample != before.sample, timeout=10_000)
    assert not np.array_equal(before.array, maps.picture.array)
    assert maps.picture.label == 1


def test_filters_of_blocks_that_have_some(
    maps: FeatureMapsView, trained: TrainingSession, learner: Workspace, qtbot: QtBot
) -> None:
    conv, relu = block_of(learner, "Conv2d"), block_of(learner, "ReLU")
    qtbot.waitUntil(lambda: shown(maps, conv), timeout=30_000)
    QTest.keyClick(maps.findChild(QToolButton, "showFilters"), Qt.Key.Key_Space)
    assert shown(maps, conv, "filters")
    assert maps.picture.array.shape == (4, 3, 3)
    learner.select({relu})
    qtbot.waitUntil(lambda: words(maps).endswith("has no filters"), timeout=10_000)


def test_a_block_that_was_not_trained_is_said(
    maps: FeatureMapsView, trained: TrainingSession, learner: Workspace, qtbot: QtBot
) -> None:
    added: list[int] = []

    def edit(graph):
        changed, id = edits.append(graph, learner.document.ids, "Dropout", after=block_of(learner, "ReLU"))
        added.append(id)
        return changed

    learner.edit("Add", edit)
    learner.select(added)
    qtbot.waitUntil(lambda: "not in the network that was trained" in words(maps), timeout=10_000)


def test_the_value_under_the_mouse_is_said(maps: FeatureMapsView, trained: TrainingSession, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: maps.picture is not None, timeout=30_000)
    canvas = maps.findChild(MosaicView).canvas
    with qtbot.waitSignal(canvas.hovered, timeout=3000) as told:
        QTest.mouseMove(canvas, canvas.grid.rect(2).center())
    index, row, column = canvas.grid.at(canvas.grid.rect(2).center())
    assert index == 2
    assert told.args[0] == f"2, row {row}, column {column}: {maps.picture.array[2, row, column]:.4g}"


@pytest.mark.slow
def test_while_hidden_no_pictures_are_taken(long_session: TrainingSession, qtbot: QtBot) -> None:
    view = FeatureMapsView(long_session.parent(), long_session)
    qtbot.addWidget(view)
    view.show()
    long_session.train()
    qtbot.waitUntil(lambda: view.picture is not None, timeout=60_000)
    view.hide()
    qtbot.wait(600)
    taken: list[object] = []
    long_session.captured.connect(taken.append)
    qtbot.wait(900)
    assert not taken
    assert view.shut_down()


def twins() -> Project:
    """The same image on two ways with the same two convolutions, and an extra head on one of them."""
    net = Sketch()
    ways, shared = [], []
    for _ in range(2):
        x = net("Input", shape=(1, 8, 8))
        for at, width in enumerate((2, 3)):
            one = len(shared) < 2
            x = net("Conv2d", x, out_channels=width) if one else net("Conv2d", x, weights_of=shared[at])
            shared += [x] if one else []
        ways.append(net("Flatten", x))
    net("Output", net("Linear", ways[0], out_features=10), loss_weight=0.3)
    net("Output", net("Linear", net("Subtract", *ways), out_features=10))
    return replace(small_project(), graph=net.graph, next_id=max(net.graph.blocks) + 1)


def test_two_ways_with_shared_weights_are_trained_and_looked_into(
    maps: FeatureMapsView, session: TrainingSession, learner: Workspace, qtbot: QtBot
) -> None:
    learner.open(twins())
    assert session.train()
    wait_for(qtbot, session, "finished")
    assert session.history.finished.test["accuracy"] is not None
    for output in learner.graph.of_kind("Output"):
        learner.select({output})
        qtbot.waitUntil(lambda output=output: shown(maps, output), timeout=10_000)
    *_, second = learner.graph.of_kind("Conv2d")
    assert learner.graph.blocks[second].weights_of is not None
    learner.select({second})
    qtbot.waitUntil(lambda: shown(maps, second), timeout=30_000)
    QTest.keyClick(maps.findChild(QToolButton, "showFilters"), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: shown(maps, second, "filters"), timeout=10_000)
    assert maps.picture.array.shape == (3 * 2, 3, 3)
    assert maps._channels(maps.picture) == 2


def test_inside_of_a_group_its_blocks_are_looked_into(
    maps: FeatureMapsView, session: TrainingSession, learner: Workspace, qtbot: QtBot
) -> None:
    inner = Sketch()
    x = inner("ReLU", inner("Conv2d", inner("GroupInput"), out_channels=4, padding=1, name="conv"))
    inner("GroupOutput", x)
    net = Sketch()
    x = net("Conv2d", net("Input", shape=(1, 8, 8)), out_channels=4)
    block = net(inner.definition("Filters"), x, name="filters", repeat=2)
    net("Output", net("Linear", net("Flatten", block), out_features=10))
    learner.open(replace(small_project(), graph=net.graph, next_id=99))
    assert learner.enter(block)
    qtbot.waitUntil(lambda: "what conv makes" in maps.findChild(EmptyState).accessibleName(), timeout=5000)
    assert session.train()
    wait_for(qtbot, session, "finished")
    conv, relu = (block_of(learner, kind) for kind in ("Conv2d", "ReLU"))
    assert conv in net.graph.blocks, "the network has a block with this id too"
    pictures = {}
    for number in (0, 1):
        assert learner.go((block,), (number,))
        for id in (conv, relu):
            learner.select({id})
            place = (block, number, id)
            qtbot.waitUntil(lambda place=place: shown(maps, place) and maps.picture.epoch == 0, timeout=30_000)
            pictures[place] = maps.picture.array
        assert maps.findChild(QLabel, "featureMapsTitle").text() == "filters / relu1"
    assert np.allclose(pictures[block, 0, conv].clip(0), pictures[block, 0, relu], atol=1e-5)
    assert not np.array_equal(pictures[block, 0, conv], pictures[block, 1, conv])
    learner.select({conv})
    QTest.keyClick(maps.findChild(QToolButton, "showFilters"), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: shown(maps, (block, 1, conv), "filters"), timeout=10_000)
    assert maps.picture.array.shape == (16, 3, 3)
    assert maps._channels(maps.picture) == 4
    learner.leave()
    learner.select({block})
    qtbot.waitUntil(lambda: words(maps) == "filters has no filters", timeout=10_000)
