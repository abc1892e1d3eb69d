"""The receptive field of every block, in pixels of the input, and its stride.

After Araujo, Norris and Sim, "Computing receptive fields of convolutional neural networks", Distill, 2019: a window of k
numbers with stride j sees (k - 1)·j pixels more than one of them; strides multiply. Where branches join, the largest
field counts. Padding counts as image, as in published numbers.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from builder.analysis import Analysis
from builder.cost.layer_calls import LayerCall, TensorRef, calls
from builder.layers.endpoints import Input
from builder.layers.traits import Reach, elementwise
from builder.model.graph import Graph

Number = int | Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class AxisField:
    """The field along one axis of the input: `size` pixels (None: all of them), with a stride of `step` pixels.

    `axis` is the axis of the result that runs along it (None: positions are lost); `mixed` says that other axes of the
    input run along it too. After upsampling, edges still lie on the coarser grid in front of it: at `base` pixels plus
    whole multiples of `grain`.
    """

    size: Number | None = 1
    step: Number = 1
    axis: int | None = None
    mixed: bool = False
    base: Number = 0
    grain: Number = 0

    @property
    def pixels(self) -> int | None:
        """The largest number of pixels seen; None for all."""
        if self.size is None:
            return None
        # The negated floor division rounds up, and stays exact for fractions.
        steps = -((self.base - self.size) // self.grain) if self.grain else 0
        return math.ceil(self.base + steps * self.grain if self.grain else self.size)

    def through(self, reach: Reach) -> AxisField:
        """The field behind a layer with this reach along the axis."""
        if self.size is None:
            return self
        if reach.span is None or (self.mixed and (reach.span > 1 or reach.step != 1)):
            return UNBOUNDED
        size = self.size + (reach.span - 1) * self.step
        step = self.step * reach.step
        finer = not self.grain and step < self.step
        base, grain = (size, self.step) if finer else (self.base, self.grain)
        return AxisField(size=size, step=step, axis=reach.to, mixed=self.mixed or reach.mixed, base=base, grain=grain)


UNBOUNDED = AxisField(size=None)


@dataclass(frozen=True, slots=True)
class Field:
    """The receptive field of a result: one entry per spatial axis of the input.

    `sizes` are pixels (None: all), `steps` the strides in pixels (None where all is seen, or where positions are lost).
    `whole` are the sizes of the input.
    """

    sizes: tuple[int | None, ...]
    steps: tuple[Number | None, ...]
    whole: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _ResultField:
    """The fields of one result along the axes of the input, whose sizes are `whole`."""

    whole: tuple[int, ...]
    sights: tuple[AxisField, ...]


class ReceptiveFields:
    """The fields of all blocks of a network, those inside its groups included."""

    def __init__(self, graph: Graph, analysis: Analysis) -> None:
        self._seen: dict[TensorRef, _ResultField] = {}
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
        """The field of the first result of the block at a path of ids; None where it depends on no axis of an input."""
        seen = self._seen.get((path, 0))
        if seen is None:
            return None
        placed = (None if sight.size is None or sight.axis is None or sight.mixed else sight.step for sight in seen.sights)
        return Field(tuple(sight.pixels for sight in seen.sights), tuple(placed), seen.whole)


def _result(call: LayerCall, known: Mapping[TensorRef, _ResultField]) -> _ResultField | None:
    """The field of the results of one call: the largest of those of its inputs, each behind the layer."""
    if isinstance(call.layer, Input):
        sizes = call.report.outputs[0].sizes
        return _ResultField(sizes[1:], tuple(AxisField(axis=axis) for axis in range(1, len(sizes)))) if len(sizes) > 1 else None
    given = [known[value] for value in call.inputs if value in known]
    if not given or any(seen.whole != given[0].whole for seen in given):
        return None
    reaches = call.layer.reach(*call.report.inputs)  # type: ignore[arg-type]  # all inputs of a call are known
    if reaches is not elementwise(len(reaches)):
        given = [_through(seen, reaches) for seen in given]
    if len(given) == 1:
        return given[0]
    columns = zip(*(seen.sights for seen in given), strict=True)
    return _ResultField(given[0].whole, tuple(max(column, key=_extent) for column in columns))


def _through(seen: _ResultField, reaches: Sequence[Reach]) -> _ResultField:
    """The field behind a layer. Where positions are lost, it stays known only for layers that work on single numbers."""
    lost = Reach() if all(reach.span == 1 for reach in reaches) else Reach(span=None)
    ways = (lost if sight.axis is None or sight.axis >= len(reaches) else reaches[sight.axis] for sight in seen.sights)
    return _ResultField(seen.whole, tuple(sight.through(way) for sight, way in zip(seen.sights, ways, strict=True)))


def _extent(sight: AxisField) -> tuple[bool, int, Number]:
    """The sort key that finds the larger of two fields."""
    return sight.size is None, sight.pixels or 0, sight.step
