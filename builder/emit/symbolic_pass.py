"""What the blocks of a group are called with, worked out with numbers that know their texts.

Layers' own rules are run on :class:`Symbol` sizes. Nothing that is kept elsewhere is asked: a symbol equals its number,
so a cache would confuse the two. What is kept here is kept by plain numbers and by the names that were given to them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Any

from builder.analysis.topology import Plumbing
from builder.common.python_text import literal
from builder.common.symbolic_int import NamedFloat, Symbol, named, plain, symbolic
from builder.emit.variables import statement_order
from builder.groups.definition import Definition, definition_of
from builder.groups.formulas import Formula
from builder.groups.group import REPEAT, Group
from builder.layers.base import Call, Layer, Shape
from builder.model.graph import Block, Graph

LEADING_ZERO = re.compile(r"\b0\d")
"""A number that is one in a formula, but not in Python."""

MOST_KEPT = 1024
"""How many uses are kept for each definition."""

Key = tuple[str, tuple[Any, ...], tuple[Shape, ...]]
"""A group with plain values of its fields and plain shapes of what comes in."""


@dataclass(frozen=True, slots=True)
class GroupUse:
    """One pass of a group: the values of its exposed fields, and the shapes that come in."""

    definition: Definition
    values: Mapping[str, Any]
    inputs: tuple[Shape, ...]

    @property
    def key(self) -> Key:
        """What it is without any text."""
        values = tuple(plain(value) for value in self.values.values())
        return self.definition.name, values, tuple(without_text(shape) for shape in self.inputs)


@dataclass(frozen=True, slots=True)
class GroupPasses:
    """How a group's block is used: one pass, or several `times`."""

    uses: tuple[GroupUse, ...]
    flows: tuple[BodyPass, ...]
    times: Any


@dataclass(frozen=True, slots=True)
class BodyPass:
    """The calls of the blocks of a body by id, those of groups as :class:`Passes`, and what each gives."""

    calls: Mapping[int, Call | GroupPasses]
    shapes: Mapping[int, tuple[Shape, ...]]
    outputs: tuple[Shape, ...]


def without_text(shape: Shape) -> Shape:
    """A shape without texts."""
    return Shape(plain(shape.sizes), shape.kind)


def live_blocks(body: Graph) -> frozenset[int]:
    """The blocks of a body that lead to one of its exits."""
    return Plumbing.of(body, body=True).live


def run_pass(use: GroupUse) -> BodyPass:
    """Follow the shapes through the body."""
    definition = use.definition
    body = definition.body_at({name: plain(value) for name, value in use.values.items()})
    live = {*live_blocks(body), *definition.inlets, *definition.outlets}
    shapes: dict[int, tuple[Shape, ...]] = {id: (shape,) for id, shape in zip(definition.inlets, use.inputs, strict=True)}
    calls: dict[int, Call | GroupPasses] = {id: body.blocks[id].layer.call(*shapes[id]) for id in definition.inlets}
    for id in statement_order(body, live, definition.inlets, definition.outlets):
        if id in shapes:
            continue
        block = body.blocks[id]
        given = [shapes[source.block][source.index] for source in body.sources(id) if source is not None]
        if isinstance(block.layer, Group):
            passes = _run_passes(block.layer, _group_values(block, use.values), tuple(given), run_pass)
            calls[id], shapes[id] = passes, passes.flows[-1].outputs
        else:
            shapes[id] = _layer(block, use.values, loud=False).outputs(*given)
            calls[id] = _call(block, use.values, given)
    return BodyPass(calls, shapes, tuple(shapes[id][0] for id in definition.outlets))


def _call(block: Block, values: Mapping[str, Any], given: Sequence[Shape]) -> Call:
    """The call with as many texts as still give just the plain call."""
    plainly = block.layer.call(*map(without_text, given))
    if not block.formulas and all(shape == without_text(shape) and not symbolic(shape.sizes) for shape in given):
        return plainly
    for layer in (_layer(block, values, loud=True), block.layer):
        call = layer.call(*given)
        if _agree(call, plainly, block.layer):
            return call
    return plainly


def _agree(call: Call, plainly: Call, layer: Layer) -> bool:
    """Whether two calls are the same, but for texts and for fields that are written though torch's default is meant."""
    if (call.module, call.helper, plain(call.args)) != (plainly.module, plainly.helper, plainly.args):
        return False
    more = {name: plain(value) for name, value in call.kwargs.items() if name not in plainly.kwargs}
    fields = layer.values()
    return all(name in call.kwargs and plain(call.kwargs[name]) == value for name, value in plainly.kwargs.items()) and all(
        name in fields and fields[name] in (value, (value,) * len(fields[name]) if isinstance(fields[name], tuple) else value)
        for name, value in more.items()
    )


def named_pass(use: GroupUse, values: Mapping[str, str], sizes: Sequence[Sequence[str]]) -> tuple[tuple[Shape, ...], BodyPass]:
    """What comes in and the flow of a plain use, with names for the values of its fields and for the sizes."""
    key = (use.key, tuple(values.values()), tuple(map(tuple, sizes)))
    kept: dict[object, tuple[tuple[Shape, ...], BodyPass]] = use.definition.__dict__.setdefault("_told", {})
    if key not in kept:
        if len(kept) >= MOST_KEPT:
            kept.clear()
        inputs = tuple(
            Shape(tuple(named(name, size) for name, size in zip(names, shape, strict=True)), shape.kind)
            for names, shape in zip(sizes, use.inputs, strict=True)
        )
        fields = {name: named(values[name], value) for name, value in use.values.items()}
        kept[key] = inputs, run_pass(GroupUse(use.definition, fields, inputs))
    return kept[key]


def plain_use(layer: Group, inputs: Sequence[Shape]) -> GroupUse:
    """One pass of a group's block where all is plain."""
    values = layer.values()
    return GroupUse(definition_of(layer), {one.name: values[one.name] for one in definition_of(layer).exposed}, tuple(inputs))


def plain_passes(layer: Group, inputs: Sequence[Shape]) -> GroupPasses:
    """The passes of a group's block in the network itself, where all is plain."""
    return _run_passes(layer, layer.values(), tuple(inputs), _plain_pass)


def _plain_pass(use: GroupUse) -> BodyPass:
    """The flow of a use without texts, kept for the next time."""
    kept: dict[Key, BodyPass] = use.definition.__dict__.setdefault("_flows", {})
    if use.key not in kept:
        if len(kept) >= MOST_KEPT:
            kept.clear()
        kept[use.key] = run_pass(use)
    return kept[use.key]


def _run_passes(
    layer: Group, values: Mapping[str, Any], inputs: tuple[Shape, ...], follow: Callable[[GroupUse], BodyPass]
) -> GroupPasses:
    times = values[REPEAT]
    exposed = {one.name: values[one.name] for one in definition_of(layer).exposed}
    uses: list[GroupUse] = []
    flows: list[BodyPass] = []
    for _ in range(int(times)):
        uses.append(GroupUse(definition_of(layer), exposed, inputs))
        again = len(uses) > 1 and _texts(uses[-2].inputs) == _texts(inputs)
        flows.append(flows[-1] if again else follow(uses[-1]))
        inputs = flows[-1].outputs
    if isinstance(times, Symbol):
        flows[-1] = replace(flows[-1], outputs=tuple(_final_shape(uses, shape, times) for shape in flows[-1].outputs))
    return GroupPasses(tuple(uses), tuple(flows), times)


def _texts(shapes: Sequence[Shape]) -> list[str]:
    return [literal(shape.sizes) for shape in shapes]


def _final_shape(uses: Sequence[GroupUse], last: Shape, times: Symbol) -> Shape:
    """What comes out at the end, told by how often it grew where it grows evenly."""
    shapes = [*(use.inputs[0] for use in uses), last]
    if len({len(shape) for shape in shapes}) > 1:
        return last
    sizes = []
    for column in zip(*shapes, strict=True):
        steps = {literal(after - before) for before, after in pairwise(column)}
        even = len(steps) == 1 and " " not in min(steps) and min(steps) != "0"
        sizes.append(column[0] + (column[1] - column[0]) * times if even else column[-1])
    return Shape(tuple(sizes), last.kind)


def _group_values(block: Block, values: Mapping[str, Any]) -> dict[str, Any]:
    return {**block.layer.values(), **_formula_values(block, values, loud=False)}


def _layer(block: Block, values: Mapping[str, Any], *, loud: bool) -> Layer:
    """The layer with texts in the fields that have formulas; not validated, which would take them off."""
    if not block.formulas:
        return block.layer
    layer = block.layer
    fields = {**layer.values(), **_formula_values(block, values, loud=loud)}
    return type(layer).model_construct(**fields)


def _formula_values(block: Block, values: Mapping[str, Any], *, loud: bool) -> dict[str, Any]:
    """The fields with formulas; one number stands for all where the field wants several."""
    given = {name: _with_loudness(value, loud) for name, value in values.items()}
    found = {}
    for field, text in block.formulas.items():
        formula, concrete = _formula(text), block.layer.values()[field]
        value = formula.value(given)
        if (
            isinstance(value, Symbol)
            and all(str(given[name]) == name for name in formula.names)
            and not LEADING_ZERO.search(text)
        ):
            value = value.with_text(str(formula))
        spread = isinstance(concrete, tuple) and not isinstance(value, tuple)
        found[field] = (value,) * len(concrete) if spread else value
    return found


def _with_loudness(value: Any, loud: bool) -> Any:
    """`value` as a field needs it: loud, so that it is written; quiet, so that rules take it for what it is."""
    if isinstance(value, Symbol):
        return Symbol(int(value), value.terms, value.text, loud=loud)
    return NamedFloat(value.text, value, loud=loud) if isinstance(value, NamedFloat) else value


@lru_cache(maxsize=1024)
def _formula(text: str) -> Formula:
    return Formula.parse(text)
