"""DenseNet (Huang, Liu, van der Maaten and Weinberger 2016)."""

from __future__ import annotations

from builder.graph import Graph
from builder.sketch import Sketch
from builder.zoo.entry import ZooEntry, entry
from builder.zoo.parts import IMAGENET, conv, pooled, scores

GROWTH = 32
DEPTHS = (6, 12, 24, 16)


def _norm_relu(net: Sketch, x: int, name: str) -> int:
    return net("ReLU", net("BatchNorm2d", x, name=name), name=f"{name}_relu")


def dense_block(net: Sketch, x: int, name: str, depth: int, growth: int) -> int:
    """Each layer sees the maps of all before it and adds `growth` of its own, by way of four times as many."""
    for place in range(1, depth + 1):
        stem = f"{name}_layer{place}"
        y = _norm_relu(net, x, f"{stem}_norm1")
        y = conv(net, y, f"{stem}_conv1", 4 * growth, bias=False)
        y = _norm_relu(net, y, f"{stem}_norm2")
        y = conv(net, y, f"{stem}_conv2", growth, 3, bias=False)
        x = net("Concat", x, y, name=f"{stem}_concat")
    return x


def transition(net: Sketch, x: int, name: str, filters: int) -> int:
    """Fewer maps, and half the size."""
    x = conv(net, _norm_relu(net, x, f"{name}_norm"), f"{name}_conv", filters, bias=False)
    return net("AvgPool2d", x, name=f"{name}_pool", kernel_size=2)


@entry(
    ZooEntry(
        "densenet121",
        "DenseNet-121",
        "In four blocks every layer sees the maps of all layers before it, and adds only 32 of its own.",
        2016,
        7_978_856,
        class_name="DenseNet121",
    )
)
def densenet121() -> Graph:
    """As in torchvision; 7,978,856 parameters."""
    net = Sketch()
    x = net("Input", shape=IMAGENET)
    x = conv(net, x, "conv0", 2 * GROWTH, 7, stride=2, bias=False)
    x = _norm_relu(net, x, "norm0")
    x = net("MaxPool2d", x, name="pool0", kernel_size=3, stride=2, padding=1)
    width = 2 * GROWTH
    for block, depth in enumerate(DEPTHS, 1):
        x = dense_block(net, x, f"block{block}", depth, GROWTH)
        width += depth * GROWTH
        if block < len(DEPTHS):
            width //= 2
            x = transition(net, x, f"transition{block}", width)
    scores(net, pooled(net, _norm_relu(net, x, "norm5")))
    return net.graph
