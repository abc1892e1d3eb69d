"""Regularisation by noise in training: dropout, stochastic depth, Gaussian noise."""

from typing import ClassVar

from builder.common.messages import QT_TRANSLATE_NOOP
from builder.layers.arithmetic import describe_shape, require_floats
from builder.layers.base import Advice, Call, Category, Layer, ReplaceBy, Shape, ShapeError, Text, param
from builder.layers.traits import PASS_THROUGH, SavedTensors


class _Dropout(Layer):
    category: ClassVar = Category.REGULARIZATION
    default_name: ClassVar = "drop"
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Hinton, Srivastava, Krizhevsky, Sutskever and Salakhutdinov, 2012")

    p: float = param(
        0.5,
        low=0,
        high=1,
        doc=QT_TRANSLATE_NOOP("Layers", "The share that is left out in training."),
        label=QT_TRANSLATE_NOOP("Layers", "Probability"),
        step=0.05,
    )

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        return (require_floats(inputs[0]),)

    def saved_tensors(self, *inputs: Shape) -> SavedTensors:
        """The mask: one float per element."""
        return SavedTensors(extra_bytes=4 * inputs[0].elements)

    def summary(self) -> Text:
        return f"{self.p:.0%}" if round(self.p * 100, 6) % 1 == 0 else f"{self.p:g}"


class Dropout(_Dropout):
    """torch.nn.Dropout of single elements."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Dropout")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "In training, leaves out a random share of the numbers and scales the others up to make up for it.\n\n"
        "The network cannot rely on single neurons, which helps against overfitting. In use, everything passes unchanged.",
    )
    common: ClassVar = True
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "y = x · m / (1 − p), with m = 0 for a share p of the numbers, else 1")
    keywords: ClassVar = ("drop out", "regularization", "overfitting")


class _MapDropout(_Dropout):
    """Dropout of whole channels."""

    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "y = x · m / (1 − p), with m = 0 for a share p of the channels, else 1")
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Tompson, Goroshin, Jain, LeCun and Bregler, 2014")
    keywords: ClassVar = ("spatial dropout", "drop out", "channel dropout", "regularization", "overfitting")
    axes: ClassVar = 2
    made_of: ClassVar = QT_TRANSLATE_NOOP("Layers", "feature maps")

    def saved_tensors(self, *inputs: Shape) -> SavedTensors:
        """The mask: one float per channel."""
        return SavedTensors(extra_bytes=4 * inputs[0].channels)

    def advice(self, *inputs: Shape) -> tuple[Advice, ...]:
        if len(inputs[0]) == self.axes + 1:
            return ()
        return (
            Advice(
                "dropout-needs-image",
                QT_TRANSLATE_NOOP("Layers", "{block} leaves out whole {made_of}, but {source} gives {got}, which has none."),
                {"got": describe_shape(inputs[0]), "made_of": self.made_of},
                remedies=(ReplaceBy("Dropout", self.values()),),
            ),
        )


class Dropout1d(_MapDropout):
    """torch.nn.Dropout1d of whole channels of (C, L)."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Dropout of series")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "In training, leaves out a random share of whole channels of a series. In use, everything passes unchanged.\n\n"
        "Neighbouring numbers are much alike, so that dropping single ones behind a convolution has little effect.",
    )
    axes: ClassVar = 1
    made_of: ClassVar = QT_TRANSLATE_NOOP("Layers", "series")

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        x = require_floats(inputs[0])
        if len(x) > 2:
            raise ShapeError(
                "needs-series",
                QT_TRANSLATE_NOOP("Layers", "{block} needs a series (channels × length), but {source} gives {got}."),
                remedies=(ReplaceBy(f"Dropout{len(x) - 1}d" if len(x) < 5 else "Dropout", self.values()),),
                got=describe_shape(x),
            )
        if len(x) < 1:
            raise ShapeError(
                "needs-vector", QT_TRANSLATE_NOOP("Layers", "{block} needs channels, but {source} gives one number.")
            )
        return (x,)


class Dropout2d(_MapDropout):
    """torch.nn.Dropout2d of whole channels of (C, H, W)."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Dropout of feature maps")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "In training, leaves out a random share of whole feature maps. In use, everything passes unchanged.\n\n"
        "Neighbouring pixels are much alike, so that dropping single ones behind a convolution has little effect.",
    )
    common: ClassVar = True


class Dropout3d(_MapDropout):
    """torch.nn.Dropout3d of whole channels of (C, D, H, W)."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Dropout of volumes")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "In training, leaves out a random share of whole volumes of features. In use, everything passes unchanged.\n\n"
        "Neighbouring numbers are much alike, so that dropping single ones behind a convolution has little effect.",
    )
    axes: ClassVar = 3
    made_of: ClassVar = QT_TRANSLATE_NOOP("Layers", "volumes")


class AlphaDropout(_Dropout):
    """torch.nn.AlphaDropout of single elements."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Alpha dropout")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Dropout that keeps mean 0 and deviation 1, for networks with SELU.\n\n"
        "Numbers that are left out get the value at which SELU ends for very negative ones, about −1.758; then all are "
        "scaled and shifted back to mean 0 and deviation 1. In use, everything passes unchanged.",
    )
    equation: ClassVar = QT_TRANSLATE_NOOP(
        "Layers", "y = a · (x · m − 1.758 · (1 − m)) + b, with m = 0 for a share p of the numbers, else 1"
    )
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Klambauer, Unterthiner, Mayr and Hochreiter, 2017")
    keywords: ClassVar = ("drop out", "selu", "self-normalizing", "regularization", "overfitting")


class FeatureAlphaDropout(_Dropout):
    """torch.nn.FeatureAlphaDropout of whole channels."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Alpha dropout of feature maps")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Alpha dropout of whole channels, for convolutional networks with SELU. In use, everything passes unchanged.",
    )
    equation: ClassVar = QT_TRANSLATE_NOOP(
        "Layers", "y = a · (x · m − 1.758 · (1 − m)) + b, with m = 0 for a share p of the channels, else 1"
    )
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Klambauer, Unterthiner, Mayr and Hochreiter, 2017")
    keywords: ClassVar = ("drop out", "selu", "self-normalizing", "spatial dropout", "regularization", "overfitting")

    def saved_tensors(self, *inputs: Shape) -> SavedTensors:
        """The mask: one float per channel."""
        return SavedTensors(extra_bytes=4 * inputs[0].channels)


class StochasticDepth(_Dropout):
    """Dropout of whole samples, as torchvision.ops.StochasticDepth in mode "row"."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Stochastic depth")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "In training, leaves out everything for a random share of the samples: put it at the end of a residual branch.\n\n"
        "The network is then less deep for these samples, and learns as if many networks of different depth were "
        "averaged. What is kept is divided by 1 − p. In use, everything passes unchanged. Also called drop path.",
    )
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "y = x · m / (1 − p), with m = 0 for a share p of the samples, else 1")
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Huang, Sun, Liu, Sedra and Weinberger, 2016")
    keywords: ClassVar = ("drop path", "droppath", "residual", "layer dropout", "regularization", "overfitting")

    def call(self, *inputs: Shape) -> Call:
        """nn.Dropout of a tensor with one element per sample, by which the sample is multiplied."""
        first = ", ".join([":", *[":1"] * len(inputs[0])])
        return Call("nn.Dropout", (self.p,), expression=f"{{0}} * {{module}}(torch.ones_like({{0}}[{first}]))")

    def saved_tensors(self, *inputs: Shape) -> SavedTensors:
        """The mask: one float per sample."""
        return SavedTensors(extra_bytes=4)


NOISE = '''
class GaussianNoise(nn.Module):
    """Add normally distributed noise in training; pass everything on otherwise.

    The slopes of RReLU are random in training and 0 in use, even when traced.
    """

    def __init__(self, std: float) -> None:
        super().__init__()
        self.std = std
        self.uniform = nn.RReLU(-0.9999999, 0.9999999)

    def forward(self, x: Tensor) -> Tensor:
        """Map any batch to one of the same shape."""
        noise = 2**0.5 * torch.erfinv(self.uniform(-torch.ones_like(x)))
        return x + self.std * noise
'''


class GaussianNoise(Layer):
    """Additive normal noise in training; a helper class, since torch has none."""

    category: ClassVar = Category.REGULARIZATION
    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Gaussian noise")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "In training, adds random noise to every number, so that the network does not rely on exact values.\n\n"
        "In use, everything passes unchanged. Put it behind the Input to make the network bear with grainy images.",
    )
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "y = x + std · ε, with ε normally distributed")
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Sietsma and Dow, 1991; Bishop, 1995")
    keywords: ClassVar = ("noise", "normal", "random", "denoising", "jitter", "regularization", "overfitting")
    default_name: ClassVar = "noise"
    saves: ClassVar = PASS_THROUGH

    std: float = param(
        0.1,
        low=0,
        doc=QT_TRANSLATE_NOOP("Layers", "How strong the noise is: its deviation."),
        label=QT_TRANSLATE_NOOP("Layers", "Deviation"),
        step=0.05,
    )

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        return (require_floats(inputs[0]),)

    def call(self, *_inputs: Shape) -> Call:
        """A helper class, since torch has none."""
        return Call("GaussianNoise", (self.std,), helper=NOISE)

    def summary(self) -> Text:
        return f"± {self.std:g}"
