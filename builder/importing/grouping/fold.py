"""The flat network -> groups: what the forward of somebody's class calls becomes one block, and equal ones one definition."""

from __future__ import annotations

import linecache
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from immutables import Map

from builder.analysis import analyse
from builder.common.fields import FieldError
from builder.common.names import stem_of
from builder.groups.definition import Definition
from builder.groups.errors import GroupError
from builder.groups.expansion import Path
from builder.groups.formulas import FormulaError
from builder.groups.group import REPEAT, Group
from builder.importing.common.graph_builder import Imported, Origin
from builder.importing.common.trace import leaves
from builder.importing.grouping.parameterize import Instance, defined, group_name
from builder.importing.grouping.scope import Item, Level, Member, Source, named, port_names, relative
from builder.model.graph import Graph, Port

if TYPE_CHECKING:
    from builder.importing.torch.interpreter import Walk


class Apart(Exception):
    """These calls cannot be groups."""

    def __init__(self, keys: set[str]) -> None:
        self.keys = keys
        super().__init__()


def folded(walk: Walk) -> Imported:
    """The network that was drawn, with a group for every call of a class that is not torch's own."""
    flat = walk.drawing.needed()
    keys = {key for calls in walk.drawing.calls.values() for key in calls if not _torchs(walk, key)}
    while True:
        try:
            found = _Folding(walk, flat, keys).imported()
        except Apart as reason:
            keys -= reason.keys
            continue
        if not keys or not analyse(found.graph).errors:
            return found
        keys = set()


def path_of(key: str) -> str:
    """The path of the module that a call with this key calls."""
    return key.partition("@")[0]


def _torchs(walk: Walk, key: str) -> bool:
    return type(walk.modules[path_of(key)]).__module__.startswith("torch.nn.")


class _Folding:
    """Gathers the blocks of `flat` into groups, one for each of the calls in `keys`; raises Apart."""

    def __init__(self, walk: Walk, flat: Graph, keys: set[str]) -> None:
        self.walk, self.flat = walk, flat
        self.home = {id: tuple(key for key in walk.drawing.calls[id] if key in keys) for id in flat.blocks}
        self.members: dict[str, list[Member]] = {"": []}
        self.parent: dict[str, str] = {}
        for id in flat.ids():
            self._enter(id)
        self._check_sharing()
        self.groups: dict[str, Group] = {}
        self.levels: dict[str, Level] = {}
        self.place: dict[tuple[str, Member], tuple[int, int | None]] = {}
        self.definitions: dict[str, Definition] = {}

    def imported(self) -> Imported:
        """The nested network with its weights and notes."""
        for calls in self._by_height():
            self._define(calls)
        top = self._level("")
        self.levels[""] = top
        graph = replace(top.graph(), definitions=Map(self.definitions))
        if len(graph.order()) < len(graph.blocks):
            raise Apart(set(self.groups))
        tensors = {entry: tensor for entry, tensor in self.walk.drawing.state.items() if entry[0] in self.flat.blocks}
        state = {f"{'.'.join(self._names_to(id))}.{key}": tensor for (id, key), tensor in tensors.items()}
        held = {(self._way_to(id), key): tensor for (id, key), tensor in tensors.items()}
        return Imported.drawn(graph, state, tuple(self.walk.drawing.notes), held)

    # -- who calls whom ---------------------------------------------------------------------------------------------

    def _enter(self, id: int) -> None:
        """Put a block into the call that makes it, and that into the call around it."""
        around = ""
        for key in self.home[id]:
            if key not in self.members:
                self.members[key] = []
                self.members[around].append(key)
                self.parent[key] = around
            around = key
        self.members[around].append(id)

    def _check_sharing(self) -> None:
        """Raise Apart for calls between which single blocks share weights: only whole groups of one level can."""
        for id, block in self.flat.blocks.items():
            if block.weights_of is None or self.home[id] == self.home[block.weights_of]:
                continue
            mine, others = self.home[id], self.home[block.weights_of]
            if [path_of(key) for key in mine] != [path_of(key) for key in others]:
                raise Apart({*mine, *others})

    def _by_height(self) -> list[list[str]]:
        """The calls, those that call no group first."""
        height: dict[str, int] = {}
        for key in reversed(self.members):
            inner = [height[member] for member in self.members[key] if isinstance(member, str)]
            height[key] = 1 + max(inner, default=0)
        height.pop("")
        return [[key for key in self.members if height.get(key) == at] for at in range(1, 1 + max(height.values(), default=0))]

    # -- one level --------------------------------------------------------------------------------------------------

    def _level(self, key: str) -> Level:
        """What one call calls itself, in order."""
        inside = self._all_in(key)
        entering = self._entering(key, inside)
        leaving = self._leaving(key, inside)
        if key and (not entering or not leaving):
            raise Apart({key})
        runs = self._rows(key)
        rows = [row for member in self.members[key] for row in [runs.get(member, (member,))] if row[0] == member]
        owners = self._owners(rows)
        for at, row in enumerate(rows):
            for number, member in enumerate(row):
                self.place[key, member] = (at, number if len(row) > 1 else None)
        outside = {port: (-at, 0) for at, port in enumerate(entering, 1)}
        items = [self._item(key, row, outside=outside, owner=owners.get(row[0])) for row in rows]
        inlets = tuple(port_names(list(entering.values()), "input"))
        outlets = dict(zip(port_names(list(leaving.values()), "output"), map(self._source(key, outside), leaving), strict=True))
        names = named(items, self._containers(key), (*inlets, *outlets))
        return Level(tuple(items), names, inlets, outlets)

    def _item(self, key: str, row: Sequence[Member], *, outside: Mapping[Port, Source], owner: Member | None) -> Item:
        find = self._source(key, outside)
        first = row[0]
        shares = None if owner is None else self.place[key, owner][0]
        if isinstance(first, int):
            sources = tuple(find(port) for port in self.flat.sources(first) if port is not None)
            drawing = self.walk.drawing
            line = linecache.getline(*place) if (place := drawing.places[first]) is not None else ""
            layer = self.flat.blocks[first].layer
            return Item((first,), relative(drawing.origins[first], path_of(key)), layer, sources, shares, line)
        group = self.groups[first]
        path = path_of(first)
        if len(row) > 1:
            group, path = group.changed(**{REPEAT: len(row)}), path.rpartition(".")[0]
        origin = relative(Origin(path, group.default_name, own=True), path_of(key))
        sources = tuple(find(port) for port in self._entering(first, self._all_in(first)))
        return Item(tuple(row), origin, group, sources, shares)

    def _all_in(self, key: str) -> set[int]:
        """Every block of a call, those of its groups included."""
        found: set[int] = set()
        for member in self.members[key]:
            found |= {member} if isinstance(member, int) else self._all_in(member)
        return found

    def _entering(self, key: str, inside: set[int]) -> dict[Port, str]:
        """The results from outside that a call reads, with the names of its arguments, in their order."""
        read = {port for id in inside for port in self.flat.sources(id) if port is not None and port.block not in inside}
        found: dict[Port, str] = {}
        for name, ports in self.walk.given.get(key, {}).items():
            for at, port in enumerate(ports, 1):
                if port in read:
                    found.setdefault(port, name if len(ports) == 1 else f"{name}{at}")
        for port in sorted(read - found.keys()):
            found[port] = ""
        return found

    def _leaving(self, key: str, inside: set[int]) -> dict[Port, str]:
        """The results that others read, with names, in the order in which the call gives them."""
        read = {
            self.flat.wires[target]
            for id in inside
            for target in self.flat.fanout.get(id, frozenset())
            if target.block not in inside
        }
        gave = self.walk.gave.get(key)
        words = list(gave) if isinstance(gave, Mapping) else []
        given = [leaf for leaf in leaves(gave) if isinstance(leaf, Port)]
        names = map(str, words) if len(words) == len(given) else [""] * len(given)
        found = {port: name for port, name in zip(given, names, strict=True) if port in read}
        return found | dict.fromkeys(sorted(read - found.keys()), "")

    def _source(self, key: str, outside: Mapping[Port, Source]) -> Any:
        """Where in this level a result of the flat network comes from."""

        def found(port: Port) -> Source:
            if port in outside:
                return outside[port]
            home = self.home[port.block]
            depth = home.index(key) + 1 if key else 0
            member: Member = home[depth] if depth < len(home) else port.block
            item, _ = self.place[key, member]
            if isinstance(member, int):
                return item, port.index
            return item, list(self._leaving(member, self._all_in(member))).index(port)

        return found

    def _containers(self, key: str) -> set[str]:
        """The paths of the Sequentials in this level, as they are seen from its module."""
        from torch.nn import Sequential

        path = path_of(key)
        prefix = f"{path}." if path else ""
        return {
            name[len(prefix) :]
            for name, module in self.walk.modules.items()
            if name.startswith(prefix) and name != path and type(module) is Sequential
        }

    # -- repeats and shared weights ---------------------------------------------------------------------------------

    def _rows(self, key: str) -> dict[Member, tuple[Member, ...]]:
        """By member, the calls that stand in a row and are one block: all of a container, one behind the other."""
        from torch.nn import ModuleList, Sequential

        rows: dict[str, list[str]] = {}
        for member in self.members[key]:
            if isinstance(member, str):
                rows.setdefault(path_of(member).rpartition(".")[0], []).append(member)
        found: dict[Member, tuple[Member, ...]] = {}
        for path, row in rows.items():
            container = self.walk.modules.get(path)
            whole = type(container) in (Sequential, ModuleList) and len(container) == len(row) > 1  # type: ignore[arg-type]
            if whole and path != path_of(key) and self._in_a_row(row):
                found |= dict.fromkeys(row, tuple(row))
        return found

    def _in_a_row(self, row: Sequence[str]) -> bool:
        """Whether equal groups each feed only the next."""
        if len({path_of(key) for key in row}) < len(row) or any(self.groups[key] != self.groups[row[0]] for key in row):
            return False
        for key, following in zip(row, [*row[1:], None], strict=True):
            inside = self._all_in(key)
            into, out = self._entering(key, inside), self._leaving(key, inside)
            if len(into) != 1 or len(out) != 1:
                return False
            (port,) = out
            readers = {target.block for target in self.flat.targets(port)} - inside
            if following is not None and not readers <= self._all_in(following):
                return False
        return not any(self.flat.blocks[id].weights_of is not None for key in row for id in self._all_in(key))

    def _owners(self, rows: Sequence[Sequence[Member]]) -> dict[Member, Member]:
        """By member, the one whose weights it uses; raises Apart where only part of them is the same."""
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
            if owned != member and any(self.flat.blocks[id].weights_of is not None for id in self._all_in(member)):
                if self.groups[owned] != self.groups[member]:
                    raise Apart({owned, member})
                found[member] = owned
        return found

    # -- definitions ------------------------------------------------------------------------------------------------

    def _class(self, key: str) -> type:
        return type(self.walk.modules[path_of(key)])

    def _define(self, calls: Sequence[str]) -> None:
        """Make the groups of some calls: one definition for those of a class that are built alike."""
        alike: dict[Any, list[str]] = {}
        for key in calls:
            level = self.levels[key] = self._level(key)
            alike.setdefault((stem_of(self._class(key).__name__), level.shape), []).append(key)
        for keys in alike.values():
            wanted = min((self._class(key).__name__ for key in keys), key=len)
            name = group_name(wanted, set(self.definitions))
            instances = [Instance(self.walk.modules[path_of(key)], self.levels[key]) for key in keys]
            try:
                definition, layers = defined(name, instances)
            except (GroupError, FieldError, FormulaError):
                raise Apart(set(keys)) from None
            self.definitions[name] = definition
            self.groups |= dict(zip(keys, layers, strict=True))

    # -- weights ----------------------------------------------------------------------------------------------------

    def _steps_to(self, id: int) -> Iterator[tuple[Level, int, int | None]]:
        """The way to a block of the flat network: level by level the item, and the number of the pass where it is repeated."""
        members: tuple[Member, ...] = (*self.home[id], id)
        for key, member in zip(("", *self.home[id]), members, strict=True):
            yield self.levels[key], *self.place[key, member]

    def _names_to(self, id: int) -> list[str]:
        found: list[str] = []
        for level, item, number in self._steps_to(id):
            found += [level.names[item], *([] if number is None else [str(number)])]
        return found

    def _way_to(self, id: int) -> Path:
        found: list[int] = []
        for level, item, number in self._steps_to(id):
            found += [level.id(item), *([] if number is None else [number])]
        return tuple(found)
