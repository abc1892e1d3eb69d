"""What the inspector computes besides the analysis: what a block sees of the image, and the memory of training."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from builder import edits, zoo
from builder.layers import make
from builder.model.graph import Block, Graph
from builder.model.project import Project
from builder.sketch import Sketch
from gui.common import deferred as deferred_module
from gui.common.deferred import DeferredValue
from gui.inspector.inspector import Inspector
from gui.model.workspace import Workspace
from tests.gui.conftest import IdOf
from tests.support.group_examples import repeated_group


def shown(workspace: Workspace, qtbot: QtBot) -> Inspector:
    made = Inspector(workspace)
    qtbot.addWidget(made)
    made.resize(344, 900)
    made.show()
    return made


def words(inspector: Inspector, workspace: Workspace, name: str) -> str:
    """What is shown of the block's field; empty where nothing is."""
    workspace.select({id for id, block in workspace.graph.blocks.items() if block.name == name})
    return inspector.block.receptive_field.words.text() if inspector.block.receptive_field.isVisible() else ""


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("conv1", "Each value sees 5 × 5 pixels of the input, 1 apart."),
        ("relu1", "Each value sees 5 × 5 pixels of the input, 1 apart."),
        ("pool2", "Each value sees 16 × 16 pixels of the input, 4 apart."),
        ("flatten", "Each value sees 16 × 16 pixels of the input."),
        ("fc1", "Each value sees all of the input."),
        ("image", ""),
        ("scores", ""),
    ],
)
def test_a_block_says_what_it_sees(workspace: Workspace, qtbot: QtBot, name: str, said: str) -> None:
    inspector = shown(workspace, qtbot)
    names = {block.name for block in workspace.graph.blocks.values()}
    ends = {"image": "Input", "scores": "Output"}
    if name not in names:
        name = next(block.name for block in workspace.graph.blocks.values() if block.kind == ends[name])
    assert words(inspector, workspace, name) == said


def test_the_words_follow_an_edit(workspace: Workspace, qtbot: QtBot, id_of: IdOf) -> None:
    inspector = shown(workspace, qtbot)
    conv = id_of("conv1")
    assert words(inspector, workspace, "conv2").startswith("Each value sees 14 × 14")
    workspace.edit("Set", lambda graph: edits.set_fields(graph, {conv}, {"dilation": (3, 1)}))
    assert inspector.block.receptive_field.words.text().startswith("Each value sees 22 × 14")


def test_odd_steps_and_series_are_said_too(qtbot: QtBot, qapp: object) -> None:
    net = Sketch()
    x = net("Input", shape=(1, 20, 20))
    x = net("Upsample", net("ReLU", x, name="dot"), scale_factor=2.0, name="larger")
    x = net("Conv2d", x, kernel_size=(1, 3), stride=(1, 4), name="uneven")
    net("Output", net("Conv2d", x, kernel_size=(40, 1), name="tall"))
    workspace = Workspace(Project(net.graph))
    inspector = shown(workspace, qtbot)
    assert words(inspector, workspace, "dot") == "Each value sees a single one of the pixels of the input, 1 apart."
    assert words(inspector, workspace, "larger") == "Each value sees a single one of the pixels of the input, 1/2 apart."
    assert words(inspector, workspace, "uneven") == "Each value sees 1 × 2 pixels of the input, 1/2 × 2 apart."
    assert (
        words(inspector, workspace, "tall")
        == "Each value sees 21 × 2 pixels, more than the 20 × 20 of the input, 1/2 × 2 apart."
    )


def test_inside_a_group_the_pass_that_is_shown_counts(qtbot: QtBot, qapp: object) -> None:
    workspace = Workspace(Project(repeated_group(3)))
    inspector = shown(workspace, qtbot)
    assert words(inspector, workspace, "block") == "Each value sees 9 × 9 pixels of the input, 1 apart."
    group = next(id for id, block in workspace.graph.blocks.items() if block.name == "block")
    assert workspace.enter(group)
    assert words(inspector, workspace, "conv1") == "Each value sees 5 × 5 pixels of the input, 1 apart."


def test_the_network_says_what_training_takes(workspace: Workspace, qtbot: QtBot) -> None:
    inspector = shown(workspace, qtbot)
    workspace.apply("Set", lambda project: replace(project, recipe={"batch_size": 1000, "optimizer": "SGD"}))
    small = inspector.network.totals.text()
    assert "memory to train about 63.7 MB" in small
    assert "for the weights 494 kB" in small
    assert "for a batch of 1,000 63.3 MB" in small
    workspace.apply("Set", lambda project: replace(project, recipe={"batch_size": 1000, "optimizer": "Adam"}))
    assert "for the weights 987 kB" in inspector.network.totals.text()
    workspace.apply("Set", lambda project: replace(project, recipe={"batch_size": "many"}))
    assert "memory" not in inspector.network.totals.text()


def test_what_is_saved_but_not_learned_is_told(qtbot: QtBot, qapp: object) -> None:
    inspector = shown(Workspace(Project(zoo.build("resnet20_cifar"))), qtbot)
    assert "saved, not learned 1,395" in inspector.network.totals.text()
    assert "not learned" not in shown(Workspace(Project(zoo.build("lenet5"))), qtbot).network.totals.text()


def test_a_large_network_is_worked_out_beside_the_window(qtbot: QtBot, qapp: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deferred_module, "AT_ONCE", 5)
    monkeypatch.setattr(deferred_module, "DELAY_MS", 20)
    workspace = Workspace(Project(zoo.build("lenet5")))
    inspector = shown(workspace, qtbot)
    assert "memory" not in inspector.network.totals.text()
    qtbot.waitUntil(lambda: "memory to train about" in inspector.network.totals.text(), timeout=5000)
    assert words(inspector, workspace, "pool2") == ""
    qtbot.waitUntil(lambda: inspector.block.receptive_field.isVisible(), timeout=5000)
    assert inspector.block.receptive_field.words.text().startswith("Each value sees 16 × 16")


def test_an_answer_that_was_overtaken_is_forgotten(qtbot: QtBot, qapp: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deferred_module, "AT_ONCE", 0)
    monkeypatch.setattr(deferred_module, "DELAY_MS", 1)
    graph = Graph.of([Block(1, "relu1", make("ReLU"))])
    deferred: DeferredValue[str] = DeferredValue()
    assert deferred.get(graph, (1,), lambda: "first") is None
    assert deferred.get(graph, (2,), lambda: "second") is None
    with qtbot.waitSignal(deferred.ready, timeout=5000):
        pass
    assert deferred.get(graph, (2,), lambda: "again") == "second"
    assert deferred.worker.join()
