"""SqueezeNet (Iandola and others, 2016): AlexNet's accuracy with a fiftieth of its weights."""

from __future__ import annotations

from builder.graph import Graph
from builder.sketch import Sketch
from builder.zoo.entry import ZooEntry, entry
from builder.zoo.parts import CLASSES, IMAGENET, conv_relu

FIRES = ((16, 64), (16, 64), (32, 128), (32, 128), (48, 192), (48, 192), (64, 256), (64, 256))
"""Filters of each squeeze, and of each half of the expansion behind it."""

POOLED = (0, 2, 4)
"""Which of them are pooled before."""


def fire(net: Sketch, x: int, name: str, squeeze: int, expand: int) -> int:
    """Few 1×1 filters, then 1×1 and 3×3 side by side."""
    x = conv_relu(net, x, f"{name}_squeeze", squeeze)
    ones = conv_relu(net, x, f"{name}_expand1x1", expand)
    threes = conv_relu(net, x, f"{name}_expand3x3", expand, 3)
    return net("Concat", ones, threes, name=f"{name}_concat")


@entry(
    ZooEntry(
        "squeezenet1_1",
        "SqueezeNet 1.1",
        "Eight modules that squeeze to few maps and expand with 1×1 and 3×3 filters: a network of 5 MB.",
        2016,
        1_235_496,
        class_name="SqueezeNet",
    )
)
def squeezenet1_1() -> Graph:
    """As in torchvision; 1,235,496 parameters."""
    net = Sketch()
    x = net("Input", shape=IMAGENET)
    x = conv_relu(net, x, "conv1", 64, 3, stride=2, padding=0)
    for place, (squeeze, expand) in enumerate(FIRES):
        if place in POOLED:
            x = net("MaxPool2d", x, kernel_size=3, stride=2, ceil_mode=True)
        x = fire(net, x, f"fire{place + 2}", squeeze, expand)
    x = net("Dropout", x, name="dropout", p=0.5)
    x = conv_relu(net, x, "conv10", CLASSES)
    x = net("AdaptiveAvgPool2d", x, name="avgpool", output_size=1)
    net("Output", net("Flatten", x, name="flatten"), name="scores")
    return net.graph
