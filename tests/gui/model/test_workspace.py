"""The workspace: one change, one analysis, signals that agree with each other, refusals in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from builder import edits, zoo
from builder.analysis import analyse_project
from builder.layers import make
from builder.model.graph import Port
from builder.model.project import Project
from builder.model.task import Task
from gui.model.workspace import Workspace

DIGITS = Task("classification", (1, 8, 8), tuple("0123456789"))


def named(workspace: Workspace, name: str) -> int:
    return next(id for id, block in workspace.graph.blocks.items() if block.name == name)


def test_an_edit_changes_the_graph_then_tells_with_everything_in_step(workspace, qtbot) -> None:
    conv = named(workspace, "conv1")
    seen = []
    channels = lambda project: project.graph.blocks[conv].layer.out_channels  # noqa: E731
    workspace.changed.connect(lambda old, new: seen.append((channels(old), workspace.analysis.parameters)))
    before = workspace.analysis.parameters
    with qtbot.waitSignals([workspace.changed, workspace.analysed]):
        assert workspace.edit("Change", lambda graph: edits.set_fields(graph, [conv], {"out_channels": 12}))
    assert workspace.analysis.parameters > before
    assert seen == [(6, workspace.analysis.parameters)]


def test_a_refused_edit_changes_nothing_and_says_why(workspace, qtbot) -> None:
    conv = named(workspace, "conv1")
    before = workspace.project
    with qtbot.waitSignal(workspace.refused) as refused, qtbot.assertNotEmitted(workspace.changed):
        assert not workspace.edit("Change", lambda graph: edits.set_fields(graph, [conv], {"out_channels": 0}))
    assert "at least 1" in refused.args[0]
    assert workspace.project == before
    with qtbot.waitSignal(workspace.refused):
        assert not workspace.edit("Wire", lambda graph: edits.connect(graph, Port(conv), Port(conv)))


def test_a_fault_of_the_program_is_not_taken_for_a_refusal(workspace) -> None:
    with pytest.raises(ZeroDivisionError):
        workspace.edit("Fault", lambda graph: graph.without_block(1 // 0))


def test_moving_blocks_needs_no_new_analysis(workspace, qtbot) -> None:
    conv = named(workspace, "conv1")
    before = workspace.analysis
    with qtbot.waitSignal(workspace.changed), qtbot.assertNotEmitted(workspace.analysed):
        workspace.edit("Move", lambda graph: edits.move(graph, {conv: (500.0, 500.0)}))
    assert workspace.analysis is before


def test_a_task_changes_the_analysis(workspace, qtbot) -> None:
    with qtbot.waitSignal(workspace.analysed):
        workspace.apply("Data", lambda project: replace(project, task=Task("classification", (1, 28, 28), ("a", "b"))))
    assert any(problem.code == "head-classes" for problem in workspace.analysis.problems)


def test_the_analysis_follows_edits_and_is_that_of_the_whole_network(workspace) -> None:
    before = workspace.analysis
    conv, relu = named(workspace, "conv1"), named(workspace, "relu1")
    for edit in (
        lambda graph: edits.rename(graph, relu, "bend"),
        lambda graph: edits.set_fields(graph, [conv], {"bias": False}),
        lambda graph: edits.insert_on_wire(graph, workspace.document.ids, make("Dropout"), Port(relu)),
        lambda graph: edits.delete(graph, {relu}),
    ):
        assert workspace.edit("Edit", edit)
        assert workspace.analysis == analyse_project(workspace.project)
    first = workspace.graph.of_kind("Input")[0]
    assert workspace.analysis.blocks[first] is before.blocks[first], "what was not touched is not measured again"
    for _ in range(4):
        workspace.undo()
        assert workspace.analysis == analyse_project(workspace.project)
    assert workspace.analysis == before


def test_selection_leaves_out_what_is_not_there_and_prunes_itself(workspace, qtbot) -> None:
    conv, relu = named(workspace, "conv1"), named(workspace, "relu1")
    workspace.select({conv, relu, 9999})
    assert workspace.selection == {conv, relu}
    with qtbot.waitSignal(workspace.selected) as selected:
        workspace.edit("Delete", lambda graph: edits.delete(graph, {conv}))
    assert selected.args[0] == workspace.selection == {relu}
    workspace.undo()
    assert workspace.selection == {relu}
    with qtbot.assertNotEmitted(workspace.selected):
        workspace.select({relu})


def test_undo_and_redo_go_back_and_forth_and_stop_at_the_ends(workspace) -> None:
    start = workspace.graph
    workspace.undo()
    assert workspace.graph == start
    workspace.edit("Delete", lambda graph: edits.delete(graph, {named(workspace, "relu1")}))
    after = workspace.graph
    workspace.undo()
    assert workspace.graph == start
    workspace.redo()
    workspace.redo()
    assert workspace.graph == after


def test_append_goes_after_the_selected_block_and_selects_the_new_one(workspace) -> None:
    conv = named(workspace, "conv1")
    workspace.select({conv})
    added = workspace.append("BatchNorm2d")
    assert workspace.selection == {added}
    assert workspace.graph.predecessors(added) == [conv]
    assert workspace.graph.successors(added) == [named(workspace, "relu1")]
    assert workspace.document.undo_label.startswith("Add ")


def test_append_after_several_goes_behind_the_lowest(workspace) -> None:
    workspace.select({named(workspace, "relu1"), named(workspace, "conv1"), named(workspace, "pool1")})
    added = workspace.append("Dropout")
    assert workspace.graph.predecessors(added) == [named(workspace, "pool1")]


def test_append_on_an_empty_canvas_begins_a_network_of_the_task(empty) -> None:
    empty.open(Project(task=DIGITS))
    for kind in ("Conv2d", "ReLU", "MaxPool2d", "Linear"):
        assert empty.append(kind) is not None
    assert empty.analysis.ok, [problem.text() for problem in empty.analysis.problems]
    assert [empty.graph.blocks[id].kind for id in empty.graph.order()][-3:] == ["Flatten", "Linear", "Output"]


def test_append_of_what_does_not_exist_is_refused(workspace, qtbot) -> None:
    with qtbot.waitSignal(workspace.refused) as refused:
        assert workspace.append("Conv2dd") is None
    assert "Conv2d" in refused.args[0]


def test_another_document_resets_selection_and_analysis(workspace, qtbot) -> None:
    workspace.select({named(workspace, "conv1")})
    old = workspace.document
    with qtbot.waitSignals([workspace.reset, workspace.selected, workspace.analysed]):
        workspace.open(Project(zoo.build("vgg8_cifar")))
    assert not workspace.selection
    assert set(workspace.analysis.blocks) == set(workspace.graph.blocks)
    with qtbot.assertNotEmitted(workspace.changed):
        old.edit("Late", lambda graph: edits.delete(graph, {named(Workspace(old.project), "relu1")}))


def test_a_repair_of_a_problem_takes_it_away(workspace) -> None:
    workspace.apply("Data", lambda project: replace(project, task=DIGITS))
    workspace.edit("Delete", lambda graph: edits.delete(graph, {named(workspace, "flatten")}))
    problem = workspace.analysis.problems[0]
    repair = workspace.repairs(problem)[0]
    assert workspace.apply_repair(repair)
    assert problem.key not in {other.key for other in workspace.analysis.problems}
    assert workspace.document.undo_label == repair.label
