"""Adaptive pooling: the size of the result is given, and the windows follow."""

from fractions import Fraction
from typing import Any, ClassVar

from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.layers.arithmetic import describe_shape, require_floats, require_grid, require_nonempty
from builder.layers.base import Advice, Category, Layer, SetFields, Shape, Single, Text, join_texts, param
from builder.layers.traits import INPUTS, NOTHING, Reach, SavedTensors, window_reach
from builder.layers.window_pooling import Indexed

Plane = tuple[int | None, int | None]
Space = tuple[int | None, int | None, int | None]


_SIZES = {
    1: QT_TRANSLATE_NOOP("Layers", "Length of the result."),
    2: QT_TRANSLATE_NOOP("Layers", "Height and width of the result; an empty one stays as it is."),
    3: QT_TRANSLATE_NOOP("Layers", "Depth, height and width of the result; an empty one stays as it is."),
}


def _output_size_field(axes: int) -> Any:
    """The field for the size of the result."""
    return param((1,) * axes, low=0, doc=_SIZES[axes], required=True)


def _largest_window(old: int, new: int) -> int:
    """The size of the largest window where `old` elements become `new`."""
    return max(-(-(place + 1) * old // new) - place * old // new for place in range(new))


class _Adaptive(Layer):
    """Pooling with a given output size, from which the windows follow."""

    category: ClassVar = Category.POOLING
    default_name: ClassVar = "pool"
    positional: ClassVar = ("output_size",)

    output_size: tuple[int | None, ...] = _output_size_field(2)

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        x = require_grid(self._check_input(inputs[0]), len(self.output_size))
        return (x.with_spatial([old if new is None else new for old, new in zip(x.spatial, self.output_size, strict=True)]),)

    def reach(self, *inputs: Shape) -> tuple[Reach, ...]:
        axes = list(zip(inputs[0].spatial, self.outputs(*inputs)[0].spatial, strict=True))
        spans = [_largest_window(old, new) if new > 1 else None for old, new in axes]
        return window_reach(spans, [Fraction(old, max(1, new)) for old, new in axes], channels=1)

    def advice(self, *inputs: Shape) -> tuple[Advice, ...]:
        y = self.outputs(*inputs)[0]
        if y.elements:
            return ()
        fitted = tuple(1 if size == 0 else size for size in self.output_size)
        return (
            Advice(
                "empty-output",
                QT_TRANSLATE_NOOP("Layers", "{block} gives nothing: its result of {got} has no pixels."),
                {"got": describe_shape(y)},
                field="output_size",
                remedies=(SetFields({"output_size": fitted}),),
            ),
        )

    def summary(self) -> Text:
        sizes = (QT_TRANSLATE_NOOP("Layers", "as is") if size is None else size for size in self.output_size)
        return Message.of(QT_TRANSLATE_NOOP("Layers", "to {size}"), size=join_texts(" × ", *sizes))

    def _check_input(self, x: Shape) -> Shape:
        return x


class _AdaptiveMean(_Adaptive):
    equation: ClassVar = QT_TRANSLATE_NOOP(
        "Layers", "y[i] = mean of x[⌊i·size/output_size⌋] to x[⌈(i + 1)·size/output_size⌉ − 1]"
    )
    keywords: ClassVar = ("global average pooling", "GAP", "adaptive pool", "average pool", "mean")
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Lin, Chen and Yan, 2013 (global average pooling)")

    def saved_tensors(self, *inputs: Shape) -> SavedTensors:
        """The input; nothing for 1×1, which torch computes as a plain mean."""
        return NOTHING if set(self.output_size) == {1} else INPUTS

    def _check_input(self, x: Shape) -> Shape:
        return require_floats(x)


class AdaptiveAvgPool1d(_AdaptiveMean):
    """torch.nn.AdaptiveAvgPool1d: (C, L) to (C, output_size)."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "1D adaptive average pooling")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Takes means over windows of a series that are laid out so that the result always has the same length.\n\n"
        "A series of any length can so be followed by layers that need a fixed one.",
    )

    output_size: Single = _output_size_field(1)


class AdaptiveAvgPool2d(_AdaptiveMean):
    """torch.nn.AdaptiveAvgPool2d: (C, H, W) to (C, *output_size)."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Adaptive average pooling")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Takes means over windows that are laid out so that the result always has the same size.\n\n"
        'With 1×1 it is "global average pooling": one number a feature map, whatever the size of the image.',
    )
    common: ClassVar = True

    output_size: Plane = _output_size_field(2)

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        x = require_floats(inputs[0])
        wanted = tuple(old if new is None else new for old, new in zip(x.sizes[-2:], self.output_size, strict=False))
        if len(x) == 4 and wanted == (1, 1):  # torch takes the mean of the last two axes then
            return (Shape((*require_nonempty(x).sizes[:2], 1, 1)),)
        return super().outputs(*inputs)


class AdaptiveAvgPool3d(_AdaptiveMean):
    """torch.nn.AdaptiveAvgPool3d: (C, D, H, W) to (C, *output_size)."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "3D adaptive average pooling")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Takes means over blocks of a volume that are laid out so that the result always has the same size.\n\n"
        "With 1×1×1 it is global average pooling: one number a channel, whatever the size of the volume.",
    )

    output_size: Space = _output_size_field(3)


class _AdaptiveMax(Indexed, _Adaptive):
    equation: ClassVar = QT_TRANSLATE_NOOP(
        "Layers", "y[i] = max of x[⌊i·size/output_size⌋] to x[⌈(i + 1)·size/output_size⌉ − 1]"
    )
    keywords: ClassVar = ("global max pooling", "GMP", "adaptive pool", "max pool", "maximum")
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Oquab, Bottou, Laptev and Sivic, 2015 (global max pooling)")


class AdaptiveMaxPool1d(_AdaptiveMax):
    """torch.nn.AdaptiveMaxPool1d: (C, L) to (C, output_size)."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "1D adaptive max pooling")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Keeps the largest number of windows of a series that are laid out so that the result always has the same length.\n\n"
        "With a length of 1 it is global max pooling: one number a channel, whatever the length of the series.",
    )

    output_size: Single = _output_size_field(1)


class AdaptiveMaxPool2d(_AdaptiveMax):
    """torch.nn.AdaptiveMaxPool2d: (C, H, W) to (C, *output_size)."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "2D adaptive max pooling")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Keeps the largest number of windows that are laid out so that the result always has the same size.\n\n"
        'With 1×1 it is "global max pooling": one number a feature map says whether a pattern is anywhere in the image.',
    )

    output_size: Plane = _output_size_field(2)


class AdaptiveMaxPool3d(_AdaptiveMax):
    """torch.nn.AdaptiveMaxPool3d: (C, D, H, W) to (C, *output_size)."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "3D adaptive max pooling")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Keeps the largest number of blocks of a volume that are laid out so that the result always has the same size.\n\n"
        "With 1×1×1 it is global max pooling: one number a channel, whatever the size of the volume.",
    )

    output_size: Space = _output_size_field(3)
