"""A document under random hands: whatever is edited, undone, redone, saved and loaded, what must hold holds."""

from __future__ import annotations

import json
from collections.abc import Callable

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from builder import edits
from builder.common.fields import FieldError
from builder.common.names import name_problem
from builder.edits import EditError
from builder.files.project_file import parse_project, project_text
from builder.layers import LAYERS, make
from builder.model.document import Document
from builder.model.graph import Graph, Port
from builder.model.project import Project
from builder.model.task import Task
from tests.support.graphs import TEN, check, residual
from tests.support.lanes import draws

KINDS = st.sampled_from(sorted(LAYERS))
PICK = st.integers(0, 10_000)
PLACE = st.tuples(st.floats(-2000, 2000), st.floats(-2000, 2000))
NAMES = st.sampled_from(["conv1", "a", "b", "train", "x y", "class", "größe", "_a", ""])
TASKS = st.sampled_from(
    [TEN, Task("classification", (3, 32, 32), ("cat", "dog")), Task("classification", (1, 28, 28), tuple("abcdefgh"))]
)
FIELDS: list[dict[str, object]] = [
    {"out_channels": 3},
    {"out_features": 7},
    {"kernel_size": 2},
    {"padding": 1},
    {"p": 0.25},
    {"shape": (1, 9, 9)},
    {"out_channels": 0},
    {"nonsense": 1},
]
MOST = 40
"""So many blocks are enough."""


class Hands(RuleBasedStateMachine):
    """Random edits of one document, compared with a plain list of the values that undo must give."""

    @initialize(full=st.booleans())
    def open(self, full: bool) -> None:
        self.document = Document(Project(residual(), task=TEN) if full else Project())
        self.start = self.document.project
        self.past: list[Project] = []
        self.future: list[Project] = []
        self.known = set(self.document.graph.blocks)
        self.mark = self.document.ids.next
        self.shown = self.document.project
        self.document.subscribe(self.show)

    def show(self, old: Project, new: Project) -> None:
        """A view that believes only what it is told."""
        assert self.shown == old
        self.shown = new

    def edit(self, change: Callable[[Graph], Graph]) -> None:
        self.apply(lambda project: Project(change(project.graph), task=project.task, data=project.data, recipe=project.recipe))

    def apply(self, change: Callable[[Project], Project]) -> None:
        before, ids = self.document.project, set(self.document.graph.blocks)
        try:
            self.document.apply("Edit", change)
        except (EditError, FieldError):
            assert self.document.project == before
            return
        new = set(self.document.graph.blocks) - ids
        assert not new & self.known, "an id was handed out twice"
        self.known |= new
        if self.document.project != before:
            self.past.append(before)
            self.future.clear()

    def block(self, pick: int) -> int:
        """One of the blocks, or one that is not there."""
        ids = self.document.graph.ids()
        return ids[pick % len(ids)] if ids else 999

    def blocks(self, picks: list[int]) -> list[int]:
        return [self.block(pick) for pick in picks]

    def room(self) -> bool:
        return len(self.document.graph.blocks) < MOST

    @rule(kind=KINDS, place=PLACE)
    def add(self, kind: str, place: tuple[float, float]) -> None:
        if self.room():
            self.edit(lambda graph: edits.add_block(graph, self.document.ids, make(kind), place))

    @rule(kind=KINDS, pick=st.none() | PICK, tasked=st.booleans(), place=st.none() | PLACE)
    def append(self, kind: str, pick: int | None, tasked: bool, place: tuple[float, float] | None) -> None:
        after = None if pick is None else self.block(pick)
        task = TEN if tasked else None
        if self.room():
            self.edit(lambda graph: edits.append(graph, self.document.ids, kind, after, task=task, position=place)[0])

    @rule(giver=PICK, taker=PICK, output=st.sampled_from([0, 0, 0, 1]), index=st.integers(0, 3))
    def connect(self, giver: int, taker: int, output: int, index: int) -> None:
        here, there = Port(self.block(giver), output), Port(self.block(taker), index)
        reason = edits.why_not_connect(self.document.graph, here, there)
        self.edit(lambda graph: edits.connect(graph, here, there))
        assert (self.document.graph.wires.get(there) == here) == (reason is None or "already" in str(reason))

    @rule(pick=PICK)
    def disconnect(self, pick: int) -> None:
        wires = sorted(self.document.graph.wires)
        target = wires[pick % len(wires)] if wires else Port(self.block(pick))
        self.edit(lambda graph: edits.disconnect(graph, target))

    @rule(picks=st.lists(PICK, max_size=4))
    def delete(self, picks: list[int]) -> None:
        self.edit(lambda graph: edits.delete(graph, self.blocks(picks)))

    @rule(picks=st.lists(PICK, max_size=2), values=st.sampled_from(FIELDS))
    def set_fields(self, picks: list[int], values: dict[str, object]) -> None:
        self.edit(lambda graph: edits.set_fields(graph, self.blocks(picks), values))

    @rule(pick=PICK, name=NAMES)
    def rename(self, pick: int, name: str) -> None:
        self.edit(lambda graph: edits.rename(graph, self.block(pick), name))

    @rule(pick=PICK, place=PLACE)
    def move(self, pick: int, place: tuple[float, float]) -> None:
        self.edit(lambda graph: edits.move(graph, {self.block(pick): place}))

    @rule()
    def arrange(self) -> None:
        self.edit(edits.arrange)

    @rule(pick=PICK, kind=KINDS, place=st.none() | PLACE)
    def insert(self, pick: int, kind: str, place: tuple[float, float] | None) -> None:
        wires = sorted(self.document.graph.wires)
        target = wires[pick % len(wires)] if wires else Port(self.block(pick))
        if self.room():
            self.edit(lambda graph: edits.insert_on_wire(graph, self.document.ids, make(kind), target, place))

    @rule(picks=st.lists(PICK, min_size=1, max_size=3))
    def add_skip(self, picks: list[int]) -> None:
        self.edit(lambda graph: edits.add_skip(graph, self.document.ids, self.blocks(picks)))

    @rule(picks=st.lists(PICK, max_size=5), offset=PLACE)
    def copy_and_paste(self, picks: list[int], offset: tuple[float, float]) -> None:
        if self.room() and self.document.graph.blocks:
            record = json.loads(json.dumps(edits.copy_record(self.document.graph, self.blocks(picks))))
            self.edit(lambda graph: edits.paste(graph, self.document.ids, record, offset)[0])

    @rule(picks=st.lists(PICK, max_size=5))
    def duplicate(self, picks: list[int]) -> None:
        if self.room():
            self.edit(lambda graph: edits.duplicate(graph, self.document.ids, self.blocks(picks))[0])

    @rule(user=PICK, owner=st.none() | PICK)
    def share_weights(self, user: int, owner: int | None) -> None:
        id, giver = self.block(user), None if owner is None else self.block(owner)
        self.edit(lambda graph: edits.share_weights(graph, id, giver))

    @rule(pick=PICK)
    def share_with_one_that_can_be_chosen(self, pick: int) -> None:
        graph = self.document.graph
        ways = [(id, owner) for id in graph.ids() for owner in edits.owners_for(graph, id)]
        if ways:
            user, owner = ways[pick % len(ways)]
            assert edits.why_not_share(graph, user, owner) is None
            self.edit(lambda graph: edits.share_weights(graph, user, owner))
            assert self.document.graph.blocks[user].weights_of == owner

    @rule(task=TASKS, fit=st.booleans())
    def choose_data(self, task: Task, fit: bool) -> None:
        self.apply(lambda project: edits.choose_data(project, task, {"name": "x"}, recipe={"epochs": 1}, fit_input=fit))

    @rule(classes=st.integers(0, 20))
    def set_head(self, classes: int) -> None:
        self.edit(lambda graph: edits.set_head(graph, classes))

    @rule()
    def undo(self) -> None:
        assert self.document.can_undo == bool(self.past)
        if self.past:
            self.future.append(self.document.project)
            expected = self.past.pop()
            self.document.undo()
            assert self.document.project == expected

    @rule()
    def redo(self) -> None:
        assert self.document.can_redo == bool(self.future)
        if self.future:
            self.past.append(self.document.project)
            expected = self.future.pop()
            self.document.redo()
            assert self.document.project == expected

    @rule()
    def save_and_load(self) -> None:
        project = self.document.project
        text = project_text(project)
        loaded = parse_project(text)
        assert loaded == project
        assert loaded.next_id == project.next_id
        assert project_text(loaded) == text

    @invariant()
    def graph_is_whole(self) -> None:
        check(self.document.graph)
        assert not [name for name in self.document.graph.names() if name_problem(name)]

    @invariant()
    def ids_stay_below_the_mark_that_only_rises(self) -> None:
        assert self.document.ids.next >= self.mark
        self.mark = self.document.ids.next
        assert all(0 < id < self.mark for id in self.document.graph.blocks)
        assert self.document.project.next_id == self.mark

    @invariant()
    def views_show_what_is_there(self) -> None:
        assert self.shown == self.document.project

    def teardown(self) -> None:
        if hasattr(self, "document"):
            while self.document.can_undo:
                self.document.undo()
            assert self.document.project == self.start


Hands.TestCase.settings = settings(
    max_examples=draws(100), stateful_step_count=50, deadline=None, suppress_health_check=list(HealthCheck)
)
TestDocumentUnderRandomHands = Hands.TestCase
