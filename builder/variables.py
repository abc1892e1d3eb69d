"""In which order blocks are computed in the source, and what their results are called there."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Mapping

from builder.graph import Graph, Port

CHAIN = "x"
"""The variable of a plain chain."""

WHOLE = -1
"""The output that stands for all outputs of a block, kept together under one name."""

UNREAD = "_"
"""The variable of what nothing reads."""

LONGEST = 35


def sequence(graph: Graph, live: Collection[int], first: int) -> list[int]:
    """The blocks of `live`, each after those that feed it; a chain is followed to its end before another begins.

    `first` is fed by nothing and comes first.
    """
    waiting = {id: len(graph.predecessors(id)) for id in live}
    ready = [id for id, count in waiting.items() if count == 0]
    heapq.heapify(ready)
    order: list[int] = []
    done: set[int] = set()
    following = [first]
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


def variables(names: Mapping[Port, str], order: list[int], graph: Graph, taken: Collection[str]) -> dict[Port, str]:
    """What each result is called: x where only the next statement reads it, else the name that is wanted for it.

    `names` holds the wanted ones, by block in `order` and by output; output WHOLE stands for all of a block's together.
    """
    place = {id: at for at, id in enumerate(order)}
    used = {CHAIN, *taken}
    chosen: dict[Port, str] = {}
    for port, name in names.items():
        fed = graph.targets(port) if port.index != WHOLE else graph.fanout.get(port.block, frozenset())
        readers = [place[target.block] for target in fed if target.block in place]
        alone = Port(port.block, 1) not in names
        if port.index == 0 and (alone or readers) and all(reader == place[port.block] + 1 for reader in readers):
            chosen[port] = CHAIN
        elif not readers:
            chosen[port] = UNREAD
        else:
            chosen[port] = _free(name, used)
            used.add(chosen[port])
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
