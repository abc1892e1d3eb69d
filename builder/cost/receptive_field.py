"""The receptive field of every block: how much of the input each of its numbers sees, and how far apart two of them look.

After Araujo, Norris and Sim, "Computing receptive fields of convolutional neural networks", Distill, 2019: a window of k
numbers that lie j pixels apart sees (k - 1)·j pixels more than one of them; steps multiply. Where results join, the
largest counts. The border of a padded image counts as image, as it does in published numbers.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from builder.analysis import Analysis
from builder.cost.layer_calls import LayerCall, Value, calls
from builder.layers.endpoints import Input
from builder.layers.traits import Reach, elementwise
from builder.model.graph import Graph

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


class ReceptiveFields:
    """The fields of all blocks of a network, those inside its groups included."""

    def __init__(self, graph: Graph, analysis: Analysis) -> None:
        self._seen: dict[Value, _Seen] = {}
        for call in calls(graph, analysis):
            if isinstance(call, LayerCall):
                result = _result(call, self._seen)
                if result is not None:
                    for value in call.outputs:
                        self._seen[value] = result
            else:
                inner = ((call.path, index) for index in range(len(call.outputs)))
                self._seen.update(
                    (mine, self._seen[value]) for mine, value in zip(inner, call.outputs, strict=True) if value in self._seen
                )

    def of(self, *path: int) -> Field | None:
        """What the first result of a block sees, by the ids that lead to it; None where it sees no axis of an input."""
        seen = self._seen.get((path, 0))
        if seen is None:
            return None
        placed = (None if sight.size is None or sight.axis is None or sight.mixed else sight.step for sight in seen.sights)
        return Field(tuple(sight.pixels for sight in seen.sights), tuple(placed), seen.whole)


def _result(call: LayerCall, known: Mapping[Value, _Seen]) -> _Seen | None:
    """What the results of one call see: of every input what the layer lets through, of all the largest."""
    if isinstance(call.layer, Input):
        sizes = call.report.outputs[0].sizes
        return _Seen(sizes[1:], tuple(Sight(axis=axis) for axis in range(1, len(sizes)))) if len(sizes) > 1 else None
    given = [known[value] for value in call.inputs if value in known]
    if not given or any(seen.whole != given[0].whole for seen in given):
        return None
    reaches = call.layer.reach(*call.report.inputs)  # type: ignore[arg-type]  # all inputs of a call are known
    if reaches is not elementwise(len(reaches)):
        given = [_through(seen, reaches) for seen in given]
    if len(given) == 1:
        return given[0]
    columns = zip(*(seen.sights for seen in given), strict=True)
    return _Seen(given[0].whole, tuple(max(column, key=_extent) for column in columns))


def _through(seen: _Seen, reaches: Sequence[Reach]) -> _Seen:
    """What is seen behind a layer; where places are lost, it must look at single numbers for anything to be known."""
    lost = Reach() if all(reach.span == 1 for reach in reaches) else Reach(span=None)
    ways = (lost if sight.axis is None or sight.axis >= len(reaches) else reaches[sight.axis] for sight in seen.sights)
    return _Seen(seen.whole, tuple(sight.through(way) for sight, way in zip(seen.sights, ways, strict=True)))


def _extent(sight: Sight) -> tuple[bool, int, Number]:
    """By which of two sights that join the larger is found."""
    return sight.size is None, sight.pixels or 0, sight.step
