"""Adaptive pooling: the size of the result is given, and the windows follow."""

from fractions import Fraction
from typing import Any, ClassVar

from builder.layers.arithmetic import filled, floats, grid, spoken
from builder.layers.base import Advice, Category, Layer, SetFields, Shape, Single, param
from builder.layers.pooling import Indexed
from builder.layers.traits import INPUTS, NOTHING, Kept, Reach, windowed

Plane = tuple[int | None, int | None]
Space = tuple[int | None, int | None, int | None]


def _result(words: str, axes: int) -> Any:
    empty = "" if axes == 1 else "; an empty one stays as it is"
    return param((1,) * axes, low=0, doc=f"{words} of the result{empty}.", required=True)


def _widest(old: int, new: int) -> int:
    """The size of the largest window where `old` numbers become `new`."""
    return max(-(-(place + 1) * old // new) - place * old // new for place in range(new))


class _Adaptive(Layer):
    """Lays windows out so that the result has the size that is wanted."""

    category: ClassVar = Category.POOLING
    default_name: ClassVar = "pool"
    positional: ClassVar = ("output_size",)

    output_size: tuple[int | None, ...] = _result("Sizes", 2)

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        x = grid(self._taken(inputs[0]), len(self.output_size))
        return (x.resized([old if new is None else new for old, new in zip(x.spatial, self.output_size, strict=True)]),)

    def reach(self, *inputs: Shape) -> tuple[Reach, ...]:
        axes = list(zip(inputs[0].spatial, self.outputs(*inputs)[0].spatial, strict=True))
        spans = [_widest(old, new) if new > 1 else None for old, new in axes]
        return windowed(spans, [Fraction(old, max(1, new)) for old, new in axes], channels=1)

    def advice(self, *inputs: Shape) -> tuple[Advice, ...]:
        y = self.outputs(*inputs)[0]
        if y.elements:
            return ()
        fitted = tuple(1 if size == 0 else size for size in self.output_size)
        return (
            Advice(
                "empty-output",
                "{block} gives nothing: its result of {got} has no pixels.",
                {"got": spoken(y)},
                "output_size",
                remedies=(SetFields({"output_size": fitted}),),
            ),
        )

    def summary(self) -> str:
        return "to " + " × ".join("as is" if size is None else str(size) for size in self.output_size)

    def _taken(self, x: Shape) -> Shape:
        return x


class _AdaptiveMean(_Adaptive):
    equation: ClassVar = "y[i] = mean of x[⌊i·size/output_size⌋] to x[⌈(i + 1)·size/output_size⌉ − 1]"
    keywords: ClassVar = ("global average pooling", "GAP", "adaptive pool", "average pool", "mean")
    source: ClassVar = "Lin, Chen and Yan, 2013 (global average pooling)"

    def kept(self, *inputs: Shape) -> Kept:
        """The input; nothing where it is a plain mean of each map."""
        return NOTHING if set(self.output_size) == {1} else INPUTS

    def _taken(self, x: Shape) -> Shape:
        return floats(x)


class AdaptiveAvgPool1d(_AdaptiveMean):
    """Takes means over windows of a series that are laid out so that the result always has the same length.

    A series of any length can so be followed by layers that need a fixed one.
    """

    title: ClassVar = "1D adaptive average pooling"

    output_size: Single = _result("Length", 1)


class AdaptiveAvgPool2d(_AdaptiveMean):
    """Takes means over windows that are laid out so that the result always has the same size.

    With 1×1 it is "global average pooling": one number a feature map, whatever the size of the image.
    """

    title: ClassVar = "Adaptive average pooling"
    common: ClassVar = True

    output_size: Plane = _result("Height and width", 2)

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        x = floats(inputs[0])
        wanted = tuple(old if new is None else new for old, new in zip(x.sizes[-2:], self.output_size, strict=False))
        if len(x) == 4 and wanted == (1, 1):  # torch takes the mean of the last two axes then
            return (Shape((*filled(x).sizes[:2], 1, 1)),)
        return super().outputs(*inputs)


class AdaptiveAvgPool3d(_AdaptiveMean):
    """Takes means over blocks of a volume that are laid out so that the result always has the same size.

    With 1×1×1 it is global average pooling: one number a channel, whatever the size of the volume.
    """

    title: ClassVar = "3D adaptive average pooling"

    output_size: Space = _result("Depth, height and width", 3)


class _AdaptiveMax(Indexed, _Adaptive):
    equation: ClassVar = "y[i] = max of x[⌊i·size/output_size⌋] to x[⌈(i + 1)·size/output_size⌉ − 1]"
    keywords: ClassVar = ("global max pooling", "GMP", "adaptive pool", "max pool", "maximum")
    source: ClassVar = "Oquab, Bottou, Laptev and Sivic, 2015 (global max pooling)"


class AdaptiveMaxPool1d(_AdaptiveMax):
    """Keeps the largest number of windows of a series that are laid out so that the result always has the same length.

    With a length of 1 it is global max pooling: one number a channel, whatever the length of the series.
    """

    title: ClassVar = "1D adaptive max pooling"

    output_size: Single = _result("Length", 1)


class AdaptiveMaxPool2d(_AdaptiveMax):
    """Keeps the largest number of windows that are laid out so that the result always has the same size.

    With 1×1 it is "global max pooling": one number a feature map says whether a pattern is anywhere in the image.
    """

    title: ClassVar = "2D adaptive max pooling"

    output_size: Plane = _result("Height and width", 2)


class AdaptiveMaxPool3d(_AdaptiveMax):
    """Keeps the largest number of blocks of a volume that are laid out so that the result always has the same size.

    With 1×1×1 it is global max pooling: one number a channel, whatever the size of the volume.
    """

    title: ClassVar = "3D adaptive max pooling"

    output_size: Space = _result("Depth, height and width", 3)
