"""Group the blocks into statements of forward: single blocks, and runs in a named ``nn.Sequential``."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from builder.common.names import name_problem, stem_of
from builder.common.python_text import LONGEST_ENTRY
from builder.groups.group import Group
from builder.model.graph import Graph

SHORTEST = 3
"""The least number of blocks in a run."""

SEQUENTIAL_ATTRIBUTES = frozenset({"append", "extend", "insert", "pop"})
"""Attributes of nn.Sequential beyond those of nn.Module: no block in a run may have these names; a test compares them."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One statement of forward: a block, or a run of them under an attribute called `name`."""

    blocks: tuple[int, ...]
    name: str = ""

    @property
    def last(self) -> int:
        """The block whose result the statement assigns."""
        return self.blocks[-1]


def units(graph: Graph, order: Sequence[int], plain: Collection[int], taken: Collection[str]) -> list[Unit]:
    """The statements for the blocks of `order`; only those in `plain` may be part of a run.

    `taken` are names that no run may have, besides those of blocks. The name of a run depends on its own blocks and on
    whether it is at an end of the network, so that it stays the same when other parts change: the state_dict keys of
    trained weights begin with it.
    """
    place = {id: at for at, id in enumerate(order)}
    namer = _Namer(graph, {*taken, *(graph.blocks[id].name for id in order)}, len(plain))
    found: list[Unit] = []
    for chain in _chains(graph, order, place, plain):
        for part, follows in _parts(graph, chain):
            if len(part) < SHORTEST:
                found += [Unit((id,)) for id in part]
            else:
                found.append(Unit(part, namer.name(part, follows)))
    return found


def _chains(graph: Graph, order: Sequence[int], place: Mapping[int, int], plain: Collection[int]) -> Iterator[tuple[int, ...]]:
    """Split the order into chains: maximal sequences in which each block feeds only the next."""
    chain: list[int] = []
    for id in order:
        if chain and not (
            _can_be_in_run(graph, id, plain)
            and _chain_kind(graph, chain[-1]) == _chain_kind(graph, id)
            and _feeds_only(graph, chain[-1], id, place)
        ):
            yield tuple(chain)
            chain = []
        chain.append(id)
        if not _can_be_in_run(graph, id, plain):
            yield tuple(chain)
            chain = []
    if chain:
        yield tuple(chain)


def _can_be_in_run(graph: Graph, id: int, plain: Collection[int]) -> bool:
    block = graph.blocks[id]
    named = block.name not in SEQUENTIAL_ATTRIBUTES and len(block.name) <= LONGEST_ENTRY
    return id in plain and named and graph.arity(id) == 1 and len(block.layer.output_names) == 1


def _chain_kind(graph: Graph, id: int) -> tuple[str, int]:
    """Blocks of equal kind may share a chain: layers, or groups of one definition; a repeated group stays alone."""
    layer = graph.blocks[id].layer
    return (layer.kind, id if layer.times > 1 else 0) if isinstance(layer, Group) else ("", 0)


def _feeds_only(graph: Graph, id: int, reader: int, place: Mapping[int, int]) -> bool:
    readers = [port for port in graph.fanout.get(id, frozenset()) if port.block in place]
    return len(readers) == 1 and readers[0].block == reader


def _parts(graph: Graph, chain: tuple[int, ...]) -> Iterator[tuple[tuple[int, ...], str]]:
    """The parts of a chain, each with the kind of the block that follows it in the chain, if any."""
    pieces = [part for piece in _named_stretches(graph, chain) for part in _split_at_flatten(graph, piece)]
    for at, piece in enumerate(pieces):
        yield piece, graph.blocks[pieces[at + 1][0]].kind if at + 1 < len(pieces) else ""


def _named_stretches(graph: Graph, chain: tuple[int, ...]) -> list[tuple[int, ...]]:
    """Split by the prefix of the names, with the rest before and behind; the whole chain where prefixes alternate."""
    pieces: list[tuple[int, ...]] = []
    alike: list[bool] = []
    for begin, group in groupby(chain, lambda id: _name_prefix(graph, id)):
        piece = tuple(group)
        alike.append(bool(begin) and len(piece) >= SHORTEST)
        if len(alike) > 1 and not alike[-1] and not alike[-2]:
            alike.pop()
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces if all(alike[1:-1]) else [chain]


def _name_prefix(graph: Graph, id: int) -> str:
    """The first word of a block's name, if it has several."""
    first, _, rest = graph.blocks[id].name.partition("_")
    return first if rest else ""


def _split_at_flatten(graph: Graph, piece: tuple[int, ...]) -> list[tuple[int, ...]]:
    """Split in front of the first Flatten, where feature maps become vectors."""
    at = next((at for at, id in enumerate(piece) if graph.blocks[id].kind == "Flatten"), 0)
    return [piece[:at], piece[at:]] if at else [piece]


class _Namer:
    """Finds a free name for every run."""

    def __init__(self, graph: Graph, taken: Collection[str], modules: int) -> None:
        self._graph, self._taken, self._modules = graph, set(taken), modules

    def name(self, run: tuple[int, ...], follows: str) -> str:
        """The common part of the blocks' names, or else the role of the run; `follows` is the kind of the block behind it."""
        first = self._graph.blocks[run[0]].name
        wanted = [
            self._plural_name(run) or self._common_prefix(run) or self._role_name(run, follows),
            f"{first}_block",
            f"{first}_run",
        ]
        found = next((name for name in wanted if name not in self._taken and name_problem(name) is None), wanted[-1])
        while found in self._taken:
            found += "_"
        self._taken.add(found)
        return found

    def _plural_name(self, run: tuple[int, ...]) -> str:
        """The plural of the names of groups that differ only in their number: stage1, stage2 -> stages."""
        stems = {stem_of(self._graph.blocks[id].name) for id in run}
        stem = stems.pop()
        if stems or not isinstance(self._graph.blocks[run[0]].layer, Group):
            return ""
        return stem.rstrip("_") if stem.endswith("_") else f"{stem}s"

    def _common_prefix(self, run: tuple[int, ...]) -> str:
        words = [self._graph.blocks[id].name.split("_") for id in run]
        same: list[str] = []
        for column in zip(*(each[:-1] for each in words), strict=False):
            if len(set(column)) > 1:
                break
            same.append(column[0])
        return "_".join(same).rstrip("_")

    def _role_name(self, run: tuple[int, ...], follows: str) -> str:
        """The name for the position in the network: features or stem first, classifier or head last."""
        graph = self._graph
        begins = all(graph.blocks[id].kind == "Input" for id in graph.predecessors(run[0]))
        ends = any(graph.blocks[id].kind == "Output" for id in graph.successors(run[-1]))
        kinds = {graph.blocks[id].kind for id in run}
        if isinstance(graph.blocks[run[0]].layer, Group):
            return "blocks"
        if len(run) == self._modules:
            return "layers"
        if begins:
            return "features" if follows == "Flatten" else "stem"
        if ends:
            return "classifier" if "Linear" in kinds else "head"
        return ""
