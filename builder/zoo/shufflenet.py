"""ShuffleNetV2 (Ma, Zhang, Zheng and Sun 2018)."""

from __future__ import annotations

from builder.graph import Graph
from builder.sketch import Sketch
from builder.zoo.entry import ZooEntry, entry
from builder.zoo.parts import IMAGENET, conv_bn, pooled, scores

STAGES = ((2, 116, 4), (3, 232, 8), (4, 464, 4))
"""The number of each stage, its channels and its blocks."""


def channel_shuffle(net: Sketch, x: int, name: str, channels: int) -> int:
    """Channels of both halves by turns."""
    x = net("Unflatten", x, name=f"{name}_halves", dim=1, unflattened_size=(2, channels // 2))
    x = net("Permute", x, name=f"{name}_turns", dims=(0, 2, 1, 3, 4))
    return net("Flatten", x, name=f"{name}_shuffled", start_dim=1, end_dim=2)


def _worked(net: Sketch, x: int | tuple[int, int], name: str, half: int, stride: int) -> int:
    """1×1, each map by itself, 1×1."""
    y = net("Conv2d", x, name=f"{name}_narrow_conv", out_channels=half, kernel_size=1, bias=False)
    y = net("ReLU", net("BatchNorm2d", y, name=f"{name}_narrow_bn"), name=f"{name}_narrow_act")
    y = conv_bn(net, y, f"{name}_depthwise", half, 3, activation=None, stride=stride, groups=half)
    return conv_bn(net, y, f"{name}_pointwise", half)


def shuffle_unit(net: Sketch, x: int, name: str, channels: int) -> int:
    """One half of the channels passes, the other is worked on; then both are shuffled."""
    halves = net("Chunk", x, name=f"{name}_chunk", chunks=2, dim=1)
    y = _worked(net, (halves, 1), name, channels // 2, 1)
    return channel_shuffle(net, net("Concat", (halves, 0), y, name=f"{name}_concat"), name, channels)


def shuffle_down(net: Sketch, x: int, name: str, before: int, channels: int) -> int:
    """All channels on both ways, each of which halves the image; then both are shuffled."""
    passed = conv_bn(net, x, f"{name}_branch_depthwise", before, 3, activation=None, stride=2, groups=before)
    passed = conv_bn(net, passed, f"{name}_branch_pointwise", channels // 2)
    y = _worked(net, x, name, channels // 2, 2)
    return channel_shuffle(net, net("Concat", passed, y, name=f"{name}_concat"), name, channels)


@entry(
    ZooEntry(
        "shufflenet_v2_x1_0",
        "ShuffleNetV2",
        "Half of the channels pass each block untouched; shuffling lets all be worked on in the end. Made to be fast, not only "
        "to count few multiplications.",
        2018,
        2_278_604,
        class_name="ShuffleNetV2",
    )
)
def shufflenet_v2_x1_0() -> Graph:
    """As in torchvision; 2,278,604 parameters."""
    net = Sketch()
    width = 24
    x = conv_bn(net, net("Input", shape=IMAGENET), "first", width, 3, stride=2)
    x = net("MaxPool2d", x, name="maxpool", kernel_size=3, stride=2, padding=1)
    for stage, channels, depth in STAGES:
        x = shuffle_down(net, x, f"stage{stage}_1", width, channels)
        for place in range(2, depth + 1):
            x = shuffle_unit(net, x, f"stage{stage}_{place}", channels)
        width = channels
    scores(net, pooled(net, conv_bn(net, x, "last", 1024)))
    return net.graph
