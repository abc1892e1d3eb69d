"""SqueezeNet (Iandola and others, 2016): AlexNet's accuracy with a fiftieth of its weights."""

from __future__ import annotations

from functools import cache

from builder.common.messages import QT_TRANSLATE_NOOP
from builder.groups.definition import Definition, Exposed
from builder.model.graph import Graph
from builder.sketch import Sketch
from builder.zoo.entry import COLOUR, ZooEntry, entry
from builder.zoo.parts import CLASSES, IMAGENET, conv_relu

FIRES = ((16, 64), (16, 64), (32, 128), (32, 128), (48, 192), (48, 192), (64, 256), (64, 256))
"""Filters of each squeeze layer, and of each half of its expand layer."""

EACH = QT_TRANSLATE_NOOP("Groups", "Filters of each of the two ways behind it.")

POOLED = (0, 2, 4)
"""The fire modules with a max pooling in front."""


@cache
def fire() -> Definition:
    """A squeeze layer of 1×1 filters, then an expand layer of 1×1 and 3×3 filters, concatenated."""
    body = Sketch(
        squeeze=Exposed("squeeze", 16, 1, QT_TRANSLATE_NOOP("Groups", "Filters of the squeeze.")),
        expand=Exposed("expand", 64, 1, EACH),
    )
    x = conv_relu(body, body("GroupInput", name="input"), "squeeze", "squeeze")
    ones = conv_relu(body, x, "expand1x1", "expand")
    threes = conv_relu(body, x, "expand3x3", "expand", 3)
    body("GroupOutput", body("Concat", ones, threes, name="concat"), name="output")
    return body.definition(
        "Fire",
        title=QT_TRANSLATE_NOOP("Groups", "Fire module"),
        doc=QT_TRANSLATE_NOOP(
            "Groups", "Squeezes to few channels with 1×1 filters, then expands with 1×1 and 3×3 filters side by side."
        ),
        source=QT_TRANSLATE_NOOP("Groups", "Iandola and others, SqueezeNet, 2016"),
    )


@entry(
    ZooEntry(
        name="squeezenet1_1",
        title=QT_TRANSLATE_NOOP("Zoo", "SqueezeNet 1.1"),
        description=QT_TRANSLATE_NOOP(
            "Zoo", "Eight modules that squeeze to few maps and expand with 1×1 and 3×3 filters: a network of 5 MB."
        ),
        year=2016,
        parameters=1_235_496,
        data=COLOUR,
        class_name="SqueezeNet",
    )
)
def squeezenet1_1() -> Graph:
    """The same as torchvision's; 1,235,496 parameters."""
    net = Sketch()
    x = net("Input", shape=IMAGENET)
    x = conv_relu(net, x, "conv1", 64, 3, stride=2, padding=0)
    for place, (squeeze, expand) in enumerate(FIRES):
        if place in POOLED:
            x = net("MaxPool2d", x, kernel_size=3, stride=2, ceil_mode=True)
        x = net(fire(), x, name=f"fire{place + 2}", squeeze=squeeze, expand=expand)
    x = net("Dropout", x, name="dropout", p=0.5)
    x = conv_relu(net, x, "conv10", CLASSES)
    x = net("AdaptiveAvgPool2d", x, name="avgpool", output_size=1)
    net("Output", net("Flatten", x, name="flatten"), name="scores")
    return net.graph
