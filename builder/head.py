"""The results that count, and the head of each: the one layer whose size is the number of class scores."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from builder.graph import Graph
from builder.layers.base import Category

HEAD_FIELDS: Mapping[str, str] = MappingProxyType({"Linear": "out_features", "Conv2d": "out_channels"})
"""The kinds that can be a head, and the field that says how many scores they give."""

_STOPS = (Category.CONVOLUTION, Category.LINEAR, Category.RECURRENT, Category.ATTENTION, Category.GROUP, Category.UNKNOWN)


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

    Without one, from the main Output. The walk takes all ways at a join; it ends at other layers that choose their own
    number of channels.
    """
    found: set[int] = set()
    seen: set[int] = set()
    waiting = outputs_in_order(graph)[:1] if output is None else [output]
    while waiting:
        here = waiting.pop()
        if here in seen or here not in graph.blocks:
            continue
        seen.add(here)
        if graph.blocks[here].kind in HEAD_FIELDS:
            found.add(here)
        elif graph.blocks[here].layer.category not in _STOPS:
            waiting.extend(graph.predecessors(here))
    return sorted(found)
