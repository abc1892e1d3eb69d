"""U-Net (Ronneberger, Fischer and Brox 2015): what each pixel belongs to."""

from __future__ import annotations

from builder.graph import Graph
from builder.sketch import Sketch
from builder.zoo.entry import ZooEntry, entry


def _twice(net: Sketch, x: int, name: str, filters: int, *, norm: bool) -> int:
    """Two 3×3 convolutions: padded and normalised, or as in the paper, where each takes a pixel off every side."""
    for place in (1, 2):
        border = {"padding": 1, "bias": False} if norm else {}
        x = net("Conv2d", x, name=f"{name}_conv{place}", out_channels=filters, kernel_size=3, **border)
        x = net("BatchNorm2d", x, name=f"{name}_bn{place}") if norm else x
        x = net("ReLU", x, name=f"{name}_relu{place}")
    return x


def _unet(net: Sketch, x: int, filters: int, *, crops: tuple[int, ...] = (0, 0, 0)) -> int:
    """Down as many steps as there are `crops`, and up again; a crop is the size to which what is led across is cut."""
    norm = not any(crops)
    across = []
    for step in range(len(crops)):
        x = _twice(net, x, f"down{step + 1}", filters << step, norm=norm)
        across.append(x)
        x = net("MaxPool2d", x, name=f"pool{step + 1}", kernel_size=2)
    x = _twice(net, x, "bottom", filters << len(crops), norm=norm)
    for step in reversed(range(len(crops))):
        x = net("ConvTranspose2d", x, name=f"grow{step + 1}", out_channels=filters << step, kernel_size=2, stride=2)
        skip = across[step]
        if crops[step]:
            skip = net("CenterCrop", skip, name=f"crop{step + 1}", size=crops[step])
        x = net("Concat", skip, x, name=f"join{step + 1}")
        x = _twice(net, x, f"up{step + 1}", filters << step, norm=norm)
    return net("Conv2d", x, name="score", out_channels=2, kernel_size=1)


@entry(
    ZooEntry(
        "unet_2015",
        "U-Net of 2015",
        "Down four steps to see the whole and up again to see where: two scores for each pixel of a microscope's image. "
        "As published, for tiles of 572×572.",
        2015,
        31_030_658,
        class_name="UNet2015",
        purpose="segmentation",
    )
)
def unet_2015() -> Graph:
    """23 convolutions without padding, 572×572 in, 388×388 out; 31,030,658 parameters."""
    net = Sketch()
    x = net("Input", shape=(1, 572, 572))
    net("Output", _unet(net, x, 64, crops=(392, 200, 104, 56)), name="scores")
    return net.graph


@entry(
    ZooEntry(
        "unet_small",
        "Small U-Net",
        "A U-Net of three steps with padding and batch normalisation, whose result is as large as its image.",
        2015,
        482_754,
        class_name="SmallUNet",
        purpose="segmentation",
    )
)
def unet_small() -> Graph:
    """Sixteen filters at first, 128×128 colour images; 482,754 parameters."""
    net = Sketch()
    net("Output", _unet(net, net("Input", shape=(3, 128, 128)), 16), name="scores")
    return net.graph
