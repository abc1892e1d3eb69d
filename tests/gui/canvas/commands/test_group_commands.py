"""Groups in the window, as a person meets them: made, entered, given fields, kept, copied, repeated, taken apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QSpinBox, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from builder import edits
from builder.files.project_file import parse_project, project_text
from builder.groups.group import Group
from builder.model.graph import Port
from gui.canvas.overlays.breadcrumbs import GroupBar
from gui.common.name_prompt import NameBox
from gui.forms.value_editors import Text
from gui.model.settings import Settings
from gui.model.workspace import Workspace
from gui.palette.groups_section import GroupMenu, sections
from gui.palette.palette import KIND
from gui.shell.main_window import MainWindow
from tests.gui.shell.test_main_window import leave

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)", extend=True)

KEY = Qt.Key
CTRL, SHIFT, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def window(workspace: Workspace, settings: Settings, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window on LeNet-5, with its groups loaded."""
    made = MainWindow(workspace, settings)
    made.show()
    qtbot.waitExposed(made)
    made.palette_.load()
    made.canvas.setFocus()
    yield made
    leave(made, qtbot)


def named(window: MainWindow, name: str) -> int:
    """The id of a block that is shown."""
    return next(id for id, block in window.workspace.graph.blocks.items() if block.name == name)


def key(window: MainWindow, which: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key on the canvas."""
    QTest.keyClick(window.canvas, which, modifiers)


def find(window: QWidget, kind: type, name: str = "") -> QWidget:
    """A part of the window that is seen, by its object name."""
    QApplication.processEvents()
    found = [part for part in window.findChildren(kind, name or None) if part.isVisible()]
    assert found, f"no {name or kind.__name__} is seen"
    return found[-1]


def make_group(window: MainWindow, names: tuple[str, ...], called: str) -> int:
    """Select blocks, Ctrl+G, type a name, Enter; the id of the group's block."""
    window.workspace.select([named(window, name) for name in names])
    key(window, KEY.Key_G, CTRL)
    box = find(window, NameBox)
    QTest.keyClicks(box.line, called)
    QTest.keyClick(box.line, KEY.Key_Return)
    (made,) = window.workspace.selection
    return made


def pick(menu: QMenu, name: str) -> None:
    """Choose an entry of a menu."""
    action = next(action for action in menu.actions() if action.objectName() == name)
    assert action.isEnabled()
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())


def follow(window: MainWindow, field: str, choice: str) -> None:
    """Press the f(x) next to a field and choose."""
    QTest.mouseClick(find(window, QToolButton, f"follow.{field}"), Qt.MouseButton.LeftButton)
    pick(find(window.inspector, QMenu, "followMenu"), f"followMenu.{choice}")


def double_click(window: MainWindow, id: int) -> None:
    """Double-click a block's card."""
    canvas = window.canvas
    place = canvas.mapFromScene(canvas.board.blocks[id].pos() + QPoint(40, 8))
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseRelease(canvas.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_the_whole_way_and_back(window: MainWindow) -> None:
    workspace, start = window.workspace, window.workspace.network
    made = make_group(window, ("conv1", "relu1", "pool1"), "ConvStage")
    assert workspace.network.blocks[made].kind == "ConvStage"
    double_click(window, made)
    assert workspace.way == (made,)
    workspace.select([named(window, "conv1")])
    follow(window, "out_channels", "expose")
    QTest.keyClick(find(window, NameBox).line, KEY.Key_Return)
    assert workspace.network.definitions["ConvStage"].defaults == {"channels": 6}
    key(window, KEY.Key_Up, ALT)
    assert workspace.way == ()
    assert workspace.selection == {made}
    field = find(window.inspector, QSpinBox, "field.channels")
    field.lineEdit().selectAll()
    QTest.keyClicks(field, "12")
    assert workspace.whole.blocks[made].output.channels == 12
    window.canvas.setFocus()
    key(window, KEY.Key_D, CTRL)
    (other,) = workspace.selection
    assert workspace.network.blocks[other].layer == workspace.network.blocks[made].layer
    window.canvas.groups.repeat(3)
    assert workspace.network.blocks[other].layer.times == 3
    workspace.select([made])
    key(window, KEY.Key_G, CTRL | SHIFT)
    assert {"conv_stage1_conv1", "conv_stage1_relu1", "conv_stage1_pool1"} <= workspace.network.names()
    assert workspace.whole.blocks[named(window, "conv_stage1_conv1")].output.channels == 12
    while workspace.document.can_undo:
        key(window, KEY.Key_Z, CTRL)
    assert workspace.network == start


def test_a_name_that_cannot_be_is_refused_while_it_is_typed(window: MainWindow) -> None:
    workspace = window.workspace
    workspace.select([named(window, "conv1"), named(window, "relu1")])
    key(window, KEY.Key_G, CTRL)
    box = find(window, NameBox)
    assert box.line.text() == "ConvReLU1"
    assert box.line.selectedText() == "ConvReLU1"
    QTest.keyClicks(box.line, "conv stage")
    assert "begin with a capital" in box.words.text()
    QTest.keyClick(box.line, KEY.Key_Return)
    assert box.isVisible()
    assert not workspace.network.definitions
    QTest.keyClick(box.line, KEY.Key_Escape)
    assert not box.isVisible()
    assert window.canvas.hasFocus()
    assert not workspace.document.can_undo


@pytest.mark.slow
def test_what_cannot_be_one_block_is_said_at_once(window: MainWindow) -> None:
    window.workspace.select([named(window, "conv1"), named(window, "pool1")])
    key(window, KEY.Key_G, CTRL)
    assert not window.findChildren(NameBox)
    assert "relu1 stands between" in find(window, QLabel, "canvasHint").text()


@pytest.mark.slow
def test_the_bar_leads_back_by_pointer_and_by_keys(window: MainWindow, qtbot: QtBot) -> None:
    workspace = window.workspace
    outer = make_group(window, ("conv1", "relu1", "pool1"), "Outer")
    key(window, KEY.Key_Return)
    inner = make_group(window, ("conv1", "relu1"), "Inner")
    key(window, KEY.Key_Down, ALT)
    assert workspace.way == (outer, inner)
    bar = find(window, GroupBar)
    crumbs = [crumb.text().strip() for crumb in bar.findChildren(QToolButton) if crumb.objectName().startswith("crumb")]
    assert crumbs[-3:] == ["Network", "outer1 (Outer)", "inner1 (Inner)"]
    QTest.mouseClick(find(window, QToolButton, "crumb.1"), Qt.MouseButton.LeftButton)
    assert workspace.way == (outer,)
    assert workspace.selection == {inner}
    assert window.canvas.hasFocus()
    find(window, QToolButton, "crumb.0").setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(find(window, QToolButton, "crumb.0"), KEY.Key_Space)
    assert workspace.way == ()
    key(window, KEY.Key_Return)
    key(window, KEY.Key_Escape)
    assert workspace.way == ()
    assert not bar.isVisible()


@pytest.mark.slow
def test_all_blocks_of_a_group_follow_and_the_bar_says_how_many(window: MainWindow) -> None:
    workspace = window.workspace
    first = make_group(window, ("conv1",), "Stage")
    key(window, KEY.Key_D, CTRL)
    (second,) = workspace.selection
    key(window, KEY.Key_Return)
    assert find(window, GroupBar).note.text() == "Changes here change 2 blocks"
    conv = named(window, "conv1")
    workspace.edit("Change", lambda graph: edits.set_fields(graph, [conv], {"out_channels": 9}))
    assert workspace.whole.blocks[first].output.channels == 9
    workspace.leave()
    window.canvas.groups.make_independent()
    box = find(window, NameBox)
    assert box.line.text() == "Stage1"
    QTest.keyClick(box.line, KEY.Key_Return)
    assert workspace.network.blocks[second].kind == "Stage1"
    key(window, KEY.Key_Return)
    assert find(window, GroupBar).note.text() == ""
    workspace.edit("Change", lambda graph: edits.set_fields(graph, [conv], {"out_channels": 4}))
    assert workspace.whole.blocks[first].output.channels == 9


@pytest.mark.slow
def test_formulas_are_judged_while_they_are_typed(window: MainWindow) -> None:
    workspace = window.workspace
    made = make_group(window, ("conv1", "relu1"), "Stage")
    key(window, KEY.Key_Return)
    conv = named(window, "conv1")
    workspace.select([conv])
    follow(window, "out_channels", "expose")
    box = find(window, NameBox)
    box.line.setText("repeat")
    assert "means something else already" in box.words.text()
    box.line.setText("width")
    QTest.keyClick(box.line, KEY.Key_Return)
    line = find(window.inspector, Text, "formula.out_channels")
    assert (line.text(), find(window.inspector, QLabel, "worth.out_channels").text()) == ("width", "= 6")
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "width * 2 + ")
    assert "The end stands" in find(window.inspector, QLabel, "error.out_channels").text()
    assert workspace.graph.blocks[conv].formulas["out_channels"] == "width * 2"
    QTest.keyClicks(line, "1")
    assert not [part for part in window.findChildren(QLabel, "error.out_channels") if part.isVisible()]
    assert find(window.inspector, QLabel, "worth.out_channels").text() == "= 13"
    assert workspace.whole.blocks[made].output.channels == 13
    follow(window, "out_channels", "plain")
    assert not workspace.graph.blocks[conv].formulas
    assert workspace.graph.blocks[conv].layer.out_channels == 13


@pytest.mark.slow
def test_the_group_itself_is_edited_while_nothing_is_selected(window: MainWindow) -> None:
    workspace = window.workspace
    made = make_group(window, ("conv1", "relu1"), "Stage")
    key(window, KEY.Key_Return)
    conv, way = named(window, "conv1"), workspace.way
    workspace.edit_network("Expose", lambda graph: edits.expose(graph, way, conv, "out_channels", "width"))
    workspace.select([])
    page = window.inspector.group
    for part, text in ((page.title, "A stage"), (page.source, "Nobody, 2026"), (page.doc, "Does little.")):
        part.setFocus()
        QTest.keyClicks(part, text)
    page.name.selectAll()
    QTest.keyClicks(page.name, "Step")
    definition = workspace.network.definitions["Step"]
    assert (definition.title, definition.source, definition.doc) == ("A stage", "Nobody, 2026", "Does little.")
    page.name.selectAll()
    QTest.keyClicks(page.name, "a step")
    assert "cannot name a group" in find(window.inspector, QLabel, "error.groupName").text()
    default = find(window.inspector, QSpinBox, "default.width")
    default.lineEdit().selectAll()
    QTest.keyClicks(default, "32")
    assert workspace.network.definitions["Step"].defaults == {"width": 32}
    assert find(window.inspector, QLabel, "here.width").text() == "here 6"
    QTest.mouseClick(find(window.inspector, QToolButton, "conceal.width"), Qt.MouseButton.LeftButton)
    assert not workspace.network.definitions["Step"].exposed
    assert workspace.network.blocks[made].layer.values() == {"repeat": 1}


def rows(window: MainWindow) -> list[str]:
    """The kinds in the palette."""
    found, waiting = [], [window.palette_.tree.invisibleRootItem()]
    while waiting:
        item = waiting.pop()
        waiting.extend(item.child(at) for at in range(item.childCount()))
        if item.data(0, KIND):
            found.append(item.data(0, KIND))
    return found


def test_the_palette_has_the_groups_and_adds_one_with_its_definition(window: MainWindow) -> None:
    workspace = window.workspace
    assert {"ConvBNReLU", "BasicBlock", "SqueezeExcitation"} <= set(rows(window))
    workspace.select([named(window, "relu1")])
    window.palette_.search.setText("conv-bn-relu")
    assert window.palette_.tree.current_kind() == "ConvBNReLU"
    window.palette_.search.setFocus()
    QTest.keyClick(window.palette_.search, KEY.Key_Return)
    (added,) = workspace.selection
    assert workspace.graph.predecessors(added) == [named(window, "relu1")]
    assert "ConvBNReLU" in workspace.network.definitions
    workspace.undo()
    assert not workspace.network.definitions


@pytest.mark.slow
def test_ends_of_a_group_are_in_the_palette_only_inside_of_one(window: MainWindow) -> None:
    workspace = window.workspace
    made = make_group(window, ("conv1", "relu1"), "Stage")
    assert "GroupInput" not in rows(window)
    key(window, KEY.Key_Return)
    assert {"GroupInput", "GroupOutput"} <= set(rows(window))
    assert not {"Input", "Output"} & set(rows(window))
    workspace.select([named(window, "conv1")])
    added = workspace.append("GroupOutput")
    workspace.edit("Rename", lambda graph: edits.rename(graph, added, "raw"))
    assert workspace.network.blocks[made].layer.output_names == ("output", "raw")
    assert Port(made) in workspace.network.wires
    assert workspace.append("Output") is None


def test_a_group_is_kept_for_other_networks(window: MainWindow, empty: Workspace, qtbot: QtBot) -> None:
    made = make_group(window, ("conv1", "relu1"), "MyStage")
    window.workspace.select([made])
    window.actions_["saveGroup"].trigger()
    assert (window.workspace.group_library.folder / "MyStage.json").is_file()
    (window.workspace.group_library.folder / "Broken.json").write_text("{")
    assert empty.kind("MyStage") is not None
    assert len(empty.group_library.troubles) == 1
    assert "Broken.json" in sections(empty)[1].tip
    assert empty.append("Input") is not None
    assert empty.append("MyStage") is not None
    assert "MyStage" in empty.network.definitions
    assert parse_project(project_text(empty.project)).graph == empty.network
    empty.group_library.forget("MyStage")
    assert "MyStage" not in empty.group_library.own


@pytest.mark.slow
def test_a_problem_inside_leads_into_the_group(window: MainWindow) -> None:
    workspace = window.workspace
    made = make_group(window, ("conv1", "relu1"), "Stage")
    key(window, KEY.Key_Return)
    conv = named(window, "conv1")
    workspace.edit("Change", lambda graph: edits.set_fields(graph, [conv], {"kernel_size": (40, 40)}))
    workspace.leave()
    workspace.select([])
    (problem,) = window.problems.problems
    assert problem.block == made
    window.problems.list.setCurrentRow(0)
    window.problems.list.setFocus()
    QTest.keyClick(window.problems.list, KEY.Key_Return)
    assert workspace.way == (made,)
    assert workspace.selection == {conv}
    assert any(one.block == conv for one in workspace.analysis.problems)


def test_undo_that_takes_the_entered_group_away_leaves_it(window: MainWindow) -> None:
    workspace = window.workspace
    make_group(window, ("conv1", "relu1"), "Stage")
    key(window, KEY.Key_Return)
    assert workspace.way
    key(window, KEY.Key_Z, CTRL)
    assert workspace.way == ()
    assert window.canvas.board.blocks.keys() == set(workspace.network.blocks)
    key(window, KEY.Key_Z, CTRL | SHIFT)
    assert not find(window, QWidget, "canvas").findChild(GroupBar).isVisible()


@pytest.mark.slow
def test_the_passes_of_a_repeated_group_are_looked_at_one_by_one(window: MainWindow) -> None:
    workspace = window.workspace
    made = make_group(window, ("conv2", "relu2"), "Stage")
    window.canvas.groups.repeat(2)
    key(window, KEY.Key_Return)
    conv = named(window, "conv2")
    assert workspace.analysis.blocks[conv].inputs[0].channels == 6
    chooser = find(window, QSpinBox, "groupPass")
    chooser.setFocus()
    QTest.keyClick(chooser, KEY.Key_Up)
    assert workspace.analysis.blocks[conv].inputs[0].channels == 16
    assert isinstance(workspace.network.blocks[made].layer, Group)


@pytest.mark.parametrize("ask", ["group_selection", "rename_group", "make_independent", "ask_repeat", "ungroup", "save_group"])
def test_commands_without_a_selection_say_what_to_select(window: MainWindow, ask: str) -> None:
    window.workspace.select([])
    run: Callable[[], None] = getattr(window.canvas.groups, ask)
    run()
    assert not window.findChildren(NameBox)
    assert not window.workspace.document.can_undo


@pytest.mark.slow
def test_the_code_of_the_group_is_shown_while_it_is_entered(window: MainWindow, qtbot: QtBot) -> None:
    workspace = window.workspace
    make_group(window, ("conv1", "relu1"), "Stage")
    window.docks["code"].reveal()
    qtbot.waitUntil(lambda: window.code.source is not None and "class Stage(" in window.code.source.text)
    text = window.code.source.text.splitlines()
    key(window, KEY.Key_Return)
    assert [text[line - 1] for line in window.code.text.marked] == ["class Stage(nn.Module):"]
    workspace.select([named(window, "conv1")])
    assert window.code.text.marked
    assert all("conv1" in text[line - 1] for line in window.code.text.marked)
    workspace.go(())
    line = next(line for line, (group, _) in window.code.source.inside.items() if group == "Stage")
    window.code.text.clicked_line.emit(line)
    assert workspace.way
    assert workspace.selection


@pytest.mark.slow
def test_groups_of_the_palette_are_renamed_and_removed_there(window: MainWindow) -> None:
    workspace, tree = window.workspace, window.palette_.tree
    make_group(window, ("conv1", "relu1"), "Stage")

    def menu_of(name: str) -> dict[str, QAction]:
        menu = GroupMenu(workspace, name, tree.viewport(), QPoint(20, 20))
        return {action.objectName().removeprefix("paletteMenu."): action for action in menu.actions()}

    assert "remove" not in menu_of("BasicBlock")
    menu_of("Stage")["rename"].trigger()
    box = find(window, NameBox)
    QTest.keyClicks(box.line, "Step")
    QTest.keyClick(box.line, KEY.Key_Return)
    assert set(workspace.network.definitions) == {"Step"}
    assert "Step" in rows(window)
    menu_of("Step")["remove"].trigger()
    assert "Step" in workspace.network.definitions
    assert any("is in use" in label.text() for label in window.findChildren(QLabel))
    window.canvas.setFocus()
    key(window, KEY.Key_Delete)
    menu_of("Step")["save"].trigger()
    menu_of("Step")["remove"].trigger()
    assert not workspace.network.definitions
    assert "Step" in rows(window)
    menu_of("Step")["forget"].trigger()
    assert "Step" not in rows(window)


@pytest.mark.slow
def test_nothing_of_a_group_is_lost_when_all_is_undone_and_redone(window: MainWindow) -> None:
    workspace = window.workspace
    made = make_group(window, ("conv1", "relu1"), "Stage")
    key(window, KEY.Key_Return)
    conv = named(window, "conv1")
    workspace.select([conv])
    follow(window, "kernel_size", "expose")
    QTest.keyClick(find(window, NameBox).line, KEY.Key_Return)
    assert workspace.network.definitions["Stage"].defaults == {"kernel": 5}
    done = workspace.network
    while workspace.document.can_undo:
        workspace.undo()
    while workspace.document.can_redo:
        workspace.redo()
    assert workspace.network == done
    assert workspace.way == ()
    assert workspace.enter(made)


def test_a_group_that_does_not_fit_is_mended_by_a_click(window: MainWindow) -> None:
    workspace = window.workspace
    workspace.select([named(window, "relu1")])
    added = workspace.append("BasicBlock")
    (problem,) = workspace.whole.errors
    assert problem.block == added
    button = find(window.inspector, QPushButton, f"repair.{problem.code}.0")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert workspace.whole.ok
    assert workspace.network.blocks[added].layer.values()["channels"] == 6
