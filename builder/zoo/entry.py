"""The record of a network in the zoo, and the decorator that registers the function that builds it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from builder.layers.base import Text
from builder.model.graph import Graph
from builder.tasks.base import Target
from builder.tasks.classification import Classes

Builder = Callable[..., Graph]
"""Draws a network; that of a `sized` one takes the number of classes as the only argument, which may be left out."""

GREY = ("digits", "mnist", "fashion-mnist", "kmnist")
"""Data for networks that look at small grey images, what comes with the program first."""

COLOUR = ("shapes", "cifar-10", "cifar-100")
"""Data for networks that look at colour images, what comes with the program first."""

PICTURES = ("shapes", "mnist", "cifar-10")
"""Data for networks that give images."""

MASKS = ("shapes",)
"""Data that know the class of each pixel."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ZooEntry:
    """One network: its name, title and description, the year of its paper, its size, and what it can learn from which data.

    `task` is the kind of task that it was made for, `target` the target where the network fixes more than the kind, such as
    the factor of an enlargement. `data` are the names of data sets that suit, the one that is offered first; empty where the
    task cannot be learned yet. `parameters` is the published number of weights, or counted by hand where none was
    published. A test compares the graph with it, so that a list of all networks need not build them. `featured` networks
    are good ones to begin with. A network is `sized` where the number of classes decides more than its last layer.
    """

    name: str
    title: Text
    description: Text
    year: int
    parameters: int
    data: tuple[str, ...]
    task: str = Classes.kind
    target: Target | None = None
    class_name: str = "Net"
    featured: bool = False
    sized: bool = False


ENTRIES: dict[str, tuple[ZooEntry, Builder]] = {}
"""Every network by its name."""


def entry(info: ZooEntry) -> Callable[[Builder], Builder]:
    """Register the decorated function as the builder of `info`."""

    def register(build: Builder) -> Builder:
        ENTRIES[info.name] = (info, build)
        return build

    return register
