"""Whatever happens to the document, the scene mirrors it."""

from __future__ import annotations

import random

import pytest

from builder import edits, zoo
from builder.layers import LAYERS, make
from builder.model.graph import Graph, Port
from builder.model.project import Project
from tests.gui.canvas.conftest import Hands, Maker, joined, mirrors, plain
from tests.support.lanes import families, some

KINDS = sorted(set(LAYERS) - {"Input"})


def random_edit(hands: Hands, dice: random.Random) -> None:
    """One edit that may be refused; refusals change nothing."""
    workspace = hands.workspace
    ids, graph = workspace.graph.ids(), workspace.graph
    some = dice.sample(ids, min(len(ids), dice.randint(1, 4))) if ids else []
    place = (dice.uniform(-900, 900), dice.uniform(-900, 900))
    one = dice.choice(some) if some else 0
    other = dice.choice(ids) if ids else 0
    new = workspace.document.ids
    wires = sorted(graph.wires)
    choices = [
        lambda: workspace.edit("Add", lambda g: edits.add_block(g, new, make(dice.choice(KINDS)), place)),
        lambda: workspace.edit("Connect", lambda g: edits.connect(g, Port(one), Port(other, dice.randint(0, 2)))),
        lambda: workspace.edit("Move", lambda g: edits.move(g, dict.fromkeys(some, place))),
        lambda: workspace.edit("Delete", lambda g: edits.delete(g, some)),
        lambda: workspace.edit("Rename", lambda g: edits.rename(g, one, f"name{dice.randint(0, 9)}")),
        lambda: workspace.edit("Duplicate", lambda g: edits.duplicate(g, new, some)[0]),
        lambda: workspace.edit("Fields", lambda g: edits.set_fields(g, some, {"out_channels": dice.randint(1, 64)})),
        lambda: workspace.append(dice.choice(KINDS)),
        lambda: workspace.edit("Arrange", edits.arrange),
        lambda: workspace.edit("Skip", lambda g: edits.add_skip(g, new, some)),
        lambda: workspace.select(some),
        workspace.undo,
        workspace.redo,
    ]
    if wires:
        wire = dice.choice(wires)
        choices.append(lambda: workspace.edit("Unplug", lambda g: edits.disconnect(g, wire)))
        choices.append(lambda: workspace.edit("Insert", lambda g: edits.insert_on_wire(g, new, make("ReLU"), wire)))
    dice.choice(choices)()


@pytest.mark.parametrize("seed", some(range(6), 2))
def test_random_edits(open_canvas: Maker, seed: int) -> None:
    hands = open_canvas((Graph(), plain(), joined())[seed % 3])
    dice = random.Random(seed)
    for _ in range(60):
        random_edit(hands, dice)
        mirrors(hands.view)
    while hands.workspace.document.can_undo:
        hands.workspace.undo()
    mirrors(hands.view)


@pytest.mark.parametrize("name", some(families(zoo.names()), 8))
def test_every_network_of_the_zoo(open_canvas: Maker, name: str) -> None:
    hands = open_canvas()
    hands.workspace.open(Project(graph=zoo.build(name)))
    mirrors(hands.view)
    labels = [wire.look.text for wire in hands.view.board.wires.values()]
    assert all(labels), "every wire carries its shape"
    assert not any(wire.look.broken for wire in hands.view.board.wires.values())


def test_another_document_replaces_everything(hands: Hands) -> None:
    hands.click(hands.block("conv1"))
    hands.workspace.open(Project(graph=joined()))
    mirrors(hands.view)
    assert not hands.workspace.selection
