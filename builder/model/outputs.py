"""The results that count, and the head of each: the one layer whose size is the number of class scores."""

from __future__ import annotations

from collections.abc import Iterable

from builder.layers.base import Category
from builder.model.graph import Graph

_STOPS = (Category.CONVOLUTION, Category.LINEAR, Category.RECURRENT, Category.ATTENTION, Category.UNKNOWN)


def loss_weight(graph: Graph, output: int) -> float:
    """How much an Output counts in the loss."""
    weight: float = graph.blocks[output].layer.values().get("loss_weight", 1.0)
    return weight


def outputs_in_order(graph: Graph, outputs: Iterable[int] | None = None) -> list[int]:
    """The Outputs as the network gives them: the main one first, then by id.

    The main one has the largest loss weight, and the lowest id among equals. `outputs` saves looking for them.
    """
    found = sorted(graph.of_kind("Output") if outputs is None else outputs)
    main = max(found, key=lambda id: (loss_weight(graph, id), -id), default=None)
    return [] if main is None else [main, *(id for id in found if id != main)]


def counted_outputs(graph: Graph, outputs: Iterable[int] | None = None) -> list[int]:
    """The Outputs whose results are learned: the main one, and the others that have a loss weight."""
    ordered = outputs_in_order(graph, outputs)
    return [id for place, id in enumerate(ordered) if place == 0 or loss_weight(graph, id) > 0]


def heads(graph: Graph, output: int | None = None) -> list[int]:
    """Every block that decides the number of scores: the first Linear or Conv2d on each way back from `output`.

    Without one, from the main Output. A group with a field for the size of the one inside of it counts as well. The walk
    takes all ways at a join; it ends at other layers that choose their own number of channels.
    """
    found, _ = walked_back(graph, outputs_in_order(graph)[:1] if output is None else [output])
    return found


def walked_back(graph: Graph, ends: Iterable[int]) -> tuple[list[int], bool]:
    """The heads on the ways back from `ends`, and whether a way ended at a block that is none but chooses its channels."""
    found: set[int] = set()
    stopped = False
    seen: set[int] = set()
    waiting = list(ends)
    while waiting:
        here = waiting.pop()
        if here in seen or here not in graph.blocks:
            continue
        seen.add(here)
        layer = graph.blocks[here].layer
        if layer.head_field is not None:
            found.add(here)
        elif layer.resizes or layer.category in _STOPS:
            stopped = True
        else:
            waiting.extend(graph.predecessors(here))
    return sorted(found), stopped


def head_size(graph: Graph, id: int) -> int:
    """How many numbers a block that can be a head gives."""
    layer = graph.blocks[id].layer
    size: int = layer.values()[layer.head_field or ""]
    return size
