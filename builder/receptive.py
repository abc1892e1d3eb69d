"""The receptive field of every block: how much of the input each of its numbers sees, and how far apart two of them look.

After Araujo, Norris and Sim, "Computing receptive fields of convolutional neural networks", Distill, 2019: a window of k
numbers that lie j pixels apart sees (k - 1)·j pixels more than one of them; steps multiply. Where results join, the
largest counts. The border of a padded image counts as image, as it does in published numbers.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from builder.analysis import Analysis
from builder.calls import LayerCall, Path, Value, calls
from builder.graph import Graph
from builder.layers.base import Shape
from builder.layers.endpoints import Input
from builder.layers.traits import Reach

Number = int | Fraction


@dataclass(frozen=True, slots=True)
class Sight:
    """What is seen along one axis of the input: `size` pixels (None: all), `step` further on for the next number.

    The numbers lie along `axis` of the result (None: their place is lost), where other axes may lie too (`mixed`). Behind
    an enlargement edges still fall on the coarser grid before it: on `base` pixels and whole multiples of `grain`.
    """

    size: Number | None = 1
    step: Number = 1
    axis: int | None = None
    mixed: bool = False
    base: Number = 0
    grain: Number = 0

    @property
    def pixels(self) -> int | None:
        """How many pixels are seen at most; None for all."""
        if self.size is None:
            return None
        steps = -((self.base - self.size) // self.grain) if self.grain else 0
        return math.ceil(self.base + steps * self.grain if self.grain else self.size)

    def through(self, reach: Reach) -> Sight:
        """What is seen behind a layer that looks at this axis so."""
        if self.size is None:
            return self
        if reach.span is None or (self.mixed and (reach.span > 1 or reach.step != 1)):
            return UNBOUNDED
        size = self.size + (reach.span - 1) * self.step
        step = self.step * reach.step
        finer = not self.grain and step < self.step
        base, grain = (size, self.step) if finer else (self.base, self.grain)
        return Sight(size, step, reach.to, self.mixed or reach.mixed, base, grain)


UNBOUNDED = Sight(size=None)


@dataclass(frozen=True, slots=True)
class Field:
    """What each number of a result sees: one entry for each axis of the input behind its channels.

    `sizes` are pixels (None: all there are), `steps` how many pixels further on the next number looks (None where it sees
    all, or where numbers no longer lie in the order of the image). `whole` are the sizes of the input.
    """

    sizes: tuple[int | None, ...]
    steps: tuple[Number | None, ...]
    whole: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Seen:
    """The sights of one result, and the sizes of the input that they are of."""

    whole: tuple[int, ...]
    sights: tuple[Sight, ...]

    def field(self) -> Field:
        """The same in numbers for people."""
        steps = (None if sight.size is None or sight.axis is None or sight.mixed else sight.step for sight in self.sights)
        return Field(tuple(sight.pixels for sight in self.sights), tuple(steps), self.whole)


def receptive_fields(graph: Graph, analysis: Analysis) -> Mapping[Path, Field]:
    """The field of every block's first result, by its path; blocks that see no axis of an input are left out."""
    seen: dict[Value, _Seen] = {}
    fields: dict[Path, Field] = {}
    for call in calls(graph, analysis):
        if isinstance(call, LayerCall):
            result = _result(call, [seen.get(value) for value in call.inputs])
            if result is None:
                continue
            seen.update((value, result) for value in call.outputs)
            fields[call.path] = result.field()
        elif call.outputs and call.outputs[0] in seen:
            fields[call.path] = seen[call.outputs[0]].field()
    return fields


def _result(call: LayerCall, given: Sequence[_Seen | None]) -> _Seen | None:
    """What the results of one call see: of every input what the layer lets through, of all the largest."""
    if isinstance(call.layer, Input):
        sizes = call.report.outputs[0].sizes
        return _Seen(sizes[1:], tuple(Sight(axis=axis) for axis in range(1, len(sizes)))) if len(sizes) > 1 else None
    shapes: list[Shape] = [shape for shape in call.report.inputs if shape is not None]
    reaches = call.layer.reach(*shapes)
    ways = [_through(seen, reaches) for seen in given if seen is not None]
    if not ways or any(way.whole != ways[0].whole for way in ways):
        return None
    return replace(ways[0], sights=tuple(_largest(column) for column in zip(*(way.sights for way in ways), strict=True)))


def _through(seen: _Seen, reaches: Sequence[Reach]) -> _Seen:
    """What is seen behind a layer; where places are lost, it must look at single numbers for anything to be known."""
    plain = all(reach.span == 1 for reach in reaches)
    lost = Reach() if plain else Reach(span=None)
    sights = (
        sight.through(lost if sight.axis is None or sight.axis >= len(reaches) else reaches[sight.axis])
        for sight in seen.sights
    )
    return replace(seen, sights=tuple(sights))


def _largest(sights: Sequence[Sight]) -> Sight:
    """The one that sees most."""
    return max(sights, key=lambda sight: (sight.size is None, sight.pixels or 0, sight.step))
