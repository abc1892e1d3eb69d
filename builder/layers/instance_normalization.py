"""Instance normalisation, and local response normalisation."""

import math
from typing import Any, ClassVar

from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.layers.arithmetic import describe_shape, require_floats, require_grid, require_nonempty
from builder.layers.base import Category, Layer, RemoveBlock, Shape, ShapeError, Text, param
from builder.layers.normalization import affine_shapes
from builder.layers.traits import Reach, SavedTensors, elementwise


class _InstanceNorm(Layer):
    """Instance normalisation over any number of axes."""

    category: ClassVar = Category.NORMALIZATION
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "y = (x − mean) / √(variance + eps)")
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Ulyanov, Vedaldi and Lempitsky, 2016")
    keywords: ClassVar = ("instancenorm", "instance norm", "IN", "style transfer", "contrast", "normalization")
    default_name: ClassVar = "norm"
    positional: ClassVar = ("num_features",)
    axes: ClassVar = 2

    eps: float = param(
        1e-5, low=0, doc=QT_TRANSLATE_NOOP("Layers", "Added to the variance, so that nothing is divided by 0."), advanced=True
    )
    momentum: float = param(
        0.1, low=0, high=1, doc=QT_TRANSLATE_NOOP("Layers", "How fast the running mean follows the samples."), advanced=True
    )
    affine: bool = param(False, doc=QT_TRANSLATE_NOOP("Layers", "Whether a scale and a shift are learned for each channel."))
    track_running_stats: bool = param(
        False,
        doc=QT_TRANSLATE_NOOP(
            "Layers", "Whether means of the training are kept for later use; without them every sample uses its own."
        ),
        advanced=True,
    )
    bias: bool = param(
        True, doc=QT_TRANSLATE_NOOP("Layers", "Whether the learned shift is there, with the scale."), advanced=True
    )

    def inferred_arguments(self, *inputs: Shape) -> dict[str, Any]:
        return {"num_features": inputs[0].channels}

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        x = require_grid(require_floats(inputs[0]), self.axes)
        if math.prod(x.spatial) == 1:
            raise ShapeError(
                "one-value",
                QT_TRANSLATE_NOOP(
                    "Layers",
                    "{block} needs more than one number in each channel, but {source} gives {got}: alone, all would become 0.",
                ),
                remedies=(RemoveBlock(),),
                got=describe_shape(x),
            )
        return (x,)

    def parameter_shapes(self, *inputs: Shape) -> dict[str, tuple[int, ...]]:
        return affine_shapes((inputs[0].channels,), self.affine, self.bias)

    def saved_tensors(self, *inputs: Shape) -> SavedTensors:
        """The input, and a mean and a deviation per channel."""
        return SavedTensors(inputs=None, extra_bytes=8 * inputs[0].channels)

    def reach(self, *inputs: Shape) -> tuple[Reach, ...]:
        return elementwise(len(inputs[0]), *range(1, len(inputs[0])))

    def buffer_shapes(self, *inputs: Shape) -> dict[str, tuple[int, ...]]:
        if not self.track_running_stats:
            return {}
        channels = (inputs[0].channels,)
        return {"running_mean": channels, "running_var": channels, "num_batches_tracked": ()}


class InstanceNorm1d(_InstanceNorm):
    """torch.nn.InstanceNorm1d of (C, L)."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Instance normalisation of series")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Brings each channel of each series to mean 0 and deviation 1, whatever the other samples are.\n\n"
        "How loud the series is as a whole no longer matters. A scale and a shift can be learned.",
    )
    axes: ClassVar = 1


class InstanceNorm2d(_InstanceNorm):
    """torch.nn.InstanceNorm2d of (C, H, W)."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Instance normalisation of images")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Brings each feature map of each image to mean 0 and deviation 1, whatever the other samples are.\n\n"
        "It takes the contrast out of an image, and is usual in style transfer. A scale and a shift can be learned.",
    )


class InstanceNorm3d(_InstanceNorm):
    """torch.nn.InstanceNorm3d of (C, D, H, W)."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Instance normalisation of volumes")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Brings each channel of each volume to mean 0 and deviation 1, whatever the other samples are.\n\n"
        "It takes the contrast out of a volume. A scale and a shift can be learned.",
    )
    axes: ClassVar = 3


class LocalResponseNorm(Layer):
    """torch.nn.LocalResponseNorm of (C, ...), across neighbouring channels."""

    category: ClassVar = Category.NORMALIZATION
    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Local response normalisation")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Makes each number smaller where the same place of neighbouring feature maps holds large ones.\n\n"
        "A brake between neighbours, as in the visual cortex, used by AlexNet and GoogLeNet and later given up for batch "
        "normalisation.",
    )
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "y_c = x_c / (k + alpha/size · Σ x_j²)^beta, over the size maps around c")
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Krizhevsky, Sutskever and Hinton, 2012")
    keywords: ClassVar = ("LRN", "lateral inhibition", "cross channel", "alexnet", "normalization")
    default_name: ClassVar = "lrn"
    positional: ClassVar = ("size",)

    size: int = param(
        5,
        low=1,
        doc=QT_TRANSLATE_NOOP("Layers", "How many neighbouring channels are taken together."),
        label=QT_TRANSLATE_NOOP("Layers", "Neighbours"),
        required=True,
    )
    alpha: float = param(1e-4, doc=QT_TRANSLATE_NOOP("Layers", "How strong the brake is."), step=1e-4)
    beta: float = param(0.75, doc=QT_TRANSLATE_NOOP("Layers", "The power of the brake."), step=0.05)
    k: float = param(1.0, doc=QT_TRANSLATE_NOOP("Layers", "What is added to the sum of squares."), step=0.5)

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        x = require_nonempty(require_floats(inputs[0]))
        if len(x) < 2:
            raise ShapeError(
                "needs-channels",
                QT_TRANSLATE_NOOP("Layers", "{block} needs channels with an axis behind them, but {source} gives {got}."),
                remedies=(RemoveBlock(),),
                got=describe_shape(x),
            )
        return (x,)

    def saved_tensors(self, *inputs: Shape) -> SavedTensors:
        """The input, its squares padded along the channels, their sums, and the powers of the sums."""
        x = inputs[0]
        return SavedTensors(inputs=None, extra_bytes=4 * (3 * x.elements + (self.size - 1) * (x.elements // x.channels)))

    def reach(self, *inputs: Shape) -> tuple[Reach, ...]:
        return elementwise(len(inputs[0]), 0)

    def summary(self) -> Text:
        return Message.of(QT_TRANSLATE_NOOP("Layers", "{count} neighbours"), count=self.size)
