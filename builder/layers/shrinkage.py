"""Activations that make small numbers nothing."""

from typing import ClassVar

from builder.layers.activation import Activation
from builder.layers.base import Category, Shape, param
from builder.layers.traits import Kept


class _Shrinking(Activation):
    """Makes numbers smaller, or nothing."""

    category: ClassVar = Category.ACTIVATION


class Tanhshrink(_Shrinking):
    """What tanh takes away from a number: small numbers nearly vanish, large ones come 1 nearer to 0.

    Its slope is 0 at 0 and comes near to 1 for large numbers.
    """

    title: ClassVar = "Tanh shrink"
    equation: ClassVar = "y = x − tanh(x)"
    source: ClassVar = "After the shrinkage of Donoho and Johnstone, 1994"
    keywords: ClassVar = ("shrinkage", "sparse", "activation", "nonlinearity")
    default_name: ClassVar = "tanhshrink"

    def kept(self, *inputs: Shape) -> Kept:
        """The hyperbolic tangents."""
        return Kept(more=4 * inputs[0].elements)


class _Shrink(_Shrinking):
    source: ClassVar = "Donoho and Johnstone, 1994"
    keywords: ClassVar = ("shrinkage", "threshold", "sparse coding", "denoising", "activation", "nonlinearity")
    default_name: ClassVar = "shrink"

    lambd: float = param(0.5, low=0, doc="How large numbers must be not to become 0.", label="Threshold", step=0.1)

    def summary(self) -> str:
        return f"threshold {self.lambd:g}"


class Softshrink(_Shrink):
    """Brings every number nearer to 0 by a fixed amount, and makes those that are smaller 0.

    Small numbers, which are mostly noise, go away: used where few numbers are to say much (sparse coding).
    """

    title: ClassVar = "Soft shrink"
    equation: ClassVar = "y = x − lambd for x > lambd, x + lambd for x < −lambd, else 0"


class Hardshrink(_Shrink):
    """Makes small numbers 0 and leaves the others as they are.

    Unlike soft shrink, it does not touch the large ones, but it jumps at the threshold.
    """

    title: ClassVar = "Hard shrink"
    equation: ClassVar = "y = x for |x| > lambd, else 0"


class Threshold(_Shrinking):
    """Leaves numbers above a threshold as they are and puts a fixed value in the place of the others.

    With threshold and value 0 it is ReLU.
    """

    title: ClassVar = "Threshold"
    equation: ClassVar = "y = x for x > threshold, else value"
    source: ClassVar = "McCulloch and Pitts, 1943 (threshold units)"
    keywords: ClassVar = ("cut", "step", "activation", "nonlinearity")
    default_name: ClassVar = "threshold"
    positional: ClassVar = ("threshold", "value")

    threshold: float = param(0.0, doc="Numbers above it pass.", required=True, step=0.1)
    value: float = param(0.0, doc="What the others become.", required=True, step=0.1)

    def summary(self) -> str:
        return f"above {self.threshold:g}, else {self.value:g}"
