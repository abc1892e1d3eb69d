"""An analysis that follows edits equals one from a full pass, whatever is edited in whatever order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from builder import edits, zoo
from builder.analysis import analyse, incremental
from builder.analysis.dynamic_order import DynamicOrder, LoopError
from builder.analysis.full_pass import FullPass
from builder.analysis.incremental import FEW, Analyser
from builder.common.fields import FieldError
from builder.edits import EditError, Ids
from builder.edits.sharing import owners_for, share_weights
from builder.groups.errors import GroupError
from builder.groups.expansion import expand
from builder.groups.group import Group
from builder.layers import LAYERS, Unknown, make
from builder.model.graph import Block, Graph, Port
from builder.model.task import Task
from builder.sketch import Sketch
from tests.support.graphs import chain, ports, residual
from tests.support.lanes import draws
from tests.support.sound import any_graphs, sound_graphs

TEN = Task("classification", (1, 8, 8), tuple("0123456789"))
TASKS = (None, TEN, Task("classification", (3, 8, 8), tuple("abcde")))

PICK = st.integers(0, 10_000)
KINDS = st.sampled_from([*sorted(LAYERS), *["Conv2d", "ReLU", "Linear", "Add", "Concat", "Split", "Input", "Output"] * 4])
FIELDS: list[dict[str, object]] = [
    {"out_channels": 3},
    {"out_channels": 1},
    {"out_features": 10},
    {"kernel_size": 2},
    {"kernel_size": 99},
    {"padding": 1},
    {"p": 0.25},
    {"shape": (1, 9, 9)},
    {"shape": (3, 8, 8)},
    {"split_size_or_sections": (1,)},
    {"return_indices": True},
    {"return_indices": False},
    {"loss_weight": 0.0},
    {"loss_weight": 2.0},
]
MOST = 30


def sound(graph: Graph) -> bool:
    """Whether all wires begin and end somewhere, and none in a loop."""
    full = FullPass(graph)
    return not full.state.dangling_wires and not full.state.cyclic_blocks


BEGINNINGS = st.one_of(
    sound_graphs(),
    any_graphs(),
    st.sampled_from([Graph(), residual(), ports(), chain("Input", *["Conv2d", "ReLU"] * 4, "Output", Conv2d={"padding": 1})]),
)


class Following(RuleBasedStateMachine):
    """Random edits of a graph, jumps back and forth between what it was, and damage that no edit would do."""

    @initialize(few=st.sampled_from([0, 2, FEW]), begin=BEGINNINGS)
    def begin(self, few: int, begin: Graph) -> None:
        incremental.FEW = few
        self.shown = begin
        self.graph = begin = begin if sound(begin) else Graph()
        self.ids = Ids(max(begin.blocks, default=0) + 1)
        self.seen = [begin]
        self.analyser = Analyser()
        self.task: Task | None = TEN
        self.loss: str | None = None

    def edit(self, change: Callable[[Graph], Graph]) -> None:
        try:
            self.graph = change(self.graph)
        except (EditError, FieldError, GroupError):
            return
        self.shown = self.graph
        self.seen.append(self.graph)

    def show(self, graph: Graph) -> None:
        """Look at a graph; go on from it only where edits could have made it."""
        self.shown = graph
        self.graph = graph if sound(graph) else self.graph

    def block(self, pick: int) -> int:
        known = self.graph.ids()
        return known[pick % len(known)] if known else 999

    def outputs(self, target: Port) -> tuple[str, ...]:
        """The outputs of the block that feeds `target`."""
        return self.graph.blocks[self.graph.wires[target].block].layer.output_names

    @rule(kind=KINDS)
    def add(self, kind: str) -> None:
        if len(self.graph.blocks) < MOST:
            self.edit(lambda graph: edits.add_block(graph, self.ids, LAYERS[kind].fresh(), (0.0, 0.0)))

    @rule(kind=KINDS, pick=st.none() | PICK)
    def append(self, kind: str, pick: int | None) -> None:
        if len(self.graph.blocks) < MOST:
            after = None if pick is None else self.block(pick)
            self.edit(lambda graph: edits.append(graph, self.ids, kind, after, task=self.task)[0])

    @rule(giver=PICK, taker=PICK, output=st.sampled_from([0, 0, 0, 1]), index=st.integers(0, 3))
    def connect(self, giver: int, taker: int, output: int, index: int) -> None:
        self.edit(lambda graph: edits.connect(graph, Port(self.block(giver), output), Port(self.block(taker), index)))

    @rule(pick=PICK)
    def disconnect(self, pick: int) -> None:
        wires = sorted(self.graph.wires)
        if wires:
            self.edit(lambda graph: edits.disconnect(graph, wires[pick % len(wires)]))

    @rule(pick=PICK, kind=KINDS)
    def insert(self, pick: int, kind: str) -> None:
        wires = sorted(self.graph.wires)
        if wires and len(self.graph.blocks) < MOST:
            target = wires[pick % len(wires)]
            self.edit(lambda graph: edits.insert_on_wire(graph, self.ids, LAYERS[kind].fresh(), target))

    @rule(picks=st.lists(PICK, min_size=1, max_size=4))
    def delete(self, picks: list[int]) -> None:
        self.edit(lambda graph: edits.delete(graph, {self.block(pick) for pick in picks}))

    @rule(picks=st.lists(PICK, min_size=1, max_size=3), values=st.sampled_from(FIELDS))
    def set_fields(self, picks: list[int], values: dict[str, object]) -> None:
        self.edit(lambda graph: edits.set_fields(graph, [self.block(pick) for pick in picks], values))

    @rule(pick=PICK, name=st.sampled_from(["left", "right", "middle"]))
    def rename(self, pick: int, name: str) -> None:
        self.edit(lambda graph: edits.rename(graph, self.block(pick), name))

    @rule(pick=PICK)
    def move(self, pick: int) -> None:
        self.edit(lambda graph: edits.move(graph, {self.block(pick): (float(pick), 0.0)}))

    @rule(picks=st.lists(PICK, min_size=1, max_size=5))
    def duplicate(self, picks: list[int]) -> None:
        if len(self.graph.blocks) < MOST:
            self.edit(lambda graph: edits.duplicate(graph, self.ids, {self.block(pick) for pick in picks})[0])

    @rule(pick=PICK, other=st.none() | PICK)
    def share(self, pick: int, other: int | None) -> None:
        able = [id for id in self.graph.ids() if owners_for(self.graph, id)]
        if able:
            id = able[pick % len(able)]
            owners = owners_for(self.graph, id)
            self.edit(lambda graph: share_weights(graph, id, None if other is None else owners[other % len(owners)]))

    @rule(pick=PICK, index=st.integers(0, 3))
    def take_another_output(self, pick: int, index: int) -> None:
        """A wire begins at another output of the same block."""
        wires = [target for target in sorted(self.graph.wires) if len(self.outputs(target)) > 1]
        if wires:
            target = wires[pick % len(wires)]
            source = Port(self.graph.wires[target].block, index % len(self.outputs(target)))
            self.edit(lambda graph: edits.connect(graph, source, target))

    @rule(picks=st.lists(PICK, min_size=1, max_size=4), name=st.sampled_from(["Left", "Right"]))
    def group(self, picks: list[int], name: str) -> None:
        self.edit(lambda graph: edits.make_group(graph, self.ids, {self.block(pick) for pick in picks}, name)[0])

    @rule(pick=PICK)
    def ungroup(self, pick: int) -> None:
        self.edit(lambda graph: edits.ungroup(graph, self.ids, self.block(pick))[0])

    @rule(pick=PICK, inner=PICK, values=st.sampled_from(FIELDS) | st.none())
    def edit_inside(self, pick: int, inner: int, values: dict[str, object] | None) -> None:
        """Change or delete a block of a group: all blocks of the group follow."""

        def change(body: Graph) -> Graph:
            ids = body.ids()
            id = ids[inner % len(ids)] if ids else 999
            return edits.delete(body, [id]) if values is None else edits.set_fields(body, [id], values)

        groups = [block.id for block in self.graph.blocks.values() if isinstance(block.layer, Group)]
        if groups:
            self.edit(lambda graph: edits.edit_inside(graph, [sorted(groups)[pick % len(groups)]], change))

    @rule(pick=PICK, other=PICK)
    def skip(self, pick: int, other: int) -> None:
        self.edit(lambda graph: edits.add_skip(graph, self.ids, {self.block(pick), self.block(other)}))

    @rule(pick=PICK, kind=KINDS)
    def replace(self, pick: int, kind: str) -> None:
        """Another kind for a block, with wires that may fit it no more."""
        id = self.block(pick)
        if id in self.graph.blocks:
            layer = Unknown(missing="Gone", data="{}") if pick % 5 == 0 else LAYERS[kind].fresh()
            self.show(self.graph.with_block(replace(self.graph.blocks[id], layer=layer)))

    @rule(giver=PICK, taker=PICK, output=st.integers(-1, 2), index=st.integers(-1, 3))
    def damage(self, giver: int, taker: int, output: int, index: int) -> None:
        """A wire between any two connectors: to nowhere, or round in a loop."""
        self.show(self.graph.with_wire(Port(self.block(giver) + giver % 2, output), Port(self.block(taker), index)))

    @rule(pick=PICK)
    def travel(self, pick: int) -> None:
        """Undo or redo, over any number of steps."""
        self.graph = self.shown = self.seen[pick % len(self.seen)]

    @rule(task=st.sampled_from(TASKS), loss=st.sampled_from([None, "mse"]))
    def choose(self, task: Task | None, loss: str | None) -> None:
        self.task, self.loss = task, loss

    @invariant()
    def both_agree(self) -> None:
        followed = self.analyser.analyse(self.shown, self.task, loss=self.loss)
        whole = analyse(self.shown, self.task, loss=self.loss)
        assert followed.problems == whole.problems
        assert followed == whole

    def teardown(self) -> None:
        incremental.FEW = FEW


Following.TestCase.settings = settings(
    max_examples=draws(60), stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
)
TestFollowing = Following.TestCase


def followed(*graphs: Graph, task: Task | None = None) -> list[bool]:
    """Analyse the graphs one after the other; whether each was followed, not started over."""
    analyser, begun = Analyser(), []
    for graph in graphs:
        before = analyser.followed
        assert analyser.analyse(graph, task) == analyse(graph, task)
        begun.append(analyser.followed is before and before is not None)
    return begun


def test_edits_are_followed_and_damage_begins_anew() -> None:
    graph = expand(zoo.build("resnet18")).graph
    conv = graph.of_kind("Conv2d")[3]
    changed = edits.set_fields(graph, [conv], {"bias": True})
    inserted = edits.insert_on_wire(changed, Ids(900), make("ReLU"), Port(conv), (0.0, 0.0))
    assert followed(graph, changed, inserted, edits.delete(inserted, [900]), graph, task=TEN) == [False, *[True] * 4]
    looped = graph.with_wire(Port(conv), Port(conv))
    assert followed(graph, looped, looped, graph, changed) == [False, False, False, False, True]


def test_only_what_an_edit_touched_is_measured_again() -> None:
    graph = expand(zoo.build("resnet18")).graph
    conv = graph.of_kind("Conv2d")[3]
    analyser = Analyser()
    before = analyser.analyse(graph)
    after = analyser.analyse(edits.set_fields(graph, [conv], {"bias": True}))
    assert [id for id in graph.blocks if after.blocks[id] is not before.blocks[id]] == [conv]
    assert after.parameters == before.parameters + after.blocks[conv].outputs[0].channels
    assert before == analyse(graph), "the earlier analysis is a value and stays as it was"


def test_where_blocks_stand_changes_nothing_at_all() -> None:
    graph, analyser = residual(), Analyser()
    before = analyser.analyse(graph)
    assert analyser.analyse(edits.move(graph, {1: (5.0, 5.0)})).blocks is before.blocks


def test_an_ordering_gives_way_to_every_wire_but_a_loop() -> None:
    order = DynamicOrder({1: [], 2: [1], 3: [], 4: [3]})
    order.add_edge(4, 1)
    assert sorted(order.keys, key=order.keys.__getitem__) == [3, 4, 1, 2]
    with pytest.raises(LoopError):
        order.add_edge(2, 3)
    order.remove_edge(4, 1)
    order.add_edge(2, 3)
    assert sorted(order.keys, key=order.keys.__getitem__) == [1, 2, 3, 4]


@settings(max_examples=draws(200))
@given(st.integers(2, 12), st.lists(st.tuples(PICK, PICK), max_size=60))
def test_an_ordering_is_right_after_every_wire(size: int, wires: list[tuple[int, int]]) -> None:
    order, led = (
        DynamicOrder({id: [] for id in range(size)}),
        Graph.of([Block(id, f"b{id}", make("Add")) for id in range(size)]),
    )
    for number, (giver, taker) in enumerate(wires):
        source, target = giver % size, taker % size
        if led.reaches(target, source):
            with pytest.raises(LoopError):
                order.add_edge(source, target)
        else:
            order.add_edge(source, target)
            led = led.with_wire(Port(source), Port(target, number))
        assert all(order.keys[source.block] < order.keys[target.block] for target, source in led.wires.items())
        assert len(set(order.keys.values())) == size


def test_a_wire_from_another_output_of_the_same_block_is_followed() -> None:
    net = Sketch()
    parts = net("Split", net("Input", shape=(4, 8, 8)), split_size_or_sections=(1, 3))
    net("Output", net("ReLU", (parts, 1)))
    graph = net.graph
    assert followed(graph, edits.connect(graph, Port(parts, 0), Port(3)), graph) == [False, True, True]
