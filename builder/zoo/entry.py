"""What the zoo knows of one of its networks, and how a function that builds one gets in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from builder.model.graph import Graph

Builder = Callable[[], Graph]

Purpose = Literal["classification", "segmentation", "detection", "images"]
"""What a network gives: a score a class, a score a class and pixel, boxes, or another image."""


@dataclass(frozen=True, slots=True)
class ZooEntry:
    """One network: what it is called, what it is, from when, how large, and the data it is offered with.

    `parameters` is the number published, or counted by hand where none was; a test holds the graph against it, so that
    a list of all networks need not build them. Those that are `featured` are good ones to begin with.
    """

    name: str
    title: str
    description: str
    year: int
    parameters: int
    data: str = "digits"
    class_name: str = "Net"
    purpose: Purpose = "classification"
    featured: bool = False


ENTRIES: dict[str, tuple[ZooEntry, Builder]] = {}
"""Every network by its name."""


def entry(info: ZooEntry) -> Callable[[Builder], Builder]:
    """Put the decorated function into the zoo as the builder of `info`."""

    def register(build: Builder) -> Builder:
        ENTRIES[info.name] = (info, build)
        return build

    return register
