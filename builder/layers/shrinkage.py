"""Shrinkage: activations that map small values to zero."""

from typing import ClassVar

from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.layers.activation import Activation
from builder.layers.base import Category, Shape, Text, param
from builder.layers.traits import SavedTensors


class _Shrinking(Activation):
    """A function that shrinks its input."""

    category: ClassVar = Category.ACTIVATION


class Tanhshrink(_Shrinking):
    """torch.nn.Tanhshrink, elementwise."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Tanh shrink")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "What tanh takes away from a number: small numbers nearly vanish, large ones come 1 nearer to 0.\n\n"
        "Its slope is 0 at 0 and comes near to 1 for large numbers.",
    )
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "y = x − tanh(x)")
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "After the shrinkage of Donoho and Johnstone, 1994")
    keywords: ClassVar = ("shrinkage", "sparse", "activation", "nonlinearity")
    default_name: ClassVar = "tanhshrink"

    def saved_tensors(self, *inputs: Shape) -> SavedTensors:
        """The hyperbolic tangent of the input."""
        return SavedTensors(extra_bytes=4 * inputs[0].elements)


class _Shrink(_Shrinking):
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Donoho and Johnstone, 1994")
    keywords: ClassVar = ("shrinkage", "threshold", "sparse coding", "denoising", "activation", "nonlinearity")
    default_name: ClassVar = "shrink"

    lambd: float = param(
        0.5,
        low=0,
        doc=QT_TRANSLATE_NOOP("Layers", "How large numbers must be not to become 0."),
        label=QT_TRANSLATE_NOOP("Layers", "Threshold"),
        step=0.1,
    )

    def summary(self) -> Text:
        return Message.of(QT_TRANSLATE_NOOP("Layers", "threshold {threshold:g}"), threshold=self.lambd)


class Softshrink(_Shrink):
    """torch.nn.Softshrink, elementwise."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Soft shrink")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Brings every number nearer to 0 by a fixed amount, and makes those that are smaller 0.\n\n"
        "Small numbers, which are mostly noise, go away: used where few numbers are to say much (sparse coding).",
    )
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "y = x − lambd for x > lambd, x + lambd for x < −lambd, else 0")


class Hardshrink(_Shrink):
    """torch.nn.Hardshrink, elementwise."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Hard shrink")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Makes small numbers 0 and leaves the others as they are.\n\n"
        "Unlike soft shrink, it does not touch the large ones, but it jumps at the threshold.",
    )
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "y = x for |x| > lambd, else 0")


class Threshold(_Shrinking):
    """torch.nn.Threshold, elementwise."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Threshold")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Leaves numbers above a threshold as they are and puts a fixed value in the place of the others.\n\n"
        "With threshold and value 0 it is ReLU.",
    )
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "y = x for x > threshold, else value")
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "McCulloch and Pitts, 1943 (threshold units)")
    keywords: ClassVar = ("cut", "step", "activation", "nonlinearity")
    default_name: ClassVar = "threshold"
    positional: ClassVar = ("threshold", "value")

    threshold: float = param(0.0, doc=QT_TRANSLATE_NOOP("Layers", "Numbers above it pass."), required=True, step=0.1)
    value: float = param(0.0, doc=QT_TRANSLATE_NOOP("Layers", "What the others become."), required=True, step=0.1)

    def summary(self) -> Text:
        return Message.of(
            QT_TRANSLATE_NOOP("Layers", "above {threshold:g}, else {value:g}"), threshold=self.threshold, value=self.value
        )
