"""Flatten, resize and identity."""

import math
from fractions import Fraction
from typing import ClassVar, Literal, Self, TypeVar

from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.layers.arithmetic import axis, describe_shape, distinct_lines, require_floats, require_nonempty, scaled_size
from builder.layers.base import Category, Layer, RemoveBlock, SetFields, Shape, ShapeError, Text, join_texts, param, size_text
from builder.layers.traits import VIEW, Reach, reshape_reach, window_reach


class Flatten(Layer):
    """torch.nn.Flatten: by default (C, H, W) to (C·H·W,)."""

    category: ClassVar = Category.SHAPE
    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Flatten")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Writes the numbers of a sample in one row, as a fully connected layer needs them. Nothing is computed.",
    )
    common: ClassVar = True
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "C × H × W → C·H·W")
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "LeCun and others, 1989 (from maps to neurons)")
    keywords: ClassVar = ("reshape", "vector", "view", "unroll")
    default_name: ClassVar = "flatten"
    saves: ClassVar = VIEW

    start_dim: int = param(
        1, doc=QT_TRANSLATE_NOOP("Layers", "The first axis to join; 0 is the batch, 1 the channels."), advanced=True
    )
    end_dim: int = param(-1, doc=QT_TRANSLATE_NOOP("Layers", "The last axis to join; −1 is the last there is."), advanced=True)

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        x = inputs[0]
        first, last = self._axes(x)
        return (Shape((*x.sizes[:first], math.prod(x.sizes[first : last + 1]), *x.sizes[last + 1 :]), x.kind),)

    def reach(self, *inputs: Shape) -> tuple[Reach, ...]:
        return reshape_reach(inputs[0].sizes, self.outputs(*inputs)[0].sizes)

    def formula(self, *inputs: Shape) -> tuple[str, ...]:
        first, last = self._axes(inputs[0])
        if first == last:
            return ()
        sizes = inputs[0].sizes[first : last + 1]
        return (f"{' · '.join(map(str, sizes))} = {math.prod(sizes):,}",)

    def _axes(self, x: Shape) -> tuple[int, int]:
        """The first and the last axis to join, as indices of ``x.sizes``."""
        whole = {"start_dim": 1, "end_dim": -1}
        first = axis(self.start_dim, x, "start_dim", fitting=whole)
        last = axis(self.end_dim, x, "end_dim", fitting=whole)
        if first > last:
            raise ShapeError(
                "flatten-order",
                QT_TRANSLATE_NOOP(
                    "Layers", "{block} is told to flatten from axis {start} to axis {end}, but {end} comes before {start}."
                ),
                field="start_dim",
                remedies=(SetFields(whole),),
                start=self.start_dim,
                end=self.end_dim,
            )
        return first, last


T = TypeVar("T", int, float)


def _factors(value: float | tuple[float, ...] | None) -> str:
    """A size or a factor as text: 2, or 2 × 1.5."""
    return " × ".join(f"{part:g}" for part in (value if isinstance(value, tuple) else (value,)) if part is not None)


_SMOOTH = {"linear": 1, "bilinear": 2, "bicubic": 2, "trilinear": 3}
"""The modes that interpolate, and the number of axes each is for."""


class Upsample(Layer):
    """torch.nn.Upsample of (C, L), (C, H, W) or (C, D, H, W)."""

    category: ClassVar = Category.SHAPE
    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Resize")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Makes the image larger (or smaller) without learning: pixels are repeated, or blended from their neighbours.\n\n"
        "Decoders and super-resolution grow their images so, often with a convolution behind it that learns the details.",
    )
    common: ClassVar = True
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "new size = ⌊size · scale_factor⌋")
    source: ClassVar = QT_TRANSLATE_NOOP(
        "Layers", "Keys, 1981 (cubic interpolation); Odena, Dumoulin and Olah, 2016 (resize, then convolve)"
    )
    keywords: ClassVar = ("upsample", "interpolate", "scale", "enlarge", "bilinear", "nearest", "upsampling", "unpooling")
    default_name: ClassVar = "upsample"

    size: int | tuple[int, ...] | None = param(
        None, low=1, doc=QT_TRANSLATE_NOOP("Layers", "Height and width of the result. Give this or the factor.")
    )
    scale_factor: float | tuple[float, ...] | None = param(
        None, above=0, doc=QT_TRANSLATE_NOOP("Layers", "How many times larger the result is. Give this or the size."), step=0.5
    )
    mode: Literal["nearest", "nearest-exact", "linear", "bilinear", "bicubic", "trilinear"] = param(
        "nearest",
        doc=QT_TRANSLATE_NOOP(
            "Layers", "How new pixels are made: repeated (nearest), or blended; bilinear and bicubic are for images."
        ),
    )
    align_corners: bool | None = param(
        None,
        doc=QT_TRANSLATE_NOOP("Layers", "When blending: whether the corner pixels stay exactly where they are."),
        advanced=True,
    )
    recompute_scale_factor: bool | None = param(
        None,
        doc=QT_TRANSLATE_NOOP("Layers", "Whether the factor is worked out again from the size that was rounded."),
        advanced=True,
    )

    @classmethod
    def fresh(cls) -> Self:
        """Twice as large, since torch has no default that works."""
        return cls(scale_factor=2.0)

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        x = require_nonempty(require_floats(inputs[0]))
        if len(x) not in (2, 3, 4):
            raise ShapeError(
                "needs-image",
                QT_TRANSLATE_NOOP("Layers", "{block} needs an image (channels × height × width), but {source} gives {got}."),
                remedies=(RemoveBlock(),),
                got=describe_shape(x),
            )
        self._check_choice()
        self._check_mode(x)
        sizes = self._sizes(x)
        if min(sizes) < 1:
            raise ShapeError(
                "nothing-left",
                QT_TRANSLATE_NOOP("Layers", "{block} makes {got} so small that nothing is left: {result}."),
                field="scale_factor",
                remedies=(SetFields({"scale_factor": 1.0}),),
                got=size_text(x.spatial),
                result=size_text(sizes),
            )
        return (x.with_spatial(sizes),)

    def reach(self, *inputs: Shape) -> tuple[Reach, ...]:
        span = {"nearest": 1, "nearest-exact": 1, "bicubic": 4}.get(self.mode, 2)
        axes = list(zip(inputs[0].spatial, self.outputs(*inputs)[0].spatial, strict=True))
        return window_reach(
            [span if old != new else 1 for old, new in axes], [Fraction(old, new) for old, new in axes], channels=1
        )

    def formula(self, *inputs: Shape) -> tuple[str, ...]:
        x, y = inputs[0], self.outputs(*inputs)[0]
        if self.scale_factor is None:
            return ()
        factors = self._each(self.scale_factor, x)
        return distinct_lines(
            *(f"⌊{old} · {factor:g}⌋ = {new}" for old, factor, new in zip(x.spatial, factors, y.spatial, strict=True))
        )

    def summary(self) -> Text:
        if self.scale_factor is not None:
            factors = self.scale_factor if isinstance(self.scale_factor, tuple) else (self.scale_factor,)
            times_larger = Message.of(
                QT_TRANSLATE_NOOP("Layers", "{factor} times"), factor=" × ".join(f"{factor:g}" for factor in factors)
            )
            return join_texts(", ", times_larger, self.mode)
        if self.size is not None:
            sizes = self.size if isinstance(self.size, tuple) else (self.size, self.size)
            return join_texts(", ", Message.of(QT_TRANSLATE_NOOP("Layers", "to {size}"), size=size_text(sizes)), self.mode)
        return self.mode

    def _sizes(self, x: Shape) -> list[int]:
        if self.size is not None:
            return list(self._each(self.size, x))
        assert self.scale_factor is not None
        return [scaled_size(old, factor) for old, factor in zip(x.spatial, self._each(self.scale_factor, x), strict=True)]

    @staticmethod
    def _each(value: T | tuple[T, ...], x: Shape) -> tuple[T, ...]:
        return value if isinstance(value, tuple) else (value,) * len(x.spatial)

    def _check_choice(self) -> None:
        """Raise :class:`ShapeError` unless exactly one of size and factor is set."""
        if self.size is None and self.scale_factor is None:
            raise ShapeError(
                "no-size",
                QT_TRANSLATE_NOOP("Layers", "{block} does not know how large its result is to be: give a size or a factor."),
                field="scale_factor",
                remedies=(SetFields({"scale_factor": 2.0}),),
            )
        if self.size is not None and self.scale_factor is not None:
            raise ShapeError(
                "two-sizes",
                QT_TRANSLATE_NOOP("Layers", "{block} is given a size, {size}, and a factor, {factor}: it can follow only one."),
                field="size",
                remedies=(SetFields({"size": None}), SetFields({"scale_factor": None})),
                size=_factors(self.size),
                factor=_factors(self.scale_factor),
            )
        if self.size is not None and self.recompute_scale_factor:
            raise ShapeError(
                "no-factor",
                QT_TRANSLATE_NOOP("Layers", "{block} is given a size, so there is no factor that could be worked out again."),
                field="recompute_scale_factor",
                remedies=(SetFields({"recompute_scale_factor": None}),),
            )

    def _check_mode(self, x: Shape) -> None:
        """Raise :class:`ShapeError` unless mode, align_corners and the sizes suit the number of axes."""
        axes = len(x.spatial)
        fitting = {1: "linear", 2: "bilinear", 3: "trilinear"}[axes]
        if _SMOOTH.get(self.mode, axes) != axes:
            raise ShapeError(
                "mode",
                QT_TRANSLATE_NOOP("Layers", '{block} cannot use "{mode}" on {got}; "{fitting}" blends there.'),
                field="mode",
                remedies=(SetFields({"mode": fitting}),),
                mode=self.mode,
                got=describe_shape(x),
                fitting=fitting,
            )
        if self.align_corners is not None and self.mode not in _SMOOTH:
            raise ShapeError(
                "align-corners",
                QT_TRANSLATE_NOOP("Layers", '{block} can only align corners when it blends; "{mode}" does not.'),
                field="align_corners",
                remedies=(SetFields({"align_corners": None}), SetFields({"mode": fitting})),
                mode=self.mode,
            )
        for name in ("size", "scale_factor"):
            value = getattr(self, name)
            if isinstance(value, tuple) and len(value) != axes:
                raise ShapeError(
                    "axes",
                    QT_TRANSLATE_NOOP(
                        "Layers",
                        "{block} is given {value} for the result, but {source} gives {got} with {axes} axes to resize.",
                    ),
                    field=name,
                    remedies=(SetFields({name: value[0]}),) if value else (SetFields({name: 2}),),
                    value=_factors(value) or QT_TRANSLATE_NOOP("Layers", "nothing"),
                    got=describe_shape(x),
                    axes=axes,
                )


class Identity(Layer):
    """torch.nn.Identity."""

    category: ClassVar = Category.SHAPE
    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Identity")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Passes everything on unchanged: a place to join wires, or to look at what flows there.\n\n"
        "It has no weights and costs nothing.",
    )
    common: ClassVar = True
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "y = x")
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "He, Zhang, Ren and Sun, 2016 (identity mappings)")
    keywords: ClassVar = ("pass through", "nothing", "placeholder", "probe", "skip")
    default_name: ClassVar = "identity"
    saves: ClassVar = VIEW

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        return (inputs[0],)
