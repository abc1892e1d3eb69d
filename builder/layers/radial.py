"""Radial basis functions: squared distances to learned centres, and the bell over them."""

from typing import Any, ClassVar

from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.layers.activation import Activation
from builder.layers.arithmetic import require_floats, require_nonempty
from builder.layers.base import Advice, Call, Category, Layer, Shape, ShapeError, Text, param
from builder.layers.linear import flatten_advice
from builder.layers.traits import OUTPUTS, Reach, SavedTensors, elementwise

DISTANCES = '''
class SquaredDistances(nn.Module):
    """Squared Euclidean distances to learned centres, the rows of the weight."""

    def __init__(self, in_features: int, out_features: int, *, std: float) -> None:
        super().__init__()
        self.out_features = out_features
        self.weight = nn.Parameter(torch.randn(out_features, in_features) * std)

    def forward(self, x: Tensor) -> Tensor:
        """Map (..., in_features) to (..., out_features) as xx - 2xc + cc."""
        products = x @ self.weight.T
        lengths = x.square().sum(-1, keepdim=True) + self.weight.square().sum(-1)
        return (lengths - 2 * products).clamp_min(0)
'''


class SquaredDistances(Layer):
    """Squared Euclidean distances to learned centres: (..., in_features) to (..., out_features)."""

    category: ClassVar = Category.LINEAR
    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Distances to centres")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Keeps a number of learned centres, points as long as its input, and gives the squared distance to each of them.\n\n"
        "With a Gaussian behind it is the hidden layer of an RBF network (radial basis functions): a unit answers to what "
        "lies near its centre, where a neuron of a fully connected layer answers to one side of a plane.",
    )
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "y_i = Σ (x_j − w_ij)^2")
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Broomhead and Lowe, 1988; Moody and Darken, 1989")
    keywords: ClassVar = (
        "RBF",
        "radial basis function",
        "euclidean distance",
        "cdist",
        "prototype",
        "centroid",
        "centers",
        "k-means",
    )
    default_name: ClassVar = "distances"
    positional: ClassVar = ("in_features", "out_features")

    out_features: int = param(
        64,
        low=1,
        doc=QT_TRANSLATE_NOOP("Layers", "How many centres there are; one distance comes out for each."),
        label=QT_TRANSLATE_NOOP("Layers", "Centres"),
        required=True,
    )
    std: float = param(
        0.1,
        low=0,
        doc=QT_TRANSLATE_NOOP("Layers", "How far from 0 the numbers begin: their deviation."),
        label=QT_TRANSLATE_NOOP("Layers", "Deviation"),
        advanced=True,
        step=0.1,
    )

    def inferred_arguments(self, *inputs: Shape) -> dict[str, Any]:
        return {"in_features": inputs[0][-1], "out_features": self.out_features}

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        x = require_nonempty(require_floats(inputs[0]))
        if not len(x):
            raise ShapeError(
                "needs-vector", QT_TRANSLATE_NOOP("Layers", "{block} needs a list of numbers, but {source} gives one number.")
            )
        return (Shape((*x.sizes[:-1], self.out_features)),)

    def parameter_shapes(self, *inputs: Shape) -> dict[str, tuple[int, ...]]:
        return {"weight": (self.out_features, inputs[0][-1])}

    def macs(self, *inputs: Shape) -> int:
        """One MAC per number of a centre, as for the same number of neurons."""
        return inputs[0].elements * self.out_features

    def saved_tensors(self, *inputs: Shape) -> SavedTensors:
        """The input, and the distances before they are clamped, which rounding may have made negative."""
        return SavedTensors(inputs=None, extra_bytes=4 * self.outputs(*inputs)[0].elements, blocks_weights=True)

    def call(self, *inputs: Shape) -> Call:
        """A helper class, since torch has none."""
        return Call("SquaredDistances", (inputs[0][-1], self.out_features), {"std": self.std}, helper=DISTANCES)

    def reach(self, *inputs: Shape) -> tuple[Reach, ...]:
        return elementwise(len(inputs[0]), len(inputs[0]) - 1)

    def advice(self, *inputs: Shape) -> tuple[Advice, ...]:
        return flatten_advice(inputs[0])

    def needs_before(self, *inputs: Shape) -> str | None:
        return "Flatten" if len(inputs[0]) > 1 else None

    def summary(self) -> Text:
        return Message.of(QT_TRANSLATE_NOOP("Layers", "{count:,} centres"), count=self.out_features)


BELL = '''
class Gaussian(nn.Module):
    """e to the power of -beta x: a bell over x where x is a squared distance."""

    def __init__(self, beta: float) -> None:
        super().__init__()
        self.beta = beta

    def forward(self, x: Tensor) -> Tensor:
        """Map any batch to one of the same shape."""
        return torch.exp(-self.beta * x)
'''


class Gaussian(Activation):
    """exp(-beta x), elementwise; a helper class, since torch has none."""

    category: ClassVar = Category.ACTIVATION
    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Gaussian")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Turns squared distances into nearness: 1 at the centre, and falling to 0 like a bell around it.\n\n"
        "Put it behind distances to centres. If everything far away comes out as 0, nothing is learned: choose beta near 1 "
        "divided by the usual squared distance.",
    )
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "y = exp(−beta · x)")
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Broomhead and Lowe, 1988")
    keywords: ClassVar = ("RBF", "radial basis function", "bell", "kernel", "exp", "normal", "activation", "nonlinearity")
    default_name: ClassVar = "gaussian"
    saves: ClassVar = OUTPUTS

    beta: float = param(
        1.0,
        above=0,
        doc=QT_TRANSLATE_NOOP("Layers", "How narrow the bell is: 1 / (2 σ²) for a bell of the deviation σ."),
        required=True,
        step=0.01,
    )

    def call(self, *_inputs: Shape) -> Call:
        """A helper class, since torch has none."""
        return Call("Gaussian", (self.beta,), helper=BELL)

    def summary(self) -> Text:
        return Message.of(QT_TRANSLATE_NOOP("Layers", "beta {beta:g}"), beta=self.beta)
