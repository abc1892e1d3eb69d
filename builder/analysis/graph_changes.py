"""The difference between the last graph and the current one, found by comparing values, without any help from edits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import compress, filterfalse
from operator import is_not

from builder.model.graph import Graph, Port

Sources = list[Port | None]


@dataclass(slots=True, kw_only=True)
class Change:
    """Blocks that were added, changed or removed; and the sources of those whose wires changed.

    `feeding` holds the blocks with other targets than before, `idle` those that feed nothing any more.
    """

    added: list[int] = field(default_factory=list)
    changed: list[int] = field(default_factory=list)
    removed: list[int] = field(default_factory=list)
    sources: dict[int, Sources] = field(default_factory=dict)
    feeding: list[int] = field(default_factory=list)
    idle: list[int] = field(default_factory=list)


class GraphTracker:
    """Keeps the last graph as plain dicts, so that what two graphs share is skipped by iterators of C."""

    def __init__(self, graph: Graph, sources: Mapping[int, Sources]) -> None:
        self.graph = graph
        self.sources = dict(sources)
        self._blocks = dict(graph.blocks)
        self._fanout = dict(graph.fanout)

    def change_to(self, graph: Graph) -> Change | None:
        """The change from the last graph to `graph`; None where `graph` has wires that begin or end nowhere."""
        others = changed_keys(self._blocks, graph.blocks)
        added = [id for id in others if id not in self._blocks]
        removed = _removed_keys(self._blocks, graph.blocks, len(added))
        change = Change(added=added, changed=[id for id in others if id in self._blocks], removed=removed)
        rewired = self._count_rewired(graph, change)
        kinds = [id for id in change.changed if self._blocks[id].layer is not graph.blocks[id].layer]
        for id in removed:
            if graph.fanout.get(id) or self._wire_count(id) + rewired.pop(id, 0):
                return None
        for id in {*added, *kinds, *rewired}:
            sources = _sources(graph, id, self._wire_count(id) + rewired.get(id, 0))
            if sources is None:
                return None
            if sources != self.sources.get(id):
                change.sources[id] = sources
        return None if any(_has_surplus_wires(graph, id) for id in kinds) else change

    def remember(self, graph: Graph, change: Change) -> None:
        """Remember `graph`; `change` is what :meth:`change_to` gave for it."""
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

    def _wire_count(self, id: int) -> int:
        """How many wires ended at the block."""
        sources = self.sources.get(id, ())
        return len(sources) - sources.count(None)

    def _count_rewired(self, graph: Graph, change: Change) -> dict[int, int]:
        """By block with other wires into it, how many more there are; fills `feeding` and `idle` of the change."""
        found: dict[int, int] = {}
        if graph.wires is self.graph.wires:
            return found
        change.feeding = changed_keys(self._fanout, graph.fanout)
        added = sum(id not in self._fanout for id in change.feeding)
        change.idle = _removed_keys(self._fanout, graph.fanout, added)
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


def changed_keys(known: Mapping[int, object], new: Mapping[int, object]) -> list[int]:
    """The keys whose values are other objects than the known ones. Compared by identity: unchanged blocks are shared."""
    return list(compress(new, map(is_not, map(known.get, new), new.values())))


def _removed_keys(known: Mapping[int, object], new: Mapping[int, object], added: int) -> list[int]:
    """The keys that are gone; `added` is how many are new."""
    if len(known) + added == len(new):
        return []
    return list(filterfalse(new.__contains__, known))


def _sources(graph: Graph, id: int, wired: int) -> Sources | None:
    """The sources of the block; None where one of its wires begins or ends nowhere. `wired` is how many there are."""
    if id not in graph.blocks:
        return None
    sources = graph.sources(id)
    for source in sources:
        giver = graph.blocks.get(source.block) if source is not None else None
        if source is not None and (giver is None or not 0 <= source.index < len(giver.layer.output_names)):
            return None
    return sources if len(sources) - sources.count(None) == wired else None


def _has_surplus_wires(graph: Graph, id: int) -> bool:
    """Whether a wire begins at an output that the block has not."""
    outputs = len(graph.blocks[id].layer.output_names)
    return any(graph.wires[target].index >= outputs for target in graph.fanout.get(id, ()))
