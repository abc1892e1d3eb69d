"""One nesting level while calls are folded into groups: the blocks and groups that one forward calls directly."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from immutables import Map

from builder.common.fields import widen_value
from builder.importing.common.graph_builder import BlockNames, Origin, identifier
from builder.layers import make
from builder.layers.base import Layer
from builder.model.graph import Block, Graph, Port
from builder.model.layout.arrange import arrange_positions

Source = tuple[int, int]
"""(item, output) that an input comes from; inputs of the level count as items -1, -2 ..."""

Member = int | str
"""A block of the flat network, by id, or a module call, by key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One block of a level.

    `members` are what it represents, one per pass of a repeated group; `shares` is the index of the item whose weights it
    uses, `line` the text of the line of code that calls it.
    """

    members: tuple[Member, ...]
    origin: Origin
    layer: Layer
    sources: tuple[Source, ...]
    shares: int | None = None
    line: str = ""


@dataclass(frozen=True, slots=True)
class NestingLevel:
    """The items in topological order and their names; the names of inputs, and by name the sources of outputs."""

    items: tuple[Item, ...]
    names: tuple[str, ...]
    inputs: tuple[str, ...] = ()
    outputs: Mapping[str, Source] = field(default_factory=dict)

    def id(self, item: int) -> int:
        """The id of the block of an item, or of the input for one below 0."""
        return item + len(self.inputs) + 1 if item >= 0 else -item

    @property
    def structure(self) -> tuple[Any, ...]:
        """The structure, without values that a formula can give: equal for calls that may share a definition."""
        return (
            self.inputs,
            tuple(self.outputs.items()),
            self.names,
            tuple((item.sources, item.shares, item.layer.kind, fixed_fields(item.layer)) for item in self.items),
        )

    def graph(self, formulas: Mapping[tuple[int, str], str] = Map()) -> Graph:
        """The level as a graph, laid out; `formulas` by item and field."""
        blocks = [Block(at, name, make("GroupInput")) for at, name in enumerate(self.inputs, 1)]
        wires: dict[Port, Port] = {}
        for at, (item, name) in enumerate(zip(self.items, self.names, strict=True)):
            own = {field: text for (number, field), text in formulas.items() if number == at}
            shares = None if item.shares is None else self.id(item.shares)
            blocks.append(Block(self.id(at), name, item.layer, shares, Map(own)))
            wires |= {Port(self.id(at), index): self._port(source) for index, source in enumerate(item.sources)}
        last = len(self.inputs) + len(self.items)
        for at, (name, source) in enumerate(self.outputs.items(), last + 1):
            blocks.append(Block(at, name, make("GroupOutput")))
            wires[Port(at)] = self._port(source)
        graph = Graph.of(blocks, wires)
        return graph.at(arrange_positions(graph))

    def _port(self, source: Source) -> Port:
        return Port(self.id(source[0]), source[1])


def item_names(items: Sequence[Item], containers: Collection[str], ports: Sequence[str] = ()) -> tuple[str, ...]:
    """A unique name per item; `containers` are the paths of the Sequentials of the level, `ports` names that are taken."""
    names = BlockNames([item.origin.path for item in items if item.origin.own], containers)
    for port in ports:
        names.take(port)
    return tuple(names.of(item.origin) for item in items)


def relative_origin(origin: Origin, path: str) -> Origin:
    """An origin relative to the module at `path`."""
    if not path or origin.path == path or origin.path.startswith(f"{path}."):
        return replace(origin, path=origin.path[len(path) :].removeprefix("."))
    return replace(origin, path=origin.path.rpartition(".")[2] if origin.own else "")


def numeric_fields(layer: Layer) -> dict[str, Any]:
    """The fields that one formula can give: numbers, and tuples of one number repeated."""
    fields = {}
    for name, value in layer.values().items():
        number = value
        if isinstance(value, tuple) and value and len(set(value)) == 1:
            number = value[0]
        plain = isinstance(number, bool | int | float)
        if plain and (number is value or widen_value(number, layer.annotation(name)) == value):
            fields[name] = number
    return fields


def is_integer_list(value: Any) -> bool:
    """Whether a field holds a tuple of integers, each of which a formula can give."""
    return isinstance(value, tuple) and bool(value) and all(type(part) is int for part in value)


def fixed_fields(layer: Layer) -> tuple[Any, ...]:
    """The fields that no formula can give, with their values; of the others only their type."""
    free = numeric_fields(layer)
    fields = []
    for name, value in layer.values().items():
        sort = f"{len(value)} numbers" if is_integer_list(value) else f"a {type(free.get(name)).__name__}"
        fields.append((name, sort if is_integer_list(value) or name in free else value))
    return tuple(fields)


def port_names(names: Sequence[str], stem: str) -> Iterator[str]:
    """Unique names for inputs or outputs: `stem` for a single one, else the given names, numbered where one is empty."""
    taken: set[str] = set()
    for at, name in enumerate(names, 1):
        wanted = stem if len(names) == 1 else identifier(name) or f"{stem}{at}"
        while wanted in taken:
            wanted += "_"
        taken.add(wanted)
        yield wanted
