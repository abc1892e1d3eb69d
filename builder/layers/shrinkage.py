"""Activations that make small numbers nothing."""

from typing import ClassVar

from builder.layers.activation import Activation
from builder.layers.base import Category, param


class _Shrinking(Activation):
    """Makes numbers smaller, or nothing."""

    category: ClassVar = Category.ACTIVATION


class Tanhshrink(_Shrinking):
    """What tanh takes away from a number: small numbers nearly vanish, large ones come 1 nearer to 0.

    y = x − tanh(x)
    """

    title: ClassVar = "Tanh shrink"
    source: ClassVar = "After the shrinkage of Donoho and Johnstone, 1994"
    keywords: ClassVar = ("shrinkage", "sparse", "activation", "nonlinearity")
    default_name: ClassVar = "tanhshrink"


class _Shrink(_Shrinking):
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


class Threshold(_Shrinking):
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
