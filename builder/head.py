"""The head: the one layer whose size is the number of class scores."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from builder.graph import Graph
from builder.layers.base import Category

HEAD_FIELDS: Mapping[str, str] = MappingProxyType({"Linear": "out_features", "Conv2d": "out_channels"})
"""The kinds that can be a head, and the field that says how many scores they give."""

_STOPS = (Category.CONVOLUTION, Category.LINEAR, Category.RECURRENT, Category.ATTENTION, Category.UNKNOWN)


def heads(graph: Graph) -> list[int]:
    """Every block that decides the number of scores: the first Linear or Conv2d on each way back from Output.

    The walk takes all ways at a join; it ends at other layers that choose their own number of channels.
    """
    found: set[int] = set()
    seen: set[int] = set()
    waiting = graph.of_kind("Output")
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
