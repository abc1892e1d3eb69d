"""What one block does to the shapes it is given, kept so that an edit measures again only what it touched."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from builder.analysis.result import BlockReport
from builder.common.messages import QT_TRANSLATE_NOOP
from builder.layers.base import Advice, Category, Kind, Layer, Shape, ShapeError

MOST_NUMBERS = 10**13
"""What no single result can hold on any machine (40 TB); sizes beyond it are not reckoned with."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A report with what the layer said on the way: why it refused, or what it remarked.

    `tensors` holds the sizes of everything that the layer keeps, also where the tensors are another block's.
    """

    report: BlockReport
    refusal: Advice | None = None
    remarks: tuple[Advice, ...] = ()
    tensors: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def borrowing(self) -> Measured:
        """The same for a block that uses another's weights: nothing of it is counted or kept here."""
        return replace(self, report=replace(self.report, parameters=0, parameter_shapes={}, buffer_shapes={}))


class Measurements:
    """What layers said of the shapes they were given: of every block the latest, and of layers that are alike only once.

    Bounded; safe across threads, since each step is one dict operation.
    """

    def __init__(self, limit: int = 40_000) -> None:
        self._limit = limit
        self._latest: dict[int, tuple[Layer, Measured]] = {}
        self._alike: dict[tuple[object, ...], Measured] = {}

    def __len__(self) -> int:
        return max(len(self._latest), len(self._alike))

    def forget(self) -> None:
        """Begin with nothing."""
        self._latest.clear()
        self._alike.clear()

    def of(self, id: int, layer: Layer, inputs: tuple[Shape, ...]) -> Measured:
        """The measurement of `layer` on `inputs`, from the last time when neither has changed."""
        known = self._latest.get(id)
        if known is not None and known[0] is layer and known[1].report.inputs == inputs:
            return known[1]
        measured = self.alike(layer, inputs)
        if len(self._latest) >= self._limit:
            self._latest.clear()
        self._latest[id] = (layer, measured)
        return measured

    def alike(self, layer: Layer, inputs: tuple[Shape, ...], borrows: bool = False) -> Measured:
        """The measurement of any layer like this one, whatever block it stands in; one that `borrows` has no weights.

        Groups keep what they know of their blocks themselves: each edit inside of one makes another, and would pile up.
        """
        if layer.category is Category.GROUP:
            return measure(layer, inputs, borrows)
        sizes = tuple([shape.sizes if shape.kind is Kind.FLOAT else (shape.kind, shape.sizes) for shape in inputs])
        key = (type(layer), borrows, sizes, *layer.__dict__.values())
        measured = self._alike.get(key)
        if measured is None:
            if len(self._alike) >= self._limit:
                self._alike.clear()
            measured = self._alike[key] = measure(layer, inputs, borrows)
        return measured


def measure(layer: Layer, inputs: tuple[Shape, ...], borrows: bool = False) -> Measured:
    """Ask the layer for everything it says about these inputs; never raises on a layer that keeps to its contract."""
    measured = _measured(layer, inputs)
    return measured.borrowing() if borrows else measured


def _measured(layer: Layer, inputs: tuple[Shape, ...]) -> Measured:
    try:
        outputs = layer.outputs(*inputs)
        if any(shape.elements > MOST_NUMBERS for shape in outputs):
            template = QT_TRANSLATE_NOOP("Problems", "{block} would give {shape} for every sample: no machine can hold that.")
            raise ShapeError("too-large", template, shape=str(outputs[0]))
        tensors = layer.parameter_shapes(*inputs)
        inside = layer.passes(*inputs)
        made = sum(shape.elements for shape in outputs)
        report = BlockReport(
            inputs,
            outputs,
            sum(math.prod(sizes) for sizes in tensors.values()),
            layer.macs(*inputs),
            tensors,
            layer.buffer_shapes(*inputs),
            sum(one.activations for one in inside) if inside else made,
            inside,
        )
        return Measured(report, None, layer.advice(*inputs), {**tensors, **report.buffer_shapes})
    except ShapeError as error:
        return Measured(BlockReport(inputs), error.advice)
