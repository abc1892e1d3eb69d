"""What the zoo knows of one of its networks, and how a function that builds one gets in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from builder.graph import Graph

Builder = Callable[[], Graph]


@dataclass(frozen=True, slots=True)
class ZooEntry:
    """One network: what it is called, what it is, from when, and the data it is offered with."""

    name: str
    title: str
    description: str
    year: int
    data: str = "digits"
    class_name: str = "Net"


ENTRIES: dict[str, tuple[ZooEntry, Builder]] = {}
"""Every network by its name."""


def entry(info: ZooEntry) -> Callable[[Builder], Builder]:
    """Put the decorated function into the zoo as the builder of `info`."""

    def register(build: Builder) -> Builder:
        ENTRIES[info.name] = (info, build)
        return build

    return register
