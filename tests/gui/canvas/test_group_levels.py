"""Whatever is done with groups, the scene shows the level that is entered, and every level agrees with the network."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QPointF, Qt

from builder import edits
from builder.analysis import analyse
from builder.block_library import ready_made
from builder.groups.group import Group
from builder.layers import make
from builder.model.graph import Port
from gui.canvas.texts import port_text
from gui.model.group_navigation import level_at
from tests.gui.canvas.conftest import Hands, Maker, joined, mirrors, plain

KINDS = ("ReLU", "Conv2d", "BatchNorm2d", "Add", "GroupInput", "GroupOutput", "ConvBNReLU", "BasicBlock", "Output")


def random_step(hands: Hands, dice: random.Random) -> None:
    """One thing that a person might do; what cannot be is refused and changes nothing."""
    view, workspace = hands.view, hands.workspace
    ids = workspace.graph.ids()
    groups = [id for id in ids if isinstance(workspace.graph.blocks[id].layer, Group)]
    some = dice.sample(ids, min(len(ids), dice.randint(1, 4))) if ids else []
    one, new = (dice.choice(some) if some else 0), workspace.document.ids
    group = dice.choice(groups) if groups else one
    name = f"Group{dice.randint(0, 30)}"
    steps = [
        lambda: workspace.select(some),
        lambda: workspace.select([group]),
        lambda: workspace.select([]),
        lambda: view.groups.make_group(some, name),
        lambda: view.groups.make_group(ids, name),
        lambda: (workspace.select([group]), view.groups.ungroup()),
        lambda: workspace.enter(group),
        lambda: workspace.enter(group),
        lambda: workspace.enter(one),
        lambda: workspace.leave(dice.randint(1, 2)),
        lambda: (workspace.select([group]), view.groups.repeat(dice.randint(1, 4))),
        lambda: workspace.edit("Independent", lambda g: edits.make_independent(g, group, name)),
        lambda: workspace.append(dice.choice(KINDS)),
        lambda: workspace.edit("Delete", lambda g: edits.delete(g, some)),
        lambda: workspace.edit("Duplicate", lambda g: edits.duplicate(g, new, some)[0]),
        lambda: workspace.edit("Move", lambda g: edits.move(g, {one: (dice.uniform(-500, 500), 0.0)})),
        lambda: workspace.edit("Fields", lambda g: edits.set_fields(g, [one], {"out_channels": dice.randint(1, 9)})),
        lambda: workspace.edit("Rename", lambda g: edits.rename(g, one, f"name{dice.randint(0, 9)}")),
        lambda: workspace.edit("Insert", lambda g: edits.insert_on_wire(g, new, make("ReLU"), dice.choice(sorted(g.wires)))),
        lambda: workspace.edit_network("Expose", lambda g: edits.expose(g, workspace.way, one, "out_channels", "channels")),
        lambda: workspace.edit_network("Conceal", lambda g: edits.conceal(g, workspace.way, "channels")),
        lambda: workspace.edit_network(
            "Formula", lambda g: edits.set_formula(g, workspace.way, one, "out_channels", "channels * 2 - 1")
        ),
        lambda: (workspace.select(some), view.commands.copy_selection(), view.commands.paste()),
        workspace.undo,
        workspace.undo,
        workspace.redo,
    ]
    if not workspace.graph.wires:
        steps = steps[:3]
    dice.choice(steps)()


def agrees(hands: Hands) -> None:
    """The workspace shows the group at the end of its path, as it is analysed when it is looked at for the first time."""
    workspace = hands.workspace
    fresh = level_at(workspace.network, analyse(workspace.network), workspace.way, [one.number for one in workspace.steps])
    assert fresh.way == workspace.way
    assert fresh.graph == workspace.graph
    assert workspace.selection <= set(workspace.graph.blocks)
    assert set(workspace.analysis.blocks) == set(workspace.graph.blocks)
    if workspace.way:
        assert edits.graph_at(workspace.network, workspace.way) == workspace.graph
        assert workspace.analysis == fresh.analysis
    bar = hands.view.findChild(object, "groupBar")
    assert bar.isVisible() == bool(workspace.way)


@pytest.mark.parametrize("seed", range(8))
def test_random_hands_at_groups(open_canvas: Maker, seed: int) -> None:
    hands = open_canvas((plain(), joined())[seed % 2])
    hands.view.groups.make_group([hands.id("conv1")], "ConvStage")
    hands.workspace.enter(next(iter(hands.workspace.selection)))
    dice = random.Random(seed)
    entered = 0
    for _ in range(90):
        random_step(hands, dice)
        mirrors(hands.view)
        agrees(hands)
        entered += bool(hands.workspace.way)
    assert entered
    while hands.workspace.document.can_undo:
        hands.workspace.undo()
        agrees(hands)
    mirrors(hands.view)
    while hands.workspace.document.can_redo:
        hands.workspace.redo()
        agrees(hands)
    mirrors(hands.view)


@pytest.mark.parametrize("name", sorted(ready_made()))
def test_every_ready_made_group_is_added_entered_and_taken_apart(open_canvas: Maker, name: str) -> None:
    hands = open_canvas(plain())
    hands.workspace.select([hands.id("relu1")])
    added = hands.workspace.append(name)
    assert added is not None
    assert hands.workspace.enter(added)
    mirrors(hands.view)
    agrees(hands)
    hands.workspace.leave()
    assert hands.workspace.selection == {added}
    before = hands.workspace.whole
    hands.view.groups.ungroup()
    mirrors(hands.view)
    assert not before.ok or hands.workspace.whole.parameters == before.parameters
    hands.workspace.undo()
    hands.workspace.undo()
    assert not hands.workspace.network.definitions


def test_a_group_is_dragged_from_the_palette_into_a_wire(open_canvas: Maker) -> None:
    hands = open_canvas(plain())
    middle = (hands.output("conv1") + hands.input("relu1")) / 2
    assert hands.drop_layer("ConvBNReLU", middle)
    assert hands.source("relu1") == "conv_bn_relu1"
    assert hands.source("conv_bn_relu1") == "conv1"
    assert set(hands.workspace.network.definitions) == {"ConvBNReLU"}
    mirrors(hands.view)
    assert not hands.drop_layer("NoSuchGroup", middle)


def test_what_was_going_on_ends_when_another_level_is_shown(open_canvas: Maker) -> None:
    hands = open_canvas(plain())
    hands.view.groups.make_group([hands.id("conv1")], "ConvStage")
    group = hands.workspace.selection
    hands.press(QPointF(-400, -200))
    hands.move(QPointF(400, 300))
    hands.workspace.enter(next(iter(group)))
    mirrors(hands.view)
    assert not hands.workspace.selection
    hands.release(QPointF(0, 0))
    hands.view.commands.rename(hands.id("conv1"))
    hands.workspace.leave()
    mirrors(hands.view)
    assert hands.workspace.selection == group


def test_coming_back_shows_the_place_that_was_left(open_canvas: Maker) -> None:
    hands = open_canvas(plain())
    hands.view.groups.make_group([hands.id("conv1"), hands.id("relu1")], "ConvStage")
    hands.view.viewport_.zoom_to(1.7)
    before = (hands.view.viewport_.scale, hands.view.viewport_.scroll_position())
    outside = hands.view.board
    hands.key(Qt.Key.Key_Return)
    assert hands.view.board is not outside
    hands.view.viewport_.zoom_to(0.6)
    hands.key(Qt.Key.Key_Escape)
    assert hands.view.board is outside
    assert (hands.view.viewport_.scale, hands.view.viewport_.scroll_position()) == before


def test_a_connector_says_its_name_and_shape(open_canvas: Maker) -> None:
    hands = open_canvas(joined())
    hands.view.groups.make_group([hands.id("add1")], "Sum")
    (id,) = hands.workspace.selection
    graph, analysis = hands.workspace.graph, hands.workspace.analysis
    assert port_text(graph, analysis, Port(id, 1), output=False) == "input1: 4×16×16"
    assert port_text(graph, analysis, Port(id, 0), output=True) == "output: 4×16×16"
    assert port_text(graph, analysis, Port(hands.id("conv1"), 0), output=True) == ""
