"""RegNetY (Radosavovic and others, 2020)."""

from __future__ import annotations

from builder.graph import Graph
from builder.sketch import Sketch
from builder.zoo.entry import ZooEntry, entry
from builder.zoo.parts import IMAGENET, conv_bn, pooled, scores, squeeze_excitation

WIDTHS = (48, 104, 208, 440)
DEPTHS = (1, 3, 6, 6)
GROUP = 8
"""How many channels a group of the 3×3 convolution has."""


def regnet_block(net: Sketch, x: int, name: str, before: int, width: int, *, stride: int) -> int:
    """1×1, 3×3 in groups, channels weighed, 1×1; a shortcut leads around."""
    y = conv_bn(net, x, f"{name}_a", width)
    y = conv_bn(net, y, f"{name}_b", width, 3, stride=stride, groups=width // GROUP)
    y = squeeze_excitation(net, y, f"{name}_se", (round(before / 4), width), ("ReLU", "Sigmoid"))
    y = conv_bn(net, y, f"{name}_c", width, activation=None)
    if stride > 1 or before != width:
        x = conv_bn(net, x, f"{name}_shortcut", width, activation=None, stride=stride)
    return net("ReLU", net("Add", x, y, name=f"{name}_add"), name=f"{name}_relu")


@entry(
    ZooEntry(
        "regnet_y_400mf",
        "RegNetY-400MF",
        "Residual blocks in groups whose widths follow one simple rule, found by looking at many networks at once.",
        2020,
        4_344_144,
        class_name="RegNetY400MF",
    )
)
def regnet_y_400mf() -> Graph:
    """As in torchvision; 4,344,144 parameters."""
    net = Sketch()
    before = 32
    x = conv_bn(net, net("Input", shape=IMAGENET), "first", before, 3, stride=2)
    for stage, (width, depth) in enumerate(zip(WIDTHS, DEPTHS, strict=True), 1):
        for place in range(1, depth + 1):
            x = regnet_block(net, x, f"stage{stage}_{place}", before, width, stride=2 if place == 1 else 1)
            before = width
    scores(net, pooled(net, x))
    return net.graph
