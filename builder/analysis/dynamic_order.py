"""A topological order of blocks that is kept up to date while wires come and go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import count

OrderKey = tuple[float, int]
"""Where a block is in the order: keys are compared, no two are equal. Keys are moved between blocks, never renumbered."""


class LoopError(Exception):
    """A wire would lead back to its own source. The caller falls back to a full pass; people never see it."""


class DynamicOrder:
    """Every block before those that it feeds. A new wire moves only the blocks between its ends.

    The algorithm of D. J. Pearce and P. H. J. Kelly, "A dynamic topological sort algorithm for directed acyclic graphs",
    ACM Journal of Experimental Algorithmics 11, 2007. `above` and `below` hold, by block, the blocks that feed it and
    those that it feeds.
    """

    def __init__(self, above: Mapping[int, Iterable[int]]) -> None:
        """Start with the blocks in the order of `above`, which must be a topological one."""
        self._ties = count()
        self.keys: dict[int, OrderKey] = {id: (float(at), next(self._ties)) for at, id in enumerate(above)}
        self.above: dict[int, set[int]] = {id: set(feeding) for id, feeding in above.items()}
        self.below: dict[int, set[int]] = {id: set() for id in above}
        for id, feeding in self.above.items():
            for source in feeding:
                self.below[source].add(id)

    def add_block(self, id: int, above: Iterable[int], below: Iterable[int]) -> None:
        """Add a block without edges, between those that will feed it and those that it will feed if there is room.

        Placing it well is an optimisation: :meth:`add_edge` then has nothing to move.
        """
        low = max((self.keys[each] for each in above if each in self.keys), default=None)
        high = min((self.keys[each] for each in below if each in self.keys), default=None)
        if low is not None and high is not None:
            # Halving runs out of floats after some fifty blocks at one place. Then two labels are equal, the tie decides, and
            # add_edge() moves what it decided wrongly.
            label = (low[0] + high[0]) / 2
        else:
            label = low[0] + 1 if low is not None else high[0] - 1 if high is not None else 0.0
        self.keys[id] = (label, next(self._ties))
        self.above[id], self.below[id] = set(), set()

    def remove_block(self, id: int) -> None:
        """Remove a block that has no edges any more."""
        del self.keys[id], self.above[id], self.below[id]

    def remove_edge(self, source: int, target: int) -> None:
        """Note that `source` no longer feeds `target`; the order stays valid as it is."""
        self.above[target].discard(source)
        self.below[source].discard(target)

    def add_edge(self, source: int, target: int) -> None:
        """Note that `source` feeds `target`; raises :class:`LoopError` where `target` leads to `source`.

        The affected region are the keys from `target` to `source`: what `source` depends on there goes first, then what
        depends on `target`, on the same keys.
        """
        lower, upper = self.keys[target], self.keys[source]
        if lower <= upper:
            behind = self._reachable(target, self.below, lower, upper)
            if source in behind:
                raise LoopError
            self._share_keys(self._reachable(source, self.above, lower, upper), behind)
        self.above[target].add(source)
        self.below[source].add(target)

    def _reachable(self, start: int, next: Mapping[int, set[int]], lower: OrderKey, upper: OrderKey) -> list[int]:
        """The blocks that can be reached from `start` without leaving the keys from `lower` to `upper`, in order."""
        seen, waiting = {start}, [start]
        while waiting:
            for id in next[waiting.pop()]:
                if id not in seen and lower <= self.keys[id] <= upper:
                    seen.add(id)
                    waiting.append(id)
        return sorted(seen, key=self.keys.__getitem__)

    def _share_keys(self, first: list[int], then: list[int]) -> None:
        """Distribute the keys of both lists among their blocks, in ascending order, those of `first` in front."""
        # The blocks of the region exchange the keys that they have. New keys would not fit between those of other blocks, and
        # renumbering these too would make every wire cost a pass over the network.
        keys = sorted(self.keys[id] for id in (*first, *then))
        for id, key in zip((*first, *then), keys, strict=True):
            self.keys[id] = key
