"""Groups of random networks: whatever is grouped computes what it did, and can be had back."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from builder import edits
from builder.analysis import analyse
from builder.common.fields import FieldError
from builder.edits import EditError, Ids
from builder.files.project_file import parse_project, project_text
from builder.groups.expansion import expand
from builder.groups.group import Group
from builder.model.graph import Graph
from builder.model.project import Project
from tests.support.lanes import draws
from tests.support.sound import sound_graphs, stretches


def computed(graph: Graph) -> list[str]:
    """What the network computes, whatever its blocks are called and however they are grouped: one word per layer."""
    flat = expand(graph).graph
    words: dict[int, str] = {}
    for id in flat.order():
        block = flat.blocks[id]
        fed = [(words[source.block], source.index) if source else None for source in flat.sources(id)]
        words[id] = hashlib.sha256(repr((block.kind, sorted(block.layer.values().items()), fed)).encode()).hexdigest()
    return sorted(words.values())


@settings(max_examples=draws(60), deadline=None)
@given(st.data())
def test_grouping_changes_nothing_but_the_drawing(data: st.DataObject) -> None:
    graph = data.draw(sound_graphs())
    chosen = data.draw(stretches(graph))
    assume(chosen)
    ids = Ids(max(graph.blocks) + 1)
    try:
        grouped, block = edits.make_group(graph, ids, chosen, "Part")
    except EditError:
        assume(False)
    before, after = analyse(graph), analyse(grouped)
    assert [problem.text() for problem in after.errors] == []
    assert (before.parameters, before.macs) == (after.parameters, after.macs)
    assert computed(grouped) == computed(graph)
    assert parse_project(project_text(Project(grouped))) == Project(grouped)
    back, made = edits.ungroup(grouped, ids, block)
    assert len(made) == len(chosen)
    assert computed(back) == computed(graph)
    assert not any(isinstance(one.layer, Group) for one in back.blocks.values())


class Grouping(RuleBasedStateMachine):
    """Random hands group, enter, expose, repeat and take apart; the project stays one that can be saved and read."""

    def __init__(self) -> None:
        super().__init__()
        net = edits.append(Graph(), Ids(1), "Conv2d", after=None)[0]
        self.ids = Ids(100)
        self.graph = net
        for kind in ("BatchNorm2d", "ReLU", "Conv2d"):
            self.graph, _ = edits.append(self.graph, self.ids, kind, after=None)
        self.made = 0

    def attempt(self, edit: object) -> None:
        try:
            self.graph = edit()  # type: ignore[operator]
        except (EditError, FieldError):
            return

    def groups(self) -> list[int]:
        return [id for id in self.graph.ids() if isinstance(self.graph.blocks[id].layer, Group)]

    @rule(data=st.data())
    def group(self, data: st.DataObject) -> None:
        chosen = data.draw(stretches(self.graph))
        self.made += 1
        self.attempt(lambda: edits.make_group(self.graph, self.ids, chosen, f"Group{self.made}")[0])

    @precondition(lambda self: self.groups())
    @rule(data=st.data())
    def ungroup(self, data: st.DataObject) -> None:
        id = data.draw(st.sampled_from(self.groups()))
        before = computed(self.graph)
        self.attempt(lambda: edits.ungroup(self.graph, self.ids, id)[0])
        assert computed(self.graph) == before

    @precondition(lambda self: self.groups())
    @rule(data=st.data(), repeat=st.integers(1, 3))
    def repeat(self, data: st.DataObject, repeat: int) -> None:
        id = data.draw(st.sampled_from(self.groups()))
        self.attempt(lambda: edits.set_fields(self.graph, [id], {"repeat": repeat}))

    @precondition(lambda self: self.groups())
    @rule(data=st.data(), formula=st.sampled_from(["width", "width * 2", "width + 1", "3"]))
    def expose(self, data: st.DataObject, formula: str) -> None:
        id = data.draw(st.sampled_from(self.groups()))
        inner = edits.graph_at(self.graph, [id]).of_kind("Conv2d")
        if inner:
            self.attempt(lambda: edits.expose(self.graph, [id], inner[0], "out_channels", "width"))
            self.attempt(lambda: edits.set_formula(self.graph, [id], inner[0], "out_channels", formula))

    @precondition(lambda self: self.groups())
    @rule(data=st.data(), width=st.integers(1, 9))
    def widen(self, data: st.DataObject, width: int) -> None:
        id = data.draw(st.sampled_from(self.groups()))
        self.attempt(lambda: edits.set_fields(self.graph, [id], {"width": width}))

    @precondition(lambda self: self.groups())
    @rule(data=st.data(), inside=st.sampled_from(["delete", "insert", "group", "duplicate"]))
    def change_inside(self, data: st.DataObject, inside: str) -> None:
        id = data.draw(st.sampled_from(self.groups()))
        body = edits.graph_at(self.graph, [id])
        block = data.draw(st.sampled_from(body.ids()))
        self.made += 1

        def change(level: Graph) -> Graph:
            if inside == "delete":
                return edits.delete(level, [block])
            if inside == "insert":
                return edits.append(level, self.ids, "Tanh", after=block)[0]
            if inside == "group":
                exposed = edits.definition_at(self.graph, [id]).defaults
                return edits.make_group(level, self.ids, [block], f"Group{self.made}", exposed)[0]
            return edits.duplicate(level, self.ids, [block])[0]

        self.attempt(lambda: edits.edit_inside(self.graph, [id], change))

    @precondition(lambda self: self.groups())
    @rule(data=st.data())
    def conceal(self, data: st.DataObject) -> None:
        id = data.draw(st.sampled_from(self.groups()))
        self.attempt(lambda: edits.conceal(self.graph, [id], "width"))

    @precondition(lambda self: self.groups())
    @rule(data=st.data())
    def duplicate(self, data: st.DataObject) -> None:
        id = data.draw(st.sampled_from(self.groups()))
        self.attempt(lambda: edits.duplicate(self.graph, self.ids, [id])[0])

    @invariant()
    def it_can_be_saved_and_read(self) -> None:
        project = Project(self.graph)
        assert parse_project(project_text(project)) == project

    @invariant()
    def every_block_is_the_group_of_its_name(self) -> None:
        bodies = [self.graph, *(definition.body for definition in self.graph.definitions.values())]
        for body in bodies:
            for block in body.blocks.values():
                if isinstance(block.layer, Group):
                    assert block.layer.definition == self.graph.definitions[block.kind]

    @invariant()
    def it_is_analysed_as_its_blocks_are(self) -> None:
        report, flat = analyse(self.graph), analyse(expand(self.graph).graph)
        if report.ok:
            assert (flat.parameters, flat.macs) == (report.parameters, report.macs)


Grouping.TestCase.settings = settings(max_examples=draws(25), stateful_step_count=15, deadline=None)
TestGrouping = pytest.mark.timeout(120)(Grouping.TestCase)
