"""The record of a network in the zoo, and the decorator that registers the function that builds it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from builder.layers.base import Text
from builder.model.graph import Graph

Builder = Callable[[], Graph]

Purpose = Literal["classification", "segmentation", "detection", "images"]
"""The output of a network: one score per class, one score per class and pixel, boxes, or another image."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ZooEntry:
    """One network: its name, title and description, the year of its paper, its size, and the data it is offered with.

    `parameters` is the published number of weights, or counted by hand where none was published. A test compares the
    graph with it, so that a list of all networks need not build them. `featured` networks are good ones to begin with.
    """

    name: str
    title: Text
    description: Text
    year: int
    parameters: int
    data: str = "digits"
    class_name: str = "Net"
    purpose: Purpose = "classification"
    featured: bool = False


ENTRIES: dict[str, tuple[ZooEntry, Builder]] = {}
"""Every network by its name."""


def entry(info: ZooEntry) -> Callable[[Builder], Builder]:
    """Register the decorated function as the builder of `info`."""

    def register(build: Builder) -> Builder:
        ENTRIES[info.name] = (info, build)
        return build

    return register
