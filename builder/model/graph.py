"""The network as an immutable value: blocks, wires between their ports, and positions."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple, Protocol

from immutables import Map

from builder.layers.base import LAYERS, Layer

Position = tuple[float, float]


class Port(NamedTuple):
    """One input or one output of a block, counted from 0."""

    block: int
    index: int = 0  # type: ignore[assignment]  # hides tuple.index, which nobody asks of a port


class GroupDefinition(Protocol):
    """What a graph needs to know of a group; :class:`builder.groups.definition.Definition` is the one implementation."""

    @property
    def name(self) -> str:
        """Its unique name, which is also the name of its class in the source."""

    @property
    def body(self) -> Graph:
        """The blocks inside."""

    @property
    def kind(self) -> type[Layer]:
        """The layer class whose instances are blocks of this group."""


@dataclass(frozen=True, slots=True)
class Block:
    """One call of a layer. Its id never changes and carries no meaning; its name is the key of its weights.

    `weights_of` is the block of the same graph whose weights the call uses; its layer equals that block's then. Inside
    a group `formulas` holds, by field, what works the field out from the fields of the group: "channels * 4".
    """

    id: int
    name: str
    layer: Layer
    weights_of: int | None = None
    formulas: Map[str, str] = Map()

    @property
    def kind(self) -> str:
        """The name of the layer's class."""
        return self.layer.kind

    def same_call(self, other: Block) -> bool:
        """Whether both do the same under one name: equal but for where the blocks inside of a group are placed."""
        return (self.name, self.weights_of) == (other.name, other.weights_of) and self.layer.computes_as(other.layer)


@dataclass(frozen=True, slots=True)
class Graph:
    """Blocks by id, wires as target port -> source port (one per input), positions by id, and group definitions.

    Equal graphs hold the same blocks, wires, positions and definitions. `fanout` is the
    reverse of `wires`: by source block, the target ports it feeds. `definitions` holds each group by its name, used or not.
    """

    blocks: Map[int, Block] = Map()
    wires: Map[Port, Port] = Map()
    positions: Map[int, Position] = Map()
    fanout: Map[int, frozenset[Port]] = Map()
    definitions: Map[str, GroupDefinition] = Map()

    @classmethod
    def of(
        cls, blocks: Iterable[Block], wires: Mapping[Port, Port] | None = None, positions: Mapping[int, Position] | None = None
    ) -> Graph:
        """A graph from plain collections; wires are target -> source."""
        graph = cls(Map({block.id: block for block in blocks}), positions=Map(positions or {}))
        for target, source in (wires or {}).items():
            graph = graph.with_wire(source, target)
        return graph

    # -- values with one thing changed ---------------------------------------------------------------------------

    def with_block(self, block: Block, position: Position | None = None) -> Graph:
        """With `block` added, or put in the place of the one with its id."""
        positions = self.positions if position is None else self.positions.set(block.id, position)
        return replace(self, blocks=self.blocks.set(block.id, block), positions=positions)

    def without_block(self, id: int) -> Graph:
        """Without the block, its position and every wire on it."""
        graph = self
        for target in [*self.input_ports(id), *sorted(self.fanout.get(id, frozenset()))]:
            if target in graph.wires:
                graph = graph.without_wire(target)
        positions = graph.positions.delete(id) if id in graph.positions else graph.positions
        return replace(graph, blocks=graph.blocks.delete(id), positions=positions)

    def with_wire(self, source: Port, target: Port) -> Graph:
        """With `target` fed by `source`, instead of what fed it before."""
        graph = self.without_wire(target) if target in self.wires else self
        fed = graph.fanout.get(source.block, frozenset()) | {target}
        return replace(graph, wires=graph.wires.set(target, source), fanout=graph.fanout.set(source.block, fed))

    def without_wire(self, target: Port) -> Graph:
        """Without the wire into `target`."""
        source = self.wires[target]
        fed = self.fanout[source.block] - {target}
        fanout = self.fanout.set(source.block, fed) if fed else self.fanout.delete(source.block)
        return replace(self, wires=self.wires.delete(target), fanout=fanout)

    def at(self, positions: Mapping[int, Position]) -> Graph:
        """With other positions of some blocks."""
        return replace(self, positions=self.positions.update(positions))

    # -- queries ------------------------------------------------------------------------------------------------

    def ids(self) -> list[int]:
        """All block ids, ascending."""
        return sorted(self.blocks)

    def names(self) -> set[str]:
        """All block names."""
        return {block.name for block in self.blocks.values()}

    def arity(self, id: int) -> int:
        """How many inputs the block has: as declared, or as many as are wired for a join."""
        layer = self.blocks[id].layer
        if not layer.variadic:
            return len(layer.input_names)
        index = 0
        while Port(id, index) in self.wires:
            index += 1
        return index

    def input_ports(self, id: int) -> list[Port]:
        """The input ports of the block, without the free one of a join."""
        return [Port(id, index) for index in range(self.arity(id))]

    def sources(self, id: int) -> list[Port | None]:
        """What feeds each input of the block; None where nothing does."""
        return [self.wires.get(port) for port in self.input_ports(id)]

    def targets(self, source: Port) -> list[Port]:
        """The input ports that `source` feeds, in order."""
        return sorted(port for port in self.fanout.get(source.block, frozenset()) if self.wires[port] == source)

    def predecessors(self, id: int) -> list[int]:
        """The blocks that feed the block, in port order, each once."""
        return list(dict.fromkeys(source.block for source in self.sources(id) if source is not None))

    def successors(self, id: int) -> list[int]:
        """The blocks that the block feeds, ascending, each once."""
        return sorted({port.block for port in self.fanout.get(id, frozenset())})

    def of_kind(self, kind: str) -> list[int]:
        """The ids of all blocks of a kind, ascending."""
        cls, blocks = LAYERS.get(kind), self.blocks.values()
        if cls is not None:
            return sorted([block.id for block in blocks if type(block.layer) is cls])
        return sorted([block.id for block in blocks if block.layer.kind == kind])

    def reaches(self, start: int, goal: int) -> bool:
        """Whether following wires downwards from `start` arrives at `goal` (a block reaches itself)."""
        seen, waiting = {start}, [start]
        while waiting:
            here = waiting.pop()
            if here == goal:
                return True
            for port in self.fanout.get(here, frozenset()):
                if port.block not in seen:
                    seen.add(port.block)
                    waiting.append(port.block)
        return False

    def order(self) -> list[int]:
        """All blocks, each after those that feed it; among equals the lower id first. Blocks on a cycle are left out."""
        waiting = {id: len(self.predecessors(id)) for id in self.blocks}
        ready = [id for id, count in waiting.items() if count == 0]
        heapq.heapify(ready)
        order = []
        while ready:
            id = heapq.heappop(ready)
            order.append(id)
            for successor in self.successors(id):
                waiting[successor] -= 1
                if waiting[successor] == 0:
                    heapq.heappush(ready, successor)
        return order

    def same_network(self, other: Graph) -> bool:
        """Whether both compute the same: equal but for where blocks are placed, inside of groups too."""
        if self.wires != other.wires or len(self.blocks) != len(other.blocks):
            return False
        return self.blocks == other.blocks or all(
            id in other.blocks and block.same_call(other.blocks[id]) for id, block in self.blocks.items()
        )
