"""Base classes and fields of pooling: windows that slide over each feature map, without weights."""

from typing import Any, ClassVar

from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.layers.arithmetic import (
    compact_sizes,
    distinct_lines,
    extent,
    require_grid,
    window_count,
    window_line,
    window_too_large,
)
from builder.layers.base import (
    Kind,
    Layer,
    SetFields,
    Shape,
    ShapeError,
    Text,
    param,
    size_text,
)
from builder.layers.traits import Reach, SavedTensors, window_reach

_SIZES = {
    1: QT_TRANSLATE_NOOP("Layers", "Length of the window."),
    2: QT_TRANSLATE_NOOP("Layers", "Height and width of the window."),
    3: QT_TRANSLATE_NOOP("Layers", "Depth, height and width of the window."),
}
_BORDERS = {
    1: QT_TRANSLATE_NOOP("Layers", "Border around the series; at most half of the window."),
    2: QT_TRANSLATE_NOOP("Layers", "Border around the image; at most half of the window."),
    3: QT_TRANSLATE_NOOP("Layers", "Border around the volume; at most half of the window."),
}
_GAPS = {
    1: QT_TRANSLATE_NOOP("Layers", "Distance between the numbers of a window."),
    2: QT_TRANSLATE_NOOP("Layers", "Distance between the pixels of a window."),
    3: QT_TRANSLATE_NOOP("Layers", "Distance between the voxels of a window."),
}


def kernel_size_field(axes: int) -> Any:
    """The field for the kernel size over this number of axes."""
    return param((2,) * axes, low=1, doc=_SIZES[axes], required=True)


def stride_field() -> Any:
    """The field for the stride."""
    return param(
        None, low=1, doc=QT_TRANSLATE_NOOP("Layers", "How far the window moves at a time; by its own size when empty.")
    )


def padding_field(axes: int) -> Any:
    """The field for the border on each side."""
    return param((0,) * axes, low=0, doc=_BORDERS[axes], advanced=True)


def dilation_field(axes: int) -> Any:
    """The field for the distance between the elements of a window."""
    return param((1,) * axes, low=1, doc=_GAPS[axes], advanced=True)


def ceil_mode_field() -> Any:
    """The field for whether a last, partly filled window counts."""
    return param(
        False, doc=QT_TRANSLATE_NOOP("Layers", "Whether a last window that is only partly filled counts."), advanced=True
    )


class WindowPooling(Layer):
    """A window that slides over each feature map, without weights."""

    default_name: ClassVar = "pool"
    positional: ClassVar[tuple[str, ...]] = ("kernel_size",)

    inside: ClassVar[bool] = False
    """Whether torch requires the window to be no larger than the input without padding."""
    saves: ClassVar = SavedTensors(inputs=None, copies_channels_last=True)

    kernel_size: tuple[int, ...] = kernel_size_field(2)
    stride: tuple[int, ...] | None = stride_field()

    @property
    def _strides(self) -> tuple[int, ...]:
        return self.stride or self.kernel_size

    @property
    def _dilations(self) -> tuple[int, ...]:
        """The dilation per axis."""
        return (1,) * len(self.kernel_size)

    @property
    def _paddings(self) -> tuple[int, ...]:
        """The padding per axis, on each side."""
        return (0,) * len(self.kernel_size)

    @property
    def _rounds_up(self) -> bool:
        """Whether a last, partly filled window counts (ceil_mode)."""
        return False

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        x = require_grid(inputs[0], len(self.kernel_size))
        self._check_padding()
        sizes = [
            window_count(x.spatial[i], self._extent(i), self._strides[i], 2 * self._paddings[i], ceil=self._rounds_up)
            for i in range(len(self.kernel_size))
        ]
        if self.inside and any(span > size for span, size in zip(self.kernel_size, x.spatial, strict=True)):
            raise self._inside_error(x)
        if min(sizes) < 1:
            raise self._kernel_error(x)
        return (x.with_spatial(sizes),)

    def reach(self, *inputs: Shape) -> tuple[Reach, ...]:
        return window_reach([self._extent(axis) for axis in range(len(self.kernel_size))], self._strides, channels=1)

    def formula(self, *inputs: Shape) -> tuple[str, ...]:
        x, y = inputs[0], self.outputs(*inputs)[0]
        axes = zip(x.spatial, self.kernel_size, self._strides, self._paddings, self._dilations, y.spatial, strict=True)
        names = ("size", "kernel", "stride", "padding", "dilation", "result")
        return distinct_lines(*(window_line(**dict(zip(names, axis, strict=True)), ceil=self._rounds_up) for axis in axes))

    def summary(self) -> Text:
        if self.stride is None or self.stride == self.kernel_size:
            return size_text(self.kernel_size)
        return Message.of(
            QT_TRANSLATE_NOOP("Layers", "{size}, stride {stride}"),
            size=size_text(self.kernel_size),
            stride=compact_sizes(self.stride),
        )

    def _extent(self, axis: int) -> int:
        return extent(self.kernel_size[axis], self._dilations[axis])

    def _check_padding(self) -> None:
        """Raise :class:`ShapeError` for padding of more than half the window, as torch does."""
        most = tuple(size // 2 for size in self.kernel_size)
        fitted = tuple(min(side, limit) for side, limit in zip(self._paddings, most, strict=True))
        if fitted != self._paddings:
            raise ShapeError(
                "pool-padding",
                QT_TRANSLATE_NOOP("Layers", "{block} can have a border of at most half its window: {most}, not {padding}."),
                field="padding",
                remedies=(SetFields({"padding": fitted}),),
                most=size_text(most),
                padding=size_text(self._paddings),
            )

    def _inside_error(self, x: Shape) -> ShapeError:
        """The error for a window larger than the input without padding, which torch refuses for volumes."""
        fitted = tuple(min(span, size) for span, size in zip(self.kernel_size, x.spatial, strict=True))
        narrow = tuple(min(side, size // 2) for side, size in zip(self._paddings, fitted, strict=True))
        return ShapeError(
            "kernel-too-large",
            QT_TRANSLATE_NOOP("Layers", "{block} needs at least {needed} without its border, but {source} gives {got}."),
            field="kernel_size",
            remedies=(SetFields({"kernel_size": fitted} | ({} if narrow == self._paddings else {"padding": narrow})),),
            needed=size_text(self.kernel_size),
            got=size_text(x.spatial),
        )

    def _kernel_error(self, x: Shape) -> ShapeError:
        """The error for a window that does not fit; remedies: the largest window that does, or the least padding."""
        axes = list(zip(x.spatial, self.kernel_size, self._dilations, self._paddings, strict=True))
        fits = [extent(size, gap) <= got + 2 * side for got, size, gap, side in axes]
        kernel = tuple(
            size if fit else min(size, (got - 1) // gap + 1) for fit, (got, size, gap, _) in zip(fits, axes, strict=True)
        )
        narrow = tuple(min(side, size // 2) for side, size in zip(self._paddings, kernel, strict=True))
        wide = tuple(max(side, -((got - extent(size, gap)) // 2)) for got, size, gap, side in axes)
        remedies = [SetFields({"kernel_size": kernel} | ({} if narrow == self._paddings else {"padding": narrow}))]
        if "padding" in self.params() and all(side <= size // 2 for side, size in zip(wide, self.kernel_size, strict=True)):
            remedies.append(SetFields({"padding": wide}))
        least = [max(1, extent(size, gap) - 2 * side) for _, size, gap, side in axes]
        words, values = window_too_large(least, self.kernel_size, x.spatial)
        return ShapeError("kernel-too-large", words, field="kernel_size", remedies=remedies, **values)


class PaddedPooling(WindowPooling):
    """Window pooling with padding and ceil_mode."""

    padding: tuple[int, ...] = padding_field(2)
    ceil_mode: bool = ceil_mode_field()

    @property
    def _paddings(self) -> tuple[int, ...]:
        return self.padding

    @property
    def _rounds_up(self) -> bool:
        return self.ceil_mode


class Indexed(Layer):
    """A layer with an optional second output: the indices of the elements that it selected."""

    outlets: ClassVar = (QT_TRANSLATE_NOOP("Layers", "output"), QT_TRANSLATE_NOOP("Layers", "indices"))
    flexible: ClassVar = True

    return_indices: bool = param(
        False,
        doc=QT_TRANSLATE_NOOP("Layers", "Whether a second output says where the largest numbers were, for an unpooling."),
        advanced=True,
    )

    @property
    def output_names(self) -> tuple[str, ...]:
        return self.outlets[: 1 + self.return_indices]

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        (found,) = super().outputs(*inputs)
        return (found, Shape(found.sizes, Kind.INDEX)) if self.return_indices else (found,)

    def saved_tensors(self, *inputs: Shape) -> SavedTensors:
        """The input, and an int64 index per output element."""
        return SavedTensors(inputs=None, extra_bytes=8 * self.outputs(*inputs)[0].elements, copies_channels_last=True)
