"""Residual networks for 32×32 images (He and others 2015, section 4.2)."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial

from builder.block_library.depthwise import CHANNELS
from builder.block_library.residual import PAPER, basic_block, basic_block_down, two_convolutions
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.groups.definition import Definition
from builder.model.graph import Graph
from builder.sketch import Sketch
from builder.zoo.entry import COLOUR, ZooEntry, entry

PARAMETERS = {20: 269_722, 32: 464_154, 44: 658_586, 56: 853_018, 110: 1_727_962}


@cache
def padded_block() -> Definition:
    """A residual block with stride 2 and the parameter-free shortcut (option A of the paper)."""
    body = Sketch(channels=CHANNELS)
    x = body("GroupInput", name="input")
    y = two_convolutions(body, x, 2)
    x = body("AvgPool2d", x, name="shortcut", kernel_size=1, stride=2)
    x = body("ZeroPad3d", x, name="shortcut_pad", padding="0, 0, 0, 0, channels // 4, channels // 4")
    body("GroupOutput", body("ReLU", body("Add", y, x, name="add"), name="relu_out"), name="output")
    return body.definition(
        "BasicBlockPadded",
        title=QT_TRANSLATE_NOOP("Groups", "Residual block, halved"),
        doc=QT_TRANSLATE_NOOP(
            "Groups",
            "A residual block that halves the image. On the way around stand every second pixel and empty channels around "
            "those there are: twice as many, and nothing to learn (option A of the paper).",
        ),
        source=PAPER,
    )


def _resnet(depth: int, halved: Callable[[], Definition]) -> Graph:
    """Three stages of 16, 32 and 64 filters with `depth` blocks each; `halved` is the first block of the second and third."""
    net = Sketch()
    x = net("Input", shape=(3, 32, 32))
    x = net("Conv2d", x, name="conv1", out_channels=16, kernel_size=3, padding=1, bias=False)
    x = net("BatchNorm2d", x, name="bn1")
    x = net("ReLU", x, name="relu1")
    x = net(basic_block(), x, name="stage1", channels=16, repeat=depth)
    for stage, filters in ((2, 32), (3, 64)):
        x = net(halved(), x, name=f"stage{stage}_down", channels=filters)
        x = net(basic_block(), x, name=f"stage{stage}", channels=filters, repeat=depth - 1)
    x = net("AdaptiveAvgPool2d", x, name="pool", output_size=1)
    x = net("Flatten", x, name="flatten")
    x = net("Linear", x, name="fc", out_features=10)
    net("Output", x, name="scores")
    return net.graph


@entry(
    ZooEntry(
        name="resnet20_cifar_b",
        title=QT_TRANSLATE_NOOP("Zoo", "ResNet-20 for 32×32 images"),
        description=QT_TRANSLATE_NOOP(
            "Zoo", "Nine residual blocks in three stages. Where the size changes, the shortcut is a 1×1 convolution (option B)."
        ),
        year=2015,
        parameters=272_474,
        data=COLOUR,
        class_name="ResNet20",
        featured=True,
    )
)
def resnet20_cifar_b() -> Graph:
    """Stages of 16, 32 and 64 filters, three blocks each, projection shortcuts; 272,474 parameters."""
    return _resnet(3, basic_block_down)


def _enter(layers: int) -> None:
    depth = (layers - 2) // 6
    info = ZooEntry(
        name=f"resnet{layers}_cifar",
        title=Message.of(QT_TRANSLATE_NOOP("Zoo", "ResNet-{layers} of the paper, 32×32"), layers=layers),
        description=Message.of(
            QT_TRANSLATE_NOOP(
                "Zoo",
                "{blocks} residual blocks in three stages, with the paper's shortcuts that learn nothing: where the size "
                "changes, "
                "every second pixel and empty channels (option A).",
            ),
            blocks=3 * depth,
        ),
        year=2015,
        parameters=PARAMETERS[layers],
        data=COLOUR,
        class_name=f"ResNet{layers}Cifar",
    )
    entry(info)(partial(_resnet, depth, padded_block))


for _layers in PARAMETERS:
    _enter(_layers)
