"""Tensors without inputs: learned or constant."""

from typing import ClassVar, Literal, Self

from pydantic import model_validator

from builder.common.fields import FieldError
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.layers.base import Call, Category, Layer, Shape, Text, join_texts, param
from builder.layers.endpoints import MOST_AXES


class _Source(Layer):
    """A tensor that is the same for every sample."""

    category: ClassVar = Category.ENDS
    inlets: ClassVar = ()

    shape: tuple[int, ...] = param(
        (8,), low=1, doc=QT_TRANSLATE_NOOP("Layers", "The sizes of the tensor, without the batch."), required=True
    )

    @model_validator(mode="after")
    def _check_shape(self) -> Self:
        if not 1 <= len(self.shape) <= MOST_AXES:
            raise FieldError(
                self.kind,
                "shape",
                self.shape,
                Message.of(QT_TRANSLATE_NOOP("Layers", "must hold 1 to {most} sizes"), most=MOST_AXES),
            )
        return self

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        return (Shape(self.shape),)


PARAMETER = '''
class LearnedTensor(nn.Module):
    """Numbers that are learned, the same for every sample of a batch."""

    def __init__(self, *sizes: int, mean: float, std: float) -> None:
        super().__init__()
        self.sizes = sizes
        self.weight = nn.Parameter(mean + std * torch.randn(1, *sizes))

    def forward(self, batch: int) -> Tensor:
        """Give the numbers once for each sample of the batch."""
        return self.weight.expand(batch, *self.sizes)
'''


class Parameter(_Source):
    """A learned tensor without inputs, expanded to the batch."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Learned numbers")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Numbers that are learned and that nothing feeds: the same for every sample.\n\n"
        "Join them with what is calculated: added they are a bias, multiplied a weight, put in front of others a token.",
    )
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "y = weight, the same for every sample")
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Carion and others, 2020 (learned queries)")
    keywords: ClassVar = ("parameter", "weight", "variable", "learnable", "token", "query", "bias")
    default_name: ClassVar = "param"

    start: Literal["zeros", "ones", "normal"] = param("normal", doc=QT_TRANSLATE_NOOP("Layers", "What the numbers begin with."))
    std: float = param(
        0.02,
        low=0,
        doc=QT_TRANSLATE_NOOP("Layers", "For normal: how far from 0 they begin, their deviation."),
        label=QT_TRANSLATE_NOOP("Layers", "Deviation"),
        step=0.01,
    )

    def parameter_shapes(self, *inputs: Shape) -> dict[str, tuple[int, ...]]:
        return {"weight": (1, *self.shape)}

    def call(self, *_inputs: Shape) -> Call:
        """A helper class, called with the size of the batch."""
        begin = {"mean": 1.0 if self.start == "ones" else 0.0, "std": self.std if self.start == "normal" else 0.0}
        return Call("LearnedTensor", self.shape, begin, expression="{module}({batch})", helper=PARAMETER)

    def summary(self) -> Text:
        return join_texts(", ", str(Shape(self.shape)), self.start)


class Constant(_Source):
    """torch.full without inputs, for the whole batch."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Constant")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Numbers that never change, all the same: to add, to multiply by, or to compare with.\n\n"
        "They are the same for every sample, and no weights: nothing is learned.",
    )
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "y = value")
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "torch.full")
    keywords: ClassVar = ("constant", "fixed", "number", "zeros", "ones", "fill")
    default_name: ClassVar = "const"

    value: float = param(1.0, doc=QT_TRANSLATE_NOOP("Layers", "What every number is."), required=True, step=0.5)

    def call(self, *_inputs: Shape) -> Call:
        """torch.full for the whole batch, on the device of the network's input."""
        sizes = ", ".join(map(str, self.shape))
        return Call(expression=f"torch.full(({{batch}}, {sizes}), {self.value!r}, device={{device}})")

    def summary(self) -> Text:
        return f"{self.value:g}, {Shape(self.shape)}"
