"""Activations: elementwise functions that do not saturate on both sides."""

from typing import ClassVar, Literal, Self

from pydantic import model_validator

from builder.common.fields import FieldError
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.layers.arithmetic import describe_shape, require_floats
from builder.layers.base import Category, Layer, SetFields, Shape, ShapeError, Text, param
from builder.layers.traits import INPUTS, OUTPUTS, SavedTensors


class Activation(Layer):
    """An elementwise function: the shape stays."""

    default_name: ClassVar = "act"
    saves: ClassVar = INPUTS

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        return (require_floats(inputs[0]),)


class _Rectifier(Activation):
    """ReLU and its relatives."""

    category: ClassVar = Category.ACTIVATION
    saves: ClassVar = INPUTS


class ReLU(_Rectifier):
    """torch.nn.ReLU, elementwise."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "ReLU")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Lets positive numbers through and makes negative ones 0.\n\n"
        "The usual choice: quick to compute, and its slope does not fade away for large numbers.",
    )
    common: ClassVar = True
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "y = max(0, x)")
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Fukushima, 1969; Nair and Hinton, 2010")
    keywords: ClassVar = ("rectifier", "rectified linear unit", "activation", "nonlinearity", "max(0, x)")
    default_name: ClassVar = "relu"
    saves: ClassVar = OUTPUTS

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        return (inputs[0],)


class LeakyReLU(_Rectifier):
    """torch.nn.LeakyReLU, elementwise."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Leaky ReLU")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Like ReLU, but negative numbers keep a small part of themselves, so that no neuron goes silent for good.\n\n"
        "A plain ReLU learns nothing where its input is negative; here a small slope is left.",
    )
    common: ClassVar = True
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "y = x for x ≥ 0, else negative_slope · x")
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Maas, Hannun and Ng, 2013")
    keywords: ClassVar = ("rectifier", "leaky", "activation", "nonlinearity")
    default_name: ClassVar = "relu"

    negative_slope: float = param(0.01, doc=QT_TRANSLATE_NOOP("Layers", "What negative numbers are multiplied by."), step=0.01)

    def summary(self) -> Text:
        return Message.of(QT_TRANSLATE_NOOP("Layers", "slope {slope:g}"), slope=self.negative_slope)


class PReLU(_Rectifier):
    """torch.nn.PReLU, elementwise, with learned slopes."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Parametric ReLU")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Like leaky ReLU, but the slope for negative numbers is learned.\n\n"
        "The slope is kept with the weights: one for all channels, or one for each.",
    )
    common: ClassVar = True
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "y = x for x ≥ 0, else weight · x")
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "He, Zhang, Ren and Sun, 2015")
    keywords: ClassVar = ("rectifier", "prelu", "activation", "nonlinearity", "learned slope")
    default_name: ClassVar = "prelu"

    num_parameters: int | None = param(
        1, low=1, doc=QT_TRANSLATE_NOOP("Layers", "How many slopes are learned: 1 for all; one a channel when empty.")
    )
    init: float = param(0.25, doc=QT_TRANSLATE_NOOP("Layers", "The slope to begin with."), advanced=True, step=0.05)

    def inferred_arguments(self, *inputs: Shape) -> dict[str, int]:
        return {} if self.num_parameters == 1 else {"num_parameters": self._count(inputs[0])}

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        x = require_floats(inputs[0])
        if self._count(x) not in (1, x.channels if len(x) else 1):
            raise ShapeError(
                "slopes",
                QT_TRANSLATE_NOOP(
                    "Layers", "{block} learns {count} slopes, but {source} gives {got}: one for all, or one for each channel."
                ),
                field="num_parameters",
                remedies=(SetFields({"num_parameters": None}), SetFields({"num_parameters": 1})),
                count=self.num_parameters,
                got=describe_shape(x),
            )
        return (x,)

    def parameter_shapes(self, *inputs: Shape) -> dict[str, tuple[int, ...]]:
        return {"weight": (self._count(inputs[0]),)}

    def _count(self, x: Shape) -> int:
        if self.num_parameters is not None:
            return self.num_parameters
        return x.channels if len(x) else 1


class ELU(_Rectifier):
    """torch.nn.ELU, elementwise."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "ELU")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Like ReLU, but negative numbers bend smoothly towards a floor instead of being cut.\n\n"
        "Means stay nearer to 0 than behind ReLU, which quickens learning; the exponential costs a little time.",
    )
    common: ClassVar = True
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "y = x for x > 0, else alpha · (exp(x) − 1)")
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Clevert, Unterthiner and Hochreiter, 2015")
    keywords: ClassVar = ("exponential linear unit", "activation", "nonlinearity")
    default_name: ClassVar = "elu"

    alpha: float = param(
        1.0, doc=QT_TRANSLATE_NOOP("Layers", "How deep the floor lies: negative numbers end at −alpha."), step=0.1
    )

    def summary(self) -> Text:
        return "" if self.alpha == 1 else Message.of(QT_TRANSLATE_NOOP("Layers", "floor {floor:g}"), floor=-self.alpha)


class GELU(_Rectifier):
    """torch.nn.GELU, elementwise."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "GELU")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "A smooth ReLU that weighs each number by how likely a normally distributed one is smaller; usual in "
        "transformers.\n\n"
        "Computed through tanh it is a little quicker and differs in the fourth digit.",
    )
    common: ClassVar = True
    equation: ClassVar = QT_TRANSLATE_NOOP(
        "Layers", "y = x · Φ(x), with Φ(x) the share of normally distributed numbers below x"
    )
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Hendrycks and Gimpel, 2016")
    keywords: ClassVar = ("gaussian error linear unit", "activation", "nonlinearity", "transformer")
    default_name: ClassVar = "gelu"

    approximate: Literal["none", "tanh"] = param(
        "none", doc=QT_TRANSLATE_NOOP("Layers", "Whether to compute it faster through tanh."), advanced=True
    )


class SiLU(_Rectifier):
    """torch.nn.SiLU, elementwise."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "SiLU (swish)")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "A smooth ReLU: each number times its own sigmoid. Also called swish.\n\n"
        "It dips a little below 0 before it rises, and has no corner.",
    )
    common: ClassVar = True
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "y = x / (1 + exp(−x))")
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Elfwing, Uchibe and Doya, 2017; Ramachandran, Zoph and Le, 2017")
    keywords: ClassVar = ("swish", "sigmoid linear unit", "activation", "nonlinearity")
    default_name: ClassVar = "silu"


class ReLU6(_Rectifier):
    """torch.nn.ReLU6, elementwise."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "ReLU6")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "ReLU that also stops at 6, so that numbers stay small enough for coarse arithmetic on small devices.\n\n"
        "Otherwise it is a plain ReLU.",
    )
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "y = min(max(0, x), 6)")
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Krizhevsky, 2010; Howard and others, 2017 (MobileNet)")
    keywords: ClassVar = ("rectifier", "relu", "mobile", "activation", "nonlinearity")
    default_name: ClassVar = "relu"


class RReLU(_Rectifier):
    """torch.nn.RReLU, elementwise, with random slopes in training."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Randomised leaky ReLU")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Like leaky ReLU, but in training the slope for negative numbers is drawn at random each time.\n\n"
        "In use, the slope is the mean of the two bounds. The randomness works against overfitting.",
    )
    equation: ClassVar = QT_TRANSLATE_NOOP(
        "Layers", "y = x for x ≥ 0, else a · x, with a from lower to upper; in use a = (lower + upper) / 2"
    )
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Xu, Wang, Chen and Li, 2015")
    keywords: ClassVar = ("rectifier", "rrelu", "random", "activation", "nonlinearity")
    default_name: ClassVar = "relu"

    lower: float = param(1 / 8, doc=QT_TRANSLATE_NOOP("Layers", "The smallest slope."), step=0.01)
    upper: float = param(1 / 3, doc=QT_TRANSLATE_NOOP("Layers", "The largest slope."), step=0.01)

    def saved_tensors(self, *inputs: Shape) -> SavedTensors:
        """The input, and the random slopes."""
        return SavedTensors(inputs=None, extra_bytes=4 * inputs[0].elements)

    @model_validator(mode="after")
    def _check_order(self) -> Self:
        if self.lower > self.upper:
            raise FieldError(
                self.kind,
                "lower",
                self.lower,
                Message.of(QT_TRANSLATE_NOOP("Layers", "must be at most the largest slope, {upper:g}"), upper=self.upper),
            )
        return self

    def summary(self) -> Text:
        return Message.of(QT_TRANSLATE_NOOP("Layers", "slope {low:.3g} to {high:.3g}"), low=self.lower, high=self.upper)


class SELU(_Rectifier):
    """torch.nn.SELU, elementwise."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "SELU")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "An ELU with two numbers chosen so that mean 0 and deviation 1 maintain themselves from layer to layer.\n\n"
        "Use AlphaDropout with it, and weights that begin with deviation 1/√n (LeCun's).",
    )
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "y = 1.0507 · x for x > 0, else 1.0507 · 1.6733 · (exp(x) − 1)")
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Klambauer, Unterthiner, Mayr and Hochreiter, 2017")
    keywords: ClassVar = ("scaled exponential linear unit", "self-normalizing", "activation", "nonlinearity")
    default_name: ClassVar = "selu"


class CELU(_Rectifier):
    """torch.nn.CELU, elementwise."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "CELU")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "An ELU whose slope has no jump at 0, whatever alpha is.\n\nFor alpha = 1 it is the same as ELU.",
    )
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "y = max(0, x) + min(0, alpha · (exp(x / alpha) − 1))")
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Barron, 2017")
    keywords: ClassVar = ("continuously differentiable exponential linear unit", "elu", "activation", "nonlinearity")
    default_name: ClassVar = "celu"

    alpha: float = param(
        1.0, above=0, doc=QT_TRANSLATE_NOOP("Layers", "How deep the floor lies: negative numbers end at −alpha."), step=0.1
    )

    def summary(self) -> Text:
        return "" if self.alpha == 1 else Message.of(QT_TRANSLATE_NOOP("Layers", "floor {floor:g}"), floor=-self.alpha)


class Mish(_Rectifier):
    """torch.nn.Mish, elementwise."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Mish")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "A smooth ReLU with a small dip below 0, much like SiLU.\n\nIt is smooth everywhere, and costs more time than ReLU.",
    )
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "y = x · tanh(ln(1 + exp(x)))")
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Misra, 2019")
    keywords: ClassVar = ("smooth", "self-regularized", "activation", "nonlinearity")
    default_name: ClassVar = "mish"


class Hardswish(_Rectifier):
    """torch.nn.Hardswish, elementwise."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Hard swish")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "SiLU made of straight lines and one parabola: quick to compute on small devices.\n\n"
        "Used by MobileNetV3 in the deeper half of the network.",
    )
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "y = x · min(max(0, x + 3), 6) / 6")
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Howard and others, 2019 (MobileNetV3)")
    keywords: ClassVar = ("swish", "hswish", "mobile", "activation", "nonlinearity")
    default_name: ClassVar = "hardswish"


class Softplus(_Rectifier):
    """torch.nn.Softplus, elementwise."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Softplus")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "A ReLU with a rounded corner, positive everywhere.\n\n"
        "For large numbers it is the straight line of ReLU; its slope is the sigmoid.",
    )
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "y = ln(1 + exp(beta · x)) / beta")
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Dugas, Bengio, Bélisle, Nadeau and Garcia, 2001")
    keywords: ClassVar = ("smooth relu", "positive", "activation", "nonlinearity")
    default_name: ClassVar = "softplus"

    beta: float = param(1.0, above=0, doc=QT_TRANSLATE_NOOP("Layers", "How sharp the corner is."), step=0.1)
    threshold: float = param(
        20.0, doc=QT_TRANSLATE_NOOP("Layers", "From beta · x above this on, the straight line is used."), advanced=True
    )
