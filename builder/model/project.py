"""The project as a value: the network, its task, its data and its recipe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field
from typing import Any

from builder.model.graph import Graph
from builder.model.task import Task


@dataclass(frozen=True, slots=True)
class Project:
    """A network with what it is to learn, from which data, and how.

    `data` and `recipe` are JSON objects. `next_id` is higher than every id ever assigned; `run` is the folder of the
    last training. Neither takes part in comparisons.
    """

    graph: Graph = field(default_factory=Graph)
    _: KW_ONLY
    task: Task | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    recipe: Mapping[str, Any] = field(default_factory=dict)
    next_id: int = field(default=1, compare=False)
    run: str | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        """Raise `next_id` above the ids in use."""
        highest = highest_id(self.graph)
        if self.next_id <= highest:
            object.__setattr__(self, "next_id", highest + 1)


def highest_id(graph: Graph) -> int:
    """The highest id of any block, those inside groups included; 0 without blocks."""
    bodies = [graph, *(definition.body for definition in graph.definitions.values())]
    return max([max(body.blocks, default=0) for body in bodies])
