"""The networks of Nielsen's book "Neural Networks and Deep Learning", chapter 6. The softmax is part of the loss."""

from __future__ import annotations

from builder.common.messages import QT_TRANSLATE_NOOP
from builder.model.graph import Graph
from builder.sketch import Sketch
from builder.zoo.entry import GREY, ZooEntry, entry


def _convolutions(net: Sketch, filters: tuple[int, ...], activation: str) -> int:
    """5×5 convolutions on 28×28 digits, each followed by pooling and an activation; then a Flatten."""
    x = net("Input", shape=(1, 28, 28))
    for count in filters:
        x = net("Conv2d", x, out_channels=count, kernel_size=5)
        x = net("MaxPool2d", x, kernel_size=2)
        x = net(activation, x)
    return net("Flatten", x, name="flatten")


def _classifier(net: Sketch, x: int, activation: str) -> Graph:
    """The classifier: a hundred neurons, then ten scores."""
    x = net("Linear", x, out_features=100)
    x = net(activation, x)
    x = net("Linear", x, out_features=10)
    net("Output", x, name="scores")
    return net.graph


@entry(
    ZooEntry(
        name="nielsen_shallow",
        title=QT_TRANSLATE_NOOP("Zoo", "Nielsen: no convolution"),
        description=QT_TRANSLATE_NOOP(
            "Zoo", "A hundred sigmoid neurons that see the whole digit: what the networks with convolutions are compared with."
        ),
        year=2015,
        parameters=79_510,
        data=GREY,
        class_name="NielsenShallow",
    )
)
def nielsen_shallow() -> Graph:
    """One hidden layer; 79,510 parameters."""
    net = Sketch()
    return _classifier(net, _convolutions(net, (), "Sigmoid"), "Sigmoid")


@entry(
    ZooEntry(
        name="nielsen_basic_conv",
        title=QT_TRANSLATE_NOOP("Zoo", "Nielsen: one convolution"),
        description=QT_TRANSLATE_NOOP(
            "Zoo", "One convolution of 20 filters, pooled before its sigmoid, then a hundred neurons."
        ),
        year=2015,
        parameters=289_630,
        data=GREY,
        class_name="NielsenBasicConv",
    )
)
def nielsen_basic_conv() -> Graph:
    """One convolution; 289,630 parameters."""
    net = Sketch()
    return _classifier(net, _convolutions(net, (20,), "Sigmoid"), "Sigmoid")


@entry(
    ZooEntry(
        name="nielsen_dbl_conv_relu",
        title=QT_TRANSLATE_NOOP("Zoo", "Nielsen, chapter 6"),
        description=QT_TRANSLATE_NOOP(
            "Zoo", "From the book on digits: two convolutions, pooled before ReLU. Its softmax is left to the loss."
        ),
        year=2015,
        parameters=85_670,
        data=GREY,
        class_name="NielsenDblConvReLU",
        featured=True,
    )
)
def nielsen_dbl_conv_relu() -> Graph:
    """Two convolutions of 20 and 40 filters, pooled before ReLU; 85,670 parameters."""
    net = Sketch()
    return _classifier(net, _convolutions(net, (20, 40), "ReLU"), "ReLU")


@entry(
    ZooEntry(
        name="nielsen_dbl_fc_dropout",
        title=QT_TRANSLATE_NOOP("Zoo", "Nielsen: wide, with dropout"),
        description=QT_TRANSLATE_NOOP(
            "Zoo",
            "Two convolutions and two layers of a thousand neurons that only dropout keeps from learning the digits by heart.",
        ),
        year=2015,
        parameters=1_672_570,
        data=GREY,
        class_name="NielsenDblFCDropout",
    )
)
def nielsen_dbl_fc_dropout() -> Graph:
    """Two convolutions, two wide layers, dropout of one half in front of each Linear; 1,672,570 parameters."""
    net = Sketch()
    x = _convolutions(net, (20, 40), "ReLU")
    for _ in range(2):
        x = net("Dropout", x, p=0.5)
        x = net("Linear", x, out_features=1000)
        x = net("ReLU", x)
    x = net("Dropout", x, p=0.5)
    x = net("Linear", x, out_features=10)
    net("Output", x, name="scores")
    return net.graph
