"""What has changed between the graph that was seen last and the one there is now, found without any help from edits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import compress, filterfalse
from operator import is_not

from builder.model.graph import Graph, Port

Sources = list[Port | None]


@dataclass(slots=True)
class Change:
    """Blocks that are new, other than before, or gone; and what feeds those of them whose wires are others now.

    `feeding` holds the blocks that feed others than before, `idle` those that feed nothing any more.
    """

    added: list[int] = field(default_factory=list)
    changed: list[int] = field(default_factory=list)
    removed: list[int] = field(default_factory=list)
    sources: dict[int, Sources] = field(default_factory=dict)
    feeding: list[int] = field(default_factory=list)
    idle: list[int] = field(default_factory=list)


class Tracker:
    """Keeps the last graph in a form that is quickly compared: what two graphs share is passed over at the speed of C."""

    def __init__(self, graph: Graph, sources: Mapping[int, Sources]) -> None:
        self.graph = graph
        self.sources = dict(sources)
        self._blocks = dict(graph.blocks)
        self._fanout = dict(graph.fanout)

    def change_to(self, graph: Graph) -> Change | None:
        """What makes `graph` of the last one; None where it has wires that begin or end nowhere."""
        others = touched(self._blocks, graph.blocks)
        added = [id for id in others if id not in self._blocks]
        removed = _removed(self._blocks, graph.blocks, len(added))
        change = Change(added, [id for id in others if id in self._blocks], removed)
        rewired = self._rewired(graph, change)
        kinds = [id for id in change.changed if self._blocks[id].layer is not graph.blocks[id].layer]
        for id in removed:
            if graph.fanout.get(id) or self._wired(id) + rewired.pop(id, 0):
                return None
        for id in {*added, *kinds, *rewired}:
            sources = _sources(graph, id, self._wired(id) + rewired.get(id, 0))
            if sources is None:
                return None
            if sources != self.sources.get(id):
                change.sources[id] = sources
        return None if any(_overtaxed(graph, id) for id in kinds) else change

    def take(self, graph: Graph, change: Change) -> None:
        """Let `graph` be the last one; `change` is what made it."""
        for id in change.removed:
            del self._blocks[id], self.sources[id]
        for id in (*change.added, *change.changed):
            self._blocks[id] = graph.blocks[id]
        self.sources.update(change.sources)
        for id in change.feeding:
            self._fanout[id] = graph.fanout[id]
        for id in change.idle:
            del self._fanout[id]
        self.graph = graph

    def _wired(self, id: int) -> int:
        """How many wires went into the block."""
        sources = self.sources.get(id, ())
        return len(sources) - sources.count(None)

    def _rewired(self, graph: Graph, change: Change) -> dict[int, int]:
        """The blocks with other wires going into them, and by how many these are more; notes where the wires begin."""
        found: dict[int, int] = {}
        if graph.wires is self.graph.wires:
            return found
        change.feeding = touched(self._fanout, graph.fanout)
        added = sum(id not in self._fanout for id in change.feeding)
        change.idle = _removed(self._fanout, graph.fanout, added)
        for id in (*change.feeding, *change.idle):
            before, after = self._fanout.get(id, frozenset()), graph.fanout.get(id, frozenset())
            for target in before - after:
                found[target.block] = found.get(target.block, 0) - 1
            for target in after - before:
                found[target.block] = found.get(target.block, 0) + 1
            for target in before & after:
                if graph.wires[target] != self.graph.wires[target]:
                    found.setdefault(target.block, 0)
        return found


def touched(known: Mapping[int, object], new: Mapping[int, object]) -> list[int]:
    """The keys whose values are not the very ones that were known."""
    return list(compress(new, map(is_not, map(known.get, new), new.values())))


def _removed(known: Mapping[int, object], new: Mapping[int, object], added: int) -> list[int]:
    """The keys that are gone; `added` is how many are new."""
    if len(known) + added == len(new):
        return []
    return list(filterfalse(new.__contains__, known))


def _sources(graph: Graph, id: int, wired: int) -> Sources | None:
    """What feeds the block; None where one of its wires begins or ends nowhere. So many are `wired`."""
    if id not in graph.blocks:
        return None
    sources = graph.sources(id)
    for source in sources:
        giver = graph.blocks.get(source.block) if source is not None else None
        if source is not None and (giver is None or not 0 <= source.index < len(giver.layer.output_names)):
            return None
    return sources if len(sources) - sources.count(None) == wired else None


def _overtaxed(graph: Graph, id: int) -> bool:
    """Whether a wire begins at an output that the block has not."""
    outputs = len(graph.blocks[id].layer.output_names)
    return any(graph.wires[target].index >= outputs for target in graph.fanout.get(id, ()))
