"""Blocks of small and fast networks: MobileNetV2's inverted residuals, squeeze-excitation."""

from __future__ import annotations

from typing import Any

from builder.block_library.entries import ready
from builder.common.messages import QT_TRANSLATE_NOOP
from builder.groups.definition import Definition, Exposed
from builder.sketch import Sketch

MOBILENET = QT_TRANSLATE_NOOP("Groups", "Sandler and others, MobileNetV2, 2018")


def convolution(body: Sketch, x: int | tuple[int, int], name: str, activation: str | None, **fields: Any) -> int:
    """A convolution without bias, batch normalisation, and an activation where one is named."""
    fields = {"kernel_size": 1, **fields}
    x = body("Conv2d", x, name=f"{name}_conv", bias=False, **fields)
    x = body("BatchNorm2d", x, name=f"{name}_bn")
    return x if activation is None else body(activation, x, name=f"{name}_act")


def depthwise(body: Sketch, x: int, activation: str | None, *, channels: str, **fields: Any) -> int:
    """A depthwise 3×3 convolution, unless `fields` say otherwise."""
    fields = {"kernel_size": 3, "padding": 1, **fields}
    return convolution(body, x, "depthwise", activation, out_channels=channels, groups=channels, **fields)


def squeeze_excite(body: Sketch, x: int, *, reduced: str, channels: str, activations: tuple[str, str]) -> int:
    """Squeeze-excitation: scale each channel by a gate computed from the means of all channels."""
    y = body("AdaptiveAvgPool2d", x, name="squeeze", output_size=1)
    for place, (size, activation) in enumerate(zip((reduced, channels), activations, strict=True), 1):
        y = body("Conv2d", y, name=f"fc{place}", out_channels=size, kernel_size=1)
        y = body(activation, y, name=f"gate{place}")
    return body("Multiply", x, y, name="scale")


@ready(50)
def inverted_residual() -> Definition:
    """MobileNetV2's inverted residual: expand, depthwise, project, and a shortcut."""
    channels = Exposed("channels", 32, 1, QT_TRANSLATE_NOOP("Groups", "Channels that come in and go out."))
    expansion = Exposed("expansion", 6, 1, QT_TRANSLATE_NOOP("Groups", "How many times as many channels are inside."))
    body = Sketch(channels=channels, expansion=expansion)
    x = body("GroupInput", name="input")
    y = convolution(body, x, "expand", "ReLU6", out_channels="channels * expansion")
    y = depthwise(body, y, "ReLU6", channels="channels * expansion")
    y = convolution(body, y, "project", None, out_channels="channels")
    body("GroupOutput", body("Add", x, y, name="add"), name="output")
    return body.definition(
        "InvertedResidual",
        title=QT_TRANSLATE_NOOP("Groups", "Inverted residual"),
        doc=QT_TRANSLATE_NOOP(
            "Groups",
            "Widened by 1×1, each channel looked at by itself, narrowed by 1×1 without an activation; what came in is added. "
            "As many channels must come in as go out.",
        ),
        source=MOBILENET,
    )


@ready(51)
def linear_bottleneck() -> Definition:
    """An inverted residual without the shortcut, for another size or other channels."""
    inside = Exposed("hidden", 192, 1, QT_TRANSLATE_NOOP("Groups", "Channels inside."))
    channels = Exposed("channels", 32, 1, QT_TRANSLATE_NOOP("Groups", "Channels that go out."))
    body = Sketch(
        hidden=inside, channels=channels, stride=Exposed("stride", 2, 1, QT_TRANSLATE_NOOP("Groups", "Step of the 3×3 window."))
    )
    x = convolution(body, body("GroupInput", name="input"), "expand", "ReLU6", out_channels="hidden")
    x = depthwise(body, x, "ReLU6", channels="hidden", stride="stride")
    body("GroupOutput", convolution(body, x, "project", None, out_channels="channels"), name="output")
    return body.definition(
        "LinearBottleneck",
        title=QT_TRANSLATE_NOOP("Groups", "Inverted residual, other size"),
        doc=QT_TRANSLATE_NOOP(
            "Groups", "As an inverted residual, but for another size or other channels: without a way around."
        ),
        source=MOBILENET,
    )


@ready(60)
def squeeze_excitation() -> Definition:
    """A squeeze-excitation block."""
    channels = Exposed("channels", 64, 1, QT_TRANSLATE_NOOP("Groups", "Channels that come in and go out."))
    reduction = Exposed("reduction", 16, 1, QT_TRANSLATE_NOOP("Groups", "How many times fewer are in between."))
    body = Sketch(channels=channels, reduction=reduction)
    x = body("GroupInput", name="input")
    x = squeeze_excite(body, x, reduced="channels // reduction", channels="channels", activations=("ReLU", "Sigmoid"))
    body("GroupOutput", x, name="output")
    return body.definition(
        "SqueezeExcitation",
        title=QT_TRANSLATE_NOOP("Groups", "Squeeze and excitation"),
        doc=QT_TRANSLATE_NOOP(
            "Groups",
            "Averages each channel over the image, lets two small layers decide how much each channel counts, and multiplies. "
            "channels must be as many as come in.",
        ),
        source=QT_TRANSLATE_NOOP("Groups", "Hu, Shen and Sun, Squeeze-and-Excitation Networks, 2017"),
    )
