"""Shape arithmetic shared by the families of layers: windows, axes, and the errors for inputs that do not fit."""

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.layers.base import Kind, RemoveBlock, SetFields, Shape, ShapeError, Text, size_text


def describe_shape(x: Shape) -> Text:
    """A shape in words: "16×5×5" for an image, "a list of 400 numbers" for a vector."""
    if not len(x):
        return QT_TRANSLATE_NOOP("Layers", "one number")
    if len(x) == 1:
        one_number = QT_TRANSLATE_NOOP("Layers", "a list of 1 number")
        return one_number if x[0] == 1 else Message.of(QT_TRANSLATE_NOOP("Layers", "a list of {count:,} numbers"), count=x[0])
    return str(x)


def require_floats(x: Shape, port: int = 0) -> Shape:
    """`x` unchanged; raises :class:`ShapeError` if it holds indices, which are no quantities."""
    if x.kind is not Kind.FLOAT:
        raise ShapeError(
            "needs-numbers",
            QT_TRANSLATE_NOOP(
                "Layers", "{block} calculates with real numbers, but {source} gives whole numbers that stand for things."
            ),
            port=port,
        )
    return x


GRIDS: Mapping[int, tuple[str, str]] = MappingProxyType(
    {
        1: ("needs-series", QT_TRANSLATE_NOOP("Layers", "a series (channels × length)")),
        2: ("needs-image", QT_TRANSLATE_NOOP("Layers", "an image (channels × height × width)")),
        3: ("needs-volume", QT_TRANSLATE_NOOP("Layers", "a volume (channels × depth × height × width)")),
    }
)
"""The error code and the description of samples with one, two and three spatial axes."""


def require_grid(x: Shape, axes: int, port: int = 0) -> Shape:
    """`x` unchanged; raises :class:`ShapeError` unless it has channels and this number of spatial `axes`, and is not empty."""
    if len(x) != axes + 1:
        code, words = GRIDS[axes]
        raise ShapeError(
            code,
            QT_TRANSLATE_NOOP("Layers", "{block} needs {words}, but {source} gives {got}."),
            port=port,
            remedies=(RemoveBlock(),),
            words=words,
            got=describe_shape(x),
        )
    return require_nonempty(x)


def compact_sizes(value: Sequence[int]) -> str:
    """Sizes as text, a single number where all are equal."""
    return str(value[0]) if len(set(value)) == 1 else size_text(value)


def require_nonempty(x: Shape) -> Shape:
    """`x` unchanged; raises :class:`ShapeError` if one of its sizes is 0."""
    if 0 in x.sizes:
        raise ShapeError(
            "empty-input", QT_TRANSLATE_NOOP("Layers", "{block} has nothing to work on: {source} gives {got}."), got=str(x)
        )
    return x


def extent(kernel: int, dilation: int) -> int:
    """The extent of a dilated window in pixels."""
    return dilation * (kernel - 1) + 1


def window_count(size: int, span: int, stride: int, padding: int, *, ceil: bool = False) -> int:
    """The number of windows of `span` pixels on one axis, with `padding` in total; less than 1 where none fits.

    `ceil` counts a last, partly filled window as torch does: only if it begins inside the image or its left padding.
    From ``pooling_output_shape`` in torch's aten/src/ATen/native/Pool.h.
    """
    room = size + padding - span
    count = -(-room // stride) + 1 if ceil else room // stride + 1
    if ceil and (count - 1) * stride >= size + padding // 2:
        count -= 1
    return count


def window_too_large(needed: Sequence[int], kernel: Sequence[int], got: Sequence[int]) -> tuple[str, dict[str, Any]]:
    """The template and values of the error for a window that does not fit; names the window where it differs from `needed`."""
    values = {"needed": size_text(needed), "kernel": size_text(kernel), "got": size_text(got)}
    if tuple(needed) == tuple(kernel):
        return QT_TRANSLATE_NOOP("Layers", "{block} needs at least {needed}, but {source} gives {got}."), values
    return QT_TRANSLATE_NOOP(
        "Layers", "{block} needs at least {needed} for its window of {kernel}, but {source} gives {got}."
    ), values


def window_line(*, size: int, kernel: int, stride: int, padding: int, dilation: int, result: int, ceil: bool = False) -> str:
    """The formula of :func:`window_count` in numbers: "(28 + 2·2 − 5) / 1 + 1 = 28"."""
    border = f" + 2·{padding}" if padding else ""
    span = str(kernel) if dilation == 1 else f"({dilation}·({kernel} − 1) + 1)"
    room = size + 2 * padding - extent(kernel, dilation)
    top = f"({size}{border} − {span})"
    if room % stride == 0:
        return f"{top} / {stride} + 1 = {result}"
    left, right = ("⌈", "⌉") if ceil else ("⌊", "⌋")
    line = f"{left}{top} / {stride}{right} + 1"
    full = (-(-room // stride) if ceil else room // stride) + 1
    return f"{line} = {result}" if full == result else f"{line} − {full - result} = {result}"


def distinct_lines(*axes: str) -> tuple[str, ...]:
    """One line per axis, without repetitions."""
    return tuple(dict.fromkeys(axes))


def scaled_size(size: int, factor: float) -> int:
    """A size times a factor, truncated as torch's interpolate does."""
    return int(float(size) * factor)


def axis(dim: int, x: Shape, field: str, *, fitting: Mapping[str, int] | None = None, new: bool = False) -> int:
    """The index in ``x.sizes`` of torch's axis `dim`, which counts the batch as 0 and may be negative.

    Raises :class:`ShapeError` for the batch axis and for an axis that is not there; `fitting` is what the
    remedy sets: `field` to the first axis of the sample unless given. A `new` axis may also come after the last.
    """
    rank = len(x) + 1 + new
    index = dim + rank if dim < 0 else dim
    remedies = (SetFields(fitting or {field: 1}),) if len(x) or new else ()
    if not 0 <= index < rank:
        raise ShapeError(
            "no-such-axis",
            QT_TRANSLATE_NOOP(
                "Layers",
                "{block} is told to work on axis {dim}, but {source} gives {got}: its axes are numbered 0 (the batch) to "
                "{last}.",
            ),
            field=field,
            remedies=remedies,
            dim=dim,
            got=describe_shape(x),
            last=rank - 1,
        )
    if index == 0:
        raise ShapeError(
            "batch-axis",
            QT_TRANSLATE_NOOP(
                "Layers", "{block} is told to work on axis {dim}, which is the batch: samples would be mixed with each other."
            ),
            field=field,
            remedies=remedies,
            dim=dim,
        )
    return index - 1


def common_divisor(limit: int, *numbers: int) -> int:
    """The largest number up to `limit` that divides all `numbers`."""
    whole = math.gcd(*numbers)
    small = [k for k in range(1, math.isqrt(whole) + 1) if whole % k == 0]
    return max(k for k in [*small, *(whole // k for k in small)] if k <= limit)
