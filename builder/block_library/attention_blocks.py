"""Blocks that concatenate: Inception's parallel branches, and DenseNet's layers."""

from __future__ import annotations

from collections.abc import Callable

from builder.block_library.entries import ready
from builder.common.messages import QT_TRANSLATE_NOOP
from builder.groups.definition import Definition, Exposed
from builder.sketch import Sketch

BRANCH_CHANNELS = (
    Exposed("ones", 64, 1, QT_TRANSLATE_NOOP("Groups", "Channels of the 1×1 way.")),
    Exposed("threes_in", 96, 1, QT_TRANSLATE_NOOP("Groups", "Channels in front of the 3×3 window.")),
    Exposed("threes", 128, 1, QT_TRANSLATE_NOOP("Groups", "Channels of the 3×3 way.")),
    Exposed("fives_in", 16, 1, QT_TRANSLATE_NOOP("Groups", "Channels in front of the 5×5 window.")),
    Exposed("fives", 32, 1, QT_TRANSLATE_NOOP("Groups", "Channels of the 5×5 way.")),
    Exposed("pooled", 32, 1, QT_TRANSLATE_NOOP("Groups", "Channels of the way with pooling.")),
)
"""The columns of Table 1 of GoogLeNet's paper, as exposed fields."""

GROWTH = Exposed("growth", 32, 1, QT_TRANSLATE_NOOP("Groups", "How many channels each layer adds."))

Unit = Callable[[Sketch, int, str, str, int], int]
"""Adds a convolution and what follows it: (sketch, input, name, channels, kernel size) to the id of the last block."""


def _plain(body: Sketch, x: int, name: str, channels: str, kernel: int) -> int:
    x = body("Conv2d", x, name=name, out_channels=channels, kernel_size=kernel, padding=kernel // 2)
    return body("ReLU", x, name=f"{name}_relu")


def inception_branches(unit: Unit, wide: int) -> Sketch:
    """The body of an Inception block made of `unit`, with windows of `wide` × `wide` in the third branch."""
    body = Sketch(**{one.name: one for one in BRANCH_CHANNELS})
    x = body("GroupInput", name="input")
    first = unit(body, x, "conv1x1", "ones", 1)
    second = unit(body, unit(body, x, "reduce3x3", "threes_in", 1), "conv3x3", "threes", 3)
    third = unit(body, unit(body, x, "reduce5x5", "fives_in", 1), "conv5x5", "fives", wide)
    fourth = body("MaxPool2d", x, name="pool", kernel_size=3, stride=1, padding=1, ceil_mode=True)
    fourth = unit(body, fourth, "pool_proj", "pooled", 1)
    body("GroupOutput", body("Concat", first, second, third, fourth, name="concat"), name="output")
    return body


@ready(40)
def inception() -> Definition:
    """The four branches of GoogLeNet's Inception block."""
    return inception_branches(_plain, 5).definition(
        "Inception",
        title=QT_TRANSLATE_NOOP("Groups", "Inception block"),
        doc=QT_TRANSLATE_NOOP(
            "Groups",
            "Looks at the same maps through windows of 1×1, 3×3 and 5×5 and through pooling, and joins what all four ways "
            "give. 1×1 convolutions in front keep it cheap.",
        ),
        source=QT_TRANSLATE_NOOP("Groups", "Szegedy and others, Going Deeper with Convolutions, 2014"),
    )


BATCH_NORM = "Ioffe and Szegedy, Batch Normalization, 2015"

DENSENET = QT_TRANSLATE_NOOP(
    "Groups", "Huang, Liu, van der Maaten and Weinberger, Densely Connected Convolutional Networks, 2016"
)


@ready(92)
def dense_layer() -> Definition:
    """One layer of a DenseNet: concatenates `growth` new channels to its input."""
    body = Sketch(growth=GROWTH)
    x = body("GroupInput", name="input")
    y = body("ReLU", body("BatchNorm2d", x, name="norm1"), name="relu1")
    y = body("Conv2d", y, name="conv1", out_channels="growth * 4", kernel_size=1, bias=False)
    y = body("ReLU", body("BatchNorm2d", y, name="norm2"), name="relu2")
    y = body("Conv2d", y, name="conv2", out_channels="growth", kernel_size=3, padding=1, bias=False)
    body("GroupOutput", body("Concat", x, y, name="concat"), name="output")
    return body.definition(
        "DenseLayer",
        title=QT_TRANSLATE_NOOP("Groups", "Dense layer"),
        doc=QT_TRANSLATE_NOOP(
            "Groups", "Normalises and looks at all maps that came in, and hands them on with a few more of its own."
        ),
        source=DENSENET,
    )


@ready(41)
def dense_block() -> Definition:
    """A chain of dense layers."""
    layers = Exposed("layers", 6, 1, QT_TRANSLATE_NOOP("Groups", "How many layers stand in a row."))
    body = Sketch(growth=GROWTH, layers=layers)
    x = body(dense_layer(), body("GroupInput", name="input"), name="layers", growth="growth", repeat="layers")
    body("GroupOutput", x, name="output")
    return body.definition(
        "DenseBlock",
        title=QT_TRANSLATE_NOOP("Groups", "Dense block"),
        doc=QT_TRANSLATE_NOOP(
            "Groups", "Layers in a row, each of which sees the maps of all before it and adds a few of its own."
        ),
        source=DENSENET,
    )
