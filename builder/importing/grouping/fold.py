"""Folds a flat network into groups: the calls that a module's forward makes become one block, equal ones share a definition.

Works bottom up: calls that contain no other call first. Where calls cannot be groups, their blocks stay in the level above.
"""

from __future__ import annotations

import linecache
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from immutables import Map

from builder.analysis import analyse
from builder.common.fields import FieldError
from builder.common.names import stem_of
from builder.groups.definition import Definition
from builder.groups.errors import GroupError
from builder.groups.formulas import FormulaError
from builder.groups.group import REPEAT, Group
from builder.importing.common.graph_builder import GraphBuilder, Origin
from builder.importing.common.imported import Imported
from builder.importing.common.trace import leaves
from builder.importing.grouping.parameterize import Instance, define_group, group_name
from builder.importing.grouping.scope import Item, Member, NestingLevel, Source, item_names, port_names, relative_origin
from builder.model.block_paths import BlockPath
from builder.model.graph import Graph, Port


@dataclass(frozen=True, slots=True)
class FlatNetwork:
    """A network without groups, and the module calls that its blocks came from.

    `modules` are the modules by path; `arguments` (by name) and `results` hold, by the key of a module call, the ports
    that went in and what came out.
    """

    builder: GraphBuilder
    modules: Mapping[str, Any]
    arguments: Mapping[str, Mapping[str, Sequence[Port]]]
    results: Mapping[str, Any]


class _NotGroups(Exception):
    """The calls with these keys cannot be groups."""

    def __init__(self, keys: set[str]) -> None:
        self.keys = keys
        super().__init__()


def fold_calls(network: FlatNetwork) -> Imported:
    """The network with a group for every call of a module whose class is not torch's own; without any where that fails."""
    flat = network.builder.pruned_graph()
    keys = {key for calls in network.builder.calls.values() for key in calls if not _is_of_torch(network, key)}
    while True:
        try:
            imported = _Folding(network, flat, keys).build()
        except _NotGroups as reason:
            keys -= reason.keys
            continue
        if not keys or not analyse(imported.graph).errors:
            return imported
        keys = set()


def path_of(key: str) -> str:
    """The path of the module that a call with this key calls."""
    return key.partition("@")[0]


def _is_of_torch(network: FlatNetwork, key: str) -> bool:
    return type(network.modules[path_of(key)]).__module__.startswith("torch.nn.")


class _Folding:
    """Gathers the blocks of `flat` into groups, one per call in `keys`; raises _NotGroups where some cannot be one."""

    def __init__(self, network: FlatNetwork, flat: Graph, keys: set[str]) -> None:
        self.network, self.flat = network, flat
        self.calls_around = {id: tuple(key for key in network.builder.calls[id] if key in keys) for id in flat.blocks}
        self.members: dict[str, list[Member]] = {"": []}
        """By the key of a call, "" for the top level: its own blocks and calls in order."""
        for id in flat.ids():
            self._enter(id)
        self._check_sharing()
        self.groups: dict[str, Group] = {}
        self.levels: dict[str, NestingLevel] = {}
        self.item_of: dict[tuple[str, Member], tuple[int, int | None]] = {}
        """By level and member: the index of its item, and which pass of a repeated item it is."""
        self.definitions: dict[str, Definition] = {}

    def build(self) -> Imported:
        """The nested network with its weights and notes; raises _NotGroups."""
        for calls in self._calls_by_height():
            self._define(calls)
        top = self._level("")
        self.levels[""] = top
        graph = replace(top.graph(), definitions=Map(self.definitions))
        if len(graph.order()) < len(graph.blocks):  # a cycle: blocks between two calls of one group
            raise _NotGroups(set(self.groups))
        tensors = {entry: tensor for entry, tensor in self.network.builder.tensors.items() if entry[0] in self.flat.blocks}
        state = {f"{'.'.join(self._names_to(id))}.{key}": tensor for (id, key), tensor in tensors.items()}
        held = {(self._path_to(id), key): tensor for (id, key), tensor in tensors.items()}
        return Imported(graph, state, tuple(self.network.builder.notes), held)

    # -- the tree of calls --------------------------------------------------------------------------------------------

    def _enter(self, id: int) -> None:
        """Add a block to the innermost call around it, and each call to the one around that."""
        around = ""
        for key in self.calls_around[id]:
            if key not in self.members:
                self.members[key] = []
                self.members[around].append(key)
            around = key
        self.members[around].append(id)

    def _check_sharing(self) -> None:
        """Raise _NotGroups where blocks of different calls share weights: only whole groups of one level can."""
        for id, block in self.flat.blocks.items():
            if block.weights_of is None or self.calls_around[id] == self.calls_around[block.weights_of]:
                continue
            mine, others = self.calls_around[id], self.calls_around[block.weights_of]
            if [path_of(key) for key in mine] != [path_of(key) for key in others]:
                raise _NotGroups({*mine, *others})

    def _calls_by_height(self) -> list[list[str]]:
        """The calls in topological order, bottom up: those without calls inside first, in lists of equal height."""
        height: dict[str, int] = {}
        for key in reversed(self.members):
            inner = [height[member] for member in self.members[key] if isinstance(member, str)]
            height[key] = 1 + max(inner, default=0)
        height.pop("")
        return [[key for key in self.members if height.get(key) == at] for at in range(1, 1 + max(height.values(), default=0))]

    # -- one level --------------------------------------------------------------------------------------------------

    def _level(self, key: str) -> NestingLevel:
        """The level of one call; raises _NotGroups where nothing goes in or nothing comes out."""
        inside = self._blocks_in(key)
        inputs = self._inputs_of(key, inside)
        outputs = self._results_read(key, inside)
        if key and (not inputs or not outputs):
            raise _NotGroups({key})
        runs = self._repeats(key)
        rows = [row for member in self.members[key] for row in [runs.get(member, (member,))] if row[0] == member]
        owners = self._owners(rows)
        for at, row in enumerate(rows):
            for number, member in enumerate(row):
                self.item_of[key, member] = (at, number if len(row) > 1 else None)
        outside = {port: (-at, 0) for at, port in enumerate(inputs, 1)}
        items = [self._item(key, row, outside=outside, owner=owners.get(row[0])) for row in rows]
        input_names = tuple(port_names(list(inputs.values()), "input"))
        sources = dict(zip(port_names(list(outputs.values()), "output"), map(self._source(key, outside), outputs), strict=True))
        names = item_names(items, self._containers(key), (*input_names, *sources))
        return NestingLevel(tuple(items), names, input_names, sources)

    def _item(self, key: str, row: Sequence[Member], *, outside: Mapping[Port, Source], owner: Member | None) -> Item:
        find = self._source(key, outside)
        first = row[0]
        shares = None if owner is None else self.item_of[key, owner][0]
        if isinstance(first, int):
            sources = tuple(find(port) for port in self.flat.sources(first) if port is not None)
            builder = self.network.builder
            line = linecache.getline(*location) if (location := builder.locations[first]) is not None else ""
            layer = self.flat.blocks[first].layer
            return Item(
                members=(first,),
                origin=relative_origin(builder.origins[first], path_of(key)),
                layer=layer,
                sources=sources,
                shares=shares,
                line=line,
            )
        group = self.groups[first]
        path = path_of(first)
        if len(row) > 1:
            group, path = group.with_values(**{REPEAT: len(row)}), path.rpartition(".")[0]
        origin = relative_origin(Origin(path, group.default_name, own=True), path_of(key))
        sources = tuple(find(port) for port in self._inputs_of(first, self._blocks_in(first)))
        return Item(members=tuple(row), origin=origin, layer=group, sources=sources, shares=shares)

    def _blocks_in(self, key: str) -> set[int]:
        """The ids of all blocks of a call, those of calls inside included."""
        found: set[int] = set()
        for member in self.members[key]:
            found |= {member} if isinstance(member, int) else self._blocks_in(member)
        return found

    def _inputs_of(self, key: str, inside: set[int]) -> dict[Port, str]:
        """The ports outside of a call that it reads, with the names of its arguments ("" for the others), in their order."""
        read = {port for id in inside for port in self.flat.sources(id) if port is not None and port.block not in inside}
        found: dict[Port, str] = {}
        for name, ports in self.network.arguments.get(key, {}).items():
            for at, port in enumerate(ports, 1):
                if port in read:
                    found.setdefault(port, name if len(ports) == 1 else f"{name}{at}")
        for port in sorted(read - found.keys()):
            found[port] = ""
        return found

    def _results_read(self, key: str, inside: set[int]) -> dict[Port, str]:
        """The ports of a call that others read, with names where it gives a dict, in the order in which it gives them."""
        read = {
            self.flat.wires[target]
            for id in inside
            for target in self.flat.fanout.get(id, frozenset())
            if target.block not in inside
        }
        result = self.network.results.get(key)
        keys = list(result) if isinstance(result, Mapping) else []
        given = [leaf for leaf in leaves(result) if isinstance(leaf, Port)]
        names = map(str, keys) if len(keys) == len(given) else [""] * len(given)
        found = {port: name for port, name in zip(given, names, strict=True) if port in read}
        return found | dict.fromkeys(sorted(read - found.keys()), "")

    def _source(self, key: str, outside: Mapping[Port, Source]) -> Callable[[Port], Source]:
        """A function from results of the flat network to their sources in this level."""

        def source_of(port: Port) -> Source:
            if port in outside:
                return outside[port]
            around = self.calls_around[port.block]
            depth = around.index(key) + 1 if key else 0
            member: Member = around[depth] if depth < len(around) else port.block
            item, _ = self.item_of[key, member]
            if isinstance(member, int):
                return item, port.index
            return item, list(self._results_read(member, self._blocks_in(member))).index(port)

        return source_of

    def _containers(self, key: str) -> set[str]:
        """The paths of the Sequentials in this level, relative to its module."""
        from torch.nn import Sequential

        path = path_of(key)
        prefix = f"{path}." if path else ""
        return {
            name[len(prefix) :]
            for name, module in self.network.modules.items()
            if name.startswith(prefix) and name != path and type(module) is Sequential
        }

    # -- repeats and shared weights ---------------------------------------------------------------------------------

    def _repeats(self, key: str) -> dict[Member, tuple[Member, ...]]:
        """By member, the calls that become one repeated block: those of all modules of a container, in a chain."""
        from torch.nn import ModuleList, Sequential

        rows: dict[str, list[str]] = {}
        for member in self.members[key]:
            if isinstance(member, str):
                rows.setdefault(path_of(member).rpartition(".")[0], []).append(member)
        found: dict[Member, tuple[Member, ...]] = {}
        for path, row in rows.items():
            container = self.network.modules.get(path)
            plain = type(container) in (Sequential, ModuleList)  # subclasses have a forward of their own
            whole = plain and len(container) == len(row) > 1  # type: ignore[arg-type]  # both kinds have a length
            if whole and path != path_of(key) and self._is_repeat(row):
                found |= dict.fromkeys(row, tuple(row))
        return found

    def _is_repeat(self, row: Sequence[str]) -> bool:
        """Whether calls are equal groups in a chain: each feeds only the next, with one input and one output."""
        if len({path_of(key) for key in row}) < len(row) or any(self.groups[key] != self.groups[row[0]] for key in row):
            return False
        for key, following in zip(row, [*row[1:], None], strict=True):
            inside = self._blocks_in(key)
            into, out = self._inputs_of(key, inside), self._results_read(key, inside)
            if len(into) != 1 or len(out) != 1:
                return False
            (port,) = out
            readers = {target.block for target in self.flat.targets(port)} - inside
            if following is not None and not readers <= self._blocks_in(following):
                return False
        return not any(self.flat.blocks[id].weights_of is not None for key in row for id in self._blocks_in(key))

    def _owners(self, rows: Sequence[Sequence[Member]]) -> dict[Member, Member]:
        """By member, the one whose weights it uses; raises _NotGroups where they share only some of their weights."""
        found: dict[Member, Member] = {}
        roots: dict[int, int] = {}
        first: dict[str, str] = {}
        for member, *_ in rows:
            if isinstance(member, int):
                owner = roots.setdefault(self.flat.blocks[member].weights_of or member, member)
                if owner != member:
                    found[member] = owner
                continue
            owned = first.setdefault(path_of(member), member)
            if owned != member and any(self.flat.blocks[id].weights_of is not None for id in self._blocks_in(member)):
                if self.groups[owned] != self.groups[member]:
                    raise _NotGroups({owned, member})
                found[member] = owned
        return found

    # -- definitions ------------------------------------------------------------------------------------------------

    def _class(self, key: str) -> type:
        return type(self.network.modules[path_of(key)])

    def _define(self, calls: Sequence[str]) -> None:
        """Make the groups of some calls: one definition for those of one class and one structure."""
        alike: dict[Any, list[str]] = {}
        for key in calls:
            level = self.levels[key] = self._level(key)
            alike.setdefault((stem_of(self._class(key).__name__), level.structure), []).append(key)
        for keys in alike.values():
            wanted = min((self._class(key).__name__ for key in keys), key=len)
            name = group_name(wanted, set(self.definitions))
            instances = [Instance(self.network.modules[path_of(key)], self.levels[key]) for key in keys]
            try:
                definition, layers = define_group(name, instances)
            except (GroupError, FieldError, FormulaError):
                raise _NotGroups(set(keys)) from None
            self.definitions[name] = definition
            self.groups |= dict(zip(keys, layers, strict=True))

    # -- weights ----------------------------------------------------------------------------------------------------

    def _steps_to(self, id: int) -> Iterator[tuple[NestingLevel, int, int | None]]:
        """The path to a block of the flat network: per level the item, and which pass of a repeated item it is."""
        members: tuple[Member, ...] = (*self.calls_around[id], id)
        for key, member in zip(("", *self.calls_around[id]), members, strict=True):
            yield self.levels[key], *self.item_of[key, member]

    def _names_to(self, id: int) -> list[str]:
        found: list[str] = []
        for level, item, number in self._steps_to(id):
            found += [level.names[item], *([] if number is None else [str(number)])]
        return found

    def _path_to(self, id: int) -> BlockPath:
        found: list[int] = []
        for level, item, number in self._steps_to(id):
            found += [level.id(item), *([] if number is None else [number])]
        return tuple(found)
