"""Residual networks (He et al. 2015) for small images."""

from __future__ import annotations

from builder.graph import Graph
from builder.sketch import Sketch
from builder.zoo.entry import ZooEntry, entry


def _basic_block(net: Sketch, x: int, stem: str, filters: int, stride: int, project: bool) -> int:
    """Two 3×3 convolutions around which a shortcut leads; `project` gives the shortcut a 1×1 convolution."""
    y = net("Conv2d", x, name=f"{stem}_conv1", out_channels=filters, kernel_size=3, stride=stride, padding=1, bias=False)
    y = net("BatchNorm2d", y, name=f"{stem}_bn1")
    y = net("ReLU", y, name=f"{stem}_relu1")
    y = net("Conv2d", y, name=f"{stem}_conv2", out_channels=filters, kernel_size=3, padding=1, bias=False)
    y = net("BatchNorm2d", y, name=f"{stem}_bn2")
    if project:
        x = net("Conv2d", x, name=f"{stem}_shortcut", out_channels=filters, kernel_size=1, stride=stride, bias=False)
        x = net("BatchNorm2d", x, name=f"{stem}_shortcut_bn")
    y = net("Add", y, x, name=f"{stem}_add")
    return net("ReLU", y, name=f"{stem}_relu2")


@entry(
    ZooEntry(
        "resnet20_cifar_b",
        "ResNet-20 for 32×32 images",
        "Nine residual blocks in three stages. Where the size changes, the shortcut is a 1×1 convolution (option B).",
        2015,
        class_name="ResNet20",
    )
)
def resnet20_cifar_b() -> Graph:
    """Stages of 16, 32 and 64 filters, three blocks each, projection shortcuts; 272,474 parameters."""
    net = Sketch()
    x = net("Input", shape=(3, 32, 32))
    x = net("Conv2d", x, name="conv1", out_channels=16, kernel_size=3, padding=1, bias=False)
    x = net("BatchNorm2d", x, name="bn1")
    x = net("ReLU", x, name="relu1")
    for stage, filters in enumerate((16, 32, 64), 1):
        for block in (1, 2, 3):
            halve = stage > 1 and block == 1
            x = _basic_block(net, x, f"stage{stage}_block{block}", filters, 2 if halve else 1, halve)
    x = net("AdaptiveAvgPool2d", x, name="pool", output_size=1)
    x = net("Flatten", x, name="flatten")
    x = net("Linear", x, name="fc", out_features=10)
    net("Output", x, name="scores")
    return net.graph
