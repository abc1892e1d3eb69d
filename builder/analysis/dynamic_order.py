"""An order of blocks that stays right while wires come and go, without being made anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import count

Place = tuple[float, int]
"""Where a block stands in the order; no two are equal."""


class LoopError(ValueError):
    """A wire would lead back to where it comes from."""


class Ordering:
    """Every block before those that it feeds. A new wire moves only the blocks between its ends.

    The way of Pearce and Kelly, "A dynamic topological sort algorithm for directed acyclic graphs" (2007). `above` and
    `below` hold, by block, the blocks that feed it and those that it feeds.
    """

    def __init__(self, above: Mapping[int, Iterable[int]]) -> None:
        """Begin with the blocks in the order of `above`, which must be a right one."""
        self._ties = count()
        self.place: dict[int, Place] = {id: (float(at), next(self._ties)) for at, id in enumerate(above)}
        self.above: dict[int, set[int]] = {id: set(feeding) for id, feeding in above.items()}
        self.below: dict[int, set[int]] = {id: set() for id in above}
        for id, feeding in self.above.items():
            for source in feeding:
                self.below[source].add(id)

    def add(self, id: int, above: Iterable[int], below: Iterable[int]) -> None:
        """Give a new block a place between those that will feed it and those that it will feed, if there is one."""
        low = max((self.place[each] for each in above if each in self.place), default=None)
        high = min((self.place[each] for each in below if each in self.place), default=None)
        if low is not None and high is not None:
            label = (low[0] + high[0]) / 2
        else:
            label = low[0] + 1 if low is not None else high[0] - 1 if high is not None else 0.0
        self.place[id] = (label, next(self._ties))
        self.above[id], self.below[id] = set(), set()

    def remove(self, id: int) -> None:
        """Forget a block that no wire touches any more."""
        del self.place[id], self.above[id], self.below[id]

    def cut(self, source: int, target: int) -> None:
        """`source` feeds `target` no longer."""
        self.above[target].discard(source)
        self.below[source].discard(target)

    def lead(self, source: int, target: int) -> None:
        """`source` feeds `target` from now on; raises :class:`LoopError` where `target` leads to `source`."""
        lower, upper = self.place[target], self.place[source]
        if lower <= upper:
            behind = self._reached(target, self.below, lower, upper)
            if source in behind:
                raise LoopError
            self._give(self._reached(source, self.above, lower, upper), behind)
        self.above[target].add(source)
        self.below[source].add(target)

    def _reached(self, start: int, next: Mapping[int, set[int]], lower: Place, upper: Place) -> list[int]:
        """What can be reached from `start` between two places, in order."""
        seen, waiting = {start}, [start]
        while waiting:
            for id in next[waiting.pop()]:
                if id not in seen and lower <= self.place[id] <= upper:
                    seen.add(id)
                    waiting.append(id)
        return sorted(seen, key=self.place.__getitem__)

    def _give(self, first: list[int], then: list[int]) -> None:
        """Share out the places of both among them, those of `first` in front."""
        places = sorted(self.place[id] for id in (*first, *then))
        for id, place in zip((*first, *then), places, strict=True):
            self.place[id] = place
