"""Activations in which numbers depend on their neighbours along an axis."""

from typing import ClassVar

from builder.layers.arithmetic import axis, floats, grid, spoken
from builder.layers.base import Category, Layer, RemoveBlock, SetFields, Shape, ShapeError, param
from builder.layers.traits import INPUTS, OUTPUTS, Reach, each


class _Along(Layer):
    """Works along one axis."""

    category: ClassVar = Category.ACTIVATION
    default_name: ClassVar = "softmax"
    keeps: ClassVar = OUTPUTS

    dim: int = param(1, doc="The axis whose numbers add up to 1; 0 is the batch, 1 the channels or classes.", required=True)

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        x = floats(inputs[0])
        axis(self.dim, x, "dim")
        return (x,)

    def reach(self, *inputs: Shape) -> tuple[Reach, ...]:
        return each(len(inputs[0]), axis(self.dim, inputs[0], "dim"))

    def summary(self) -> str:
        return "" if self.dim == 1 else f"axis {self.dim}"


class Softmax(_Along):
    """Turns numbers into shares that are positive and add up to 1, such as one probability a class.

    Leave it out in front of the cross-entropy loss, which contains it already.
    """

    title: ClassVar = "Softmax"
    common: ClassVar = True
    equation: ClassVar = "y_i = exp(x_i) / Σ exp(x_j)"
    source: ClassVar = "Boltzmann, 1868; Bridle, 1990"
    keywords: ClassVar = ("soft max", "probabilities", "normalized exponential", "activation", "classes")


class LogSoftmax(_Along):
    """The logarithm of softmax, computed exactly: one log-probability a class, as the NLL loss wants it.

    Computing both steps at once avoids numbers that are too large or too small for the machine.
    """

    title: ClassVar = "Log-softmax"
    equation: ClassVar = "y_i = x_i − ln Σ exp(x_j)"
    source: ClassVar = "The logarithm of softmax (Bridle, 1990)"
    keywords: ClassVar = ("soft max", "log probabilities", "log likelihood", "NLL", "activation", "classes")
    default_name: ClassVar = "logsoftmax"

    dim: int = param(1, doc="The axis of the classes; 0 is the batch, 1 the channels or classes.", required=True)


class Softmin(_Along):
    """Softmax turned round: the smallest number gets the largest share.

    The shares add up to 1, as those of softmax do.
    """

    title: ClassVar = "Softmin"
    equation: ClassVar = "y_i = exp(−x_i) / Σ exp(−x_j)"
    source: ClassVar = "Softmax (Bridle, 1990) of the negative numbers"
    keywords: ClassVar = ("soft min", "probabilities", "shares", "activation")
    default_name: ClassVar = "softmin"


class Softmax2d(Layer):
    """Softmax over the channels at every pixel: one probability a class and pixel, as in segmentation.

    The image becomes a map of probabilities, as segmentation needs it.
    """

    category: ClassVar = Category.ACTIVATION
    title: ClassVar = "Softmax of images"
    equation: ClassVar = "y[c, i, j] = exp(x[c, i, j]) / Σ exp(x[k, i, j]), over all channels k"
    source: ClassVar = "Softmax (Bridle, 1990) at every pixel"
    keywords: ClassVar = ("soft max", "probabilities", "segmentation", "pixel", "activation", "classes")
    default_name: ClassVar = "softmax"
    keeps: ClassVar = OUTPUTS

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        x = floats(inputs[0])
        return (x if 0 in x.sizes and len(x) == 3 else grid(x, 2),)

    def reach(self, *inputs: Shape) -> tuple[Reach, ...]:
        return each(len(inputs[0]), 0)


class GLU(_Along):
    """Splits an axis in two halves, and lets one decide by its sigmoid how much of the other passes.

    The result is half as large along the axis.
    """

    resizes: ClassVar = True
    title: ClassVar = "Gated linear unit"
    equation: ClassVar = "y = a · sigmoid(b), with a the first half and b the second"
    source: ClassVar = "Dauphin, Fan, Auli and Grangier, 2016"
    keywords: ClassVar = ("gate", "glu", "sigmoid", "activation", "nonlinearity")
    default_name: ClassVar = "glu"
    keeps: ClassVar = INPUTS

    dim: int = param(-1, doc="The axis that is split in two; −1 is the last.")

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        x = floats(inputs[0])
        split = axis(self.dim, x, "dim")
        if x[split] % 2:
            even = [place + 1 for place, size in enumerate(x.sizes) if size % 2 == 0]
            raise ShapeError(
                "odd-halves",
                "{block} cannot halve axis {dim} of {got}: {size} is odd.",
                field="dim",
                remedies=[*(SetFields({"dim": place}) for place in even), RemoveBlock()],
                size=x[split],
                dim=self.dim,
                got=spoken(x),
            )
        return (Shape((*x.sizes[:split], x[split] // 2, *x.sizes[split + 1 :])),)

    def formula(self, *inputs: Shape) -> tuple[str, ...]:
        size = inputs[0][axis(self.dim, inputs[0], "dim")]
        return (f"{size} / 2 = {size // 2}",)

    def summary(self) -> str:
        return "" if self.dim == -1 else f"axis {self.dim}"
