"""Network in Network (Lin, Chen and Yan 2013) for the 32×32 images of CIFAR-10."""

from __future__ import annotations

from builder.common.messages import QT_TRANSLATE_NOOP
from builder.model.graph import Graph
from builder.sketch import Sketch
from builder.zoo.entry import COLOUR, ZooEntry, entry
from builder.zoo.parts import conv_relu


def _mlpconv(net: Sketch, x: int, stage: int, *, filters: tuple[int, int, int], kernel: int) -> int:
    """An mlpconv block: a convolution followed by two 1×1 convolutions, a small network on every window."""
    x = conv_relu(net, x, f"conv{stage}", filters[0], kernel)
    for place, count in enumerate(filters[1:], 1):
        x = conv_relu(net, x, f"mlp{stage}_{place}", count)
    return x


@entry(
    ZooEntry(
        name="nin",
        title=QT_TRANSLATE_NOOP("Zoo", "Network in Network"),
        description=QT_TRANSLATE_NOOP(
            "Zoo",
            "1×1 convolutions make a small network of every window, and the mean of each last map is a score. For CIFAR-10.",
        ),
        year=2013,
        parameters=966_986,
        data=COLOUR,
        class_name="NetworkInNetwork",
    )
)
def nin() -> Graph:
    """Three mlpconv blocks with pooling and dropout between, then global average pooling; 966,986 parameters."""
    net = Sketch()
    x = net("Input", shape=(3, 32, 32))
    x = _mlpconv(net, x, 1, filters=(192, 160, 96), kernel=5)
    x = net("MaxPool2d", x, name="pool1", kernel_size=3, stride=2, ceil_mode=True)
    x = net("Dropout", x, name="drop1", p=0.5)
    x = _mlpconv(net, x, 2, filters=(192, 192, 192), kernel=5)
    x = net("AvgPool2d", x, name="pool2", kernel_size=3, stride=2, ceil_mode=True)
    x = net("Dropout", x, name="drop2", p=0.5)
    x = _mlpconv(net, x, 3, filters=(192, 192, 10), kernel=3)
    x = net("AdaptiveAvgPool2d", x, name="means", output_size=1)
    net("Output", net("Flatten", x, name="flatten"), name="scores")
    return net.graph
