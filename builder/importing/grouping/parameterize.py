"""One definition for all calls of one structure: values that differ between the calls become fields of the group.

Where the class has source, fields are named as its constructor's parameters, and formulas are taken from its expressions if
they give the right value for every call. All other differing values become fields of their own, or multiples of one.
"""

from __future__ import annotations

import ast
import inspect
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from builder.common.messages import QT_TRANSLATE_NOOP
from builder.common.names import name_problem
from builder.emit import class_name
from builder.groups.definition import LONGEST, MOST_WORDS, Definition, Exposed
from builder.groups.errors import GroupError
from builder.groups.formulas import Formula, FormulaError
from builder.groups.group import REPEAT, Group
from builder.importing.common.graph_builder import identifier
from builder.importing.grouping.constructor_source import constructor_of
from builder.importing.grouping.scope import Item, NestingLevel, is_integer_list, numeric_fields
from builder.layers import LAYERS, PORTS
from builder.layers.base import Layer

LARGEST_FACTOR = 64
"""The largest factor to try for a parameter that is only seen multiplied or divided; constructors rarely write larger ones."""

ARGUMENTS = {("Parameter", "shape"): "sizes"}
"""By kind and field: the name of the constructor argument, where it differs."""

ESTIMATED = {(kind, "std") for kind in ("Parameter", "PositionEmbedding", "ClassToken", "SquaredDistances")}
"""Fields that were estimated from trained numbers: they differ a little between calls without meaning."""

Number = bool | int | float

WHOLE = -1
"""The part of a field that is one number as a whole."""

FieldPart = tuple[int, str, int]
"""The index of an item, the name of a field, and which of its numbers (or WHOLE)."""


@dataclass(frozen=True, slots=True)
class Instance:
    """One call of a class: the module, and the level of what its forward calls."""

    module: Any
    level: NestingLevel


def define_group(name: str, instances: Sequence[Instance]) -> tuple[Definition, list[Group]]:
    """The definition for all `instances`, which have equal structures, and the group layer of each; raises GroupError."""
    fields = _FieldFinder(instances)
    values, formulas = fields.find()
    exposed = tuple(Exposed(each, fields.default(each), _lower_bound(column)) for each, column in values.items())
    doc = inspect.cleandoc(type(instances[0].module).__dict__.get("__doc__") or "")[:MOST_WORDS]
    definition = Definition(name, instances[0].level.graph(formulas), exposed, doc=doc)
    definition = _with_checked_body(definition, values).validate()
    layers = [definition.kind(**{each: column[at] for each, column in values.items()}) for at in range(len(instances))]
    for instance, layer in zip(instances, layers, strict=True):
        _check_same(instance.level, layer)
    return definition, layers


def _check_same(level: NestingLevel, group: Group) -> None:
    """Raise GroupError unless the group, with its values, has the layers of the call."""
    blocks = group.body().blocks
    for at, item in enumerate(level.items):
        estimated = {name: value for name, value in item.layer.values().items() if (item.layer.kind, name) in ESTIMATED}
        found = blocks[level.id(at)].layer
        if (found.with_values(**estimated) if estimated else found) != item.layer and item.layer.kind != "Opaque":
            template = QT_TRANSLATE_NOOP("Import", "{name} in {group} comes out as another layer.")
            raise GroupError(template, name=level.names[at], group=group.kind)


def _with_checked_body(definition: Definition, values: Mapping[str, Sequence[Number]]) -> Definition:
    """The definition with its body evaluated for its defaults, or for the values of the first call where defaults fail."""
    try:
        return definition.with_body(definition.body)
    except GroupError:
        exposed = tuple(Exposed(one.name, values[one.name][0], one.low, one.doc) for one in definition.exposed)
        found = Definition(definition.name, definition.body, exposed, doc=definition.doc)
        return found.with_body(definition.body)


def group_name(wanted: str, taken: set[str]) -> str:
    """A free name for a definition, after that of a class."""
    name = class_name(wanted.replace("_", " "))[: LONGEST - 8]
    if name in LAYERS or name in PORTS or name in ("Group", "Tensor", "Net", "OrderedDict", "Tensors", "Opaque", "Unknown"):
        name = f"{name}Block"
    found, number = name, 1
    while found in taken:
        number += 1
        found = f"{name}{number}"
    return found


def _lower_bound(values: Sequence[Number]) -> int | None:
    smallest = min(values)
    if isinstance(smallest, bool) or smallest < 0:
        return None
    return 1 if isinstance(smallest, int) and smallest > 0 else 0


class _FieldFinder:
    """Finds the fields of a group and the formulas that use them: first from the constructor, then from what differs."""

    def __init__(self, instances: Sequence[Instance]) -> None:
        self.instances = instances
        classes: dict[type, None] = dict.fromkeys(type(each.module) for each in instances)
        self.constructors = [constructor_of(cls) for cls in classes]
        self.parameters: dict[str, Any] = {}
        for constructor in sorted(self.constructors, key=lambda each: -len(each.parameters)):
            self.parameters = {
                **self.parameters,
                **{k: v for k, v in constructor.parameters.items() if k not in self.parameters},
            }
        self.columns: dict[FieldPart, tuple[Number, ...]] = {}
        for at, item in enumerate(instances[0].level.items):
            if item.shares is None:
                self._compare(at, [instance.level.items[at].layer for instance in instances])
        self.values: dict[str, tuple[Number, ...]] = {}
        self.formulas: dict[FieldPart, str] = {}
        self.names: dict[str, str] = {}

    def _compare(self, at: int, layers: Sequence[Layer]) -> None:
        """Note the values of the fields of an item in all calls."""
        alone = [numeric_fields(layer) for layer in layers]
        for name in layers[0].values():
            if (layers[0].kind, name) in ESTIMATED:
                continue
            values = [layer.values()[name] for layer in layers]
            listed = any(isinstance(each, ast.Tuple) for each in self._expressions((at, name, WHOLE)))
            if all(name in each for each in alone) and not (listed and is_integer_list(values[0])):
                self.columns[at, name, WHOLE] = tuple(each[name] for each in alone)
            elif is_integer_list(values[0]):
                self.columns |= {(at, name, part): column for part, column in enumerate(zip(*values, strict=True))}

    def find(self) -> tuple[dict[str, tuple[Number, ...]], dict[tuple[int, str], str]]:
        """The values of each exposed field, one per call, and the formulas by item and field."""
        candidates = [(slot, text) for slot in self.columns for text in self._formulas_in_source(slot)]
        self._solve(candidates)
        for slot, text in candidates:
            if slot not in self.formulas:
                self._accept(slot, text)
        for slot, column in self.columns.items():
            if len(set(column)) > 1 and slot not in self.formulas:
                self.formulas[slot] = self._equal_field(slot, column) or self._own_field(slot, column)
        formulas = self._whole_formulas()
        used = {name for text in formulas.values() for name in Formula.parse(text).names}
        order = [*(self.names.get(name, name) for name in self.parameters), *self.values]
        return {name: self.values[name] for name in dict.fromkeys(order) if name in used}, formulas

    def default(self, name: str) -> Number:
        """The constructor's default, if it has the right type; else the value of the first call."""
        plain = next((each for each, mine in self.names.items() if mine == name), name)
        value, first = self.parameters.get(plain), self.values[name][0]
        return value if type(value) is type(first) else first

    def _whole_formulas(self) -> dict[tuple[int, str], str]:
        """The formulas of whole fields, with commas for several numbers; blocks that share weights get the same formulas."""
        found: dict[tuple[int, str], str] = {}
        for at, name in dict.fromkeys((at, name) for at, name, _ in self.formulas):
            parts = [slot for slot in self.columns if slot[:2] == (at, name)]
            found[at, name] = ", ".join(self.formulas.get(part) or str(self.columns[part][0]) for part in parts)
        for at, item in enumerate(self.instances[0].level.items):
            if item.shares is not None:
                found |= {(at, name): text for (owner, name), text in list(found.items()) if owner == item.shares}
        return found

    # -- from the constructor ----------------------------------------------------------------------------------------

    def _formulas_in_source(self, slot: FieldPart) -> list[str]:
        """The expressions of the constructor for a field part, as far as a formula can hold them."""
        part = slot[2]
        found = self._expressions(slot)
        if part != WHOLE:
            lists = [each.elts for each in found if isinstance(each, ast.Tuple)]
            found = [each[part] for each in lists if part < len(each)]
        return [text for each in found for text in [ast.unparse(each)] if _is_formula(text)]

    def _expressions(self, slot: FieldPart) -> list[ast.expr]:
        item = self.instances[0].level.items[slot[0]]
        if slot[1] == REPEAT:
            return [
                constructor.loops[item.origin.path]
                for constructor in self.constructors
                if item.origin.path in constructor.loops
            ]
        if not item.origin.own:
            return self._attributes_in_line(item)
        paths = [item.origin.path]
        if len(item.members) > 1:
            paths.append(f"{item.origin.path}.0")
        name = ARGUMENTS.get((item.layer.kind, slot[1]), slot[1])
        return [each for constructor in self.constructors for path in paths for each in constructor.expressions(path, name)]

    def _attributes_in_line(self, item: Item) -> list[ast.expr]:
        """For a function call: the parameters that the constructor keeps in attributes which the line of the call reads."""
        read = re.findall(r"\bself\.(\w+)", item.line)
        return [
            ast.Name(name)
            for constructor in self.constructors
            for name, attribute in constructor.attributes.items()
            if attribute in read
        ]

    def _solve(self, candidates: Sequence[tuple[FieldPart, str]]) -> None:
        """Find the values of the constructor's parameters: from fields that are just them, attributes, and products."""
        for slot, text in candidates:
            if text in self.parameters and text not in self.names:
                self._expose(text, self.columns[slot])
        for name, attribute in [pair for constructor in self.constructors for pair in constructor.attributes.items()]:
            column = tuple(getattr(instance.module, attribute, None) for instance in self.instances)
            sorts = {type(value) for value in column}
            if name not in self.names and len(sorts) == 1 and sorts <= {bool, int, float}:
                self._expose(name, column)  # type: ignore[arg-type]  # the sorts were seen
        for slot, text in candidates:
            self._solve_product(text, self.columns[slot])

    def _solve_product(self, text: str, column: tuple[Number, ...]) -> None:
        """Find a parameter that is only seen multiplied or divided, by trying factors."""
        unknown = Formula.parse(text).names - self.names.keys()
        name = min(unknown, default="")
        if len(unknown) != 1 or name not in self.parameters or not all(type(value) is int for value in column):
            return
        known = {each: self.values[mine] for each, mine in self.names.items()}
        found = []
        for at, value in enumerate(column):
            given = {each: values[at] for each, values in known.items()}
            fits = (guess for guess in _guesses(int(value)) if _evaluate(text, {**given, name: guess}) == value)
            found.append(next(fits, None))
        if None not in found:
            self._expose(name, tuple(found))  # type: ignore[arg-type]  # None was ruled out

    def _accept(self, slot: FieldPart, text: str) -> None:
        """Accept a formula if it gives the value that every call has."""
        formula = Formula.parse(text)
        if not formula.names <= self.names.keys():
            return
        for at, value in enumerate(self.columns[slot]):
            given = {name: self.values[self.names[name]][at] for name in formula.names}
            found = _evaluate(text, given)
            if type(found) is not type(value) or found != value:
                return
        self.formulas[slot] = _rename(text, self.names)

    # -- from differences -----------------------------------------------------------------------------------------------

    def _fields_used_by(self, field: str) -> list[str]:
        """The exposed fields that formulas for fields of this name use."""
        return [name for (_, other, _), text in self.formulas.items() if other == field for name in Formula.parse(text).names]

    def _equal_field(self, slot: FieldPart, column: tuple[Number, ...]) -> str:
        """The exposed field with the same values that formulas for this field use elsewhere; or an empty text."""
        same = (name for name in self._fields_used_by(slot[1]) if self.values[name] == column)
        return next((name for name in same if type(self.values[name][0]) is type(column[0])), "")

    def _multiple(self, slot: FieldPart, column: tuple[Number, ...]) -> str:
        """A multiple or fraction of an exposed field that formulas for this field use elsewhere; or an empty text."""
        for name in self._fields_used_by(slot[1]):
            values = self.values[name]
            if not all(type(each) is int and each > 0 for each in (*values, *column)):
                continue
            for text in (f"{name} * {column[0] // values[0]}", f"{name} // {values[0] // column[0]}"):
                found = (_evaluate(text, {name: each}) for each in values)
                if all(each == wanted for each, wanted in zip(found, column, strict=True)):
                    return text
        return ""

    def _own_field(self, slot: FieldPart, column: tuple[Number, ...]) -> str:
        """A field named as in the constructor, where a bare name is given there; else a multiple, or a new field."""
        level = self.instances[0].level
        bare = [name for each in self._expressions(slot) if isinstance(each, ast.Name) for name in [identifier(each.id)]]
        at, field, part = slot
        if part == WHOLE and bare and bare[0] and bare[0] not in self.names and bare[0] != "unknown":
            return self._expose(bare[0], column)
        wanted = f"{level.names[at]}_{field}" if part == WHOLE or f"{field}_{part}" in self.values else field
        wanted = wanted if part == WHOLE else f"{wanted}_{part}"
        return self._multiple(slot, column) or self._expose(wanted, column)

    def _expose(self, wanted: str, column: tuple[Number, ...]) -> str:
        """Expose values as a field; gives its name, which is free."""
        name = wanted[: LONGEST - 3]
        while name in self.values or name_problem(name) or name == REPEAT or hasattr(Group, name):
            name += "_"
        self.names[wanted] = name
        self.values[name] = column
        return name


def _guesses(value: int) -> list[int]:
    """Candidates that give `value` when multiplied or divided: divisors first, large before small, then multiples."""
    bound = max(abs(value), 1)
    small = [each for each in range(1, math.isqrt(bound) + 1) if bound % each == 0]
    return [*(bound // each for each in small), *reversed(small), *(bound * each for each in range(2, LARGEST_FACTOR + 1))]


def _is_formula(text: str) -> bool:
    try:
        return bool(Formula.parse(text).names)
    except FormulaError:
        return False


def _evaluate(text: str, values: Mapping[str, Any]) -> Any:
    try:
        return Formula.parse(text).value(values)
    except FormulaError:
        return None


def _rename(text: str, names: Mapping[str, str]) -> str:
    """A formula with parameters replaced by the names of their fields."""
    tree = ast.parse(text, mode="eval").body
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            node.id = names[node.id]
    return str(Formula.parse(ast.unparse(tree)))
