"""Super-resolution: a larger image from a small one."""

from __future__ import annotations

from builder.common.messages import QT_TRANSLATE_NOOP
from builder.model.graph import Graph
from builder.sketch import Sketch
from builder.tasks.super_resolution import LargerPicture
from builder.zoo.entry import PICTURES, ZooEntry, entry
from builder.zoo.parts import conv


@entry(
    ZooEntry(
        name="srcnn",
        title=QT_TRANSLATE_NOOP("Zoo", "SRCNN"),
        description=QT_TRANSLATE_NOOP(
            "Zoo", "Sharpens an image that was enlarged three times before: three convolutions of 9×9, 1×1 and 5×5."
        ),
        year=2014,
        parameters=8_129,
        task=LargerPicture.kind,
        target=LargerPicture(3),
        data=PICTURES,
        class_name="SRCNN",
    )
)
def srcnn() -> Graph:
    """64 and 32 filters (Dong, Loy, He and Tang 2014); the paper's 8,032 weights and 97 biases."""
    net = Sketch()
    x = net("Upsample", net("Input", shape=(1, 33, 33)), name="enlarge", scale_factor=3.0, mode="bicubic")
    x = net("ReLU", conv(net, x, "patches", 64, 9), name="patches_relu")
    x = net("ReLU", conv(net, x, "mapping", 32), name="mapping_relu")
    net("Output", conv(net, x, "rebuild", 1, 5), name="picture")
    return net.graph


@entry(
    ZooEntry(
        name="espcn",
        title=QT_TRANSLATE_NOOP("Zoo", "ESPCN"),
        description=QT_TRANSLATE_NOOP(
            "Zoo",
            "Works on the small image and lays nine maps out as one three times larger, which makes it quick enough for video.",
        ),
        year=2016,
        parameters=22_729,
        task=LargerPicture.kind,
        target=LargerPicture(3),
        data=PICTURES,
        class_name="ESPCN",
        featured=True,
    )
)
def espcn() -> Graph:
    """64 and 32 filters with tanh, then 3×3 maps shuffled into pixels (Shi and others, 2016); 22,729 parameters."""
    net = Sketch()
    x = net("Input", shape=(1, 17, 17))
    x = net("Tanh", conv(net, x, "conv1", 64, 5), name="tanh1")
    x = net("Tanh", conv(net, x, "conv2", 32, 3), name="tanh2")
    x = conv(net, x, "conv3", 9, 3)
    net("Output", net("PixelShuffle", x, name="pixels", upscale_factor=3), name="picture")
    return net.graph
