"""Residual networks (He, Zhang, Ren and Sun 2015) for ImageNet, as torchvision has them."""

from __future__ import annotations

from functools import partial

from builder.graph import Graph
from builder.sketch import Sketch
from builder.zoo.entry import ZooEntry, entry
from builder.zoo.parts import IMAGENET, pooled, scores

WIDTHS = (64, 128, 256, 512)
WIDENING = 4
"""How many times as many channels leave a bottleneck as are inside."""

DEPTHS = {18: (2, 2, 2, 2), 34: (3, 4, 6, 3), 50: (3, 4, 6, 3), 101: (3, 4, 23, 3), 152: (3, 8, 36, 3)}
PARAMETERS = {18: 11_689_512, 34: 21_797_672, 50: 25_557_032, 101: 44_549_160, 152: 60_192_808}


def _conv(net: Sketch, x: int, name: str, place: int, **fields: int) -> int:
    """A convolution and its batch normalisation, numbered as in torchvision."""
    y = net("Conv2d", x, name=f"{name}_conv{place}", bias=False, **fields)
    return net("BatchNorm2d", y, name=f"{name}_bn{place}")


def _added(net: Sketch, y: int, x: int, name: str) -> int:
    """The way around added, then ReLU."""
    return net("ReLU", net("Add", y, x, name=f"{name}_add"), name=f"{name}_relu")


def projected(net: Sketch, x: int, name: str, filters: int, stride: int) -> int:
    """A shortcut that also changes size: a 1×1 convolution."""
    x = net("Conv2d", x, name=f"{name}_shortcut", out_channels=filters, kernel_size=1, stride=stride, bias=False)
    return net("BatchNorm2d", x, name=f"{name}_shortcut_bn")


def basic_block(net: Sketch, x: int, name: str, *, width: int, stride: int, project: bool) -> int:
    """Two 3×3 convolutions around which a shortcut leads."""
    y = _conv(net, x, name, 1, out_channels=width, kernel_size=3, stride=stride, padding=1)
    y = net("ReLU", y, name=f"{name}_relu1")
    y = _conv(net, y, name, 2, out_channels=width, kernel_size=3, padding=1)
    return _added(net, y, projected(net, x, name, width, stride) if project else x, name)


def bottleneck(net: Sketch, x: int, name: str, *, width: int, stride: int, project: bool) -> int:
    """Narrowed by 1×1, looked at by 3×3, widened by 1×1; a shortcut leads around."""
    y = _conv(net, x, name, 1, out_channels=width, kernel_size=1)
    y = net("ReLU", y, name=f"{name}_relu1")
    y = _conv(net, y, name, 2, out_channels=width, kernel_size=3, stride=stride, padding=1)
    y = net("ReLU", y, name=f"{name}_relu2")
    y = _conv(net, y, name, 3, out_channels=WIDENING * width, kernel_size=1)
    return _added(net, y, projected(net, x, name, WIDENING * width, stride) if project else x, name)


def _resnet(layers: int) -> Graph:
    net = Sketch()
    x = net("Input", shape=IMAGENET)
    x = net("Conv2d", x, name="conv1", out_channels=64, kernel_size=7, stride=2, padding=3, bias=False)
    x = net("BatchNorm2d", x, name="bn1")
    x = net("ReLU", x, name="relu")
    x = net("MaxPool2d", x, name="maxpool", kernel_size=3, stride=2, padding=1)
    block = basic_block if layers < 50 else bottleneck
    for stage, (width, depth) in enumerate(zip(WIDTHS, DEPTHS[layers], strict=True), 1):
        for place in range(depth):
            stride = 2 if stage > 1 and place == 0 else 1
            project = place == 0 and (stride > 1 or block is bottleneck)
            x = block(net, x, f"layer{stage}_{place}", width=width, stride=stride, project=project)
    scores(net, pooled(net, x))
    return net.graph


def _enter(layers: int) -> None:
    kind = "two 3×3 convolutions" if layers < 50 else "a narrow 3×3 convolution between two of 1×1"
    info = ZooEntry(
        f"resnet{layers}",
        f"ResNet-{layers}",
        f"{sum(DEPTHS[layers])} residual blocks of {kind}, each with a shortcut around it.",
        2015,
        PARAMETERS[layers],
        class_name=f"ResNet{layers}",
    )
    entry(info)(partial(_resnet, layers))


for _layers in DEPTHS:
    _enter(_layers)
