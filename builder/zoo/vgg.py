"""VGG (Simonyan and Zisserman 2014): stages of 3×3 convolutions, each halved by pooling."""

from __future__ import annotations

from functools import partial

from builder.graph import Graph
from builder.sketch import Sketch
from builder.zoo.entry import ZooEntry, entry
from builder.zoo.parts import IMAGENET, conv_relu, wide_head

WIDTHS = (64, 128, 256, 512, 512)
STAGES = {11: (1, 1, 2, 2, 2), 13: (2, 2, 2, 2, 2), 16: (2, 2, 3, 3, 3), 19: (2, 2, 4, 4, 4)}
PARAMETERS = {11: 132_863_336, 13: 133_047_848, 16: 138_357_544, 19: 143_667_240}


def vgg_stage(net: Sketch, x: int, name: str, *, filters: int, depth: int, norm: bool = False) -> int:
    """3×3 convolutions with ReLU, with or without batch normalisation between; without the pooling."""
    for place in range(1, depth + 1):
        if norm:
            x = net("Conv2d", x, name=f"conv{name}_{place}", out_channels=filters, kernel_size=3, padding=1)
            x = net("BatchNorm2d", x, name=f"bn{name}_{place}")
            x = net("ReLU", x, name=f"relu{name}_{place}")
        else:
            x = conv_relu(net, x, f"conv{name}_{place}", filters, 3)
    return x


def _vgg(layers: int, norm: bool) -> Graph:
    net = Sketch()
    x = net("Input", shape=IMAGENET)
    for stage, (filters, depth) in enumerate(zip(WIDTHS, STAGES[layers], strict=True), 1):
        x = vgg_stage(net, x, str(stage), filters=filters, depth=depth, norm=norm)
        x = net("MaxPool2d", x, name=f"pool{stage}", kernel_size=2)
    x = net("AdaptiveAvgPool2d", x, name="avgpool", output_size=7)
    wide_head(net, x)
    return net.graph


def _enter(layers: int, norm: bool) -> None:
    scales = 2 * sum(width * depth for width, depth in zip(WIDTHS, STAGES[layers], strict=True)) if norm else 0
    info = ZooEntry(
        f"vgg{layers}_bn" if norm else f"vgg{layers}",
        f"VGG-{layers} with batch norm" if norm else f"VGG-{layers}",
        f"{sum(STAGES[layers])} convolutions of 3×3 in five stages, then three fully connected layers that hold most weights"
        + ("; each convolution is normalised." if norm else "."),
        2014,
        PARAMETERS[layers] + scales,
        class_name=f"VGG{layers}BN" if norm else f"VGG{layers}",
    )
    entry(info)(partial(_vgg, layers, norm))


for _layers in STAGES:
    for _norm in (False, True):
        _enter(_layers, _norm)
