"""Activations: one function for every number, without which layers in a row would be no more than one."""

from __future__ import annotations

from typing import ClassVar, Literal

from builder.layers.arithmetic import axis, floats, spoken
from builder.layers.base import Category, Kind, Layer, SetFields, Shape, ShapeError, param


class _Activation(Layer):
    """Changes every number and no size."""

    category: ClassVar = Category.ACTIVATION
    default_name: ClassVar = "act"

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        return (floats(inputs[0]),)


class ReLU(_Activation):
    """Lets positive numbers through and makes negative ones 0.

    The usual choice: quick to compute, and its slope does not fade away for large numbers.
    """

    title: ClassVar = "ReLU"
    keywords: ClassVar = ("rectifier", "rectified linear unit", "activation", "nonlinearity", "max(0, x)")
    default_name: ClassVar = "relu"

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        return (inputs[0],)


class LeakyReLU(_Activation):
    """Like ReLU, but negative numbers keep a small part of themselves, so that no neuron goes silent for good."""

    title: ClassVar = "Leaky ReLU"
    keywords: ClassVar = ("rectifier", "leaky", "activation", "nonlinearity")
    default_name: ClassVar = "relu"

    negative_slope: float = param(0.01, doc="What negative numbers are multiplied by.", step=0.01)

    def summary(self) -> str:
        return f"slope {self.negative_slope:g}"


class PReLU(_Activation):
    """Like leaky ReLU, but the slope for negative numbers is learned."""

    title: ClassVar = "Parametric ReLU"
    keywords: ClassVar = ("rectifier", "prelu", "activation", "nonlinearity", "learned slope")
    default_name: ClassVar = "prelu"

    num_parameters: int | None = param(1, low=1, doc="How many slopes are learned: 1 for all; one a channel when empty.")
    init: float = param(0.25, doc="The slope to begin with.", advanced=True, step=0.05)

    def inferred(self, *inputs: Shape) -> dict[str, int]:
        return {} if self.num_parameters == 1 else {"num_parameters": self._count(inputs[0])}

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        x = floats(inputs[0])
        if self._count(x) not in (1, x.channels if len(x) else 1):
            raise ShapeError(
                "slopes",
                "{block} learns {count} slopes, but {source} gives {got}: one for all, or one for each channel.",
                field="num_parameters",
                remedies=(SetFields({"num_parameters": None}), SetFields({"num_parameters": 1})),
                count=self.num_parameters,
                got=spoken(x),
            )
        return (x,)

    def parameter_shapes(self, *inputs: Shape) -> dict[str, tuple[int, ...]]:
        return {"weight": (self._count(inputs[0]),)}

    def _count(self, x: Shape) -> int:
        if self.num_parameters is not None:
            return self.num_parameters
        return x.channels if len(x) else 1


class ELU(_Activation):
    """Like ReLU, but negative numbers bend smoothly towards a floor instead of being cut."""

    title: ClassVar = "ELU"
    keywords: ClassVar = ("exponential linear unit", "activation", "nonlinearity")
    default_name: ClassVar = "elu"

    alpha: float = param(1.0, doc="How deep the floor lies: negative numbers end at −alpha.", step=0.1)

    def summary(self) -> str:
        return "" if self.alpha == 1 else f"floor {-self.alpha:g}"


class GELU(_Activation):
    """A smooth ReLU that weighs each number by how likely a normally distributed one is smaller; usual in transformers."""

    title: ClassVar = "GELU"
    keywords: ClassVar = ("gaussian error linear unit", "activation", "nonlinearity", "transformer")
    default_name: ClassVar = "gelu"

    approximate: Literal["none", "tanh"] = param("none", doc="Whether to compute it faster through tanh.", advanced=True)


class SiLU(_Activation):
    """A smooth ReLU: each number times its own sigmoid. Also called swish."""

    title: ClassVar = "SiLU (swish)"
    keywords: ClassVar = ("swish", "sigmoid linear unit", "activation", "nonlinearity")
    default_name: ClassVar = "silu"


class Sigmoid(_Activation):
    """Squeezes every number to between 0 and 1 along an S. For large numbers its slope fades, and learning with it."""

    title: ClassVar = "Sigmoid"
    keywords: ClassVar = ("logistic", "squashing", "activation", "nonlinearity", "probability")
    default_name: ClassVar = "sigmoid"

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        return (Shape(inputs[0].sizes),)


class Hardsigmoid(_Activation):
    """A sigmoid made of three straight lines: quick to compute on small devices."""

    title: ClassVar = "Hard sigmoid"
    keywords: ClassVar = ("sigmoid", "piecewise linear", "mobile", "activation", "nonlinearity")
    default_name: ClassVar = "hardsigmoid"


class Tanh(_Activation):
    """Squeezes every number to between −1 and 1 along an S around 0. The classic choice of the first LeNet."""

    title: ClassVar = "Tanh"
    keywords: ClassVar = ("hyperbolic tangent", "squashing", "activation", "nonlinearity")
    default_name: ClassVar = "tanh"

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        return (Shape(inputs[0].sizes),)


class Softmax(_Activation):
    """Turns numbers into shares that are positive and add up to 1, such as one probability a class.

    Leave it out in front of the cross-entropy loss, which contains it already.
    """

    title: ClassVar = "Softmax"
    keywords: ClassVar = ("soft max", "probabilities", "normalized exponential", "activation", "classes")
    default_name: ClassVar = "softmax"

    dim: int = param(1, doc="The axis whose numbers add up to 1; 0 is the batch, 1 the channels or classes.", required=True)

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        x = floats(inputs[0])
        axis(self.dim, x, "dim")
        return (Shape(x.sizes, Kind.FLOAT),)

    def summary(self) -> str:
        return "" if self.dim == 1 else f"axis {self.dim}"
