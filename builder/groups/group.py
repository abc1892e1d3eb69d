"""A group as a kind of layer: one class for each definition, with the exposed fields as its fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Protocol, cast

from builder.analysis import Analysis, analyse
from builder.analysis.cache import AnalysisCache
from builder.common.messages import QT_TRANSLATE_NOOP
from builder.groups.errors import BodyError
from builder.layers.base import Advice, Category, Layer, SetFields, Shape, ShapeError
from builder.model.graph import Graph, GroupDefinition
from builder.model.problem import Problem

REPEAT = "repeat"
"""The field of every group that says how many times it is repeated in sequence."""

MOST_PASSES = 1000

MOST_LAYERS = 100_000
"""How many layers a group may have, inner groups and repeats counted."""

MOST_GUESSES = 4
"""How many of its fields are offered as remedies when its input does not fit."""

MOST_MEMOISED = 512
"""How many results are memoised per definition."""


class GroupBody(GroupDefinition, Protocol):
    """What a group layer needs of its definition, which itself needs this class to make the layer's kind."""

    @property
    def inlets(self) -> tuple[int, ...]:
        """The GroupInput blocks, in port order."""

    @property
    def outlets(self) -> tuple[int, ...]:
        """The GroupOutput blocks, in port order."""

    @property
    def memos(self) -> dict[str, dict[Any, Any]]:
        """Results that are computed once per definition, by the name of the computation."""

    @property
    def analysis_cache(self) -> AnalysisCache:
        """Shared by the analyses of all uses of the group."""

    def body_at(self, values: Mapping[str, Any]) -> Graph:
        """The blocks inside for these field values; raises BodyError."""


class Group(Layer):
    """A block that holds a network of its own."""

    category: ClassVar = Category.GROUP
    catalogued: ClassVar = False
    definition: ClassVar[GroupBody]

    def __eq__(self, other: object) -> bool:
        """Whether both are the same group with the same fields, wherever it was read from."""
        if not isinstance(other, Group) or self.values() != other.values():
            return False
        return type(self) is type(other) or type(self).definition == type(other).definition

    def __hash__(self) -> int:
        return hash((self.kind, tuple(self.values().items())))

    @property
    def times(self) -> int:
        """How many times it is repeated in sequence."""
        return cast(int, self.values()[REPEAT])

    def body(self) -> Graph:
        """The graph inside for its values of the exposed fields; raises BodyError."""
        return self.definition.body_at(self.values())

    def layer_count(self) -> int:
        """How many layers it has, inner groups and repeats counted; counting stops beyond MOST_LAYERS per repeat."""
        found = 0
        for block in self.body().blocks.values():
            found += block.layer.layer_count() if isinstance(block.layer, Group) else 1
            if found > MOST_LAYERS:
                break
        return found * self.times

    def passes(self, *inputs: Shape) -> tuple[Analysis, ...]:
        """The analyses of its body, one per repeat; the last one may have errors.

        Raises :class:`ShapeError` where there is no such network.
        """
        memo: dict[Any, tuple[Analysis, ...]] = self.definition.memos.setdefault("passes", {})
        key = (*self.values().values(), inputs)
        if key not in memo:
            if len(memo) >= MOST_MEMOISED:
                memo.clear()
            memo[key] = self._analyse_passes(inputs)
        return memo[key]

    def _analyse_passes(self, inputs: tuple[Shape, ...]) -> tuple[Analysis, ...]:
        body = self._sound_body()
        inlets, outlets = self.definition.inlets, self.definition.outlets
        passes: list[Analysis] = []
        given: tuple[Shape, ...] = ()
        for _ in range(self.times):
            # Most groups give the shapes that they take: then every further repeat is the same analysis, and costs nothing.
            if not passes or given != inputs:
                given, entering = inputs, dict(zip(inlets, inputs, strict=True))
                analysis = analyse(body, given=entering, cache=self.definition.analysis_cache)
            passes.append(analysis)
            if analysis.errors:
                break
            inputs = tuple(analysis.blocks[id].outputs[0] for id in outlets)
        return tuple(passes)

    def _sound_body(self) -> Graph:
        try:
            body, layers = self.body(), self.layer_count()
        except BodyError as error:
            raise ShapeError(
                "group-field", QT_TRANSLATE_NOOP("Groups", "In {block}, {inner}."), field=error.exposed, inner=error.message
            ) from None
        if layers > MOST_LAYERS:
            template = QT_TRANSLATE_NOOP("Groups", "{block} comes to far too many layers; a network can have {most:,}.")
            if layers < 10**15:
                template = QT_TRANSLATE_NOOP("Groups", "{block} comes to {layers:,} layers; a network can have {most:,}.")
            raise ShapeError("group-too-large", template, field=REPEAT, layers=layers, most=MOST_LAYERS)
        if self.times > 1 and (len(self.inlets), len(self.outlets)) != (1, 1):
            raise ShapeError(
                "repeat-ends",
                QT_TRANSLATE_NOOP(
                    "Groups",
                    "{block} cannot stand {times} times in a row: that needs one way in and one way out, "
                    "and it has {ways_in} and {ways_out}.",
                ),
                field=REPEAT,
                times=self.times,
                ways_in=len(self.inlets),
                ways_out=len(self.outlets),
            )
        return body

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        """The shapes at the group outputs; raises :class:`ShapeError` with the message of the inner block that refuses."""
        passes = self.passes(*inputs)
        last = passes[-1]
        if last.errors:
            raise _inner_refusal(last.errors[0], self.body(), (len(passes), self.times), self._guesses(*inputs))
        return tuple(last.blocks[id].outputs[0] for id in self.definition.outlets)

    def _guesses(self, *inputs: Shape) -> list[SetFields]:
        """Remedies that set one field each to the channels of the input, which is what most groups that refuse need."""
        channels = inputs[0].channels if inputs and len(inputs[0]) else 0
        numbers = [name for name, value in self.values().items() if type(value) is int and name != REPEAT]
        return [SetFields({name: channels}) for name in numbers[:MOST_GUESSES] if channels > 0]

    def parameter_shapes(self, *inputs: Shape) -> dict[str, tuple[int, ...]]:
        return self._tensors("parameter_shapes", inputs)

    def buffer_shapes(self, *inputs: Shape) -> dict[str, tuple[int, ...]]:
        return self._tensors("buffer_shapes", inputs)

    def _tensors(self, which: str, inputs: tuple[Shape, ...]) -> dict[str, tuple[int, ...]]:
        body, passes = self.body(), self.passes(*inputs)
        return {
            f"{f'{number}.' if self.times > 1 else ''}{body.blocks[id].name}.{key}": sizes
            for number, analysis in enumerate(passes)
            for id in sorted(_holding(body, analysis.live))
            for key, sizes in getattr(analysis.blocks[id], which).items()
        }

    def macs(self, *inputs: Shape) -> int:
        return sum(analysis.macs for analysis in self.passes(*inputs))

    def advice(self, *inputs: Shape) -> tuple[Advice, ...]:
        """The remarks of its blocks, as they are in the first pass."""
        first = self.passes(*inputs)[0]
        return tuple(
            Advice(problem.code, QT_TRANSLATE_NOOP("Groups", "In {block}: {inner}"), {"inner": problem.message})
            for problem in first.problems
            if not problem.is_error
        )

    def computes_as(self, other: Layer) -> bool:
        """Whether both do the same, wherever their blocks are placed."""
        if self == other or not isinstance(other, Group) or self.values() != other.values():
            return self == other
        try:
            return self.body().same_network(other.body())
        except BodyError:
            return False

    def summary(self) -> str:
        """Its fields, and how often it is repeated."""
        words = [f"{name} {value}" for name, value in self.values().items() if name != REPEAT]
        return ", ".join([*words, f"×{self.times}"] if self.times > 1 else words)


def _holding(body: Graph, live: Iterable[int]) -> set[int]:
    """The blocks whose tensors are in the state_dict: those that lead to an output, and the owners of weights they use."""
    owners = (body.blocks[id].weights_of or id for id in live)
    return {*live, *(owner for owner in owners if owner in body.blocks)}


def _inner_refusal(problem: Problem, body: Graph, run: tuple[int, int], guesses: list[SetFields]) -> ShapeError:
    """The problem of an inner block as one of the group, with the remedies that the group's own fields allow.

    `run` is the repetition in which it occurs, and how many there are.
    """
    inner = body.blocks.get(problem.block) if problem.block is not None else None
    formulas: Mapping[str, str] = inner.formulas if inner else {}
    remedies = [
        SetFields({formulas[name]: value for name, value in remedy.values.items()})
        for remedy in problem.remedies
        if isinstance(remedy, SetFields) and all(formulas.get(name, "").isidentifier() for name in remedy.values)
    ]
    number, count = run
    template = QT_TRANSLATE_NOOP("Groups", "In {block}: {inner}")
    if count > 1:
        template = QT_TRANSLATE_NOOP("Groups", "In {block} (pass {number} of {count}): {inner}")
    everything = [*remedies, *guesses]
    return ShapeError("inside-group", template, remedies=everything, number=number, count=count, inner=problem.message)


def stem(name: str) -> str:
    """The beginning of the names of its blocks: ResidualBlock gives residual_block, ConvReLU conv_relu."""
    name = re.sub(r"(Re|Si)LU", lambda found: found.group().capitalize(), name)
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()
