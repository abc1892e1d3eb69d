"""Groups and networks of groups that several tests build on."""

from __future__ import annotations

from builder.groups.definition import Definition
from builder.model.graph import Graph
from builder.sketch import Sketch


def conv_bn() -> Definition:
    """Convolution and batch normalisation: channels doubled, stride exposed."""
    body = Sketch(channels=4, stride=1)
    x = body("GroupInput", name="input")
    x = body("Conv2d", x, name="conv", out_channels="channels * 2", kernel_size=3, stride="stride", padding=1)
    x = body("BatchNorm2d", x, name="bn")
    body("GroupOutput", x, name="output")
    return body.definition("ConvBN", title="Convolution and normalisation")


def residual_group(inner: Definition) -> Definition:
    """A group with a group inside, used twice."""
    body = Sketch(width=4)
    x = body("GroupInput", name="input")
    y = body(inner, x, name="first", channels="width")
    y = body(inner, y, name="second", channels="width")
    body("GroupOutput", body("Add", y, x, name="add"), name="output")
    return body.definition("Residual")


def nested_groups() -> Graph:
    """A group in a group, the inner one three times in a row, with shared weights inside."""
    unit = Sketch(channels=4)
    x = unit("Conv2d", unit("GroupInput"), out_channels="channels", padding=1, name="conv")
    x = unit("BatchNorm2d", unit("ReLU", unit("Conv2d", x, weights_of=x)), name="norm")
    unit("GroupOutput", x)
    outer = Sketch(width=4)
    x = outer("Conv2d", outer("GroupInput"), out_channels="width", kernel_size=1, name="widen")
    x = outer(unit.definition("Unit"), x, channels="width", repeat=3, name="units")
    outer("GroupOutput", outer("MaxPool2d", x))
    net = Sketch()
    x = net(outer.definition("Stage"), net("Input", shape=(1, 8, 8)), width=4, name="stage")
    net("Output", net("Linear", net("Flatten", x), out_features=10))
    return net.graph


def siamese_groups() -> Graph:
    """Two ways through one group, twice in a row, whose weights both use."""
    unit = Sketch(channels=4)
    unit("GroupOutput", unit("Tanh", unit("Conv2d", unit("GroupInput"), out_channels="channels", padding=1)))
    net = Sketch()
    left, right = (net("Conv2d", net("Input", shape=(1, 8, 8)), out_channels=4, padding=1) for _ in range(2))
    one = net(unit.definition("Unit"), left, repeat=2)
    other = net(unit.definition("Unit"), right, weights_of=one)
    net("Output", net("Linear", net("Flatten", net("Subtract", one, other)), out_features=10))
    return net.graph


def repeated_group(passes: int) -> Graph:
    """A residual group on 8 channels, repeated `passes` times."""
    body = Sketch(channels=8)
    x = body("GroupInput", name="input")
    y = body("ReLU", body("BatchNorm2d", body("Conv2d", x, out_channels="channels", kernel_size=3, padding=1)))
    body("GroupOutput", body("Add", y, x), name="output")
    net = Sketch()
    x = net("Conv2d", net("Input", shape=(3, 16, 16)), out_channels=8, kernel_size=3, padding=1)
    x = net(body.definition("Residual"), x, channels=8, repeat=passes, name="block")
    net("Output", net("Linear", net("Flatten", net("MaxPool2d", x)), out_features=10))
    return net.graph
