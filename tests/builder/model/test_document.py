"""The document: undo and redo of values, merging, the clean state, and those who watch."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from builder.edits import EditError, add_block, choose_data, delete, move, rename, set_fields
from builder.layers import make
from builder.model.document import Document
from builder.model.graph import Graph, Port
from builder.model.project import Project
from tests.support.graphs import TEN, small


def opened() -> Document:
    return Document(Project(small(), task=TEN))


def shifted(document: Document, x: float, key: str | None) -> None:
    document.edit("Move", lambda graph: move(graph, {1: (x, 0.0)}), merge=key)


def test_an_edit_is_undone_and_done_again() -> None:
    document = opened()
    start = document.project
    document.edit("Rename", lambda graph: rename(graph, 2, "first"))
    after = document.project
    assert (document.can_undo, document.undo_label, document.can_redo) == (True, "Rename", False)
    document.undo()
    assert document.project == start
    assert (document.can_undo, document.redo_label, document.undo_label) == (False, "Rename", "")
    document.redo()
    assert document.project == after
    assert document.graph.blocks[2].name == "first"


def test_undo_and_redo_with_nothing_to_do_do_nothing() -> None:
    document = opened()
    heard: list[object] = []
    document.subscribe(lambda old, new: heard.append(new))
    document.undo()
    document.redo()
    assert not heard


def test_a_new_edit_forgets_what_was_undone() -> None:
    document = opened()
    document.edit("Rename", lambda graph: rename(graph, 2, "first"))
    document.undo()
    document.edit("Rename", lambda graph: rename(graph, 2, "other"))
    assert not document.can_redo


def test_choosing_data_is_one_undo() -> None:
    document = Document(Project(small()))
    start = document.project
    document.apply("Choose data", lambda project: choose_data(project, TEN, {"name": "digits"}, recipe={"epochs": 2}))
    assert document.project.task == TEN
    document.undo()
    assert document.project == start


def test_an_edit_that_changes_nothing_is_no_step_and_no_news() -> None:
    document = opened()
    heard: list[object] = []
    document.subscribe(lambda old, new: heard.append(new))
    document.edit("Rename", lambda graph: rename(graph, 2, "conv1"))
    assert not document.can_undo
    assert not heard


def test_a_raising_edit_changes_nothing_not_even_the_next_id() -> None:
    document = opened()
    document.edit("Rename", lambda graph: rename(graph, 2, "first"))
    document.undo()
    before, mark = document.project, document.ids.next

    def failing(graph: Graph) -> Graph:
        graph = add_block(graph, document.ids, make("ReLU"), (0.0, 0.0))
        return rename(graph, 2, "train")

    with pytest.raises(EditError):
        document.edit("Fail", failing)
    assert document.project == before
    assert document.ids.next == mark
    assert document.can_redo
    assert not document.can_undo


def test_steps_with_one_key_are_one_undo() -> None:
    document = opened()
    start = document.project
    for x in (1.0, 2.0, 3.0):
        shifted(document, x, "drag")
    assert document.graph.positions[1] == (3.0, 0.0)
    document.undo()
    assert document.project == start
    document.redo()
    assert document.graph.positions[1] == (3.0, 0.0)


@pytest.mark.parametrize("ending", ["undo", "save", "another", "none", "end"])
def test_merging_ends(ending: str) -> None:
    document = opened()
    shifted(document, 1.0, "drag")
    if ending == "undo":
        document.undo()
        document.redo()
    elif ending == "save":
        document.mark_saved(Path("net.convas"))
    elif ending == "another":
        document.edit("Change", lambda graph: set_fields(graph, [2], {"out_channels": 3}), merge="other")
    elif ending == "none":
        document.edit("Change", lambda graph: set_fields(graph, [2], {"out_channels": 3}))
    else:
        document.end_merge()
    shifted(document, 2.0, "drag")
    document.undo()
    assert document.graph.positions[1] == (1.0, 0.0)
    assert document.can_undo


def test_a_drag_back_to_where_it_began_leaves_no_step() -> None:
    document = opened()
    start = document.project
    shifted(document, 1.0, "drag")
    shifted(document, 0.0, "drag")
    assert document.project == start
    assert not document.can_undo
    shifted(document, 5.0, "drag")
    document.undo()
    assert document.project == start


def test_clean_is_what_is_saved_however_it_is_reached() -> None:
    document = opened()
    assert document.clean
    document.edit("Rename", lambda graph: rename(graph, 2, "first"))
    assert not document.clean
    document.undo()
    assert document.clean
    document.redo()
    document.mark_saved(Path("net.convas"))
    assert document.clean
    assert document.path == Path("net.convas")
    document.undo()
    assert not document.clean
    document.redo()
    assert document.clean
    document.edit("Rename", lambda graph: rename(graph, 2, "conv1"))
    document.edit("Rename", lambda graph: rename(graph, 2, "first"))
    assert document.clean


def test_a_run_is_remembered_outside_undo() -> None:
    document = opened()
    document.edit("Rename", lambda graph: rename(graph, 2, "first"))
    document.note_run("run-1")
    assert document.project.run == "run-1"
    document.undo()
    assert document.project.run == "run-1"
    assert document.clean
    document.mark_saved(Path("net.convas"))
    document.note_run("run-2")
    assert not document.clean
    document.mark_saved(Path("net.convas"))
    assert document.clean
    assert document.can_redo


def test_an_edit_cannot_take_the_run_away() -> None:
    document = opened()
    document.note_run("run-1")
    document.apply("Task", lambda project: replace(project, task=None, run=None))
    assert document.project.run == "run-1"


def test_ids_are_never_used_again() -> None:
    document = Document(Project(small(), next_id=20))
    assert document.ids.next == 20
    document.edit("Add", lambda graph: add_block(graph, document.ids, make("ReLU"), (0.0, 0.0)))
    document.undo()
    document.edit("Add", lambda graph: add_block(graph, document.ids, make("ReLU"), (0.0, 0.0)))
    assert max(document.graph.blocks) == 21
    document.undo()
    assert document.project.next_id == 22


def test_ids_in_an_edited_project_lift_the_mark() -> None:
    document = opened()
    document.apply("Replace", lambda project: replace(project, graph=small(), next_id=50, task=None))
    assert document.ids.next == 50


def test_observers_hear_old_and_new_of_every_change() -> None:
    document = opened()
    heard: list[tuple[Project, Project]] = []
    stop = document.subscribe(lambda old, new: heard.append((old, new)))
    a = document.project
    document.edit("Delete", lambda graph: delete(graph, [3]))
    b = document.project
    document.undo()
    document.redo()
    assert heard == [(a, b), (b, a), (a, b)]
    stop()
    stop()
    document.undo()
    assert len(heard) == 3


def test_an_observer_may_leave_or_send_others_away_while_it_is_told() -> None:
    document = opened()
    heard: list[str] = []

    def first(old: Project, new: Project) -> None:
        heard.append("first")
        stop_first()
        stop_second()

    stop_first = document.subscribe(first)
    stop_second = document.subscribe(lambda old, new: heard.append("second"))
    document.subscribe(lambda old, new: heard.append("third"))
    shifted(document, 1.0, None)
    shifted(document, 2.0, None)
    assert heard == ["first", "third", "third"]


def test_a_change_made_by_an_observer_reaches_all_in_order() -> None:
    document = opened()
    seen: list[float] = []

    def snap(old: Project, new: Project) -> None:
        if new.graph.positions[1][0] == 1.0:
            shifted(document, 2.0, None)

    document.subscribe(snap)
    document.subscribe(lambda old, new: seen.append(new.graph.positions[1][0]))
    shifted(document, 1.0, None)
    assert seen == [1.0, 2.0]


def test_an_observer_that_fails_keeps_no_other_from_hearing() -> None:
    document = opened()
    heard: list[str] = []

    def failing(old: Project, new: Project) -> None:
        raise RuntimeError("a view broke")

    document.subscribe(failing)
    document.subscribe(lambda old, new: heard.append("told"))
    with pytest.raises(RuntimeError, match="a view broke"):
        shifted(document, 1.0, None)
    assert heard == ["told"]
    assert document.graph.positions[1] == (1.0, 0.0)
    with pytest.raises(RuntimeError):
        document.undo()
    assert heard == ["told", "told"]


def test_a_document_without_a_project_is_empty_and_clean() -> None:
    document = Document()
    assert document.project == Project()
    assert document.clean
    assert document.path is None
    assert not document.graph.wires.get(Port(1))
