"""Fully connected layers: linear, bilinear, and embedding."""

from typing import Any, ClassVar, Self

from pydantic import model_validator

from builder.common.fields import FieldError
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.layers.arithmetic import require_floats, require_nonempty
from builder.layers.base import Advice, Category, InsertBefore, Kind, Layer, ReplaceBy, Shape, ShapeError, Text, param
from builder.layers.traits import INPUTS, Reach, elementwise


def flatten_advice(x: Shape) -> tuple[Advice, ...]:
    """The remark on maps that are taken row by row: flattened first, all their numbers are seen together."""
    if len(x) < 3:  # rows of numbers are a series, each row of which is meant by itself
        return ()
    return (
        Advice(
            "linear-needs-flatten",
            QT_TRANSLATE_NOOP(
                "Layers",
                "{block} sees only rows of {row} numbers in {got}, each by itself. Flatten first to use all {all:,}.",
            ),
            {"got": str(x), "row": x[-1], "all": x.elements},
            remedies=(InsertBefore("Flatten"),),
        ),
    )


class Linear(Layer):
    """torch.nn.Linear: (..., in_features) to (..., out_features)."""

    category: ClassVar = Category.LINEAR
    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Fully connected")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Connects every input number with every output number, each connection with a weight that is learned.\n\n"
        "Also called a dense or fully connected layer. It usually stands at the end, behind a Flatten, and the last one "
        "has as many outputs as there are classes.",
    )
    common: ClassVar = True
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "y_i = b_i + Σ w_ij · x_j")
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Rosenblatt, 1958 (perceptron); Rumelhart, Hinton and Williams, 1986")
    keywords: ClassVar = ("linear", "dense", "fully connected", "FC", "affine", "perceptron", "MLP", "classifier")
    head_field: ClassVar = "out_features"
    default_name: ClassVar = "fc"
    positional: ClassVar = ("in_features", "out_features")
    saves: ClassVar = INPUTS

    out_features: int = param(
        128,
        low=1,
        doc=QT_TRANSLATE_NOOP("Layers", "How many numbers come out, one a neuron."),
        label=QT_TRANSLATE_NOOP("Layers", "Neurons"),
        required=True,
    )
    bias: bool = param(True, doc=QT_TRANSLATE_NOOP("Layers", "Whether each neuron adds a number of its own."), advanced=True)

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
        shapes: dict[str, tuple[int, ...]] = {"weight": (self.out_features, inputs[0][-1])}
        return shapes | ({"bias": (self.out_features,)} if self.bias else {})

    def macs(self, *inputs: Shape) -> int:
        return inputs[0].elements * self.out_features

    def reach(self, *inputs: Shape) -> tuple[Reach, ...]:
        return elementwise(len(inputs[0]), len(inputs[0]) - 1)

    def advice(self, *inputs: Shape) -> tuple[Advice, ...]:
        return flatten_advice(inputs[0])

    def needs_before(self, *inputs: Shape) -> str | None:
        return "Flatten" if len(inputs[0]) > 1 else None

    def summary(self) -> Text:
        return Message.of(QT_TRANSLATE_NOOP("Layers", "{count:,} neurons"), count=self.out_features)


class Bilinear(Layer):
    """torch.nn.Bilinear: (..., in1_features) and (..., in2_features) to (..., out_features)."""

    category: ClassVar = Category.LINEAR
    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Bilinear")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Connects every pair of numbers, one from each input, with every output: how two things go together.\n\n"
        "The outputs are sums over all products of two numbers, each with a weight that is learned.",
    )
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "y_i = b_i + Σ w_ijk · a_j · b_k, with a the first input and b the second")
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Tenenbaum and Freeman, 2000")
    keywords: ClassVar = ("bilinear", "outer product", "two inputs", "similarity", "interaction")
    default_name: ClassVar = "bilinear"
    positional: ClassVar = ("in1_features", "in2_features", "out_features")
    inlets: ClassVar = (QT_TRANSLATE_NOOP("Layers", "first"), QT_TRANSLATE_NOOP("Layers", "second"))
    saves: ClassVar = INPUTS

    out_features: int = param(
        16,
        low=1,
        doc=QT_TRANSLATE_NOOP("Layers", "How many numbers come out, one a neuron."),
        label=QT_TRANSLATE_NOOP("Layers", "Neurons"),
        required=True,
    )
    bias: bool = param(True, doc=QT_TRANSLATE_NOOP("Layers", "Whether each neuron adds a number of its own."), advanced=True)

    def inferred_arguments(self, *inputs: Shape) -> dict[str, Any]:
        return {"in1_features": inputs[0][-1], "in2_features": inputs[1][-1], "out_features": self.out_features}

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        for port, x in enumerate(inputs):
            if not len(require_nonempty(require_floats(x, port))):
                raise ShapeError(
                    "needs-vector",
                    QT_TRANSLATE_NOOP("Layers", "{block} needs a list of numbers, but {source} gives one number."),
                    port=port,
                )
        first, second = inputs
        if first.sizes[:-1] != second.sizes[:-1]:
            raise ShapeError(
                "pairs",
                QT_TRANSLATE_NOOP(
                    "Layers",
                    "{block} pairs rows with rows, but its inputs are {first} and {second}: only the last sizes may differ.",
                ),
                port=1,
                remedies=[InsertBefore("Flatten", {}, port) for port in (0, 1)] if self._flat(first, second) else (),
                first=str(first),
                second=str(second),
            )
        return (Shape((*first.sizes[:-1], self.out_features)),)

    def parameter_shapes(self, *inputs: Shape) -> dict[str, tuple[int, ...]]:
        shapes: dict[str, tuple[int, ...]] = {"weight": (self.out_features, inputs[0][-1], inputs[1][-1])}
        return shapes | ({"bias": (self.out_features,)} if self.bias else {})

    def macs(self, *inputs: Shape) -> int:
        """One MAC per row, pair of features and neuron."""
        return inputs[0].elements * inputs[1][-1] * self.out_features

    def reach(self, *inputs: Shape) -> tuple[Reach, ...]:
        return elementwise(len(inputs[0]), len(inputs[0]) - 1)

    def summary(self) -> Text:
        return Message.of(QT_TRANSLATE_NOOP("Layers", "{count:,} neurons"), count=self.out_features)

    @staticmethod
    def _flat(first: Shape, second: Shape) -> bool:
        """Whether one of the inputs is a vector, so that flattening the other helps."""
        return 1 in (len(first), len(second))


class Embedding(Layer):
    """torch.nn.Embedding: indices (...) to (..., embedding_dim)."""

    category: ClassVar = Category.LINEAR
    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Embedding")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Keeps a list of learned numbers for each thing of a vocabulary, and gives the list of every index that comes in.\n\n"
        "A table that is looked up. What comes in are whole numbers, such as those of words.",
    )
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "y = weight[index]")
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Bengio, Ducharme, Vincent and Jauvin, 2003")
    keywords: ClassVar = ("embedding", "lookup table", "word vectors", "vocabulary", "token", "index")
    default_name: ClassVar = "embedding"
    positional: ClassVar = ("num_embeddings", "embedding_dim")
    inlets: ClassVar = (QT_TRANSLATE_NOOP("Layers", "indices"),)
    saves: ClassVar = INPUTS

    num_embeddings: int = param(
        1000,
        low=1,
        doc=QT_TRANSLATE_NOOP("Layers", "How many different indices there are."),
        label=QT_TRANSLATE_NOOP("Layers", "Vocabulary"),
        required=True,
    )
    embedding_dim: int = param(
        64,
        low=1,
        doc=QT_TRANSLATE_NOOP("Layers", "How many numbers stand for each."),
        label=QT_TRANSLATE_NOOP("Layers", "Numbers each"),
        required=True,
    )
    padding_idx: int | None = param(
        None, doc=QT_TRANSLATE_NOOP("Layers", "The index that stands for nothing: zeros, never learned."), advanced=True
    )
    max_norm: float | None = param(
        None,
        above=0,
        doc=QT_TRANSLATE_NOOP("Layers", "Lists that are longer than this are shortened to it when they are looked up."),
        advanced=True,
    )
    norm_type: float = param(
        2.0, above=0, doc=QT_TRANSLATE_NOOP("Layers", "The power p of the length that is compared with it."), advanced=True
    )
    scale_grad_by_freq: bool = param(
        False,
        doc=QT_TRANSLATE_NOOP("Layers", "Whether corrections are divided by how often an index occurs in the batch."),
        advanced=True,
    )
    sparse: bool = param(
        False, doc=QT_TRANSLATE_NOOP("Layers", "Whether gradients hold only the rows that were looked up."), advanced=True
    )

    @model_validator(mode="after")
    def _check_padding(self) -> Self:
        if self.padding_idx is not None and not -self.num_embeddings <= self.padding_idx < self.num_embeddings:
            raise FieldError(
                self.kind,
                "padding_idx",
                self.padding_idx,
                Message.of(
                    QT_TRANSLATE_NOOP("Layers", "must be one of the {count:,} indices, or empty"), count=self.num_embeddings
                ),
            )
        return self

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        x = inputs[0]
        if x.kind is not Kind.INDEX:
            raise ShapeError(
                "needs-indices",
                QT_TRANSLATE_NOOP("Layers", "{block} looks whole numbers up in a table, but {source} gives real numbers."),
                remedies=(ReplaceBy("Linear", {"out_features": self.embedding_dim}),) if len(x) else (),
            )
        return (Shape((*x.sizes, self.embedding_dim)),)

    def parameter_shapes(self, *inputs: Shape) -> dict[str, tuple[int, ...]]:
        return {"weight": (self.num_embeddings, self.embedding_dim)}

    def summary(self) -> Text:
        return f"{self.num_embeddings:,} × {self.embedding_dim:,}"
