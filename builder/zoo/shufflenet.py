"""ShuffleNetV2 (Ma, Zhang, Zheng and Sun 2018)."""

from __future__ import annotations

from functools import cache
from typing import Any

from builder.block_library.mobile import convolution, depthwise
from builder.common.messages import QT_TRANSLATE_NOOP
from builder.groups.definition import Definition, Exposed
from builder.model.graph import Graph
from builder.sketch import Sketch
from builder.zoo.entry import COLOUR, ZooEntry, entry
from builder.zoo.parts import IMAGENET, conv_bn, global_average, scores

PAPER = QT_TRANSLATE_NOOP("Groups", "Ma, Zhang, Zheng and Sun, ShuffleNet V2, 2018")

STAGES = ((2, 116, 4), (3, 232, 8), (4, 464, 4))
"""The number of each stage, its channels and its blocks."""


HALF = Exposed("branch", 58, 1, QT_TRANSLATE_NOOP("Groups", "Channels of each half: as many again come out."))


def _shuffle(body: Sketch, first: int | tuple[int, int], second: int) -> None:
    """Channel shuffle: interleave the channels of both halves, and end the body."""
    x = body("Concat", first, second, name="concat")
    x = body("Unflatten", x, name="halves", dim=1, unflattened_size="2, branch")
    x = body("Permute", x, name="turns", dims=(0, 2, 1, 3, 4))
    body("GroupOutput", body("Flatten", x, name="shuffled", start_dim=1, end_dim=2), name="output")


def _branch(body: Sketch, x: int | tuple[int, int], stride: int) -> int:
    """The transformed branch: 1×1, depthwise 3×3, 1×1."""
    y = convolution(body, x, "narrow", "ReLU", out_channels="branch")
    y = depthwise(body, y, None, channels="branch", stride=stride)
    return convolution(body, y, "pointwise", "ReLU", out_channels="branch")


@cache
def shuffle_unit() -> Definition:
    """One half of the channels passes unchanged, the other is transformed; then both are shuffled."""
    body = Sketch(branch=HALF)
    halves = body("Chunk", body("GroupInput", name="input"), name="chunk", chunks=2, dim=1)
    _shuffle(body, (halves, 0), _branch(body, (halves, 1), 1))
    doc = QT_TRANSLATE_NOOP(
        "Groups", "One half of the channels passes untouched, the other is worked on; then the channels of both stand by turns."
    )
    return body.definition("ShuffleUnit", title=QT_TRANSLATE_NOOP("Groups", "Shuffle unit"), doc=doc, source=PAPER)


@cache
def shuffle_down() -> Definition:
    """Both branches take all channels and have stride 2; then both are shuffled."""
    body = Sketch(
        in_channels=Exposed("in_channels", 24, 1, QT_TRANSLATE_NOOP("Groups", "How many channels come in.")), branch=HALF
    )
    x = body("GroupInput", name="input")
    fields: dict[str, Any] = {"out_channels": "in_channels", "groups": "in_channels", "kernel_size": 3}
    other = convolution(body, x, "branch_depthwise", None, stride=2, padding=1, **fields)
    other = convolution(body, other, "branch_pointwise", "ReLU", out_channels="branch")
    _shuffle(body, other, _branch(body, x, 2))
    doc = QT_TRANSLATE_NOOP(
        "Groups", "Both ways take all channels and halve the image; then the channels of both stand by turns."
    )
    return body.definition("ShuffleDown", title=QT_TRANSLATE_NOOP("Groups", "Shuffle unit, halved"), doc=doc, source=PAPER)


@entry(
    ZooEntry(
        name="shufflenet_v2_x1_0",
        title=QT_TRANSLATE_NOOP("Zoo", "ShuffleNetV2"),
        description=QT_TRANSLATE_NOOP(
            "Zoo",
            "Half of the channels pass each block untouched; shuffling lets all be worked on in the end. Made to be "
            "fast, not only "
            "to count few multiplications.",
        ),
        year=2018,
        parameters=2_278_604,
        data=COLOUR,
        class_name="ShuffleNetV2",
    )
)
def shufflenet_v2_x1_0() -> Graph:
    """The same as torchvision's; 2,278,604 parameters."""
    net = Sketch()
    width = 24
    x = conv_bn(net, net("Input", shape=IMAGENET), "first", width, 3, stride=2)
    x = net("MaxPool2d", x, name="maxpool", kernel_size=3, stride=2, padding=1)
    for stage, channels, depth in STAGES:
        x = net(shuffle_down(), x, name=f"stage{stage}_down", in_channels=width, branch=channels // 2)
        x = net(shuffle_unit(), x, name=f"stage{stage}", branch=channels // 2, repeat=depth - 1)
        width = channels
    scores(net, global_average(net, conv_bn(net, x, "last", 1024)))
    return net.graph
