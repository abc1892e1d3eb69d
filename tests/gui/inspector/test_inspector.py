"""The inspector: the fields of what is selected, live edits with one undo a field, sizes, costs, problems."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QSpinBox, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from builder import edits
from builder.layers import LAYERS
from builder.layers.base import Category
from builder.model.graph import Block
from builder.model.task import Task
from builder.tasks.base import Target
from builder.tasks.classification import Classes
from builder.tasks.multilabel import Labels
from builder.tasks.reconstruction import SamePicture
from builder.tasks.regression import Numbers
from builder.tasks.segmentation import PixelClasses
from builder.tasks.super_resolution import LargerPicture
from gui.inspector.inspector import Inspector
from gui.inspector.widgets import shared_fields
from gui.model.workspace import Workspace
from tests.gui.conftest import IdOf


@pytest.fixture
def inspector(workspace: Workspace, qtbot: QtBot) -> Inspector:
    made = Inspector(workspace)
    qtbot.addWidget(made)
    made.resize(344, 900)
    made.show()
    return made


def box(inspector: Inspector, name: str) -> QSpinBox:
    return next(part for part in inspector.findChildren(QSpinBox, name) if part.isVisible())


def test_with_nothing_selected_it_shows_the_network(
    inspector: Inspector, workspace: Workspace, id_of: IdOf, qtbot: QtBot
) -> None:
    assert inspector.network.isVisible()
    assert "61,706" in inspector.network.totals.text()
    assert "fc1 78%" in inspector.network.shares.accessibleName()
    qtbot.mouseClick(inspector.network.shares, Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    assert workspace.selection == {id_of("fc1")}


@pytest.mark.parametrize(
    ("target", "lines"),
    [
        (Classes(("a", "b", "c")), ["task Classification", "classes 3"]),
        (Labels(("a", "b")), ["task Several labels", "labels 2"]),
        (Numbers(("x",)), ["task Regression", "numbers 1"]),
        (PixelClasses(("a", "b")), ["task Segmentation", "classes 2"]),
        (SamePicture(), ["task Reconstruction"]),
        (LargerPicture(3), ["task Super-resolution", "factor 3"]),
    ],
)
def test_the_network_page_names_the_task(target: Target, lines: list[str], inspector: Inspector, workspace: Workspace) -> None:
    workspace.apply("Task", lambda project: replace(project, task=Task.of(target, (1, 28, 28))))
    shown = inspector.network.totals.text().splitlines()
    at = shown.index(lines[0])
    assert shown[at : at + len(lines)] == lines
    assert not shown[at + len(lines)].startswith(("classes", "labels", "numbers"))


def test_an_empty_canvas_says_how_to_begin(empty: Workspace, qtbot: QtBot) -> None:
    made = Inspector(empty)
    qtbot.addWidget(made)
    made.show()
    assert "Double-click a layer" in made.findChild(QLabel, "inspectorHint").text()
    assert not made.network.shares.isVisible()


def test_a_long_name_does_not_push_the_editors_out_of_sight(inspector: Inspector, workspace: Workspace, id_of: IdOf) -> None:
    long = "a_convolution_with_a_name_that_goes_on_and_on_and_never_comes_to_an_end"
    conv = id_of("conv1")
    workspace.edit("Rename", lambda graph: edits.rename(graph, conv, long))
    workspace.edit("Set", lambda graph: edits.set_fields(graph, {conv}, {"out_channels": 200_000, "groups": 7}))
    workspace.select({conv})
    assert inspector.widget().width() == inspector.viewport().width()
    assert inspector.block.problems.count() == 1
    workspace.edit("Set", lambda graph: edits.set_fields(graph, {conv}, {"groups": 1}))
    assert inspector.widget().width() == inspector.viewport().width()
    filters = box(inspector, "field.out_channels")
    assert filters.visibleRegion().boundingRect() == filters.rect()
    assert "200,000" in inspector.block.costs.text() or "5,200,000" in inspector.block.costs.text()


def test_one_block_shows_everything_that_is_known(inspector: Inspector, workspace: Workspace, id_of: IdOf) -> None:
    workspace.select({id_of("conv1")})
    page = inspector.block
    assert page.isVisible()
    assert page.findChild(QLabel, "blockTitle").text() == "2D convolution"
    assert page.name.text() == "conv1"
    assert box(inspector, "field.out_channels").value() == 6
    assert page.sizes.text() == "in 1×28×28\nout 6×28×28"
    assert "(28 + 2·2 − 5) / 1 + 1 = 28" in page.formula.text()
    assert "parameters 156" in page.costs.text()
    assert "conv1.weight 6×1×5×5" in page.costs.text()
    assert "117,600" in page.costs.text()


def test_typing_edits_live_and_is_one_undo(inspector: Inspector, workspace: Workspace, id_of: IdOf, qtbot: QtBot) -> None:
    workspace.select({id_of("conv1")})
    filters = box(inspector, "field.out_channels")
    filters.setFocus()
    filters.selectAll()
    qtbot.keyClicks(filters, "128")
    assert workspace.graph.blocks[id_of("conv1")].layer.out_channels == 128
    assert "out 128×28×28" in inspector.block.sizes.text()
    assert workspace.document.undo_label == "Change filters of conv1"
    workspace.undo()
    assert workspace.graph.blocks[id_of("conv1")].layer.out_channels == 6
    assert not workspace.document.can_undo
    assert filters.value() == 6


def test_two_fields_are_two_undos(inspector: Inspector, workspace: Workspace, id_of: IdOf, qtbot: QtBot) -> None:
    workspace.select({id_of("conv1")})
    qtbot.keyClick(box(inspector, "field.out_channels"), Qt.Key.Key_Up)
    qtbot.keyClick(box(inspector, "field.stride.height"), Qt.Key.Key_Up)
    workspace.undo()
    layer = workspace.graph.blocks[id_of("conv1")].layer
    assert (layer.out_channels, layer.stride) == (7, (1, 1))


def test_undo_keys_in_a_field_undo_the_document(inspector: Inspector, workspace: Workspace, id_of: IdOf, qtbot: QtBot) -> None:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    workspace.select({id_of("conv1")})
    for field in (box(inspector, "field.out_channels"), inspector.block.name):
        event = QKeyEvent(QKeyEvent.Type.ShortcutOverride, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        event.ignore()
        QApplication.sendEvent(field, event)
        assert not event.isAccepted(), "the field keeps Ctrl+Z to itself, so the window's undo never sees it"


def test_what_cannot_be_is_said_and_changes_nothing(
    inspector: Inspector, workspace: Workspace, id_of: IdOf, qtbot: QtBot
) -> None:
    workspace.select({id_of("conv1")})
    before = workspace.graph
    filters = box(inspector, "field.out_channels")
    filters.selectAll()
    qtbot.keyClicks(filters, "0")
    error = next(label for label in inspector.findChildren(QLabel, "error.out_channels") if label.isVisible())
    assert error.text() == "Must be at least 1, not 0."
    assert workspace.graph == before


def test_a_name_is_checked_while_it_is_typed(inspector: Inspector, workspace: Workspace, id_of: IdOf, qtbot: QtBot) -> None:
    conv = id_of("conv1")
    workspace.select({conv})
    name = inspector.findChild(QLineEdit, "blockName")
    error = inspector.findChild(QLabel, "error.name")
    name.setFocus()
    name.selectAll()
    qtbot.keyClicks(name, "conv2")
    assert "already called conv2" in error.text()
    name.selectAll()
    qtbot.keyClicks(name, "class")
    assert "already means something" in error.text()
    assert workspace.graph.blocks[conv].name == "clas"
    name.selectAll()
    qtbot.keyClicks(name, "edges")
    assert error.text() == ""
    assert workspace.graph.blocks[conv].name == "edges"
    workspace.undo()
    assert workspace.graph.blocks[conv].name == "conv1"
    assert name.text() == "conv1"


def test_another_block_of_the_same_kind_reuses_the_form(inspector: Inspector, workspace: Workspace, id_of: IdOf) -> None:
    workspace.select({id_of("conv1")})
    form = inspector.block.form.form
    workspace.edit("Change", lambda graph: edits.set_fields(graph, [id_of("conv1")], {"out_channels": 9}))
    assert inspector.block.form.form is form
    workspace.select({id_of("conv2")})
    assert box(inspector, "field.out_channels").value() == 16


def test_several_blocks_show_what_they_share_and_are_set_together(
    inspector: Inspector, workspace: Workspace, id_of: IdOf, qtbot: QtBot
) -> None:
    convs = {id_of("conv1"), id_of("conv2")}
    workspace.select(convs)
    assert inspector.several.isVisible()
    filters = box(inspector, "field.out_channels")
    assert filters.lineEdit().text() == ""
    assert filters.lineEdit().placeholderText() == "mixed"
    assert box(inspector, "field.kernel_size.height").value() == 5
    qtbot.keyClicks(filters, "8")
    assert {workspace.graph.blocks[id].layer.out_channels for id in convs} == {8}
    assert workspace.document.undo_label == "Change filters of 2 blocks"
    workspace.undo()
    assert {workspace.graph.blocks[id].layer.out_channels for id in convs} == {6, 16}


def test_blocks_of_different_kinds_share_what_has_one_name_and_type(workspace: Workspace, id_of: IdOf) -> None:
    layer = {name: workspace.graph.blocks[id_of(name)].layer for name in ("conv1", "pool1", "relu1", "fc1")}
    assert "kernel_size" in shared_fields([layer["conv1"], layer["pool1"]])
    assert shared_fields([layer["conv1"], layer["relu1"]]) == ()
    assert "bias" in shared_fields([layer["conv1"], layer["fc1"]])


def test_a_problem_stands_with_its_repair(inspector: Inspector, workspace: Workspace, id_of: IdOf, qtbot: QtBot) -> None:
    task = Task("classification", (1, 28, 28), tuple("0123456789"))
    workspace.apply("Data", lambda project: replace(project, task=task))
    workspace.select({id_of("conv2")})
    workspace.edit("Break", lambda graph: edits.set_fields(graph, [id_of("conv2")], {"kernel_size": (30, 30)}))
    button = next(part for part in inspector.block.findChildren(QPushButton) if part.objectName().startswith("repair."))
    qtbot.waitUntil(button.isVisible)
    assert "not known yet" in inspector.block.sizes.text()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not workspace.analysis.of(id_of("conv2"))


def tab_round(inspector: Inspector, start: QWidget, qtbot: QtBot) -> list[str]:
    """The names of everything the Tab key comes by, from `start` until it is there again."""
    inspector.activateWindow()
    start.setFocus()
    qtbot.waitUntil(start.hasFocus)
    names = []
    for _ in range(60):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        if QApplication.focusWidget() is start:
            return names
        names.append(QApplication.focusWidget().objectName())
    raise AssertionError(f"Tab never came back: {names}")


def test_tab_goes_from_the_repairs_over_the_name_through_the_fields_in_order(
    inspector: Inspector, workspace: Workspace, id_of: IdOf, qtbot: QtBot
) -> None:
    conv = id_of("conv2")
    task = Task("classification", (1, 28, 28), tuple("0123456789"))
    workspace.apply("Data", lambda project: replace(project, task=task))
    workspace.select({id_of("pool1")})
    workspace.select({conv})
    workspace.edit("Break", lambda graph: edits.set_fields(graph, [conv], {"kernel_size": (30, 30)}))
    inspector.block.form.form.findChild(QToolButton, "more").setChecked(True)
    qtbot.waitUntil(lambda: any(part.isVisible() for part in inspector.block.findChildren(QPushButton)))
    names = tab_round(inspector, inspector.block.name, qtbot)
    fields = [name for name in names if not name.startswith("repair.")]
    square, stride = ["field.kernel_size.height", "field.kernel_size.width", "link"], "field.stride"
    assert fields[:7] == ["field.out_channels", *square, f"{stride}.height", f"{stride}.width", "link"]
    assert fields[7] == "field.padding.mode"
    assert fields[-5:] == ["link", "field.groups", "field.bias", "field.padding_mode", "blockWeights"]
    assert names[: len(fields)] == fields
    assert len(names) > len(fields)


@pytest.mark.parametrize("kind", ["Input", "BatchNorm2d", "LayerNorm", "MaxPool2d"])
def test_tab_comes_by_every_field_once(empty: Workspace, qtbot: QtBot, kind: str) -> None:
    from builder.layers import make

    made = Inspector(empty)
    qtbot.addWidget(made)
    made.show()
    empty.edit("Add", lambda graph: edits.add_block(graph, empty.document.ids, make(kind), (0.0, 0.0)))
    empty.select({max(empty.graph.blocks)})
    made.block.form.findChild(QToolButton, "more").setChecked(True)
    names = [name.split(".")[1] for name in tab_round(made, made.block.name, qtbot) if name.startswith("field.")]
    assert list(dict.fromkeys(names)) == list(made.block.form.form.names)


def test_deleting_the_selected_block_turns_to_the_network(inspector: Inspector, workspace: Workspace, id_of: IdOf) -> None:
    workspace.select({id_of("conv1")})
    workspace.edit("Delete", lambda graph: edits.delete(graph, {id_of("conv1")}))
    assert inspector.network.isVisible()


def test_it_scrolls_when_it_is_small_and_never_sideways(inspector: Inspector, workspace: Workspace, id_of: IdOf) -> None:
    workspace.select({id_of("conv1")})
    inspector.resize(344, 300)
    assert inspector.verticalScrollBar().maximum() > 0
    assert inspector.widget().minimumSizeHint().width() <= inspector.viewport().width()


@pytest.mark.parametrize("family", sorted({kind.category for kind in LAYERS.values()}))
def test_it_shows_and_explains_every_kind(inspector: Inspector, workspace: Workspace, family: Category) -> None:
    page, id = inspector.block, max(workspace.graph.blocks) + 1
    kinds = [kind for kind in LAYERS.values() if kind.category is family]
    for kind in kinds:
        workspace.edit("Add", lambda graph, kind=kind: graph.with_block(Block(id, "fresh", kind.fresh()), (0.0, 0.0)))
        workspace.select({id})
        assert page.findChild(QLabel, "blockTitle").text() == kind.title, kind
        shown = " ".join(page.findChild(QLabel, name).text() for name in ("blockHelp", "blockAbout"))
        assert " ".join(str(kind.help).split()) in " ".join(shown.split()), kind
        assert kind.source in shown, kind
        equation = page.findChild(QLabel, "blockEquation")
        assert equation.text() == kind.equation, kind
        assert equation.isVisible(), kind
        assert inspector.widget().width() == inspector.viewport().width(), kind
        workspace.undo()


def test_whose_weights_a_block_uses_is_chosen_and_said(
    inspector: Inspector, workspace: Workspace, id_of: IdOf, qtbot: QtBot
) -> None:
    first, second = id_of("conv1"), id_of("conv2")
    row = inspector.block.sharing
    workspace.select({id_of("relu1")})
    assert row.isHidden(), "ReLU has no weights"
    workspace.select({second})
    assert row.isVisible()
    assert row.choice.currentText() == "its own"
    row.choice.setFocus()
    qtbot.keyClick(row.choice, Qt.Key.Key_Down)
    assert workspace.graph.blocks[second].weights_of == first
    assert workspace.graph.blocks[second].layer == workspace.graph.blocks[first].layer
    assert row.choice.currentText() == "those of conv1"
    assert "parameters those of conv1" in inspector.block.costs.text()
    workspace.edit("Rename", lambda graph: edits.rename(graph, first, "early"))
    assert row.choice.currentText() == "those of early"
    assert "those of early" in inspector.block.costs.text()
    workspace.select({first})
    assert inspector.block.findChild(QLabel, "sharedWith").text() == "shared with conv2"
    filters = inspector.block.form.form.findChild(QSpinBox, "field.out_channels")
    filters.setValue(11)
    assert workspace.graph.blocks[second].layer.values()["out_channels"] == 11
    workspace.undo()
    workspace.select({second})
    qtbot.keyClick(row.choice, Qt.Key.Key_Up)
    assert workspace.graph.blocks[second].weights_of is None
    assert inspector.block.findChild(QLabel, "sharedWith").isHidden()
