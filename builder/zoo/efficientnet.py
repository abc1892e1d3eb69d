"""EfficientNet (Tan and Le 2019)."""

from __future__ import annotations

from functools import cache
from typing import Any

from builder.block_library.depthwise import STRIDE
from builder.block_library.mobile import convolution, depthwise, squeeze_excite
from builder.common.messages import QT_TRANSLATE_NOOP
from builder.groups.definition import Definition, Exposed
from builder.model.graph import Graph
from builder.sketch import Sketch
from builder.zoo.entry import COLOUR, ZooEntry, entry
from builder.zoo.parts import IMAGENET, conv_bn, global_average, scores

PAPER = QT_TRANSLATE_NOOP("Groups", "Tan and Le, EfficientNet, 2019")

STAGES = (
    (1, 3, 1, 16, 1),
    (6, 3, 2, 24, 2),
    (6, 5, 2, 40, 2),
    (6, 3, 2, 80, 3),
    (6, 5, 1, 112, 3),
    (6, 5, 2, 192, 4),
    (6, 3, 1, 320, 1),
)
"""Table 1 of the paper: expansion, kernel size, stride of the first block, channels, number of blocks."""

DROPPED = 0.2
"""Where the linearly growing drop probability of stochastic depth would end, behind the last block."""


FIELDS = (
    Exposed("hidden", 96, 1, QT_TRANSLATE_NOOP("Groups", "Channels inside.")),
    Exposed("squeezed", 4, 1, QT_TRANSLATE_NOOP("Groups", "Channels between the two layers that weigh.")),
    Exposed("channels", 24, 1, QT_TRANSLATE_NOOP("Groups", "Channels that go out.")),
    Exposed("kernel_size", 3, 1, QT_TRANSLATE_NOOP("Groups", "Window of each channel by itself.")),
)


def _mbconv(*more: Exposed, residual: bool, widened: bool = True) -> Sketch:
    """An inverted residual block with squeeze and excitation."""
    body = Sketch(**{one.name: one for one in (*FIELDS, *more)})
    x = body("GroupInput", name="input")
    y = convolution(body, x, "expand", "SiLU", out_channels="hidden") if widened else x
    window: dict[str, Any] = {"kernel_size": "kernel_size", "padding": "kernel_size // 2"}
    y = depthwise(body, y, "SiLU", channels="hidden", **window, **({} if residual else {"stride": "stride"}))
    y = squeeze_excite(body, y, reduced="squeezed", channels="hidden", activations=("SiLU", "Sigmoid"))
    y = convolution(body, y, "project", None, out_channels="channels")
    if residual:
        y = body("Add", body("StochasticDepth", y, name="drop", p="dropped"), x, name="add")
    body("GroupOutput", y, name="output")
    return body


@cache
def mbconv() -> Definition:
    """MBConv with a shortcut: same size and channels in and out."""
    dropped = Exposed(
        "dropped", 0.0, 0, QT_TRANSLATE_NOOP("Groups", "The share of samples for which the block is left out in training.")
    )
    doc = QT_TRANSLATE_NOOP(
        "Groups", "An inverted residual that also weighs its channels; left out for some samples in training."
    )
    return _mbconv(dropped, residual=True).definition(
        "MBConv", title=QT_TRANSLATE_NOOP("Groups", "MBConv"), doc=doc, source=PAPER
    )


@cache
def mbconv_down() -> Definition:
    """MBConv without a shortcut, for another size or other channels."""
    doc = QT_TRANSLATE_NOOP("Groups", "As MBConv, but for another size or other channels: without a way around.")
    return _mbconv(STRIDE, residual=False).definition(
        "MBConvDown", title=QT_TRANSLATE_NOOP("Groups", "MBConv, other size"), doc=doc, source=PAPER
    )


@cache
def mbconv_first() -> Definition:
    """The first MBConv, with expansion 1."""
    doc = QT_TRANSLATE_NOOP("Groups", "As MBConv for another size, but as wide inside as what comes in.")
    body = _mbconv(STRIDE, residual=False, widened=False)
    return body.definition("MBConvFirst", title=QT_TRANSLATE_NOOP("Groups", "MBConv, not widened"), doc=doc, source=PAPER)


@entry(
    ZooEntry(
        name="efficientnet_b0",
        title=QT_TRANSLATE_NOOP("Zoo", "EfficientNet-B0"),
        description=QT_TRANSLATE_NOOP(
            "Zoo",
            "Inverted residual blocks that weigh their channels, with sizes that a search found: much accuracy for few "
            "weights.",
        ),
        year=2019,
        parameters=5_288_548,
        data=COLOUR,
        class_name="EfficientNetB0",
    )
)
def efficientnet_b0() -> Graph:
    """The same as torchvision's; 5,288,548 parameters."""
    net = Sketch()
    width, done = 32, 0
    x = conv_bn(net, net("Input", shape=IMAGENET), "first", width, 3, activation="SiLU", stride=2)
    total = sum(stage[-1] for stage in STAGES)
    for stage, (widening, kernel, step, channels, depth) in enumerate(STAGES, 1):
        for place in range(1, depth + 1):
            sizes = {"hidden": widening * width, "squeezed": width // 4, "channels": channels, "kernel_size": kernel}
            name = f"stage{stage}_{place}"
            if place == 1:
                x = net(mbconv_first() if widening == 1 else mbconv_down(), x, name=name, stride=step, **sizes)
            else:
                x = net(mbconv(), x, name=name, dropped=round(DROPPED * done / total, 4), **sizes)
            width, done = channels, done + 1
    x = global_average(net, conv_bn(net, x, "last", 1280, activation="SiLU"))
    scores(net, net("Dropout", x, name="dropout", p=0.2))
    return net.graph
