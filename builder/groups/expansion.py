"""Expansion of groups: every inner block of every pass as a block of its own, with its path."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from builder.common.names import LONGEST, free_name
from builder.groups.group import Group
from builder.model.block_paths import BlockPath
from builder.model.graph import Block, Graph, Port


@dataclass(frozen=True, slots=True)
class Expansion:
    """`graph` holds layers only; `paths` gives for each of its blocks the path in the original network."""

    graph: Graph
    paths: Mapping[int, BlockPath]

    @property
    def ids(self) -> dict[BlockPath, int]:
        """The blocks of `graph` by their paths."""
        return {path: id for id, path in self.paths.items()}


def expand(graph: Graph) -> Expansion:
    """`graph` with every group replaced by its blocks; names become "block1_conv1". Blocks have no positions.

    Raises BodyError where the fields of a group give an inner block a value that it does not take.
    """
    flat = _Flat()
    flat.add_level(graph, (), "", {})
    flat.share()
    return Expansion(Graph.of(flat.blocks.values(), flat.wires), flat.paths)


class _Flat:
    def __init__(self) -> None:
        self.blocks: dict[int, Block] = {}
        self.wires: dict[Port, Port] = {}
        self.paths: dict[int, BlockPath] = {}
        self.names: set[str] = set()
        self.shared: list[tuple[BlockPath, BlockPath]] = []

    def add_level(
        self, graph: Graph, way: BlockPath, prefix: str, entering: Mapping[int, Port | None]
    ) -> dict[Port, Port | None]:
        """Add the blocks of one level; returns, by output of this level, the output in the flat graph.

        `entering` gives the sources of the GroupInputs.
        """
        ends: dict[Port, Port | None] = {Port(id): source for id, source in entering.items()}
        for id in [*graph.order(), *sorted(set(graph.blocks) - set(graph.order()))]:
            block = graph.blocks[id]
            sources = [ends.get(source) if source is not None else None for source in graph.sources(id)]
            if block.weights_of is not None:
                self.shared.append(((*way, id), (*way, block.weights_of)))
            if isinstance(block.layer, Group):
                ends.update(self._group(block, block.layer, way, prefix, sources))
            elif block.kind == "GroupOutput":
                ends[Port(id)] = sources[0]
            elif block.kind != "GroupInput" or not way:
                new = self._layer(block, (*way, id), prefix, sources)
                ends.update({Port(id, index): Port(new, index) for index in range(len(block.layer.output_names))})
        return ends

    def share(self) -> None:
        """Resolve shared weights: blocks of a group that uses another one's weights use those of its corresponding blocks."""
        ids = {path: id for id, path in self.paths.items()}
        for user, owner in self.shared:
            for path, id in ids.items():
                block = self.blocks[id]
                if path[: len(user)] == user and block.weights_of is None:
                    first = ids[owner + path[len(user) :]]
                    self.blocks[id] = replace(block, weights_of=self.blocks[first].weights_of or first)

    def _layer(self, block: Block, path: BlockPath, prefix: str, sources: list[Port | None]) -> int:
        new = len(self.blocks) + 1
        wanted = f"{prefix}{block.name}"[:LONGEST]
        name = free_name(f"{wanted[: LONGEST - 8]}_", self.names) if wanted in self.names else wanted
        self.names.add(name)
        self.blocks[new] = replace(block, id=new, name=name, weights_of=None, formulas=type(block.formulas)())
        self.paths[new] = path
        for index, source in enumerate(sources):
            if source is not None:
                self.wires[Port(new, index)] = source
        return new

    def _group(
        self, block: Block, group: Group, way: BlockPath, prefix: str, sources: list[Port | None]
    ) -> Iterator[tuple[Port, Port | None]]:
        body, definition = group.body(), group.definition
        for number in range(group.times):
            within = (*way, block.id, number) if group.times > 1 else (*way, block.id)
            named = f"{prefix}{block.name}_{f'{number}_' if group.times > 1 else ''}"
            ends = self.add_level(body, within, named, dict(zip(definition.inlets, sources, strict=False)))
            sources = [ends.get(Port(id)) for id in definition.outlets]
        yield from ((Port(block.id, index), source) for index, source in enumerate(sources))
