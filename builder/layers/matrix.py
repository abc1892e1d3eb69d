"""The matrix product of two inputs."""

from typing import ClassVar

from builder.common.messages import QT_TRANSLATE_NOOP
from builder.layers.arithmetic import describe_shape, require_floats
from builder.layers.base import Call, Category, InsertBefore, Layer, Shape, ShapeError
from builder.layers.traits import INPUTS, Reach, elementwise


class MatMul(Layer):
    """torch.matmul of two inputs: (..., n, k) and (..., k, m) to (..., n, m)."""

    category: ClassVar = Category.JOIN
    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Matrix product")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Multiplies the matrices of two inputs: every row of the first with every column of the second.\n\n"
        "The last two sizes are the matrix, those in front are matrices side by side. (Its multiplications are not in the "
        "totals, which count what learned weights do.)",
    )
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "y_ij = Σ a_ik · b_kj: n × k @ k × m → n × m")
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Binet and Cauchy, 1812; in attention: Vaswani and others, 2017")
    keywords: ClassVar = ("matmul", "matrix multiplication", "dot product", "attention scores", "bmm", "@")
    default_name: ClassVar = "matmul"
    inlets: ClassVar = (QT_TRANSLATE_NOOP("Layers", "first"), QT_TRANSLATE_NOOP("Layers", "second"))
    saves: ClassVar = INPUTS

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        first, second = (require_floats(x, port) for port, x in enumerate(inputs))
        for port, x in enumerate((first, second)):
            if len(x) < 2:
                raise ShapeError(
                    "needs-matrix",
                    QT_TRANSLATE_NOOP("Layers", "{block} multiplies matrices (rows × columns), but {source} gives {got}."),
                    port=port,
                    remedies=(InsertBefore("Unsqueeze", {"dim": 1 if port == 0 else 2}, port),) if len(x) else (),
                    got=describe_shape(x),
                )
        if len(first) != len(second) or first[-1] != second[-2]:
            raise self._shape_error(first, second)
        ahead = list(zip(first.sizes[:-2], second.sizes[:-2], strict=True))
        if any(one != other and 1 not in (one, other) for one, other in ahead):
            raise self._shape_error(first, second)
        return (Shape((*(other if one == 1 else one for one, other in ahead), first[-2], second[-1])),)

    def call(self, *_inputs: Shape) -> Call:
        """The product, written as ``a @ b``."""
        return Call(expression="{0} @ {1}")

    def reach(self, *inputs: Shape) -> tuple[Reach, ...]:
        return elementwise(len(inputs[0]), len(inputs[0]) - 2, len(inputs[0]) - 1)

    def formula(self, *inputs: Shape) -> tuple[str, ...]:
        return (f"{inputs[0]} @ {inputs[1]} → {self.outputs(*inputs)[0]}",)

    def _shape_error(self, first: Shape, second: Shape) -> ShapeError:
        """The error, with transposing the second input as the remedy where that helps."""
        turns = len(first) == len(second) and first[-1] == second[-1] and first.sizes[:-2] == second.sizes[:-2]
        rank = len(second) + 1
        turned = (*range(rank - 2), rank - 1, rank - 2)
        return ShapeError(
            "matmul-shapes",
            QT_TRANSLATE_NOOP(
                "Layers",
                "{block} cannot multiply {first} by {second}: the last size of the first must be the last but one of the "
                "second, "
                "and those in front must agree.",
            ),
            port=1,
            remedies=(InsertBefore("Permute", {"dims": turned}, 1),) if turns else (),
            first=describe_shape(first),
            second=describe_shape(second),
        )
