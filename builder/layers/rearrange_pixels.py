"""Pixel shuffle and its inverse: elements move between channels and pixels. Nothing is computed."""

import math
from fractions import Fraction
from typing import ClassVar

from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.layers.arithmetic import common_divisor, describe_shape
from builder.layers.base import Category, Layer, RemoveBlock, SetFields, Shape, ShapeError, Text, param
from builder.layers.traits import Reach, elementwise


class _Pixels(Layer):
    """Moves elements between channels and pixels."""

    category: ClassVar = Category.SHAPE
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Shi and others, 2016 (sub-pixel convolution)")
    default_name: ClassVar = "shuffle"

    def _check_image(self, x: Shape) -> Shape:
        if len(x) < 3:
            raise ShapeError(
                "needs-image",
                QT_TRANSLATE_NOOP("Layers", "{block} needs an image (channels × height × width), but {source} gives {got}."),
                remedies=(RemoveBlock(),),
                got=describe_shape(x),
            )
        return x


class PixelShuffle(_Pixels):
    """torch.nn.PixelShuffle: (..., C·r², H, W) to (..., C, H·r, W·r)."""

    resizes: ClassVar = True
    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Pixel shuffle")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Makes an image larger by laying channels out as pixels: every r² channels become one that is r times as large.\n\n"
        "Behind a convolution it draws sharp pictures without the patterns of a transposed one.",
    )
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "C·r² × H × W → C × H·r × W·r")
    keywords: ClassVar = ("depth to space", "sub-pixel", "super-resolution", "upsampling")
    positional: ClassVar = ("upscale_factor",)

    upscale_factor: int = param(
        2,
        low=1,
        doc=QT_TRANSLATE_NOOP("Layers", "How many times larger the image becomes."),
        label=QT_TRANSLATE_NOOP("Layers", "Factor"),
        required=True,
    )

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        x = self._check_image(inputs[0])
        *ahead, channels, height, width = x.sizes
        factor = self.upscale_factor
        if channels % factor**2:
            fitting = max(each for each in range(1, min(factor, math.isqrt(channels)) + 1) if channels % each**2 == 0)
            raise ShapeError(
                "shuffle-channels",
                QT_TRANSLATE_NOOP(
                    "Layers",
                    "{block} enlarges {factor} times by making one channel of every {many}, but {source} gives {got}, "
                    "and {channels} cannot be divided so.",
                ),
                field="upscale_factor",
                remedies=(SetFields({"upscale_factor": fitting}),),
                factor=factor,
                many=factor**2,
                got=describe_shape(x),
                channels=channels,
            )
        return (Shape((*ahead, channels // factor**2, height * factor, width * factor), x.kind),)

    def reach(self, *inputs: Shape) -> tuple[Reach, ...]:
        ahead, factor = len(inputs[0]) - 2, self.upscale_factor
        return (
            *elementwise(ahead - 1),
            Reach(None, 1, ahead - 1),
            *(Reach(1, Fraction(1, factor), ahead + at) for at in (0, 1)),
        )

    def formula(self, *inputs: Shape) -> tuple[str, ...]:
        return (f"{inputs[0]} → {self.outputs(*inputs)[0]}",)

    def summary(self) -> Text:
        return Message.of(QT_TRANSLATE_NOOP("Layers", "{factor} times"), factor=self.upscale_factor)


class PixelUnshuffle(_Pixels):
    """torch.nn.PixelUnshuffle: (..., C, H, W) to (..., C·r², H/r, W/r)."""

    resizes: ClassVar = True
    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Pixel unshuffle")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Makes an image smaller by laying pixels out as channels: nothing is lost, unlike pooling.\n\n"
        "A convolution behind it sees every pixel, on maps that are r times smaller.",
    )
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "C × H × W → C·r² × H/r × W/r")
    keywords: ClassVar = ("space to depth", "downsampling", "focus", "patches")
    positional: ClassVar = ("downscale_factor",)

    downscale_factor: int = param(
        2,
        low=1,
        doc=QT_TRANSLATE_NOOP("Layers", "How many times smaller the image becomes."),
        label=QT_TRANSLATE_NOOP("Layers", "Factor"),
        required=True,
    )

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        x = self._check_image(inputs[0])
        *ahead, channels, height, width = x.sizes
        factor = self.downscale_factor
        if height % factor or width % factor:
            raise ShapeError(
                "shuffle-size",
                QT_TRANSLATE_NOOP(
                    "Layers",
                    "{block} needs a height and a width that can be divided by {factor}, but {source} gives {height} × "
                    "{width}.",
                ),
                field="downscale_factor",
                remedies=(SetFields({"downscale_factor": common_divisor(factor, height, width)}),),
                factor=factor,
                height=height,
                width=width,
            )
        return (Shape((*ahead, channels * factor**2, height // factor, width // factor), x.kind),)

    def reach(self, *inputs: Shape) -> tuple[Reach, ...]:
        ahead, factor = len(inputs[0]) - 2, self.downscale_factor
        return (*elementwise(ahead - 1), Reach(None, 1, ahead - 1), *(Reach(factor, factor, ahead + at) for at in (0, 1)))

    def formula(self, *inputs: Shape) -> tuple[str, ...]:
        return (f"{inputs[0]} → {self.outputs(*inputs)[0]}",)

    def summary(self) -> Text:
        return Message.of(QT_TRANSLATE_NOOP("Layers", "{factor} times"), factor=self.downscale_factor)
