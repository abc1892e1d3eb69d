"""DenseNet (Huang, Liu, van der Maaten and Weinberger 2016)."""

from __future__ import annotations

from functools import cache

from builder.block_library.attention_blocks import DENSENET, dense_block
from builder.block_library.depthwise import CHANNELS
from builder.common.messages import QT_TRANSLATE_NOOP
from builder.groups.definition import Definition
from builder.model.graph import Graph
from builder.sketch import Sketch
from builder.zoo.entry import COLOUR, ZooEntry, entry
from builder.zoo.parts import IMAGENET, conv, global_average, scores

GROWTH = 32
DEPTHS = (6, 12, 24, 16)


def _norm_relu(net: Sketch, x: int, name: str) -> int:
    return net("ReLU", net("BatchNorm2d", x, name=name), name=f"{name}_relu")


@cache
def transition() -> Definition:
    """The transition between two dense blocks: 1×1 convolution and average pooling."""
    body = Sketch(channels=CHANNELS)
    x = _norm_relu(body, body("GroupInput", name="input"), "norm")
    x = conv(body, x, "conv", "channels", bias=False)
    body("GroupOutput", body("AvgPool2d", x, name="pool", kernel_size=2), name="output")
    doc = QT_TRANSLATE_NOOP(
        "Groups", "Normalises, makes fewer channels of many with a 1×1 convolution, and halves height and width."
    )
    return body.definition("Transition", title=QT_TRANSLATE_NOOP("Groups", "Transition"), doc=doc, source=DENSENET)


@entry(
    ZooEntry(
        name="densenet121",
        title=QT_TRANSLATE_NOOP("Zoo", "DenseNet-121"),
        description=QT_TRANSLATE_NOOP(
            "Zoo", "In four blocks every layer sees the maps of all layers before it, and adds only 32 of its own."
        ),
        year=2016,
        parameters=7_978_856,
        data=COLOUR,
        class_name="DenseNet121",
    )
)
def densenet121() -> Graph:
    """The same as torchvision's; 7,978,856 parameters."""
    net = Sketch()
    x = net("Input", shape=IMAGENET)
    x = conv(net, x, "conv0", 2 * GROWTH, 7, stride=2, bias=False)
    x = _norm_relu(net, x, "norm0")
    x = net("MaxPool2d", x, name="pool0", kernel_size=3, stride=2, padding=1)
    width = 2 * GROWTH
    for block, depth in enumerate(DEPTHS, 1):
        x = net(dense_block(), x, name=f"block{block}", growth=GROWTH, layers=depth)
        width += depth * GROWTH
        if block < len(DEPTHS):
            width //= 2
            x = net(transition(), x, name=f"transition{block}", channels=width)
    scores(net, global_average(net, _norm_relu(net, x, "norm5")))
    return net.graph
