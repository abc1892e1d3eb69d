"""The topology of a graph, valid or damaged, from one pass over its wires: sources, order, cycles and ends."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from immutables import Map

from builder.analysis.graph_changes import changed_keys
from builder.layers.base import Layer
from builder.layers.endpoints import Input, Output
from builder.layers.ports import GroupInput, GroupOutput
from builder.model.graph import Block, Graph, Port

ENDS = (Input, Output, GroupInput, GroupOutput)


def end_role(layer: Layer, *, body: bool) -> Literal["input", "output", "misplaced"]:
    """What one of `ENDS` is to a network, or to the body of a group."""
    if isinstance(layer, GroupInput | GroupOutput) is not body:
        return "misplaced"
    return "input" if isinstance(layer, Input | GroupInput) else "output"


@dataclass(slots=True, kw_only=True)
class Topology:
    """The wires by block.

    `depth` maps every block that is on no cycle to the length of the longest path to it, in topological order;
    `cyclic_blocks` are the blocks on cycles; `dangling_wires` the target ports of wires that begin or end nowhere;
    `inputs` and `outputs` the ends of the network, or of the body of a group, and `misplaced_ends` those of the other
    kind; `live` the blocks that lead to an output with a wire.
    """

    sources: dict[int, list[Port | None]] = field(default_factory=dict)
    consumers: dict[int, list[int]] = field(default_factory=dict)
    depth: dict[int, int] = field(default_factory=dict)
    cyclic_blocks: list[int] = field(default_factory=list)
    dangling_wires: list[Port] = field(default_factory=list)
    inputs: list[int] = field(default_factory=list)
    outputs: list[int] = field(default_factory=list)
    misplaced_ends: list[int] = field(default_factory=list)
    live: frozenset[int] = frozenset()

    @classmethod
    def of(cls, graph: Graph, *, body: bool = False) -> Topology:
        """The topology of `graph`, a network or the `body` of a group; linear in blocks and wires."""
        topology = cls()
        sources, dangling, joins = topology.sources, topology.dangling_wires, dict[int, dict[int, Port]]()
        givers: dict[int, int] = {}
        kinds: dict[type[Layer], tuple[list[Port | None], int, bool]] = {}
        for id, block in graph.blocks.items():
            layer = block.layer
            ports = kinds.get(type(layer))
            if ports is None:
                ports = [None] * len(layer.input_names), len(layer.output_names), isinstance(layer, ENDS)
                if not layer.flexible:
                    kinds[type(layer)] = ports
            sources[id], givers[id], end = ports[0].copy(), ports[1], ports[2]
            if layer.variadic:
                sources[id], joins[id] = [], {}
            elif end:
                match end_role(layer, body=body):
                    case "input":
                        topology.inputs.append(id)
                    case "output":
                        topology.outputs.append(id)
                    case "misplaced":
                        topology.misplaced_ends.append(id)
        for target, source in graph.wires.items():
            id, index = target
            row = sources.get(id)
            if id in joins:
                joins[id][index] = source
            elif row is not None and 0 <= index < len(row):
                row[index] = source
            else:
                dangling.append(target)
            if not 0 <= source[1] < givers.get(source[0], 0):
                dangling.append(target)
        for id, wired in joins.items():
            topology._join(id, wired)
        topology.dangling_wires = sorted(set(dangling))
        for ends in (topology.inputs, topology.outputs, topology.misplaced_ends):
            ends.sort()
        topology._sort()
        fed = [id for id in topology.outputs if sources[id][0] is not None]
        topology.live = topology.ancestors(fed) if fed else frozenset()
        return topology

    def _join(self, id: int, wired: dict[int, Port]) -> None:
        dense = self.sources[id]
        while len(dense) in wired:
            dense.append(wired[len(dense)])
        self.dangling_wires.extend(Port(id, index) for index in wired if not 0 <= index < len(dense))

    def _sort(self) -> None:
        waiting = dict.fromkeys(self.sources, 0)
        consumers, depth, rows = self.consumers, self.depth, 0
        for id, sources in self.sources.items():
            for source in sources:
                if source is not None and source[0] in waiting:
                    waiting[id] += 1
                    if source[0] in consumers:
                        consumers[source[0]].append(id)
                    else:
                        consumers[source[0]] = [id]
        # Kahn's algorithm, level by level: the level of a block is the length of the longest path to it.
        level = sorted([id for id, count in waiting.items() if count == 0])
        while level:
            following = []
            for id in level:
                depth[id] = rows
                for consumer in consumers.get(id, ()):
                    waiting[consumer] -= 1
                    if waiting[consumer] == 0:
                        following.append(consumer)
            level, rows = following, rows + 1
        if len(depth) < len(waiting):
            self.cyclic_blocks = self._find_cyclic({id for id, count in waiting.items() if count > 0})

    def _find_cyclic(self, left: set[int]) -> list[int]:
        """Of the blocks that are in no topological order, those on a cycle; the others are only fed by one."""
        # Kahn's algorithm from below peels off what only lies behind a cycle. Blocks between two cycles stay, as part of both.
        ahead = {id: sum(consumer in left for consumer in self.consumers.get(id, ())) for id in left}
        ends = [id for id, count in ahead.items() if count == 0]
        while ends:
            id = ends.pop()
            left.discard(id)
            for source in self.sources[id]:
                if source is not None and source.block in left:
                    ahead[source.block] -= 1
                    if ahead[source.block] == 0:
                        ends.append(source.block)
        return sorted(left)

    def ancestors(self, goals: list[int]) -> frozenset[int]:
        """`goals` and every block from which a path of wires leads to one of them."""
        seen, waiting, sources = set(goals), list(goals), self.sources
        while waiting:
            for source in sources[waiting.pop()]:
                if source is not None and source[0] not in seen and source[0] in sources:
                    seen.add(source[0])
                    waiting.append(source[0])
        return frozenset(seen)


class TopologyCache:
    """Caches the last topology, which most edits leave as it is. One assignment replaces it, so threads may share it."""

    def __init__(self) -> None:
        self._latest: tuple[Graph, Topology] | None = None

    def of(self, graph: Graph) -> Topology:
        """The topology of `graph`: the last one where neither wires nor kinds of blocks have changed."""
        latest = self._latest
        if latest is not None and latest[0].wires is graph.wires and _same_ports(latest[0].blocks, graph.blocks):
            return latest[1]
        topology = Topology.of(graph)
        self._latest = (graph, topology)
        return topology


def _same_ports(old: Map[int, Block], new: Map[int, Block]) -> bool:
    """Whether the same blocks have the same ports."""
    if old is new:
        return True
    return len(old) == len(new) and all(
        id in old and _ports(old[id].layer) == _ports(new[id].layer) for id in changed_keys(old, new)
    )


def _ports(layer: Layer) -> object:
    """What the topology depends on."""
    return type(layer), *((layer.input_names, layer.output_names) if layer.flexible else ())
