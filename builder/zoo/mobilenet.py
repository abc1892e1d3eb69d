"""MobileNetV2 (Sandler and others, 2018): inverted residuals for mobile devices."""

from __future__ import annotations

from builder.block_library.mobile import inverted_residual, linear_bottleneck
from builder.common.messages import QT_TRANSLATE_NOOP
from builder.model.graph import Graph
from builder.sketch import Sketch
from builder.zoo.entry import COLOUR, ZooEntry, entry
from builder.zoo.parts import IMAGENET, conv_bn, global_average, scores

STAGES = ((1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1))
"""Table 2 of the paper: expansion, channels, number of blocks, stride of the first block."""


@entry(
    ZooEntry(
        name="mobilenet_v2",
        title=QT_TRANSLATE_NOOP("Zoo", "MobileNetV2"),
        description=QT_TRANSLATE_NOOP(
            "Zoo",
            "Blocks that are wide inside and narrow between, with convolutions that look at each map by itself: small "
            "and fast.",
        ),
        year=2018,
        parameters=3_504_872,
        data=COLOUR,
        class_name="MobileNetV2",
    )
)
def mobilenet_v2() -> Graph:
    """The same as torchvision's; 3,504,872 parameters."""
    net = Sketch()
    x = net("Input", shape=IMAGENET)
    width = 32
    x = conv_bn(net, x, "first", width, 3, activation="ReLU6", stride=2)
    for stage, (widening, channels, depth, step) in enumerate(STAGES, 1):
        if widening == 1:
            x = conv_bn(net, x, f"stage{stage}_depthwise", width, 3, activation="ReLU6", groups=width)
            x = conv_bn(net, x, f"stage{stage}_project", channels, activation=None)
        else:
            sizes = {"hidden": widening * width, "channels": channels, "stride": step}
            x = net(linear_bottleneck(), x, name=f"stage{stage}_first", **sizes)
        if depth > 1:
            x = net(inverted_residual(), x, name=f"stage{stage}", channels=channels, expansion=widening, repeat=depth - 1)
        width = channels
    x = conv_bn(net, x, "last", 1280, activation="ReLU6")
    x = net("Dropout", global_average(net, x), name="dropout", p=0.2)
    scores(net, x)
    return net.graph
