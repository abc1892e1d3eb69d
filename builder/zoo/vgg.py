"""VGG (Simonyan and Zisserman 2014): stages of 3×3 convolutions, each halved by pooling."""

from __future__ import annotations

from functools import cache, partial

from builder.block_library.depthwise import CHANNELS, vgg_stage
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.groups.definition import Definition
from builder.model.graph import Graph
from builder.sketch import Sketch
from builder.zoo.entry import COLOUR, ZooEntry, entry
from builder.zoo.parts import IMAGENET, wide_head

WIDTHS = (64, 128, 256, 512, 512)
STAGES = {11: (1, 1, 2, 2, 2), 13: (2, 2, 2, 2, 2), 16: (2, 2, 3, 3, 3), 19: (2, 2, 4, 4, 4)}
PARAMETERS = {11: 132_863_336, 13: 133_047_848, 16: 138_357_544, 19: 143_667_240}


@cache
def normalised_stage() -> Definition:
    """A VGG stage with batch normalisation."""
    body = Sketch(channels=CHANNELS)
    x = body("GroupInput", name="input")
    x = body("Conv2d", x, name="conv", out_channels="channels", kernel_size=3, padding=1)
    x = body("ReLU", body("BatchNorm2d", x, name="bn"), name="relu")
    body("GroupOutput", x, name="output")
    layer = body.definition(
        "ConvNormReLU",
        title=QT_TRANSLATE_NOOP("Groups", "Convolution, normalised"),
        doc=QT_TRANSLATE_NOOP("Groups", "A 3×3 convolution, batch norm and ReLU."),
    )
    body = Sketch(channels=CHANNELS, layers=2)
    x = body(layer, body("GroupInput", name="input"), name="convs", channels="channels", repeat="layers")
    body("GroupOutput", body("MaxPool2d", x, name="pool", kernel_size=2), name="output")
    return body.definition(
        "VGGStageBN",
        title=QT_TRANSLATE_NOOP("Groups", "VGG stage with batch norm"),
        doc=QT_TRANSLATE_NOOP("Groups", "Normalised 3×3 convolutions, then pooling."),
    )


def _vgg(layers: int, norm: bool) -> Graph:
    net = Sketch()
    x = net("Input", shape=IMAGENET)
    stage = normalised_stage() if norm else vgg_stage()
    for place, (filters, depth) in enumerate(zip(WIDTHS, STAGES[layers], strict=True), 1):
        x = net(stage, x, name=f"stage{place}", channels=filters, layers=depth)
    x = net("AdaptiveAvgPool2d", x, name="avgpool", output_size=7)
    wide_head(net, x)
    return net.graph


def _enter(layers: int, norm: bool) -> None:
    scales = 2 * sum(width * depth for width, depth in zip(WIDTHS, STAGES[layers], strict=True)) if norm else 0
    titled = QT_TRANSLATE_NOOP("Zoo", "VGG-{layers} with batch norm") if norm else QT_TRANSLATE_NOOP("Zoo", "VGG-{layers}")
    plain = QT_TRANSLATE_NOOP(
        "Zoo", "{count} convolutions of 3×3 in five stages, then three fully connected layers that hold most weights."
    )
    normalised = QT_TRANSLATE_NOOP(
        "Zoo",
        "{count} convolutions of 3×3 in five stages, then three fully connected layers that hold most weights; each "
        "convolution is normalised.",
    )
    info = ZooEntry(
        name=f"vgg{layers}_bn" if norm else f"vgg{layers}",
        title=Message.of(titled, layers=layers),
        description=Message.of(normalised if norm else plain, count=sum(STAGES[layers])),
        year=2014,
        parameters=PARAMETERS[layers] + scales,
        data=COLOUR,
        class_name=f"VGG{layers}BN" if norm else f"VGG{layers}",
    )
    entry(info)(partial(_vgg, layers, norm))


for _layers in STAGES:
    for _norm in (False, True):
        _enter(_layers, _norm)
