"""Layers that arrange the same elements in other axes. Nothing is computed."""

import math
from typing import ClassVar, Self

from pydantic import model_validator

from builder.common.fields import FieldError
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.layers.arithmetic import axis, describe_shape
from builder.layers.base import (
    Advice,
    Call,
    Category,
    Layer,
    Remedy,
    RemoveBlock,
    SetFields,
    Shape,
    ShapeError,
    Text,
    join_texts,
    param,
)
from builder.layers.traits import VIEW, Reach, reshape_reach


class _Layout(Layer):
    category: ClassVar = Category.SHAPE
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Iverson, 1962 (arrays of any number of axes)")


_ANY = QT_TRANSLATE_NOOP("Layers", "any")
"""The word for a size of −1 in a summary."""


def _fill_in_size(sizes: tuple[int, ...], total: int) -> tuple[int, ...] | None:
    """`sizes` with −1 replaced so that they hold `total` elements; None where that is impossible."""
    known = math.prod(size for size in sizes if size != -1)
    if -1 in sizes:
        return tuple(total // known if size == -1 else size for size in sizes) if total % known == 0 and total else None
    return sizes if known == total else None


def _check_sizes(layer: Layer, field: str, sizes: tuple[int, ...]) -> None:
    """Raise :class:`FieldError` unless all sizes are at least 1, but for at most one −1."""
    if not sizes:
        raise FieldError(layer.kind, field, sizes, QT_TRANSLATE_NOOP("Layers", "must hold at least one size"))
    if sizes.count(-1) > 1 or any(size < 1 and size != -1 for size in sizes):
        raise FieldError(
            layer.kind,
            field,
            sizes,
            QT_TRANSLATE_NOOP("Layers", "must hold sizes of at least 1; one may be −1 and is worked out"),
        )


class Reshape(_Layout):
    """Tensor.reshape of one sample; the batch axis stays."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Reshape")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Writes the numbers of a sample, in their order, into axes of other sizes. Nothing is computed.\n\n"
        "Unlike torch's reshape the batch is left out here: the sizes are those of one sample.",
    )
    common: ClassVar = True
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "sizes → shape, with as many numbers: C·H·W = product of shape")
    keywords: ClassVar = ("view", "layout", "vector to image", "unflatten", "resize")
    default_name: ClassVar = "reshape"
    saves: ClassVar = VIEW

    shape: tuple[int, ...] = param(
        (-1,),
        low=-1,
        doc=QT_TRANSLATE_NOOP("Layers", "The new sizes of one sample; one may be −1 and is worked out."),
        required=True,
    )

    @model_validator(mode="after")
    def _check_shape(self) -> Self:
        _check_sizes(self, "shape", self.shape)
        return self

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        x = inputs[0]
        sizes = _fill_in_size(self.shape, x.elements)
        if sizes is None:
            raise ShapeError(
                "reshape",
                QT_TRANSLATE_NOOP("Layers", "{block} cannot lay the {count:,} numbers of {got} out as {wanted}."),
                field="shape",
                remedies=(SetFields({"shape": (-1,)}),) if x.elements else (),
                count=x.elements,
                got=describe_shape(x),
                wanted="×".join(map(str, self.shape)),
            )
        return (Shape(sizes, x.kind),)

    def call(self, *_inputs: Shape) -> Call:
        """Tensor.reshape, with the size of the batch in front."""
        return Call(expression=f"{{0}}.reshape({{0}}.shape[0], {', '.join(map(str, self.shape))})")

    def reach(self, *inputs: Shape) -> tuple[Reach, ...]:
        return reshape_reach(inputs[0].sizes, self.outputs(*inputs)[0].sizes)

    def formula(self, *inputs: Shape) -> tuple[str, ...]:
        return (f"{inputs[0]} → {self.outputs(*inputs)[0]}",)

    def summary(self) -> Text:
        return join_texts("×", *(_ANY if size == -1 else size for size in self.shape))


class Unflatten(_Layout):
    """torch.nn.Unflatten: axis `dim` becomes several."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Unflatten")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Writes one axis as several: 64 channels as 4 groups of 16. Nothing is computed.",
    )
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "n → a × b, with a·b = n")
    keywords: ClassVar = ("reshape", "view", "split axis", "vector to image")
    default_name: ClassVar = "unflatten"
    positional: ClassVar = ("dim", "unflattened_size")
    saves: ClassVar = VIEW

    dim: int = param(
        1,
        doc=QT_TRANSLATE_NOOP("Layers", "The axis that is written as several; 0 is the batch, 1 the channels."),
        label=QT_TRANSLATE_NOOP("Layers", "Axis"),
        required=True,
    )
    unflattened_size: tuple[int, ...] = param(
        (2, -1),
        low=-1,
        doc=QT_TRANSLATE_NOOP("Layers", "The sizes it becomes; one may be −1 and is worked out."),
        label=QT_TRANSLATE_NOOP("Layers", "Sizes"),
        required=True,
    )

    @model_validator(mode="after")
    def _check_shape(self) -> Self:
        _check_sizes(self, "unflattened_size", self.unflattened_size)
        return self

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        x = inputs[0]
        place = axis(self.dim, x, "dim")
        sizes = _fill_in_size(self.unflattened_size, x[place])
        if sizes is None:
            raise ShapeError(
                "reshape",
                QT_TRANSLATE_NOOP("Layers", "{block} cannot lay the {count} of axis {dim} out as {wanted}."),
                field="unflattened_size",
                remedies=(SetFields({"unflattened_size": (x[place],)}),) if x[place] else (),
                count=x[place],
                dim=self.dim,
                wanted="×".join(map(str, self.unflattened_size)),
            )
        return (Shape((*x.sizes[:place], *sizes, *x.sizes[place + 1 :]), x.kind),)

    def reach(self, *inputs: Shape) -> tuple[Reach, ...]:
        return reshape_reach(inputs[0].sizes, self.outputs(*inputs)[0].sizes)

    def formula(self, *inputs: Shape) -> tuple[str, ...]:
        return (f"{inputs[0]} → {self.outputs(*inputs)[0]}",)

    def summary(self) -> Text:
        sizes = join_texts("×", *(_ANY if size == -1 else size for size in self.unflattened_size))
        return Message.of(QT_TRANSLATE_NOOP("Layers", "axis {dim} to {sizes}"), dim=self.dim, sizes=sizes)


class Permute(_Layout):
    """Tensor.permute; the batch axis stays in front."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Permute")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Puts the axes in another order, such as channels last. Nothing is computed.\n\n"
        "The axes are numbered as torch does, with 0 for the batch, which stays in front.",
    )
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "axis i of y = axis dims[i] of x")
    keywords: ClassVar = ("transpose", "swap axes", "channels last", "order", "rearrange")
    default_name: ClassVar = "permute"
    saves: ClassVar = VIEW

    dims: tuple[int, ...] = param(
        (0, 2, 3, 1),
        doc=QT_TRANSLATE_NOOP("Layers", "The axes in their new order; 0 is the batch and comes first."),
        label=QT_TRANSLATE_NOOP("Layers", "Order"),
        required=True,
    )

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        x = inputs[0]
        rank = len(x) + 1
        order = [dim + rank if dim < 0 else dim for dim in self.dims]
        if sorted(order) != list(range(rank)) or order[0] != 0:
            raise ShapeError(
                "permute-axes",
                QT_TRANSLATE_NOOP("Layers", "{block} must name each axis of {got} once, 0 (the batch) first and up to {last}."),
                field="dims",
                remedies=(SetFields({"dims": (0, *range(2, rank), 1)}),) if len(x) > 1 else (RemoveBlock(),),
                got=describe_shape(x),
                last=rank - 1,
            )
        return (Shape(tuple(x[dim - 1] for dim in order[1:]), x.kind),)

    def call(self, *_inputs: Shape) -> Call:
        """The tensor's method."""
        return Call(expression=f"{{0}}.permute({', '.join(map(str, self.dims))})")

    def reach(self, *inputs: Shape) -> tuple[Reach, ...]:
        places = [dim % (len(inputs[0]) + 1) - 1 for dim in self.dims[1:]]
        return tuple(Reach(to=places.index(axis)) for axis in range(len(places)))

    def formula(self, *inputs: Shape) -> tuple[str, ...]:
        return (f"{inputs[0]} → {self.outputs(*inputs)[0]}",)

    def summary(self) -> Text:
        return ", ".join(map(str, self.dims))


class Squeeze(_Layout):
    """Tensor.squeeze of axis `dim`."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Squeeze")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Drops an axis of size 1. Nothing is computed; an axis of another size is left as it is.",
    )
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "C × 1 → C")
    keywords: ClassVar = ("drop axis", "remove dimension", "size 1")
    default_name: ClassVar = "squeeze"
    saves: ClassVar = VIEW

    dim: int = param(
        -1,
        doc=QT_TRANSLATE_NOOP("Layers", "The axis; 0 is the batch, −1 the last."),
        label=QT_TRANSLATE_NOOP("Layers", "Axis"),
        required=True,
    )

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        x = inputs[0]
        place = axis(self.dim, x, "dim")
        return (Shape((*x.sizes[:place], *x.sizes[place + 1 :]), x.kind) if x[place] == 1 else x,)

    def call(self, *_inputs: Shape) -> Call:
        """The tensor's method."""
        return Call(expression=f"{{0}}.squeeze({self.dim})")

    def reach(self, *inputs: Shape) -> tuple[Reach, ...]:
        return reshape_reach(inputs[0].sizes, self.outputs(*inputs)[0].sizes)

    def advice(self, *inputs: Shape) -> tuple[Advice, ...]:
        x = inputs[0]
        size = x[axis(self.dim, x, "dim")]
        ones = [place + 1 for place, each in enumerate(x.sizes) if each == 1]
        if size == 1:
            return ()
        words = QT_TRANSLATE_NOOP("Layers", "{block} drops nothing: axis {dim} of {got} holds {size}, not 1.")
        remedies: tuple[Remedy, ...] = (*(SetFields({"dim": place}) for place in ones), RemoveBlock())
        return (
            Advice(
                "squeeze-nothing",
                words,
                {"dim": self.dim, "got": describe_shape(x), "size": size},
                field="dim",
                remedies=remedies,
            ),
        )

    def summary(self) -> Text:
        return Message.of(QT_TRANSLATE_NOOP("Layers", "axis {dim}"), dim=self.dim)


class Unsqueeze(_Layout):
    """Tensor.unsqueeze at `dim`."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Unsqueeze")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Adds an axis of size 1. Nothing is computed.\n\n"
        "A list of numbers becomes a series with one row, or one with rows of one number.",
    )
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "C → 1 × C")
    keywords: ClassVar = ("new axis", "add dimension", "expand", "size 1")
    default_name: ClassVar = "unsqueeze"
    saves: ClassVar = VIEW

    dim: int = param(
        1,
        doc=QT_TRANSLATE_NOOP("Layers", "Where the new axis stands; 0 is the batch, 1 comes right behind it."),
        label=QT_TRANSLATE_NOOP("Layers", "Axis"),
        required=True,
    )

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        x = inputs[0]
        place = axis(self.dim, x, "dim", new=True)
        return (Shape((*x.sizes[:place], 1, *x.sizes[place:]), x.kind),)

    def call(self, *_inputs: Shape) -> Call:
        """The tensor's method."""
        return Call(expression=f"{{0}}.unsqueeze({self.dim})")

    def reach(self, *inputs: Shape) -> tuple[Reach, ...]:
        return reshape_reach(inputs[0].sizes, self.outputs(*inputs)[0].sizes)

    def summary(self) -> Text:
        return Message.of(QT_TRANSLATE_NOOP("Layers", "axis {dim}"), dim=self.dim)
