"""Convolutions with normalisation, activation or pooling; and depthwise separable ones."""

from __future__ import annotations

from typing import Any

from builder.block_library.entries import ready
from builder.common.messages import QT_TRANSLATE_NOOP
from builder.groups.definition import Definition, Exposed
from builder.sketch import Sketch

CHANNELS = Exposed("channels", 64, 1, QT_TRANSLATE_NOOP("Groups", "How many channels come out."))
KERNEL = Exposed("kernel_size", 3, 1, QT_TRANSLATE_NOOP("Groups", "Window height and width; odd, so that the size stays."))
STRIDE = Exposed("stride", 1, 1, QT_TRANSLATE_NOOP("Groups", "Step between windows."))


@ready(10)
def conv_bn_relu() -> Definition:
    """Convolution, batch normalisation, ReLU."""
    body = Sketch(channels=CHANNELS, kernel_size=KERNEL, stride=STRIDE)
    window: dict[str, Any] = {"kernel_size": "kernel_size", "stride": "stride", "padding": "kernel_size // 2"}
    x = body("Conv2d", body("GroupInput", name="input"), name="conv", out_channels="channels", bias=False, **window)
    x = body("ReLU", body("BatchNorm2d", x, name="bn"), name="relu")
    body("GroupOutput", x, name="output")
    return body.definition(
        "ConvBNReLU",
        title=QT_TRANSLATE_NOOP("Groups", "Conv-BN-ReLU"),
        doc=QT_TRANSLATE_NOOP(
            "Groups",
            "A convolution, batch normalisation and ReLU. The convolution has no bias, since the normalisation takes it off "
            "again. An odd window keeps height and width.",
        ),
        source=QT_TRANSLATE_NOOP("Groups", "Ioffe and Szegedy, Batch Normalization, 2015"),
    )


@ready(11)
def depthwise_separable() -> Definition:
    """A depthwise separable convolution: depthwise, then pointwise."""
    inside = Exposed(
        "in_channels", 64, 1, QT_TRANSLATE_NOOP("Groups", "How many channels come in: each has a window of its own.")
    )
    body = Sketch(in_channels=inside, channels=CHANNELS, stride=STRIDE)
    depthwise: dict[str, Any] = {"out_channels": "in_channels", "groups": "in_channels", "stride": "stride"}
    x = body("GroupInput", name="input")
    x = body("Conv2d", x, name="depthwise", kernel_size=3, padding=1, bias=False, **depthwise)
    x = body("ReLU", body("BatchNorm2d", x, name="bn1"), name="relu1")
    x = body("Conv2d", x, name="pointwise", out_channels="channels", kernel_size=1, bias=False)
    x = body("ReLU", body("BatchNorm2d", x, name="bn2"), name="relu2")
    body("GroupOutput", x, name="output")
    return body.definition(
        "DepthwiseSeparable",
        title=QT_TRANSLATE_NOOP("Groups", "Depthwise-separable convolution"),
        doc=QT_TRANSLATE_NOOP(
            "Groups",
            "A 3×3 window for each channel by itself, then a 1×1 convolution that mixes the channels: about a ninth of the "
            "multiplications of a plain 3×3 convolution. in_channels must be as many as come in.",
        ),
        source=QT_TRANSLATE_NOOP("Groups", "Howard and others, MobileNets, 2017"),
    )


@ready(91)
def conv_relu() -> Definition:
    """Convolution and ReLU, as VGG has them."""
    body = Sketch(channels=CHANNELS)
    x = body("GroupInput", name="input")
    x = body("Conv2d", x, name="conv", out_channels="channels", kernel_size=3, padding=1)
    body("GroupOutput", body("ReLU", x, name="relu"), name="output")
    return body.definition(
        "ConvReLU",
        title=QT_TRANSLATE_NOOP("Groups", "Conv-ReLU"),
        doc=QT_TRANSLATE_NOOP("Groups", "A 3×3 convolution that keeps height and width, and ReLU."),
        source=VGG,
    )


VGG = QT_TRANSLATE_NOOP("Groups", "Simonyan and Zisserman, Very Deep Convolutional Networks, 2014")


@ready(30)
def vgg_stage() -> Definition:
    """A VGG stage: several convolutions, then max pooling."""
    layers = Exposed("layers", 2, 1, QT_TRANSLATE_NOOP("Groups", "How many convolutions stand in a row."))
    body = Sketch(channels=CHANNELS, layers=layers)
    x = body(conv_relu(), body("GroupInput", name="input"), name="convs", channels="channels", repeat="layers")
    body("GroupOutput", body("MaxPool2d", x, name="pool", kernel_size=2), name="output")
    return body.definition(
        "VGGStage",
        title=QT_TRANSLATE_NOOP("Groups", "VGG stage"),
        doc=QT_TRANSLATE_NOOP(
            "Groups",
            "Convolutions of 3×3 with ReLU in a row, then pooling, which halves height and width. Two 3×3 windows in a row see "
            "as much as one of 5×5, with fewer weights.",
        ),
        source=VGG,
    )
