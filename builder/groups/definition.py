"""What a group is: a graph with ends of its own, a name, and the fields it shows outside."""

from __future__ import annotations

from dataclasses import dataclass

from builder.graph import Graph


@dataclass(frozen=True, slots=True)
class Exposed:
    """A field of a group that formulas of its inner blocks use; `default` says of which type it is."""

    name: str
    default: int | float | bool
    low: int | None = 1
    doc: str = ""


@dataclass(frozen=True)
class Definition:
    """One group, kept once however often it is used.

    `body` is an ordinary graph whose ends are GroupInput and GroupOutput; its layers hold what their formulas give for
    the defaults of the `exposed` fields.
    """

    name: str
    body: Graph
    exposed: tuple[Exposed, ...] = ()
    title: str = ""
    doc: str = ""
    source: str = ""
