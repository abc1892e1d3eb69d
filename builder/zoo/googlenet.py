"""GoogLeNet (Szegedy and others, 2014), as published and as torchvision has it."""

from __future__ import annotations

from functools import cache, partial

from builder.block_library.attention_blocks import BATCH_NORM, BRANCH_CHANNELS, inception, inception_branches
from builder.common.messages import QT_TRANSLATE_NOOP
from builder.groups.definition import Definition
from builder.model.graph import Graph
from builder.sketch import Sketch
from builder.zoo.entry import COLOUR, ZooEntry, entry
from builder.zoo.parts import CLASSES, IMAGENET, conv_bn, conv_relu, global_average, scores

Sizes = tuple[int, int, int, int, int, int]
"""Channels of an Inception block: 1×1; 3×3 reduce, 3×3; 5×5 reduce, 5×5; pool projection."""

STAGES: dict[str, Sizes] = {
    "3a": (64, 96, 128, 16, 32, 32),
    "3b": (128, 128, 192, 32, 96, 64),
    "4a": (192, 96, 208, 16, 48, 64),
    "4b": (160, 112, 224, 24, 64, 64),
    "4c": (128, 128, 256, 24, 64, 64),
    "4d": (112, 144, 288, 32, 64, 64),
    "4e": (256, 160, 320, 32, 128, 128),
    "5a": (256, 160, 320, 32, 128, 128),
    "5b": (384, 192, 384, 48, 128, 128),
}
"""Table 1 of the paper."""


def _conv_bn(body: Sketch, x: int, name: str, channels: str, kernel: int) -> int:
    return conv_bn(body, x, name, channels, kernel, eps=0.001)


@cache
def inception_bn() -> Definition:
    """The block of torchvision: batch normalisation, and 3×3 where the paper has 5×5."""
    doc = QT_TRANSLATE_NOOP(
        "Groups", "An Inception block with batch normalisation, whose third way looks through 3×3 windows as well."
    )
    return inception_branches(_conv_bn, 3).definition(
        "InceptionBN", title=QT_TRANSLATE_NOOP("Groups", "Inception block, normalised"), doc=doc, source=BATCH_NORM
    )


AUXILIARY = {"4a": "aux1", "4d": "aux2"}
"""The auxiliary heads: the block that each follows, and its name."""

AUXILIARY_WEIGHT = 0.3
"""Loss weight of an auxiliary head: section 5 of the paper."""


def auxiliary(net: Sketch, x: int, name: str, *, norm: bool) -> None:
    """An auxiliary head, which gives the blocks in front of it a gradient of their own: section 5 of the paper."""
    if norm:
        x = net("AdaptiveAvgPool2d", x, name=f"{name}_pool", output_size=4)
        x = conv_bn(net, x, name, 128, eps=0.001)
    else:
        x = net("AvgPool2d", x, name=f"{name}_pool", kernel_size=5, stride=3)
        x = conv_relu(net, x, f"{name}_conv", 128)
    x = net("Linear", net("Flatten", x, name=f"{name}_flatten"), name=f"{name}_fc1", out_features=1024)
    x = net("Dropout", net("ReLU", x, name=f"{name}_relu"), name=f"{name}_dropout", p=0.7)
    x = net("Linear", x, name=f"{name}_fc2", out_features=CLASSES)
    net("Output", x, name=f"{name}_scores", loss_weight=AUXILIARY_WEIGHT)


def _googlenet(*, norm: bool, aux: bool = False) -> Graph:
    net = Sketch()
    add = partial(conv_bn, eps=0.001) if norm else conv_relu
    x = net("Input", shape=IMAGENET)
    x = add(net, x, "conv1", 64, 7, stride=2)
    x = net("MaxPool2d", x, name="pool1", kernel_size=3, stride=2, ceil_mode=True)
    x = x if norm else net("LocalResponseNorm", x, name="norm1", size=5)
    x = add(net, x, "conv2_reduce", 64)
    x = add(net, x, "conv2", 192, 3)
    x = x if norm else net("LocalResponseNorm", x, name="norm2", size=5)
    x = net("MaxPool2d", x, name="pool2", kernel_size=3, stride=2, ceil_mode=True)
    for place, sizes in STAGES.items():
        if place in ("4a", "5a"):
            kernel = 2 if norm and place == "5a" else 3
            x = net("MaxPool2d", x, name=f"pool{int(place[0]) - 1}", kernel_size=kernel, stride=2, ceil_mode=True)
        x = net(
            inception_bn() if norm else inception(),
            x,
            name=f"inception{place}",
            **{way.name: size for way, size in zip(BRANCH_CHANNELS, sizes, strict=True)},
        )
        if aux and place in AUXILIARY:
            auxiliary(net, x, AUXILIARY[place], norm=norm)
    x = net("Dropout", global_average(net, x), name="dropout", p=0.2 if norm else 0.4)
    scores(net, x)
    return net.graph


@entry(
    ZooEntry(
        name="googlenet_paper",
        title=QT_TRANSLATE_NOOP("Zoo", "GoogLeNet of 2014"),
        description=QT_TRANSLATE_NOOP(
            "Zoo",
            "Nine Inception blocks, each looking through windows of 1×1, 3×3 and 5×5 side by side. As published, without "
            "the two "
            "extra heads that help in training.",
        ),
        year=2014,
        parameters=6_998_552,
        data=COLOUR,
        class_name="GoogLeNet2014",
    )
)
def googlenet_paper() -> Graph:
    """As published, with 5×5 windows and local response normalisation; 6,998,552 parameters."""
    return _googlenet(norm=False)


@entry(
    ZooEntry(
        name="googlenet",
        title=QT_TRANSLATE_NOOP("Zoo", "GoogLeNet"),
        description=QT_TRANSLATE_NOOP(
            "Zoo",
            "GoogLeNet as torchvision has it: batch normalisation throughout, and 3×3 windows where the paper has 5×5. Without "
            "the two extra heads that help in training.",
        ),
        year=2014,
        parameters=6_624_904,
        data=COLOUR,
        class_name="GoogLeNet",
    )
)
def googlenet() -> Graph:
    """With batch normalisation; 6,624,904 parameters."""
    return _googlenet(norm=True)


@entry(
    ZooEntry(
        name="googlenet_paper_aux",
        title=QT_TRANSLATE_NOOP("Zoo", "GoogLeNet of 2014, three heads"),
        description=QT_TRANSLATE_NOOP(
            "Zoo",
            "GoogLeNet as it was trained: two extra heads half-way, each counted by 0.3, help the gradient on its way to the "
            "first blocks. What is measured is the last head.",
        ),
        year=2014,
        parameters=13_378_280,
        data=COLOUR,
        class_name="GoogLeNet2014Aux",
    )
)
def googlenet_paper_aux() -> Graph:
    """As published, with the auxiliary heads; 13,378,280 parameters."""
    return _googlenet(norm=False, aux=True)


@entry(
    ZooEntry(
        name="googlenet_aux",
        title=QT_TRANSLATE_NOOP("Zoo", "GoogLeNet, three heads"),
        description=QT_TRANSLATE_NOOP(
            "Zoo",
            "GoogLeNet as torchvision trains it: with two extra heads half-way, each counted by 0.3. What is measured is the "
            "last head.",
        ),
        year=2014,
        parameters=13_004_888,
        data=COLOUR,
        class_name="GoogLeNetAux",
    )
)
def googlenet_aux() -> Graph:
    """With batch normalisation and the auxiliary heads; 13,004,888 parameters."""
    return _googlenet(norm=True, aux=True)
