"""Inception-v3 (Szegedy and others, 2015)."""

from __future__ import annotations

from functools import cache, partial

from builder.common.messages import QT_TRANSLATE_NOOP
from builder.groups.definition import Definition, Exposed
from builder.model.graph import Graph
from builder.sketch import Sketch
from builder.zoo.entry import COLOUR, ZooEntry, entry
from builder.zoo.parts import CLASSES, conv_bn, global_average, scores

PAPER = QT_TRANSLATE_NOOP("Groups", "Szegedy and others, Rethinking the Inception Architecture, 2015")

ConvSpec = tuple[int | str, int | tuple[int, int]]
"""Filters and kernel size of one convolution."""

_unit = partial(conv_bn, eps=0.001)


def _branch(net: Sketch, x: int, name: str, *steps: ConvSpec) -> int:
    """A chain of convolutions."""
    for place, (filters, kernel) in enumerate(steps, 1):
        x = _unit(net, x, f"{name}_{place}", filters, kernel)
    return x


def _pool_branch(body: Sketch, x: int, filters: int | str) -> int:
    x = body("AvgPool2d", x, name="pool", kernel_size=3, stride=1, padding=1)
    return _unit(body, x, "pool_proj", filters)


def _block(body: Sketch, name: str, title: str, doc: str, branches: list[int]) -> Definition:
    """The branches side by side as a group."""
    body("GroupOutput", body("Concat", *branches, name="concat"), name="output")
    return body.definition(name, title=title, doc=doc, source=PAPER)


@cache
def inception_a() -> Definition:
    """Branches of 1×1, 5×5, twice 3×3, and pooling."""
    body = Sketch(pooled=Exposed("pooled", 32, 1, QT_TRANSLATE_NOOP("Groups", "Channels of the way with pooling.")))
    x = body("GroupInput", name="input")
    branches = [
        _branch(body, x, "conv1x1", (64, 1)),
        _branch(body, x, "conv5x5", (48, 1), (64, 5)),
        _branch(body, x, "conv3x3", (64, 1), (96, 3), (96, 3)),
        _pool_branch(body, x, "pooled"),
    ]
    return _block(
        body,
        "InceptionA",
        QT_TRANSLATE_NOOP("Groups", "Inception block A"),
        QT_TRANSLATE_NOOP("Groups", "Windows of 1×1, 5×5 and twice 3×3 side by side, and pooling."),
        branches,
    )


@cache
def inception_c() -> Definition:
    """7×7 windows factorised into 1×7 and 7×1."""
    body = Sketch(width=Exposed("width", 128, 1, QT_TRANSLATE_NOOP("Groups", "Channels between the steps.")))
    x = body("GroupInput", name="input")
    across, down = (1, 7), (7, 1)
    branches = [
        _branch(body, x, "conv1x1", (192, 1)),
        _branch(body, x, "conv7x7", ("width", 1), ("width", across), (192, down)),
        _branch(body, x, "conv7x7dbl", ("width", 1), ("width", down), ("width", across), ("width", down), (192, across)),
        _pool_branch(body, x, 192),
    ]
    return _block(
        body,
        "InceptionC",
        QT_TRANSLATE_NOOP("Groups", "Inception block C"),
        QT_TRANSLATE_NOOP("Groups", "Windows of 7×7 in thin steps, 1×7 and 7×1, once and twice; 1×1, and pooling."),
        branches,
    )


@cache
def inception_e() -> Definition:
    """3×3 windows split into 1×3 and 3×1, concatenated."""
    body = Sketch()
    x = body("GroupInput", name="input")
    branches = [_branch(body, x, "conv1x1", (320, 1))]
    for stem, steps in (("conv3x3", ((384, 1),)), ("conv3x3dbl", ((448, 1), (384, 3)))):
        y = _branch(body, x, stem, *steps)
        branches += [_unit(body, y, f"{stem}_a", 384, (1, 3)), _unit(body, y, f"{stem}_b", 384, (3, 1))]
    branches.append(_pool_branch(body, x, 192))
    return _block(
        body,
        "InceptionE",
        QT_TRANSLATE_NOOP("Groups", "Inception block E"),
        QT_TRANSLATE_NOOP("Groups", "Windows of 3×3 parted into 1×3 and 3×1 side by side; 1×1, and pooling."),
        branches,
    )


def _halving_block(name: str, title: str, *branches: tuple[ConvSpec, ...]) -> Definition:
    """Branches whose last window has stride 2, and pooling next to them."""
    body = Sketch()
    x = body("GroupInput", name="input")
    ends = []
    for place, (*steps, (filters, kernel)) in enumerate(branches, 1):
        y = _branch(body, x, f"way{place}", *steps)
        ends.append(_unit(body, y, f"way{place}_half", filters, kernel, stride=2, padding=0))
    ends.append(body("MaxPool2d", x, name="pool", kernel_size=3, stride=2))
    doc = QT_TRANSLATE_NOOP("Groups", "Several windows and pooling side by side, all of which halve the size.")
    return _block(body, name, title, doc, ends)


@cache
def inception_b() -> Definition:
    """Branches of 3×3, twice 3×3, and pooling, with stride 2."""
    title = QT_TRANSLATE_NOOP("Groups", "Inception block B")
    return _halving_block("InceptionB", title, ((384, 3),), ((64, 1), (96, 3), (96, 3)))


@cache
def inception_d() -> Definition:
    """Branches of 3×3, factorised 7×7, and pooling, with stride 2."""
    title = QT_TRANSLATE_NOOP("Groups", "Inception block D")
    return _halving_block("InceptionD", title, ((192, 1), (320, 3)), ((192, 1), (192, (1, 7)), (192, (7, 1)), (192, 3)))


def _stem(net: Sketch, x: int) -> int:
    x = _unit(net, x, "conv1a", 32, 3, stride=2, padding=0)
    x = _unit(net, x, "conv2a", 32, 3, padding=0)
    x = _unit(net, x, "conv2b", 64, 3)
    x = net("MaxPool2d", x, name="pool1", kernel_size=3, stride=2)
    x = _unit(net, x, "conv3b", 80)
    x = _unit(net, x, "conv4a", 192, 3, padding=0)
    return net("MaxPool2d", x, name="pool2", kernel_size=3, stride=2)


AUXILIARY_WEIGHT = 0.4
"""Loss weight of the auxiliary head, as in the authors' and other published implementations; the paper names none."""


def auxiliary(net: Sketch, x: int) -> None:
    """The auxiliary head behind mixed6e: pooling, 1×1, one window over the rest of the image, and the scores."""
    x = net("AvgPool2d", x, name="aux_pool", kernel_size=5, stride=3)
    x = _unit(net, _unit(net, x, "aux_conv0", 128), "aux_conv1", 768, 5, padding=0)
    x = net("AdaptiveAvgPool2d", x, name="aux_avgpool", output_size=1)
    x = net("Linear", net("Flatten", x, name="aux_flatten"), name="aux_fc", out_features=CLASSES)
    net("Output", x, name="aux_scores", loss_weight=AUXILIARY_WEIGHT)


def _inception_v3(*, aux: bool = False) -> Graph:
    net = Sketch()
    x = _stem(net, net("Input", shape=(3, 299, 299)))
    for place, behind in (("5b", 32), ("5c", 64), ("5d", 64)):
        x = net(inception_a(), x, name=f"mixed{place}", pooled=behind)
    x = net(inception_b(), x, name="mixed6a")
    for place, width in (("6b", 128), ("6c", 160), ("6d", 160), ("6e", 192)):
        x = net(inception_c(), x, name=f"mixed{place}", width=width)
    if aux:
        auxiliary(net, x)
    x = net(inception_d(), x, name="mixed7a")
    for place in ("7b", "7c"):
        x = net(inception_e(), x, name=f"mixed{place}")
    x = net("Dropout", global_average(net, x), name="dropout", p=0.5)
    scores(net, x)
    return net.graph


@entry(
    ZooEntry(
        name="inception_v3",
        title=QT_TRANSLATE_NOOP("Zoo", "Inception-v3"),
        description=QT_TRANSLATE_NOOP(
            "Zoo",
            "Large windows are taken apart into thin ones, 7×7 into 1×7 and 7×1, for images of 299×299. Without the extra head "
            "that helps in training.",
        ),
        year=2015,
        parameters=23_834_568,
        data=COLOUR,
        class_name="InceptionV3",
    )
)
def inception_v3() -> Graph:
    """As in torchvision, without the auxiliary head; 23,834,568 parameters."""
    return _inception_v3()


@entry(
    ZooEntry(
        name="inception_v3_aux",
        title=QT_TRANSLATE_NOOP("Zoo", "Inception-v3, two heads"),
        description=QT_TRANSLATE_NOOP(
            "Zoo",
            "Inception-v3 as torchvision trains it: with an extra head behind the 7×7 blocks, counted by 0.4. What is measured "
            "is the last head.",
        ),
        year=2015,
        parameters=27_161_264,
        data=COLOUR,
        class_name="InceptionV3Aux",
    )
)
def inception_v3_aux() -> Graph:
    """With the auxiliary head; 27,161,264 parameters."""
    return _inception_v3(aux=True)
