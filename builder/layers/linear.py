"""The fully connected layer."""

from __future__ import annotations

from typing import Any, ClassVar

from builder.layers.arithmetic import filled, floats
from builder.layers.base import Advice, Category, InsertBefore, Layer, Shape, ShapeError, param


class Linear(Layer):
    """Connects every input number with every output number, each connection with a weight that is learned.

    Also called a dense or fully connected layer. It usually stands at the end, behind a Flatten, and the last one has
    as many outputs as there are classes.
    """

    category: ClassVar = Category.LINEAR
    title: ClassVar = "Fully connected"
    keywords: ClassVar = ("linear", "dense", "fully connected", "FC", "affine", "perceptron", "MLP", "classifier")
    default_name: ClassVar = "fc"
    positional: ClassVar = ("in_features", "out_features")

    out_features: int = param(128, low=1, doc="How many numbers come out, one a neuron.", label="Neurons", required=True)
    bias: bool = param(True, doc="Whether each neuron adds a number of its own.", advanced=True)

    def inferred(self, *inputs: Shape) -> dict[str, Any]:
        return {"in_features": inputs[0][-1], "out_features": self.out_features}

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        x = filled(floats(inputs[0]))
        if not len(x):
            raise ShapeError("needs-vector", "{block} needs a list of numbers, but {source} gives one number.")
        return (Shape((*x.sizes[:-1], self.out_features)),)

    def parameter_shapes(self, *inputs: Shape) -> dict[str, tuple[int, ...]]:
        shapes: dict[str, tuple[int, ...]] = {"weight": (self.out_features, inputs[0][-1])}
        return shapes | ({"bias": (self.out_features,)} if self.bias else {})

    def macs(self, *inputs: Shape) -> int:
        return inputs[0].elements * self.out_features

    def advice(self, *inputs: Shape) -> tuple[Advice, ...]:
        if len(inputs[0]) < 2:
            return ()
        return (
            Advice(
                "linear-needs-flatten",
                "{block} sees only rows of {row} numbers in {got}, each by itself. Flatten first to use all {all}.",
                {"got": str(inputs[0]), "row": inputs[0][-1], "all": f"{inputs[0].elements:,}"},
                remedies=(InsertBefore("Flatten"),),
            ),
        )

    def needs_before(self, *inputs: Shape) -> str | None:
        return "Flatten" if len(inputs[0]) > 1 else None

    def summary(self) -> str:
        return f"{self.out_features:,} neurons"
