"""U-Net (Ronneberger, Fischer and Brox 2015): segmentation with skip connections."""

from __future__ import annotations

from functools import cache

from builder.block_library.depthwise import CHANNELS
from builder.block_library.unet_blocks import PAPER, double_conv, unet_down, unet_up
from builder.common.messages import QT_TRANSLATE_NOOP
from builder.groups.definition import Definition
from builder.model.graph import Graph
from builder.sketch import Sketch
from builder.tasks.segmentation import PixelClasses
from builder.zoo.entry import MASKS, ZooEntry, entry

FILTERS = 64
CROPS = (88, 40, 16, 4)
"""How many pixels the skip connections lose at every side, from the top level down: to 392, 200, 104 and 56."""


@cache
def valid_convolutions() -> Definition:
    """Two 3×3 convolutions without padding, as in the paper: each crops one pixel at every side."""
    body = Sketch(channels=CHANNELS)
    x = body("GroupInput", name="input")
    for place in (1, 2):
        x = body("Conv2d", x, name=f"conv{place}", out_channels="channels", kernel_size=3)
        x = body("ReLU", x, name=f"relu{place}")
    body("GroupOutput", x, name="output")
    doc = QT_TRANSLATE_NOOP("Groups", "Two 3×3 convolutions without padding: each takes a pixel off every side.")
    return body.definition("ValidConvolutions", title=QT_TRANSLATE_NOOP("Groups", "Two convolutions"), doc=doc, source=PAPER)


@entry(
    ZooEntry(
        name="unet_2015",
        title=QT_TRANSLATE_NOOP("Zoo", "U-Net of 2015"),
        description=QT_TRANSLATE_NOOP(
            "Zoo",
            "Down four steps to see the whole and up again to see where: two scores for each pixel of a microscope's image. "
            "As published, for tiles of 572×572.",
        ),
        year=2015,
        parameters=31_030_658,
        task=PixelClasses.kind,
        data=MASKS,
        class_name="UNet2015",
    )
)
def unet_2015() -> Graph:
    """23 convolutions without padding, 572×572 in, 388×388 out; 31,030,658 parameters.

    Any tile will do whose height and width are 188 and a multiple of 16: its result is 184 smaller.
    """
    net = Sketch()
    x = net("Input", shape=(1, 572, 572))
    across = []
    for step in range(len(CROPS)):
        x = net(valid_convolutions(), x, name=f"down{step + 1}", channels=FILTERS << step)
        across.append(x)
        x = net("MaxPool2d", x, name=f"pool{step + 1}", kernel_size=2)
    x = net(valid_convolutions(), x, name="bottom", channels=FILTERS << len(CROPS))
    for step in reversed(range(len(CROPS))):
        x = net("ConvTranspose2d", x, name=f"grow{step + 1}", out_channels=FILTERS << step, kernel_size=2, stride=2)
        skip = net("ZeroPad2d", across[step], name=f"crop{step + 1}", padding=(-CROPS[step],) * 4)
        x = net("Concat", skip, x, name=f"join{step + 1}")
        x = net(valid_convolutions(), x, name=f"up{step + 1}", channels=FILTERS << step)
    net("Output", net("Conv2d", x, name="score", out_channels=2, kernel_size=1), name="scores")
    return net.graph


@entry(
    ZooEntry(
        name="unet_small",
        title=QT_TRANSLATE_NOOP("Zoo", "Small U-Net"),
        description=QT_TRANSLATE_NOOP(
            "Zoo", "A U-Net of three steps with padding and batch normalisation, whose result is as large as its image."
        ),
        year=2015,
        parameters=482_754,
        task=PixelClasses.kind,
        data=MASKS,
        class_name="SmallUNet",
        featured=True,
    )
)
def unet_small() -> Graph:
    """Sixteen filters in the first level, 128×128 colour images; 482,754 parameters."""
    net = Sketch()
    x = net("Input", shape=(3, 128, 128))
    across = []
    for step in range(3):
        x = net(unet_down(), x, name=f"down{step + 1}", channels=16 << step)
        across.append((x, 1))
    x = net(double_conv(), x, name="bottom", channels=16 << 3)
    for step in reversed(range(3)):
        x = net(unet_up(), x, across[step], name=f"up{step + 1}", channels=16 << step)
    net("Output", net("Conv2d", x, name="score", out_channels=2, kernel_size=1), name="scores")
    return net.graph
