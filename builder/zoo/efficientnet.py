"""EfficientNet (Tan and Le 2019)."""

from __future__ import annotations

from dataclasses import dataclass

from builder.graph import Graph
from builder.sketch import Sketch
from builder.zoo.entry import ZooEntry, entry
from builder.zoo.parts import IMAGENET, conv_bn, pooled, scores, squeeze_excitation

STAGES = (
    (1, 3, 1, 16, 1),
    (6, 3, 2, 24, 2),
    (6, 5, 2, 40, 2),
    (6, 3, 2, 80, 3),
    (6, 5, 1, 112, 3),
    (6, 5, 2, 192, 4),
    (6, 3, 1, 320, 1),
)
"""Table 1 of the paper: how many times wider inside, window, step of the first block, channels, blocks."""

DROPPED = 0.2
"""The share of samples for which the last block would be left out in training; less for those before it."""


@dataclass(frozen=True, slots=True)
class Size:
    """Of one block: channels that come in, inside and that go out, window, step, and the share that is left out."""

    before: int
    inside: int
    after: int
    kernel: int
    stride: int
    dropped: float


def mbconv(net: Sketch, x: int, name: str, size: Size) -> int:
    """An inverted residual block with squeeze and excitation."""
    y = x if size.inside == size.before else conv_bn(net, x, f"{name}_expand", size.inside, activation="SiLU")
    depthwise = {"stride": size.stride, "groups": size.inside}
    y = conv_bn(net, y, f"{name}_depthwise", size.inside, size.kernel, activation="SiLU", **depthwise)
    y = squeeze_excitation(net, y, f"{name}_se", (size.before // 4, size.inside), ("SiLU", "Sigmoid"))
    y = conv_bn(net, y, f"{name}_project", size.after, activation=None)
    if size.stride > 1 or size.before != size.after:
        return y
    return net("Add", net("StochasticDepth", y, name=f"{name}_drop", p=size.dropped), x, name=f"{name}_add")


@entry(
    ZooEntry(
        "efficientnet_b0",
        "EfficientNet-B0",
        "Inverted residual blocks that weigh their channels, with sizes that a search found: much accuracy for few weights.",
        2019,
        5_288_548,
        class_name="EfficientNetB0",
    )
)
def efficientnet_b0() -> Graph:
    """As in torchvision; 5,288,548 parameters."""
    net = Sketch()
    width, done = 32, 0
    x = conv_bn(net, net("Input", shape=IMAGENET), "first", width, 3, activation="SiLU", stride=2)
    total = sum(stage[-1] for stage in STAGES)
    for stage, (widening, kernel, step, channels, depth) in enumerate(STAGES, 1):
        for place in range(1, depth + 1):
            stride = step if place == 1 else 1
            size = Size(width, widening * width, channels, kernel, stride, DROPPED * done / total)
            x = mbconv(net, x, f"stage{stage}_{place}", size)
            width, done = channels, done + 1
    x = pooled(net, conv_bn(net, x, "last", 1280, activation="SiLU"))
    scores(net, net("Dropout", x, name="dropout", p=0.2))
    return net.graph
