"""The decorator that registers a function as the maker of a ready-made group."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from builder.groups.definition import Definition

Make = Callable[[], Definition]

READY: dict[int, Make] = {}
"""The functions that make the groups, by their place in lists."""


def ready(place: int) -> Callable[[Make], Make]:
    """Register the decorated function at `place` and cache its group; raises ValueError where the place is taken."""

    def register(make: Make) -> Make:
        if place in READY:
            raise ValueError(f"place {place} is taken by {READY[place].__name__}")
        once = READY[place] = cache(make)
        return once

    return register
