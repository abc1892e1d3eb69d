"""AlexNet (Krizhevsky, Sutskever and Hinton 2012) and ZFNet (Zeiler and Fergus 2013)."""

from __future__ import annotations

from builder.common.messages import QT_TRANSLATE_NOOP
from builder.model.graph import Graph
from builder.sketch import Sketch
from builder.zoo.entry import COLOUR, ZooEntry, entry
from builder.zoo.parts import IMAGENET, conv_relu, wide_head


def _normalised_and_pooled(net: Sketch, x: int, place: int) -> int:
    """Local response normalisation with the paper's numbers (torch divides alpha by the size), and overlapping pooling."""
    x = net("LocalResponseNorm", x, name=f"norm{place}", size=5, alpha=5e-4, beta=0.75, k=2.0)
    return net("MaxPool2d", x, name=f"pool{place}", kernel_size=3, stride=2)


@entry(
    ZooEntry(
        name="alexnet_2012",
        title=QT_TRANSLATE_NOOP("Zoo", "AlexNet of 2012"),
        description=QT_TRANSLATE_NOOP(
            "Zoo",
            "The winner of ImageNet 2012 as published: three convolutions in two groups, one for each graphics card of then.",
        ),
        year=2012,
        parameters=60_965_224,
        data=COLOUR,
        class_name="AlexNet2012",
    )
)
def alexnet_2012() -> Graph:
    """Five convolutions, three of them in two groups, with local response normalisation; 60,965,224 parameters."""
    net = Sketch()
    x = net("Input", shape=(3, 227, 227))
    x = conv_relu(net, x, "conv1", 96, 11, stride=4, padding=0)
    x = _normalised_and_pooled(net, x, 1)
    x = conv_relu(net, x, "conv2", 256, 5, groups=2)
    x = _normalised_and_pooled(net, x, 2)
    x = conv_relu(net, x, "conv3", 384, 3)
    x = conv_relu(net, x, "conv4", 384, 3, groups=2)
    x = conv_relu(net, x, "conv5", 256, 3, groups=2)
    x = net("MaxPool2d", x, name="pool5", kernel_size=3, stride=2)
    wide_head(net, x)
    return net.graph


@entry(
    ZooEntry(
        name="zfnet",
        title=QT_TRANSLATE_NOOP("Zoo", "ZFNet"),
        description=QT_TRANSLATE_NOOP("Zoo", "AlexNet looked into: a finer first layer, no groups. It won ImageNet 2013."),
        year=2013,
        parameters=62_357_608,
        data=COLOUR,
        class_name="ZFNet",
    )
)
def zfnet() -> Graph:
    """Windows of 7×7 and 5×5 in the first layers, sizes as in the paper's figure 3; 62,357,608 parameters."""
    net = Sketch()
    x = net("Input", shape=IMAGENET)
    for place, (filters, kernel, border) in enumerate(((96, 7, 1), (256, 5, 0)), 1):
        x = conv_relu(net, x, f"conv{place}", filters, kernel, stride=2, padding=border)
        x = net("MaxPool2d", x, name=f"pool{place}", kernel_size=3, stride=2, padding=1)
        x = net("LocalResponseNorm", x, name=f"norm{place}", size=5, alpha=5e-4, beta=0.75, k=2.0)
    for place, filters in enumerate((384, 384, 256), 3):
        x = conv_relu(net, x, f"conv{place}", filters, 3)
    x = net("MaxPool2d", x, name="pool5", kernel_size=3, stride=2)
    wide_head(net, x)
    return net.graph


@entry(
    ZooEntry(
        name="alexnet",
        title=QT_TRANSLATE_NOOP("Zoo", "AlexNet"),
        description=QT_TRANSLATE_NOOP(
            "Zoo",
            "AlexNet on one graphics card: fewer filters in front, no groups and no normalisation. The one in torchvision.",
        ),
        year=2014,
        parameters=61_100_840,
        data=COLOUR,
        class_name="AlexNet",
    )
)
def alexnet() -> Graph:
    """As in torchvision, after Krizhevsky's "one weird trick" (2014); 61,100,840 parameters."""
    net = Sketch()
    x = net("Input", shape=IMAGENET)
    x = conv_relu(net, x, "conv1", 64, 11, stride=4, padding=2)
    x = net("MaxPool2d", x, name="pool1", kernel_size=3, stride=2)
    x = conv_relu(net, x, "conv2", 192, 5)
    x = net("MaxPool2d", x, name="pool2", kernel_size=3, stride=2)
    for place, filters in enumerate((384, 256, 256), 3):
        x = conv_relu(net, x, f"conv{place}", filters, 3)
    x = net("MaxPool2d", x, name="pool5", kernel_size=3, stride=2)
    x = net("AdaptiveAvgPool2d", x, name="avgpool", output_size=6)
    wide_head(net, x, dropout_first=True)
    return net.graph
