"""RegNetY (Radosavovic and others, 2020)."""

from __future__ import annotations

from functools import cache
from typing import Any

from builder.block_library.mobile import convolution, squeeze_excite
from builder.block_library.residual import HALVING
from builder.common.messages import QT_TRANSLATE_NOOP
from builder.groups.definition import Definition, Exposed
from builder.model.graph import Graph
from builder.sketch import Sketch
from builder.zoo.entry import COLOUR, ZooEntry, entry
from builder.zoo.parts import IMAGENET, conv_bn, global_average, scores

PAPER = QT_TRANSLATE_NOOP("Groups", "Radosavovic and others, Designing Network Design Spaces, 2020")

WIDTHS = (48, 104, 208, 440)
DEPTHS = (1, 3, 6, 6)
GROUP = 8
"""Channels per group of the 3×3 convolution."""


def _block(*more: Exposed) -> Sketch:
    """1×1, grouped 3×3, squeeze-excitation, 1×1; with `more` fields a projection shortcut, else an identity shortcut."""
    squeezed = Exposed("squeezed", 12, 1, QT_TRANSLATE_NOOP("Groups", "Channels between the two layers that weigh."))
    body = Sketch(
        channels=Exposed("channels", 48, GROUP, QT_TRANSLATE_NOOP("Groups", "Channels that go out.")),
        squeezed=squeezed,
        **{m.name: m for m in more},
    )
    x = body("GroupInput", name="input")
    y = convolution(body, x, "a", "ReLU", out_channels="channels")
    fields: dict[str, Any] = {"kernel_size": 3, "padding": 1, "groups": f"channels // {GROUP}"}
    y = convolution(body, y, "b", "ReLU", out_channels="channels", stride="stride" if more else 1, **fields)
    y = squeeze_excite(body, y, reduced="squeezed", channels="channels", activations=("ReLU", "Sigmoid"))
    y = convolution(body, y, "c", None, out_channels="channels")
    if more:
        x = convolution(body, x, "shortcut", None, out_channels="channels", stride="stride")
    body("GroupOutput", body("ReLU", body("Add", x, y, name="add"), name="relu"), name="output")
    return body


@cache
def regnet_block() -> Definition:
    """The block with an identity shortcut."""
    doc = QT_TRANSLATE_NOOP(
        "Groups", "A residual block whose 3×3 convolution works in groups of channels, and that weighs its channels."
    )
    return _block().definition("RegNetBlock", title=QT_TRANSLATE_NOOP("Groups", "RegNetY block"), doc=doc, source=PAPER)


@cache
def regnet_down() -> Definition:
    """The block with stride and a projection shortcut."""
    doc = QT_TRANSLATE_NOOP(
        "Groups", "A RegNetY block for another size or other channels, with a 1×1 convolution on the way around."
    )
    return _block(HALVING).definition(
        "RegNetDown", title=QT_TRANSLATE_NOOP("Groups", "RegNetY block, other size"), doc=doc, source=PAPER
    )


@entry(
    ZooEntry(
        name="regnet_y_400mf",
        title=QT_TRANSLATE_NOOP("Zoo", "RegNetY-400MF"),
        description=QT_TRANSLATE_NOOP(
            "Zoo", "Residual blocks in groups whose widths follow one simple rule, found by looking at many networks at once."
        ),
        year=2020,
        parameters=4_344_144,
        data=COLOUR,
        class_name="RegNetY400MF",
    )
)
def regnet_y_400mf() -> Graph:
    """The same as torchvision's; 4,344,144 parameters."""
    net = Sketch()
    before = 32
    x = conv_bn(net, net("Input", shape=IMAGENET), "first", before, 3, stride=2)
    for stage, (width, depth) in enumerate(zip(WIDTHS, DEPTHS, strict=True), 1):
        x = net(regnet_down(), x, name=f"stage{stage}_down", channels=width, squeezed=round(before / 4), stride=2)
        if depth > 1:
            x = net(regnet_block(), x, name=f"stage{stage}", channels=width, squeezed=width // 4, repeat=depth - 1)
        before = width
    scores(net, global_average(net, x))
    return net.graph
