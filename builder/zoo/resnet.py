"""Residual networks (He, Zhang, Ren and Sun 2015) for ImageNet, as torchvision has them."""

from __future__ import annotations

from functools import partial

from builder.block_library.residual import basic_block, basic_block_down, bottleneck, bottleneck_down
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.model.graph import Graph
from builder.sketch import Sketch
from builder.zoo.entry import COLOUR, ZooEntry, entry
from builder.zoo.parts import IMAGENET, global_average, scores

WIDTHS = (64, 128, 256, 512)
DEPTHS = {18: (2, 2, 2, 2), 34: (3, 4, 6, 3), 50: (3, 4, 6, 3), 101: (3, 4, 23, 3), 152: (3, 8, 36, 3)}
PARAMETERS = {18: 11_689_512, 34: 21_797_672, 50: 25_557_032, 101: 44_549_160, 152: 60_192_808}


def _resnet(layers: int) -> Graph:
    block, down = (basic_block, basic_block_down) if layers < 50 else (bottleneck, bottleneck_down)
    net = Sketch()
    x = net("Input", shape=IMAGENET)
    x = net("Conv2d", x, name="conv1", out_channels=64, kernel_size=7, stride=2, padding=3, bias=False)
    x = net("BatchNorm2d", x, name="bn1")
    x = net("ReLU", x, name="relu")
    x = net("MaxPool2d", x, name="maxpool", kernel_size=3, stride=2, padding=1)
    for stage, (width, depth) in enumerate(zip(WIDTHS, DEPTHS[layers], strict=True), 1):
        if stage > 1 or layers >= 50:
            x = net(down(), x, name=f"layer{stage}_down", channels=width, stride=1 if stage == 1 else 2)
            depth -= 1
        x = net(block(), x, name=f"layer{stage}", channels=width, repeat=depth)
    scores(net, global_average(net, x))
    return net.graph


def _enter(layers: int) -> None:
    basic = QT_TRANSLATE_NOOP("Zoo", "{blocks} residual blocks of two 3×3 convolutions, each with a shortcut around it.")
    bottleneck = QT_TRANSLATE_NOOP(
        "Zoo",
        "{blocks} residual blocks of a narrow 3×3 convolution between two of 1×1, each with a shortcut around it.",
    )
    info = ZooEntry(
        name=f"resnet{layers}",
        title=Message.of(QT_TRANSLATE_NOOP("Zoo", "ResNet-{layers}"), layers=layers),
        description=Message.of(basic if layers < 50 else bottleneck, blocks=sum(DEPTHS[layers])),
        year=2015,
        parameters=PARAMETERS[layers],
        data=COLOUR,
        class_name=f"ResNet{layers}",
    )
    entry(info)(partial(_resnet, layers))


for _layers in DEPTHS:
    _enter(_layers)
