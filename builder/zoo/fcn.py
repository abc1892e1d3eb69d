"""Fully convolutional networks for segmentation (Long, Shelhamer and Darrell 2015), on VGG-16, for 21 classes.

They take images whose height and width are multiples of 32.
"""

from __future__ import annotations

from builder.block_library.depthwise import conv_relu as conv_relu_group
from builder.common.messages import QT_TRANSLATE_NOOP
from builder.model.graph import Graph
from builder.sketch import Sketch
from builder.tasks.segmentation import PixelClasses
from builder.zoo.entry import MASKS, ZooEntry, entry
from builder.zoo.parts import IMAGENET, conv_relu
from builder.zoo.vgg import STAGES, WIDTHS

KINDS = 21
BORDER = 100
"""Padding of the first convolution, so that small images have a score as well."""


def _features(net: Sketch, x: int) -> tuple[int, int, int]:
    """VGG-16 with its first fully connected layers as convolutions: the maps of pool3, pool4 and fc7."""
    kept = []
    x = net("ZeroPad2d", x, name="border", padding=(BORDER - 1,) * 4)
    for stage, (filters, depth) in enumerate(zip(WIDTHS, STAGES[16], strict=True), 1):
        x = net(conv_relu_group(), x, name=f"stage{stage}", channels=filters, repeat=depth)
        x = net("MaxPool2d", x, name=f"pool{stage}", kernel_size=2, ceil_mode=True)
        kept.append(x)
    for name, kernel in (("fc6", 7), ("fc7", 1)):
        x = conv_relu(net, x, name, 4096, kernel, padding=0)
        x = net("Dropout2d", x, name=f"{name}_drop", p=0.5)
    return kept[2], kept[3], x


def _score(net: Sketch, x: int, name: str, kinds: int) -> int:
    return net("Conv2d", x, name=name, out_channels=kinds, kernel_size=1)


def _upscale(net: Sketch, x: int, name: str, *, times: int, kinds: int) -> int:
    """Enlarge `times` times by a transposed convolution whose windows overlap by half."""
    fields = {"kernel_size": 2 * times, "stride": times, "bias": False}
    return net("ConvTranspose2d", x, name=name, out_channels=kinds, **fields)


def _crop(net: Sketch, x: int, name: str, *, before: int, behind: int) -> int:
    """Cut pixels off the maps, `before` at the start and `behind` at the end of both axes."""
    for axis, side in ((2, "rows"), (3, "columns")):
        x = net("Slice", x, name=f"{name}_{side}", dim=axis, start=before, end=-behind)
    return x


@entry(
    ZooEntry(
        name="fcn32s_vgg16",
        title=QT_TRANSLATE_NOOP("Zoo", "FCN-32s on VGG-16"),
        description=QT_TRANSLATE_NOOP(
            "Zoo", "VGG-16 whose fully connected layers slide over the image; its coarse scores are enlarged 32 times at once."
        ),
        year=2015,
        parameters=136_152_917,
        task=PixelClasses.kind,
        data=MASKS,
        sized=True,
        class_name="FCN32s",
    )
)
def fcn32s_vgg16(kinds: int = KINDS) -> Graph:
    """21 scores per pixel; 136,152,917 parameters, 1,806,336 of them in the upsampling."""
    net = Sketch()
    _, _, x = _features(net, net("Input", shape=IMAGENET))
    x = _upscale(net, _score(net, x, "score_fc7", kinds), "grow32", times=32, kinds=kinds)
    net("Output", _crop(net, x, "cut", before=19, behind=45), name="scores")
    return net.graph


@entry(
    ZooEntry(
        name="fcn8s_vgg16",
        title=QT_TRANSLATE_NOOP("Zoo", "FCN-8s on VGG-16"),
        description=QT_TRANSLATE_NOOP(
            "Zoo",
            "As FCN-32s, but the coarse scores are joined with finer ones of two earlier stages before they are enlarged.",
        ),
        year=2015,
        parameters=134_489_759,
        task=PixelClasses.kind,
        data=MASKS,
        sized=True,
        class_name="FCN8s",
    )
)
def fcn8s_vgg16(kinds: int = KINDS) -> Graph:
    """21 scores per pixel, out of three stages; 134,489,759 parameters."""
    net = Sketch()
    pool3, pool4, x = _features(net, net("Input", shape=IMAGENET))
    x = _upscale(net, _score(net, x, "score_fc7", kinds), "grow2", times=2, kinds=kinds)
    y = _crop(net, _score(net, pool4, "score_pool4", kinds), "cut4", before=5, behind=4)
    x = _upscale(net, net("Add", x, y, name="add4"), "grow4", times=2, kinds=kinds)
    y = _crop(net, _score(net, pool3, "score_pool3", kinds), "cut3", before=9, behind=6)
    x = _upscale(net, net("Add", x, y, name="add3"), "grow8", times=8, kinds=kinds)
    net("Output", _crop(net, x, "cut", before=31, behind=57), name="scores")
    return net.graph
