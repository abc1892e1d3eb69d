"""YOLO (Redmon and others, 2015): object detection in a single pass."""

from __future__ import annotations

from builder.common.messages import QT_TRANSLATE_NOOP
from builder.model.graph import Graph
from builder.sketch import Sketch
from builder.zoo.entry import ZooEntry, entry

ConvSpec = tuple[int, int, int]
"""Filters, kernel size and stride of one convolution."""

POOL: ConvSpec = (0, 2, 2)
"""Marks a pooling in the list of layers."""

LAYERS: tuple[ConvSpec, ...] = (
    (64, 7, 2),
    POOL,
    (192, 3, 1),
    POOL,
    *((128, 1, 1), (256, 3, 1), (256, 1, 1), (512, 3, 1)),
    POOL,
    *((256, 1, 1), (512, 3, 1)) * 4,
    *((512, 1, 1), (1024, 3, 1)),
    POOL,
    *((512, 1, 1), (1024, 3, 1)) * 2,
    *((1024, 3, 1), (1024, 3, 2), (1024, 3, 1), (1024, 3, 1)),
)
"""Figure 3 of the paper."""

GRID, BOXES, KINDS = 7, 2, 20


@entry(
    ZooEntry(
        name="yolo_v1",
        title=QT_TRANSLATE_NOOP("Zoo", "YOLO"),
        description=QT_TRANSLATE_NOOP(
            "Zoo",
            "Says in one look what is where: for each of 7×7 places two boxes of five numbers and a score for 20 kinds "
            "of things.",
        ),
        year=2015,
        parameters=271_703_550,
        task="detection",
        data=(),
        class_name="YOLOv1",
    )
)
def yolo_v1() -> Graph:
    """24 convolutions and two fully connected layers on 448×448; 271,703,550 parameters."""
    net = Sketch()
    x = net("Input", shape=(3, 448, 448))
    for filters, kernel, stride in LAYERS:
        if filters:
            x = net("Conv2d", x, out_channels=filters, kernel_size=kernel, stride=stride, padding=kernel // 2)
            x = net("LeakyReLU", x, negative_slope=0.1)
        else:
            x = net("MaxPool2d", x, kernel_size=kernel)
    x = net("Linear", net("Flatten", x, name="flatten"), name="fc1", out_features=4096)
    x = net("LeakyReLU", x, name="fc1_leaky", negative_slope=0.1)
    x = net("Dropout", x, name="drop", p=0.5)
    values = 5 * BOXES + KINDS
    x = net("Linear", x, name="fc2", out_features=values * GRID * GRID)
    net("Output", net("Reshape", x, name="places", shape=(values, GRID, GRID)), name="boxes")
    return net.graph
