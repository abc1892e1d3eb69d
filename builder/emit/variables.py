"""The order of the statements in forward, and the names of their variables."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Mapping, Sequence

from builder.model.graph import Graph, Port

CHAINS = ("x", "y", "z", "out")
"""Names for the variable of a chain: the first that no argument takes."""

WHOLE = -1
"""Stands for all outputs of a block together, as one tuple under one name."""

UNREAD = "_"
"""The variable of results that no statement reads."""

LONGEST = 35


def statement_order(graph: Graph, live: Collection[int], first: Sequence[int], last: Sequence[int]) -> list[int]:
    """The blocks of `live` in topological order, depth first: a chain is followed to its end before another begins.

    Kahn's algorithm with a heap: among the blocks that are ready, one that the previous block released comes first, then
    the lowest id, so that the order is deterministic. The blocks of `first` come first, those of `last` come last.
    """
    waiting = {id: len(graph.predecessors(id)) for id in live}
    done = {*first, *last}
    ready = [id for id, count in waiting.items() if count == 0 and id not in done]
    heapq.heapify(ready)
    order = list(first)
    following = [id for start in first for id in _release_readers(graph, start, waiting)]
    for id in following:
        heapq.heappush(ready, id)
    while following or ready:
        id = following[0] if following else heapq.heappop(ready)
        following = []
        if id in done:
            continue
        done.add(id)
        order.append(id)
        following = _release_readers(graph, id, waiting)
        for each in following:
            heapq.heappush(ready, each)
    return [*order, *last]


def _release_readers(graph: Graph, id: int, waiting: dict[int, int]) -> list[int]:
    """The readers of `id` that wait for no other block; `waiting` counts the missing inputs by block."""
    freed = []
    for successor in graph.successors(id):
        if successor in waiting:
            waiting[successor] -= 1
            if waiting[successor] == 0:
                freed.append(successor)
    return freed


def argument_names(graph: Graph, inputs: Sequence[int], taken: Collection[str]) -> dict[int, str]:
    """The names of forward's arguments: x for a single one, else the names of the Input blocks."""
    if len(inputs) == 1:
        return {inputs[0]: CHAINS[0]}
    used = set(taken)
    names = {}
    for id in inputs:
        names[id] = _free(graph.blocks[id].name, "in", used)
        used.add(names[id])
    return names


def chain_variable(arguments: Collection[str], kept: Collection[str], taken: Collection[str]) -> str:
    """The variable for results that only the next statement reads; none of the arguments that are read later (`kept`)."""
    used = set(taken) | (set(arguments) if len(arguments) > 1 else set(kept))
    return next((name for name in CHAINS if name not in used), "chained")


def is_read_next(graph: Graph, port: Port, place: Mapping[int, int]) -> bool:
    """Whether only the next statement reads `port`; `place` numbers the statements by block."""
    return all(reader == place[port.block] + 1 for reader in _readers(graph, port, place))


def result_names(
    names: Mapping[Port, str], place: Mapping[int, int], graph: Graph, chain: str, taken: Collection[str]
) -> dict[Port, str]:
    """The variable of each result: `chain` where only the next statement reads it, else its preferred name.

    `names` holds the preferred names by block and output, in the order of statements; output WHOLE stands for all outputs
    of a block together. `place` numbers the statements by block.
    """
    used = {chain, *taken}
    chosen: dict[Port, str] = {}
    for port, name in names.items():
        readers = _readers(graph, port, place)
        alone = Port(port.block, 1) not in names
        if port.index == 0 and (alone or readers) and is_read_next(graph, port, place):
            chosen[port] = chain
        elif not readers:
            chosen[port] = UNREAD
        else:
            chosen[port] = _free(name, "out", used)
            used.add(chosen[port])
    return chosen


def _readers(graph: Graph, port: Port, place: Mapping[int, int]) -> list[int]:
    """The statements that read a result."""
    fed = graph.targets(port) if port.index != WHOLE else graph.fanout.get(port.block, frozenset())
    return [place[target.block] for target in fed if target.block in place]


def _free(name: str, suffix: str, used: Collection[str]) -> str:
    if len(name) <= LONGEST:
        for candidate in (name, f"{name}_{suffix}"):
            if candidate not in used:
                return candidate
    number = 1
    while f"{CHAINS[0]}{number}" in used:
        number += 1
    return f"{CHAINS[0]}{number}"
