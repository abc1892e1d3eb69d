"""Residual networks for 32×32 images (He and others 2015, section 4.2)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from builder.graph import Graph
from builder.sketch import Sketch
from builder.zoo.entry import ZooEntry, entry

Shortcut = Callable[[Sketch, int, str, int], int]
"""Leads around a block that halves the image: net, what comes in, the block's name and its filters."""

PARAMETERS = {20: 269_722, 32: 464_154, 44: 658_586, 56: 853_018, 110: 1_727_962}


def _projected(net: Sketch, x: int, name: str, filters: int) -> int:
    """Option B: a 1×1 convolution."""
    x = net("Conv2d", x, name=f"{name}_shortcut", out_channels=filters, kernel_size=1, stride=2, bias=False)
    return net("BatchNorm2d", x, name=f"{name}_shortcut_bn")


def _padded(net: Sketch, x: int, name: str, filters: int) -> int:
    """Option A, which learns nothing: every second pixel, and empty channels around those there are."""
    x = net("AvgPool2d", x, name=f"{name}_shortcut", kernel_size=1, stride=2)
    empty = filters // 4
    return net("ZeroPad3d", x, name=f"{name}_shortcut_pad", padding=(0, 0, 0, 0, empty, empty))


def _block(net: Sketch, x: int, name: str, filters: int, shortcut: Shortcut | None) -> int:
    """Two 3×3 convolutions around which a shortcut leads; one that is given goes with a halved image."""
    stride = 1 if shortcut is None else 2
    y = net("Conv2d", x, name=f"{name}_conv1", out_channels=filters, kernel_size=3, stride=stride, padding=1, bias=False)
    y = net("BatchNorm2d", y, name=f"{name}_bn1")
    y = net("ReLU", y, name=f"{name}_relu1")
    y = net("Conv2d", y, name=f"{name}_conv2", out_channels=filters, kernel_size=3, padding=1, bias=False)
    y = net("BatchNorm2d", y, name=f"{name}_bn2")
    x = x if shortcut is None else shortcut(net, x, name, filters)
    y = net("Add", y, x, name=f"{name}_add")
    return net("ReLU", y, name=f"{name}_relu2")


def _resnet(depth: int, shortcut: Shortcut) -> Graph:
    """Three stages of 16, 32 and 64 filters with `depth` blocks each."""
    net = Sketch()
    x = net("Input", shape=(3, 32, 32))
    x = net("Conv2d", x, name="conv1", out_channels=16, kernel_size=3, padding=1, bias=False)
    x = net("BatchNorm2d", x, name="bn1")
    x = net("ReLU", x, name="relu1")
    for stage, filters in enumerate((16, 32, 64), 1):
        for place in range(1, depth + 1):
            halve = stage > 1 and place == 1
            x = _block(net, x, f"stage{stage}_block{place}", filters, shortcut if halve else None)
    x = net("AdaptiveAvgPool2d", x, name="pool", output_size=1)
    x = net("Flatten", x, name="flatten")
    x = net("Linear", x, name="fc", out_features=10)
    net("Output", x, name="scores")
    return net.graph


@entry(
    ZooEntry(
        "resnet20_cifar_b",
        "ResNet-20 for 32×32 images",
        "Nine residual blocks in three stages. Where the size changes, the shortcut is a 1×1 convolution (option B).",
        2015,
        272_474,
        class_name="ResNet20",
        featured=True,
    )
)
def resnet20_cifar_b() -> Graph:
    """Stages of 16, 32 and 64 filters, three blocks each, projection shortcuts; 272,474 parameters."""
    return _resnet(3, _projected)


def _enter(layers: int) -> None:
    depth = (layers - 2) // 6
    info = ZooEntry(
        f"resnet{layers}_cifar",
        f"ResNet-{layers} of the paper, 32×32",
        f"{3 * depth} residual blocks in three stages, with the paper's shortcuts that learn nothing: where the size changes, "
        "every second pixel and empty channels (option A).",
        2015,
        PARAMETERS[layers],
        class_name=f"ResNet{layers}Cifar",
    )
    entry(info)(partial(_resnet, depth, _padded))


for _layers in PARAMETERS:
    _enter(_layers)
