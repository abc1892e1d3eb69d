"""What a layer reports for given input shapes, memoised so that an edit measures only the blocks that it affects."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from builder.analysis.result import BlockReport
from builder.common.messages import QT_TRANSLATE_NOOP
from builder.layers.base import Advice, Category, Kind, Layer, Shape, ShapeError

MOST_NUMBERS = 10**13
"""More numbers than any machine can hold in one result (40 TB in float32); larger sizes are refused."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """A report with the layer's advice: why it refused its input, or what it remarked.

    `tensors` holds the shapes of all parameters and buffers, also where these belong to another block.
    """

    report: BlockReport
    refusal: Advice | None = None
    remarks: tuple[Advice, ...] = ()
    tensors: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def without_tensors(self) -> Measurement:
        """The same for a block that uses the weights of another one: they are counted there."""
        return replace(self, report=replace(self.report, parameters=0, parameter_shapes={}, buffer_shapes={}))


class Measurements:
    """Memoised measurements: of every block the latest, and one for all equal layers with equal inputs.

    Bounded by `limit` entries per table; safe across threads, since each step is one dict operation.
    """

    def __init__(self, limit: int = 40_000) -> None:
        self._limit = limit
        self._latest: dict[int, tuple[Layer, Measurement]] = {}
        self._of_layers: dict[tuple[object, ...], Measurement] = {}

    def __len__(self) -> int:
        return max(len(self._latest), len(self._of_layers))

    def clear(self) -> None:
        """Clear both tables."""
        self._latest.clear()
        self._of_layers.clear()

    def of_block(self, id: int, layer: Layer, inputs: tuple[Shape, ...]) -> Measurement:
        """The measurement of block `id`; the previous one where neither its layer object nor its inputs have changed."""
        known = self._latest.get(id)
        if known is not None and known[0] is layer and known[1].report.inputs == inputs:
            return known[1]
        measurement = self.of_layer(layer, inputs)
        if len(self._latest) >= self._limit:
            self._latest.clear()
        self._latest[id] = (layer, measurement)
        return measurement

    def of_layer(self, layer: Layer, inputs: tuple[Shape, ...], *, borrows: bool = False) -> Measurement:
        """The measurement of any layer equal to this one, in whatever block; one that `borrows` has no tensors of its own.

        Groups are left out, since they memoise their passes themselves: each edit inside one makes another class, whose
        entries would pile up here.
        """
        if layer.category is Category.GROUP:
            return measure(layer, inputs, borrows=borrows)
        sizes = tuple([shape.sizes if shape.kind is Kind.FLOAT else (shape.kind, shape.sizes) for shape in inputs])
        key = (type(layer), borrows, sizes, *layer.__dict__.values())
        measurement = self._of_layers.get(key)
        if measurement is None:
            if len(self._of_layers) >= self._limit:
                self._of_layers.clear()
            measurement = self._of_layers[key] = measure(layer, inputs, borrows=borrows)
        return measurement


def measure(layer: Layer, inputs: tuple[Shape, ...], *, borrows: bool = False) -> Measurement:
    """Ask the layer for everything it says about these inputs; never raises on a layer that keeps to its contract."""
    measurement = _measure(layer, inputs)
    return measurement.without_tensors() if borrows else measurement


def _measure(layer: Layer, inputs: tuple[Shape, ...]) -> Measurement:
    try:
        outputs = layer.outputs(*inputs)
        if any(shape.elements > MOST_NUMBERS for shape in outputs):
            template = QT_TRANSLATE_NOOP("Problems", "{block} would give {shape} for every sample: no machine can hold that.")
            raise ShapeError("too-large", template, shape=str(outputs[0]))
        tensors = layer.parameter_shapes(*inputs)
        inside = layer.passes(*inputs)
        own = sum(shape.elements for shape in outputs)
        report = BlockReport(
            inputs=inputs,
            outputs=outputs,
            parameters=sum(math.prod(sizes) for sizes in tensors.values()),
            macs=layer.macs(*inputs),
            parameter_shapes=tensors,
            buffer_shapes=layer.buffer_shapes(*inputs),
            activations=sum(one.activations for one in inside) if inside else own,
            inside=inside,
        )
        return Measurement(report, None, layer.advice(*inputs), {**tensors, **report.buffer_shapes})
    except ShapeError as error:
        return Measurement(BlockReport(inputs=inputs), error.advice)
