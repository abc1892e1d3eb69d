"""Calls of one class with one structure -> one definition: what differs between them becomes a field of the group."""

from __future__ import annotations

import ast
import inspect
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from builder.common.names import name_problem
from builder.groups.definition import LONGEST, MOST_WORDS, Definition, Exposed
from builder.groups.errors import GroupError
from builder.groups.formulas import Formula, FormulaError
from builder.groups.group import REPEAT, Group
from builder.importing.common.graph_builder import identifier
from builder.importing.grouping.constructor_source import constructor_of
from builder.importing.grouping.scope import Item, Level, numbered, several
from builder.layers import LAYERS, PORTS
from builder.layers.base import Layer

LARGEST_FACTOR = 64

ARGUMENTS = {("Parameter", "shape"): "sizes"}
"""What fields are called as arguments, by kind and field, where that is something else."""

ROUGH = {(kind, "std") for kind in ("Parameter", "PositionEmbedding", "ClassToken")}
"""What was judged from learned numbers, by kind and field: it differs a little from call to call and means nothing."""

Number = bool | int | float

WHOLE = -1
"""The part that stands for a field of one number."""

Place = tuple[int, str, int]
"""The number of an item, the name of a field, and which of its numbers."""


@dataclass(frozen=True, slots=True)
class Instance:
    """One call of a class: the module, and what its forward calls."""

    module: Any
    level: Level


def define_group(name: str, instances: Sequence[Instance]) -> tuple[Definition, list[Group]]:
    """The definition for all `instances`, and the layer for each; raises GroupError."""
    exposing = _Exposing(instances)
    values, formulas = exposing.found()
    exposed = tuple(Exposed(each, exposing.default(each), _low(column)) for each, column in values.items())
    doc = inspect.cleandoc(type(instances[0].module).__dict__.get("__doc__") or "")[:MOST_WORDS]
    definition = Definition(name, instances[0].level.graph(formulas), exposed, doc=doc)
    definition = _settled(definition, values).checked()
    layers = [definition.kind(**{each: column[at] for each, column in values.items()}) for at in range(len(instances))]
    for instance, layer in zip(instances, layers, strict=True):
        _check_same(instance.level, layer)
    return definition, layers


def _check_same(level: Level, group: Group) -> None:
    """Raise GroupError unless the group, with its values, has the layers of the call."""
    blocks = group.body().blocks
    for at, item in enumerate(level.items):
        rough = {name: value for name, value in item.layer.values().items() if (item.layer.kind, name) in ROUGH}
        found = blocks[level.id(at)].layer
        if (found.changed(**rough) if rough else found) != item.layer and item.layer.kind != "Opaque":
            raise GroupError(f"{level.names[at]} in {group.kind} comes out as another layer.")


def _settled(definition: Definition, values: Mapping[str, Sequence[Number]]) -> Definition:
    """With the body worked out for its defaults; for the fields of the first call where those do not do."""
    try:
        return definition.with_body(definition.body)
    except GroupError:
        exposed = tuple(Exposed(one.name, values[one.name][0], one.low, one.doc) for one in definition.exposed)
        found = Definition(definition.name, definition.body, exposed, doc=definition.doc)
        return found.with_body(definition.body)


def group_name(wanted: str, taken: set[str]) -> str:
    """A name for a definition after that of a class."""
    from builder.emit import class_name

    name = class_name(wanted.replace("_", " "))[: LONGEST - 8]
    if name in LAYERS or name in PORTS or name in ("Group", "Tensor", "Net", "OrderedDict", "Tensors", "Opaque", "Unknown"):
        name = f"{name}Block"
    found, number = name, 1
    while found in taken:
        number += 1
        found = f"{name}{number}"
    return found


def _low(values: Sequence[Number]) -> int | None:
    smallest = min(values)
    if isinstance(smallest, bool) or smallest < 0:
        return None
    return 1 if isinstance(smallest, int) and smallest > 0 else 0


class _Exposing:
    """Finds the fields of a group: first what the constructor says, then what differs."""

    def __init__(self, instances: Sequence[Instance]) -> None:
        self.instances = instances
        classes: dict[type, None] = dict.fromkeys(type(each.module) for each in instances)
        self.says = [constructor_of(cls) for cls in classes]
        self.parameters: dict[str, Any] = {}
        for says in sorted(self.says, key=lambda each: -len(each.parameters)):
            self.parameters = {**self.parameters, **{k: v for k, v in says.parameters.items() if k not in self.parameters}}
        self.columns: dict[Place, tuple[Number, ...]] = {}
        for at, item in enumerate(instances[0].level.items):
            if item.shares is None:
                self._measure(at, [instance.level.items[at].layer for instance in instances])
        self.values: dict[str, tuple[Number, ...]] = {}
        self.formulas: dict[Place, str] = {}
        self.names: dict[str, str] = {}

    def _measure(self, at: int, layers: Sequence[Layer]) -> None:
        """Note what the fields of an item hold in all calls."""
        alone = [numbered(layer) for layer in layers]
        for name in layers[0].values():
            if (layers[0].kind, name) in ROUGH:
                continue
            values = [layer.values()[name] for layer in layers]
            listed = any(isinstance(each, ast.Tuple) for each in self._expressions((at, name, WHOLE)))
            if all(name in each for each in alone) and not (listed and several(values[0])):
                self.columns[at, name, WHOLE] = tuple(each[name] for each in alone)
            elif several(values[0]):
                self.columns |= {(at, name, part): column for part, column in enumerate(zip(*values, strict=True))}

    def found(self) -> tuple[dict[str, tuple[Number, ...]], dict[tuple[int, str], str]]:
        """The values of each exposed field, one a call, and the formulas by item and field."""
        said = [(place, text) for place in self.columns for text in self._said(place)]
        self._solve(said)
        for place, text in said:
            if place not in self.formulas:
                self._accept(place, text)
        for place, column in self.columns.items():
            if len(set(column)) > 1 and place not in self.formulas:
                self.formulas[place] = self._equal(place, column) or self._own(place, column)
        formulas = self._joined()
        used = {name for text in formulas.values() for name in Formula.parse(text).names}
        order = [*(self.names.get(name, name) for name in self.parameters), *self.values]
        return {name: self.values[name] for name in dict.fromkeys(order) if name in used}, formulas

    def default(self, name: str) -> Number:
        """What the constructor takes where nothing is given; else what the first call has."""
        plain = next((each for each, mine in self.names.items() if mine == name), name)
        value, first = self.parameters.get(plain), self.values[name][0]
        return value if type(value) is type(first) else first

    def _joined(self) -> dict[tuple[int, str], str]:
        """The formulas of whole fields, those of several numbers with commas; blocks that share weights have the same."""
        found: dict[tuple[int, str], str] = {}
        for at, name in dict.fromkeys((at, name) for at, name, _ in self.formulas):
            parts = [place for place in self.columns if place[:2] == (at, name)]
            found[at, name] = ", ".join(self.formulas.get(part) or str(self.columns[part][0]) for part in parts)
        for at, item in enumerate(self.instances[0].level.items):
            if item.shares is not None:
                found |= {(at, name): text for (owner, name), text in list(found.items()) if owner == item.shares}
        return found

    # -- what the constructor says ----------------------------------------------------------------------------------

    def _said(self, place: Place) -> list[str]:
        """The expressions that may stand for a field and that a formula can hold."""
        part = place[2]
        found = self._expressions(place)
        if part != WHOLE:
            lists = [each.elts for each in found if isinstance(each, ast.Tuple)]
            found = [each[part] for each in lists if part < len(each)]
        return [text for each in found for text in [ast.unparse(each)] if _parsed(text)]

    def _expressions(self, place: Place) -> list[ast.expr]:
        item = self.instances[0].level.items[place[0]]
        if place[1] == REPEAT:
            return [says.loops[item.origin.path] for says in self.says if item.origin.path in says.loops]
        if not item.origin.own:
            return self._kept(item)
        paths = [item.origin.path]
        if len(item.members) > 1:
            paths.append(f"{item.origin.path}.0")
        name = ARGUMENTS.get((item.layer.kind, place[1]), place[1])
        return [each for says in self.says for path in paths for each in says.expressions(path, name)]

    def _kept(self, item: Item) -> list[ast.expr]:
        """For a function: what the constructor keeps, where the line that calls it reads that from self."""
        read = re.findall(r"\bself\.(\w+)", item.line)
        return [ast.Name(name) for says in self.says for name, attribute in says.attributes.items() if attribute in read]

    def _solve(self, said: Sequence[tuple[Place, str]]) -> None:
        """Give values to the parameters of the constructor: by fields that are just them, and by what modules keep."""
        for place, text in said:
            if text in self.parameters and text not in self.names:
                self._name(text, self.columns[place])
        for name, attribute in [pair for says in self.says for pair in says.attributes.items()]:
            column = tuple(getattr(instance.module, attribute, None) for instance in self.instances)
            sorts = {type(value) for value in column}
            if name not in self.names and len(sorts) == 1 and sorts <= {bool, int, float}:
                self._name(name, column)  # type: ignore[arg-type]  # the sorts were seen
        for place, text in said:
            self._solve_product(text, self.columns[place])

    def _solve_product(self, text: str, column: tuple[Number, ...]) -> None:
        """A parameter that is only seen many times over."""
        unknown = Formula.parse(text).names - self.names.keys()
        name = min(unknown, default="")
        if len(unknown) != 1 or name not in self.parameters or not all(type(value) is int for value in column):
            return
        known = {each: self.values[mine] for each, mine in self.names.items()}
        found = []
        for at, value in enumerate(column):
            given = {each: values[at] for each, values in known.items()}
            fits = (guess for guess in _guesses(int(value)) if _value(text, {**given, name: guess}) == value)
            found.append(next(fits, None))
        if None not in found:
            self._name(name, tuple(found))  # type: ignore[arg-type]  # None was ruled out

    def _accept(self, place: Place, text: str) -> None:
        """Take over a formula that gives what every call has."""
        formula = Formula.parse(text)
        if not formula.names <= self.names.keys():
            return
        for at, value in enumerate(self.columns[place]):
            given = {name: self.values[self.names[name]][at] for name in formula.names}
            found = _value(text, given)
            if type(found) is not type(value) or found != value:
                return
        self.formulas[place] = _renamed(text, self.names)

    # -- what differs -----------------------------------------------------------------------------------------------

    def _alike(self, field: str) -> list[str]:
        """The exposed fields that fields of this name use."""
        return [name for (_, other, _), text in self.formulas.items() if other == field for name in Formula.parse(text).names]

    def _equal(self, place: Place, column: tuple[Number, ...]) -> str:
        """The exposed field that is the same in every call, and does the same elsewhere."""
        same = (name for name in self._alike(place[1]) if self.values[name] == column)
        return next((name for name in same if type(self.values[name][0]) is type(column[0])), "")

    def _times(self, place: Place, column: tuple[Number, ...]) -> str:
        """Many times, or a part of, an exposed field that does the same elsewhere."""
        for name in self._alike(place[1]):
            values = self.values[name]
            if not all(type(each) is int and each > 0 for each in (*values, *column)):
                continue
            for text in (f"{name} * {column[0] // values[0]}", f"{name} // {values[0] // column[0]}"):
                found = (_value(text, {name: each}) for each in values)
                if all(each == wanted for each, wanted in zip(found, column, strict=True)):
                    return text
        return ""

    def _own(self, place: Place, column: tuple[Number, ...]) -> str:
        """A field called as in the constructor where a bare name stands there; else a product, or one of its own."""
        level = self.instances[0].level
        bare = [name for each in self._expressions(place) if isinstance(each, ast.Name) for name in [identifier(each.id)]]
        at, field, part = place
        if part == WHOLE and bare and bare[0] and bare[0] not in self.names and bare[0] != "unknown":
            return self._name(bare[0], column)
        wanted = f"{level.names[at]}_{field}" if part == WHOLE or f"{field}_{part}" in self.values else field
        wanted = wanted if part == WHOLE else f"{wanted}_{part}"
        return self._times(place, column) or self._name(wanted, column)

    def _name(self, wanted: str, column: tuple[Number, ...]) -> str:
        """Expose these values under a name that is free."""
        name = wanted[: LONGEST - 3]
        while name in self.values or name_problem(name) or name == REPEAT or hasattr(Group, name):
            name += "_"
        self.names[wanted] = name
        self.values[name] = column
        return name


def _guesses(value: int) -> list[int]:
    """What may give `value` when it is multiplied or divided: its divisors first, the large ones before the small."""
    bound = max(abs(value), 1)
    small = [each for each in range(1, math.isqrt(bound) + 1) if bound % each == 0]
    return [*(bound // each for each in small), *reversed(small), *(bound * each for each in range(2, LARGEST_FACTOR + 1))]


def _parsed(text: str) -> bool:
    try:
        return bool(Formula.parse(text).names)
    except FormulaError:
        return False


def _value(text: str, values: Mapping[str, Any]) -> Any:
    try:
        return Formula.parse(text).value(values)
    except FormulaError:
        return None


def _renamed(text: str, names: Mapping[str, str]) -> str:
    """A formula with the names that the fields have."""
    tree = ast.parse(text, mode="eval").body
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            node.id = names[node.id]
    return str(Formula.parse(ast.unparse(tree)))
