"""LeNet-5 (LeCun et al. 1998) as usually implemented today: 28×28 digits, padded in the first layer, all maps connected."""

from __future__ import annotations

from builder.common.messages import QT_TRANSLATE_NOOP
from builder.model.graph import Graph
from builder.sketch import Sketch
from builder.zoo.entry import GREY, ZooEntry, entry


def _lenet5(activation: str, pooling: str) -> Graph:
    net = Sketch()
    x = net("Input", shape=(1, 28, 28))
    x = net("Conv2d", x, out_channels=6, kernel_size=5, padding=2)
    x = net(activation, x)
    x = net(pooling, x, kernel_size=2)
    x = net("Conv2d", x, out_channels=16, kernel_size=5)
    x = net(activation, x)
    x = net(pooling, x, kernel_size=2)
    x = net("Flatten", x, name="flatten")
    x = net("Linear", x, out_features=120)
    x = net(activation, x)
    x = net("Linear", x, out_features=84)
    x = net(activation, x)
    x = net("Linear", x, out_features=10)
    net("Output", x, name="scores")
    return net.graph


@entry(
    ZooEntry(
        name="lenet5",
        title=QT_TRANSLATE_NOOP("Zoo", "LeNet-5"),
        description=QT_TRANSLATE_NOOP(
            "Zoo",
            "Two convolutions with ReLU and max pooling, then three linear layers. The first network to draw and to train.",
        ),
        year=1998,
        parameters=61_706,
        data=GREY,
        class_name="LeNet5",
        featured=True,
    )
)
def lenet5() -> Graph:
    """The modern one: ReLU and max pooling; 61,706 parameters."""
    return _lenet5("ReLU", "MaxPool2d")


@entry(
    ZooEntry(
        name="lenet5_tanh",
        title=QT_TRANSLATE_NOOP("Zoo", "LeNet-5 with tanh"),
        description=QT_TRANSLATE_NOOP(
            "Zoo", "As in the paper: tanh and average pooling. It learns more slowly than the modern one; compare the curves."
        ),
        year=1998,
        parameters=61_706,
        data=GREY,
        class_name="LeNet5Tanh",
        featured=True,
    )
)
def lenet5_tanh() -> Graph:
    """Closer to the paper: tanh and average pooling; 61,706 parameters."""
    return _lenet5("Tanh", "AvgPool2d")
