"""The levels of a U-Net (Ronneberger, Fischer and Brox 2015)."""

from __future__ import annotations

from typing import Any

from builder.block_library.depthwise import CHANNELS
from builder.block_library.entries import ready
from builder.common.messages import QT_TRANSLATE_NOOP
from builder.groups.definition import Definition
from builder.sketch import Sketch

PAPER = QT_TRANSLATE_NOOP("Groups", "Ronneberger, Fischer and Brox, U-Net, 2015")


def _twice(body: Sketch, x: int) -> int:
    for place in (1, 2):
        fields: dict[str, Any] = {"out_channels": "channels", "kernel_size": 3, "padding": 1, "bias": False}
        x = body("Conv2d", x, name=f"conv{place}", **fields)
        x = body("ReLU", body("BatchNorm2d", x, name=f"bn{place}"), name=f"relu{place}")
    return x


@ready(93)
def double_conv() -> Definition:
    """Two convolutions."""
    body = Sketch(channels=CHANNELS)
    body("GroupOutput", _twice(body, body("GroupInput", name="input")), name="output")
    return body.definition(
        "DoubleConv",
        title=QT_TRANSLATE_NOOP("Groups", "Double convolution"),
        doc=QT_TRANSLATE_NOOP("Groups", "Two 3×3 convolutions, each with batch normalisation and ReLU; height and width stay."),
        source=PAPER,
    )


@ready(70)
def unet_down() -> Definition:
    """Two convolutions, then max pooling: one level down. The second output is the skip connection."""
    body = Sketch(channels=CHANNELS)
    x = _twice(body, body("GroupInput", name="input"))
    body("GroupOutput", body("MaxPool2d", x, name="pool", kernel_size=2), name="down")
    body("GroupOutput", x, name="across")
    return body.definition(
        "UNetDown",
        title=QT_TRANSLATE_NOOP("Groups", "U-Net down"),
        doc=QT_TRANSLATE_NOOP(
            "Groups",
            "Two 3×3 convolutions, then pooling, which halves the size. The second output is what stands in front of the "
            "pooling; lead it across to the step up of the same size.",
        ),
        source=PAPER,
    )


@ready(71)
def unet_up() -> Definition:
    """Upsampling, concatenation with the skip connection, two convolutions: one level up."""
    body = Sketch(channels=CHANNELS)
    x = body("GroupInput", name="input")
    across = body("GroupInput", name="across")
    x = body("ConvTranspose2d", x, name="grow", out_channels="channels", kernel_size=2, stride=2)
    x = body("Concat", across, x, name="join")
    body("GroupOutput", _twice(body, x), name="output")
    return body.definition(
        "UNetUp",
        title=QT_TRANSLATE_NOOP("Groups", "U-Net up"),
        doc=QT_TRANSLATE_NOOP(
            "Groups",
            "Doubles the size with a transposed convolution, joins what was led across from the step down of the same size, "
            "and applies two 3×3 convolutions.",
        ),
        source=PAPER,
    )
