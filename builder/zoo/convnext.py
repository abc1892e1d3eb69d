"""ConvNeXt (Liu and others, 2022): a residual network after the example of transformers."""

from __future__ import annotations

from builder.block_library.modern import convnext_block
from builder.common.messages import QT_TRANSLATE_NOOP
from builder.model.graph import Graph
from builder.sketch import Sketch
from builder.zoo.entry import COLOUR, ZooEntry, entry
from builder.zoo.parts import IMAGENET, channels_last, scores

WIDTHS = (96, 192, 384, 768)
DEPTHS = (3, 3, 9, 3)
DROPPED = 0.1
"""Drop probability of the last block's stochastic depth; it grows linearly from 0 at the first block."""


def _norm(net: Sketch, x: int, name: str, width: int | str) -> int:
    """Normalise the channels of each pixel."""
    return channels_last(net, x, name, [("LayerNorm", {"name": name, "normalized_shape": width, "eps": 1e-6})])


@entry(
    ZooEntry(
        name="convnext_tiny",
        title=QT_TRANSLATE_NOOP("Zoo", "ConvNeXt-T"),
        description=QT_TRANSLATE_NOOP(
            "Zoo",
            "A residual network rebuilt after the example of transformers: windows of 7×7, layer normalisation, GELU. The two "
            "matrices of each block stand as 1×1 convolutions, which are the same.",
        ),
        year=2022,
        parameters=28_589_128,
        data=COLOUR,
        class_name="ConvNeXtTiny",
    )
)
def convnext_tiny() -> Graph:
    """As in torchvision, but for the layer scales, which begin as small random numbers; 28,589,128 parameters."""
    net = Sketch()
    x = net("Input", shape=IMAGENET)
    total, done = sum(DEPTHS), 0
    for stage, (width, depth) in enumerate(zip(WIDTHS, DEPTHS, strict=True), 1):
        if stage == 1:
            x = net("Conv2d", x, name="patches", out_channels=width, kernel_size=4, stride=4)
            x = _norm(net, x, "patches_norm", width)
        else:
            x = _norm(net, x, f"down{stage}_norm", WIDTHS[stage - 2])
            x = net("Conv2d", x, name=f"down{stage}", out_channels=width, kernel_size=2, stride=2)
        for place in range(1, depth + 1):
            dropped = round(DROPPED * done / (total - 1), 4)
            x = net(convnext_block(), x, name=f"stage{stage}_{place}", width=width, dropped=dropped)
            done += 1
    x = net("AdaptiveAvgPool2d", x, name="avgpool", output_size=1)
    x = net("Flatten", x, name="flatten")
    x = net("LayerNorm", x, name="norm", eps=1e-6)
    scores(net, x)
    return net.graph
