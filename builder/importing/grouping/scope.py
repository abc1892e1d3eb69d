"""One level of a network that is gathered into groups: the blocks and groups that one forward calls itself."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from immutables import Map

from builder.common.fields import widened
from builder.importing.common.graph_builder import BlockNames, Origin, identifier
from builder.layers import make
from builder.layers.base import Layer
from builder.model.graph import Block, Graph, Port
from builder.model.layout.arrange import arranged

Source = tuple[int, int]
"""Where an input comes from: the number of an item and of its output; what enters the level comes from items below 0."""

Member = int | str
"""A block of the flat network by its id, or a call of a module by its key."""


@dataclass(frozen=True, slots=True)
class Item:
    """One block of a level.

    `members` are what it stands for, one a pass; `shares` is the item whose weights it uses, `line` the code it is from.
    """

    members: tuple[Member, ...]
    origin: Origin
    layer: Layer
    sources: tuple[Source, ...]
    shares: int | None = None
    line: str = ""


@dataclass(frozen=True, slots=True)
class Level:
    """The items in order, with names for what comes in and where what goes out comes from."""

    items: tuple[Item, ...]
    names: tuple[str, ...]
    inlets: tuple[str, ...] = ()
    outlets: Mapping[str, Source] = field(default_factory=dict)

    def id(self, item: int) -> int:
        """The id of the block of an item, or of the inlet for one below 0."""
        return item + len(self.inlets) + 1 if item >= 0 else -item

    @property
    def shape(self) -> tuple[Any, ...]:
        """All but the values of fields that a formula can give: equal for calls that may be one group."""
        return (
            self.inlets,
            tuple(self.outlets.items()),
            self.names,
            tuple((item.sources, item.shares, item.layer.kind, fixed(item.layer)) for item in self.items),
        )

    def graph(self, formulas: Mapping[tuple[int, str], str] = Map()) -> Graph:
        """The level as a graph, laid out; `formulas` by item and field."""
        blocks = [Block(at, name, make("GroupInput")) for at, name in enumerate(self.inlets, 1)]
        wires: dict[Port, Port] = {}
        for at, (item, name) in enumerate(zip(self.items, self.names, strict=True)):
            own = {field: text for (number, field), text in formulas.items() if number == at}
            shares = None if item.shares is None else self.id(item.shares)
            blocks.append(Block(self.id(at), name, item.layer, shares, Map(own)))
            wires |= {Port(self.id(at), index): self._port(source) for index, source in enumerate(item.sources)}
        last = len(self.inlets) + len(self.items)
        for at, (name, source) in enumerate(self.outlets.items(), last + 1):
            blocks.append(Block(at, name, make("GroupOutput")))
            wires[Port(at)] = self._port(source)
        graph = Graph.of(blocks, wires)
        return graph.at(arranged(graph))

    def _port(self, source: Source) -> Port:
        return Port(self.id(source[0]), source[1])


def item_names(items: Sequence[Item], runs: Collection[str], ports: Sequence[str] = ()) -> tuple[str, ...]:
    """A name for each item; `runs` are the paths of the Sequentials of the level, `ports` names that are taken."""
    names = BlockNames([item.origin.path for item in items if item.origin.own], runs)
    for port in ports:
        names.take(port)
    return tuple(names.of(item.origin) for item in items)


def relative_origin(origin: Origin, path: str) -> Origin:
    """An origin as it is seen from the module at `path`."""
    if not path or origin.path == path or origin.path.startswith(f"{path}."):
        return replace(origin, path=origin.path[len(path) :].removeprefix("."))
    return replace(origin, path=origin.path.rpartition(".")[2] if origin.own else "")


def numbered(layer: Layer) -> dict[str, Any]:
    """The fields that a formula can give, as one number each."""
    found = {}
    for name, value in layer.values().items():
        number = value
        if isinstance(value, tuple) and value and len(set(value)) == 1:
            number = value[0]
        plain = isinstance(number, bool | int | float)
        if plain and (number is value or widened(number, layer.annotation(name)) == value):
            found[name] = number
    return found


def several(value: Any) -> bool:
    """Whether a field holds a list of whole numbers, each of which a formula can give."""
    return isinstance(value, tuple) and bool(value) and all(type(part) is int for part in value)


def fixed(layer: Layer) -> tuple[Any, ...]:
    """The fields that no formula can give; of the others only of which sort they are."""
    free = numbered(layer)
    found = []
    for name, value in layer.values().items():
        sort = f"{len(value)} numbers" if several(value) else f"a {type(free.get(name)).__name__}"
        found.append((name, sort if several(value) or name in free else value))
    return tuple(found)


def port_names(names: Sequence[str], stem: str) -> Iterator[str]:
    """Names for connectors: the stem for a single one, else as given, and numbered where nothing is given."""
    taken: set[str] = set()
    for at, name in enumerate(names, 1):
        wanted = stem if len(names) == 1 else identifier(name) or f"{stem}{at}"
        while wanted in taken:
            wanted += "_"
        taken.add(wanted)
        yield wanted
