"""Commands for blocks, without a view: each is one undo, and what is refused is said."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QGuiApplication

from builder.model.graph import Port
from gui.canvas.commands.blocks import PASTE_STEP
from gui.canvas.commands.keyboard import NUDGE
from gui.canvas.placement import Placement
from tests.gui.canvas.commands.conftest import Bench

ONE_UNDO: dict[str, Callable[[Bench], object]] = {
    "Delete conv1": lambda bench: bench.blocks.delete_selection(),
    "Cut conv1": lambda bench: bench.blocks.cut_selection(),
    "Duplicate conv1": lambda bench: bench.blocks.duplicate_selection(),
    "Arrange": lambda bench: bench.blocks.arrange(),
    "Move conv1": lambda bench: bench.blocks.nudge(1, 0),
}


@pytest.mark.parametrize("label", ONE_UNDO)
def test_each_command_is_one_undo_with_its_label(bench: Bench, label: str) -> None:
    before = bench.workspace.graph
    bench.select("conv1")
    ONE_UNDO[label](bench)
    assert bench.workspace.graph != before
    assert bench.workspace.document.undo_label == label
    bench.workspace.undo()
    assert bench.workspace.graph == before
    assert not bench.refusals.texts


def test_copies_are_pasted_a_step_further_each_time_and_selected(bench: Bench) -> None:
    bench.select("conv1", "relu1")
    x, y = bench.workspace.graph.positions[bench.id("conv1")]
    bench.blocks.copy_selection()
    for times in (1, 2):
        bench.blocks.paste()
        first = min(bench.workspace.selection)
        assert len(bench.workspace.selection) == 2
        assert bench.workspace.graph.positions[first] == (x + PASTE_STEP * times, y + PASTE_STEP * times)
        assert bench.screen.shown[-1] == bench.workspace.selection


def test_a_clipboard_without_blocks_is_said(bench: Bench) -> None:
    QGuiApplication.clipboard().setText("hello")
    bench.blocks.paste()
    assert bench.refusals.texts == ["The clipboard holds no blocks. Copy some with Ctrl+C first."]
    assert not bench.workspace.document.can_undo


def test_delete_removes_the_chosen_wire_before_the_selection(bench: Bench) -> None:
    bench.select("relu1")
    bench.blocks.choose_next_wire()
    bench.blocks.delete_selection()
    assert Port(bench.id("relu1")) not in bench.workspace.graph.wires
    assert bench.workspace.document.undo_label == "Remove wire"


def test_a_run_of_nudges_is_one_undo(bench: Bench) -> None:
    before = bench.workspace.graph
    bench.select("conv1")
    x, y = before.positions[bench.id("conv1")]
    for _ in range(3):
        bench.blocks.nudge(0, 1)
    assert bench.workspace.graph.positions[bench.id("conv1")] == (x, y + 3 * NUDGE)
    bench.workspace.undo()
    assert bench.workspace.graph == before


def test_arranging_shows_the_selection_or_the_beginning(bench: Bench) -> None:
    bench.blocks.arrange()
    assert bench.screen.beginnings == 1
    bench.select("fc1")
    bench.blocks.nudge(1, 0)
    bench.blocks.arrange()
    assert bench.screen.shown[-1] == {bench.id("fc1")}
    assert bench.screen.beginnings == 1


def test_a_name_is_taken_or_refused_in_words(bench: Bench) -> None:
    bench.select("conv1")
    for name in ("relu1", "edges"):
        bench.prompts.answer = name
        bench.blocks.rename()
    assert bench.prompts.accepted == [False, True]
    assert len(bench.refusals.texts) == 1
    assert "relu1" in bench.refusals.texts[0]
    assert "edges" in bench.workspace.graph.names()


def test_a_layer_is_added_after_the_selection_or_at_a_point(bench: Bench) -> None:
    bench.select("pool1")
    bench.prompts.answer = "Dropout"
    bench.blocks.quick_add()
    (after,) = bench.workspace.selection
    assert bench.workspace.graph.wires[Port(after)] == Port(bench.id("pool1"))
    bench.blocks.quick_add(QPointF(-900, -900))
    (free,) = bench.workspace.selection
    assert bench.workspace.graph.positions[free] == (-900.0, -900.0)
    bench.blocks.quick_add(QPointF(-900, -600), Port(free))
    (fed,) = bench.workspace.selection
    assert bench.workspace.graph.wires[Port(fed)] == Port(free)


def test_a_placement_that_cannot_be_is_refused_and_selects_nothing(bench: Bench) -> None:
    kind = bench.workspace.kind("ReLU")
    assert kind is not None
    bench.blocks.add(Placement(kind, 1e30, 0.0))
    assert len(bench.refusals.texts) == 1
    assert not bench.workspace.selection


def test_weights_are_shared_and_given_back(bench: Bench) -> None:
    bench.select("conv1")
    bench.blocks.duplicate_selection()
    (copy,) = bench.workspace.selection
    bench.blocks.share_weights(bench.id("conv1"))
    assert bench.workspace.graph.blocks[copy].weights_of == bench.id("conv1")
    bench.blocks.share_weights(None)
    assert bench.workspace.graph.blocks[copy].weights_of is None
