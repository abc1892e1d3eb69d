"""The classes of groups: which there are, the parameters of their constructors, and their text.

Each use of a group in the network is evaluated once with named sizes and fields (symbolic_pass). Uses whose calls differ
in values only share a class. For each value the expressions of all uses are compared: where they agree, the expression
is right in every use, since it was computed there, and is written. Where they differ, or where it would be too long to
read, the value becomes a parameter of the constructor. Uses that differ in more than values get numbered classes.

Unifying the results of symbolic evaluation replaces an inference of the parameters from the body's formulas, which would
need rules for every kind of layer.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from builder.common.names import name_problem
from builder.common.python_text import docstring, join_words, literal, shape_text, signature, tensors
from builder.common.symbolic_int import plain, symbolic
from builder.emit.call_templates import (
    CallTemplate,
    ConstructorParameter,
    Signature,
    Slot,
    layer_template,
    passes_template,
    words_in,
)
from builder.emit.class_body import INDENT, ClassBody, Plan
from builder.emit.source import Row, class_name
from builder.emit.statements import Statement
from builder.emit.symbolic_pass import BodyPass, GroupPasses, GroupUse, live_blocks, named_pass
from builder.groups.definition import Definition
from builder.layers.base import Call, Category, Shape
from builder.model.graph import Block

LONGEST_SUMMARY = 200
LONGEST_SIZES = (34, 12)
"""The longest expression for channels in a docstring, and for the sizes behind them."""

SMALLEST_SIZE = 8
"""A field with a smaller default is a count, a stride or a factor, rather than a number of channels."""

LONGEST_TEXT = 32
"""A value with a longer expression becomes a parameter."""

BUILTINS = frozenset({"bool", "float", "int", "range", "super", "tuple"})
"""Builtins that the text of a constructor may use, so that no parameter hides them."""

SIZES: Mapping[int, tuple[str, ...]] = {
    1: ("features",),
    2: ("channels", "length"),
    3: ("channels", "height", "width"),
    4: ("channels", "depth", "height", "width"),
}
"""The names of the sizes of a sample, by their number."""

ROWS = ("length", "features")
"""The names of two sizes where a series is read row by row."""

BY_ROWS = (Category.ATTENTION, Category.RECURRENT, Category.LINEAR)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupClass:
    """One class. `stored` maps attributes to the parameters that forward reads from them."""

    definition: Definition
    signature: Signature
    stored: Mapping[str, str]
    body: ClassBody
    shapes: tuple[tuple[str, ...], tuple[str, ...]]

    @property
    def ends(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The blocks of the body that are the arguments and the results of forward."""
        return tuple(self.body.plan.inputs), tuple(self.body.plan.outputs)


GroupClasses = dict[Hashable, GroupClass]
"""The classes by the keys of the uses that they are for."""


def group_classes(passes: Iterable[GroupPasses], taken: Collection[str]) -> GroupClasses:
    """The classes that groups with these passes need, inner ones first; none has a name in `taken`."""
    uses: dict[Hashable, GroupUse] = {}
    names = set(taken)
    for each in passes:
        _collect(each, uses, names)
    by_name: dict[str, list[GroupUse]] = {}
    for use in uses.values():
        by_name.setdefault(use.definition.name, []).append(use)
    helpers: GroupClasses = {}
    for group in sorted(by_name.values(), key=lambda each: each[0].definition.depth):
        classes = _ClassBuilder(group, helpers).build(names)
        names |= {each.signature.class_name for each in classes.values()}
        helpers |= classes
    return helpers


def _collect(passes: GroupPasses, uses: dict[Hashable, GroupUse], names: set[str]) -> None:
    """Collect every use once, and the names of the helper classes that inner layers need."""
    for use, inner in zip(passes.uses, passes.results, strict=True):
        if use.key not in uses:
            uses[use.key] = use
            for call in inner.calls.values():
                if isinstance(call, GroupPasses):
                    _collect(call, uses, names)
                elif call.helper and call.module:
                    names.add(call.module)


@dataclass(frozen=True, slots=True)
class _Variant:
    """One use with expressions: the calls of its blocks, and the shapes of its inputs and outputs."""

    use: GroupUse
    templates: Mapping[int, CallTemplate]
    inputs: tuple[Shape, ...]
    outputs: tuple[Shape, ...]

    @property
    def structure(self) -> Hashable:
        """What must be equal for two uses to share a class."""
        return tuple((id, template.structure) for id, template in self.templates.items())


class _ClassBuilder:
    """Builds the classes of one definition from all its uses."""

    def __init__(self, uses: Sequence[GroupUse], helpers: GroupClasses) -> None:
        self.uses, self.definition = uses, uses[0].definition
        self.signatures = {key: helper.signature for key, helper in helpers.items()}
        self.classes = {signature.class_name for signature in self.signatures.values()}

    def build(self, taken: set[str]) -> GroupClasses:
        """The classes by the keys of the uses."""
        self.taken = {*taken, *BUILTINS, "self", "nn", "torch", "Tensor", "OrderedDict"}
        variants = [self._variant(use) for use in self.uses]
        clusters: dict[Hashable, list[_Variant]] = {}
        for variant in variants:
            clusters.setdefault(variant.structure, []).append(variant)
        found: GroupClasses = {}
        names = set(taken)
        for cluster in clusters.values():
            name = _free_class(class_name(self.definition.name), names)
            names.add(name)
            helper = self._group_class(name, cluster)
            found |= {variant.use.key: helper for variant in cluster}
        return found

    # -- one use with expressions ------------------------------------------------------------------------------------

    def _variant(self, use: GroupUse) -> _Variant:
        """Evaluate one use; calls whose expression in forward reads a number get a second template that reads it from self."""
        body = use.definition.body_at(use.values)
        inputs, result = self._run_named(use)
        texts = [call.expression or "" for call in result.calls.values() if isinstance(call, Call)]
        names = {*self._names(use).values(), *(name for port in self._sizes(use) for name in port)}
        stored = self._run_named(use, stored=True)[1] if words_in(texts) & names else result
        templates: dict[int, CallTemplate] = {}
        for id, call in result.calls.items():
            other = stored.calls[id]
            if isinstance(call, GroupPasses) or isinstance(other, GroupPasses):
                assert isinstance(call, GroupPasses)
                templates[id] = passes_template(call, self.signatures)
            else:
                templates[id] = layer_template(body.blocks[id].layer, call, other)
        return _Variant(use, templates, inputs, result.outputs)

    def _run_named(self, use: GroupUse, *, stored: bool = False) -> tuple[tuple[Shape, ...], BodyPass]:
        """Evaluate a use with names for its numbers: those of the parameters, or (`stored`) of the attributes of self."""
        fields = {name: self._name_expression(argument, stored) for name, argument in self._names(use).items()}
        sizes = [[self._name_expression(name, stored) for name in port] for port in self._sizes(use)]
        return named_pass(use, fields, sizes)

    def _name_expression(self, name: str, stored: bool) -> str:
        """The expression that reads a parameter: its name in __init__, an attribute of self in forward."""
        return f"self.{self._attribute(name)}" if stored else name

    def _attribute(self, name: str) -> str:
        return _free(name, self.definition.body.names())

    def _names(self, use: GroupUse) -> dict[str, str]:
        """The parameter names of the group's fields."""
        taken = set(self.taken)
        names = {}
        for name in use.values:
            names[name] = _free(name if name_problem(name) is None else "field", taken)
            taken.add(names[name])
        return names

    def _sizes(self, use: GroupUse) -> list[list[str]]:
        """The names of the sizes of each input; a field with that name and the same value in all uses stands for one."""
        fields = self._names(use)
        taken = {*self.taken, *fields.values()}
        found: list[list[str]] = []
        for port, inlet in enumerate(self.definition.inlets):
            words = _axis_words(use, inlet, len(use.inputs[port]))
            if port:
                words = [f"{self.definition.body.blocks[inlet].name}_{word.removeprefix('in_')}" for word in words]
            names: list[str] = []
            for axis, word in enumerate(words):
                same = word in use.values and all(each.values[word] == each.inputs[port][axis] for each in self.uses)
                names.append(fields[word] if same else _free(word, taken))
                taken.add(names[-1])
            found.append(names)
        return found

    # -- one class ---------------------------------------------------------------------------------------------------

    def _group_class(self, name: str, cluster: Sequence[_Variant]) -> GroupClass:
        """Build the class that all uses of a cluster share."""
        first = cluster[0]
        possible = self._possible_parameters(first)
        texts = _ValueTexts(cluster, {*self.taken, *(one.name for one in possible)})
        blocks = self.definition.body.blocks
        borrowed = {id for id in first.templates if blocks[id].weights_of in first.templates}
        statements: dict[int, Statement] = {}
        for id, template in first.templates.items():
            plainly = [literal(slot.value) for slot in template.slots]
            statements[id] = template.statement(plainly if id in borrowed else texts.expressions(blocks[id], template.slots))
        read = words_in([statement.constructor for id, statement in statements.items() if id not in borrowed])
        kept = {
            attribute for statement in statements.values() for attribute in re.findall(r"\bself\.(\w+)", statement.expression)
        }
        used = [one for one in possible if one.name in read or self._attribute(one.name) in kept]
        sizes = [one for one in used if one.size is not None]
        chosen = (*sizes, *texts.promoted, *_optional([one for one in used if one.field]))
        body = self._body(first.use, statements)
        stored = {self._attribute(one.name): one.name for one in chosen if self._attribute(one.name) in kept}
        return GroupClass(
            definition=self.definition,
            signature=Signature(name, chosen),
            stored=stored,
            body=body,
            shapes=_docstring_shapes(cluster),
        )

    def _possible_parameters(self, first: _Variant) -> list[ConstructorParameter]:
        """All possible parameters: sizes of the inputs, then fields."""
        names = self._names(first.use)
        found: dict[str, ConstructorParameter] = {}
        for port, shape in enumerate(first.inputs):
            for axis, size in enumerate(shape):
                if str(size) not in names.values() and str(size) not in found:
                    found[str(size)] = ConstructorParameter(str(size), "int", size=(port, axis))
        for exposed in self.definition.exposed:
            kind = type(exposed.default).__name__
            found[names[exposed.name]] = ConstructorParameter(
                names[exposed.name], kind, field=exposed.name, default=exposed.default
            )
        return list(found.values())

    def _body(self, use: GroupUse, statements: Mapping[int, Statement]) -> ClassBody:
        """The body of the class for the definition's blocks."""
        definition = self.definition
        body = definition.body_at(use.values)
        live = {*live_blocks(body), *definition.inlets, *definition.outlets}
        plan = Plan(
            graph=body,
            live=live,
            statements=statements,
            inputs=definition.inlets,
            outputs=definition.outlets,
            comments={},
            runs=False,
        )
        return ClassBody(plan, self.taken)


class _ValueTexts:
    """The expressions for the values of calls; a value without one that all uses share becomes a parameter."""

    def __init__(self, cluster: Sequence[_Variant], taken: set[str]) -> None:
        self.promoted: list[ConstructorParameter] = []
        self._cluster, self._taken = cluster, taken
        self._names: dict[tuple[Any, ...], str] = {}

    def expressions(self, block: Block, slots: Sequence[Slot]) -> list[str]:
        """The expressions for the slots of an inner block."""
        return [self._common_prefix(block, place) or self._argument(block, slots[place], place) for place in range(len(slots))]

    def _common_prefix(self, block: Block, place: int) -> str:
        """The expression of a value in all uses; empty where they differ, or where it is too long to read."""
        slots = [variant.templates[block.id].slots[place] for variant in self._cluster]
        text, value = literal(slots[0].value), slots[0].value
        longest = max((len(literal(part)) for part in (value if isinstance(value, tuple) else (value,))), default=0)
        fine = slots[0].name in block.formulas or not symbolic(value) or longest <= LONGEST_TEXT
        return text if fine and all(literal(slot.value) == text for slot in slots) else ""

    def _argument(self, block: Block, slot: Slot, place: int) -> str:
        """The new parameter for a value; values that are equal in every use share one."""
        values = tuple(plain(variant.templates[block.id].slots[place].value) for variant in self._cluster)
        if values not in self._names:
            wanted = slot.name if slot.name not in self._taken else f"{block.name}_{slot.name}"
            name = self._names[values] = _free(wanted if name_problem(wanted) is None else f"size_{wanted}", self._taken)
            self._taken.add(name)
            self.promoted.append(ConstructorParameter(name, _type_of(values), slot=(block.id, slot.name)))
        return self._names[values]


def class_rows(helper: GroupClass) -> Iterator[Row]:
    """The lines of the class, with the ids of its definition's blocks."""
    body, (given, results) = helper.body, helper.shapes
    yield f"class {helper.signature.class_name}(nn.Module):", None
    yield from ((line, None) for line in docstring(_summary(helper.definition), "    "))
    yield "", None
    init_rows = list(body.init_rows())
    if init_rows or helper.stored:
        arguments = [_parameter_declaration(parameter) for parameter in helper.signature.parameters]
        yield from ((line, None) for line in signature("__init__", arguments, "None"))
        yield f"{INDENT}super().__init__()", None
        yield from ((f"{INDENT}self.{attribute} = {name}", None) for attribute, name in helper.stored.items())
        yield from init_rows
        yield "", None
    first = body.plan.inputs[0]
    yield from ((line, first) for line in signature("forward", body.signature, tensors(len(results))))
    yield from ((line, first) for line in docstring(f"Map {join_words(given)} to {join_words(results)}.", INDENT))
    yield from body.forward_rows()


def _optional(fields: Sequence[ConstructorParameter]) -> list[ConstructorParameter]:
    """Make the fields behind the last number of channels optional: a stride of 1 may be omitted, 64 channels may not."""
    sizes = [at for at, one in enumerate(fields) if type(one.default) is int and one.default >= SMALLEST_SIZE]
    return [replace(one, optional=at > max(sizes, default=-1)) for at, one in enumerate(fields)]


def _parameter_declaration(parameter: ConstructorParameter) -> str:
    default = f" = {literal(parameter.default)}" if parameter.optional else ""
    return f"{parameter.name}: {parameter.type}{default}"


def _summary(definition: Definition) -> str:
    """The first sentence of the group's description, without characters that would end a docstring."""
    words = definition.doc.split(". ")[0] or definition.title or f"A group of {len(definition.body.blocks)} blocks"
    harmless = re.sub(r"[^\w .,:;()\[\]+\-–×/=%*’]", "", " ".join(words.split()))[:LONGEST_SUMMARY]
    return f"{harmless.strip().rstrip('.') or definition.name}."


def _docstring_shapes(cluster: Sequence[_Variant]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The shapes of inputs and outputs for the docstring of forward.

    A size whose expression differs between the uses, or is long, is written with a prime (H'); dots stand for sizes where
    even the number of axes differs.
    """
    first = cluster[0]
    given = []
    for port, shape in enumerate(first.inputs):
        same = len({len(variant.inputs[port]) for variant in cluster}) == 1
        given.append(shape_text([str(size) for size in shape] if same else ["..."]))
    results = []
    for port, shape in enumerate(first.outputs):
        if len({len(variant.outputs[port]) for variant in cluster}) > 1:
            results.append(shape_text(["..."]))
            continue
        words = (
            ["features", *SIZES.get(len(shape), ())[1:]] if len(shape) == 1 else SIZES.get(len(shape), ("size",) * len(shape))
        )
        sizes = []
        for axis, word in enumerate(words):
            texts = {literal(variant.outputs[port][axis]) for variant in cluster}
            text = _short(texts.pop())
            sizes.append(f"{_short(word)}'" if texts or len(text) > LONGEST_SIZES[axis > 0] else text)
        results.append(shape_text(sizes))
    return tuple(map(_short, given)), tuple(results)


def _short(text: str) -> str:
    """Letters for the sizes behind the channels: H for height."""
    return re.sub(r"(depth|height|width|length)\b", lambda found: found[0][0].upper(), text)


def _axis_words(use: GroupUse, inlet: int, rank: int) -> list[str]:
    body = use.definition.body
    readers = {body.blocks[id].layer.category for id in body.successors(inlet)}
    words = ROWS if rank == 2 and readers & set(BY_ROWS) else SIZES.get(rank, tuple(f"size{axis}" for axis in range(rank)))
    return [f"in_{word}" if word in ("channels", "features") else word for word in words]


def _type_of(values: Sequence[Any]) -> str:
    value = values[0]
    if isinstance(value, tuple):
        return f"tuple[{_type_of(value)}, ...]" if value else "tuple[()]"
    return type(value).__name__


def _free(name: str, taken: Collection[str]) -> str:
    while name in taken:
        name += "_"
    return name


def _free_class(name: str, taken: Collection[str]) -> str:
    number, found = 2, name
    while found in taken:
        found, number = f"{name}{number}", number + 1
    return found
