"""A Sugiyama-style layered layout of connected blocks: rows, their order from left to right, and coordinates.

After K. Sugiyama, S. Tagawa and M. Toda, "Methods for visual understanding of hierarchical system structures", 1981:
rows by longest path, crossings reduced by barycentre sweeps, and coordinates by weighted isotonic regression (the pool
adjacent violators algorithm, PAVA). Edges over several rows are split by joints, which take part like narrow blocks: that
keeps a lane free for every skip connection.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from builder.model.graph import Graph

HEAVY, NORMAL, LIGHT = 1e6, 1.0, 0.01
"""Weights of the coordinates: the longest path is kept straight first, then branches, then lanes of skips."""

SWEEPS = 4
MOST_JOINTS = 20_000
"""Beyond this number the longest edges get no lane, which bounds the time of a layout."""


class Layering:
    """One layout. Nodes are numbers: first the blocks in the given topological order, then the joints."""

    def __init__(self, graph: Graph, ids: Sequence[int]) -> None:
        self._ids = ids
        node = {id: index for index, id in enumerate(ids)}
        wires = [(node[s.block], node[id]) for id in ids for s in graph.sources(id) if s and s.block in node]
        self._edges = sorted(set(wires))
        self._joint_from = len(ids)
        fixed = {node[id] for id in ids if graph.blocks[id].kind == "Input"}
        self._ranks = self._assign_rows(fixed)
        self._weights = self._assign_weights()
        self._above: list[list[int]] = [[] for _ in ids]
        self._below: list[list[int]] = [[] for _ in ids]
        self._rows: list[list[int]] = [[] for _ in range(max(self._ranks) + 1)]
        for index in range(len(ids)):
            self._rows[self._ranks[index]].append(index)
        self._split_long_edges()

    def place_nodes(self, width: float, gap: float) -> dict[int, tuple[float, int]]:
        """By block id the x of its centre and the number of its row; the first block is at x = 0."""
        self._reduce_crossings()
        xs = self._coordinates(width, gap)
        origin = xs[self._rows[0][0]]
        return {id: (xs[index] - origin, self._ranks[index]) for index, id in enumerate(self._ids)}

    def _assign_rows(self, fixed: set[int]) -> list[int]:
        """Rows by longest path: one below the lowest source; blocks without a source go right above what they feed."""
        ranks = [0] * len(self._ids)
        feeds: dict[int, list[int]] = {}
        fed = set()
        for source, target in sorted(self._edges, key=lambda edge: edge[1]):
            ranks[target] = max(ranks[target], ranks[source] + 1)
            feeds.setdefault(source, []).append(target)
            fed.add(target)
        for index in range(len(ranks)):
            if index not in fed and index not in fixed:
                ranks[index] = min(ranks[target] for target in feeds[index]) - 1
        return ranks

    def _assign_weights(self) -> list[float]:
        """Heavy where a single longest path crosses a row, normal elsewhere."""
        heights = [0] * len(self._ids)
        for source, target in sorted(self._edges, key=lambda edge: -edge[0]):
            heights[source] = max(heights[source], heights[target] + 1)
        longest = max(rank + height for rank, height in zip(self._ranks, heights, strict=True))
        critical = [rank + height == longest for rank, height in zip(self._ranks, heights, strict=True)]
        counts: dict[int, int] = {}
        for index, rank in enumerate(self._ranks):
            counts[rank] = counts.get(rank, 0) + critical[index]
        return [HEAVY if critical[i] and counts[rank] == 1 else NORMAL for i, rank in enumerate(self._ranks)]

    def _split_long_edges(self) -> None:
        """Put joints into the edges that pass rows; short edges first, so that their lanes are the inner ones."""
        consumers: dict[int, int] = {}
        for source, _ in self._edges:
            consumers[source] = consumers.get(source, 0) + 1
        left = MOST_JOINTS
        for source, target in sorted(self._edges, key=lambda edge: (self._span(edge), edge)):
            here = source
            left -= self._span((source, target)) - 1
            for rank in range(self._ranks[source] + 1, self._ranks[target] if left >= 0 else 0):
                joint = len(self._weights)
                # Where a source has other readers, this wire is a skip, which may bend; an only wire should run straight.
                self._weights.append(LIGHT if consumers[source] > 1 else NORMAL)
                self._above.append([])
                self._below.append([])
                self._rows[rank].append(joint)
                self._link(here, joint)
                here = joint
            if left >= 0:
                self._link(here, target)

    def _span(self, edge: tuple[int, int]) -> int:
        return self._ranks[edge[1]] - self._ranks[edge[0]]

    def _link(self, upper: int, lower: int) -> None:
        self._below[upper].append(lower)
        self._above[lower].append(upper)

    def _reduce_crossings(self) -> None:
        """Barycentre sweeps: sort each row by the mean position of its neighbours, downwards and upwards in turn."""
        # A fixed number, the last one downwards: deterministic and bounded in time, not a search for the best order.
        # Networks of the zoo have no crossings after the first sweep (46 of them have 223 without it): the rest is for tangles.
        for sweep in range(SWEEPS + 1):
            down = sweep % 2 == 0
            neighbours = self._above if down else self._below
            rows = self._rows if down else self._rows[::-1]
            index: dict[int, int] = {}
            for row in rows:
                keys = {}
                for at, node in enumerate(row):
                    near = [index[other] for other in neighbours[node]]
                    # Without neighbours a node keeps its place instead of moving to the left end.
                    keys[node] = sum(near) / len(near) if near else at
                row.sort(key=keys.__getitem__)
                index = {node: at for at, node in enumerate(row)}

    def _coordinates(self, width: float, gap: float) -> list[float]:
        """An x for every node, in three passes (down, up, down): each row as close to its barycentres as spacing allows."""
        xs = [0.0] * len(self._weights)
        for neighbours, rows in ((self._above, self._rows), (self._below, self._rows[::-1]), (self._above, self._rows)):
            for row in rows:
                wanted = [self._barycentre(node, neighbours[node], xs) for node in row]
                # A joint has no width: a lane takes the gap alone.
                widths = [width + gap if node < self._joint_from else gap for node in row]
                for node, x in zip(row, space_apart(wanted, [self._weights[node] for node in row], widths), strict=True):
                    xs[node] = x
        return xs

    def _barycentre(self, node: int, neighbours: list[int], xs: list[float]) -> float:
        if not neighbours:
            return xs[node]
        total = sum(self._weights[other] for other in neighbours)
        return sum(self._weights[other] * xs[other] for other in neighbours) / total


def space_apart(wanted: Sequence[float], weights: Sequence[float], widths: Sequence[float]) -> list[float]:
    """The positions nearest to `wanted` (weighted least squares) at which items of these `widths` keep order and distance.

    Pool adjacent violators (PAVA): with the offsets subtracted, distances become an order constraint, and groups that
    violate it are merged into their weighted mean. Linear time.
    """
    offsets = [0.0]
    for here, next in pairwise(widths):
        offsets.append(offsets[-1] + (here + next) / 2)
    # PAVA gives the exact optimum in one pass. Pushing neighbours apart pair by pair would depend on their order, and would
    # have to be repeated.
    groups: list[tuple[float, float, int]] = []
    for want, weight, offset in zip(wanted, weights, offsets, strict=False):
        mean, heavy, count = want - offset, weight, 1
        while groups and groups[-1][0] >= mean:
            before, load, members = groups.pop()
            mean, heavy, count = (before * load + mean * heavy) / (load + heavy), load + heavy, members + count
        groups.append((mean, heavy, count))
    flat = [mean for mean, _, count in groups for _ in range(count)]
    return [mean + offset for mean, offset in zip(flat, offsets, strict=False)]
