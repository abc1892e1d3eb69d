"""Regularisation: layers that disturb the training so that the network learns what holds in general."""

from __future__ import annotations

from typing import ClassVar

from builder.layers.arithmetic import floats, spoken
from builder.layers.base import Advice, Category, Layer, ReplaceBy, Shape, param


class _Dropout(Layer):
    category: ClassVar = Category.REGULARIZATION
    default_name: ClassVar = "drop"

    p: float = param(0.5, low=0, high=1, doc="The share that is left out in training.", label="Probability", step=0.05)

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        return (floats(inputs[0]),)

    def summary(self) -> str:
        return f"{self.p:.0%}" if round(self.p * 100, 6) % 1 == 0 else f"{self.p:g}"


class Dropout(_Dropout):
    """In training, leaves out a random share of the numbers and scales the others up to make up for it.

    The network cannot rely on single neurons, which helps against overfitting. In use, everything passes unchanged.
    """

    title: ClassVar = "Dropout"
    keywords: ClassVar = ("drop out", "regularization", "overfitting")


class Dropout2d(_Dropout):
    """In training, leaves out a random share of whole feature maps. In use, everything passes unchanged.

    Neighbouring pixels are much alike, so that dropping single ones behind a convolution has little effect.
    """

    title: ClassVar = "Dropout of feature maps"
    keywords: ClassVar = ("spatial dropout", "drop out", "channel dropout", "regularization", "overfitting")

    def advice(self, *inputs: Shape) -> tuple[Advice, ...]:
        if len(inputs[0]) == 3:
            return ()
        return (
            Advice(
                "dropout-needs-image",
                "{block} leaves out whole feature maps, but {source} gives {got}, which has none.",
                {"got": spoken(inputs[0])},
                remedies=(ReplaceBy("Dropout", self.values()),),
            ),
        )
