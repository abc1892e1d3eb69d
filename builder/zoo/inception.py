"""Inception-v3 (Szegedy and others, 2015)."""

from __future__ import annotations

from functools import partial

from builder.graph import Graph
from builder.sketch import Sketch
from builder.zoo.entry import ZooEntry, entry
from builder.zoo.parts import CLASSES, conv_bn, pooled, scores

Step = tuple[int, int | tuple[int, int]]
"""Filters and window of one convolution."""

_unit = partial(conv_bn, eps=0.001)


def _way(net: Sketch, x: int, name: str, *steps: Step) -> int:
    """Convolutions one behind the other."""
    for place, (filters, kernel) in enumerate(steps, 1):
        x = _unit(net, x, f"{name}_{place}", filters, kernel)
    return x


def _averaged(net: Sketch, x: int, name: str, filters: int) -> int:
    x = net("AvgPool2d", x, name=f"{name}_pool", kernel_size=3, stride=1, padding=1)
    return _unit(net, x, f"{name}_pool_proj", filters)


def inception_a(net: Sketch, x: int, name: str, behind: int) -> int:
    """1×1, 5×5, twice 3×3, and pooling."""
    ways = (
        _way(net, x, f"{name}_1x1", (64, 1)),
        _way(net, x, f"{name}_5x5", (48, 1), (64, 5)),
        _way(net, x, f"{name}_3x3", (64, 1), (96, 3), (96, 3)),
        _averaged(net, x, name, behind),
    )
    return net("Concat", *ways, name=f"{name}_concat")


def inception_c(net: Sketch, x: int, name: str, width: int) -> int:
    """7×7 windows in two steps, 1×7 and 7×1."""
    across, down = (1, 7), (7, 1)
    ways = (
        _way(net, x, f"{name}_1x1", (192, 1)),
        _way(net, x, f"{name}_7x7", (width, 1), (width, across), (192, down)),
        _way(net, x, f"{name}_7x7dbl", (width, 1), (width, down), (width, across), (width, down), (192, across)),
        _averaged(net, x, name, 192),
    )
    return net("Concat", *ways, name=f"{name}_concat")


def inception_e(net: Sketch, x: int, name: str) -> int:
    """3×3 windows parted into 1×3 and 3×1 side by side."""
    ways = [_way(net, x, f"{name}_1x1", (320, 1))]
    for stem, steps in (("3x3", ((384, 1),)), ("3x3dbl", ((448, 1), (384, 3)))):
        y = _way(net, x, f"{name}_{stem}", *steps)
        ways += [_unit(net, y, f"{name}_{stem}_a", 384, (1, 3)), _unit(net, y, f"{name}_{stem}_b", 384, (3, 1))]
    ways.append(_averaged(net, x, name, 192))
    return net("Concat", *ways, name=f"{name}_concat")


def _halved(net: Sketch, x: int, name: str, *ways: tuple[Step, ...]) -> int:
    """Ways whose last window moves by two, and pooling beside them."""
    ends = []
    for place, (*steps, (filters, kernel)) in enumerate(ways, 1):
        y = _way(net, x, f"{name}_way{place}", *steps)
        ends.append(_unit(net, y, f"{name}_way{place}_half", filters, kernel, stride=2, padding=0))
    ends.append(net("MaxPool2d", x, name=f"{name}_pool", kernel_size=3, stride=2))
    return net("Concat", *ends, name=f"{name}_concat")


def _stem(net: Sketch, x: int) -> int:
    x = _unit(net, x, "conv1a", 32, 3, stride=2, padding=0)
    x = _unit(net, x, "conv2a", 32, 3, padding=0)
    x = _unit(net, x, "conv2b", 64, 3)
    x = net("MaxPool2d", x, name="pool1", kernel_size=3, stride=2)
    x = _unit(net, x, "conv3b", 80)
    x = _unit(net, x, "conv4a", 192, 3, padding=0)
    return net("MaxPool2d", x, name="pool2", kernel_size=3, stride=2)


AUXILIARY_WEIGHT = 0.4
"""How much the extra head counts in training: what the rebuilds use, the authors' own among them."""


def auxiliary(net: Sketch, x: int) -> None:
    """A head behind mixed6e: pooling, 1×1, one window over all that is left, and the scores."""
    x = net("AvgPool2d", x, name="aux_pool", kernel_size=5, stride=3)
    x = _unit(net, _unit(net, x, "aux_conv0", 128), "aux_conv1", 768, 5, padding=0)
    x = net("AdaptiveAvgPool2d", x, name="aux_avgpool", output_size=1)
    x = net("Linear", net("Flatten", x, name="aux_flatten"), name="aux_fc", out_features=CLASSES)
    net("Output", x, name="aux_scores", loss_weight=AUXILIARY_WEIGHT)


def _inception_v3(*, aux: bool = False) -> Graph:
    net = Sketch()
    x = _stem(net, net("Input", shape=(3, 299, 299)))
    for place, behind in (("5b", 32), ("5c", 64), ("5d", 64)):
        x = inception_a(net, x, f"mixed{place}", behind)
    x = _halved(net, x, "mixed6a", ((384, 3),), ((64, 1), (96, 3), (96, 3)))
    for place, width in (("6b", 128), ("6c", 160), ("6d", 160), ("6e", 192)):
        x = inception_c(net, x, f"mixed{place}", width)
    if aux:
        auxiliary(net, x)
    x = _halved(net, x, "mixed7a", ((192, 1), (320, 3)), ((192, 1), (192, (1, 7)), (192, (7, 1)), (192, 3)))
    for place in ("7b", "7c"):
        x = inception_e(net, x, f"mixed{place}")
    x = net("Dropout", pooled(net, x), name="dropout", p=0.5)
    scores(net, x)
    return net.graph


@entry(
    ZooEntry(
        "inception_v3",
        "Inception-v3",
        "Large windows are taken apart into thin ones, 7×7 into 1×7 and 7×1, for images of 299×299. Without the extra head "
        "that helps in training.",
        2015,
        23_834_568,
        class_name="InceptionV3",
    )
)
def inception_v3() -> Graph:
    """As in torchvision, without the auxiliary head; 23,834,568 parameters."""
    return _inception_v3()


@entry(
    ZooEntry(
        "inception_v3_aux",
        "Inception-v3, two heads",
        "Inception-v3 as torchvision trains it: with an extra head behind the 7×7 blocks, counted by 0.4. What is measured "
        "is the last head.",
        2015,
        27_161_264,
        class_name="InceptionV3Aux",
    )
)
def inception_v3_aux() -> Graph:
    """With the auxiliary head; 27,161,264 parameters."""
    return _inception_v3(aux=True)
