"""In which order blocks are computed in the source, and what their results are called there."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Mapping

from builder.graph import Graph

CHAIN = "x"
"""The variable of a plain chain."""

LONGEST = 35


def sequence(graph: Graph, live: Collection[int]) -> list[int]:
    """The blocks of `live`, each after those that feed it; a chain is followed to its end before another begins."""
    waiting = {id: len(graph.predecessors(id)) for id in live}
    ready = [id for id, count in waiting.items() if count == 0]
    heapq.heapify(ready)
    order: list[int] = []
    done: set[int] = set()
    following: list[int] = []
    while following or ready:
        id = following[0] if following else heapq.heappop(ready)
        if id in done:
            continue
        done.add(id)
        order.append(id)
        following = []
        for successor in graph.successors(id):
            if successor in waiting:
                waiting[successor] -= 1
                if waiting[successor] == 0:
                    following.append(successor)
                    heapq.heappush(ready, successor)
    return order


def variables(
    names: Mapping[int, str], order: list[int], readers: Mapping[int, list[int]], taken: Collection[str]
) -> dict[int, str]:
    """What the result of each block is called: x where only the next statement reads it, else after its block.

    `readers` are the blocks that read the result.
    """
    place = {id: at for at, id in enumerate(order)}
    used = {CHAIN, *taken}
    chosen: dict[int, str] = {}
    for id in order:
        if all(place[reader] == place[id] + 1 for reader in readers[id]):
            chosen[id] = CHAIN
            continue
        chosen[id] = _free(names[id], used)
        used.add(chosen[id])
    return chosen


def _free(name: str, used: Collection[str]) -> str:
    if len(name) <= LONGEST:
        for candidate in (name, f"{name}_out"):
            if candidate not in used:
                return candidate
    number = 1
    while f"{CHAIN}{number}" in used:
        number += 1
    return f"{CHAIN}{number}"
