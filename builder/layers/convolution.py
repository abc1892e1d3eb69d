"""Convolution over one, two and three axes, and what it shares with its transpose."""

import math
from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.layers.arithmetic import (
    common_divisor,
    compact_sizes,
    distinct_lines,
    extent,
    require_floats,
    require_grid,
    window_count,
    window_line,
    window_too_large,
)
from builder.layers.base import (
    Advice,
    Category,
    Layer,
    Pair,
    SetFields,
    Shape,
    ShapeError,
    Single,
    Text,
    Triple,
    join_texts,
    param,
    size_text,
)
from builder.layers.traits import Reach, SavedTensors, window_reach

Same = Literal["same", "valid"]

# One sentence per number of axes: a sentence that is put together from words cannot be translated.
_SIZES = {
    1: QT_TRANSLATE_NOOP("Layers", "Length of a filter."),
    2: QT_TRANSLATE_NOOP("Layers", "Height and width of a filter."),
    3: QT_TRANSLATE_NOOP("Layers", "Depth, height and width of a filter."),
}
_STEPS = {
    1: QT_TRANSLATE_NOOP("Layers", "How many numbers a filter moves at a time."),
    2: QT_TRANSLATE_NOOP("Layers", "How many pixels a filter moves at a time."),
    3: QT_TRANSLATE_NOOP("Layers", "How many voxels a filter moves at a time."),
}
_BORDERS = {
    1: QT_TRANSLATE_NOOP("Layers", 'Border around the series before filtering; "same" keeps the size, "valid" adds none.'),
    2: QT_TRANSLATE_NOOP("Layers", 'Border around the image before filtering; "same" keeps the size, "valid" adds none.'),
    3: QT_TRANSLATE_NOOP("Layers", 'Border around the volume before filtering; "same" keeps the size, "valid" adds none.'),
}
_GAPS = {
    1: QT_TRANSLATE_NOOP("Layers", "Distance between the numbers that a filter looks at."),
    2: QT_TRANSLATE_NOOP("Layers", "Distance between the pixels that a filter looks at."),
    3: QT_TRANSLATE_NOOP("Layers", "Distance between the voxels that a filter looks at."),
}


def kernel_size_field(axes: int) -> Any:
    """The field for the kernel size over this number of axes."""
    return param((3,) * axes, low=1, doc=_SIZES[axes], required=True)


def stride_field(axes: int) -> Any:
    """The field for the stride of a filter."""
    return param((1,) * axes, low=1, doc=_STEPS[axes])


def _padding_field(axes: int) -> Any:
    return param((0,) * axes, low=0, doc=_BORDERS[axes])


def dilation_field(axes: int, docs: Mapping[int, str] = _GAPS) -> Any:
    """The field for the dilation, with one sentence per number of axes."""
    return param((1,) * axes, low=1, doc=docs[axes], advanced=True)


class Convolution(Layer):
    """What convolution and transposed convolution share: grouped filters and their weights."""

    positional: ClassVar = ("in_channels", "out_channels")

    out_channels: int = param(
        16,
        low=1,
        doc=QT_TRANSLATE_NOOP("Layers", "How many filters: each makes one feature map."),
        label=QT_TRANSLATE_NOOP("Layers", "Filters"),
        required=True,
    )
    kernel_size: tuple[int, ...] = kernel_size_field(2)
    stride: tuple[int, ...] = stride_field(2)
    padding: tuple[int, ...] | Same = _padding_field(2)
    dilation: tuple[int, ...] = dilation_field(2)
    groups: int = param(
        1,
        low=1,
        doc=QT_TRANSLATE_NOOP("Layers", "Channels are split into this many groups that do not see each other."),
        advanced=True,
    )
    bias: bool = param(
        True, doc=QT_TRANSLATE_NOOP("Layers", "Whether a number of its own is added to each feature map."), advanced=True
    )

    def inferred_arguments(self, *inputs: Shape) -> dict[str, Any]:
        return {"in_channels": inputs[0].channels, "out_channels": self.out_channels}

    def saved_tensors(self, *inputs: Shape) -> SavedTensors:
        """The input; oneDNN blocks the weights of windows larger than one pixel."""
        return SavedTensors(inputs=None, blocks_weights=max(self.kernel_size) > 1)

    def summary(self) -> Text:
        filters = Message.of(
            QT_TRANSLATE_NOOP("Layers", "{count} filters {size}"), count=self.out_channels, size=size_text(self.kernel_size)
        )
        step = (
            ""
            if set(self.stride) == {1}
            else Message.of(QT_TRANSLATE_NOOP("Layers", "stride {stride}"), stride=compact_sizes(self.stride))
        )
        return join_texts(", ", filters, step)

    def _check_channels(self, x: Shape) -> Shape:
        """`x` unchanged; raises :class:`ShapeError` unless it has the filter's axes and the groups divide all channels."""
        require_grid(require_floats(x), len(self.kernel_size))
        taken = QT_TRANSLATE_NOOP(
            "Layers", "{block} cannot split the {channels} channels that it takes in into {groups} equal groups."
        )
        given = QT_TRANSLATE_NOOP(
            "Layers", "{block} cannot split the {channels} channels that it makes into {groups} equal groups."
        )
        for template, channels in ((taken, x.channels), (given, self.out_channels)):
            if channels % self.groups:
                raise ShapeError(
                    "groups",
                    template,
                    field="groups",
                    remedies=(
                        *self._depthwise(x.channels),
                        SetFields({"groups": common_divisor(self.groups, x.channels, self.out_channels)}),
                        *self._round_up_filters(x.channels),
                    ),
                    channels=channels,
                    groups=self.groups,
                )
        return x

    def _depthwise(self, channels: int) -> tuple[SetFields, ...]:
        """The remedy for a depthwise convolution: as many filters and groups as input channels."""
        alone = self.groups == self.out_channels > 1
        return (SetFields({"out_channels": channels, "groups": channels}),) if alone else ()

    def _round_up_filters(self, channels: int) -> tuple[SetFields, ...]:
        """The remedy of rounding the number of filters up, where the groups divide the input channels."""
        if channels % self.groups:
            return ()
        return (SetFields({"out_channels": -(-self.out_channels // self.groups) * self.groups}),)


class _Forward(Convolution):
    """Convolution over any number of axes."""

    category: ClassVar = Category.CONVOLUTION
    equation: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "y[f, p] = b[f] + Σ w[f, c, k] · x[c, p·stride + k·dilation − padding], over channels c and window k\n"
        "new size = ⌊(size + 2·padding − dilation·(kernel_size − 1) − 1) / stride⌋ + 1",
    )
    keywords: ClassVar = (
        "convolution",
        "conv",
        "filter",
        "kernel",
        "feature map",
        "striding",
        "padding",
        "depthwise",
        "1x1",
        "pointwise",
        "grouped",
    )
    default_name: ClassVar = "conv"

    padding_mode: Literal["zeros", "reflect", "replicate", "circular"] = param(
        "zeros",
        doc=QT_TRANSLATE_NOOP(
            "Layers", "What the border holds: zeros, the image mirrored, its edge repeated, or its other side."
        ),
        advanced=True,
    )

    @property
    def _extents(self) -> tuple[int, ...]:
        return tuple(extent(size, gap) for size, gap in zip(self.kernel_size, self.dilation, strict=True))

    @property
    def _total_padding(self) -> tuple[int, ...]:
        """The padding of both sides together, per axis."""
        if isinstance(self.padding, tuple):
            return tuple(2 * side for side in self.padding)
        return tuple(span - 1 if self.padding == "same" else 0 for span in self._extents)

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        x = self._check_channels(inputs[0])
        self._check_same()
        self._check_border(x)
        sizes = [
            window_count(size, span, step, border)
            for size, span, step, border in zip(x.spatial, self._extents, self.stride, self._total_padding, strict=True)
        ]
        if min(sizes) < 1:
            raise self._kernel_error(x)
        return (x.with_spatial(sizes).with_channels(self.out_channels),)

    def parameter_shapes(self, *inputs: Shape) -> dict[str, tuple[int, ...]]:
        shapes: dict[str, tuple[int, ...]] = {
            "weight": (self.out_channels, inputs[0].channels // self.groups, *self.kernel_size)
        }
        return shapes | ({"bias": (self.out_channels,)} if self.bias else {})

    def macs(self, *inputs: Shape) -> int:
        window = inputs[0].channels // self.groups * math.prod(self.kernel_size)
        return self.outputs(*inputs)[0].elements * window

    def reach(self, *inputs: Shape) -> tuple[Reach, ...]:
        return window_reach(self._extents, self.stride)

    def advice(self, *inputs: Shape) -> tuple[Advice, ...]:
        if self.padding != "same" or all(border % 2 == 0 for border in self._total_padding):
            return ()
        odd = tuple(size + 1 - size % 2 for size in self.kernel_size)
        return (
            Advice(
                "uneven-padding",
                QT_TRANSLATE_NOOP(
                    "Layers",
                    '{block} cannot be padded evenly: with "same", a kernel of {kernel} moves the picture by half a pixel.',
                ),
                {"kernel": size_text(self.kernel_size)},
                field="kernel_size",
                remedies=(SetFields({"kernel_size": odd}),),
            ),
        )

    def formula(self, *inputs: Shape) -> tuple[str, ...]:
        x, y = inputs[0], self.outputs(*inputs)[0]
        if self.padding == "same":
            return distinct_lines(*(f"{size} = {size}" for size in x.spatial))
        axes = zip(x.spatial, self.kernel_size, self.stride, self._total_padding, self.dilation, y.spatial, strict=True)
        return distinct_lines(
            *(
                window_line(size=size, kernel=kernel, stride=step, padding=both // 2, dilation=gap, result=new)
                for size, kernel, step, both, gap, new in axes
            )
        )

    def summary(self) -> Text:
        if isinstance(self.padding, tuple):
            border = (
                Message.of(QT_TRANSLATE_NOOP("Layers", "padding {padding}"), padding=compact_sizes(self.padding))
                if any(self.padding)
                else ""
            )
            return join_texts(", ", super().summary(), border)
        same = QT_TRANSLATE_NOOP("Layers", "padding same") if self.padding == "same" else ""
        return join_texts(", ", super().summary(), same)

    def _check_same(self) -> None:
        if self.padding == "same" and set(self.stride) != {1}:
            half = tuple((span - 1) // 2 for span in self._extents)
            raise ShapeError(
                "same-with-stride",
                QT_TRANSLATE_NOOP("Layers", '{block} cannot keep the size ("same") and take steps of {stride} at once.'),
                field="padding",
                remedies=(SetFields({"padding": half}), SetFields({"stride": (1,) * len(self.stride)})),
                stride=size_text(self.stride),
            )

    def _check_border(self, x: Shape) -> None:
        """Raise :class:`ShapeError` where reflect or circular padding is larger than the image it is taken from."""
        limit = {"reflect": [size - 1 for size in x.spatial], "circular": list(x.spatial)}.get(self.padding_mode)
        sides = [border - border // 2 for border in self._total_padding]
        if limit is not None and any(side > most for side, most in zip(sides, limit, strict=True)):
            fitted = tuple(min(side, most) for side, most in zip(sides, limit, strict=True))
            raise ShapeError(
                "border-too-large",
                QT_TRANSLATE_NOOP(
                    "Layers",
                    "{block} cannot take a border of {border} from an image of {got}: at most {most} with {mode} padding.",
                ),
                field="padding",
                remedies=(SetFields({"padding_mode": "zeros"}), *self._with_padding(x, fitted)),
                border=size_text(sides),
                got=size_text(x.spatial),
                most=size_text(limit),
                mode=self.padding_mode,
            )

    def _with_padding(self, x: Shape, padding: tuple[int, ...]) -> tuple[SetFields, ...]:
        """This padding as a remedy, if the filters fit then."""
        fits = all(size + 2 * side >= span for size, side, span in zip(x.spatial, padding, self._extents, strict=True))
        return (SetFields({"padding": padding}),) if fits else ()

    def _kernel_error(self, x: Shape) -> ShapeError:
        """The error for filters that do not fit; remedies: the largest kernel that does, or the least padding."""
        room = [size + border for size, border in zip(x.spatial, self._total_padding, strict=True)]
        kernel = tuple(
            min(size, (most - 1) // gap + 1) for size, most, gap in zip(self.kernel_size, room, self.dilation, strict=True)
        )
        needed = tuple(
            max(border // 2, -((size - span) // 2))
            for size, border, span in zip(x.spatial, self._total_padding, self._extents, strict=True)
        )
        zeros = {} if self.padding_mode in ("zeros", "replicate") else {"padding_mode": "zeros"}
        least = [max(1, span - border) for span, border in zip(self._extents, self._total_padding, strict=True)]
        words, values = window_too_large(least, self.kernel_size, x.spatial)
        return ShapeError(
            "kernel-too-large",
            words,
            field="kernel_size",
            remedies=(SetFields({"kernel_size": kernel}), SetFields({"padding": needed, **zeros})),
            **values,
        )


class Conv1d(_Forward):
    """torch.nn.Conv1d: (C, L) to (out_channels, L')."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "1D convolution")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Slides small filters along a series, such as sound or text, and says at each place how well the filter matches.\n\n"
        "Every filter looks at all channels of a short window, multiplies each number by a weight that is learned, and "
        "adds it all up. The same weights serve every place.",
    )
    source: ClassVar = QT_TRANSLATE_NOOP(
        "Layers", "Lang, Waibel and Hinton, 1990 (time-delay networks: Waibel and others, 1989)"
    )

    kernel_size: Single = kernel_size_field(1)
    stride: Single = stride_field(1)
    padding: Single | Same = _padding_field(1)
    dilation: Single = dilation_field(1)


class Conv2d(_Forward):
    """torch.nn.Conv2d: (C, H, W) to (out_channels, H', W')."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "2D convolution")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Slides small filters over the image and says at each place how well the filter matches.\n\n"
        "Every filter looks at all channels of a small window, multiplies each pixel by a weight that is learned, and "
        "adds it all up: one feature map a filter. The same weights serve every place, so a pattern is found wherever it "
        "is.",
    )
    common: ClassVar = True
    head_field: ClassVar = "out_channels"
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "LeCun and others, 1989; after the Neocognitron of Fukushima, 1980")

    kernel_size: Pair = kernel_size_field(2)
    stride: Pair = stride_field(2)
    padding: Pair | Same = _padding_field(2)
    dilation: Pair = dilation_field(2)


class Conv3d(_Forward):
    """torch.nn.Conv3d: (C, D, H, W) to (out_channels, D', H', W')."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "3D convolution")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Slides small filters through a volume, such as a scan or a film, and says at each place how well the filter "
        "matches.\n\n"
        "Like a convolution of images with one axis more: every filter looks at all channels of a small block, multiplies "
        "each number by a weight that is learned, and adds it all up.",
    )
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Ji, Xu, Yang and Yu, 2010; Tran and others, 2015")

    kernel_size: Triple = kernel_size_field(3)
    stride: Triple = stride_field(3)
    padding: Triple | Same = _padding_field(3)
    dilation: Triple = dilation_field(3)
