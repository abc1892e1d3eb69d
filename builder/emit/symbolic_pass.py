"""Symbolic evaluation of a group's body: sizes are Symbols that carry the expression to print.

The class of a group must compute the sizes of its blocks from the constructor's arguments ("in_channels + growth"). These
expressions are not derived by rules of their own: the layers' ordinary shape rules run on :class:`Symbol` sizes, integers
that record how they were computed. So every layer, also one that is added later, gives right expressions without a word
about them.

A symbol equals and hashes as its number, so results must not come from caches that are keyed by numbers alone: the rules
are called directly, never through the analysis. The caches here are keyed by the numbers and by the names given to them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Any

from builder.analysis.topology import Topology
from builder.common.python_text import literal
from builder.common.symbolic_int import NamedFloat, Symbol, name_number, plain, symbolic
from builder.emit.variables import statement_order
from builder.groups.definition import Definition, definition_of
from builder.groups.formulas import Formula
from builder.groups.group import REPEAT, Group
from builder.layers.base import Call, Layer, Shape
from builder.model.graph import Block, Graph

LEADING_ZERO = re.compile(r"\b0\d")
"""A number that a formula accepts, but Python does not: 007."""

MOST_CACHED = 1024
"""How many results are cached per definition."""

Key = tuple[str, tuple[Any, ...], tuple[Shape, ...]]
"""A group with the plain values of its fields and the plain shapes of its inputs: the key of a class."""


@dataclass(frozen=True, slots=True)
class GroupUse:
    """One pass of a group: the values of its exposed fields and the shapes of its inputs, plain or symbolic."""

    definition: Definition
    values: Mapping[str, Any]
    inputs: tuple[Shape, ...]

    @property
    def key(self) -> Key:
        """The same without expressions: uses with equal keys share a class."""
        values = tuple(plain(value) for value in self.values.values())
        return self.definition.name, values, tuple(without_text(shape) for shape in self.inputs)


@dataclass(frozen=True, slots=True)
class GroupPasses:
    """The use of a group's block: one pass, or several `times` in a row."""

    uses: tuple[GroupUse, ...]
    results: tuple[BodyPass, ...]
    times: Any


@dataclass(frozen=True, slots=True)
class BodyPass:
    """The result of one pass: by block id the calls (of groups :class:`GroupPasses`) and the shapes; the outputs' shapes."""

    calls: Mapping[int, Call | GroupPasses]
    shapes: Mapping[int, tuple[Shape, ...]]
    outputs: tuple[Shape, ...]


def without_text(shape: Shape) -> Shape:
    """A shape with plain numbers instead of symbols."""
    return Shape(plain(shape.sizes), shape.kind)


def live_blocks(body: Graph) -> frozenset[int]:
    """The blocks of a body that lead to one of its outputs."""
    return Topology.of(body, body=True).live


def run_pass(use: GroupUse) -> BodyPass:
    """Run the shape rules through the body, in the order of its statements."""
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
            calls[id], shapes[id] = passes, passes.results[-1].outputs
        else:
            shapes[id] = _layer(block, use.values, loud=False).outputs(*given)
            calls[id] = _call(block, use.values, given)
    return BodyPass(calls, shapes, tuple(shapes[id][0] for id in definition.outlets))


def _call(block: Block, values: Mapping[str, Any], given: Sequence[Shape]) -> Call:
    """The call with as many expressions as possible: the first of three attempts that agrees with the plain call.

    The first has expressions in fields and sizes. In the second, fields are plain numbers. Layers that branch on numbers
    (a default, a common divisor) may differ with symbols, and then the third, the plain call, is right for this use.
    """
    plain_call = block.layer.call(*map(without_text, given))
    if not block.formulas and all(shape == without_text(shape) and not symbolic(shape.sizes) for shape in given):
        return plain_call
    for layer in (_layer(block, values, loud=True), block.layer):
        call = layer.call(*given)
        if _agree(call, plain_call, block.layer):
            return call
    return plain_call


def _agree(call: Call, plain_call: Call, layer: Layer) -> bool:
    """Whether two calls are equal but for expressions, and for fields that are written although they have torch's default."""
    if (call.module, call.helper, plain(call.args)) != (plain_call.module, plain_call.helper, plain_call.args):
        return False
    more = {name: plain(value) for name, value in call.kwargs.items() if name not in plain_call.kwargs}
    fields = layer.values()
    return all(name in call.kwargs and plain(call.kwargs[name]) == value for name, value in plain_call.kwargs.items()) and all(
        name in fields and fields[name] in (value, (value,) * len(fields[name]) if isinstance(fields[name], tuple) else value)
        for name, value in more.items()
    )


def named_pass(use: GroupUse, values: Mapping[str, str], sizes: Sequence[Sequence[str]]) -> tuple[tuple[Shape, ...], BodyPass]:
    """The inputs and the pass of a plain use, with names for the values of its fields and for the sizes of its inputs."""
    key = (use.key, tuple(values.values()), tuple(map(tuple, sizes)))
    cached: dict[object, tuple[tuple[Shape, ...], BodyPass]] = use.definition.memos.setdefault("named_pass", {})
    if key not in cached:
        if len(cached) >= MOST_CACHED:
            cached.clear()
        inputs = tuple(
            Shape(tuple(name_number(name, size) for name, size in zip(names, shape, strict=True)), shape.kind)
            for names, shape in zip(sizes, use.inputs, strict=True)
        )
        fields = {name: name_number(values[name], value) for name, value in use.values.items()}
        cached[key] = inputs, run_pass(GroupUse(use.definition, fields, inputs))
    return cached[key]


def plain_use(layer: Group, inputs: Sequence[Shape]) -> GroupUse:
    """One pass of a group's block with plain numbers."""
    values = layer.values()
    return GroupUse(definition_of(layer), {one.name: values[one.name] for one in definition_of(layer).exposed}, tuple(inputs))


def plain_passes(layer: Group, inputs: Sequence[Shape]) -> GroupPasses:
    """The passes of a group's block in the network itself, with plain numbers."""
    return _run_passes(layer, layer.values(), tuple(inputs), _plain_pass)


def _plain_pass(use: GroupUse) -> BodyPass:
    """The pass of a use with plain numbers, cached with the definition."""
    cached: dict[Key, BodyPass] = use.definition.memos.setdefault("plain_pass", {})
    if use.key not in cached:
        if len(cached) >= MOST_CACHED:
            cached.clear()
        cached[use.key] = run_pass(use)
    return cached[use.key]


def _run_passes(
    layer: Group, values: Mapping[str, Any], inputs: tuple[Shape, ...], run: Callable[[GroupUse], BodyPass]
) -> GroupPasses:
    """Run the passes of a repeated group; equal inputs as before give the same result, without running again."""
    times = values[REPEAT]
    exposed = {one.name: values[one.name] for one in definition_of(layer).exposed}
    uses: list[GroupUse] = []
    results: list[BodyPass] = []
    for _ in range(int(times)):
        uses.append(GroupUse(definition_of(layer), exposed, inputs))
        again = len(uses) > 1 and _texts(uses[-2].inputs) == _texts(inputs)
        results.append(results[-1] if again else run(uses[-1]))
        inputs = results[-1].outputs
    if isinstance(times, Symbol):
        results[-1] = replace(results[-1], outputs=tuple(_final_shape(uses, shape, times) for shape in results[-1].outputs))
    return GroupPasses(tuple(uses), tuple(results), times)


def _texts(shapes: Sequence[Shape]) -> list[str]:
    return [literal(shape.sizes) for shape in shapes]


def _final_shape(uses: Sequence[GroupUse], last: Shape, times: Symbol) -> Shape:
    """The output after a symbolic number of passes: "in + growth * times" where a size grows evenly, else the last size."""
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
    """The layer with symbols in the fields that have formulas.

    Constructed without validation: pydantic would turn the symbols into plain numbers.
    """
    if not block.formulas:
        return block.layer
    layer = block.layer
    fields = {**layer.values(), **_formula_values(block, values, loud=loud)}
    return type(layer).model_construct(**fields)


def _formula_values(block: Block, values: Mapping[str, Any], *, loud: bool) -> dict[str, Any]:
    """The values of the fields with formulas; one number is repeated where the field is a tuple."""
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
    """`value` with or without `loud`: a loud one never equals torch's default, so that the field is always written."""
    if isinstance(value, Symbol):
        return Symbol(int(value), value.terms, value.text, loud=loud)
    return NamedFloat(value.text, value, loud=loud) if isinstance(value, NamedFloat) else value


@lru_cache(maxsize=1024)
def _formula(text: str) -> Formula:
    return Formula.parse(text)
