"""The LeNets as they were published (LeCun and others, 1990 to 1998), with their partial connection tables.

Their output layer of radial basis functions compared 84 numbers with a fixed bitmap of each digit. Since the bitmaps
hold 1 and −1, that distance is a Linear without bias up to a constant common to all digits, and is written as one here.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from builder.common.messages import QT_TRANSLATE_NOOP
from builder.model.graph import Graph
from builder.sketch import Sketch
from builder.zoo.entry import GREY, ZooEntry, entry

Table = Sequence[tuple[int, ...]]
"""For each output map of a convolution, the input maps it is connected to."""

LENET1_TABLE: Table = tuple(
    tuple(first + one for one in sees) for first in (0, 2) for sees in ((0,), (0, 1), (0, 1), (1,), (0, 1), (0, 1))
)
"""Of twelve maps, four are connected to one input map and eight to two."""

LENET5_TABLE: Table = (
    *(tuple((first + step) % 6 for step in range(3)) for first in range(6)),
    *(tuple((first + step) % 6 for step in range(4)) for first in range(6)),
    (0, 1, 3, 4),
    (1, 2, 4, 5),
    (0, 2, 3, 5),
    (0, 1, 2, 3, 4, 5),
)
"""Table I of the paper: six maps see three neighbouring maps, six see four, three see four that are not neighbours, one all."""


def _subsample(net: Sketch, x: int, name: str, maps: int) -> int:
    """Subsample by 2: the mean of each 2×2 window, a learned scale and bias per map, then tanh."""
    x = net("AvgPool2d", x, name=f"{name}_mean", kernel_size=2)
    x = net("Conv2d", x, name=name, out_channels=maps, kernel_size=1, groups=maps)
    return net("Tanh", x, name=f"{name}_tanh")


def _partial(net: Sketch, x: int, name: str, maps: int, table: Table) -> int:
    """A 5×5 convolution in which each map is connected only to the maps of `x` that `table` lists.

    Consecutive maps with equally many inputs become one grouped convolution over copies of those inputs.
    """
    split = net("Split", x, name=f"{name}_maps", split_size_or_sections=(1,) * maps)
    parts = []
    for count, run in groupby(table, len):
        seen = list(run)
        wires = [(split, one) for sees in seen for one in sees]
        y = x if seen == [tuple(range(maps))] else net("Concat", *wires, name=f"{name}_see{count}")
        parts.append(net("Conv2d", y, name=f"{name}_of{count}", out_channels=len(seen), kernel_size=5, groups=len(seen)))
    return net("Tanh", net("Concat", *parts, name=name), name=f"{name}_tanh")


@entry(
    ZooEntry(
        name="lenet1",
        title=QT_TRANSLATE_NOOP("Zoo", "LeNet-1"),
        description=QT_TRANSLATE_NOOP(
            "Zoo",
            "As published in 1990: 4 and 12 maps, of which each sees one or two; means with a learned weight; 2,578 "
            "parameters.",
        ),
        year=1990,
        parameters=2_578,
        data=GREY,
        class_name="LeNet1",
    )
)
def lenet1() -> Graph:
    """4 maps, subsampled, 12 maps by table, subsampled, 10 scores; 2,578 parameters, as the paper counts them."""
    net = Sketch()
    x = net("Input", shape=(1, 28, 28))
    x = net("Conv2d", x, name="h1", out_channels=4, kernel_size=5)
    x = net("Tanh", x, name="h1_tanh")
    x = _subsample(net, x, "h2", 4)
    split = net("Split", x, name="h2_maps", split_size_or_sections=(1, 1, 1, 1))
    maps = []
    for place, sees in enumerate(LENET1_TABLE, 1):
        y: int | tuple[int, int] = (split, sees[0])
        if len(sees) > 1:
            y = net("Concat", *((split, one) for one in sees), name=f"h3_see{place}")
        maps.append(net("Conv2d", y, name=f"h3_map{place}", out_channels=1, kernel_size=5))
    x = net("Tanh", net("Concat", *maps, name="h3"), name="h3_tanh")
    x = _subsample(net, x, "h4", 12)
    x = net("Linear", net("Flatten", x, name="flatten"), name="digits", out_features=10)
    net("Output", x, name="scores")
    return net.graph


@entry(
    ZooEntry(
        name="lenet4",
        title=QT_TRANSLATE_NOOP("Zoo", "LeNet-4"),
        description=QT_TRANSLATE_NOOP(
            "Zoo",
            "As the 1998 paper tells it, in the layers it names: 4 maps, 8 subsampled, 16 maps, 120 units. The paper says "
            "about 17,000 parameters; with every map connected they are more.",
        ),
        year=1995,
        parameters=52_698,
        data=GREY,
        class_name="LeNet4",
    )
)
def lenet4() -> Graph:
    """4 maps, each subsampled twice, 16 maps, 120 units, 10 scores; 52,698 parameters where all are connected."""
    net = Sketch()
    x = net("Input", shape=(1, 32, 32))
    x = net("Conv2d", x, name="c1", out_channels=4, kernel_size=5)
    x = net("Tanh", x, name="c1_tanh")
    x = net("AvgPool2d", x, name="s2_mean", kernel_size=2)
    x = net("Conv2d", x, name="s2", out_channels=8, kernel_size=1, groups=4)
    x = net("Tanh", x, name="s2_tanh")
    x = net("Conv2d", x, name="c3", out_channels=16, kernel_size=5)
    x = net("Tanh", x, name="c3_tanh")
    x = _subsample(net, x, "s4", 16)
    x = net("Conv2d", x, name="c5", out_channels=120, kernel_size=5)
    x = net("Tanh", x, name="c5_tanh")
    x = net("Linear", net("Flatten", x, name="flatten"), name="digits", out_features=10)
    net("Output", x, name="scores")
    return net.graph


@entry(
    ZooEntry(
        name="lenet5_1998",
        title=QT_TRANSLATE_NOOP("Zoo", "LeNet-5 of 1998"),
        description=QT_TRANSLATE_NOOP(
            "Zoo",
            "As published: learned subsampling, and a table of who sees whom in the third layer. 60,000 trained "
            "parameters, and "
            "840 of the output, which were fixed then and are learned here.",
        ),
        year=1998,
        parameters=60_840,
        data=GREY,
        class_name="LeNet51998",
    )
)
def lenet5_1998() -> Graph:
    """C1, S2, C3 by table, S4, C5, F6: exactly 60,000 parameters; then ten rows of 84."""
    net = Sketch()
    x = net("Input", shape=(1, 32, 32))
    x = net("Conv2d", x, name="c1", out_channels=6, kernel_size=5)
    x = net("Tanh", x, name="c1_tanh")
    x = _subsample(net, x, "s2", 6)
    x = _partial(net, x, "c3", 6, LENET5_TABLE)
    x = _subsample(net, x, "s4", 16)
    x = net("Conv2d", x, name="c5", out_channels=120, kernel_size=5)
    x = net("Tanh", x, name="c5_tanh")
    x = net("Linear", net("Flatten", x, name="flatten"), name="f6", out_features=84)
    x = net("Tanh", x, name="f6_tanh")
    x = net("Linear", x, name="digits", out_features=10, bias=False)
    net("Output", x, name="scores")
    return net.graph
