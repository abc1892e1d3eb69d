"""Pooling: one number for each window of a feature map."""

from __future__ import annotations

from typing import ClassVar, Self

from pydantic import model_validator

from builder.fields import FieldError
from builder.layers.arithmetic import extent, filled, floats, image, lines, spoken, window_line, windows
from builder.layers.base import Advice, Category, Layer, Pair, SetFields, Shape, ShapeError, param, times


class _Window(Layer):
    """Slides a window over each feature map without weights."""

    category: ClassVar = Category.POOLING
    default_name: ClassVar = "pool"
    positional: ClassVar = ("kernel_size",)

    kernel_size: Pair = param((2, 2), low=1, doc="Height and width of the window.", required=True)
    stride: Pair | None = param(None, low=1, doc="How far the window moves at a time; by its own size when empty.")
    padding: Pair = param((0, 0), low=0, doc="Border around the image; at most half of the window.", advanced=True)
    ceil_mode: bool = param(False, doc="Whether a last window that is only partly filled counts.", advanced=True)

    @property
    def _steps(self) -> Pair:
        return self.stride or self.kernel_size

    @property
    def _gaps(self) -> Pair:
        """The distance between the pixels of a window."""
        return 1, 1

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        x = image(inputs[0])
        self._check_padding()
        sizes = [
            windows(x.spatial[i], self._span(i), self._steps[i], 2 * self.padding[i], ceil=self.ceil_mode) for i in range(2)
        ]
        if min(sizes) < 1:
            raise self._too_large(x)
        return (x.resized(sizes),)

    def formula(self, *inputs: Shape) -> tuple[str, ...]:
        x, y = inputs[0], self.outputs(*inputs)[0]
        return lines(
            *(
                window_line(
                    x.spatial[i],
                    self.kernel_size[i],
                    self._steps[i],
                    self.padding[i],
                    self._gaps[i],
                    y.spatial[i],
                    ceil=self.ceil_mode,
                )
                for i in range(2)
            )
        )

    def summary(self) -> str:
        if self.stride is None or self.stride == self.kernel_size:
            return times(self.kernel_size)
        step = str(self.stride[0]) if self.stride[0] == self.stride[1] else times(self.stride)
        return f"{times(self.kernel_size)}, stride {step}"

    def _span(self, axis: int) -> int:
        return extent(self.kernel_size[axis], self._gaps[axis])

    def _check_padding(self) -> None:
        most = (self.kernel_size[0] // 2, self.kernel_size[1] // 2)
        if self.padding[0] > most[0] or self.padding[1] > most[1]:
            fitted = (min(self.padding[0], most[0]), min(self.padding[1], most[1]))
            raise ShapeError(
                "pool-padding",
                "{block} can have a border of at most half its window: {most}, not {padding}.",
                field="padding",
                remedies=(SetFields({"padding": fitted}),),
                most=times(most),
                padding=times(self.padding),
            )

    def _too_large(self, x: Shape) -> ShapeError:
        axes = list(zip(x.spatial, self.kernel_size, self._gaps, self.padding, strict=True))
        fits = [extent(size, gap) <= got + 2 * side for got, size, gap, side in axes]
        kernel = tuple(
            size if fit else min(size, (got - 1) // gap + 1) for fit, (got, size, gap, _) in zip(fits, axes, strict=True)
        )
        narrow = tuple(min(side, size // 2) for side, size in zip(self.padding, kernel, strict=True))
        wide = tuple(max(side, -((got - extent(size, gap)) // 2)) for got, size, gap, side in axes)
        remedies = [SetFields({"kernel_size": kernel} | ({} if narrow == self.padding else {"padding": narrow}))]
        if all(side <= size // 2 for side, size in zip(wide, self.kernel_size, strict=True)):
            remedies.append(SetFields({"padding": wide}))
        return ShapeError(
            "kernel-too-large",
            "{block} needs at least {needed}, but {source} gives {got}.",
            field="kernel_size",
            remedies=remedies,
            needed=times([max(1, extent(size, gap) - 2 * side) for _, size, gap, side in axes]),
            got=times(x.spatial),
        )


class MaxPool2d(_Window):
    """Keeps the largest number of each window, and so makes the image smaller.

    What was found matters, not exactly where: the network becomes less sensitive to small shifts, and the layers behind
    it have less to do. (Torch can also return where the largest numbers were; that has no use on the canvas.)
    """

    title: ClassVar = "2D max pooling"
    keywords: ClassVar = ("max pool", "maxpool", "pooling", "subsampling", "downsampling")

    dilation: Pair = param((1, 1), low=1, doc="Distance between the pixels of a window.", advanced=True)

    @property
    def _gaps(self) -> Pair:
        return self.dilation


class AvgPool2d(_Window):
    """Takes the mean of each window, and so makes the image smaller and smoother."""

    title: ClassVar = "2D average pooling"
    keywords: ClassVar = ("average pool", "avgpool", "mean pool", "pooling", "subsampling", "downsampling")

    count_include_pad: bool = param(True, doc="Whether the zeros of the border count in the mean.", advanced=True)
    divisor_override: int | None = param(
        None, doc="What the sum is divided by; the number of pixels when empty.", advanced=True
    )

    @model_validator(mode="after")
    def _check_divisor(self) -> Self:
        if self.divisor_override == 0:
            raise FieldError(self.kind, "divisor_override", 0, "must be another number than 0, by which nothing can be divided")
        return self


class AdaptiveAvgPool2d(Layer):
    """Takes means over windows that are laid out so that the result always has the same size.

    With 1×1 it is "global average pooling": one number a feature map, whatever the size of the image.
    """

    category: ClassVar = Category.POOLING
    title: ClassVar = "Adaptive average pooling"
    keywords: ClassVar = ("global average pooling", "GAP", "adaptive pool", "average pool", "mean")
    default_name: ClassVar = "pool"
    positional: ClassVar = ("output_size",)

    output_size: tuple[int | None, int | None] = param(
        (1, 1), low=0, doc="Height and width of the result; an empty one stays as it is.", required=True
    )

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        x = floats(inputs[0])
        if len(x) == 4 and self.output_size == (1, 1):  # torch takes the mean of the last two axes then
            return (Shape((*filled(x).sizes[:2], 1, 1)),)
        image(x)
        return (x.resized([old if new is None else new for old, new in zip(x.spatial, self.output_size, strict=True)]),)

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
