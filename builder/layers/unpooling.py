"""Max unpooling: maxima go back to the positions where a max pooling found them."""

from fractions import Fraction
from typing import ClassVar

from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.layers.arithmetic import describe_shape, require_grid
from builder.layers.base import (
    Call,
    Category,
    Kind,
    Layer,
    Pair,
    RemoveBlock,
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
from builder.layers.window_pooling import kernel_size_field, stride_field


class _Unpool(Layer):
    """Writes the inputs to the positions in the indices, and zeros elsewhere."""

    category: ClassVar = Category.POOLING
    equation: ClassVar = QT_TRANSLATE_NOOP(
        "Layers", "y[index of x] = x, and y = 0 elsewhere\nnew size = (size − 1)·stride − 2·padding + kernel_size"
    )
    keywords: ClassVar = ("unpooling", "max unpool", "upsampling", "decoder", "segmentation", "indices")
    source: ClassVar = QT_TRANSLATE_NOOP(
        "Layers", "Zeiler and Fergus, 2013 (switches); Badrinarayanan and others, 2015 (SegNet)"
    )
    default_name: ClassVar = "unpool"
    positional: ClassVar = ("kernel_size",)
    inlets: ClassVar = (QT_TRANSLATE_NOOP("Layers", "input"), QT_TRANSLATE_NOOP("Layers", "indices"))

    kernel_size: tuple[int, ...] = kernel_size_field(2)
    stride: tuple[int, ...] | None = stride_field()
    padding: tuple[int, ...] = param(
        (0, 0), low=0, doc=QT_TRANSLATE_NOOP("Layers", "The border that the pooling had."), advanced=True
    )
    output_size: tuple[int, ...] | None = param(
        None,
        low=1,
        doc=QT_TRANSLATE_NOOP(
            "Layers", "The size before the pooling, needed where windows did not fit evenly; worked out when empty."
        ),
    )

    @property
    def _strides(self) -> tuple[int, ...]:
        return self.stride or self.kernel_size

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        x = require_grid(inputs[0], len(self.kernel_size))
        self._check_indices(x, inputs[1])
        sizes = self._even_size(x)
        if self.output_size is not None:
            self._check_size(sizes, self.output_size)
            sizes = list(self.output_size)
        if min(sizes) < 1:
            raise ShapeError(
                "nothing-left",
                QT_TRANSLATE_NOOP("Layers", "{block} would cut {padding} off each side and leave nothing of {got}."),
                field="padding",
                remedies=(SetFields({"padding": (0,) * len(self.padding)}),),
                padding=size_text(self.padding),
                got=size_text(x.spatial),
            )
        return (x.with_spatial(sizes),)

    def call(self, *inputs: Shape) -> Call:
        """The module, called with the indices, and with output_size if it is set."""
        made = super().call(*inputs)
        fields = {name: value for name, value in made.kwargs.items() if name != "output_size"}
        if self.output_size is None:
            return Call(made.module, made.args, fields)
        sized = f"{{module}}({{0}}, {{1}}, output_size={list(self.output_size)})"
        return Call(made.module, made.args, fields, expression=sized)

    def saved_tensors(self, *inputs: Shape) -> SavedTensors:
        """The indices."""
        return SavedTensors(inputs=(1,))

    def reach(self, *inputs: Shape) -> tuple[Reach, ...]:
        spans = [(size - 1) // step + 1 for size, step in zip(self.kernel_size, self._strides, strict=True)]
        return window_reach(spans, [Fraction(1, step) for step in self._strides], channels=1)

    def formula(self, *inputs: Shape) -> tuple[str, ...]:
        if self.output_size is not None:
            return ()
        axes = zip(inputs[0].spatial, self._strides, self.padding, self.kernel_size, self._even_size(inputs[0]), strict=True)
        rows = [f"({size} − 1)·{step}{f' − 2·{cut}' if cut else ''} + {span} = {new}" for size, step, cut, span, new in axes]
        return tuple(dict.fromkeys(rows))

    def summary(self) -> Text:
        to = Message.of(QT_TRANSLATE_NOOP("Layers", "to {size}"), size=size_text(self.output_size)) if self.output_size else ""
        return join_texts(", ", size_text(self.kernel_size), to)

    def _even_size(self, x: Shape) -> list[int]:
        """The output size per axis if all windows fitted evenly."""
        axes = zip(x.spatial, self._strides, self.padding, self.kernel_size, strict=True)
        return [(size - 1) * step - 2 * cut + span for size, step, cut, span in axes]

    def _check_indices(self, x: Shape, places: Shape) -> None:
        """Raise :class:`ShapeError` unless the second input holds one index per element of the first."""
        if places.kind is not Kind.INDEX:
            raise ShapeError(
                "needs-indices",
                QT_TRANSLATE_NOOP(
                    "Layers",
                    "{block} needs the indices of a max pooling here, but {source} gives numbers that were calculated.",
                ),
                port=1,
                remedies=(RemoveBlock(),),
            )
        if places.sizes != x.sizes:
            raise ShapeError(
                "indices-shape",
                QT_TRANSLATE_NOOP("Layers", "{block} needs one index for each number of {numbers}, but {source} gives {got}."),
                port=1,
                remedies=(RemoveBlock(),),
                numbers=describe_shape(x),
                got=describe_shape(places),
            )

    def _check_size(self, even: list[int], wanted: tuple[int, ...]) -> None:
        """Raise :class:`ShapeError` unless `wanted` differs from the even size by less than the stride, as torch requires."""
        if all(abs(new - old) < step for new, old, step in zip(wanted, even, self._strides, strict=True)):
            return
        raise ShapeError(
            "unpool-size",
            QT_TRANSLATE_NOOP(
                "Layers",
                "{block} cannot make {wanted}: with these windows it makes {even}, give or take less than a step of {step}.",
            ),
            field="output_size",
            remedies=(SetFields({"output_size": None}),),
            wanted=size_text(wanted),
            even=size_text(even),
            step=size_text(self._strides),
        )


class MaxUnpool1d(_Unpool):
    """torch.nn.MaxUnpool1d: (C, L) and the indices of a MaxPool1d to (C, L')."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "1D max unpooling")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Undoes a max pooling of a series as far as that can be: its numbers return to where they were, the rest is zero.\n\n"
        "Lead the second output of the pooling (indices) to the second input.",
    )

    kernel_size: Single = kernel_size_field(1)
    stride: Single | None = stride_field()
    padding: Single = param((0,), low=0, doc=QT_TRANSLATE_NOOP("Layers", "The border that the pooling had."), advanced=True)
    output_size: Single | None = param(
        None,
        low=1,
        doc=QT_TRANSLATE_NOOP(
            "Layers", "The length before the pooling, needed where windows did not fit evenly; worked out when empty."
        ),
    )


class MaxUnpool2d(_Unpool):
    """torch.nn.MaxUnpool2d: (C, H, W) and the indices of a MaxPool2d to (C, H', W')."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "2D max unpooling")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Undoes a max pooling of an image as far as that can be: its numbers return to where they were, the rest is zero.\n\n"
        "Lead the second output of the pooling (indices) to the second input.",
    )

    kernel_size: Pair = kernel_size_field(2)
    stride: Pair | None = stride_field()
    padding: Pair = param((0, 0), low=0, doc=QT_TRANSLATE_NOOP("Layers", "The border that the pooling had."), advanced=True)
    output_size: Pair | None = param(
        None,
        low=1,
        doc=QT_TRANSLATE_NOOP(
            "Layers", "The size before the pooling, needed where windows did not fit evenly; worked out when empty."
        ),
    )


class MaxUnpool3d(_Unpool):
    """torch.nn.MaxUnpool3d: (C, D, H, W) and the indices of a MaxPool3d to (C, D', H', W')."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "3D max unpooling")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Undoes a max pooling of a volume as far as that can be: its numbers return to where they were, the rest is zero.\n\n"
        "Lead the second output of the pooling (indices) to the second input.",
    )

    kernel_size: Triple = kernel_size_field(3)
    stride: Triple | None = stride_field()
    padding: Triple = param(
        (0, 0, 0), low=0, doc=QT_TRANSLATE_NOOP("Layers", "The border that the pooling had."), advanced=True
    )
    output_size: Triple | None = param(
        None,
        low=1,
        doc=QT_TRANSLATE_NOOP(
            "Layers", "The size before the pooling, needed where windows did not fit evenly; worked out when empty."
        ),
    )
