"""Blocks of later networks: ResNeXt (grouped convolutions), CBAM (attention), ConvNeXt (after transformers)."""

from __future__ import annotations

from builder.block_library.entries import ready
from builder.block_library.mobile import convolution
from builder.common.messages import QT_TRANSLATE_NOOP
from builder.groups.definition import Definition, Exposed
from builder.sketch import Sketch

START = 1e-6
"""The initial layer scale of a ConvNeXt block."""


@ready(24)
def resnext_block() -> Definition:
    """A ResNeXt block: a bottleneck with a grouped 3×3 convolution."""
    channels = Exposed(
        "channels", 256, 2, QT_TRANSLATE_NOOP("Groups", "Channels that come in and go out; half as many are inside.")
    )
    body = Sketch(
        channels=channels, groups=Exposed("groups", 32, 1, QT_TRANSLATE_NOOP("Groups", "Groups that do not see each other."))
    )
    x = body("GroupInput", name="input")
    y = convolution(body, x, "narrow", "ReLU", out_channels="channels // 2")
    inside = {"out_channels": "channels // 2", "kernel_size": 3, "padding": 1, "groups": "groups"}
    y = convolution(body, y, "grouped", "ReLU", **inside)
    y = convolution(body, y, "wide", None, out_channels="channels")
    body("GroupOutput", body("ReLU", body("Add", y, x, name="add"), name="relu_out"), name="output")
    return body.definition(
        "ResNeXtBlock",
        title=QT_TRANSLATE_NOOP("Groups", "ResNeXt block"),
        doc=QT_TRANSLATE_NOOP(
            "Groups",
            "A bottleneck whose 3×3 convolution works in many small groups, which learn side by side; what came in is added. "
            "As many channels must come in as go out.",
        ),
        source=QT_TRANSLATE_NOOP("Groups", "Xie, Girshick, Dollár, Tu and He, Aggregated Residual Transformations, 2016"),
    )


@ready(61)
def cbam() -> Definition:
    """CBAM: channel attention, then spatial attention."""
    channels = Exposed("channels", 64, 1, QT_TRANSLATE_NOOP("Groups", "Channels that come in and go out."))
    body = Sketch(
        channels=channels,
        reduction=Exposed("reduction", 16, 1, QT_TRANSLATE_NOOP("Groups", "How many times fewer are in between.")),
    )
    x = body("GroupInput", name="input")
    mean = body("AdaptiveAvgPool2d", x, name="mean", output_size=1)
    most = body("AdaptiveMaxPool2d", x, name="most", output_size=1)
    fc1 = body("Conv2d", mean, name="fc1", out_channels="channels // reduction", kernel_size=1, bias=False)
    fc2 = body("Conv2d", body("ReLU", fc1, name="bend_mean"), name="fc2", out_channels="channels", kernel_size=1, bias=False)
    again = body("ReLU", body("Conv2d", most, name="fc1_2", weights_of=fc1), name="bend_most")
    again = body("Conv2d", again, name="fc2_2", weights_of=fc2)
    gate = body("Sigmoid", body("Add", fc2, again, name="both"), name="channel_gate")
    x = body("Multiply", x, gate, name="channel_scale")
    last = body("Permute", x, name="channels_last", dims=(0, 2, 3, 1))
    places = [body(kind, last, name=name, output_size=(None, 1)) for kind, name in POOLS]
    both = body("Concat", *places, name="looked_at", dim=3)
    both = body("Permute", both, name="channels_first", dims=(0, 3, 1, 2))
    seen = body("Conv2d", both, name="look", out_channels=1, kernel_size=7, padding=3, bias=False)
    x = body("Multiply", x, body("Sigmoid", seen, name="place_gate"), name="place_scale")
    body("GroupOutput", x, name="output")
    return body.definition(
        "CBAM",
        title=QT_TRANSLATE_NOOP("Groups", "Channel and place attention"),
        doc=QT_TRANSLATE_NOOP(
            "Groups",
            "Lets two small layers, which see the mean and the largest of each channel, decide how much each channel counts, "
            "and a 7×7 window how much each place does. channels must be as many as come in.",
        ),
        source=QT_TRANSLATE_NOOP("Groups", "Woo, Park, Lee and Kweon, CBAM: Convolutional Block Attention Module, 2018"),
    )


POOLS = (("AdaptiveAvgPool2d", "mean_of_channels"), ("AdaptiveMaxPool2d", "most_of_channels"))
"""The two maps of CBAM's spatial attention: mean and maximum over the channels."""


@ready(25)
def convnext_block() -> Definition:
    """ConvNeXt's block: depthwise 7×7, layer norm, 1×1 up and down by 4, layer scale, stochastic depth, shortcut."""
    dropped = Exposed(
        "dropped", 0.0, 0, QT_TRANSLATE_NOOP("Groups", "The share of samples for which the block is left out in training.")
    )
    body = Sketch(
        width=Exposed("width", 96, 1, QT_TRANSLATE_NOOP("Groups", "Channels that come in and go out.")), dropped=dropped
    )
    x = body("GroupInput", name="input")
    y = body("Conv2d", x, name="depthwise", out_channels="width", kernel_size=7, padding=3, groups="width")
    y = body("Permute", y, name="norm_last", dims=(0, 2, 3, 1))
    y = body("LayerNorm", y, name="norm", normalized_shape="width", eps=1e-6)
    y = body("Permute", y, name="norm_first", dims=(0, 3, 1, 2))
    y = body("Conv2d", y, name="wide", out_channels="width * 4", kernel_size=1)
    y = body("GELU", y, name="gelu")
    y = body("Conv2d", y, name="narrow", out_channels="width", kernel_size=1)
    y = body("Multiply", y, body("Parameter", name="scale", shape="width, 1, 1", std=START), name="scaled")
    y = body("StochasticDepth", y, name="drop", p="dropped")
    body("GroupOutput", body("Add", y, x, name="add"), name="output")
    return body.definition(
        "ConvNeXtBlock",
        title=QT_TRANSLATE_NOOP("Groups", "ConvNeXt block"),
        doc=QT_TRANSLATE_NOOP(
            "Groups",
            "A 7×7 window of each channel by itself, layer normalisation, four times as many channels and back, each weighed "
            "by a number that begins small; added to what came in.",
        ),
        source=QT_TRANSLATE_NOOP("Groups", "Liu and others, A ConvNet for the 2020s, 2022"),
    )
