"""Sketch: a network in a few lines, with refusals in words."""

from __future__ import annotations

import pytest

from builder.analysis import analyse
from builder.common.fields import FieldError
from builder.model.graph import Port
from builder.sketch import Sketch
from tests.support.graphs import check


def test_blocks_are_named_wired_and_laid_out() -> None:
    net = Sketch()
    x = net("Input", shape=(3, 8, 8))
    a = net("Conv2d", x, out_channels=4, kernel_size=3, padding=1)
    b = net("Conv2d", x, name="shortcut", out_channels=4, kernel_size=1)
    net("Output", net("Add", a, (b, 0)))
    check(net.graph)
    assert [net.graph.blocks[id].name for id in (a, b)] == ["conv1", "shortcut"]
    assert net.graph.wires[Port(4, 1)] == Port(b)
    assert len(set(net.graph.positions.values())) == 5
    assert analyse(net.graph).ok


def test_the_graph_so_far_can_be_had_at_any_time() -> None:
    net = Sketch()
    x = net("Input")
    first = net.graph
    net("ReLU", x)
    assert len(first.blocks) == 1
    assert len(net.graph.blocks) == 2
    assert net.graph is net.graph


@pytest.mark.parametrize("name", ["train", "self", "a b", "", "_x", "class", "x" * 61])
def test_bad_names_are_refused(name: str) -> None:
    with pytest.raises(ValueError):
        Sketch()("ReLU", name=name)


def test_refusals_leave_the_sketch_as_it_was() -> None:
    net = Sketch()
    x = net("Input", name="image")
    for call in (
        lambda: net("ReLU", x, name="image"),
        lambda: net("ReLU", 17),
        lambda: net("ReLU", x, x),
        lambda: net("Cnv2d", x),
        lambda: net("Conv2d", x, out_channels=0),
        lambda: net("Conv2d", x, in_channels=1),
    ):
        with pytest.raises(ValueError):
            call()
    assert list(net.graph.blocks) == [x]


def test_too_many_sources_are_counted() -> None:
    net = Sketch()
    with pytest.raises(ValueError, match=r"^ReLU takes 1 input, not 2\.$"):
        net("ReLU", net("Input"), 1)


def test_a_misspelt_kind_is_guessed() -> None:
    with pytest.raises(FieldError, match="Conv2d"):
        Sketch()("Conv2", 1)


def test_text_is_no_formula_outside_of_a_group() -> None:
    """A network has no fields that a formula could use: a number in quotes is a mistake, and told as one."""
    net = Sketch()
    with pytest.raises(FieldError, match="out_channels: must be a whole number, not '16'"):
        net("Conv2d", net("Input"), out_channels="16")
