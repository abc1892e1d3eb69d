"""Saturating activations: bounded functions."""

from typing import ClassVar, Self

from pydantic import model_validator

from builder.common.fields import FieldError
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.layers.activation import Activation
from builder.layers.base import Category, Shape, Text, param
from builder.layers.traits import OUTPUTS, SavedTensors


class _Saturating(Activation):
    """A function that is bounded on at least one side."""

    category: ClassVar = Category.ACTIVATION


class Sigmoid(_Saturating):
    """torch.nn.Sigmoid, elementwise."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Sigmoid")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Squeezes every number to between 0 and 1 along an S. For large numbers its slope fades, and learning with it.\n\n"
        "Its slope is y · (1 − y), at most 1/4. It turns a score into a probability of yes or no.",
    )
    common: ClassVar = True
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "y = 1 / (1 + exp(−x))")
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Verhulst, 1838 (logistic curve); Rumelhart, Hinton and Williams, 1986")
    keywords: ClassVar = ("logistic", "squashing", "activation", "nonlinearity", "probability")
    default_name: ClassVar = "sigmoid"
    saves: ClassVar = OUTPUTS

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        return (Shape(inputs[0].sizes),)


class Hardsigmoid(_Saturating):
    """torch.nn.Hardsigmoid, elementwise."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Hard sigmoid")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "A sigmoid made of three straight lines: quick to compute on small devices.\n\nIt is 0 below −3 and 1 above 3.",
    )
    common: ClassVar = True
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "y = min(max(0, x / 6 + 1/2), 1)")
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Courbariaux, Bengio and David, 2015; Howard and others, 2019 (this form)")
    keywords: ClassVar = ("sigmoid", "piecewise linear", "mobile", "activation", "nonlinearity")
    default_name: ClassVar = "hardsigmoid"


class Tanh(_Saturating):
    """torch.nn.Tanh, elementwise."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Tanh")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Squeezes every number to between −1 and 1 along an S around 0. The classic choice of the first LeNet.\n\n"
        "Its slope is 1 − y², at most 1.",
    )
    common: ClassVar = True
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "y = (exp(x) − exp(−x)) / (exp(x) + exp(−x))")
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "LeCun and others, 1989")
    keywords: ClassVar = ("hyperbolic tangent", "squashing", "activation", "nonlinearity")
    default_name: ClassVar = "tanh"
    saves: ClassVar = OUTPUTS

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        return (Shape(inputs[0].sizes),)


class Hardtanh(_Saturating):
    """torch.nn.Hardtanh, elementwise."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Hard tanh")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Passes numbers between two bounds on and cuts the others to the bounds.\n\n"
        "Between the bounds its slope is 1, outside 0.",
    )
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "y = min(max(x, min_val), max_val)")
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Collobert, 2004")
    keywords: ClassVar = ("tanh", "clip", "clamp", "bounded", "activation", "nonlinearity")
    default_name: ClassVar = "hardtanh"

    min_val: float = param(
        -1.0, doc=QT_TRANSLATE_NOOP("Layers", "The lower bound."), label=QT_TRANSLATE_NOOP("Layers", "Lower bound"), step=0.5
    )
    max_val: float = param(
        1.0, doc=QT_TRANSLATE_NOOP("Layers", "The upper bound."), label=QT_TRANSLATE_NOOP("Layers", "Upper bound"), step=0.5
    )

    @model_validator(mode="after")
    def _check_order(self) -> Self:
        if self.min_val >= self.max_val:
            raise FieldError(
                self.kind,
                "min_val",
                self.min_val,
                Message.of(QT_TRANSLATE_NOOP("Layers", "must be less than the upper bound, {upper:g}"), upper=self.max_val),
            )
        return self

    def summary(self) -> Text:
        return Message.of(QT_TRANSLATE_NOOP("Layers", "{low:g} to {high:g}"), low=self.min_val, high=self.max_val)


class Softsign(_Saturating):
    """torch.nn.Softsign, elementwise."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Softsign")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Squeezes every number to between −1 and 1, more gently than tanh.\n\n"
        "Its slope fades more slowly for large numbers than that of tanh.",
    )
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "y = x / (1 + |x|)")
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Bergstra, Desjardins, Lamblin and Bengio, 2009")
    keywords: ClassVar = ("squashing", "tanh", "activation", "nonlinearity")
    default_name: ClassVar = "softsign"

    def saved_tensors(self, *inputs: Shape) -> SavedTensors:
        """The input, and the denominator."""
        return SavedTensors(inputs=None, extra_bytes=4 * inputs[0].elements)


class LogSigmoid(_Saturating):
    """torch.nn.LogSigmoid, elementwise."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Log-sigmoid")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "The logarithm of the sigmoid, computed so that it stays exact for very negative numbers.\n\n"
        "With the logarithm of probabilities, products become sums.",
    )
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "y = −ln(1 + exp(−x))")
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "The logarithm of the logistic curve of Verhulst, 1838")
    keywords: ClassVar = ("logistic", "log", "probability", "activation", "nonlinearity")
    default_name: ClassVar = "logsigmoid"

    def saved_tensors(self, *inputs: Shape) -> SavedTensors:
        """The input, and its exponentials."""
        return SavedTensors(inputs=None, extra_bytes=4 * inputs[0].elements)
