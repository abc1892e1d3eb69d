"""Activations along an axis: softmax and gated linear units."""

from typing import ClassVar

from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.layers.arithmetic import axis, describe_shape, require_floats, require_grid
from builder.layers.base import Category, Layer, RemoveBlock, SetFields, Shape, ShapeError, Text, param
from builder.layers.traits import INPUTS, OUTPUTS, Reach, elementwise


class _Along(Layer):
    """A function along one axis."""

    category: ClassVar = Category.ACTIVATION
    default_name: ClassVar = "softmax"
    saves: ClassVar = OUTPUTS

    dim: int = param(
        1,
        doc=QT_TRANSLATE_NOOP("Layers", "The axis whose numbers add up to 1; 0 is the batch, 1 the channels or classes."),
        required=True,
    )

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        x = require_floats(inputs[0])
        axis(self.dim, x, "dim")
        return (x,)

    def reach(self, *inputs: Shape) -> tuple[Reach, ...]:
        return elementwise(len(inputs[0]), axis(self.dim, inputs[0], "dim"))

    def summary(self) -> Text:
        return "" if self.dim == 1 else Message.of(QT_TRANSLATE_NOOP("Layers", "axis {dim}"), dim=self.dim)


class Softmax(_Along):
    """torch.nn.Softmax along `dim`."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Softmax")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Turns numbers into shares that are positive and add up to 1, such as one probability a class.\n\n"
        "Leave it out in front of the cross-entropy loss, which contains it already.",
    )
    common: ClassVar = True
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "y_i = exp(x_i) / Σ exp(x_j)")
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Boltzmann, 1868; Bridle, 1990")
    keywords: ClassVar = ("soft max", "probabilities", "normalized exponential", "activation", "classes")


class LogSoftmax(_Along):
    """torch.nn.LogSoftmax along `dim`."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Log-softmax")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "The logarithm of softmax, computed exactly: one log-probability a class, as the NLL loss wants it.\n\n"
        "Computing both steps at once avoids numbers that are too large or too small for the machine.",
    )
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "y_i = x_i − ln Σ exp(x_j)")
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "The logarithm of softmax (Bridle, 1990)")
    keywords: ClassVar = ("soft max", "log probabilities", "log likelihood", "NLL", "activation", "classes")
    default_name: ClassVar = "logsoftmax"

    dim: int = param(
        1, doc=QT_TRANSLATE_NOOP("Layers", "The axis of the classes; 0 is the batch, 1 the channels or classes."), required=True
    )


class Softmin(_Along):
    """torch.nn.Softmin along `dim`."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Softmin")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Softmax turned round: the smallest number gets the largest share.\n\nThe shares add up to 1, as those of softmax do.",
    )
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "y_i = exp(−x_i) / Σ exp(−x_j)")
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Softmax (Bridle, 1990) of the negative numbers")
    keywords: ClassVar = ("soft min", "probabilities", "shares", "activation")
    default_name: ClassVar = "softmin"


class Softmax2d(Layer):
    """torch.nn.Softmax2d: softmax over the channels of (C, H, W)."""

    category: ClassVar = Category.ACTIVATION
    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Softmax of images")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Softmax over the channels at every pixel: one probability a class and pixel, as in segmentation.\n\n"
        "The image becomes a map of probabilities, as segmentation needs it.",
    )
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "y[c, i, j] = exp(x[c, i, j]) / Σ exp(x[k, i, j]), over all channels k")
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Softmax (Bridle, 1990) at every pixel")
    keywords: ClassVar = ("soft max", "probabilities", "segmentation", "pixel", "activation", "classes")
    default_name: ClassVar = "softmax"
    saves: ClassVar = OUTPUTS

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        x = require_floats(inputs[0])
        return (x if 0 in x.sizes and len(x) == 3 else require_grid(x, 2),)

    def reach(self, *inputs: Shape) -> tuple[Reach, ...]:
        return elementwise(len(inputs[0]), 0)


class GLU(_Along):
    """torch.nn.GLU: halves axis `dim`."""

    resizes: ClassVar = True
    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Gated linear unit")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Splits an axis in two halves, and lets one decide by its sigmoid how much of the other passes.\n\n"
        "The result is half as large along the axis.",
    )
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "y = a · sigmoid(b), with a the first half and b the second")
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Dauphin, Fan, Auli and Grangier, 2016")
    keywords: ClassVar = ("gate", "glu", "sigmoid", "activation", "nonlinearity")
    default_name: ClassVar = "glu"
    saves: ClassVar = INPUTS

    dim: int = param(-1, doc=QT_TRANSLATE_NOOP("Layers", "The axis that is split in two; −1 is the last."))

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        x = require_floats(inputs[0])
        split = axis(self.dim, x, "dim")
        if x[split] % 2:
            even = [place + 1 for place, size in enumerate(x.sizes) if size % 2 == 0]
            raise ShapeError(
                "odd-halves",
                QT_TRANSLATE_NOOP("Layers", "{block} cannot halve axis {dim} of {got}: {size} is odd."),
                field="dim",
                remedies=[*(SetFields({"dim": place}) for place in even), RemoveBlock()],
                size=x[split],
                dim=self.dim,
                got=describe_shape(x),
            )
        return (Shape((*x.sizes[:split], x[split] // 2, *x.sizes[split + 1 :])),)

    def formula(self, *inputs: Shape) -> tuple[str, ...]:
        size = inputs[0][axis(self.dim, inputs[0], "dim")]
        return (f"{size} / 2 = {size // 2}",)

    def summary(self) -> Text:
        return "" if self.dim == -1 else Message.of(QT_TRANSLATE_NOOP("Layers", "axis {dim}"), dim=self.dim)
