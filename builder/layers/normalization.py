"""Normalisation over the batch, over the last axes of a sample, and over groups of channels."""

import math
from typing import Any, ClassVar, Self

from pydantic import model_validator

from builder.common.fields import FieldError
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.layers.arithmetic import common_divisor, describe_shape, require_floats, require_grid, require_nonempty
from builder.layers.base import Category, Layer, RemoveBlock, ReplaceBy, SetFields, Shape, ShapeError, Text, param
from builder.layers.traits import INPUTS, Reach, SavedTensors, elementwise


class _Normalization(Layer):
    """A normalisation: the shape stays."""

    category: ClassVar = Category.NORMALIZATION
    default_name: ClassVar = "norm"

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        return (self._check_input(inputs[0]),)

    def _check_input(self, x: Shape) -> Shape:
        return require_nonempty(require_floats(x))


class _BatchNorm(_Normalization):
    """Batch normalisation over any number of axes."""

    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "y = (x − mean) / √(variance + eps) · weight + bias")
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Ioffe and Szegedy, 2015")
    keywords: ClassVar = ("batchnorm", "batch norm", "BN", "normalization", "whitening")
    default_name: ClassVar = "bn"
    positional: ClassVar = ("num_features",)
    saves: ClassVar = INPUTS

    eps: float = param(
        1e-5, above=0, doc=QT_TRANSLATE_NOOP("Layers", "Added to the variance, so that nothing is divided by 0."), advanced=True
    )
    momentum: float | None = param(
        0.1,
        low=0,
        high=1,
        doc=QT_TRANSLATE_NOOP("Layers", "How fast the running mean follows the batches; a plain mean when empty."),
        advanced=True,
    )
    affine: bool = param(
        True, doc=QT_TRANSLATE_NOOP("Layers", "Whether a scale and a shift are learned for each channel."), advanced=True
    )
    track_running_stats: bool = param(
        True,
        doc=QT_TRANSLATE_NOOP(
            "Layers", "Whether means of the training are kept for later use; without them every batch uses its own."
        ),
        advanced=True,
    )
    bias: bool = param(True, doc=QT_TRANSLATE_NOOP("Layers", "Whether the learned shift is there."), advanced=True)

    def inferred_arguments(self, *inputs: Shape) -> dict[str, Any]:
        return {"num_features": inputs[0].channels}

    def parameter_shapes(self, *inputs: Shape) -> dict[str, tuple[int, ...]]:
        return affine_shapes((inputs[0].channels,), self.affine, self.bias)

    def buffer_shapes(self, *inputs: Shape) -> dict[str, tuple[int, ...]]:
        if not self.track_running_stats:
            return {}
        channels = (inputs[0].channels,)
        return {"running_mean": channels, "running_var": channels, "num_batches_tracked": ()}


class BatchNorm1d(_BatchNorm):
    """torch.nn.BatchNorm1d of (C,) or (C, L)."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Batch normalisation of vectors")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Brings each feature to mean 0 and deviation 1 over the batch, then scales and shifts it as learned.\n\n"
        "Training becomes faster and less sensitive to the learning rate. In use, running means of the training take the "
        "place of the batch's own.",
    )
    common: ClassVar = True

    def _check_input(self, x: Shape) -> Shape:
        if len(x) not in (1, 2):
            raise ShapeError(
                "needs-vector",
                QT_TRANSLATE_NOOP("Layers", "{block} needs a list of numbers or of rows, but {source} gives {got}."),
                remedies=(ReplaceBy(f"BatchNorm{len(x) - 1}d", self.values()),) if len(x) in (3, 4) else (RemoveBlock(),),
                got=describe_shape(x),
            )
        return super()._check_input(x)


class BatchNorm2d(_BatchNorm):
    """torch.nn.BatchNorm2d of (C, H, W)."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Batch normalisation of images")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Brings each feature map to mean 0 and deviation 1 over the batch, then scales and shifts it as learned.\n\n"
        "Usually stands between a convolution and its activation. Training becomes faster and less sensitive to the "
        "learning rate. In use, running means of the training take the place of the batch's own.",
    )
    common: ClassVar = True

    def _check_input(self, x: Shape) -> Shape:
        if len(x) in (1, 2):
            raise ShapeError(
                "needs-image",
                QT_TRANSLATE_NOOP("Layers", "{block} needs an image (channels × height × width), but {source} gives {got}."),
                remedies=(ReplaceBy("BatchNorm1d", self.values()),),
                got=describe_shape(x),
            )
        return require_grid(super()._check_input(x), 2)


class BatchNorm3d(_BatchNorm):
    """torch.nn.BatchNorm3d of (C, D, H, W)."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Batch normalisation of volumes")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Brings each feature of a volume to mean 0 and deviation 1 over the batch, then scales and shifts it as learned.\n\n"
        "Usually stands between a 3D convolution and its activation. In use, running means of the training take the place "
        "of the batch's own.",
    )

    def _check_input(self, x: Shape) -> Shape:
        if len(x) in (1, 2, 3):
            raise ShapeError(
                "needs-volume",
                QT_TRANSLATE_NOOP(
                    "Layers", "{block} needs a volume (channels × depth × height × width), but {source} gives {got}."
                ),
                remedies=(ReplaceBy("BatchNorm2d" if len(x) == 3 else "BatchNorm1d", self.values()),),
                got=describe_shape(x),
            )
        return require_grid(super()._check_input(x), 3)


class _OverLast(_Normalization):
    """Normalisation over the last axes of a sample."""

    positional: ClassVar = ("normalized_shape",)

    normalized_shape: tuple[int, ...] | None = param(
        None,
        low=1,
        doc=QT_TRANSLATE_NOOP("Layers", "The last sizes of a sample, over which it is normalised; all of them when empty."),
        required=True,
    )

    def saved_tensors(self, *inputs: Shape) -> SavedTensors:
        """The input, and a mean and a deviation per normalised row."""
        return SavedTensors(inputs=None, extra_bytes=8 * (inputs[0].elements // math.prod(self._sizes(inputs[0]))))

    def reach(self, *inputs: Shape) -> tuple[Reach, ...]:
        return elementwise(len(inputs[0]), *range(len(inputs[0]) - len(self._sizes(inputs[0])), len(inputs[0])))

    @model_validator(mode="after")
    def _check_shape(self) -> Self:
        if self.normalized_shape == ():
            raise FieldError(
                self.kind,
                "normalized_shape",
                (),
                QT_TRANSLATE_NOOP("Layers", "must hold at least one size, or be empty (null)"),
            )
        return self

    def inferred_arguments(self, *inputs: Shape) -> dict[str, Any]:
        return {"normalized_shape": self._sizes(inputs[0])}

    def summary(self) -> Text:
        if self.normalized_shape is None:
            return ""
        return Message.of(QT_TRANSLATE_NOOP("Layers", "over {sizes}"), sizes="×".join(map(str, self.normalized_shape)))

    def _sizes(self, x: Shape) -> tuple[int, ...]:
        return x.sizes if self.normalized_shape is None else self.normalized_shape

    def _check_input(self, x: Shape) -> Shape:
        sizes = self._sizes(super()._check_input(x))
        if not len(x):
            raise ShapeError(
                "needs-vector", QT_TRANSLATE_NOOP("Layers", "{block} needs a list of numbers, but {source} gives one number.")
            )
        if x.sizes[-len(sizes) :] != sizes:
            raise ShapeError(
                "normalized-shape",
                QT_TRANSLATE_NOOP("Layers", "{block} is set to normalise over {wanted}, but {source} gives {got}."),
                field="normalized_shape",
                remedies=(SetFields({"normalized_shape": None}), SetFields({"normalized_shape": x.sizes[-len(sizes) :]})),
                wanted="×".join(map(str, sizes)),
                got=describe_shape(x),
            )
        return x


class LayerNorm(_OverLast):
    """torch.nn.LayerNorm over the last axes of a sample, by default all of them."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Layer normalisation")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Brings the numbers of each sample to mean 0 and deviation 1, then scales and shifts each as learned.\n\n"
        "Unlike batch normalisation it does the same in training and in use, and does not depend on the batch.",
    )
    common: ClassVar = True
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "y = (x − mean) / √(variance + eps) · weight + bias")
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Ba, Kiros and Hinton, 2016")
    keywords: ClassVar = ("layernorm", "layer norm", "LN", "normalization")

    eps: float = param(
        1e-5, low=0, doc=QT_TRANSLATE_NOOP("Layers", "Added to the variance, so that nothing is divided by 0."), advanced=True
    )
    elementwise_affine: bool = param(
        True, doc=QT_TRANSLATE_NOOP("Layers", "Whether a scale and a shift are learned for each number."), advanced=True
    )
    bias: bool = param(True, doc=QT_TRANSLATE_NOOP("Layers", "Whether the learned shift is there."), advanced=True)

    def parameter_shapes(self, *inputs: Shape) -> dict[str, tuple[int, ...]]:
        return affine_shapes(self._sizes(inputs[0]), self.elementwise_affine, self.bias)


class RMSNorm(_OverLast):
    """torch.nn.RMSNorm over the last axes of a sample, by default all of them."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "RMS normalisation")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Divides the numbers of each sample by their root mean square, then scales each as learned.\n\n"
        "Layer normalisation without the mean and the shift: cheaper, and usual in large language models.",
    )
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "y = x / √(mean of x² + eps) · weight")
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Zhang and Sennrich, 2019")
    keywords: ClassVar = ("rmsnorm", "root mean square", "layer norm", "normalization", "transformer")

    eps: float | None = param(
        None,
        low=0,
        doc=QT_TRANSLATE_NOOP(
            "Layers", "Added to the mean square, so that nothing is divided by 0; the smallest step when empty."
        ),
        advanced=True,
    )
    elementwise_affine: bool = param(
        True, doc=QT_TRANSLATE_NOOP("Layers", "Whether a scale is learned for each number."), advanced=True
    )

    def parameter_shapes(self, *inputs: Shape) -> dict[str, tuple[int, ...]]:
        return affine_shapes(self._sizes(inputs[0]), self.elementwise_affine, False)

    def saved_tensors(self, *inputs: Shape) -> SavedTensors:
        """The input, the mean squares, and the tensor that the weight scales."""
        scaled = inputs[0].elements if self.elementwise_affine else 0
        return SavedTensors(inputs=None, extra_bytes=4 * (scaled + inputs[0].elements // math.prod(self._sizes(inputs[0]))))


class GroupNorm(_Normalization):
    """torch.nn.GroupNorm of (C, ...)."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Group normalisation")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Brings groups of feature maps of each sample to mean 0 and deviation 1, then scales and shifts each map as "
        "learned.\n\n"
        "Unlike batch normalisation it does not depend on the batch, which helps when batches must be small.",
    )
    common: ClassVar = True
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "y = (x − mean) / √(variance + eps) · weight + bias")
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Wu and He, 2018")
    keywords: ClassVar = ("groupnorm", "group norm", "GN", "normalization")
    positional: ClassVar = ("num_groups", "num_channels")

    num_groups: int = param(
        4,
        low=1,
        doc=QT_TRANSLATE_NOOP("Layers", "Into how many groups the channels are split; 1 takes all together."),
        label=QT_TRANSLATE_NOOP("Layers", "Groups"),
        required=True,
    )
    eps: float = param(
        1e-5, low=0, doc=QT_TRANSLATE_NOOP("Layers", "Added to the variance, so that nothing is divided by 0."), advanced=True
    )
    affine: bool = param(
        True, doc=QT_TRANSLATE_NOOP("Layers", "Whether a scale and a shift are learned for each channel."), advanced=True
    )
    bias: bool = param(True, doc=QT_TRANSLATE_NOOP("Layers", "Whether the learned shift is there."), advanced=True)

    def inferred_arguments(self, *inputs: Shape) -> dict[str, Any]:
        return {"num_channels": inputs[0].channels}

    def parameter_shapes(self, *inputs: Shape) -> dict[str, tuple[int, ...]]:
        return affine_shapes((inputs[0].channels,), self.affine, self.bias)

    def saved_tensors(self, *inputs: Shape) -> SavedTensors:
        """The input, and a mean and a deviation per group."""
        return SavedTensors(inputs=None, extra_bytes=8 * self.num_groups)

    def reach(self, *inputs: Shape) -> tuple[Reach, ...]:
        return elementwise(len(inputs[0]), *range(len(inputs[0])))

    def summary(self) -> Text:
        return Message.of(QT_TRANSLATE_NOOP("Layers", "{count} groups"), count=self.num_groups)

    def _check_input(self, x: Shape) -> Shape:
        if not len(super()._check_input(x)):
            raise ShapeError(
                "needs-vector", QT_TRANSLATE_NOOP("Layers", "{block} needs channels, but {source} gives one number.")
            )
        if x.channels % self.num_groups:
            raise ShapeError(
                "groups",
                QT_TRANSLATE_NOOP("Layers", "{block} cannot split {channels} channels into {groups} equal groups."),
                field="num_groups",
                remedies=(SetFields({"num_groups": common_divisor(self.num_groups, x.channels)}),),
                channels=x.channels,
                groups=self.num_groups,
            )
        return x


def affine_shapes(sizes: tuple[int, ...], scale: bool, shift: bool) -> dict[str, tuple[int, ...]]:
    """The shapes of a learned scale and shift, by their names in torch's state_dict."""
    if not scale:
        return {}
    return {"weight": sizes, "bias": sizes} if shift else {"weight": sizes}
