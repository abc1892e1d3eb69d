"""Residual blocks (He, Zhang, Ren and Sun 2015): a shortcut adds the input to the result."""

from __future__ import annotations

from typing import Any

from builder.block_library.depthwise import CHANNELS
from builder.block_library.entries import ready
from builder.common.messages import QT_TRANSLATE_NOOP
from builder.groups.definition import Definition, Exposed
from builder.sketch import Sketch

PAPER = QT_TRANSLATE_NOOP("Groups", "He, Zhang, Ren and Sun, Deep Residual Learning, 2015")
HALVING = Exposed(
    "stride", 2, 1, QT_TRANSLATE_NOOP("Groups", "Step of the first window that moves: 2 halves height and width.")
)
INSIDE = Exposed("channels", 64, 1, QT_TRANSLATE_NOOP("Groups", "Channels inside; four times as many come out."))
WIDENING = 4
"""The expansion of a bottleneck: channels out per channel inside."""


def _conv(body: Sketch, x: int, place: int, **fields: Any) -> int:
    """A convolution without bias and its batch normalisation."""
    return body("BatchNorm2d", body("Conv2d", x, name=f"conv{place}", bias=False, **fields), name=f"bn{place}")


def _add_shortcut(body: Sketch, y: int, x: int) -> None:
    """Add the shortcut, then ReLU, and end the body."""
    y = body("ReLU", body("Add", y, x, name="add"), name="relu_out")
    body("GroupOutput", y, name="output")


def projection_shortcut(body: Sketch, x: int, channels: str) -> int:
    """The projection shortcut: a 1×1 convolution with batch normalisation, for another size or other channels."""
    fields: dict[str, Any] = {"out_channels": channels, "kernel_size": 1, "stride": "stride", "bias": False}
    x = body("Conv2d", x, name="shortcut", **fields)
    return body("BatchNorm2d", x, name="shortcut_bn")


def two_convolutions(body: Sketch, x: int, stride: int | str) -> int:
    """Two 3×3 convolutions, the first with the stride."""
    y = _conv(body, x, 1, out_channels="channels", kernel_size=3, stride=stride, padding=1)
    y = body("ReLU", y, name="relu1")
    return _conv(body, y, 2, out_channels="channels", kernel_size=3, padding=1)


def _bottleneck_branch(body: Sketch, x: int, stride: int | str) -> int:
    """The bottleneck branch: 1×1, 3×3 with the stride, 1×1."""
    y = body("ReLU", _conv(body, x, 1, out_channels="channels", kernel_size=1), name="relu1")
    y = _conv(body, y, 2, out_channels="channels", kernel_size=3, stride=stride, padding=1)
    return _conv(body, body("ReLU", y, name="relu2"), 3, out_channels=f"channels * {WIDENING}", kernel_size=1)


@ready(20)
def basic_block() -> Definition:
    """The basic residual block: two 3×3 convolutions and an identity shortcut."""
    body = Sketch(channels=CHANNELS)
    x = body("GroupInput", name="input")
    _add_shortcut(body, two_convolutions(body, x, 1), x)
    return body.definition(
        "BasicBlock",
        title=QT_TRANSLATE_NOOP("Groups", "Residual block"),
        doc=QT_TRANSLATE_NOOP(
            "Groups",
            "Two 3×3 convolutions; what came in is added to what they give. So the block only has to learn what to change, "
            "and gradients have a short way back. As many channels must come in as go out.",
        ),
        source=PAPER,
    )


@ready(21)
def basic_block_down() -> Definition:
    """The basic residual block with a projection shortcut."""
    body = Sketch(channels=CHANNELS, stride=HALVING)
    x = body("GroupInput", name="input")
    _add_shortcut(body, two_convolutions(body, x, "stride"), projection_shortcut(body, x, "channels"))
    return body.definition(
        "BasicBlockDown",
        title=QT_TRANSLATE_NOOP("Groups", "Residual block, other size"),
        doc=QT_TRANSLATE_NOOP(
            "Groups",
            "A residual block whose result has other channels or another size than what comes in; a 1×1 convolution on the "
            "way around makes both alike.",
        ),
        source=PAPER,
    )


@ready(22)
def bottleneck() -> Definition:
    """The bottleneck block with an identity shortcut."""
    body = Sketch(channels=INSIDE)
    x = body("GroupInput", name="input")
    _add_shortcut(body, _bottleneck_branch(body, x, 1), x)
    return body.definition(
        "Bottleneck",
        title=QT_TRANSLATE_NOOP("Groups", "Bottleneck"),
        doc=QT_TRANSLATE_NOOP(
            "Groups",
            "A residual block that is narrow inside: 1×1 down to few channels, 3×3 on these, 1×1 up to four times as many. "
            "As many channels must come in as go out.",
        ),
        source=PAPER,
    )


@ready(23)
def bottleneck_down() -> Definition:
    """The bottleneck block with a projection shortcut."""
    body = Sketch(channels=INSIDE, stride=HALVING)
    x = body("GroupInput", name="input")
    _add_shortcut(body, _bottleneck_branch(body, x, "stride"), projection_shortcut(body, x, f"channels * {WIDENING}"))
    return body.definition(
        "BottleneckDown",
        title=QT_TRANSLATE_NOOP("Groups", "Bottleneck, other size"),
        doc=QT_TRANSLATE_NOOP(
            "Groups",
            "A bottleneck whose result has other channels or another size than what comes in; a 1×1 convolution on the way "
            "around makes both alike. The step is that of the 3×3 window, as in torchvision.",
        ),
        source=PAPER,
    )
