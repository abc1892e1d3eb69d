"""What has changed between the graph that was seen last and the one there is now, found without any help from edits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import compress
from operator import is_not

from builder.graph import Graph, Port

Sources = list[Port | None]


@dataclass(slots=True)
class Change:
    """Blocks that are new, other than before, or gone; and what feeds those of them whose wires are others now."""

    added: list[int] = field(default_factory=list)
    changed: list[int] = field(default_factory=list)
    removed: list[int] = field(default_factory=list)
    sources: dict[int, Sources] = field(default_factory=dict)


class Tracker:
    """Keeps the last graph in a form that is quickly compared: what two graphs share is passed over at the speed of C."""

    def __init__(self, graph: Graph, sources: Mapping[int, Sources]) -> None:
        self.graph = graph
        self.sources = dict(sources)
        self._blocks = dict(graph.blocks)
        self._fanout = dict(graph.fanout)

    def change_to(self, graph: Graph) -> Change | None:
        """What makes `graph` of the last one; None where it has wires that begin or end nowhere."""
        touched = _touched(self._blocks, graph.blocks)
        added = [id for id in touched if id not in self._blocks]
        removed = _removed(self._blocks, graph.blocks, len(added))
        rewired = self._rewired(graph)
        kinds = [id for id in touched if id in self._blocks and self._blocks[id].layer is not graph.blocks[id].layer]
        change = Change(added, [id for id in touched if id in self._blocks], removed)
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
        if graph.fanout is not self.graph.fanout:
            for id in _touched(self._fanout, graph.fanout):
                self._fanout[id] = graph.fanout[id]
            if len(self._fanout) != len(graph.fanout):
                for id in [id for id in self._fanout if id not in graph.fanout]:
                    del self._fanout[id]
        self.graph = graph

    def _wired(self, id: int) -> int:
        """How many wires went into the block."""
        sources = self.sources.get(id, ())
        return len(sources) - sources.count(None)

    def _rewired(self, graph: Graph) -> dict[int, int]:
        """The blocks with other wires going into them, and by how many these are more."""
        found: dict[int, int] = {}
        if graph.wires is self.graph.wires:
            return found
        touched = _touched(self._fanout, graph.fanout)
        added = sum(id not in self._fanout for id in touched)
        for id in (*touched, *_removed(self._fanout, graph.fanout, added)):
            before, after = self._fanout.get(id, frozenset()), graph.fanout.get(id, frozenset())
            for target in before - after:
                found[target.block] = found.get(target.block, 0) - 1
            for target in after - before:
                found[target.block] = found.get(target.block, 0) + 1
            for target in before & after:
                if graph.wires[target] != self.graph.wires[target]:
                    found.setdefault(target.block, 0)
        return found


def _touched(known: Mapping[int, object], new: Mapping[int, object]) -> list[int]:
    """The keys whose values are not the very ones that were known."""
    return list(compress(new, map(is_not, map(known.get, new), new.values())))


def _removed(known: Mapping[int, object], new: Mapping[int, object], added: int) -> list[int]:
    """The keys that are gone; `added` is how many are new."""
    return [id for id in known if id not in new] if len(known) + added != len(new) else []


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
