"""What changed between two graphs."""

from __future__ import annotations

from builder.edits import Ids, add_block, delete, disconnect, move, rename, set_fields
from builder.layers import make
from builder.model.diff import diff
from builder.model.graph import Port
from tests.support.graphs import residual, small


def test_the_same_graph_differs_in_nothing() -> None:
    assert not diff(small(), small())


def test_each_kind_of_change_is_told_apart() -> None:
    old = small()
    new = add_block(old, Ids(8), make("ReLU"), (300.0, 0.0))
    assert diff(old, new).added == {8}
    assert diff(new, old).removed == {8}
    assert diff(old, rename(old, 2, "first")).changed == {2}
    assert diff(old, set_fields(old, [2], {"out_channels": 3})).changed == {2}
    moved = diff(old, move(old, {3: (1.0, 2.0)}))
    assert (moved.moved, moved.changed, moved.added) == ({3}, frozenset(), frozenset())
    cut = diff(old, disconnect(old, Port(3)))
    assert (cut.wires_removed, cut.wires_added) == ({Port(3)}, frozenset())


def test_a_wire_with_another_source_went_and_came() -> None:
    old = small()
    change = diff(old, delete(old, [3]))
    assert change.removed == {3}
    assert change.wires_removed == {Port(3), Port(4)}
    assert change.wires_added == {Port(4)}
    assert not change.moved


def test_there_and_back_mirror_each_other() -> None:
    old = residual()
    new = delete(old, [3, 4])
    there, back = diff(old, new), diff(new, old)
    assert there.added == back.removed
    assert there.wires_added == back.wires_removed
    assert there.wires_removed == back.wires_added
