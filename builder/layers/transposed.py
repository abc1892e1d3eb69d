"""Transposed convolution over one, two and three axes."""

import math
from fractions import Fraction
from typing import Any, ClassVar

from builder.common.messages import QT_TRANSLATE_NOOP
from builder.layers.arithmetic import distinct_lines, extent
from builder.layers.base import Category, Pair, SetFields, Shape, ShapeError, Single, Triple, param, size_text
from builder.layers.convolution import Convolution, dilation_field, kernel_size_field, stride_field
from builder.layers.traits import Reach, window_reach

_CUTS = {
    1: QT_TRANSLATE_NOOP("Layers", "How many numbers are cut off each side of the result."),
    2: QT_TRANSLATE_NOOP("Layers", "How many pixels are cut off each side of the result."),
    3: QT_TRANSLATE_NOOP("Layers", "How many voxels are cut off each side of the result."),
}
_GAPS = {
    1: QT_TRANSLATE_NOOP("Layers", "Distance between the numbers that a filter paints."),
    2: QT_TRANSLATE_NOOP("Layers", "Distance between the pixels that a filter paints."),
    3: QT_TRANSLATE_NOOP("Layers", "Distance between the voxels that a filter paints."),
}
_ADDED = {
    1: QT_TRANSLATE_NOOP("Layers", "Numbers added at the end of the result."),
    2: QT_TRANSLATE_NOOP("Layers", "Rows and columns added at the end of the result."),
    3: QT_TRANSLATE_NOOP("Layers", "Slices, rows and columns added at the end of the result."),
}


def _padding_field(axes: int) -> Any:
    """The field for the padding, which crops each side of the result."""
    return param((0,) * axes, low=0, doc=_CUTS[axes])


def _output_padding_field(axes: int) -> Any:
    """The field for the output padding, added at one end of the result."""
    return param((0,) * axes, low=0, doc=_ADDED[axes], advanced=True)


class _Transposed(Convolution):
    """Transposed convolution over any number of axes."""

    category: ClassVar = Category.CONVOLUTION
    equation: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "y[f, q] = b[f] + Σ w[c, f, k] · x[c, p], over all p·stride + k·dilation = q + padding\n"
        "new size = (size − 1)·stride − 2·padding + dilation·(kernel_size − 1) + output_padding + 1",
    )
    keywords: ClassVar = ("deconvolution", "transposed convolution", "upsampling", "decoder", "fractionally strided")
    default_name: ClassVar = "deconv"

    padding: tuple[int, ...] = _padding_field(2)
    output_padding: tuple[int, ...] = _output_padding_field(2)

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        x = self._check_channels(inputs[0])
        if any(more >= max(step, gap) for more, step, gap in zip(self.output_padding, self.stride, self.dilation, strict=True)):
            raise self._output_padding_error()
        sizes = [
            (size - 1) * step - 2 * cut + extent(kernel, gap) + more for size, step, cut, kernel, gap, more in self._axes(x)
        ]
        if min(sizes) < 1:
            raise self._nothing_left_error(x, sizes)
        return (x.with_spatial(sizes).with_channels(self.out_channels),)

    def parameter_shapes(self, *inputs: Shape) -> dict[str, tuple[int, ...]]:
        shapes: dict[str, tuple[int, ...]] = {
            "weight": (inputs[0].channels, self.out_channels // self.groups, *self.kernel_size)
        }
        return shapes | ({"bias": (self.out_channels,)} if self.bias else {})

    def macs(self, *inputs: Shape) -> int:
        return inputs[0].elements * (self.out_channels // self.groups) * math.prod(self.kernel_size)

    def reach(self, *inputs: Shape) -> tuple[Reach, ...]:
        spans = [(extent(kernel, gap) - 1) // step + 1 for _, step, _, kernel, gap, _ in self._axes(inputs[0])]
        return window_reach(spans, [Fraction(1, step) for step in self.stride])

    def formula(self, *inputs: Shape) -> tuple[str, ...]:
        y = self.outputs(*inputs)[0]
        rows = []
        for (size, step, cut, kernel, gap, more), result in zip(self._axes(inputs[0]), y.spatial, strict=True):
            span = str(kernel) if gap == 1 else f"({gap}·({kernel} − 1) + 1)"
            less, extra = f" − 2·{cut}" if cut else "", f" + {more}" if more else ""
            rows.append(f"({size} − 1)·{step}{less} + {span}{extra} = {result}")
        return distinct_lines(*rows)

    def _axes(self, x: Shape) -> list[tuple[int, int, int, int, int, int]]:
        """(size, stride, padding, kernel size, dilation, output padding) per axis."""
        return list(
            zip(x.spatial, self.stride, self.padding, self.kernel_size, self.dilation, self.output_padding, strict=True)
        )

    def _output_padding_error(self) -> ShapeError:
        """The error for output padding that a larger input could have produced: torch wants less than stride or dilation."""
        most = tuple(
            min(more, max(step, gap) - 1)
            for more, step, gap in zip(self.output_padding, self.stride, self.dilation, strict=True)
        )
        return ShapeError(
            "output-padding",
            QT_TRANSLATE_NOOP(
                "Layers",
                "{block} can add fewer rows and columns than its stride or dilation: at most {most} here, not {added}.",
            ),
            field="output_padding",
            remedies=(SetFields({"output_padding": most}),),
            most=size_text(most),
            added=size_text(self.output_padding),
        )

    def _nothing_left_error(self, x: Shape, sizes: list[int]) -> ShapeError:
        """The error for padding that crops everything; the remedy is the largest padding that leaves something."""
        fitted = tuple(
            cut if size >= 1 else max(0, cut - (2 - size) // 2) for cut, size in zip(self.padding, sizes, strict=True)
        )
        return ShapeError(
            "nothing-left",
            QT_TRANSLATE_NOOP("Layers", "{block} would cut {padding} off each side and leave nothing of {got}."),
            field="padding",
            remedies=(SetFields({"padding": fitted}),),
            padding=size_text(self.padding),
            got=size_text(x.spatial),
        )


class ConvTranspose1d(_Transposed):
    """torch.nn.ConvTranspose1d: (C, L) to (out_channels, L')."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "1D transposed convolution")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Makes a series longer: every number paints a short, learned patch, and patches that overlap are added.\n\n"
        "It runs a convolution backwards in shape, and is used to make sound or text from features. (Torch knows only "
        "zeros as its padding mode, so there is nothing to choose there.)",
    )
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Zeiler, Krishnan, Taylor and Fergus, 2010")

    kernel_size: Single = kernel_size_field(1)
    stride: Single = stride_field(1)
    padding: Single = _padding_field(1)
    dilation: Single = dilation_field(1, _GAPS)
    output_padding: Single = _output_padding_field(1)


class ConvTranspose2d(_Transposed):
    """torch.nn.ConvTranspose2d: (C, H, W) to (out_channels, H', W')."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "2D transposed convolution")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Makes the image larger: every pixel paints a small, learned patch, and patches that overlap are added.\n\n"
        "It runs a convolution backwards in shape, and is used to draw pictures from features. (Torch knows only zeros as "
        "its padding mode, so there is nothing to choose there.)",
    )
    common: ClassVar = True
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Zeiler, Krishnan, Taylor and Fergus, 2010")

    kernel_size: Pair = kernel_size_field(2)
    stride: Pair = stride_field(2)
    padding: Pair = _padding_field(2)
    dilation: Pair = dilation_field(2, _GAPS)
    output_padding: Pair = _output_padding_field(2)


class ConvTranspose3d(_Transposed):
    """torch.nn.ConvTranspose3d: (C, D, H, W) to (out_channels, D', H', W')."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "3D transposed convolution")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Makes a volume larger: every number paints a small, learned block, and blocks that overlap are added.\n\n"
        "It runs a convolution backwards in shape, and is used to draw volumes from features. (Torch knows only zeros as "
        "its padding mode, so there is nothing to choose there.)",
    )
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Zeiler, Krishnan, Taylor and Fergus, 2010")

    kernel_size: Triple = kernel_size_field(3)
    stride: Triple = stride_field(3)
    padding: Triple = _padding_field(3)
    dilation: Triple = dilation_field(3, _GAPS)
    output_padding: Triple = _output_padding_field(3)
