"""Activations: one function for every number, without which layers in a row would be no more than one."""

from typing import ClassVar, Literal, Self

from pydantic import model_validator

from builder.fields import FieldError
from builder.layers.arithmetic import floats, spoken
from builder.layers.base import Category, Layer, SetFields, Shape, ShapeError, param


class _Activation(Layer):
    """Changes every number and no size."""

    category: ClassVar = Category.ACTIVATION
    default_name: ClassVar = "act"

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        return (floats(inputs[0]),)


class ReLU(_Activation):
    """Lets positive numbers through and makes negative ones 0.

    The usual choice: quick to compute, and its slope does not fade away for large numbers. y = max(0, x)
    """

    title: ClassVar = "ReLU"
    common: ClassVar = True
    source: ClassVar = "Fukushima, 1969; Nair and Hinton, 2010"
    keywords: ClassVar = ("rectifier", "rectified linear unit", "activation", "nonlinearity", "max(0, x)")
    default_name: ClassVar = "relu"

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        return (inputs[0],)


class LeakyReLU(_Activation):
    """Like ReLU, but negative numbers keep a small part of themselves, so that no neuron goes silent for good.

    y = x for x ≥ 0, else slope · x
    """

    title: ClassVar = "Leaky ReLU"
    common: ClassVar = True
    source: ClassVar = "Maas, Hannun and Ng, 2013"
    keywords: ClassVar = ("rectifier", "leaky", "activation", "nonlinearity")
    default_name: ClassVar = "relu"

    negative_slope: float = param(0.01, doc="What negative numbers are multiplied by.", step=0.01)

    def summary(self) -> str:
        return f"slope {self.negative_slope:g}"


class PReLU(_Activation):
    """Like leaky ReLU, but the slope for negative numbers is learned.

    y = x for x ≥ 0, else a · x with a learned a, which is kept with the weights.
    """

    title: ClassVar = "Parametric ReLU"
    common: ClassVar = True
    source: ClassVar = "He, Zhang, Ren and Sun, 2015"
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
    """Like ReLU, but negative numbers bend smoothly towards a floor instead of being cut.

    y = x for x > 0, else alpha · (exp(x) − 1)
    """

    title: ClassVar = "ELU"
    common: ClassVar = True
    source: ClassVar = "Clevert, Unterthiner and Hochreiter, 2015"
    keywords: ClassVar = ("exponential linear unit", "activation", "nonlinearity")
    default_name: ClassVar = "elu"

    alpha: float = param(1.0, doc="How deep the floor lies: negative numbers end at −alpha.", step=0.1)

    def summary(self) -> str:
        return "" if self.alpha == 1 else f"floor {-self.alpha:g}"


class GELU(_Activation):
    """A smooth ReLU that weighs each number by how likely a normally distributed one is smaller; usual in transformers.

    y = x · Φ(x), where Φ is the distribution function of the normal distribution.
    """

    title: ClassVar = "GELU"
    common: ClassVar = True
    source: ClassVar = "Hendrycks and Gimpel, 2016"
    keywords: ClassVar = ("gaussian error linear unit", "activation", "nonlinearity", "transformer")
    default_name: ClassVar = "gelu"

    approximate: Literal["none", "tanh"] = param("none", doc="Whether to compute it faster through tanh.", advanced=True)


class SiLU(_Activation):
    """A smooth ReLU: each number times its own sigmoid. Also called swish.

    y = x / (1 + exp(−x))
    """

    title: ClassVar = "SiLU (swish)"
    common: ClassVar = True
    source: ClassVar = "Elfwing, Uchibe and Doya, 2017; Ramachandran, Zoph and Le, 2017"
    keywords: ClassVar = ("swish", "sigmoid linear unit", "activation", "nonlinearity")
    default_name: ClassVar = "silu"


class Sigmoid(_Activation):
    """Squeezes every number to between 0 and 1 along an S. For large numbers its slope fades, and learning with it.

    y = 1 / (1 + exp(−x)); its slope is y · (1 − y), at most 1/4.
    """

    title: ClassVar = "Sigmoid"
    common: ClassVar = True
    source: ClassVar = "Verhulst, 1838 (logistic curve); Rumelhart, Hinton and Williams, 1986"
    keywords: ClassVar = ("logistic", "squashing", "activation", "nonlinearity", "probability")
    default_name: ClassVar = "sigmoid"

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        return (Shape(inputs[0].sizes),)


class Hardsigmoid(_Activation):
    """A sigmoid made of three straight lines: quick to compute on small devices.

    y = x/6 + 1/2, cut at 0 and 1
    """

    title: ClassVar = "Hard sigmoid"
    common: ClassVar = True
    source: ClassVar = "Courbariaux, Bengio and David, 2015; Howard and others, 2019 (this form)"
    keywords: ClassVar = ("sigmoid", "piecewise linear", "mobile", "activation", "nonlinearity")
    default_name: ClassVar = "hardsigmoid"


class Tanh(_Activation):
    """Squeezes every number to between −1 and 1 along an S around 0. The classic choice of the first LeNet.

    y = (exp(x) − exp(−x)) / (exp(x) + exp(−x))
    """

    title: ClassVar = "Tanh"
    common: ClassVar = True
    source: ClassVar = "LeCun and others, 1989"
    keywords: ClassVar = ("hyperbolic tangent", "squashing", "activation", "nonlinearity")
    default_name: ClassVar = "tanh"

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        return (Shape(inputs[0].sizes),)


class ReLU6(_Activation):
    """ReLU that also stops at 6, so that numbers stay small enough for coarse arithmetic on small devices.

    y = min(max(0, x), 6)
    """

    title: ClassVar = "ReLU6"
    source: ClassVar = "Krizhevsky, 2010; Howard and others, 2017 (MobileNet)"
    keywords: ClassVar = ("rectifier", "relu", "mobile", "activation", "nonlinearity")
    default_name: ClassVar = "relu"


class RReLU(_Activation):
    """Like leaky ReLU, but in training the slope for negative numbers is drawn at random each time.

    y = x for x ≥ 0, else a · x with a between lower and upper; in use a is their mean.
    """

    title: ClassVar = "Randomised leaky ReLU"
    source: ClassVar = "Xu, Wang, Chen and Li, 2015"
    keywords: ClassVar = ("rectifier", "rrelu", "random", "activation", "nonlinearity")
    default_name: ClassVar = "relu"

    lower: float = param(1 / 8, doc="The smallest slope.", step=0.01)
    upper: float = param(1 / 3, doc="The largest slope.", step=0.01)

    @model_validator(mode="after")
    def _check_order(self) -> Self:
        if self.lower > self.upper:
            raise FieldError(self.kind, "lower", self.lower, f"must be at most the largest slope, {self.upper:g}")
        return self

    def summary(self) -> str:
        return f"slope {self.lower:.3g} to {self.upper:.3g}"


class SELU(_Activation):
    """An ELU with two numbers chosen so that mean 0 and deviation 1 maintain themselves from layer to layer.

    y = 1.0507 · x for x > 0, else 1.0507 · 1.6733 · (exp(x) − 1). Use AlphaDropout with it.
    """

    title: ClassVar = "SELU"
    source: ClassVar = "Klambauer, Unterthiner, Mayr and Hochreiter, 2017"
    keywords: ClassVar = ("scaled exponential linear unit", "self-normalizing", "activation", "nonlinearity")
    default_name: ClassVar = "selu"


class CELU(_Activation):
    """An ELU whose slope has no jump at 0, whatever alpha is.

    y = max(0, x) + min(0, alpha · (exp(x / alpha) − 1))
    """

    title: ClassVar = "CELU"
    source: ClassVar = "Barron, 2017"
    keywords: ClassVar = ("continuously differentiable exponential linear unit", "elu", "activation", "nonlinearity")
    default_name: ClassVar = "celu"

    alpha: float = param(1.0, above=0, doc="How deep the floor lies: negative numbers end at −alpha.", step=0.1)

    def summary(self) -> str:
        return "" if self.alpha == 1 else f"floor {-self.alpha:g}"


class Mish(_Activation):
    """A smooth ReLU with a small dip below 0, much like SiLU.

    y = x · tanh(ln(1 + exp(x)))
    """

    title: ClassVar = "Mish"
    source: ClassVar = "Misra, 2019"
    keywords: ClassVar = ("smooth", "self-regularized", "activation", "nonlinearity")
    default_name: ClassVar = "mish"


class Hardswish(_Activation):
    """SiLU made of straight lines and one parabola: quick to compute on small devices.

    y = x · min(max(0, x + 3), 6) / 6
    """

    title: ClassVar = "Hard swish"
    source: ClassVar = "Howard and others, 2019 (MobileNetV3)"
    keywords: ClassVar = ("swish", "hswish", "mobile", "activation", "nonlinearity")
    default_name: ClassVar = "hardswish"


class Hardtanh(_Activation):
    """Passes numbers between two bounds on and cuts the others to the bounds.

    y = min(max(x, min_val), max_val)
    """

    title: ClassVar = "Hard tanh"
    source: ClassVar = "Collobert, 2004"
    keywords: ClassVar = ("tanh", "clip", "clamp", "bounded", "activation", "nonlinearity")
    default_name: ClassVar = "hardtanh"

    min_val: float = param(-1.0, doc="The lower bound.", label="Lower bound", step=0.5)
    max_val: float = param(1.0, doc="The upper bound.", label="Upper bound", step=0.5)

    @model_validator(mode="after")
    def _check_order(self) -> Self:
        if self.min_val >= self.max_val:
            raise FieldError(self.kind, "min_val", self.min_val, f"must be less than the upper bound, {self.max_val:g}")
        return self

    def summary(self) -> str:
        return f"{self.min_val:g} to {self.max_val:g}"


class Softplus(_Activation):
    """A ReLU with a rounded corner, positive everywhere.

    y = ln(1 + exp(beta · x)) / beta
    """

    title: ClassVar = "Softplus"
    source: ClassVar = "Dugas, Bengio, Bélisle, Nadeau and Garcia, 2001"
    keywords: ClassVar = ("smooth relu", "positive", "activation", "nonlinearity")
    default_name: ClassVar = "softplus"

    beta: float = param(1.0, above=0, doc="How sharp the corner is.", step=0.1)
    threshold: float = param(20.0, doc="From beta · x above this on, the straight line is used.", advanced=True)


class Softsign(_Activation):
    """Squeezes every number to between −1 and 1, more gently than tanh.

    y = x / (1 + |x|)
    """

    title: ClassVar = "Softsign"
    source: ClassVar = "Bergstra, Desjardins, Lamblin and Bengio, 2009"
    keywords: ClassVar = ("squashing", "tanh", "activation", "nonlinearity")
    default_name: ClassVar = "softsign"


class LogSigmoid(_Activation):
    """The logarithm of the sigmoid, computed so that it stays exact for very negative numbers.

    y = −ln(1 + exp(−x))
    """

    title: ClassVar = "Log-sigmoid"
    source: ClassVar = "The logarithm of the logistic curve of Verhulst, 1838"
    keywords: ClassVar = ("logistic", "log", "probability", "activation", "nonlinearity")
    default_name: ClassVar = "logsigmoid"


class Tanhshrink(_Activation):
    """What tanh takes away from a number: small numbers nearly vanish, large ones come 1 nearer to 0.

    y = x − tanh(x)
    """

    title: ClassVar = "Tanh shrink"
    source: ClassVar = "After the shrinkage of Donoho and Johnstone, 1994"
    keywords: ClassVar = ("shrinkage", "sparse", "activation", "nonlinearity")
    default_name: ClassVar = "tanhshrink"


class _Shrink(_Activation):
    source: ClassVar = "Donoho and Johnstone, 1994"
    keywords: ClassVar = ("shrinkage", "threshold", "sparse coding", "denoising", "activation", "nonlinearity")
    default_name: ClassVar = "shrink"

    lambd: float = param(0.5, low=0, doc="How large numbers must be not to become 0.", label="Threshold", step=0.1)

    def summary(self) -> str:
        return f"threshold {self.lambd:g}"


class Softshrink(_Shrink):
    """Brings every number nearer to 0 by a fixed amount, and makes those that are smaller 0.

    y = x − lambd for x > lambd, x + lambd for x < −lambd, else 0
    """

    title: ClassVar = "Soft shrink"


class Hardshrink(_Shrink):
    """Makes small numbers 0 and leaves the others as they are.

    y = x for |x| > lambd, else 0
    """

    title: ClassVar = "Hard shrink"


class Threshold(_Activation):
    """Leaves numbers above a threshold as they are and puts a fixed value in the place of the others.

    y = x for x > threshold, else value
    """

    title: ClassVar = "Threshold"
    source: ClassVar = "McCulloch and Pitts, 1943 (threshold units)"
    keywords: ClassVar = ("cut", "step", "activation", "nonlinearity")
    default_name: ClassVar = "threshold"
    positional: ClassVar = ("threshold", "value")

    threshold: float = param(0.0, doc="Numbers above it pass.", required=True, step=0.1)
    value: float = param(0.0, doc="What the others become.", required=True, step=0.1)

    def summary(self) -> str:
        return f"above {self.threshold:g}, else {self.value:g}"
