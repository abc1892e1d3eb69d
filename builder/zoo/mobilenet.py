"""MobileNetV2 (Sandler and others, 2018): inverted residuals for telephones."""

from __future__ import annotations

from builder.graph import Graph
from builder.sketch import Sketch
from builder.zoo.entry import ZooEntry, entry
from builder.zoo.parts import IMAGENET, conv_bn, pooled, scores

STAGES = ((1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1))
"""Table 2 of the paper: how many times wider inside, channels, blocks, step of the first."""


def inverted_residual(net: Sketch, x: int, name: str, *, sizes: tuple[int, int, int], stride: int) -> int:
    """Widened by 1×1, each map looked at by itself, narrowed by 1×1; a shortcut where nothing changes size.

    `sizes` are the channels that come in, inside, and that go out.
    """
    before, inside, after = sizes
    y = x if inside == before else conv_bn(net, x, f"{name}_expand", inside, activation="ReLU6")
    y = conv_bn(net, y, f"{name}_depthwise", inside, 3, activation="ReLU6", stride=stride, groups=inside)
    y = conv_bn(net, y, f"{name}_project", after, activation=None)
    return net("Add", x, y, name=f"{name}_add") if stride == 1 and before == after else y


@entry(
    ZooEntry(
        "mobilenet_v2",
        "MobileNetV2",
        "Blocks that are wide inside and narrow between, with convolutions that look at each map by itself: small and fast.",
        2018,
        3_504_872,
        class_name="MobileNetV2",
    )
)
def mobilenet_v2() -> Graph:
    """As in torchvision; 3,504,872 parameters."""
    net = Sketch()
    x = net("Input", shape=IMAGENET)
    width = 32
    x = conv_bn(net, x, "first", width, 3, activation="ReLU6", stride=2)
    for stage, (widening, channels, depth, step) in enumerate(STAGES, 1):
        for place in range(1, depth + 1):
            sizes = (width, widening * width, channels)
            x = inverted_residual(net, x, f"stage{stage}_{place}", sizes=sizes, stride=step if place == 1 else 1)
            width = channels
    x = conv_bn(net, x, "last", 1280, activation="ReLU6")
    x = net("Dropout", pooled(net, x), name="dropout", p=0.2)
    scores(net, x)
    return net.graph
