"""How a function that makes a group gets into the list of those that are ready."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from builder.groups.definition import Definition

Make = Callable[[], Definition]

READY: dict[int, Make] = {}
"""The functions by their place in lists."""


def ready(place: int) -> Callable[[Make], Make]:
    """Let the decorated function make its group once, and list it at `place`; raises ValueError where one stands there."""

    def register(make: Make) -> Make:
        if place in READY:
            raise ValueError(f"place {place} is taken by {READY[place].__name__}")
        once = READY[place] = cache(make)
        return once

    return register
