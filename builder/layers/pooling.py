"""Pooling: one number for each window of a feature map."""

from typing import ClassVar, Self

from pydantic import model_validator

from builder.common.fields import FieldError
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.layers.base import Category, Pair, Shape, Single, Text, Triple, join_texts, param
from builder.layers.traits import SavedTensors
from builder.layers.window_pooling import (
    Indexed,
    PaddedPooling,
    WindowPooling,
    ceil_mode_field,
    dilation_field,
    kernel_size_field,
    padding_field,
    stride_field,
)


class _Max(Indexed, PaddedPooling):
    """Max pooling."""

    category: ClassVar = Category.POOLING
    equation: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "y[c, p] = max of x[c, p·stride + k·dilation − padding], over the window k\n"
        "new size = ⌊(size + 2·padding − dilation·(kernel_size − 1) − 1) / stride⌋ + 1",
    )
    keywords: ClassVar = ("max pool", "maxpool", "pooling", "subsampling", "downsampling")

    dilation: tuple[int, ...] = dilation_field(2)

    @property
    def _dilations(self) -> tuple[int, ...]:
        return self.dilation


class MaxPool1d(_Max):
    """torch.nn.MaxPool1d: (C, L) to (C, L'), with the indices of the maxima on request."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "1D max pooling")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Keeps the largest number of each window of a series, and so makes it shorter.\n\n"
        "What was found matters, not exactly where.",
    )
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Weng, Ahuja and Huang, 1992; Riesenhuber and Poggio, 1999")

    kernel_size: Single = kernel_size_field(1)
    stride: Single | None = stride_field()
    padding: Single = padding_field(1)
    dilation: Single = dilation_field(1)


class MaxPool2d(_Max):
    """torch.nn.MaxPool2d: (C, H, W) to (C, H', W'), with the indices of the maxima on request."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "2D max pooling")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Keeps the largest number of each window, and so makes the image smaller.\n\n"
        "What was found matters, not exactly where: the network becomes less sensitive to small shifts, and the layers "
        "behind it have less to do.",
    )
    common: ClassVar = True
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Weng, Ahuja and Huang, 1992; Riesenhuber and Poggio, 1999")

    kernel_size: Pair = kernel_size_field(2)
    stride: Pair | None = stride_field()
    padding: Pair = padding_field(2)
    dilation: Pair = dilation_field(2)


class MaxPool3d(_Max):
    """torch.nn.MaxPool3d: (C, D, H, W) to (C, D', H', W'), with the indices of the maxima on request."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "3D max pooling")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Keeps the largest number of each block of a volume, and so makes it smaller.\n\n"
        "What was found matters, not exactly where: the network becomes less sensitive to small shifts.",
    )
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Weng, Ahuja and Huang, 1992; Riesenhuber and Poggio, 1999")

    kernel_size: Triple = kernel_size_field(3)
    stride: Triple | None = stride_field()
    padding: Triple = padding_field(3)
    dilation: Triple = dilation_field(3)


class _Average(PaddedPooling):
    """Average pooling."""

    category: ClassVar = Category.POOLING
    equation: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "y[c, p] = Σ x[c, p·stride + k − padding] / n, over the n numbers k of the window\n"
        "new size = ⌊(size + 2·padding − kernel_size) / stride⌋ + 1",
    )
    keywords: ClassVar = ("average pool", "avgpool", "mean pool", "pooling", "subsampling", "downsampling")

    count_include_pad: bool = param(
        True, doc=QT_TRANSLATE_NOOP("Layers", "Whether the zeros of the border count in the mean."), advanced=True
    )


class _Divided(_Average):
    """Average pooling with a divisor of choice."""

    divisor_override: int | None = param(
        None, doc=QT_TRANSLATE_NOOP("Layers", "What the sum is divided by; the number of pixels when empty."), advanced=True
    )

    @model_validator(mode="after")
    def _check_divisor(self) -> Self:
        if self.divisor_override == 0:
            raise FieldError(
                self.kind,
                "divisor_override",
                0,
                QT_TRANSLATE_NOOP("Layers", "must be another number than 0, by which nothing can be divided"),
            )
        return self


class AvgPool1d(_Average):
    """torch.nn.AvgPool1d: (C, L) to (C, L')."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "1D average pooling")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Takes the mean of each window of a series, and so makes it shorter and smoother.\n\n"
        "Unlike max pooling it lets every number of the window count.",
    )
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "LeCun and others, 1989 (subsampling)")

    kernel_size: Single = kernel_size_field(1)
    stride: Single | None = stride_field()
    padding: Single = padding_field(1)


class AvgPool2d(_Divided):
    """torch.nn.AvgPool2d: (C, H, W) to (C, H', W')."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "2D average pooling")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Takes the mean of each window, and so makes the image smaller and smoother.\n\n"
        "Unlike max pooling it lets every pixel of the window count. LeNet made its maps smaller in this way.",
    )
    common: ClassVar = True
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "LeCun and others, 1989 (subsampling)")

    kernel_size: Pair = kernel_size_field(2)
    stride: Pair | None = stride_field()
    padding: Pair = padding_field(2)


class AvgPool3d(_Divided):
    """torch.nn.AvgPool3d: (C, D, H, W) to (C, D', H', W')."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "3D average pooling")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Takes the mean of each block of a volume, and so makes it smaller and smoother.\n\n"
        "Unlike max pooling it lets every number of the block count.",
    )
    inside: ClassVar = True
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "LeCun and others, 1989 (subsampling)")

    kernel_size: Triple = kernel_size_field(3)
    stride: Triple | None = stride_field()
    padding: Triple = padding_field(3)


class _Power(WindowPooling):
    """Power pooling: the p-norm of each window."""

    category: ClassVar = Category.POOLING
    equation: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "y[c, p] = (Σ x[c, p·stride + k]^norm_type)^(1/norm_type), over the window k\n"
        "new size = ⌊(size − kernel_size) / stride⌋ + 1",
    )
    keywords: ClassVar = ("lp pool", "power average", "l2 pooling", "norm", "pooling", "subsampling")
    positional: ClassVar = ("norm_type", "kernel_size")

    norm_type: float = param(
        2.0,
        above=0,
        doc=QT_TRANSLATE_NOOP("Layers", "The power p: 1 gives the sum, large ones come near the maximum."),
        label=QT_TRANSLATE_NOOP("Layers", "Power"),
        required=True,
    )
    ceil_mode: bool = ceil_mode_field()

    def saved_tensors(self, *inputs: Shape) -> SavedTensors:
        """The input and its powers, and four intermediate tensors of the output's size: sum, absolute value, sign and power."""
        return SavedTensors(inputs=None, extra_bytes=4 * (inputs[0].elements + 4 * self.outputs(*inputs)[0].elements))

    @property
    def _rounds_up(self) -> bool:
        return self.ceil_mode

    def summary(self) -> Text:
        power = Message.of(QT_TRANSLATE_NOOP("Layers", "power {power:g}"), power=self.norm_type)
        return join_texts(", ", super().summary(), power)


class LPPool1d(_Power):
    """torch.nn.LPPool1d: (C, L) to (C, L')."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "1D power pooling")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Adds the p-th powers of each window of a series and takes the p-th root: between sum (1) and maximum (infinity).\n\n"
        "Large powers let the largest number of the window decide.",
    )
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Boureau, Ponce and LeCun, 2010; Sermanet, Chintala and LeCun, 2012")

    kernel_size: Single = kernel_size_field(1)
    stride: Single | None = stride_field()


class LPPool2d(_Power):
    """torch.nn.LPPool2d: (C, H, W) to (C, H', W')."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "2D power pooling")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Adds the p-th powers of each window of an image and takes the p-th root: between sum (1) and maximum (infinity).\n\n"
        "Large powers let the largest pixel of the window decide.",
    )
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Boureau, Ponce and LeCun, 2010; Sermanet, Chintala and LeCun, 2012")

    kernel_size: Pair = kernel_size_field(2)
    stride: Pair | None = stride_field()


class LPPool3d(_Power):
    """torch.nn.LPPool3d: (C, D, H, W) to (C, D', H', W')."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "3D power pooling")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Adds the p-th powers of each block of a volume and takes the p-th root: between sum (1) and maximum (infinity).\n\n"
        "Large powers let the largest number of the block decide.",
    )
    inside: ClassVar = True
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Boureau, Ponce and LeCun, 2010; Sermanet, Chintala and LeCun, 2012")

    kernel_size: Triple = kernel_size_field(3)
    stride: Triple | None = stride_field()
