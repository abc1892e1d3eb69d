"""The definition of a group: a graph with ends of its own, a name, and the fields that its blocks have outside."""

from __future__ import annotations

import re
import types
from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, replace
from dataclasses import field as dataclass_field
from functools import cached_property
from typing import Any, cast

from immutables import Map

from builder.analysis.cache import AnalysisCache
from builder.common.fields import FieldError
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.common.names import name_problem
from builder.groups.errors import BodyError, GroupError
from builder.groups.formulas import Formula, FormulaError
from builder.groups.group import MOST_PASSES, REPEAT, Group, stem
from builder.layers import LAYERS, PORTS
from builder.layers.base import Layer, Text, param
from builder.model.graph import Block, Graph
from builder.model.outputs import walked_back

DEEPEST = 16
"""How deep groups may be nested."""

MOST_NESTED = 2000
"""How many blocks inside a group may be groups themselves, all levels counted."""

MOST_EXPOSED = 100
LONGEST = 60
MOST_WORDS = 10_000

_CLASS = re.compile(r"[A-Z][A-Za-z0-9]*")
_TAKEN = frozenset({"Group", "Tensor", "OrderedDict", "Net"})


@dataclass(frozen=True, slots=True)
class Exposed:
    """A field of a group that formulas of its inner blocks use; `default` says of which type it is."""

    name: str
    default: int | float | bool
    low: int | None = 1
    doc: str = ""


@dataclass(frozen=True)
class Definition:
    """One group, stored once however often it is used.

    `body` is an ordinary graph whose ends are GroupInput and GroupOutput; its layers hold what their formulas give for
    the defaults of the `exposed` fields. `title`, `doc` and `source` are what a layer has of the same name.
    """

    name: str
    body: Graph
    exposed: tuple[Exposed, ...] = ()
    _: KW_ONLY
    title: str = ""
    doc: str = ""
    source: str = ""
    analysis_cache: AnalysisCache = dataclass_field(default_factory=AnalysisCache, compare=False, repr=False)
    """Measurements that all uses of the group share; `replace` hands it on, so that an edit inside stays quick."""

    # What follows from the fields is computed once, when it is asked for: analysis and files ask thousands of times.
    # cached_property writes past the frozen __setattr__ and needs a __dict__, so there are no slots; equality and replace()
    # know fields only, so a changed copy computes its own.

    @cached_property
    def kind(self) -> type[Group]:
        """The kind of layer that the group is."""
        return kind_of(self)

    @cached_property
    def defaults(self) -> dict[str, Any]:
        """The exposed fields with their defaults."""
        return {exposed.name: exposed.default for exposed in self.exposed}

    @cached_property
    def inlets(self) -> tuple[int, ...]:
        """The GroupInput blocks of the body, in the order of the ports outside."""
        return tuple(self.body.of_kind("GroupInput"))

    @cached_property
    def outlets(self) -> tuple[int, ...]:
        """The GroupOutput blocks of the body, in the order of the ports outside."""
        return tuple(self.body.of_kind("GroupOutput"))

    @cached_property
    def uses(self) -> frozenset[str]:
        """The names of the groups in the body itself, nested ones not included."""
        return frozenset(block.kind for block in self.body.blocks.values() if isinstance(block.layer, Group))

    @cached_property
    def depth(self) -> int:
        """The depth of nesting, this group included."""
        inner = [definition_of(block.layer).depth for block in self.body.blocks.values() if isinstance(block.layer, Group)]
        return 1 + max(inner, default=0)

    @cached_property
    def nested(self) -> int:
        """How many blocks inside it are groups, all levels counted."""
        inner = [definition_of(block.layer) for block in self.body.blocks.values() if isinstance(block.layer, Group)]
        return sum(1 + definition.nested for definition in inner)

    @cached_property
    def memos(self) -> dict[str, dict[Any, Any]]:
        """Results that are computed once per definition, by the name of the computation; they live as long as it does."""
        return {}

    @cached_property
    def _bodies(self) -> dict[tuple[Any, ...], Graph]:
        return {}

    def body_at(self, values: Mapping[str, Any]) -> Graph:
        """The body for some values of the exposed fields; raises :class:`BodyError`."""
        key = tuple(values[exposed.name] for exposed in self.exposed)
        if key not in self._bodies:
            self._bodies[key] = evaluate_body(self.body, {exposed.name: values[exposed.name] for exposed in self.exposed})
        return self._bodies[key]

    def with_body(self, body: Graph) -> Definition:
        """With another body, whose formulas are evaluated for the defaults; raises :class:`BodyError`."""
        plain = replace(body, definitions=Map())
        return replace(self, body=evaluate_body(plain, self.defaults))

    def validate(self) -> Definition:
        """Return itself; raises :class:`GroupError` where something is not as it must be."""
        problem = self._of_name() or self._of_exposed() or self._of_body()
        if problem:
            raise GroupError(problem)
        return self

    def _of_name(self) -> Message | None:
        if len(self.name) > LONGEST or not _CLASS.fullmatch(self.name):
            return Message.of(
                QT_TRANSLATE_NOOP(
                    "Groups",
                    "{name!r} cannot name a group: it becomes a class, so write up to {longest} letters and "
                    "digits that begin with a capital, such as ResidualBlock.",
                ),
                name=self.name[:LONGEST],
                longest=LONGEST,
            )
        if self.name in LAYERS or self.name in PORTS or self.name in _TAKEN or name_problem(self.name):
            return Message.of(
                QT_TRANSLATE_NOOP("Groups", "{name} already means something else; choose another name for the group."),
                name=self.name,
            )
        return None

    def _of_exposed(self) -> Message | None:
        names = [exposed.name for exposed in self.exposed]
        for name in names:
            if name_problem(name) or name == REPEAT or hasattr(Group, name):
                return Message.of(
                    QT_TRANSLATE_NOOP(
                        "Groups",
                        "{name!r} cannot name a field of the group {group}: it means something else already, or is no name.",
                    ),
                    name=name,
                    group=self.name,
                )
            if names.count(name) > 1:
                return Message.of(
                    QT_TRANSLATE_NOOP(
                        "Groups", "The group {group} has two fields called {name}; each needs a name of its own."
                    ),
                    group=self.name,
                    name=name,
                )
        return None

    def _of_body(self) -> Message | None:
        if not self.inlets or not self.outlets:
            return Message.of(
                QT_TRANSLATE_NOOP(
                    "Groups", "The group {name} needs a GroupInput and a GroupOutput: nothing could go in or come out."
                ),
                name=self.name,
            )
        for id in self.body.ids():
            block = self.body.blocks[id]
            if block.kind in ("Input", "Output"):
                return Message.of(
                    QT_TRANSLATE_NOOP(
                        "Groups", "{name} in the group {group} is an end of the whole network; a group has ends of its own."
                    ),
                    name=block.name,
                    group=self.name,
                )
            for field, text in block.formulas.items():
                problem = self._of_formula(block, field, text)
                if problem:
                    return Message.of(
                        QT_TRANSLATE_NOOP("Groups", "{name}.{key} in the group {group}: {problem}"),
                        name=block.name,
                        key=field,
                        group=self.name,
                        problem=problem,
                    )
        if self.nested > MOST_NESTED:
            return Message.of(
                QT_TRANSLATE_NOOP(
                    "Groups", "{nested:,} blocks inside of {name} are groups themselves; at most {most_nested:,} can be."
                ),
                nested=self.nested,
                name=self.name,
                most_nested=MOST_NESTED,
            )
        if self.depth > DEEPEST:
            return Message.of(
                QT_TRANSLATE_NOOP("Groups", "{depth} groups stand inside each other in {name}; at most {deepest} can."),
                depth=self.depth,
                name=self.name,
                deepest=DEEPEST,
            )
        return None

    def _of_formula(self, block: Block, field: str, text: str) -> Message | None:
        if field not in type(block.layer).model_fields:
            return Message.of(QT_TRANSLATE_NOOP("Groups", "a {kind} has no such field."), kind=block.kind)
        try:
            unknown = Formula.parse(text).names - self.defaults.keys()
        except FormulaError as error:
            return error.message
        if unknown:
            known = ", ".join(self.defaults) or QT_TRANSLATE_NOOP("Groups", "none")
            return Message.of(
                QT_TRANSLATE_NOOP("Groups", "{text} uses {unknown}, which is no field of the group (there are: {known})."),
                text=text,
                unknown=sorted(unknown)[0],
                known=known,
            )
        return None


def definition_of(group: Group | type[Group]) -> Definition:
    """The definition of a group's block; a layer knows it by an interface only, so that its module needs no definition."""
    return cast("Definition", group.definition)


def definitions_of(graph: Graph) -> Map[str, Definition]:
    """The definitions of a graph by name; a graph knows them by an interface only."""
    return cast("Map[str, Definition]", graph.definitions)


def in_order(definitions: Mapping[str, Definition]) -> list[Definition]:
    """The definitions in topological order: each after the groups in its body, otherwise by name."""
    order: dict[str, Definition] = {}

    def visit(name: str) -> None:
        if name not in order and name in definitions:
            for inner in sorted(definitions[name].uses):
                visit(inner)
            order[name] = definitions[name]

    for name in sorted(definitions):
        visit(name)
    return list(order.values())


def evaluate_body(body: Graph, values: Mapping[str, Any]) -> Graph:
    """`body` with every formula evaluated for these values; raises :class:`BodyError`."""
    blocks = body.blocks
    for id, block in body.blocks.items():
        if block.formulas:
            layer = layer_at(block, values)
            if layer != block.layer:
                blocks = blocks.set(id, replace(block, layer=layer))
    return body if blocks is body.blocks else replace(body, blocks=blocks)


def layer_at(block: Block, values: Mapping[str, Any]) -> Layer:
    """The layer of an inner block for some values of the group's fields; raises :class:`BodyError`."""
    found: dict[str, Any] = {}
    for field, text in sorted(block.formulas.items()):
        used: frozenset[str] = frozenset()
        try:
            formula = Formula.parse(text)
            used = formula.names
            found[field] = formula.value(values)
        except FormulaError as error:
            raise BodyError(
                QT_TRANSLATE_NOOP("Groups", "{name}.{key}: {error}"),
                exposed=min(used, default=None),
                name=block.name,
                key=field,
                error=error.message,
            ) from None
    try:
        return block.layer.with_values(**found)
    except FieldError as error:
        text = block.formulas.get(error.field, "")
        names = sorted(Formula.parse(text).names) if text else []
        template = QT_TRANSLATE_NOOP("Groups", "{name}.{key} {expected}, not {value}")
        if text:
            template = QT_TRANSLATE_NOOP("Groups", "{name}.{key} ({formula}) {expected}, not {value}")
        raise BodyError(
            template,
            exposed=names[0] if names else None,
            name=block.name,
            key=error.field,
            formula=", ".join([text, *(f"{name} {values[name]}" for name in names)]),
            expected=error.expected,
            value=error.value,
        ) from None


def kind_of(definition: Definition) -> type[Group]:
    """The layer class of `definition`: its exposed fields, and how often it is repeated.

    A class per definition lets everything that works on layers (fields, editors, files, analysis) work on groups.
    """
    fields: dict[str, Any] = {}
    annotations: dict[str, Any] = {}
    for exposed in definition.exposed:
        low = exposed.low if not isinstance(exposed.default, bool) else None
        fields[exposed.name] = param(exposed.default, low=low, doc=exposed.doc, required=True)
        annotations[exposed.name] = type(exposed.default)
    doc = QT_TRANSLATE_NOOP("Groups", "How many times the group stands in a row; each time has weights of its own.")
    fields[REPEAT] = param(1, low=1, high=MOST_PASSES, doc=doc)
    annotations[REPEAT] = int
    names = definition.body.blocks
    inner = len(names) - len(definition.inlets) - len(definition.outlets)
    namespace = {
        **fields,
        "__annotations__": annotations,
        "__module__": __name__,
        "help": definition.doc or _block_count(inner),
        "definition": definition,
        "title": definition.title or definition.name,
        "source": definition.source,
        "default_name": stem(definition.name),
        "inlets": tuple(names[id].name for id in definition.inlets),
        "outlets": tuple(names[id].name for id in definition.outlets),
        **_head(definition),
    }
    # Not a class statement: names and number of the fields are known only here, and pydantic reads them when the class is made.
    return cast("type[Group]", types.new_class(definition.name, (Group,), exec_body=lambda body: body.update(namespace)))


def _block_count(count: int) -> Text:
    if count == 1:
        return QT_TRANSLATE_NOOP("Groups", "A group of 1 block.")
    return Message.of(QT_TRANSLATE_NOOP("Groups", "A group of {count} blocks."), count=count)


def _head(definition: Definition) -> dict[str, Any]:
    """Which of the group's fields says how many channels come out of it, and whether it decides on that at all."""
    found, stopped = walked_back(definition.body, definition.outlets[:1])
    if len(definition.outlets) != 1 or stopped or len(found) > 1:
        return {"resizes": True}
    if not found:
        return {}
    block = definition.body.blocks[found[0]]
    formula = block.formulas.get(block.layer.head_field or "", "")
    return {"head_field": formula} if formula.isidentifier() else {"resizes": True}
